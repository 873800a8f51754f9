/* windlass-check.c - say what is wrong in scripts, without running them. */
#include "builtin.h"

#include <skalibs/djbunix.h>

#include <sys/stat.h>

#include "initvars.h"
#include "rootfs.h"

struct opts {
	char const *format, *text, *args, *env_file;
	int strict, programs, rules, variables;
	struct letters allowed, env;
};

static struct opt const opts[] = {
	STR('f', "format", struct opts, format, "human|json|sarif",
		"how findings are written (default: human)"),
	SET('s', "strict", struct opts, strict, 1, "leave with 1 for warnings too"),
	ADD_WITH('a', "allow", struct opts, allowed, "rule", "switch a rule off"),
	SET('p', "programs", struct opts, programs, 1,
		"report programs that are not in PATH on this machine"),
	STR('c', "script", struct opts, text, "script", "check this text instead of files"),
	STR('A', "args", struct opts, args, "option",
		"take the scripts to be run by execlineb with this option, as -S1, whatever their "
		"first lines say"),
	ADD_WITH('e', "env", struct opts, env, "name=value",
		"for roots: a variable that the container is started with"),
	STR('E', "env-file", struct opts, env_file, "file",
		"for roots: a file of such variables, one a line"),
	SET('r', "rules", struct opts, rules, 1, "list the rules, check nothing"),
	SET('v', "variables", struct opts, variables, 1,
		"list the variables of /init, check nothing"),
	{ 0 },
};

struct format {
	char const *name;
	void (*write)(stralloc *to, struct report_file const *files);
};

static struct format const formats[] = {
	{ "human", report_human },
	{ "json", report_json },
	{ "sarif", report_sarif },
};

static struct format const *find_format(char const *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(formats[i].name, name))
			return formats + i;
	return 0;
}

static struct next read_rules(struct ctx *x, struct opts const *o, struct lint *l)
{
	for (unsigned int i = 0; i < o->allowed.n; i++) {
		char const *id = o->allowed.arg[i];
		enum lint_id rule = lint_find(id, strlen(id));
		if (rule == LINT_COUNT)
			return fail(
				x, "unknown rule: ", id, " (windlass check --rules lists them)");
		l->off[rule] = 1;
	}
	return chain(0);
}

/* The text of the file NAME, or of stdin. 0, or -1 with errno. */
static int load(char const *name, struct script *src)
{
	stralloc text = STRALLOC_ZERO;
	int ok = strcmp(name, "-") ? openslurpclose(&text, name) : slurp(&text, 0);
	if (!ok || !stralloc_0(&text))
		return -1;
	*src = (struct script){ .name = name, .text = text.s, .len = text.len - 1 };
	return 0;
}

static struct report_file *check(struct ctx *x, struct lint const *options, struct script src)
{
	struct lint l = *options;
	struct report_file *file = arena_get(x, sizeof *file);
	l.src = src;
	lint_script(&l);
	*file = (struct report_file){ .name = src.name, .src = src, .first = l.first };
	return file;
}

static int is_directory(char const *name)
{
	struct stat st;
	return strcmp(name, "-") != 0 && !stat(name, &st) && S_ISDIR(st.st_mode);
}

/* Checks the root NAME. Returns the exit code for what cannot be read. */
static int check_root(struct ctx *x, struct opts const *o, struct lint const *options,
	char const *name, struct report_file **to)
{
	size_t len = strlen(name);
	while (len && name[len - 1] == '/')
		len--;
	struct rootfs r = { .x = x,
		.options = options,
		.root = arena_text(x, name, len),
		.env = &o->env,
		.env_file = o->env_file };
	rootfs_check(&r);
	*to = r.first;
	return r.code;
}

/* Returns the exit code for the files that cannot be read. */
static int check_files(struct ctx *x, struct opts const *o, struct lint const *options,
	struct word const *w, struct report_file **to)
{
	int code = 0;
	for (; w->s; w++) {
		struct script src;
		char const *name = word_wire(x, w);
		while (*to)
			to = &(*to)->next;
		if (is_directory(name)) {
			int bad = check_root(x, o, options, name, to);
			code = bad ? bad : code;
			continue;
		}
		if (load(name, &src) < 0) {
			code = failsys(x, "unable to read ", name).code;
			continue;
		}
		*to = check(x, options, src);
	}
	return code;
}

static struct next report(struct ctx *x, struct opts const *o, struct format const *format,
	struct report_file const *files)
{
	struct report_count count;
	stralloc text = STRALLOC_ZERO;
	format->write(&text, files);
	put(x, text.s, text.len);
	stralloc_free(&text);
	report_count(&count, files);
	return leave(count.n[LINT_ERROR] || (o->strict && count.n[LINT_WARNING]));
}

static struct next list(struct ctx *x, void (*write)(stralloc *to))
{
	stralloc text = STRALLOC_ZERO;
	write(&text);
	put(x, text.s, text.len);
	stralloc_free(&text);
	return leave(0);
}

static void add_variables(stralloc *to)
{
	stralloc_cats(to, "# Variables of /init\n\n"
			  "Made by `make doc` from the table of variables; do not edit.\n\n"
			  "| variable | default | |\n|---|---|---|\n");
	for (struct initvar const *v = initvars; v->name; v++) {
		char const *const cells[] = { "| `", v->name, *v->value ? "` | `" : "` | ",
			v->value, *v->value ? "` | " : "| ", v->meaning, " |\n" };
		for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
			stralloc_cats(to, cells[i]);
	}
}

static struct next run_check(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct lint options = { .x = x, .programs = o->programs, .args = o->args };
	struct format const *format = find_format(o->format);
	struct report_file *files = 0;
	int code = 0;
	if (o->rules)
		return list(x, report_rules);
	if (o->variables)
		return list(x, add_variables);
	if (!format)
		return fail(x, "unknown format: ", o->format);
	if (!o->text && !c->rest->s)
		return usage(x, c->cmd);
	struct next n = read_rules(x, o, &options);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->text)
		files = check(x, &options, (struct script){ "-c", o->text, strlen(o->text) });
	else
		code = check_files(x, o, &options, c->rest, &files);
	n = report(x, o, format, files);
	return code ? leave(code) : n;
}

struct cmd const cmd_windlass_check = {
	.name = "windlass-check",
	.brief = "say what is wrong in scripts and roots of images, without running them",
	.form = "[files...]",
	OPTS(struct opts, opts, .format = "human"),
	.traits = PURE | LEAF,
	.run = run_check,
	.exits =
		"0 when there is nothing to say but warnings and notes, 1 for errors (with -s, for "
		"warnings), 100 for wrong usage, 111 when a file cannot be read",
	.operands = "files: scripts, and directories that are roots of images",
	.example = "windlass check run finish\n\n"
		   "windlass check -c \"cd /\"\n"
		   "> -c:1:1: error: the chain ends with cd, which needs something to go on with "
		   "[missing-program]\n"
		   ">  1 | cd /\n"
		   ">    | ^\n"
		   ">   hint: usage: cd directory prog...\n"
		   "= 1",
	.help = "The file - is stdin. A directory is the root of an image whose /init is ours: all that would go wrong "
		"when it boots is told, the scripts of its folders included. -e and --env-file tell with which "
		"variables. doc/check.md says more.\n\nA comment `# windlass: allow RULE...` in a script switches rules "
		"off for it.",
};
