/* sudo.h - what s6-sudoc and s6-sudod say to each other, byte for byte as others do. The server greets; the
   client sends one message with its three descriptors; the server answers a byte, 0 or an errno, when the
   program has begun, and its wait status when it has ended. */
#ifndef SUDO_H
#define SUDO_H

#include <skalibs/stralloc.h>
#include <skalibs/unixmessage.h>
#include <stdint.h>

struct ctx;

#define SUDO_SERVER "s6-sudo b v1.0\n"
#define SUDO_CLIENT "s6-sudo a v1.0\n"
enum { SUDO_GREETING = 15, SUDO_STATUS = 4, SUDO_FDS = 3 };

#define SUDO_NO_ENV_HELP      "keep our environment to ourselves"
#define SUDO_TIMEOUT_HELP     "give up when the program has not begun after this many milliseconds"
#define SUDO_TIMEOUT_RUN_HELP "give up when it has not ended after this many milliseconds"
#define SUDO_EXITS \
	"the program's; 128 if it is above that, 128+n when signal n killed it; 111 when the time is up or " \
	"the server fails"

/* When MS milliseconds from now are over; never, for 0. */
int64_t sudo_deadline(unsigned int ms);

/* Reads LEN bytes from the non-blocking FD. 0, or -1 with errno: ETIMEDOUT, EPIPE for an early end. */
int sudo_read(int fd, char *s, size_t len, int64_t deadline);

/* Writes them. The same. */
int sudo_write(int fd, char const *s, size_t len, int64_t deadline);

/* Words with a NUL behind each. */
struct sudo_texts {
	uint32_t n, len;
	char const *s;
};

/* What the client wants: arguments, variables, and descriptors for 0, 1, 2. */
struct sudo_request {
	struct sudo_texts args, env;
	int fd[SUDO_FDS];
};

/* Sends R, whose descriptors stay open. 0, or -1 with errno. */
int sudo_send(int fd, struct sudo_request const *r, int64_t deadline);

/* A request that arrives in pieces. */
struct sudo_receiver {
	unixmessage_receiver from;
	char text[UNIXMESSAGE_BUFSIZE], fds[UNIXMESSAGE_AUXBUFSIZE];
};
int sudo_receiver_init(struct sudo_receiver *v, int fd);
void sudo_receiver_free(struct sudo_receiver *v);

/* Reads what is there. 1 and the request, its texts in the arena; 0 if there is more to come; or -1 with errno:
   EPROTO for one that is malformed. */
int sudo_receive_some(struct ctx *x, struct sudo_receiver *v, struct sudo_request *r);

/* Waits for a request; its texts are in the arena. 0, or -1 with errno: EPROTO for one that is malformed. */
int sudo_receive(struct ctx *x, int fd, struct sudo_request *r, int64_t deadline);

#endif
