/* policy.c - what is declared to be done when a service dies. */
#include "policy.h"

#include <string.h>

#include "servicedir.h"

enum { MOST_DEATHS = 4096 };

/* "backoff": the first wait and the longest, in milliseconds. */
struct backoff {
	unsigned int first, most;
};

static int read_backoff(struct service *s, struct backoff *b)
{
	unsigned int v[2];
	size_t n = servicedir_numbers(s, "backoff", v, 2);
	b->first = n ? v[0] : 0;
	b->most = n == 2 && v[1] > v[0] ? v[1] : b->first;
	return n > 0;
}

/* "max-deaths": so many, in so many seconds, or ever. */
struct limit {
	unsigned int deaths, seconds;
};

static int read_limit(struct service *s, struct limit *l)
{
	unsigned int v[2];
	size_t n = servicedir_numbers(s, "max-deaths", v, 2);
	l->deaths = n && v[0] < MOST_DEATHS ? v[0] : MOST_DEATHS;
	l->seconds = n == 2 ? v[1] : 0;
	return n > 0;
}

void policy_begin(struct service *s)
{
	s->policy.began = s->v->loop.now;
}

/* Keeps the latest deaths, as many as matter. */
static void remember(struct policy *p, int64_t now, struct limit const *l)
{
	size_t n = genalloc_len(int64_t, &p->died);
	int64_t *v = genalloc_s(int64_t, &p->died);
	if (n && n >= l->deaths) {
		size_t keep = l->deaths - 1;
		memmove(v, v + (n - keep), keep * sizeof *v);
		genalloc_setlen(int64_t, &p->died, keep);
	}
	genalloc_append(int64_t, &p->died, &now); /* without memory this one does not count */
}

/* Whether this death makes it too many. */
static int too_often(struct service *s)
{
	struct policy *p = &s->policy;
	char deaths[DECIMAL], seconds[DECIMAL];
	struct limit l;
	if (!read_limit(s, &l))
		return 0;
	remember(p, s->v->loop.now, &l);
	if (genalloc_len(int64_t, &p->died) < l.deaths)
		return 0;
	if (l.seconds && s->v->loop.now - *genalloc_s(int64_t, &p->died) > l.seconds * LOOP_SEC)
		return 0;
	SAY(s, 0, "it has failed for good: it died ", decimal(deaths, l.deaths), " times",
		l.seconds ? " in " : "", l.seconds ? decimal(seconds, l.seconds) : "",
		l.seconds ? " seconds" : "");
	return 1;
}

/* How long it waits for its next start. */
static unsigned int next_wait(struct service *s)
{
	struct policy *p = &s->policy;
	struct backoff b;
	if (!read_backoff(s, &b))
		return 0;
	p->row = s->v->loop.now - p->began > b.most * LOOP_MS ? 0 : p->row;
	unsigned int ms = b.first;
	for (unsigned int i = 0; i < p->row && ms < b.most; i++)
		ms = ms > b.most / 2 ? b.most : 2 * ms;
	p->row++;
	return ms;
}

static enum fate declared(struct service *s)
{
	enum { RESTART, RESTART_ON_FAILURE, STAY_DOWN, END_CONTAINER };
	static char const *const words[] = { "restart", "restart-on-failure", "stay-down",
		"end-container", 0 };
	size_t word = servicedir_word(s, "on-death", words);
	if (word == END_CONTAINER)
		return FATE_END;
	if (word == STAY_DOWN || (word == RESTART_ON_FAILURE && !s->st.wstat))
		return FATE_STAY_DOWN;
	return too_often(s) ? FATE_FAIL : FATE_RESTART;
}

void policy_die(struct service *s)
{
	struct policy *p = &s->policy;
	int expected = p->by_hand || !s->st.want_up || s->state != UP;
	p->by_hand = 0;
	p->fate = expected ? FATE_RESTART : declared(s);
	p->wait_ms = expected ? 0 : next_wait(s);
}

static int failure_ends(struct service *s)
{
	static char const *const words[] = { "stay-down", "end-container", 0 };
	return servicedir_word(s, "on-failure", words) == 1;
}

enum fate policy_judge(struct service *s, int failed)
{
	enum fate fate = s->policy.fate;
	if (!s->st.want_up || s->state == LASTFINISH)
		return failed ? FATE_FAIL : FATE_RESTART;
	if (!failed && fate != FATE_FAIL)
		return fate;
	return fate == FATE_END || failure_ends(s) ? FATE_FAIL_AND_END : FATE_FAIL;
}

void policy_forget(struct service *s)
{
	genalloc_free(int64_t, &s->policy.died);
	s->policy = (struct policy){ .began = s->policy.began };
}
