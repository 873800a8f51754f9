/* initvars.h - the variables that /init reads, once: what is checked, and what is listed, is made from these. */
#ifndef INITVARS_H
#define INITVARS_H

#include <stddef.h>

/* name, default, a number or text, meaning */
#define INITVARS(X) \
	X("S6_BEHAVIOUR_IF_STAGE2_FAILS", "0", NUMBER, \
		"a script failed: 0 go on, 1 warn and go on, 2 stop") \
	X("S6_CATCHALL_USER", "root", TEXT, "third generation: who the catch-all logger runs as") \
	X("S6_CMD_ARG0", "", TEXT, "words that stand before the command's") \
	X("S6_CMD_RECEIVE_SIGNALS", "0", NUMBER, \
		"third generation: 1: signals are for the command, as long as there is one") \
	X("S6_CMD_USE_TERMINAL", "0", NUMBER, \
		"third generation: 1: with `S6_LOGGING` the command still writes to the terminal, if there is one") \
	X("S6_CMD_WAIT_FOR_SERVICES", "0", NUMBER, \
		"1: the command starts when services are up, and ready if they have a notification-fd") \
	X("S6_CMD_WAIT_FOR_SERVICES_MAXTIME", "5000", NUMBER, \
		"ms; 0: for ever, which is what the third generation has without it; there it holds for all services") \
	X("S6_FIX_ATTRS_HIDDEN", "0", NUMBER, "1: fix-attrs goes into hidden files too") \
	X("S6_KEEP_ENV", "0", NUMBER, \
		"1: scripts and services get the whole environment; with-contenv changes nothing") \
	X("S6_KILL_FINISH_MAXTIME", "5000", NUMBER, "ms for each script of cont-finish.d") \
	X("S6_KILL_GRACETIME", "3000", NUMBER, "ms between SIGTERM and SIGKILL") \
	X("S6_LOGGING", "0", NUMBER, \
		"1: everything but the command writes to `/var/log/s6-uncaught-logs`; 2: the command too") \
	X("S6_LOGGING_SCRIPT", "n20 s1000000 T", TEXT, \
		"directives of `s6-log` for logutil-service and `S6_LOGGING`") \
	X("S6_READ_ONLY_ROOT", "0", NUMBER, \
		"for the originals: the root cannot be written to; here that is found out") \
	X("S6_RUNTIME_BUNDLEDIR", "", TEXT, "another folder for user-bundles.d") \
	X("S6_RUNTIME_PROFILE", "", TEXT, "`NAME`: `/etc/cont-profile.d/NAME` stands for `/etc`") \
	X("S6_SERVICES_GRACETIME", "3000", NUMBER, "ms for services to stop") \
	X("S6_SERVICES_READYTIME", "50", NUMBER, \
		"for the originals: here nothing has to be waited for") \
	X("S6_STAGE2_EXITED", "", TEXT, "the exit code, in env-stage3") \
	X("S6_STAGE2_HOOK", "", TEXT, \
		"third generation: a command with its arguments that runs before services are compiled") \
	X("S6_SYNC_DISKS", "0", NUMBER, "1: sync before the end") \
	X("S6_VERBOSITY", "2", NUMBER, \
		"third generation: 0 and 1 only what goes wrong, 2 what is done, up to 5") \
	X("S6_WAIT_FOR_CLOSING_FD", "0", NUMBER, \
		"3 or more: the boot begins when this descriptor is closed at its other end") \
	X("S6_YES_I_WANT_A_WORLD_WRITABLE_RUN_BECAUSE_KUBERNETES", "0", NUMBER, \
		"for the originals: here that needs no word") \
	X("WINDLASS_ETC", "/etc", TEXT, "where the folders of the image are") \
	X("WINDLASS_MANNERS", "", TEXT, "2 or 3: the generation") \
	X("WINDLASS_ONE_OFF", "0", NUMBER, \
		"1: the command alone, without scripts and services; 2: with fix-attrs, cont-init and cont-finish, without services") \
	X("WINDLASS_RUN", "/run", TEXT, \
		"an absolute path: where state is; set for everything that runs") \
	X("WINDLASS_SECRETS", "0", NUMBER, \
		"1: `FILE__X=FILE` makes a variable `X` of what is in the file")

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
