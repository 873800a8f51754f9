/* ipc.c - paths of sockets, and variables about connections. */
#include "ipc.h"

#include <errno.h>
#include <string.h>

#include "account.h"
#include "diag.h"

int ipc_check(char const *path)
{
	errno = *path ? ENAMETOOLONG : ENOENT;
	return !*path || strlen(path) > IPCPATH_MAX ? -1 : 0;
}

struct next proto_check(struct ctx *x)
{
	char const *proto = env_value(x, "PROTO");
	if (!proto || !*proto)
		return fail(x, "PROTO is ", proto ? "empty" : "not set");
	return chain(0);
}

char const *proto_name(struct ctx *x, char const *suffix)
{
	return join(x, env_value(x, "PROTO"), suffix);
}

struct next proto_number(struct ctx *x, char const *suffix, unsigned int *n)
{
	char const *wrong = account_env(x, proto_name(x, suffix), n);
	return wrong ? fail(x, wrong) : chain(0);
}
