/* shutdown.h - how a shutdown is asked for: records in the fifo of s6-linux-init-shutdownd. */
#ifndef SHUTDOWN_H
#define SHUTDOWN_H

#include <stdint.h>

#include "ctx.h"
#include "next.h"

#define SHUTDOWN_LIVE    "/run"
#define SHUTDOWN_SCANDIR SHUTDOWN_LIVE "/service"
#define SHUTDOWN_RESULTS SHUTDOWN_LIVE "/s6-linux-init-container-results"
#define SHUTDOWN_SERVICE "s6-linux-init-shutdownd"
#define SHUTDOWN_LOGGER  "s6-svscan-log"
#define SHUTDOWN_FIFO    "fifo"

/* What is asked for; all but a cancel are followed by a time. */
enum {
	SHUTDOWN_SINGLE = 'S',
	SHUTDOWN_HALT = 'h',
	SHUTDOWN_POWEROFF = 'p',
	SHUTDOWN_REBOOT = 'r',
	SHUTDOWN_CANCEL = 'c'
};

enum { SHUTDOWN_RECORD = 17, SHUTDOWN_GRACE_MAX = 300000 };

struct shutdown {
	char what;
	uint64_t delay;     /* milliseconds until it begins */
	unsigned int grace; /* milliseconds from SIGTERM to SIGKILL; 0: as shutdownd was told */
};

/* Whether C is one of those that are followed by a time. */
int shutdown_is_timed(char c);

/* Writes S as SHUTDOWN_RECORD bytes, and reads them. */
void shutdown_pack(char *b, struct shutdown const *s);
void shutdown_unpack(struct shutdown *s, char const *b);

/* Sends S to the daemon. chain(0), or what went wrong. */
struct next shutdown_ask(struct ctx *x, struct shutdown const *s);

/* Writes in the record of logins that the machine goes down. Without one that is nothing. */
void shutdown_record(void);

/* Writes the lines of TEXT to the terminals of all who are logged in. */
void shutdown_tell(struct ctx *x, char const *text);

/* Asks on the terminal for the name of the machine. chain(0) when it is right. */
struct next shutdown_confirm(struct ctx *x);

#endif
