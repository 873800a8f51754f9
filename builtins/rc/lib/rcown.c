/* rcown.c - the services that every database has: who runs oneshots, and who holds pipes. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "maker.h"
#include "rcservicedir.h"

static int failed(struct rc_writing const *w, char const *name)
{
	diag_sys(w->s->x, "fatal", DIAG_PARTS("unable to write ", w->path, "/", name));
	return -1;
}

static int make_dirs(struct rc_writing const *w, char const *service, char const *const *names)
{
	for (; *names; names++) {
		char const *name = join(w->s->x, service, *names);
		if (mkdirat(w->fd, name, 0755) < 0)
			return failed(w, name);
	}
	return 0;
}

static int write_text(
	struct rc_writing const *w, char const *service, char const *name, char const *text)
{
	return rc_write_file(w, join(w->s->x, service, name), text, strlen(text), 0644);
}

static int write_run(struct rc_writing const *w, char const *service, stralloc *text)
{
	int r = rc_write_file(w, join(w->s->x, service, "/run"), text->s, text->len, 0755);
	stralloc_free(text);
	return r;
}

static int make_link(
	struct rc_writing const *w, char const *service, char const *name, char const *to)
{
	name = join(w->s->x, service, name);
	return symlinkat(to, w->fd, name) < 0 ? failed(w, name) : 0;
}

/* Who runs oneshots knows by itself who may ask: root, its group, and who it is itself. */
static int write_runner(struct rc_writing const *w)
{
	stralloc run = STRALLOC_ZERO;
	maker_shebang(w->s->x, &run, "-P");
	maker_line(&run, "fdmove", "-c", "2", "1");
	maker_text(&run, "s6-rc-oneshot-runner -d 3 -l ../..");
	maker_text(&run, w->block ? " -b s\n" : " s\n");
	return make_dirs(w, RC_RUNNER, DIAG_PARTS("")) < 0 ||
			       write_text(w, RC_RUNNER, "/notification-fd", "3\n") < 0 ||
			       write_run(w, RC_RUNNER, &run) < 0
		       ? -1
		       : 0;
}

/* Whoever is root, or of its group, or is what the service runs as, may do all that is to be done with pipes. A file
   that holds an empty line is set and no expression. */
static int write_rules(struct rc_writing const *w)
{
	static char const *const dirs[] = { "", "/data", "/data/rules", "/data/rules/uid",
		"/data/rules/gid", "/data/rules/uid/0", "/data/rules/gid/0",
		"/data/rules/uid/0/env", 0 };
	static char const *const rights[][2] = { { "uid/0/allow", "" }, { "gid/0/allow", "" },
		{ "uid/0/env/S6_FDHOLDER_LIST", "\n" },
		{ "uid/0/env/S6_FDHOLDER_STORE_REGEX", "^pipe:s6rc-\n" },
		{ "uid/0/env/S6_FDHOLDER_RETRIEVE_REGEX", "^pipe:s6rc-\n" },
		{ "uid/0/env/S6_FDHOLDER_GETDUMP", "\n" },
		{ "uid/0/env/S6_FDHOLDER_SETDUMP", "\n" } };
	if (make_dirs(w, RC_FDHOLDER, dirs) < 0)
		return -1;
	for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
		if (write_text(w, RC_FDHOLDER, join(w->s->x, "/data/rules/", rights[i][0]),
			    rights[i][1]) < 0)
			return -1;
	return make_link(w, RC_FDHOLDER, "/data/rules/uid/self", "0") < 0 ||
			       make_link(w, RC_FDHOLDER, "/data/rules/gid/0/env",
				       "../../uid/0/env") < 0
		       ? -1
		       : 0;
}

/* The longruns that read from others, each the owner of a pipe. Returns how many there are. */
static size_t consumers(struct rcdb const *db, stralloc *text)
{
	size_t n = 0;
	for (uint32_t i = 0; i < db->longruns; i++)
		if (db->service[i].producers.n) {
			stralloc_cats(text, rcdb_service_name(db, i));
			stralloc_cats(text, "\n");
			n++;
		}
	return n;
}

enum { FDS_LEAST = 256, FDS_MARGIN = 64 };

/* The daemon says that it listens; then the pipes are made, and only then is the service ready. */
static void fdholder_script(struct rc_writing const *w, stralloc *run, size_t pipes)
{
	char n[DECIMAL];
	size_t fds = 2 * pipes + FDS_MARGIN;
	maker_shebang(w->s->x, run, "-P");
	if (pipes)
		maker_text(run, "pipeline -dw {\n"
				"\twithstdinas -n ready\n"
				"\tif -n {\n"
				"\t\tredirfd -r 0 data/autofilled\n"
				"\t\ts6-ipcclient -l0 s s6-rc-fdholder-filler -1\n"
				"\t}\n"
				"\ts6-svc -t .\n"
				"}\n");
	if (w->user)
		maker_line(run, "s6-envuidgid", w->user);
	maker_text(run, "s6-fdholder-daemon -1");
	maker_text(run, w->user ? " -U -n " : " -n ");
	maker_text(run, decimal(n, fds > FDS_LEAST ? fds : FDS_LEAST));
	maker_text(run, " -i data/rules s\n");
}

static int write_fdholder(struct rc_writing const *w)
{
	stralloc run = STRALLOC_ZERO, names = STRALLOC_ZERO;
	fdholder_script(w, &run, consumers(w->db, &names));
	int bad = write_rules(w) < 0 || write_text(w, RC_FDHOLDER, "/notification-fd", "1\n") < 0 ||
		  rc_write_file(w, RC_FDHOLDER "/data/autofilled", names.s ? names.s : "",
			  names.len, 0644) < 0;
	stralloc_free(&names);
	return bad || write_run(w, RC_FDHOLDER, &run) < 0 ? -1 : 0;
}

int rc_own_servicedirs(struct rc_writing const *w)
{
	return write_runner(w) < 0 || write_fdholder(w) < 0 ? -1 : 0;
}
