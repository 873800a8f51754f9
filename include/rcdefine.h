/* rcdefine.h - what the files of a definition mean (rctake.c), and which there are (rcdefine.c). */
#ifndef RCDEFINE_H
#define RCDEFINE_H

#include "rcread.h"

struct rc_row;

/* A definition that is being read. */
struct rc_reader {
	struct rc_source *s;
	struct rc_def *d;
	int fd;
	unsigned char *there; /* the type of each row's file, or RC_ABSENT */
};

enum { RC_ABSENT = 255 };

/* What is looked at: what is in the file, the names in the directory, or only whether it is there. */
enum rc_kind { RC_TEXT, RC_DIRECTORY, RC_FLAG };

struct rc_row {
	char const *name;
	unsigned int types; /* of services that it is for */
	void (*take)(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);
	enum rc_kind kind;
	size_t which; /* what of the definition it is */
};

/* What there is to do with a file F: where `which` counts, what it is. */
void rc_take_number(struct rc_reader *r, struct rc_row const *row,
	struct rc_file *f); /* a place in struct rc_def */
void rc_take_tries(struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* a place */
void rc_take_backoff(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);
void rc_take_flag(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);  /* the flag */
void rc_take_lines(struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* the list */
void rc_take_names(struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* the list */
void rc_take_script(
	struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* the script */
void rc_take_program(
	struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* a place */
void rc_take_copy(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);
void rc_take_empty(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);
void rc_take_setting(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);
void rc_take_fd(
	struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* which of rc_def.fd */
void rc_take_tree(struct rc_reader *r, struct rc_row const *row, struct rc_file *f); /* the tree */
void rc_take_type(struct rc_reader *r, struct rc_row const *row, struct rc_file *f);

#endif
