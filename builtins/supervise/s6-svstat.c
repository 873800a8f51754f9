/* s6-svstat.c - the state of a service, for people or field by field. */
#include "builtin.h"

#include <skalibs/djbtime.h>
#include <skalibs/sig.h>
#include <skalibs/tai.h>
#include <sys/wait.h>
#include <unistd.h>

#include "json.h"
#include "svclient.h"
#include "svstatopts.h"
#include "svstatus.h"
#include "svview.h"

/* The first part is all that s6-instance-status has. */
struct opts {
	struct svstat_opts stat;
	int json;
};

/* What is shown: the status, and what it comes to. */
struct view {
	struct ctx *x;
	struct svstatus s;
	tain now;
	int up, exited, killed, normally_up;
};

static void put_number(struct view const *v, long n)
{
	char b[DECIMAL];
	if (n < 0)
		put_text(v->x, "-");
	put_text(v->x, decimal(b, (unsigned long)(n < 0 ? -n : n)));
}

static void put_bool(struct view const *v, int value)
{
	put_text(v->x, value ? "true" : "false");
}

static void put_signal(struct view const *v, int sig)
{
	put_text(v->x, sig ? "SIG" : "NA");
	put_text(v->x, sig ? sig_name(sig) : "");
}

static void put_stamp(struct view const *v, tain const *t)
{
	char b[TIMESTAMP];
	put(v->x, b, timestamp_fmt(b, t));
}

static void put_since(struct view const *v, tain const *t)
{
	tain past = tain_zero;
	if (tain_less(t, &v->now))
		tain_sub(&past, &v->now, t);
	put_number(v, (long)past.sec.x);
}

#define INDEX(letter, name, help) FIELD_##name,
#define ROW(letter, name, help)   { letter, #name },

static struct opt const opts[] = { SVSTAT_OPTS,
	SET(0, "json", struct opts, json, 1, "all there is to know, as a JSON object"), { 0 } };

enum field { SVSTAT_FIELDS(INDEX) FIELD_NONE };

static struct {
	char letter;
	char const *name;
} const fields[] = { SVSTAT_FIELDS(ROW) };

static void put_field(struct view const *v, enum field f)
{
	switch (f) {
	case FIELD_up: put_bool(v, v->up); break;
	case FIELD_wantedup: put_bool(v, v->s.want_up); break;
	case FIELD_normallyup: put_bool(v, v->normally_up); break;
	case FIELD_ready: put_bool(v, v->s.pid && v->s.ready); break;
	case FIELD_paused: put_bool(v, v->s.pid && v->s.paused); break;
	case FIELD_pid: put_number(v, v->up ? v->s.pid : -1); break;
	case FIELD_pgid: put_number(v, v->up ? v->s.pgid : -1); break;
	case FIELD_exitcode: put_number(v, v->exited ? WEXITSTATUS(v->s.wstat) : -1); break;
	case FIELD_signal: put_signal(v, v->killed ? WTERMSIG(v->s.wstat) : 0); break;
	case FIELD_signum: put_number(v, v->killed ? WTERMSIG(v->s.wstat) : -1); break;
	case FIELD_updownsince: put_stamp(v, &v->s.stamp); break;
	case FIELD_readysince: put_stamp(v, &v->s.ready_at); break;
	case FIELD_updownfor: put_since(v, &v->s.stamp); break;
	case FIELD_readyfor: put_since(v, &v->s.ready_at); break;
	case FIELD_NONE: break;
	}
}

static void put_cause(struct view const *v, int numbers)
{
	put_text(v->x, v->killed ? "signal " : "exitcode ");
	if (v->killed && !numbers)
		put_field(v, FIELD_signal);
	else
		put_field(v, v->killed ? FIELD_signum : FIELD_exitcode);
}

static void put_seconds(struct view const *v, char const *before, enum field f)
{
	put_text(v->x, before);
	put_field(v, f);
	put_text(v->x, " seconds");
}

static void put_state(struct view const *v, int numbers)
{
	put_text(v->x, v->up ? "up (pid " : "down (");
	if (v->up) {
		put_field(v, FIELD_pid);
		put_text(v->x, " pgid ");
		put_field(v, FIELD_pgid);
	} else if (svstatus_virgin(&v->s)) {
		put_text(v->x, "not started yet)");
		return;
	} else {
		put_cause(v, numbers);
	}
	put_seconds(v, ") ", FIELD_updownfor);
}

static struct next for_people(struct view const *v, int numbers)
{
	put_state(v, numbers);
	if (v->up != v->normally_up)
		put_text(v->x, v->up ? ", normally down" : ", normally up");
	if (v->up && v->s.paused)
		put_text(v->x, ", paused");
	if (v->up != v->s.want_up)
		put_text(v->x, v->up ? ", want down" : ", want up");
	if (v->s.ready && !svstatus_virgin(&v->s))
		put_seconds(v, ", ready ", FIELD_readyfor);
	put_text(v->x, "\n");
	return leave(0);
}

static enum field by_name(char const *name, size_t len)
{
	int i = 0;
	while (i < FIELD_NONE && (strncmp(fields[i].name, name, len) || fields[i].name[len]))
		i++;
	return (enum field)i;
}

static enum field by_letter(char letter)
{
	int i = 0;
	while (fields[i].letter != letter)
		i++;
	return (enum field)i;
}

struct list {
	size_t n;
	enum field v[64];
};

/* Adds the fields of NAMES. Returns 0, or the name of the one that does not exist. */
static char const *add_names(struct list *l, char const *names)
{
	while (*names) {
		size_t len = strcspn(names, ",");
		enum field f = by_name(names, len);
		if (f == FIELD_NONE || l->n == sizeof l->v / sizeof *l->v)
			return names;
		l->v[l->n++] = f;
		names += len + (names[len] == ',');
	}
	return 0;
}

static char const *read_fields(struct list *l, struct letters const *asked)
{
	char const *bad = 0;
	for (unsigned int i = 0; i < asked->n && !bad; i++)
		if (asked->s[i] == 'o')
			bad = add_names(l, asked->arg[i]);
		else
			bad = add_names(l, fields[by_letter(asked->s[i])].name);
	return bad;
}

static struct next for_programs(struct view const *v, struct list const *l)
{
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			put_text(v->x, " ");
		put_field(v, l->v[i]);
	}
	put_text(v->x, "\n");
	return leave(0);
}

static struct next as_json(struct ctx *x, char const *dir)
{
	struct svview v;
	stralloc to = STRALLOC_ZERO;
	svview_read(x, &v, dir);
	json_open(&to, '{');
	json_key(&to, "dir");
	json_text(&to, dir);
	svview_json(&to, &v);
	json_close(&to, '}');
	stralloc_cats(&to, "\n");
	put(x, to.s, to.len);
	stralloc_free(&to);
	return leave(0);
}

static int normally_up(char const *dir)
{
	char b[SERVICE_PATH];
	return !service_path(b, dir, "down") || access(b, F_OK) < 0;
}

static void judge(struct view *v)
{
	tain_now(&v->now);
	v->up = v->s.pid && !v->s.finishing;
	v->exited = !v->up && WIFEXITED(v->s.wstat);
	v->killed = !v->up && WIFSIGNALED(v->s.wstat);
}

static struct next run_svstat(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct view v = { .x = x, .normally_up = normally_up(c->arg[0]) };
	struct list l = { .n = 0 };
	char const *bad = read_fields(&l, &o->stat.fields);
	if (bad)
		return fail(x, "unable to show ", bad, ": there is no such field");
	int supervised = service_supervised(c->arg[0]);
	if (!supervised)
		return failcode(x, 1, "unable to show ", c->arg[0], ": it is not supervised");
	if (supervised < 0 || svstatus_read(&v.s, c->arg[0]) < 0)
		return errno == EPROTO ? failcode(x, 111, "unable to show ", c->arg[0],
						 ": supervise/status is malformed")
				       : failsys(x, "unable to show ", c->arg[0]);
	if (o->json)
		return as_json(x, c->arg[0]);
	judge(&v);
	return o->stat.fields.n ? for_programs(&v, &l) : for_people(&v, o->stat.numbers);
}

struct cmd const cmd_s6_svstat = {
	.name = "s6-svstat",
	.brief = "show the state of a service",
	.form = "servicedir",
	OPTS(struct opts, opts, .json = 0),
	.traits = PURE | LEAF,
	.run = run_svstat,
	.exits = "1 when it is not supervised, 111 when its status cannot be read",
	.help = "With options, prints these fields in one line, in the order given. Without, a line for "
		"people.",
	.example = "s6-svstat /run/service/web\n"
		   "\n"
		   "s6-svstat -o up,pid /run/service/web",
};
