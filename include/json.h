/* json.h - writing JSON. Commas come by themselves: a text is built by calls in reading order,
       json_open(&t, '{'); json_key(&t, "line"); json_number(&t, 3); json_close(&t, '}');
   makes {"line":3}. A newline between two values starts a new text. */
#ifndef JSON_H
#define JSON_H

#include <skalibs/stralloc.h>
#include <stddef.h>

/* BRACKET: '{' or '[', and '}' or ']' to close. */
void json_open(stralloc *to, char bracket);
void json_close(stralloc *to, char bracket);

void json_key(stralloc *to, char const *key);

/* A text, null for 0. Valid JSON whatever the bytes are: controls and DEL are escaped, and each byte
   that is no part of valid UTF-8 becomes U+FFFD. */
void json_text(stralloc *to, char const *s);
void json_bytes(stralloc *to, char const *s, size_t len);

void json_number(stralloc *to, long n);
void json_bool(stralloc *to, int truth);

#endif
