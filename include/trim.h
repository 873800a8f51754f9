/* trim.h - giving back memory that only the start has needed. */
#ifndef TRIM_H
#define TRIM_H

/* Unmaps the pages of the program itself that are not written to: the code of the start is most of it, and a daemon
   that waits needs a small part. What is needed again comes back from the page cache by itself. */
void trim_program(void);

#endif
