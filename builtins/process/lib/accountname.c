/* accountname.c - ids as people read them. */
#include "account.h"
#include "ctx.h"
#include "diag.h"

static char const *text_of(struct ctx *x, int known, stralloc *name, unsigned int id)
{
	char b[DECIMAL];
	char const *text = known > 0 ? name->s : decimal(b, id);
	text = join(x, text);
	stralloc_free(name);
	return text;
}

char const *account_user_text(struct ctx *x, uid_t uid)
{
	stralloc name = STRALLOC_ZERO;
	int known = account_user_name(&ACCOUNT_FILES, uid, &name);
	return text_of(x, known, &name, uid);
}

char const *account_group_text(struct ctx *x, gid_t gid)
{
	stralloc name = STRALLOC_ZERO;
	int known = account_group_name(&ACCOUNT_FILES, gid, &name);
	return text_of(x, known, &name, gid);
}
