/* svview.c - looking at a service. */
#include "svview.h"

#include <errno.h>
#include <skalibs/sig.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "json.h"
#include "procmem.h"
#include "stamp.h"
#include "svclient.h"

static int has(char const *dir, char const *name)
{
	char b[SERVICE_PATH];
	return service_path(b, dir, name) && !access(b, F_OK);
}

static enum svview_seen look(struct svview *v, char const *dir)
{
	int supervised = service_supervised(dir);
	if (!supervised)
		return SVVIEW_UNSUPERVISED;
	if (supervised > 0 && !svstatus_read(&v->st, dir))
		return SVVIEW_SEEN;
	v->err = errno;
	return errno == EACCES || errno == EPERM ? SVVIEW_DENIED : SVVIEW_BROKEN;
}

static enum svview_state state_of(struct svview const *v, int tells)
{
	switch (v->seen) {
	case SVVIEW_UNSUPERVISED: return SVVIEW_NONE;
	case SVVIEW_DENIED: return SVVIEW_HIDDEN;
	case SVVIEW_BROKEN: return SVVIEW_UNKNOWN;
	case SVVIEW_SEEN: break;
	}
	if (v->up)
		return v->st.ready ? SVVIEW_READY : tells ? SVVIEW_NOT_READY : SVVIEW_UP;
	if (v->st.pid)
		return SVVIEW_FINISH;
	return v->st.want_up ? SVVIEW_FAILED : SVVIEW_DOWN;
}

void svview_read(struct ctx *x, struct svview *v, char const *dir)
{
	struct death *deaths = 0;
	*v = (struct svview){ .memory = -1 };
	tain_now(&v->now);
	v->seen = look(v, dir);
	v->normally_up = !has(dir, "down");
	if (v->seen == SVVIEW_SEEN) {
		v->up = v->st.pid && !v->st.finishing;
		v->memory = procmem_tree(v->st.pid);
		if (tally_read(x, dir, &deaths, &v->n) < 0)
			v->n = 0;
		v->deaths = deaths;
	}
	v->state = state_of(v, has(dir, "notification-fd"));
}

char const *svview_word(struct svview const *v)
{
	static char const *const words[] = {
		[SVVIEW_READY] = "ready",
		[SVVIEW_UP] = "up",
		[SVVIEW_NOT_READY] = "not ready",
		[SVVIEW_FINISH] = "finishing",
		[SVVIEW_DOWN] = "down",
		[SVVIEW_FAILED] = "down",
		[SVVIEW_NONE] = "unsupervised",
		[SVVIEW_HIDDEN] = "hidden",
		[SVVIEW_UNKNOWN] = "unknown",
	};
	return words[v->state];
}

int svview_fine(struct svview const *v)
{
	switch (v->seen) {
	case SVVIEW_SEEN: return v->up || !v->st.want_up;
	case SVVIEW_UNSUPERVISED: return !v->normally_up;
	case SVVIEW_DENIED: return 1;
	case SVVIEW_BROKEN: break;
	}
	return 0;
}

unsigned long svview_since(tain const *now, tain const *at)
{
	tain past = tain_zero;
	if (tain_less(at, now))
		tain_sub(&past, now, at);
	return (unsigned long)past.sec.x;
}

/* The signal that ended its last run, or 0, and its exit code, else. */
static int last_end(struct svview const *v, int *code, tain *at)
{
	if (v->seen == SVVIEW_SEEN && !v->up && !svstatus_virgin(&v->st)) {
		*at = v->st.stamp;
		*code = WIFEXITED(v->st.wstat) ? WEXITSTATUS(v->st.wstat) : 0;
		return WIFSIGNALED(v->st.wstat) ? WTERMSIG(v->st.wstat) : 0;
	}
	if (!v->n) {
		*code = -1;
		return 0;
	}
	struct death const *last = v->deaths + v->n - 1;
	*at = last->stamp;
	*code = last->code;
	return last->signal;
}

char const *svview_cause(char *b, struct svview const *v, tain *at)
{
	int code, sig = last_end(v, &code, at);
	if (sig)
		snprintf(b, SVVIEW_CAUSE, "SIG%s", sig_name(sig));
	else if (code >= 0)
		snprintf(b, SVVIEW_CAUSE, "exit %d", code);
	else
		return 0;
	return b;
}

static void json_count(stralloc *to, char const *key, int known, long n)
{
	json_key(to, key);
	if (known)
		json_number(to, n);
	else
		json_text(to, 0);
}

static void json_flag(stralloc *to, char const *key, int truth)
{
	json_key(to, key);
	json_bool(to, truth);
}

static void json_signal(stralloc *to, int sig)
{
	char b[SVVIEW_CAUSE];
	snprintf(b, sizeof b, "SIG%s", sig_name(sig));
	json_key(to, "signal");
	json_text(to, sig ? b : 0);
}

/* As RFC 3339 has it, to the second. */
static void json_stamp(stralloc *to, char const *key, tain const *at)
{
	enum { SECONDS = 19 };
	char b[STAMP_LOCAL + 1];
	size_t len = stamp_local(b, at, 1);
	json_key(to, key);
	if (len < SECONDS) {
		json_text(to, 0);
		return;
	}
	b[10] = 'T';
	b[SECONDS] = 'Z';
	json_bytes(to, b, SECONDS + 1);
}

static void json_end(stralloc *to, struct svview const *v)
{
	tain at;
	int code, sig = last_end(v, &code, &at);
	json_key(to, "lastexit");
	if (!sig && code < 0) {
		json_text(to, 0);
		return;
	}
	json_open(to, '{');
	json_count(to, "exitcode", !sig, code);
	json_signal(to, sig);
	json_count(to, "signum", sig, sig);
	json_stamp(to, "at", &at);
	json_count(to, "ago", 1, (long)svview_since(&v->now, &at));
	json_close(to, '}');
}

void svview_json(stralloc *to, struct svview const *v)
{
	int seen = v->seen == SVVIEW_SEEN, ready = seen && v->up && v->st.ready;
	json_key(to, "state");
	json_text(to, svview_word(v));
	json_flag(to, "normallyup", v->normally_up);
	if (!seen)
		return;
	json_flag(to, "up", v->up);
	json_flag(to, "ready", ready);
	json_flag(to, "wantedup", v->st.want_up);
	json_flag(to, "paused", v->up && v->st.paused);
	json_count(to, "pid", v->up, v->st.pid);
	json_count(to, "pgid", v->up, v->st.pgid);
	json_stamp(to, "updownsince", &v->st.stamp);
	json_count(to, "updownfor", 1, (long)svview_since(&v->now, &v->st.stamp));
	json_count(to, "readyfor", ready, (long)svview_since(&v->now, &v->st.ready_at));
	json_count(to, "deaths", 1, (long)v->n);
	json_end(to, v);
	json_count(to, "memory", v->memory >= 0, (long)v->memory);
}
