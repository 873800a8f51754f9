/* sudo.c - any bytes may come to s6-sudod, with or without descriptors. Input: how many descriptors come, whether in
   a message of the form that skalibs sends; then its bytes. A request that is taken is one that can be sent again. */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>

#include "sudo.h"
#include "wire.h"

static int texts_end(struct sudo_texts const *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->len; i++)
		n += !t->s[i];
	return n == t->n && (!t->len || !t->s[t->len - 1]);
}

static void taken(struct sudo_request const *r)
{
	must_hold(texts_end(&r->args) && texts_end(&r->env));
	for (int i = 0; i < SUDO_FDS; i++)
		must_hold(fcntl(r->fd[i], F_GETFD) >= 0 && !close(r->fd[i]));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct sudo_request r;
	int p[2];
	if (!wire_send(s, len, p))
		return;
	must_hold(!close(p[0]));
	int next = dup(0);
	must_hold(next >= 0 && !close(next));
	if (!sudo_receive(x, p[1], &r, sudo_deadline(1000)))
		taken(&r);
	int after = dup(0);
	must_hold(after == next && !close(after)); /* nothing is left open */
	must_hold(!close(p[1]));
}
