/* instance.h - instances of a service, as s6-instance-maker lays them out: template/ is what each is a copy of,
   instances/NAME the copy, instance/ a scan directory with links to them. */
#ifndef INSTANCE_H
#define INSTANCE_H

#include "cmd.h"

/* Whether SERVICEDIR, the first operand of C, is supervised, and NAME, the second, may name an instance. chain(0), or
   the answer to give. */
struct next instance_check(struct ctx *x, struct call const *c);

/* Words that are filled one by one: room for MAX of them. */
struct wordlist {
	struct word *v, *end;
};
struct wordlist wordlist_make(struct ctx *x, size_t max);
void wordlist_add(struct wordlist *w, char const *text);

/* Options as they were given. */
void wordlist_letters(struct ctx *x, struct wordlist *w, struct letters const *l);

/* Goes on with W for the instance that C names. */
struct next instance_chain(struct ctx *x, struct wordlist *w, struct call const *c);

#endif
