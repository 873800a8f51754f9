/* shebang.c - the first line of a script. */
#include "shebang.h"

#include <string.h>

int shebang_read(struct ctx *x, struct script const *src, struct shebang *l)
{
	static char const blanks[] = " \t";
	char const *s = src->text;
	*l = (struct shebang){ 0 };
	if (src->len < 2 || memcmp(s, "#!", 2))
		return 0;
	char *text = arena_text(x, s + 2, strcspn(s + 2, "\n")), *start = text;
	size_t len = strlen(text);
	l->len = len + 2;
	l->carriage_return = len && text[len - 1] == '\r';
	while (len && strchr(" \t\r", text[len - 1]))
		text[--len] = 0;
	l->program = text += strspn(text, blanks);
	l->program_at = (uint32_t)(text - start) + 3;
	text += strcspn(text, blanks);
	if (!*text)
		return 1;
	*text++ = 0;
	l->argument = text + strspn(text, blanks);
	l->argument_at = (uint32_t)(l->argument - start) + 3;
	return 1;
}
