/* rcwords.h - the subcommands of s6-rc, once: dispatch and help expand these. */
#ifndef RCWORDS_H
#define RCWORDS_H

/* name, enum, the lock it takes, what it does */
#define RCWORDS(X) \
	X("help", HELP, RCLIVE_NONE, "say what there is") \
	X("list", LIST, RCLIVE_SHARED, "print the selection; with -d all but the selection") \
	X("listall", LISTALL, RCLIVE_SHARED, \
		"print the selection and all that it needs; with -d all that needs it") \
	X("diff", DIFF, RCLIVE_SHARED, \
		"print -NAME for longruns that should be up and whose supervisor keeps them down, +NAME for the " \
		"others that differ") \
	X("change", CHANGE, RCLIVE_EXCLUSIVE, \
		"bring the selection up, and before it what it needs; with -d down, and before it what needs it") \
	X("start", START, RCLIVE_EXCLUSIVE, "the same as -u change, without -p") \
	X("stop", STOP, RCLIVE_EXCLUSIVE, "the same as -d change, without -p") \
	X("reload", RELOAD, RCLIVE_EXCLUSIVE, \
		"have the services reload what they are configured by")

#endif
