/* ftrig.c - matching events. */
#include "ftrig.h"

int ftrig_compile(struct ftrig *f)
{
	for (size_t i = 0; i < f->n; i++) {
		f->culprit = f->pattern + i;
		if (regcomp(&f->culprit->compiled, f->culprit->regex, REG_EXTENDED | REG_NOSUB))
			return -1;
	}
	return 0;
}

int ftrig_match(struct ftrig_pattern *p, char e)
{
	if (p->matched || !e || !stralloc_catb(&p->seen, &e, 1) || !stralloc_0(&p->seen))
		return 0;
	p->seen.len--;
	p->matched = !regexec(&p->compiled, p->seen.s, 0, 0, 0);
	return p->matched;
}

static int event(void *arg, char e)
{
	struct ftrig_pattern *p = arg;
	struct ftrig *f = p->all;
	if (p->matched || !ftrig_match(p, e))
		return 0;
	f->matched++;
	return f->matched == f->n || (f->any && f->matched);
}

int ftrig_start(struct ftrig *f)
{
	f->culprit = f->pattern;
	if (events_open(&f->events, f->ms) < 0)
		return -1;
	for (size_t i = 0; i < f->n; i++) {
		struct ftrig_pattern *p = f->culprit = f->pattern + i;
		p->all = f;
		if (events_from(&f->events, &p->source, p->path, event, p) < 0) {
			events_close(&f->events);
			return -1;
		}
	}
	return 0;
}

int ftrig_end(struct ftrig *f)
{
	int r = events_wait(&f->events);
	events_close(&f->events);
	return r;
}
