/* report.h - how findings look: for people, as JSON, as SARIF (builtins/windlass/lib). */
#ifndef REPORT_H
#define REPORT_H

#include <skalibs/stralloc.h>

#include "lint.h"

/* A file that was checked. */
struct report_file {
	char const *name;
	struct script src;
	struct finding *first;
	struct report_file *next;
};

/* How many findings there are, by level. */
struct report_count {
	unsigned long n[LINT_ERROR + 1];
};
void report_count(struct report_count *count, struct report_file const *files);

/* The word for a level. */
char const *report_level(enum lint_level level);

/* Each appends what is to be known about FILES. */
void report_human(stralloc *to, struct report_file const *files);
void report_json(stralloc *to, struct report_file const *files);
void report_sarif(stralloc *to, struct report_file const *files);

/* All rules, as a page in Markdown. */
void report_rules(stralloc *to);

#endif
