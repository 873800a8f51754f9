/* late.c - what a service has to say: its status and its events. What cannot be said now is said later. */
#include "lifetime.h"

#include <errno.h>
#include <string.h>

#include "fifodir.h"

enum { AGAIN_MS = 20, AGAIN_MOST_MS = 5000 };

static void catch_up(void *supervisor)
{
	struct supervisor *v = supervisor;
	struct service *s = v->late, *next;
	v->late = 0;
	for (; s; s = next) {
		next = s->next_late;
		s->late = 0;
		if (s->unsaved)
			life_save(s);
		if (s->unwatched)
			life_watch(s);
		if (*s->untold)
			life_tell(s, "");
	}
	if (!v->late)
		v->late_ms = 0;
}

void life_later(struct service *s)
{
	struct supervisor *v = s->v;
	if (!s->late) {
		s->next_late = v->late;
		v->late = s;
	}
	s->late = 1;
	if (v->again.slot)
		return;
	v->late_ms = loop_longer(v->late_ms, AGAIN_MS, AGAIN_MOST_MS);
	loop_in(&v->loop, &v->again, v->late_ms, catch_up, v);
}

void life_forget_late(struct service *s)
{
	struct service **at = &s->v->late;
	while (*at && *at != s)
		at = &(*at)->next_late;
	if (*at)
		*at = s->next_late;
	s->late = s->unsaved = s->unwatched = 0;
	*s->untold = 0;
}

void life_save(struct service *s)
{
	int failed = svstatus_write(s->dir, &s->st) < 0;
	if (failed && !s->unsaved)
		SAY(s, errno, "unable to write supervise/status");
	s->unsaved = failed;
	if (failed)
		life_later(s);
}

/* The latest matter most. */
static void keep(struct service *s, char const *events, size_t len)
{
	size_t most = sizeof s->untold - 1, from = len > most ? len - most : 0;
	memcpy(s->untold, events + from, len - from);
	s->untold[len - from] = 0;
	life_later(s);
}

/* Nobody hears of what is not in the status yet. */
void life_tell(struct service *s, char const *events)
{
	char all[2 * sizeof s->untold];
	int behind = *s->untold != 0;
	strcpy(all, s->untold);
	strncat(all, events, sizeof s->untold - 1);
	*s->untold = 0;
	size_t len = strlen(all);
	if (s->unsaved) {
		keep(s, all, len);
	} else if (fifodir_notify(s->dir, "event", all, len) < 0) {
		if (!behind)
			SAY(s, errno, "unable to notify event");
		keep(s, all, len);
	}
}
