/* s6-format-filter.c - write every line in another form. */
#include "builtin.h"
#include "linefilter.h"

struct form {
	char const *format;
	char const *const *args; /* %0 to %9, as far as there are any */
	size_t n;
};

/* What the % sequence C stands for, or 0. */
static char const *value(struct form const *f, char c)
{
	size_t i = (size_t)(c - '0');
	if (c == '%')
		return "%";
	return c >= '0' && c <= '9' && i < f->n ? f->args[i] : 0;
}

static int write_line(void *arg, stralloc *out, char const *line, size_t len)
{
	struct form const *f = arg;
	for (char const *s = f->format; *s; s++) {
		int ok;
		if (*s != '%')
			ok = stralloc_catb(out, s, 1);
		else if (*++s == 's')
			ok = stralloc_catb(out, line, len);
		else
			ok = stralloc_cats(out, value(f, *s));
		if (!ok)
			return LINEFILTER_STOP;
	}
	return LINEFILTER_LINE;
}

/* The end of FORMAT, or the % that stands for nothing. */
static char const *first_wrong(struct form const *f)
{
	char const *s = f->format;
	while ((s = strchr(s, '%')) && (s[1] == 's' || value(f, s[1])))
		s += 2;
	return s ? s : "";
}

static struct next run_format_filter(struct ctx *x, struct call const *c)
{
	char const *const *rest = words_argv(x, c->rest);
	size_t n = words_len(c->rest);
	char const **args = arena_get(x, (n + 1) * sizeof *args);
	struct form f = { .format = c->arg[0], .args = args, .n = n + 1 };
	args[0] = c->cmd->name;
	memcpy(args + 1, rest, n * sizeof *args);
	char const *wrong = first_wrong(&f);
	x->at = c->arg_at[0];
	if (*wrong)
		return fail(x, "nothing to put for ", arena_text(x, wrong, wrong[1] ? 2 : 1),
			" in the format: there are %%, %s, %0 and as many as arguments");
	wrong = linefilter(0, 1, write_line, &f, LINEFILTER_COMPLETE);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_s6_format_filter = {
	.name = "s6-format-filter",
	.brief = "write every line of stdin in another form",
	.form = "format [args...]",
	.traits = LEAF,
	.run = run_format_filter,
	.operands =
		"format: what to write; %s is the line, %1 to %9 are args, %0 is s6-format-filter, %% is %",
	.example = "pipeline { s6-seq 2 } s6-format-filter \"%1 %s of %2\" line all\n"
		   "> line 1 of all\n"
		   "> line 2 of all",
};
