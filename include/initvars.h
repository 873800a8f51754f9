/* initvars.h - the variables that /init reads, once: what is checked, and what is listed, is made from these. */
#ifndef INITVARS_H
#define INITVARS_H

#include <stddef.h>

/* name, default, a number or text, meaning */
#define INITVARS(X) \
	X("S6_BEHAVIOUR_IF_STAGE2_FAILS", "0", NUMBER, \
		"what a failure before the command comes to: 0 go on, 1 warn and go on, 2 stop") \
	X("S6_CATCHALL_USER", "root", TEXT, "who the logger of S6_LOGGING runs as") \
	X("S6_CMD_ARG0", "", TEXT, "words that stand before the command's") \
	X("S6_CMD_RECEIVE_SIGNALS", "0", NUMBER, "1: signals are for the command") \
	X("S6_CMD_USE_TERMINAL", "0", NUMBER, \
		"1: the command writes to the terminal, if there is one, whatever S6_LOGGING says") \
	X("S6_CMD_WAIT_FOR_SERVICES", "0", NUMBER, "1: the command starts when services are up") \
	X("S6_CMD_WAIT_FOR_SERVICES_MAXTIME", "5000", NUMBER, \
		"milliseconds to wait for services; 0: for ever, as third generation has it by default") \
	X("S6_FIX_ATTRS_HIDDEN", "0", NUMBER, "1: fix-attrs goes into hidden files too") \
	X("S6_KEEP_ENV", "0", NUMBER, "1: scripts and services get the whole environment") \
	X("S6_KILL_FINISH_MAXTIME", "5000", NUMBER, \
		"milliseconds for each script of cont-finish.d") \
	X("S6_KILL_GRACETIME", "3000", NUMBER, "milliseconds between SIGTERM and SIGKILL") \
	X("S6_LOGGING", "0", NUMBER, \
		"1: what nobody else logs is logged; 2: that of the command too") \
	X("S6_LOGGING_SCRIPT", "n20 s1000000 T", TEXT, "directives of s6-log") \
	X("S6_READ_ONLY_ROOT", "0", NUMBER, \
		"for the originals: the root cannot be written to; here that is found out") \
	X("S6_RUNTIME_BUNDLEDIR", "", TEXT, "where bundles are, instead of user-bundles.d") \
	X("S6_RUNTIME_PROFILE", "", TEXT, "/etc/cont-profile.d/THIS is used instead of /etc") \
	X("S6_SERVICES_GRACETIME", "3000", NUMBER, "milliseconds for services to stop") \
	X("S6_SERVICES_READYTIME", "50", NUMBER, \
		"for the originals: here nothing has to be waited for") \
	X("S6_STAGE2_EXITED", "", TEXT, "the exit code, in env-stage3") \
	X("S6_STAGE2_HOOK", "", TEXT, "a command that runs before services are looked at") \
	X("S6_SYNC_DISKS", "0", NUMBER, "1: sync before the end") \
	X("S6_VERBOSITY", "2", NUMBER, "how much is told, from 0 to 5") \
	X("S6_WAIT_FOR_CLOSING_FD", "0", NUMBER, "for the originals: a descriptor to wait for") \
	X("S6_YES_I_WANT_A_WORLD_WRITABLE_RUN_BECAUSE_KUBERNETES", "0", NUMBER, \
		"for the originals: here that needs no word") \
	X("WINDLASS_ETC", "/etc", TEXT, "where the folders of the image are") \
	X("WINDLASS_MANNERS", "", TEXT, "2 or 3: the generation of images whose manners hold") \
	X("WINDLASS_RUN", "/run", TEXT, "an absolute path: where state is")

enum initvar_kind { INITVAR_NUMBER, INITVAR_TEXT };

struct initvar {
	char const *name, *value;
	enum initvar_kind kind;
	char const *meaning;
};
enum { INITVAR_MOST = 2147483647 };

/* The variables, up to one whose name is 0; and that of the LEN bytes at NAME, or 0. */
extern struct initvar const initvars[];
struct initvar const *initvar_find(char const *name, size_t len);

/* Whether VALUE is one that V can have. */
int initvar_fits(struct initvar const *v, char const *value);

#endif
