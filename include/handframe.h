/* handframe.h - what tells a state that was handed over from a damaged one, or one of another version. */
#ifndef HANDFRAME_H
#define HANDFRAME_H

#include <skalibs/stralloc.h>

/* Makes TEXT the text of BODY, which ends in a null character. 0 without memory. */
int handframe_make(stralloc *text, stralloc const *body);

/* What is wrong with TEXT, or 0. */
char const *handframe_wrong(stralloc const *text);

/* The body of TEXT, in which nothing is wrong. */
char const *handframe_body(stralloc const *text);

#endif
