/* unit.h - what unit tests begin with: cmocka, and a struct ctx to work on. cmocka has macros called
   `fail` and `skip`, as diag.h has: a unit test includes what it tests, not builtin.h. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctx.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A test's own interpreter with the environment ENV, a 0-ended array. */
static inline struct ctx unit_ctx(char const *const *env)
{
	struct ctx x = { .prog = "test" };
	env_init(&x, env);
	return x;
}
#define UNIT_CTX(...) unit_ctx((char const *const[]){ __VA_ARGS__, 0 })

static inline void unit_done(struct ctx *x)
{
	arena_release(x, (struct arena){ 0 });
}

/* Checks that WORDS are those of the 0-ended array WANT, block quoting as leading blanks. */
static inline void unit_words(struct ctx *x, struct word const *words, char const *const *want)
{
	size_t n = 0;
	for (; want[n]; n++) {
		assert_non_null(words[n].s);
		assert_string_equal(word_wire(x, words + n), want[n]);
	}
	assert_null(words[n].s);
}
#define assert_words(x, words, ...) \
	unit_words((x), (words), (char const *const[]){ __VA_ARGS__, 0 })

#endif
