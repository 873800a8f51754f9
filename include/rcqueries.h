/* rcqueries.h - what s6-rc-db can be asked, once: dispatch and help expand these. */
#ifndef RCQUERIES_H
#define RCQUERIES_H

/* name, function, how many names it takes at least, and whether more, what it prints */
#define RCQUERIES(X) \
	X("help", help, 0, 0, "this list") \
	X("check", check, 0, 0, "nothing; leaves with 4 if the database is damaged") \
	X("list", list, 1, 0, "the names of all, services, oneshots, longruns or bundles") \
	X("type", type, 1, 0, "whether a name is a oneshot, a longrun or a bundle") \
	X("timeout", timeout, 1, 0, \
		"how many milliseconds a service may take to be up, or with -d down") \
	X("contents", contents, 1, 0, "the services in a bundle") \
	X("dependencies", dependencies, 1, 1, \
		"what the services need, or with -d what needs them") \
	X("all-dependencies", all_dependencies, 1, 1, \
		"the same, and so on, and the services themselves") \
	X("atomics", atomics, 1, 1, "the services that the names stand for") \
	X("pipeline", pipeline, 1, 0, \
		"PRODUCER/CONSUMER for each pipe of the pipeline that a longrun is in") \
	X("script", script, 1, 0, \
		"the words of a oneshot's up, or with -d down, a NUL behind each") \
	X("flags", flags, 1, 0, "the flags of a name, in hexadecimal: 1 essential, 2 recommended")

#endif
