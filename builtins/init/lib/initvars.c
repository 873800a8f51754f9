/* initvars.c - the variables that /init reads. */
#include "initvars.h"

#include <skalibs/types.h>
#include <string.h>

#define ROW(name, value, kind, meaning) { name, value, INITVAR_##kind, meaning },
struct initvar const initvars[] = { INITVARS(ROW){ 0 } };

struct initvar const *initvar_find(char const *name, size_t len)
{
	for (struct initvar const *v = initvars; v->name; v++)
		if (!strncmp(v->name, name, len) && !v->name[len])
			return v;
	return 0;
}

int initvar_fits(struct initvar const *v, char const *value)
{
	unsigned int n;
	return v->kind != INITVAR_NUMBER || (uint0_scan(value, &n) && n <= INITVAR_MOST);
}
