/* ipcserver.c - the table of connections, and what is said about them. */
#include "ipcserver.h"

#include <string.h>
#include <sys/wait.h>

#include "diag.h"

static void put_back(struct ipc_conns *s, struct ipc_conn *c)
{
	c->pid = 0;
	c->next = s->spare;
	s->spare = c;
}

void ipc_conns_init(struct ipc_conns *s)
{
	s->all = arena_get(s->x, s->most * sizeof *s->all);
	memset(s->all, 0, s->most * sizeof *s->all);
	for (unsigned int i = s->most; i--;)
		put_back(s, s->all + i);
}

void ipc_conns_tell(struct ipc_conns const *s)
{
	char n[DECIMAL], most[DECIMAL];
	if (s->verbosity > 1)
		info(s->x, "status: ", decimal(n, s->n), "/", decimal(most, s->most));
}

/* "allow 0:0 pid 12 count 1/40"; without a PID, "deny 0:0 count 40/40" */
static void tell_client(
	struct ipc_conns const *s, char const *what, struct ipc_client const *c, pid_t pid)
{
	char uid[DECIMAL], gid[DECIMAL], p[DECIMAL], n[DECIMAL], most[DECIMAL];
	int known = !s->no_ids;
	info(s->x, what, " ", known ? decimal(uid, c->id.uid) : "?", ":",
		known ? decimal(gid, c->id.gid) : "?", pid ? " pid " : "",
		pid ? decimal(p, (unsigned long)pid) : "", " count ",
		known ? decimal(n, c->others + (pid != 0)) : "?", "/", decimal(most, s->most_each));
}

static void tell_end(struct ipc_conns const *s, struct ipc_conn const *c, int wstat)
{
	char p[DECIMAL], uid[DECIMAL], code[DECIMAL];
	int killed = WIFSIGNALED(wstat);
	int n = killed ? WTERMSIG(wstat) : WEXITSTATUS(wstat);
	info(s->x, "end pid ", decimal(p, (unsigned long)c->pid), " uid ",
		s->no_ids ? "?" : decimal(uid, c->uid), killed ? " signal " : " exitcode ",
		decimal(code, (unsigned long)n));
}

struct ipc_conn *ipc_conns_add(struct ipc_conns *s, struct ipc_client const *c, pid_t pid)
{
	struct ipc_conn *conn = s->spare;
	s->spare = conn->next;
	s->n++;
	conn->pid = pid;
	conn->uid = c->id.uid;
	if (s->verbosity > 1)
		tell_client(s, "allow", c, pid);
	ipc_conns_tell(s);
	return conn;
}

void ipc_conns_remove(struct ipc_conns *s, struct ipc_conn *c, int wstat)
{
	s->n--;
	if (s->verbosity > 1)
		tell_end(s, c, wstat);
	put_back(s, c);
	ipc_conns_tell(s);
}

int ipc_conns_admit(struct ipc_conns *s, struct ipc_client *c)
{
	c->others = 0;
	for (unsigned int i = 0; i < s->most && !s->no_ids; i++)
		c->others += s->all[i].pid && s->all[i].uid == c->id.uid;
	if (s->no_ids || c->others < s->most_each)
		return 1;
	if (s->verbosity)
		tell_client(s, "deny", c, 0);
	return 0;
}

void ipc_conns_signal(struct ipc_conns const *s, int sig)
{
	for (unsigned int i = 0; i < s->most; i++)
		if (s->all[i].pid)
			kill(s->all[i].pid, sig);
}
