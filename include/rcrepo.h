/* rcrepo.h - a repository of services: places that services are defined in (stores), and sets that say which of them
   are to be there, and up, after a boot. In the directory:

   lock          whoever changes anything has it
   stores/N      a link to each store, in their order from 0
   reference     a link to the database of all services of all stores, reference:RANDOM beside it
   sets/NAME     a line for each service: its prescription, a blank, its name
   compiled/NAME a link to what the set was last compiled to, NAME:RANDOM beside it; in that the file `set` is the set
                 as it was then, behind a line that says of which reference and with which bundle */
#ifndef RCREPO_H
#define RCREPO_H

#include "rclive.h"

#define RCREPO_DEFAULT   "/var/lib/s6-rc/repository"
#define RCREPO_LOCK      "lock"
#define RCREPO_STORES    "stores"
#define RCREPO_REFERENCE "reference"
#define RCREPO_SETS      "sets"
#define RCREPO_COMPILED  "compiled"
#define RCREPO_WAS       "set"

/* Exit codes. */
enum { RCREPO_REFUSED = 1, RCREPO_NO_SET = 3, RCREPO_STALE = 7, RCREPO_BAD = 102 };

/* What all commands of a repository begin with: a member `repo` of T. */
struct rcrepo_opts {
	char const *path;
	unsigned int verbosity;
};
#define RCREPO_OPTS(T) \
	NUM('v', "verbosity", T, repo.verbosity, 9, "n", "0: no warnings; 1 is the default"), \
		STR('r', "repository", T, repo.path, "repo", \
			"the repository (default: " RCREPO_DEFAULT ")")
#define RCREPO_INIT .repo = { .path = RCREPO_DEFAULT, .verbosity = 1 }

/* What is prescribed for a service, from nothing to all: the name that is shown, then the others. */
#define RCREPO_RXS(X) \
	X(MASKED, "masked", "mask", "suppress", 0) \
	X(USABLE, "usable", "disable", "disabled", "deactivate", "inactive", "latent", "unmask", \
		"unmasked", 0) \
	X(ACTIVE, "active", "enable", "enabled", "activate", "onboot", 0) \
	X(ALWAYS, "always", "essential", "make-essential", 0)
#define RCREPO_RX(name, ...) RX_##name,
enum rcrepo_rx { RCREPO_RXS(RCREPO_RX) RX_N };
#undef RCREPO_RX

char const *rcrepo_rx_word(enum rcrepo_rx rx);
/* What WORD stands for, or RX_N. */
enum rcrepo_rx rcrepo_rx_of(char const *word);

struct rcrepo {
	struct ctx *x;
	char const *path;
	unsigned int verbosity;
	int lock;
	struct rcdb db; /* the reference, of which rx arrays have the numbers */
};

/* Opens a repository, behind its lock, for which it waits; and with DB its reference. chain(0), or the answer to
   give. */
struct next rcrepo_open(struct rcrepo *r, struct ctx *x, struct rcrepo_opts const *o,
	enum rclive_lock lock, int db);

/* The path of NAME in the part PART of the repository. */
char const *rcrepo_path(struct rcrepo const *r, char const *part, char const *name);

/* Whether NAME may be a set's; chain(0), or the answer. */
struct next rcrepo_check_name(struct ctx *x, char const *name);

/* The names in the directory DIR but those that begin with a dot, sorted, ended by 0; or 0 with errno. */
char const *const *rcrepo_names(struct ctx *x, char const *dir);

/* Calls EACH for the names of all sets, sorted, until it answers to leave. */
struct next rcrepo_each(
	struct rcrepo *r, struct next (*each)(struct rcrepo *, char const *, void *), void *arg);

/* Reads the set NAME into RX, by number. With SYNC services that are new get what their definition asks for, and
   those that are gone are forgotten; without, both make the repository inconsistent. chain(0), or the answer. */
struct next rcrepo_read(struct rcrepo *r, char const *name, unsigned char *rx, int sync);
struct next rcrepo_write(struct rcrepo *r, char const *name, unsigned char const *rx);

/* What the definitions ask for. */
unsigned char *rcrepo_defaults(struct rcrepo *r);

/* RX as the text of a set. */
void rcrepo_text(stralloc *to, struct rcrepo const *r, unsigned char const *rx);

/* Whether service I is one that sets tell of. */
static inline int rcrepo_counts(struct rcrepo const *r, uint32_t i)
{
	(void)r;
	return i > 1;
}

/* Whether RX for service I is against what its definition says: it is essential there and not here, or the other way
   round. */
int rcrepo_against(struct rcrepo const *r, uint32_t i, enum rcrepo_rx rx);

/* A service that needs more of another than that has. */
struct rcrepo_gap {
	uint32_t by, on;
	enum rcrepo_rx need;
};

/* The first gap in RX at or behind *AT, the number of a service, from 0 on; 0 when there are no more. */
int rcrepo_gap(
	struct rcrepo const *r, unsigned char const *rx, uint32_t *at, struct rcrepo_gap *gap);

/* Closes gaps: UP, by giving more to what is needed, else by taking from what needs it. With WHO only those that one
   of these is to blame for, as the one that needs (up) or is needed (down); what is changed becomes one of them. */
void rcrepo_close_gaps(struct rcrepo const *r, unsigned char *rx, int up, unsigned char *who);

/* Warns of all gaps in RX; how many there are. */
unsigned int rcrepo_warn(struct rcrepo const *r, char const *set, unsigned char const *rx);

/* Makes LINK lead to TARGET, at once. 0, or -1 with errno. */
int rcrepo_relink(struct ctx *x, char const *target, char const *link);

/* NAME:RANDOM. */
char const *rcrepo_new_name(struct ctx *x, char const *name);

/* Runs s6-rc-compile on the SOURCES, an array that ends with 0; *CODE is what it left with. chain(0), or the
   answer. */
struct next rcrepo_compile(struct rcrepo *r, char const *user, char const *dest,
	char const *const *sources, int *code);

/* Makes a new reference, and brings all sets in line with it. */
struct next rcrepo_sync(struct rcrepo *r, char const *user);

/* Whether the set NAME is as it was compiled, with BUNDLE or, if that is 0, with any: in *TARGET what it was
   compiled to, a name in the part `compiled`, or 0 if it never was. */
int rcrepo_current(struct rcrepo *r, char const *name, unsigned char const *rx, char const *bundle,
	char const **target);

/* What the file RCREPO_WAS has. */
char const *rcrepo_was(struct rcrepo *r, unsigned char const *rx, char const *bundle);

/* Fills DIR, which is new, with links to the definitions of all services that are not masked in RX and of the bundles
   that have none of those, and with the bundle BUNDLE of those that are to be up. 0, or the path to blame, with errno. */
char const *rcrepo_source(
	struct rcrepo *r, unsigned char const *rx, char const *bundle, char const *dir);

#endif
