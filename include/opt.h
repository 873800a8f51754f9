/* opt.h - options are data: typed rows that fill a command's own struct. */
#ifndef OPT_H
#define OPT_H

#include <stddef.h>
#include <stdint.h>

enum opt_kind {
	OPT_END,
	OPT_SET,   /* no argument: the slot becomes `val` */
	OPT_OR,    /* no argument: `val` is or'ed into the slot */
	OPT_CLEAR, /* no argument: the bits of `val` are taken out of the slot */
	OPT_NUM,   /* a number, at most `val` */
	OPT_OCT,   /* an octal number, at most `val` */
	OPT_STR,   /* any text */
	OPT_ADD, /* the letter, and its argument if it takes one, are appended to a struct letters */
};

struct opt {
	char const *name; /* long name, or 0 */
	char const *arg;  /* what the argument is called, or 0 */
	char const *help;
	uint32_t val;
	uint16_t slot;
	uint16_t also; /* given, the option also sets an int slot: that slot + 1, or 0 */
	int16_t also_val;
	unsigned char kind; /* an enum opt_kind: there are a thousand rows */
	char letter;
};

/* A row whose slot has another type does not compile. */
#define OPT_SLOT(T, m, type) (offsetof(T, m) + 0 * sizeof(char[_Generic(((T *)0)->m, type : 1)]))

#define OPT_ROW(k, l, n, T, m, type, v, a, h, ...) \
	{ \
		.kind = (k), .letter = (l), .name = (n), .slot = OPT_SLOT(T, m, type), .val = (v), \
		.arg = (a), .help = (h), ##__VA_ARGS__ \
	}

#define SET(l, n, T, m, val, help)      OPT_ROW(OPT_SET, l, n, T, m, int, val, 0, help)
#define OR(l, n, T, m, val, help)       OPT_ROW(OPT_OR, l, n, T, m, int, val, 0, help)
#define CLEAR(l, n, T, m, val, help)    OPT_ROW(OPT_CLEAR, l, n, T, m, int, val, 0, help)
#define ADD(l, n, T, m, help)           OPT_ROW(OPT_ADD, l, n, T, m, struct letters, 0, 0, help)
#define ADD_WITH(l, n, T, m, arg, help) OPT_ROW(OPT_ADD, l, n, T, m, struct letters, 0, arg, help)
/* These may end in ALSO(T, slot, value). */
#define NUM(l, n, T, m, max, arg, help, ...) \
	OPT_ROW(OPT_NUM, l, n, T, m, unsigned int, max, arg, help, ##__VA_ARGS__)
#define OCT(l, n, T, m, max, arg, help, ...) \
	OPT_ROW(OPT_OCT, l, n, T, m, unsigned int, max, arg, help, ##__VA_ARGS__)
#define STR(l, n, T, m, arg, help, ...) \
	OPT_ROW(OPT_STR, l, n, T, m, char const *, 0, arg, help, ##__VA_ARGS__)
#define ALSO(T, m, v) .also = OPT_SLOT(T, m, int) + 1, .also_val = (v)

/* Where OPT_ADD collects letters, in the order given. */
struct letters {
	unsigned int n;
	char s[60];
	char const *arg[60]; /* 0 for a letter that takes none */
};

#endif
