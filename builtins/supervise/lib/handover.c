/* handover.c - becoming another version of this program without an end to anything. */
#include "handover.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adopt.h"
#include "diag.h"
#include "handframe.h"
#include "handstate.h"
#include "run.h"
#include "spawn.h"

enum { ANSWER_MS = 5000 };

/* The state's descriptor, and those that services are to inherit, with commas between. */
static char const variable[] = "WINDLASS_HANDOVER";
static char const override[] = ".s6-svscan/program";
static char const start[] = "windlass handover ";

#define TEXT_OF(n)  #n
#define TEXT_OF_(n) TEXT_OF(n)
char const handover_versions[] =
	"windlass handover " TEXT_OF_(HANDOVER_FIRST) " " TEXT_OF_(HANDOVER_LAST) "\n";

/* The program to become: what the scan directory names, else whatever has the name of this one now. */
static char const *successor(struct ctx *x)
{
	static char const gone[] = " (deleted)";
	char b[4096];
	if (!faccessat(AT_FDCWD, override, F_OK, 0))
		return override;
	ssize_t n = readlink("/proc/self/exe", b, sizeof b - 1);
	if (n < 0)
		return 0;
	b[n] = 0;
	size_t len = (size_t)n, tail = sizeof gone - 1;
	if (len > tail && !strcmp(b + len - tail, gone))
		len -= tail;
	return arena_text(x, b, len);
}

static char const *judge(char const *answer, int wstat)
{
	unsigned int first, last;
	size_t n = sizeof start - 1, digits;
	if (wstat == SIGKILL)
		return "it does not answer";
	if (wstat || strncmp(answer, start, n) != 0 || !(digits = uint_scan(answer + n, &first)) ||
		!uint_scan(answer + n + digits + 1, &last))
		return "it is no supervisor that can go on with services";
	if (HANDOVER_LAST < first || HANDOVER_LAST > last)
		return "it is of another version and cannot read our state";
	return 0;
}

static void on_answer(void *arg, int wstat)
{
	struct scan *p = arg;
	char answer[64] = "";
	loop_timer_drop(&p->v.loop, &p->handover.limit);
	ssize_t n = read(p->handover.answer, answer, sizeof answer - 1);
	entry_close_end(&p->handover.answer);
	answer[n > 0 ? n : 0] = 0;
	char const *why = judge(answer, wstat);
	p->handover.fit = !why;
	if (why)
		warn(p->v.x, "unable to become ", p->handover.program, ": ", why);
}

static void on_silence(void *arg)
{
	struct scan *p = arg;
	kill(p->handover.probe.pid, SIGKILL);
}

static int child_setup(void *v)
{
	return supervisor_child(v, 0, -1);
}

static pid_t ask(struct scan *p, char const *program, int to)
{
	struct ctx *x = p->v.x;
	struct word words[] = { word_make(program, 0), word_make("--handover-version", 0), { 0 } };
	x->argv0 = "s6-svscan";
	pid_t pid = spawn(x, words,
		&(struct plan){
			.close = -1, .from = to, .to = 1, .setup = child_setup, .arg = &p->v });
	x->argv0 = 0;
	if (pid < 0)
		exec_report(x, "warning", "unable to become ", words, errno);
	return pid;
}

void handover_ask(struct scan *p)
{
	struct ctx *x = p->v.x;
	struct arena mark = arena_mark(x);
	int ends[2];
	if (p->handover.probe.pid)
		return;
	char const *program = successor(x);
	if (!program || pipenbcoe(ends) < 0) {
		warnsys(x, "unable to look for a program to become");
		return;
	}
	pid_t pid = ask(p, program, ends[1]);
	fd_close(ends[1]);
	if (pid < 0) {
		fd_close(ends[0]);
		arena_release(x, mark);
		return;
	}
	free(p->handover.program);
	p->handover.program = strdup(program);
	p->handover.answer = ends[0];
	loop_child(&p->v.loop, &p->handover.probe, pid, on_answer, p);
	loop_in(&p->v.loop, &p->handover.limit, ANSWER_MS, on_silence, p);
	arena_release(x, mark);
}

/* The words this process was started with, but for their first: FILE. */
static struct word *words_again(struct ctx *x, char const *file)
{
	size_t n = 0, i = 0;
	for (size_t at = 0; at < x->title_size; at += strlen(x->title + at) + 1)
		n++;
	struct word *w = arena_get(x, (n + 2) * sizeof *w);
	for (size_t at = 0; at < x->title_size; at += strlen(x->title + at) + 1)
		w[i++] = word_make(x->title + at, 0);
	w[i + !i] = (struct word){ 0 };
	w[0] = word_make(file, 0);
	return w;
}

static int write_state(stralloc const *text)
{
	int fd = memfd_create("windlass-handover", MFD_CLOEXEC);
	if (fd < 0)
		return -1;
	if (allwrite(fd, text->s, text->len) == text->len)
		return fd;
	int err = errno;
	fd_close(fd);
	errno = err;
	return -1;
}

static void announce(struct scan *p, int state)
{
	stralloc list = STRALLOC_ZERO;
	char b[DECIMAL];
	stralloc_cats(&list, decimal(b, (unsigned long)state));
	for (int i = 0; i < p->v.inherited_n; i++) {
		stralloc_cats(&list, ",");
		stralloc_cats(&list, decimal(b, (unsigned long)p->v.inherited[i]));
	}
	if (p->console) {
		stralloc_cats(&list, ",");
		stralloc_cats(&list, decimal(b, (unsigned long)p->console));
	}
	stralloc_0(&list);
	env_set(p->v.x, variable, list.s);
	stralloc_free(&list);
}

static int keep_all(struct scan *p, stralloc const *text, int state, int (*act)(int))
{
	return handstate_each_fd(text, act) < 0 || act(state) < 0 ||
			       (p->console && act(p->console) < 0)
		       ? -1
		       : 0;
}

/* Signals stay blocked, so that those that come meanwhile are there afterwards. */
static void become(struct scan *p, stralloc const *text, int state)
{
	struct ctx *x = p->v.x;
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct word *words = words_again(x, p->handover.program);
	announce(p, state);
	int kept = keep_all(p, text, state, uncoe);
	sigaction(SIGPIPE, &p->v.pipe, 0);
	setrlimit(RLIMIT_NOFILE, &p->v.files);
	if (!kept) {
		x->argv0 = "s6-svscan";
		exec_words(x, words);
		x->argv0 = 0;
	}
	int err = errno;
	setrlimit(RLIMIT_NOFILE, &p->v.most);
	sigaction(SIGPIPE, &ignore, 0);
	keep_all(p, text, state, coe);
	env_unset(x, variable);
	exec_report(x, "warning", "unable to become ", words, err);
}

void handover_go(struct scan *p)
{
	struct arena mark = arena_mark(p->v.x);
	stralloc text = STRALLOC_ZERO;
	int state = -1;
	p->handover.fit = 0;
	if (p->handover.program && !handstate_write(&text, p))
		state = write_state(&text);
	if (state < 0)
		warnsys(p->v.x, "unable to hand the services over");
	else
		become(p, &text, state);
	entry_close_end(&state);
	stralloc_free(&text);
	arena_release(p->v.x, mark);
}

static void read_state(stralloc *text, int fd)
{
	struct stat st;
	if (fd < 3 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || lseek(fd, 0, SEEK_SET) < 0 ||
		!slurp(text, fd))
		text->len = 0;
}

static void give_up(struct scan *p, char const *kept, char const *why)
{
	warn(p->v.x, "unable to use the state that was handed over: ", why,
		": going by the service directories");
	adopt_begin(p, kept);
	p->adopting = 1;
}

int handover_receive(struct scan *p, struct ctx *x)
{
	char const *value = env_value(x, variable);
	if (!value)
		return 0;
	p->v.x = x;
	int fd = atoi(value);
	char const *why, *list = value + strcspn(value, ","),
			 *kept = arena_text(x, list, strlen(list));
	env_unset(x, variable);
	read_state(&p->handover.state, fd);
	why = handframe_wrong(&p->handover.state);
	if (!why && handstate_each_fd(&p->handover.state, coe) < 0)
		why = "it names descriptors that are not there";
	if (why)
		give_up(p, kept, why);
	else
		fd_close(fd);
	return 1;
}

static void resume(struct scan *p, struct entry *e)
{
	if (e->open && service_resume(&e->s) < 0)
		e->s.say(&e->s, DIAG_PARTS("unable to go on"), errno);
	if (e->again.when)
		loop_at(&p->v.loop, &e->again, e->again.when, p->open, e);
}

void handover_resume(struct scan *p)
{
	if (p->adopting) {
		sigemptyset(&p->v.loop.before);
		return;
	}
	if (handstate_read(p, &p->handover.state) < 0) {
		warn(p->v.x,
			"unable to go on with all services: looking for them in their directories");
		p->adopting = 1;
	}
	stralloc_free(&p->handover.state);
	for (struct entry *e = p->all; e; e = e->next)
		resume(p, e);
}
