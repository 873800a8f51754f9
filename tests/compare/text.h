/* text.h - making the text of scripts: choices, words, quoting. */
#ifndef TEXT_H
#define TEXT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;
static FILE *out; /* the script being made */

static void seed_with(uint64_t seed)
{
	state = seed * 0x9e3779b97f4a7c15u + 1;
}

static unsigned int below(unsigned int n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned int)((state >> 11) % n);
}

static int rarely(unsigned int n)
{
	return below(n) == 0;
}

#define PICK(...) \
	((char const *const[]){ __VA_ARGS__ })[below( \
		sizeof((char const *const[]){ __VA_ARGS__ }) / sizeof(char const *))]

static void say(char const *s)
{
	fputs(s, out);
}

static void blank(void)
{
	say(below(4) ? " "
		     : PICK("\n", "\t", "  ", " # { \"x\n", " \\\n", "\r\n", "\n\n  ", " \\\n\\\n",
			       "\n#}\n#\"\n"));
}

/* Begins a text of its own; taken returns it, and goes on with OUTER. */
struct text {
	char *s;
	size_t len;
	FILE *outer;
};

static void begin(struct text *t)
{
	t->outer = out;
	out = open_memstream(&t->s, &t->len);
}

static char *taken(struct text *t)
{
	fclose(out);
	out = t->outer;
	return t->s;
}

/* S as one quoted word, and frees it. */
static void say_quoted(char *s)
{
	fputc('"', out);
	for (char const *p = s; *p; p++) {
		if (*p == '"' || *p == '\\')
			fputc('\\', out);
		fputc(*p, out);
	}
	fputc('"', out);
	free(s);
}

static char const *key(void)
{
	return rarely(15) ? PICK("\"\"", "a$b", "x{", "\"a b\"", "?", "A\\\\")
			  : PICK("A", "B", "C", "AB", "1", "@", "\"#\"", "a.b");
}

static char const *variable(void)
{
	return rarely(15) ? PICK("\"#\"", "0", "7Z", "ELGETOPT_a", "\"\"", "A=B", "EXECLINE_STRICT")
			  : PICK("A", "B", "C", "V", "1", "?", "NOPE");
}

static void reference(void)
{
	char const *k = PICK("A", "B", "C", "AB", "1", "@", "#", "a.b", "A", "V", "0", "2");
	say(PICK("", "", "", "", "\\\\", "\\\\\\\\", "\\\\\\\\\\\\", "x", "$", "$\\\\"));
	if (rarely(20))
		say(PICK("${}", "${A", "$", "${A$B}", "$}", "${${A}}", "$\"A\"", "\\$A", "\"$\"A"));
	else
		fprintf(out, below(2) ? "$%s" : "${%s}", k);
}

static void numeric(void)
{
	say(PICK("\\65", "\\0x42", "\\0103", "\\0x4g", "\\1014", "\\0x414", "\\10", "\\0377",
		"\\255", "\\07", "\\0xA", "\\0xfF", "\\1\\2", "\\9"));
	if (rarely(30))
		say(PICK("\\0", "\\256", "\\0x", "\\08", "\\0x00", "\\0000", "\\0400", "\\00"));
}

static void quoted_part(void)
{
	say("\"");
	for (unsigned int n = below(4); n; n--) {
		if (rarely(4))
			reference();
		else if (rarely(6))
			numeric();
		else
			say(PICK("a", " ", "b c", "\\n", "\\t", "\\\"", "\\\\", "\\x", "\\\n", "{",
				"}", "#", "\n", ":", "1:a,", "\\e", "\\a", "\\b\\v\\f\\r", "\\ ",
				"\\x41", "\\{", "\xc3\xa9", "\x7f", "\xff", "  ", "\t"));
	}
	say("\"");
}

static void part(void)
{
	if (rarely(3))
		reference();
	else if (rarely(3))
		quoted_part();
	else
		say(PICK("a", "b", "xyz", "\\ ", "\\{", "\\}", "\\\"", "\\\\", "-", "#x", "{", "}",
			"=", "\\#", ":", "'", "*", "\\\n", "1", "0", "\v", "\x01", "\xfe", "\\n",
			"\\\t", "{}", "}{"));
}

/* A word that cannot be taken for a brace, a comment or an option. */
static void word(void)
{
	say(below(3) ? PICK("a", "b", "ww", "x1", "\"\"", "\"a b\"", "\\a", "p", "\"  c\"",
			       "\\\\-x", "{}", "}a", "{a", "\" \"", "\"\\n\"")
		     : "ww");
	for (unsigned int n = below(3); n; n--)
		part();
}

static void words(unsigned int most)
{
	for (unsigned int n = below(most + 1); n; n--) {
		if (rarely(4))
			reference();
		else
			word();
		blank();
	}
}

/* Words with blocks of words among them. */
static void words_and_blocks(unsigned int most)
{
	words(most);
	if (!most || below(8))
		return;
	say("{");
	blank();
	words_and_blocks(most - 1);
	say("}");
	blank();
	words(most - 1);
}

static void options(char const *letters, unsigned int most)
{
	for (unsigned int n = below(most + 1); n; n--)
		fprintf(out, "-%c ", letters[below((unsigned int)strlen(letters))]);
}

/* Bytes that mean something to the lexer, in any order; with NUL, that one too. */
static void soup(int nul)
{
	for (unsigned int n = below(40); n; n--)
		if (nul && rarely(200))
			fputc(0, out);
		else
			say(PICK(" ", " ", " ", "\n", "\t", "\r", " { ", " } ", " { ", " } ", "{",
				"}", "\"", "\"", "\"", "\"", "\\", "\\\\", "\\\n", " #", "#", "$",
				"a", "b", "0", "1", "x", "\\0x4", "\\0", "\\1", "\\25", "\\n", "\v",
				"\f", "\x01", "\x7f", "\xff", "\xc3\xa9", "\x80", "=", "'", ";",
				"\"\""));
}

#endif
