/* help.h - what the table says about a command, in the look of one medium or another. */
#ifndef HELP_H
#define HELP_H

#include <skalibs/stralloc.h>

struct cmd;

/* Texts may hold these marks: what is typed as it stands, what stands for something, the end of
   either. */
#define MARK_TYPED "\1"
#define MARK_NAME  "\2"
#define MARK_END   "\3"

/* How a medium shows the parts of a page. A part that is empty is not shown, nor is its section. */
struct look {
	void (*head)(stralloc *to, struct cmd const *cmd, char const *synopsis);
	void (*section)(stralloc *to, char const *name);
	void (*item)(stralloc *to, char const *term, char const *text); /* of a list */
	void (*list_end)(stralloc *to);
	void (*prose)(stralloc *to, char const *text, size_t len); /* a paragraph */
	void (*code)(stralloc *to, char const *text, size_t len);  /* lines as they are */
	void (*exits)(
		stralloc *to, struct cmd const *cmd); /* the usual exit codes, or 0 for nothing */
};

void help_page(stralloc *to, struct cmd const *cmd, struct look const *look);

/* Calls the look's prose for the paragraphs of TEXT, and its code for those that begin with a blank. */
void help_paragraphs(stralloc *to, char const *text, struct look const *look);

/* The same text without marks. */
void help_plain(stralloc *to, char const *text);

#endif
