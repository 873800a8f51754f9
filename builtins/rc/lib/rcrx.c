/* rcrx.c - prescriptions: what a set says of each service, and what does not go together. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <unistd.h>

#include "rcrepo.h"
#include "rcset.h"

enum { UNKNOWN = 255 };

#define RCREPO_RX(name, ...) { __VA_ARGS__ },
static char const *const words[][10] = { RCREPO_RXS(RCREPO_RX) };

char const *rcrepo_rx_word(enum rcrepo_rx rx)
{
	return words[rx][0];
}

enum rcrepo_rx rcrepo_rx_of(char const *word)
{
	for (int rx = 0; rx < RX_N; rx++)
		for (int i = 0; words[rx][i]; i++)
			if (!strcmp(words[rx][i], word))
				return (enum rcrepo_rx)rx;
	return RX_N;
}

static enum rcrepo_rx asked_for(struct rcrepo const *r, uint32_t i)
{
	uint32_t flags = r->db.service[i].flags;
	return flags & RC_ESSENTIAL ? RX_ALWAYS : flags & RC_RECOMMENDED ? RX_ACTIVE : RX_USABLE;
}

unsigned char *rcrepo_defaults(struct rcrepo *r)
{
	unsigned char *rx = rcset_none(r->x, &r->db);
	for (uint32_t i = 0; i < r->db.services; i++)
		rx[i] = (unsigned char)asked_for(r, i);
	return rx;
}

int rcrepo_against(struct rcrepo const *r, uint32_t i, enum rcrepo_rx rx)
{
	return (rx == RX_ALWAYS) != ((r->db.service[i].flags & RC_ESSENTIAL) != 0);
}

/* The number of the service NAME, or RC_NONE. */
static uint32_t number_of(struct rcrepo const *r, char const *name)
{
	struct rcdb_name const *n = rcdb_find(&r->db, name);
	return n && !n->bundle ? *rcdb_numbers(&r->db, &n->atomics) : RC_NONE;
}

static struct next bad(struct rcrepo *r, char const *set, char const *why, char const *what)
{
	return failcode(r->x, RCREPO_BAD, "unable to use the set ", set, ": ", why, what,
		"; s6-rc-repo-sync brings sets in line with the stores");
}

/* Takes a line of the set, which is ended by 0. */
static struct next take_line(
	struct rcrepo *r, char const *set, char *line, unsigned char *rx, int sync)
{
	char *name = strchr(line, ' ');
	if (name)
		*name++ = 0;
	enum rcrepo_rx what = rcrepo_rx_of(line);
	if (!name || what == RX_N)
		return failcode(r->x, RCREPO_BAD, "unable to use the set ", set,
			": its file is damaged: ", rcrepo_path(r, RCREPO_SETS, set));
	uint32_t i = number_of(r, name);
	if (i != RC_NONE)
		rx[i] = (unsigned char)what;
	else if (!sync)
		return bad(r, set, "no store has its service ", name);
	return chain(0);
}

static struct next fill(struct rcrepo *r, char const *set, unsigned char *rx, int sync)
{
	for (uint32_t i = 0; i < r->db.services; i++) {
		if (rx[i] != UNKNOWN)
			continue;
		if (rcrepo_counts(r, i) && !sync)
			return bad(r, set, "it knows nothing of ", rcdb_service_name(&r->db, i));
		rx[i] = (unsigned char)asked_for(r, i);
	}
	return chain(0);
}

struct next rcrepo_read(struct rcrepo *r, char const *name, unsigned char *rx, int sync)
{
	stralloc text = STRALLOC_ZERO;
	char const *file = rcrepo_path(r, RCREPO_SETS, name);
	struct next n = rcrepo_check_name(r->x, name);
	if (n.how == NEXT_EXIT)
		return n;
	if (!openslurpclose(&text, file))
		return errno == ENOENT ? failcode(r->x, RCREPO_NO_SET, "there is no set ", name)
				       : failsys(r->x, "unable to read ", file);
	memset(rx, UNKNOWN, r->db.services);
	for (char *line = text.s, *end; n.how != NEXT_EXIT && line < text.s + text.len;
		line = end + 1) {
		end = memchr(line, '\n', (size_t)(text.s + text.len - line));
		if (!end)
			break;
		*end = 0;
		n = take_line(r, name, line, rx, sync);
	}
	stralloc_free(&text);
	return n.how == NEXT_EXIT ? n : fill(r, name, rx, sync);
}

void rcrepo_text(stralloc *to, struct rcrepo const *r, unsigned char const *rx)
{
	for (uint32_t k = 0; k < r->db.names_n; k++) {
		struct rcdb_name const *name = r->db.names + k;
		uint32_t i = *rcdb_numbers(&r->db, &name->atomics);
		if (name->bundle || !rcrepo_counts(r, i))
			continue;
		stralloc_cats(to, rcrepo_rx_word((enum rcrepo_rx)rx[i]));
		stralloc_cats(to, " ");
		stralloc_cats(to, r->db.texts + name->name);
		stralloc_cats(to, "\n");
	}
}

struct next rcrepo_write(struct rcrepo *r, char const *name, unsigned char const *rx)
{
	stralloc text = STRALLOC_ZERO;
	char const *file = rcrepo_path(r, RCREPO_SETS, name),
		   *new = rcrepo_path(r, RCREPO_SETS, ".new");
	rcrepo_text(&text, r, rx);
	int ok = openwritenclose_unsafe_sync(new, text.s, text.len) && !rename(new, file);
	stralloc_free(&text);
	return ok ? chain(0) : failsys(r->x, "unable to write ", file);
}

/* Finds gaps. With WHO: only those by, or with ON on, one of these. */
struct search {
	struct rcrepo const *r;
	unsigned char const *rx, *who;
	int on;
};

/* Whether one of the services in L has less than service I, which has some, needs of it: as much, but no more
   than MOST. */
static int lacks_one(struct search const *s, uint32_t i, struct rcdb_list const *l,
	enum rcrepo_rx most, struct rcrepo_gap *gap)
{
	uint32_t const *v = rcdb_numbers(&s->r->db, l);
	enum rcrepo_rx need = s->rx[i] < most ? (enum rcrepo_rx)s->rx[i] : most;
	for (uint32_t k = 0; k < l->n; k++) {
		*gap = (struct rcrepo_gap){ i, v[k], need };
		if (rcrepo_counts(s->r, v[k]) && s->rx[v[k]] < need &&
			(!s->who || s->who[s->on ? v[k] : i]))
			return 1;
	}
	return 0;
}

static int find_gap(struct search const *s, uint32_t *at, struct rcrepo_gap *gap)
{
	for (; *at < s->r->db.services; ++*at) {
		struct rcdb_service const *service = s->r->db.service + *at;
		if (rcrepo_counts(s->r, *at) &&
			(lacks_one(s, *at, &service->needs, RX_ALWAYS, gap) ||
				lacks_one(s, *at, &service->producers, RX_USABLE, gap)))
			return 1;
	}
	return 0;
}

int rcrepo_gap(
	struct rcrepo const *r, unsigned char const *rx, uint32_t *at, struct rcrepo_gap *gap)
{
	struct search s = { .r = r, .rx = rx };
	return find_gap(&s, at, gap);
}

/* Each step moves one service one way, so that it ends. */
void rcrepo_close_gaps(struct rcrepo const *r, unsigned char *rx, int up, unsigned char *who)
{
	struct search s = { .r = r, .rx = rx, .who = who, .on = !up };
	struct rcrepo_gap gap;
	for (int moved = 1; moved;) {
		moved = 0;
		for (uint32_t at = 0; find_gap(&s, &at, &gap); moved = 1) {
			uint32_t i = up ? gap.on : gap.by;
			rx[i] = up ? (unsigned char)gap.need : rx[gap.on];
			if (who)
				who[i] = 1;
		}
	}
}

unsigned int rcrepo_warn(struct rcrepo const *r, char const *set, unsigned char const *rx)
{
	struct rcrepo_gap gap;
	unsigned int n = 0;
	for (uint32_t at = 0; rcrepo_gap(r, rx, &at, &gap); at++, n++)
		if (r->verbosity)
			warn(r->x, "the set ", set, " has ", rcdb_service_name(&r->db, gap.by), " ",
				rcrepo_rx_word((enum rcrepo_rx)rx[gap.by]), ", which needs ",
				rcdb_service_name(&r->db, gap.on), ", which is ",
				rcrepo_rx_word((enum rcrepo_rx)rx[gap.on]));
	return n;
}
