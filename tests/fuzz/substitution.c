/* substitution.c - values, transformed in any way, take the place of keys in words.
   Input: two bytes of options, then lines: delimiters, key, value, key, value, and words. */
#include "subst.h"

#include "fuzz.h"

enum { MOST = 4000 };

/* How many words there would be, were every '$' a reference to the most of all values. */
static int is_too_much(char const *const *texts, size_t most)
{
	size_t all = 0;
	for (; *texts; texts++) {
		size_t product = 1;
		for (char const *s = *texts; *s && product <= MOST; s++)
			product *= *s == '$' && most > 1 ? most : 1;
		all += product;
	}
	return all > MOST;
}

static void check(struct word const *words)
{
	for (; words->s; words++)
		must_hold(words->dollar == (strchr(words->s, '$') != 0));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	size_t n, most = 0;
	struct vars vars = { 0 };
	if (len < 2)
		return;
	char const *const *texts = fuzz_texts(x, s + 2, len - 2, &n);
	for (size_t i = 0; i < 2 && n > 5; i++, texts += 2, n -= 2) {
		struct transform t = { .crunch = s[i] & 1,
			.chomp = s[i] >> 1 & 1,
			.split = s[i] >> 2 & 1,
			.delim = s[i] & 8 ? " \n\r\t" : texts[0] };
		vars_add_text(x, &vars, texts[1], texts[2], strlen(texts[2]), &t);
	}
	for (size_t i = 0; i < vars.n; i++)
		most = vars.v[i].n > most ? vars.v[i].n : most;
	if (!is_too_much(texts, most))
		check(substitute(x, fuzz_words(x, texts), &vars));
}
