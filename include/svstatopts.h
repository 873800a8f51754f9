/* svstatopts.h - what s6-svstat can show, and its options, for all that show a service's state. */
#ifndef SVSTATOPTS_H
#define SVSTATOPTS_H

#include "opt.h"

/* The fields: the option's letter, name, help; and those that have no letter. */
#define SVSTAT_LETTERS(X) \
	X('u', up, "whether it is up") \
	X('w', wantedup, "whether it is started whenever it is down") \
	X('N', normallyup, "whether there is no down file") \
	X('r', ready, "whether it is up and ready") \
	X('p', pid, "its process, -1 when down") \
	X('g', pgid, "its process group, -1 when down") \
	X('e', exitcode, "the exit code of the last run, -1 when it is up or was killed") \
	X('s', signal, "the signal that killed the last run, NA when none did") \
	X('t', updownfor, "the seconds since it went up or down")
#define SVSTAT_FIELDS(X) \
	SVSTAT_LETTERS(X) \
	X(0, paused, 0) \
	X(0, signum, 0) \
	X(0, updownsince, 0) \
	X(0, readysince, 0) \
	X(0, readyfor, 0)

struct svstat_opts {
	int numbers;
	struct letters fields;
};

#define SVSTAT_OPTION(letter, name, help) ADD(letter, #name, struct svstat_opts, fields, help),
#define SVSTAT_OPTS \
	SVSTAT_LETTERS(SVSTAT_OPTION) \
	ADD_WITH('o', "fields", struct svstat_opts, fields, "fields", \
		"these fields, with commas between: those named by the other options, paused, signum, " \
		"updownsince, readysince, readyfor"), \
		SET('n', "numbers", struct svstat_opts, numbers, 1, \
			"for people: signals as numbers")

#endif
