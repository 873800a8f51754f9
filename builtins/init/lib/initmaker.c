/* initmaker.c - the programs and scripts that s6-linux-init-maker writes. */
#include "initmaker.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account.h"
#include "diag.h"
#include "maker.h"

struct next initmaker_begin(struct initmaker *m)
{
	struct account a = ACCOUNT_ZERO;
	char const *user = m->o->log_user;
	int known = strcmp(user, "root") != 0 ? account_user(&ACCOUNT_FILES, user, &a) : 1;
	if (known < 0)
		return failsys(m->x, "unable to look up ", user);
	if (!known)
		return fail(m->x, "unknown user: ", user);
	m->log_uid = a.uid;
	m->log_gid = a.gid;
	return mkdir(m->dir, 0755) < 0 ? failsys(m->x, "unable to make ", m->dir) : chain(0);
}

int initmaker_dir(struct initmaker const *m, char const *name, unsigned int mode)
{
	char const *path = join(m->x, m->dir, "/", name);
	if (!mkdir(path, 0700) && !chmod(path, mode))
		return 0;
	failsys(m->x, "unable to make ", path);
	return -1;
}

int initmaker_script(
	struct initmaker const *m, char const *name, char const *options, stralloc *text)
{
	stralloc script = STRALLOC_ZERO;
	maker_shebang(m->x, &script, options);
	stralloc_catb(&script, text->s, text->len);
	int r = maker_file(m->x, m->dir, name, script.s, script.len, 0755);
	stralloc_free(&script);
	stralloc_free(text);
	return r;
}

static void option(stralloc *text, char const *letter, char const *value)
{
	if (!value)
		return;
	maker_text(text, " ");
	maker_words(text, DIAG_PARTS(letter, value));
}

static char const *octal(char *b, unsigned int mask)
{
	b[0] = '0';
	for (int i = 3; i; i--, mask >>= 3)
		b[i] = (char)('0' + (mask & 7));
	b[4] = 0;
	return b;
}

static int write_init(struct initmaker const *m)
{
	struct initmaker_opts const *o = m->o;
	char const slashrun[] = { ' ', '-', (char)o->slashrun, 0 };
	char b[DECIMAL];
	stralloc text = STRALLOC_ZERO;
	if (o->limits)
		maker_text(&text, join(m->x, "s6-softlimit -H ", o->limits, "\n"));
	maker_text(&text, "s6-linux-init");
	option(&text, "-v", decimal(b, o->verbosity));
	option(&text, "-c", o->base);
	option(&text, "-m", octal(b, o->mask));
	option(&text, "-p", o->path);
	option(&text, "-s", o->dump);
	option(&text, "-d", o->dev);
	option(&text, "-D", o->level);
	option(&text, "-W", o->waits ? decimal(b, o->wait_for) : 0);
	maker_text(&text, o->slashrun ? slashrun : "");
	maker_text(&text, o->container ? " -C" : "");
	maker_text(&text, o->no_logger ? " -B" : "");
	maker_text(&text, " -- $@\n");
	return initmaker_script(m, "bin/init", "-S0", &text);
}

static int write_client(struct initmaker const *m, char const *name, char const *command)
{
	stralloc text = STRALLOC_ZERO;
	maker_text(&text, join(m->x, command, " $@\n"));
	return initmaker_script(m, join(m->x, "bin/", name), "-S0", &text);
}

static int write_hpr(struct initmaker const *m, char const *name, char const *letter)
{
	return write_client(
		m, name, join(m->x, "s6-linux-init-hpr ", letter, m->o->container ? " -n" : ""));
}

/* NAME=VALUE is a file that holds the value; NAME alone an empty one, which removes the variable. */
static int write_variable(struct initmaker const *m, char const *text)
{
	size_t len = strcspn(text, "=");
	char const *name = arena_text(m->x, text, len);
	char const *value = text[len] ? join(m->x, text + len + 1, "\n") : "";
	if (!len || *name == '.' || strchr(name, '/')) {
		fail(m->x, "this cannot be the name of a variable: ", name);
		return -1;
	}
	return maker_file(m->x, m->dir, join(m->x, "env/", name), value, strlen(value), 0644);
}

int initmaker_programs(struct initmaker const *m)
{
	if (initmaker_dir(m, "bin", 0755) < 0 || initmaker_dir(m, "env", 0755) < 0 ||
		write_init(m) < 0 || write_hpr(m, "halt", "-h") < 0 ||
		write_hpr(m, "poweroff", "-p") < 0 || write_hpr(m, "reboot", "-r") < 0 ||
		write_client(m, "shutdown", "s6-linux-init-shutdown") < 0)
		return -1;
	if (!m->o->container && write_client(m, "telinit", "s6-linux-init-telinit") < 0)
		return -1;
	for (unsigned int i = 0; i < m->o->variables.n; i++)
		if (write_variable(m, m->o->variables.arg[i]) < 0)
			return -1;
	return 0;
}

/* Copies the script NAME from the skeleton, if it is there; one that is NEEDED has to be. */
static int copy_script(struct initmaker const *m, char const *skel, char const *name, int needed)
{
	char const *from = join(m->x, skel, "/", name);
	char const *to = join(m->x, m->dir, "/scripts/", name);
	if (filecopy_unsafe(from, to, 0755) && !chmod(to, 0755))
		return 0;
	if (errno == ENOENT && !needed)
		return 0;
	failsys(m->x, "unable to copy ", from, " to ", to);
	return -1;
}

static int copy_scripts(struct initmaker const *m, char const *skel)
{
	if (copy_script(m, skel, "rc.init", 1) < 0 || copy_script(m, skel, "rc.shutdown", 1) < 0 ||
		copy_script(m, skel, "rc.shutdown.final", 0) < 0)
		return -1;
	return m->o->container ? 0 : copy_script(m, skel, "runlevel", 1);
}

static int write_text(
	struct initmaker const *m, char const *name, char const *options, char const *script)
{
	stralloc text = STRALLOC_ZERO;
	maker_text(&text, script);
	return initmaker_script(m, join(m->x, "scripts/", name), options, &text);
}

/* A container's command ends it, with its exit code; without one it runs until it is told to stop. */
static int write_command_script(struct initmaker const *m)
{
	stralloc text = STRALLOC_ZERO;
	maker_text(&text, "# Arguments: the level, and the container's command.\n"
			  "shift\nelgetpositionals\nif -t { eltest ${#} -gt 0 }\n"
			  "foreground { emptyenv -P $@ }\n"
			  "importas -u status ?\n"
			  "backtick -E code { windlass-exit-code ${status} }\n"
			  "foreground { redirfd -w 1 /run/s6-linux-init-container-results/exitcode "
			  "s6-echo -- ${code} }\n");
	maker_line(&text, join(m->x, m->o->base, "/bin/halt"));
	return initmaker_script(m, "scripts/rc.init", "", &text);
}

static int write_scripts(struct initmaker const *m)
{
	int r = m->o->container
			? write_command_script(m)
			: write_text(m, "rc.init", "-S1",
				  "# Arguments: the level, and words of the kernel command line. Start services here.\n");
	if (r < 0 || write_text(m, "rc.shutdown", "-S0", "# Stop services here.\n") < 0 ||
		write_text(m, "rc.shutdown.final", "-S0",
			"# Nothing runs and nothing is mounted any more when this does.\n") < 0)
		return -1;
	return m->o->container ? 0
			       : write_text(m, "runlevel", "-S1",
					 "# Argument: the level. Start and stop services here.\n");
}

int initmaker_scripts(struct initmaker const *m)
{
	static char const usual[] = "/etc/s6-linux-init/skel";
	if (initmaker_dir(m, "scripts", 0755) < 0)
		return -1;
	if (m->o->skel)
		return copy_scripts(m, m->o->skel);
	return access(usual, F_OK) ? write_scripts(m) : copy_scripts(m, usual);
}
