/* fuzz.h - what a fuzz target begins with. A target is a file NAME.c that defines

       static void fuzz(struct ctx *x, char const *s, size_t len)

   and does with the LEN bytes at S, behind which there is nothing, whatever it likes: the interpreter X is
   its own, what it gets from the arena is given back, and an end of the process (for want of memory) is
   an end of this call. It must not change S. tests/fuzz/run says how targets are run. */
#ifndef FUZZ_H
#define FUZZ_H

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cmd.h"
#include "put.h"

enum { FUZZ_WORDS = 256 };

static void fuzz(struct ctx *x, char const *s, size_t len);

static jmp_buf fuzz_left;
static int fuzz_running;

/* The linker puts this in place of _exit. */
_Noreturn void __real__exit(int code);
_Noreturn void __wrap__exit(int code);
_Noreturn void __wrap__exit(int code)
{
	if (!fuzz_running)
		__real__exit(code);
	longjmp(fuzz_left, 1);
}

int LLVMFuzzerTestOneInput(uint8_t const *data, size_t size);
int LLVMFuzzerTestOneInput(uint8_t const *data, size_t size)
{
	static char const *const env[] = { "PATH=/bin", "A=a b", "EXECLINE_STRICT=1", 0 };
	struct ctx x = { .prog = "fuzz" };
	stralloc out = STRALLOC_ZERO;
	struct block all = { .out = &out };
	env_init(&x, env);
	x.capture = &all;
	fuzz_running = 1;
	if (!setjmp(fuzz_left))
		fuzz(&x, (char const *)data, size);
	fuzz_running = 0;
	arena_release(&x, (struct arena){ 0 });
	stralloc_free(&out);
	return 0;
}

/* Something that must hold, in any build. */
static inline void must_hold(int ok)
{
	if (!ok)
		__builtin_trap();
}

/* The bytes at S as texts that end in newlines, at most FUZZ_WORDS of them; a NUL ends one too. */
static inline char const *const *fuzz_texts(struct ctx *x, char const *s, size_t len, size_t *n)
{
	char const **v = arena_get(x, (FUZZ_WORDS + 1) * sizeof *v);
	char *text = arena_text(x, s, len);
	*n = 0;
	for (size_t from = 0, i = 0; i <= len && *n < FUZZ_WORDS; i++)
		if (i == len || text[i] == '\n' || !text[i]) {
			text[i] = 0;
			v[(*n)++] = text + from;
			from = i + 1;
		}
	v[*n] = 0;
	return v;
}

/* The words of a call, block quoting as leading blanks or, for every other one, as depth. */
static inline struct word *fuzz_words(struct ctx *x, char const *const *texts)
{
	struct word *words = words_of(x, texts);
	for (size_t i = 0; words[i].s; i++) {
		uint32_t blanks = (uint32_t)strspn(words[i].s, " ");
		words[i].at = (uint32_t)i + 1;
		if (i % 2) {
			words[i].s += blanks;
			words[i].depth = blanks;
		}
	}
	return words;
}

/* A file with these bytes, as descriptor 0. */
static inline void fuzz_stdin(char const *s, size_t len)
{
	static int fd = -1;
	if (fd < 0)
		fd = memfd_create("fuzz", 0);
	must_hold(ftruncate(fd, 0) == 0 && pwrite(fd, s, len, 0) == (ssize_t)len &&
		  lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, 0) == 0);
}

#endif
