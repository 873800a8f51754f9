/* initimage.c - what s6-linux-init-maker puts into run-image: services, and answers to signals. */
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "initmaker.h"
#include "maker.h"
#include "shutdown.h"

#define IMAGE   "run-image/"
#define SCANDIR IMAGE "service/"
#define HANDLER SCANDIR ".s6-svscan/"

/* What a signal does: a shutdown with these options, or nothing. */
static struct {
	char const *name, *container, *machine;
} const signals[] = {
	{ "SIGTERM", "-h", 0 },
	{ "SIGINT", "-r", "-a -r" },
	{ "SIGUSR1", "-p", "-a -p" },
	{ "SIGPWR", "-p", "-a -p" },
	{ "SIGUSR2", "-h", "-a -h" },
	{ "SIGQUIT", 0, 0 },
	{ "SIGWINCH", 0, 0 },
};

/* A signal may come before the daemon listens. */
static int write_handler(struct initmaker const *m, char const *name, char const *words)
{
	stralloc text = STRALLOC_ZERO;
	if (words)
		maker_text(&text, join(m->x,
					  "foreground { s6-svwait -U -t 10000 -- " SHUTDOWN_SCANDIR
					  "/" SHUTDOWN_SERVICE " }\ns6-linux-init-shutdown ",
					  words, " -- now\n"));
	return initmaker_script(m, join(m->x, HANDLER, name), "-P", &text);
}

/* The end of a container is what its results say; reboot(2) ends it for who looks at how it ended. */
static int write_container_finish(struct initmaker const *m)
{
	char const *sync = m->o->sync ? "" : "n";
	stralloc text = STRALLOC_ZERO;
	maker_text(&text,
		"s6-envdir -I -- " SHUTDOWN_RESULTS "\n"
		"multisubstitute\n{\n  importas -D 0 code exitcode\n  importas -D h how haltcode\n}\n"
		"wait { }\n");
	maker_text(&text,
		join(m->x, "ifelse { eltest ${how} = r } { s6-linux-init-hpr -fd", sync, "r }\n"));
	maker_text(&text,
		join(m->x, "ifelse { eltest ${how} = p } { s6-linux-init-hpr -fd", sync, "p }\n"));
	maker_text(&text, "exit ${code}\n");
	return initmaker_script(m, HANDLER "finish", "-P", &text);
}

static int write_container_crash(struct initmaker const *m)
{
	stralloc text = STRALLOC_ZERO;
	maker_text(&text,
		"foreground { fdmove -c 1 2 s6-linux-init-echo -- \"s6-svscan has crashed: killing all "
		"processes and leaving\" }\n"
		"foreground { s6-linux-init-nuke }\nwait { }\ns6-linux-init-hpr -fdnp\n");
	return initmaker_script(m, HANDLER "crash", "-P", &text);
}

static int write_machine_end(struct initmaker const *m, char const *name, char const *what)
{
	stralloc text = STRALLOC_ZERO;
	maker_text(&text,
		join(m->x,
			"redirfd -w 1 /dev/console\nfdmove -c 2 1\nforeground { s6-linux-init-echo -- \"",
			what, ": restarting the machine\" }\ns6-linux-init-hpr -fr\n"));
	return initmaker_script(m, join(m->x, HANDLER, name), "-P", &text);
}

static int write_handlers(struct initmaker const *m)
{
	int container = m->o->container;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (write_handler(m, signals[i].name,
			    container ? signals[i].container : signals[i].machine) < 0)
			return -1;
	if (container)
		return write_container_finish(m) < 0 ? -1 : write_container_crash(m);
	return write_machine_end(m, "finish", "s6-svscan has left") < 0
		       ? -1
		       : write_machine_end(m, "crash", "s6-svscan has crashed");
}

static int make_fifo(struct initmaker const *m, char const *name)
{
	char const *path = join(m->x, m->dir, "/", name);
	if (!mkfifo(path, 0600) && !chmod(path, 0600))
		return 0;
	failsys(m->x, "unable to make ", path);
	return -1;
}

/* A service that runs RUN, which is freed, and tells on descriptor 3 when it is ready if TELLS. */
static int make_service(struct initmaker const *m, char const *name, stralloc *run, int tells)
{
	char const *dir = join(m->x, SCANDIR, name);
	if (initmaker_dir(m, dir, 0755) < 0) {
		stralloc_free(run);
		return -1;
	}
	if (initmaker_script(m, join(m->x, dir, "/run"), "-P", run) < 0)
		return -1;
	return tells ? maker_file(m->x, m->dir, join(m->x, dir, "/notification-fd"), "3\n", 2, 0644)
		     : 0;
}

static int make_shutdownd(struct initmaker const *m)
{
	char b[DECIMAL];
	stralloc run = STRALLOC_ZERO;
	maker_words(
		&run, DIAG_PARTS("s6-linux-init-shutdownd", "-d3", "-c", m->o->base, "-g",
			      decimal(b, m->o->grace < SHUTDOWN_GRACE_MAX ? m->o->grace
									  : SHUTDOWN_GRACE_MAX)));
	maker_text(&run, m->o->container ? " -C" : "");
	maker_text(&run, m->o->no_logger ? " -B" : "");
	maker_text(&run, "\n");
	if (make_service(m, SHUTDOWN_SERVICE, &run, 1) < 0)
		return -1;
	return make_fifo(m, SCANDIR SHUTDOWN_SERVICE "/" SHUTDOWN_FIFO);
}

/* The supervisor gives the logger the console for its stderr. */
static int make_logger(struct initmaker const *m)
{
	static char const *const stamps[] = { "", " t", " T", " t T" };
	struct initmaker_opts const *o = m->o;
	stralloc run = STRALLOC_ZERO;
	maker_text(
		&run, o->container || o->console ? "fdmove -c 1 2\n" : "redirfd -w 1 /dev/null\n");
	maker_text(&run, "redirfd -rnb 0 fifo\n");
	if (m->log_uid)
		maker_line(&run, "s6-setuidgid", o->log_user);
	maker_text(&run, join(m->x, "s6-log -bpd3 --", o->console ? " 1" : "", stamps[o->stamp],
				 " " SHUTDOWN_LIVE "/uncaught-logs\n"));
	if (make_service(m, SHUTDOWN_LOGGER, &run, 1) < 0)
		return -1;
	return make_fifo(m, SCANDIR SHUTDOWN_LOGGER "/fifo");
}

static int make_log(struct initmaker const *m)
{
	char const *path = join(m->x, m->dir, "/" IMAGE "uncaught-logs");
	if (initmaker_dir(m, IMAGE "uncaught-logs", 02750) < 0)
		return -1;
	if (!m->log_uid || (!chown(path, m->log_uid, m->log_gid) && !chmod(path, 02750)))
		return 0;
	failsys(m->x, "unable to change the owner of ", path);
	return -1;
}

/* A service that is a local server, for root only, with the socket s. */
static int make_server(struct initmaker const *m, char const *name, char const *program)
{
	stralloc run = STRALLOC_ZERO;
	maker_text(&run, join(m->x, "fdmove -c 2 1\nfdmove 1 3\ns6-ipcserver -1 -a 0700 -- s\n",
				 program, "\n"));
	return make_service(m, name, &run, 1);
}

static int make_runleveld(struct initmaker const *m)
{
	stralloc program = STRALLOC_ZERO;
	maker_text(&program, "s6-sudod -t 30000 -- ");
	maker_words(&program, DIAG_PARTS(join(m->x, m->o->base, "/scripts/runlevel")));
	char const *text = arena_text(m->x, program.s, program.len);
	stralloc_free(&program);
	return make_server(m, "s6-linux-init-runleveld", text);
}

static int make_getty(struct initmaker const *m)
{
	stralloc run = STRALLOC_ZERO;
	maker_text(&run, join(m->x, m->o->getty, "\n"));
	return make_service(m, "s6-linux-init-early-getty", &run, 0);
}

static int make_services(struct initmaker const *m)
{
	struct initmaker_opts const *o = m->o;
	if (make_shutdownd(m) < 0)
		return -1;
	if (!o->no_logger && (make_logger(m) < 0 || make_log(m) < 0))
		return -1;
	if (!o->container && make_runleveld(m) < 0)
		return -1;
	if (o->logouthook &&
		make_server(m, "s6-linux-init-logouthookd", "s6-linux-init-logouthookd") < 0)
		return -1;
	return o->getty ? make_getty(m) : 0;
}

static int make_results(struct initmaker const *m)
{
	static char const dir[] = IMAGE "s6-linux-init-container-results";
	if (initmaker_dir(m, dir, 0755) < 0)
		return -1;
	return maker_file(m->x, m->dir, join(m->x, dir, "/exitcode"), "0\n", 2, 0644);
}

int initmaker_image(struct initmaker const *m)
{
	if (initmaker_dir(m, "run-image", 0755) < 0 ||
		initmaker_dir(m, "run-image/service", 0755) < 0 ||
		initmaker_dir(m, "run-image/service/.s6-svscan", 0755) < 0 ||
		write_handlers(m) < 0 || make_services(m) < 0)
		return -1;
	return m->o->container ? make_results(m) : 0;
}
