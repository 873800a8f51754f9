/* svstatus.h - supervise/status, byte for byte as other tools read it. */
#ifndef SVSTATUS_H
#define SVSTATUS_H

#include <skalibs/tai.h>
#include <sys/types.h>

enum { SVSTATUS_SIZE = 35, SVSTATUS_SIZE_PGID = 43 };

struct svstatus {
	tain stamp; /* last change between up and down */
	tain ready_at;
	pid_t pid; /* 0 when down; the finish script's while it runs */
	pid_t pgid;
	int wstat; /* how run ended, when it is down */
	int paused, finishing, want_up, ready;
};

void svstatus_pack(char *b, struct svstatus const *s);

/* Either layout, by its length. Returns 0, or -1 if it is neither. */
int svstatus_unpack(struct svstatus *s, char const *b, size_t len);

/* Reads DIR's supervise/status. 0, or -1 with errno (EPROTO for a malformed one). */
int svstatus_read(struct svstatus *s, char const *dir);

/* Replaces supervise/status below the directory DIRFD. 0, or -1 with errno. */
int svstatus_write(int dirfd, struct svstatus const *s);

/* It was never started since the supervisor came up. */
int svstatus_virgin(struct svstatus const *s);

#endif
