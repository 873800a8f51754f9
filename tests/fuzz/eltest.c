/* eltest.c - any words are an expression or are refused. Input: words, one a line. */
#include "fuzz.h"

/* The C library's regular expressions take as long and as much memory as they are told to. */
static int is_simple(char const *s)
{
	return strlen(s) < 20 && !strpbrk(s, "{(\\*+");
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	static char const *const command[] = { "eltest", 0 };
	size_t n;
	char const *const *texts = fuzz_texts(x, s, len, &n);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(texts[i - 1], "=~") && !is_simple(texts[i]))
			return;
	struct word *words = words_join(x, words_of(x, command), fuzz_words(x, texts));
	struct next next = cmd_call(x, cmd_find("eltest"), words);
	must_hold(next.how == NEXT_EXIT);
	must_hold(next.code <= 1 || next.code == 100 || next.code == 111);
}
