/* job.c - a chain in processes of its own, which have the terminal until they end or are stopped. */
#include <errno.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <skalibs/sig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "diag.h"
#include "put.h"
#include "repl.h"
#include "run.h"
#include "spawn.h"

/* What the session does not want to happen to itself. */
static int const unwanted[] = { SIGTTOU, SIGTTIN, SIGTSTP, SIGQUIT };

static void unwant(void (*handler)(int))
{
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		signal(unwanted[i], handler);
}

/* In the child: a group of its own, with the terminal. */
static int lead(void *arg)
{
	struct session *s = arg;
	setpgid(0, 0);
	tcsetpgrp(0, getpid());
	unwant(SIG_DFL);
	return loop_child_signals(s->loop);
}

void jobs_open(struct session *s)
{
	s->before = tcgetpgrp(0);
	while (tcgetpgrp(0) != getpgrp() && tcgetpgrp(0) > 0)
		kill(0, SIGTTIN);
	unwant(SIG_IGN);
	setpgid(0, 0);
	s->group = getpgrp();
	tcsetpgrp(0, s->group);
	tcgetattr(0, &s->modes);
}

static void job_free(struct job *job)
{
	free((void *)job->text);
	free(job);
}

static void job_remove(struct job *job)
{
	struct job **p = &job->s->jobs;
	while (*p != job)
		p = &(*p)->below;
	*p = job->below;
	job_free(job);
}

void jobs_close(struct session *s)
{
	for (struct job *job; (job = s->jobs); s->jobs = job->below, job_free(job)) {
		kill(-job->pid, SIGHUP);
		kill(-job->pid, SIGCONT);
	}
	tcsetattr(0, TCSADRAIN, &s->modes);
	tcsetpgrp(0, s->before);
	unwant(SIG_DFL);
}

/* It was stopped, and now it is killed by somebody. */
static void job_died(void *arg, int wstat)
{
	(void)wstat;
	job_remove(arg);
}

static void job_stopped(struct session *s, pid_t pid, char const *text, size_t len)
{
	struct job *job = calloc(1, sizeof *job);
	size_t blanks = strspn(text, " ");
	char *copy = strndup(text + blanks, len - blanks);
	if (!job || !copy) {
		kill(-pid, SIGKILL);
		free(job);
		return;
	}
	*job = (struct job){ .pid = pid, .text = copy, .s = s, .below = s->jobs };
	tcgetattr(0, &job->modes);
	loop_child(s->loop, &job->child, pid, job_died, job);
	s->jobs = job;
	s->warned = 0;
	info(s->x, "stopped: ", copy, " (:fg goes on with it)");
}

/* The terminal is the session's again. Its modes are as before, unless what has ended so changed them. */
static void take_back(struct session *s, unsigned int code)
{
	tcsetpgrp(0, s->group);
	if (code < 128)
		tcgetattr(0, &s->modes);
	else
		tcsetattr(0, TCSADRAIN, &s->modes);
}

static void tell_signal(struct session *s, int sig)
{
	if (sig == SIGINT || sig == SIGQUIT)
		put_text(s->x, "\n");
	put_flush(s->x);
	if (sig != SIGINT && sig != SIGPIPE)
		info(s->x, "killed by SIG", sig_name(sig));
}

/* Waits until PID ends or is stopped. */
static unsigned int job_wait(struct session *s, pid_t pid, char const *text, size_t len)
{
	int wstat = 0;
	pid_t r;
	do
		r = waitpid(pid, &wstat, s->loop ? WUNTRACED : 0);
	while (r < 0 && errno == EINTR);
	int stopped = r > 0 && WIFSTOPPED(wstat);
	unsigned int code = stopped ? 256 + (unsigned int)WSTOPSIG(wstat) : status_exact(wstat);
	if (s->loop && stopped) {
		put_text(s->x, "\n");
		put_flush(s->x);
		job_stopped(s, pid, text, len);
	}
	if (s->loop)
		take_back(s, code);
	if (!stopped && WIFSIGNALED(wstat) && s->loop)
		tell_signal(s, WTERMSIG(wstat));
	return code;
}

unsigned int job_run(struct session *s, struct word *words, char const *text, size_t len)
{
	struct plan plan = PLAN_NONE;
	plan.setup = lead;
	plan.arg = s;
	fflush(0);
	pid_t pid = spawn(s->x, words, s->loop ? &plan : 0);
	if (pid >= 0 && s->loop) {
		setpgid(pid, pid);
		tcsetpgrp(0, pid);
	}
	if (pid >= 0)
		return job_wait(s, pid, text, len);
	int code = exec_report(s->x, "fatal", "unable to exec ", s->x->culprit, errno);
	if (s->loop)
		take_back(s, 128);
	return (unsigned int)code;
}

unsigned int job_continue(struct session *s)
{
	struct job *job = s->jobs;
	if (!job)
		return (unsigned int)fail(s->x, "nothing is stopped").code;
	char *text = strdup(job->text);
	pid_t pid = job->pid;
	put_text(s->x, job->text);
	put_text(s->x, "\n");
	put_flush(s->x);
	tcsetattr(0, TCSADRAIN, &job->modes);
	tcsetpgrp(0, pid);
	loop_child_drop(s->loop, &job->child);
	job_remove(job);
	kill(-pid, SIGCONT);
	unsigned int code = job_wait(s, pid, text ? text : "", text ? strlen(text) : 0);
	free(text);
	return code;
}
