/* ipc.h - local sockets, and what a server says about a connection in variables that begin with $PROTO. */
#ifndef IPC_H
#define IPC_H

#include <skalibs/socket.h>

#include "next.h"

struct ctx;

/* 0 if PATH can be that of a socket, or -1 with errno. */
int ipc_check(char const *path);

/* The name of $PROTO's variable that ends in SUFFIX. */
char const *proto_name(struct ctx *x, char const *suffix);

/* Reads the number in it: chain(0), or how to leave. */
struct next proto_number(struct ctx *x, char const *suffix, unsigned int *n);

/* chain(0) if PROTO is there, or how to leave. */
struct next proto_check(struct ctx *x);

#endif
