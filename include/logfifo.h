/* logfifo.h - the fifos by which services reach a logger that they share. */
#ifndef LOGFIFO_H
#define LOGFIFO_H

#include "logscript.h"

/* Who writes to the fifo that is called NAME: cuts a stream's name off NAME, and refers to it. */
struct log_origin logfifo_origin(char *name);

/* Opens the fifo FILE below the directory DIR for reading and writing, without waiting, and without
   following links; returns -1 with errno, EINVAL when it is none. */
int logfifo_open(int dir, char const *file);

/* The same fifo as FD again, for reading only. */
int logfifo_reopen(int fd);

/* Opens the fifo NAME.STREAM below DIR, made if it is missing, as something to write to that waits; it
   belongs to whom the directory belongs to. Before, waits until a logger has it open, for *MS at most:
   *MS becomes 0 when there is none by then. -1 with errno. */
int logfifo_to(int dir, char const *name, char const *stream, unsigned int *ms);

#endif
