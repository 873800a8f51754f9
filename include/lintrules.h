/* lintrules.h - what the parts of the engine behind include/lint.h have in common. */
#ifndef LINTRULES_H
#define LINTRULES_H

#include "lint.h"
#include "outline.h"

/* Adds a finding about what stands at AT. The second is for what may be otherwise: a warning at most. */
#define lint_say(l, id, at, hint, ...) \
	lint_add((l), (id), 0, (at), (hint), join((l)->x, __VA_ARGS__))
#define lint_maybe(l, id, unsure, at, hint, ...) \
	lint_add((l), (id), (unsure), (at), (hint), join((l)->x, __VA_ARGS__))
void lint_add(struct lint *l, enum lint_id id, int unsure, uint32_t at, char const *hint,
	char const *message);

/* The token that begins at AT, or 0. */
struct token const *lint_token(struct lint const *l, uint32_t at);

/* Whether W is written without any quoting. */
int lint_bare(struct lint const *l, struct word const *w);

/* The first line. *SCOPE becomes what the script's words have of its arguments. Returns whether the
   script is one of ours. */
int lint_first_line(struct lint *l, struct scope **scope);

/* The scope that the options GIVEN to an execlineb make, or 0. */
struct scope *lint_arguments(struct lint *l, struct given const *given);

/* How the text is written. */
void lint_text(struct lint *l);

/* A list of steps, as the table has it; with all their blocks. */
void lint_steps(struct lint *l, struct step const *s);

/* One step's words as a shell would read them, and names of old commands. */
void lint_shell(struct lint *l, struct step const *s);

/* One step's operands. */
void lint_operands(struct lint *l, struct step const *s);

/* What is substituted where, in all that a list of steps holds; then what is left over. */
void lint_uses(struct lint *l, struct step const *s);
void lint_unused(struct lint *l, struct step const *s);

/* A script that is a word of step S; and one that has no first line to look at. */
void lint_inner(struct lint *l, struct step const *s);
void lint_script_of(struct lint *l, struct scope *scope);

#endif
