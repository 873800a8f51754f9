/* tracewords.c - words of a step in a line of a trace. */
#include "tracewords.h"

#include <string.h>

#include "operand.h"
#include "quote.h"
#include "utf8.h"

/* Longer words are cut; a line that has LINE bytes takes no more of them. A pipe takes lines of up to 4096
   bytes in one piece, brackets that are left to close included. */
enum { WORD = 200, LINE_HUMAN = 1000, LINE_JSON = 3000 };

struct out {
	stralloc *to;
	int json, cut;
	size_t limit;
	unsigned int open; /* blocks that are */
};

static void space(struct out *o)
{
	if (o->to->len && !strchr("\n ", o->to->s[o->to->len - 1]))
		stralloc_catb(o->to, " ", 1);
}

/* Whether what has been added since the line had LEN bytes fits; takes it back if not. */
static int fits(struct out *o, size_t len)
{
	if (o->to->len + 2 * o->open <= o->limit)
		return 1;
	o->to->len = len;
	o->cut = 1;
	return 0;
}

static void open_block(struct out *o)
{
	size_t len = o->to->len;
	if (o->json) {
		json_open(o->to, '[');
	} else {
		space(o);
		stralloc_catb(o->to, "{", 1);
	}
	o->open += (unsigned int)fits(o, len);
}

static void close_block(struct out *o)
{
	if (o->json)
		json_close(o->to, ']');
	else
		stralloc_cats(o->to, " }");
	o->open--;
}

/* How much of S is shown: no part of a character. */
static size_t shown_len(char const *s, size_t len)
{
	size_t n = len > WORD ? WORD : len;
	while (n < len && n > WORD - 4 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void add_word(struct out *o, char const *s)
{
	size_t before = o->to->len, len = strlen(s), n = shown_len(s, len);
	if (o->json) {
		json_bytes(o->to, s, n);
		if (n < len)
			o->cut = 1;
	} else {
		space(o);
		quote_word(o->to, s, n);
		if (n < len)
			stralloc_cats(o->to, "...");
	}
	if (!fits(o, before))
		o->cut = 2;
}

/* Opens blocks until DEPTH are open, or closes them. */
static void level(struct out *o, unsigned int depth)
{
	while (o->cut < 2 && o->open < depth && o->open < UINT32_MAX) {
		unsigned int before = o->open;
		open_block(o);
		if (o->open == before)
			o->cut = 2;
	}
	while (o->open > depth)
		close_block(o);
}

/* A word in the blocks that surround it, or the end of such a block, which is an empty word. */
static void place_word(struct out *o, struct word const *w, unsigned int around)
{
	unsigned int depth = around + w->depth;
	if (!*w->s && o->open > depth) {
		level(o, depth);
		return;
	}
	level(o, depth);
	if (o->cut < 2)
		add_word(o, w->s);
}

/* Whether the last words of a call are the program it goes on with. */
static int goes_on(struct cmd const *cmd)
{
	struct operand o = { .len = 0 };
	char const *form = cmd->form;
	if (form && !(cmd->traits & RAW))
		while (form_next(&form, &o))
			;
	return o.len && o.many && !o.block && operand_kind(o.name, o.len) == OPERAND_CHAIN;
}

/* Blocks of a call have their quoting off already and end in words without a text. */
static void walk(struct out *o, struct word const *w, struct call const *c)
{
	struct word const *end = c && goes_on(c->cmd) ? c->rest : 0;
	unsigned int block = 0, around = 0;
	for (; w != end && o->cut < 2; w++) {
		if (c && block < CALL_BLOCKS && c->block[block] == w) {
			block++;
			level(o, ++around);
		}
		if (!w->s && !around)
			break;
		if (w->s)
			place_word(o, w, around);
		else
			level(o, --around);
	}
}

void words_human(stralloc *to, struct word const *words, struct call const *c)
{
	struct out o = { .to = to, .limit = to->len + LINE_HUMAN };
	walk(&o, words, c);
	if (o.cut > 1)
		stralloc_cats(to, " ...");
}

void words_json(stralloc *to, struct word const *words, struct call const *c)
{
	struct out o = { .to = to, .json = 1, .limit = to->len + LINE_JSON };
	json_key(to, "words");
	json_open(to, '[');
	walk(&o, words, c);
	level(&o, 0);
	json_close(to, ']');
	if (o.cut) {
		json_key(to, "cut");
		json_bool(to, 1);
	}
}
