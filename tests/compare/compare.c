/* scripts.c - random scripts, run by our execlineb, by ours with every step an exec, and by another.

   usage: compare BIN COUNT [SEED]   BIN: the folder with our links

   Script number I is made from SEED + I, so that one that differs can be run alone. What is compared
   is stdout, the exit code, and the files the script leaves. The other execlineb is the one in
   /usr/bin with its commands in /usr/lib/execline/bin, or where REFERENCE says.

   The leaves of the scripts are this program under other names: `show` writes its words, `vars` some
   variables, `copy` copies stdin, `die` kills itself. `s6-echo` is a command of ours, which takes no
   process, and this program for the reference. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 3000, DEPTH = 4, LIMIT = 4096 };

/* The scripts. */

static uint64_t state;
static FILE *out; /* the script being made */
static int depth;
static unsigned int backgrounds, files; /* how many there are so far */

static unsigned int below(unsigned int n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned int)((state >> 11) % n);
}

static int rarely(unsigned int n)
{
	return below(n) == 0;
}

#define PICK(...) \
	((char const *const[]){ __VA_ARGS__ })[below( \
		sizeof((char const *const[]){ __VA_ARGS__ }) / sizeof(char const *))]

static void say(char const *s)
{
	fputs(s, out);
}

static void blank(void)
{
	say(below(4) ? " " : PICK("\n", "\t", "  ", " # { \"x\n", " \\\n", "\r\n", "\n\n  "));
}

static char const *key(void)
{
	return PICK("A", "B", "C", "AB", "1", "@", "\"#\"", "a.b");
}

static char const *variable(void)
{
	return PICK("A", "B", "C", "V", "1", "?", "NOPE");
}

static void reference(void)
{
	char const *k = PICK("A", "B", "C", "AB", "1", "@", "#", "a.b");
	say(PICK("", "", "", "\\\\", "\\\\\\\\", "\\\\\\\\\\\\", "x", "$"));
	fprintf(out, below(2) ? "$%s" : "${%s}", k);
}

static void quoted_part(void)
{
	say("\"");
	for (unsigned int n = below(4); n; n--) {
		if (rarely(4))
			reference();
		else
			say(PICK("a", " ", "b c", "\\n", "\\t", "\\\"", "\\\\", "\\x", "\\65",
				"\\0x42", "\\0103", "\\\n", "{", "}", "#", "\n", ":", "1:a,",
				"\\0x4g", "\\1014", "\\0x414", "\\e"));
	}
	say("\"");
}

static void part(void)
{
	if (rarely(3))
		reference();
	else if (rarely(3))
		quoted_part();
	else
		say(PICK("a", "b", "xyz", "\\ ", "\\{", "\\}", "\\\"", "\\\\", "-", "#x", "{", "}",
			"=", "\\#", ":", "'", "*", "\\\n", "1", "0"));
}

/* A word that cannot be taken for a brace, a comment or an option. */
static void word(void)
{
	say(below(3) ? PICK("a", "b", "w", "x1", "\"\"", "\"a b\"", "\\a", "p", "\"  c\"") : "w");
	for (unsigned int n = below(3); n; n--)
		part();
}

static void words(unsigned int most)
{
	for (unsigned int n = below(most + 1); n; n--) {
		if (rarely(4))
			reference();
		else
			word();
		blank();
	}
}

static void chain(void);

static void open_block(void)
{
	say("{");
	blank();
}

static void close_block(void)
{
	blank();
	say("}");
	blank();
}

static void block(void)
{
	open_block();
	chain();
	close_block();
}

static void block_or_none(void)
{
	if (rarely(10)) {
		say("{ }");
		blank();
	} else {
		block();
	}
}

static void options(char const *letters, unsigned int most)
{
	for (unsigned int n = below(most + 1); n; n--)
		fprintf(out, "-%c ", letters[below((unsigned int)strlen(letters))]);
}

static void transform(void)
{
	if (below(2))
		options("ssCnNc", 3);
	if (rarely(6))
		fprintf(out, "-d %s ", PICK(":", "\"\"", "\" x\"", "ab"));
}

static void value(void)
{
	if (rarely(4))
		fprintf(out, "%s ",
			PICK("\"a b\"", "\" a  b \"", "\"x:y::z\"", "\"1:a,2:bc,\"", "\"\"",
				"\"a\\nb\\n\"", "\"$A\"", "\"a\\\\\\\\$B\""));
	else
		word();
	blank();
}

static void leaf_show(void)
{
	say("show");
	blank();
	words(5);
}

static void leaf_exit(void)
{
	fprintf(out, "exit %u", below(3) ? below(4) : below(300));
}

static char const *operand(void)
{
	return PICK("a", "b", "\"\"", "1", "2", "-1", "\\\\-n", "/", "$A", "10", "( a )", "! a",
		"-n a", "-z \"\"", "-d /", "-e /nope", "a = a", "a != a", "1 -lt 2", "a < b",
		"abc =~ ^a", "-v A");
}

static void leaf_eltest(void)
{
	fprintf(out, "eltest %s ", operand());
	for (unsigned int n = below(3); n; n--)
		fprintf(out, "%s %s ",
			PICK("-a", "-o", "=", "!=", "-eq", "-gt", "<", "-a !", "-o ("), operand());
	if (rarely(5))
		say(")");
}

static void leaf(void)
{
	switch (below(14)) {
	case 0:
	case 1: leaf_exit(); break;
	case 2: say("vars"); break;
	case 3: say("dollarat"); break;
	case 4: leaf_eltest(); break;
	case 5: say(PICK("die", "nonexistent", "true", "false")); break;
	case 6:
	case 7:
		say("s6-echo w ");
		words(3);
		break;
	case 8:
		fprintf(out, "printf %%s\\\\n");
		blank();
		words(3);
		break;
	case 9: say("env printf x"); break;
	default: leaf_show(); break;
	}
	blank();
}

static void do_define(void)
{
	say("define ");
	transform();
	fprintf(out, "%s", key());
	blank();
	value();
}

static void do_importas(void)
{
	say("importas ");
	options("uui", rarely(3) ? 2 : 0);
	transform();
	if (below(2))
		fprintf(out, "-D %s ", PICK("d", "\"d e\"", "\"\""));
	fprintf(out, "%s", key());
	blank();
	say(variable());
	blank();
}

static void do_export(void)
{
	fprintf(out, "export %s", variable());
	blank();
	value();
}

static void do_multidefine(void)
{
	say("multidefine ");
	options("0rCn", 2);
	value();
	say(PICK("{ A }", "{ A B }", "{ B \"\" A }", "{ C AB A B }", "{ A \"\" B }"));
	blank();
}

static void do_elgetpositionals(void)
{
	say("elgetpositionals ");
	if (rarely(3))
		fprintf(out, "-P %u ", below(4));
}

static void do_multisubstitute(void)
{
	say("multisubstitute");
	blank();
	open_block();
	for (unsigned int n = below(4); n; n--)
		switch (below(5)) {
		case 0: do_importas(); break;
		case 1: rarely(2) ? do_multidefine() : do_define(); break;
		case 2: say("elglob A /et[c] "); break;
		case 3: rarely(3) ? do_elgetpositionals() : do_define(); break;
		default: do_define(); break;
		}
	close_block();
}

static void do_foreground(void)
{
	say("foreground ");
	block_or_none();
	if (rarely(3))
		say("vars ");
}

static void do_if(void)
{
	say("if ");
	options("Xnt", rarely(2) ? 2 : 0);
	if (rarely(5))
		fprintf(out, "-x %u ", below(256));
	block_or_none();
}

static void do_ifelse(void)
{
	say("ifelse ");
	options("Xn", rarely(2) ? 2 : 0);
	block_or_none();
	block_or_none();
}

static void do_ifte(void)
{
	say("ifte ");
	options("Xn", rarely(2) ? 2 : 0);
	block_or_none();
	block_or_none();
}

static void do_ifthenelse(void)
{
	say("ifthenelse ");
	options("Xs", rarely(3) ? 1 : 0);
	block_or_none();
	block_or_none();
	block_or_none();
}

static void loop_options(void)
{
	options("E", rarely(2));
	if (rarely(2))
		fprintf(out, "-%c %s ", "ox"[below(2)],
			PICK("0", "1", "0,1", "1,2,3", "137", "0,128"));
}

static void do_forx(void)
{
	say("forx ");
	loop_options();
	fprintf(out, "%s", PICK("A", "B", "V"));
	blank();
	open_block();
	words(3);
	close_block();
	if (rarely(2))
		say("importas A V ");
}

static void do_forbacktickx(void)
{
	say("forbacktickx ");
	loop_options();
	options("NC", rarely(3) ? 2 : 0);
	if (rarely(4))
		fprintf(out, "-d %s ", PICK(":", "\" \"", "ab"));
	fprintf(out, "%s", PICK("A", "B", "V"));
	blank();
	block();
}

/* ? after -I, -x and -D is younger than 2.9.3. */
static void do_backtick(void)
{
	char const *how = PICK("", "", "-i", "-I", "-x", "-D \"d e\"");
	fprintf(out, "backtick %s %s %s", how, PICK("", "-N", "-E", "-n"), PICK("A", "B", "V"));
	blank();
	block();
	if (how[0] && how[1] != 'i')
		say("unexport ? ");
}

static void do_pipeline(void)
{
	fprintf(out, "pipeline %s ", PICK("", "-r"));
	block();
	say(PICK("withstdinas A ", "withstdinas -E B ", "forstdin -E A ", "forstdin -NE B ",
		"copy ", "foreground { copy } ", "withstdinas -N V importas A V "));
}

/* Each has a key of its own, or the outermost would replace those inside as well. */
static void do_background(void)
{
	unsigned int id = backgrounds++;
	say("background ");
	block();
	fprintf(out, "importas pid%u ! wait %s { $pid%u } unexport ! ", id, PICK("", "-o", "-a"),
		id);
	if (rarely(2))
		say("unexport ? ");
}

/* Files have names of their own: what runs at once must not meet in one. */
static void do_fds(void)
{
	unsigned int id = files;
	switch (below(8)) {
	case 0: fprintf(out, "redirfd -w 1 f%u ", files++); break;
	case 1: fprintf(out, "redirfd -a 1 f%u ", files++); break;
	case 2: say("fdmove -c 7 1 foreground { fdmove 1 7 show x } "); break;
	case 3:
		fprintf(out, "redirfd -w 7 f%u fdswap 1 7 foreground { fdmove 1 7 show y } ", id);
		files++;
		break;
	case 4: say("fdclose 0 "); break;
	case 5: say("piperw 8 9 foreground { fdmove 1 9 show z } fdclose 9 fdmove 0 8 "); break;
	case 6: say("redirfd -r 0 in "); break;
	default:
		say("heredoc 0 ");
		value();
		break;
	}
}

static void do_case(void)
{
	say("case ");
	options("ies", rarely(2));
	if (rarely(3))
		say("-N ");
	say(PICK("a", "$A", "abc", "foo.bar", "\"a b\"", "\"\""));
	blank();
	open_block();
	for (unsigned int n = below(3); n; n--) {
		say(PICK("a", "a.*", "(a)(b)?.*", "[a-f]+", "\".*\"", "A", "f*.bar", "\"\""));
		blank();
		block_or_none();
	}
	close_block();
}

static void do_parameters(void)
{
	switch (below(6)) {
	case 0: say("shift "); break;
	case 1: fprintf(out, "shift -n %u ", below(4)); break;
	case 2:
		say("elgetopt ab:c importas -D no A ELGETOPT_a importas -D no B ELGETOPT_b ");
		break;
	case 3: say("emptyenv -P "); break;
	case 4: say("emptyenv -o "); break;
	default: do_elgetpositionals(); break;
	}
}

static void do_others(void)
{
	switch (below(10)) {
	case 0: fprintf(out, "exec %s ", PICK("-a name", "-l", "-la x", "")); break;
	case 1:
		say("tryexec ");
		block();
		break;
	case 2: say("tryexec { nonexistent } "); break;
	case 3: say("cd / getcwd -E A "); break;
	case 4: fprintf(out, "umask %s ", PICK("022", "077", "777")); break;
	case 5: say("elglob -s A /et[c]* "); break;
	case 6: say("elglob -0 A nope* "); break;
	case 7: fprintf(out, "unexport %s ", variable()); break;
	case 8: say("loopwhilex -n -x 300 "); break;
	default: say("emptyenv -p "); break;
	}
}

/* A script in a script; FILE gets it with all that a quoted word needs. */
static void do_script(void)
{
	FILE *outer = out;
	char *text;
	size_t len;
	fprintf(outer, "execlineb %s -c \"",
		PICK("", "-P", "-p", "-S1", "-S0", "-s1", "-WP", "-qS2"));
	out = open_memstream(&text, &len);
	chain();
	fclose(out);
	out = outer;
	for (char const *s = text; *s; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', out);
		fputc(*s, out);
	}
	free(text);
	say("\" ");
	words(3);
}

static void step(void)
{
	static void (*const steps[])(void) = { do_define, do_define, do_define, do_importas,
		do_importas, do_export, do_export, do_multidefine, do_multisubstitute,
		do_multisubstitute, do_foreground, do_foreground, do_if, do_ifelse, do_ifte,
		do_ifthenelse, do_forx, do_forx, do_forbacktickx, do_backtick, do_backtick,
		do_pipeline, do_background, do_fds, do_fds, do_case, do_parameters, do_others };
	steps[below(sizeof steps / sizeof *steps)]();
}

static void chain(void)
{
	depth++;
	unsigned int most = depth < DEPTH ? 5 : 1;
	for (unsigned int n = below(most + 1); n && ftell(out) < LIMIT; n--)
		step();
	if (depth < DEPTH && rarely(20))
		do_script();
	else
		leaf();
	depth--;
}

/* Now and then something is wrong with a script. */
static void damage(char *script)
{
	size_t len = strlen(script);
	if (len && rarely(25))
		script[below((unsigned int)len)] = "{}\"\\ #\n$"[below(8)];
}

static char *make_script(void)
{
	char *text;
	size_t len;
	out = open_memstream(&text, &len);
	backgrounds = files = 0;
	chain();
	fclose(out);
	damage(text);
	return text;
}

/* The leaves. */

static int show(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		printf("<%s>", argv[i]);
	putchar('\n');
	return 0;
}

static int echo(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		printf(i > 1 ? " %s" : "%s", argv[i]);
	putchar('\n');
	return 0;
}

static int vars(void)
{
	static char const *const names[] = { "A", "B", "C", "V", "?", "#", "0", "1", "2", "1:1",
		"AB" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (getenv(names[i]))
			printf("%s=<%s>", names[i], getenv(names[i]));
	mode_t mask = umask(0);
	printf("%o\n", mask);
	return 0;
}

static int copy(void)
{
	char b[4096];
	for (ssize_t n; (n = read(0, b, sizeof b)) > 0;)
		if (write(1, b, (size_t)n) != n)
			return 1;
	return 0;
}

/* Running them. */

struct way {
	char const *name, *execlineb, *path;
	int each;
};

struct result {
	char *said, *complained;
	int code;
};

static char folder[] = "/tmp/windlass-compare.XXXXXX";

static void must(int ok, char const *what)
{
	if (ok)
		return;
	fprintf(stderr, "compare: unable to %s: %s\n", what, strerror(errno));
	exit(111);
}

static char *contents(int fd)
{
	off_t len = lseek(fd, 0, SEEK_END);
	char *s = calloc((size_t)len + 1, 1);
	must(s && pread(fd, s, (size_t)len, 0) == len, "read");
	for (off_t i = 0; i < len; i++)
		s[i] = s[i] ? s[i] : '~';
	close(fd);
	return s;
}

static void run_child(struct way const *w, char **argv, int said, int complained)
{
	char path[3 * PATH_MAX];
	char *env[] = { path, "LC_ALL=C", "A=from outside", "1=one",
		w->each ? "WINDLASS_EXEC_EACH=1" : 0, 0 };
	int in = open("in", O_RDONLY);
	snprintf(path, sizeof path, "PATH=%s/bin:%s:/usr/bin:/bin", folder, w->path);
	setsid();
	dup2(in, 0);
	dup2(said, 1);
	dup2(complained, 2);
	for (int fd = 3; fd < 20; fd++)
		close(fd);
	execve(w->execlineb, argv, env);
	_exit(125);
}

/* What the script has left behind may still be at work; we are its parent now. */
static void wait_for_others(pid_t session)
{
	for (int ms = 0; waitpid(-1, 0, WNOHANG) >= 0; ms++) {
		if (ms == PATIENCE_MS)
			kill(-session, SIGKILL);
		if (ms)
			poll(0, 0, 1);
	}
}

static int finish(pid_t pid)
{
	int wstat, fd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int late = poll(&p, 1, PATIENCE_MS) == 0;
	if (late)
		kill(-pid, SIGKILL);
	waitpid(pid, &wstat, 0);
	wait_for_others(pid);
	close(fd);
	return late ? 1000 : WIFSIGNALED(wstat) ? 256 + WTERMSIG(wstat) : WEXITSTATUS(wstat);
}

/* Writes the files that are left to TO, and removes them. */
static void collect(int to)
{
	char b[4096];
	for (unsigned int i = 0; i < files; i++) {
		char name[16];
		snprintf(name, sizeof name, "f%u", i);
		int fd = open(name, O_RDONLY);
		if (fd < 0)
			continue;
		dprintf(to, "%s:", name);
		for (ssize_t n; (n = read(fd, b, sizeof b)) > 0;)
			must(write(to, b, (size_t)n) == n, "write");
		close(fd);
		unlink(name);
	}
}

static struct result run(struct way const *w, char **argv)
{
	struct result r;
	int said = memfd_create("out", MFD_CLOEXEC), complained = memfd_create("err", MFD_CLOEXEC);
	pid_t pid = fork();
	if (!pid)
		run_child(w, argv, said, complained);
	r.code = finish(pid);
	lseek(said, 0, SEEK_END);
	collect(said);
	r.said = contents(said);
	r.complained = contents(complained);
	return r;
}

static void release(struct result *r)
{
	free(r->said);
	free(r->complained);
}

static int same(struct result const *a, struct result const *b)
{
	return a->code == b->code && !strcmp(a->said, b->said);
}

static void report(uint64_t seed, char const *script, char **argv, struct way const *a,
	struct result const *ra, struct way const *b, struct result const *rb)
{
	printf("--- seed %llu: %s and %s differ; arguments:", (unsigned long long)seed, a->name,
		b->name);
	for (char **s = argv + 1; *s; s++)
		printf(" %s", *s);
	printf("\n%s\n-- %s: code %d, stdout:\n%s-- stderr:\n%s", script, a->name, ra->code,
		ra->said, ra->complained);
	printf("-- %s: code %d, stdout:\n%s-- stderr:\n%s", b->name, rb->code, rb->said,
		rb->complained);
}

static void write_file(char const *name, char const *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	must(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), "write a file");
	close(fd);
}

/* Returns whether all ways come to the same. */
static int try(uint64_t seed, struct way const *ways)
{
	static char *const modes[] = { "-P", "-p", "-S0", "-S1", "-S2", "-s1", "-q", "-W", "-w" };
	static char *const args[] = { "a", "b c", "", "-a", "-bx", "--", " d", "$A" };
	char *argv[12] = { "execlineb" };
	int n = 1, ok = 1;
	state = seed * 0x9e3779b97f4a7c15u + 1;
	for (int i = 0; i < 8; i++)
		below(2);
	char *script = make_script();
	if (below(3))
		argv[n++] = modes[below(sizeof modes / sizeof *modes)];
	argv[n++] = "script";
	for (unsigned int i = below(4); i; i--)
		argv[n++] = args[below(sizeof args / sizeof *args)];
	write_file("script", script);
	struct result first = run(ways, argv);
	for (int i = 1; i < 3; i++) {
		struct result r = run(ways + i, argv);
		if (!same(&first, &r)) {
			report(seed, script, argv, ways, &first, ways + i, &r);
			ok = 0;
		}
		release(&r);
	}
	release(&first);
	free(script);
	return ok;
}

static void prepare(void)
{
	static char const *const names[] = { "show", "vars", "copy", "die", "s6-echo" };
	char self[PATH_MAX] = "", name[PATH_MAX];
	must(mkdtemp(folder) && readlink("/proc/self/exe", self, sizeof self - 1) > 0,
		"make a folder");
	snprintf(name, sizeof name, "%s/bin", folder);
	must(!mkdir(name, 0755), "make a folder");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(name, sizeof name, "%s/bin/%s", folder, names[i]);
		must(!symlink(self, name), "make a link");
	}
	must(!chdir(folder), "enter the folder");
	write_file("in", "line one\nline two\n\nlast");
}

static void tidy(void)
{
	char const *argv[] = { "rm", "-rf", folder, 0 };
	pid_t pid = fork();
	if (!pid) {
		execv("/bin/rm", (char *const *)argv);
		_exit(127);
	}
	waitpid(pid, 0, 0);
}

static int compare(char const *folder_of_ours, unsigned long count, uint64_t seed)
{
	char ours[PATH_MAX], execlineb[2 * PATH_MAX];
	char const *reference = getenv("REFERENCE");
	unsigned long passed = 0;
	must(realpath(folder_of_ours, ours) != 0, "find our commands");
	snprintf(execlineb, sizeof execlineb, "%s/execlineb", ours);
	struct way const ways[3] = {
		{ "one", execlineb, ours, 0 },
		{ "each", execlineb, ours, 1 },
		{ "reference", "/usr/bin/execlineb",
			reference ? reference : "/usr/lib/execline/bin", 0 },
	};
	prepare();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (unsigned long i = 0; i < count; i++)
		passed += (unsigned long)try(seed + i, ways);
	tidy();
	printf("%lu passed, %lu failed\n", passed, count - passed);
	return passed != count;
}

/* The file this was started by: exec -a gives other names, which commands of ours do not look at. */
static char const *own_name(void)
{
	char const *file = (char const *)getauxval(AT_EXECFN), *slash = strrchr(file, '/');
	return slash ? slash + 1 : file;
}

int main(int argc, char **argv)
{
	char const *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	if (!strcmp(name, "vars"))
		return vars();
	if (!strcmp(own_name(), "s6-echo"))
		return echo(argc, argv);
	if (!strcmp(name, "copy"))
		return copy();
	if (!strcmp(name, "die"))
		return raise(SIGKILL);
	if (strcmp(name, "compare"))
		return show(argc, argv); /* under any name that exec -a may have given */
	if (argc < 3 || argc > 4) {
		fprintf(stderr, "usage: compare BIN COUNT [SEED]\n");
		return 100;
	}
	return compare(argv[1], strtoul(argv[2], 0, 10), argc > 3 ? strtoull(argv[3], 0, 10) : 1);
}
