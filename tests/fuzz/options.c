/* options.c - every command of the table reads any words, or refuses them. Nothing is run.
   Input: two bytes that choose the command, one that says how, and words, one a line. */
#include "fuzz.h"

static struct cmd const *choose(char const *s)
{
	return cmd_table[((unsigned char)s[0] << 8 | (unsigned char)s[1]) % cmd_count].cmd;
}

static int is_of(struct word const *w, struct word const *words, size_t n)
{
	return w >= words && w <= words + n;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	size_t n;
	struct call c;
	if (len < 3)
		return;
	struct cmd const *cmd = choose(s);
	char const *const *texts = fuzz_texts(x, s + 3, len - 3, &n);
	struct word *words = fuzz_words(x, texts);
	words[0] = word_make(cmd->name, 1);
	if (s[2] & 1)
		env_set(x, "EXECLINE_STRICT", "2");
	struct next next = call_read(x, cmd, words, s[2] & 2, &c);
	must_hold(next.how == NEXT_EXIT ? next.code == 0 || next.code == 100
					: is_of(c.rest, words, n));
	for (int i = 0; next.how == NEXT_CHAIN && i < CALL_BLOCKS; i++)
		must_hold(!c.block[i] || is_of(c.block[i], words, n));
}
