/* terminal.c - lines from a person: readline between the loop and the session. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termcap.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "diag.h"
#include "put.h"
#include "repl.h"

/* readline hands its line to a function that nothing can be handed to. */
static struct {
	char *line;
	int got;
	struct watch input;
} terminal;

static void on_line(char *line)
{
	terminal.line = line;
	terminal.got = 1;
	rl_callback_handler_remove();
}

static int has_colours(void)
{
	return tgetnum("Co") >= 8 && !getenv("NO_COLOR");
}

/* windlass> , with what the last command came to when that was not 0. */
static void add_prompt(struct session *s, stralloc *prompt)
{
	char b[DECIMAL];
	int colours = has_colours();
	stralloc_cats(prompt, "windlass");
	if (s->code) {
		stralloc_cats(prompt, colours ? " \001\033[31m\002?=" : " ?=");
		stralloc_cats(prompt, decimal(b, s->code));
		stralloc_cats(prompt, colours ? "\001\033[0m\002" : "");
	}
}

/* How many blocks are open, and whether something else is. */
static void add_open(stralloc *prompt, struct open const *open)
{
	char b[DECIMAL];
	stralloc_cats(prompt, "     ");
	if (open->blocks) {
		stralloc_cats(prompt, decimal(b, open->blocks));
		stralloc_cats(prompt, open->blocks > 1 ? " blocks " : " block ");
	}
	if (open->mark)
		stralloc_catb(prompt, &open->mark, 1);
}

static void show_prompt(struct session *s)
{
	stralloc prompt = STRALLOC_ZERO;
	if (s->entry.len)
		add_open(&prompt, &s->open);
	else
		add_prompt(s, &prompt);
	stralloc_cats(&prompt, "> ");
	stralloc_0(&prompt);
	using_history();
	rl_reset_screen_size();
	rl_callback_handler_install(prompt.s, on_line);
	stralloc_free(&prompt);
}

static void new_line(struct session *s)
{
	put_text(s->x, "\n");
	put_flush(s->x);
}

static void at_end(struct session *s)
{
	new_line(s);
	if (session_cut(s))
		return;
	s->leaving = 1;
}

/* Stopped commands end with the session: a person is told once. */
static int stays(struct session *s)
{
	if (!s->leaving || !s->jobs || s->warned)
		return !s->leaving;
	s->warned = 1;
	s->leaving = 0;
	info(s->x, "a command is stopped and would end (:fg goes on with it)");
	return 1;
}

static void take_line(struct session *s)
{
	terminal.got = 0;
	if (terminal.line)
		session_line(s, terminal.line, strlen(terminal.line));
	else
		at_end(s);
	free(terminal.line);
	if (stays(s))
		show_prompt(s);
	else
		loop_leave(s->loop, 0);
}

static void on_input(void *arg)
{
	rl_callback_read_char();
	if (terminal.got)
		take_line(arg);
}

static void on_interrupt(void *arg, int sig)
{
	struct session *s = arg;
	rl_callback_sigcleanup();
	rl_echo_signal_char(sig);
	rl_free_line_state();
	rl_replace_line("", 1);
	rl_callback_handler_remove();
	new_line(s);
	session_forget(s);
	show_prompt(s);
}

static void on_resize(void *arg, int sig)
{
	(void)arg;
	(void)sig;
	rl_resize_terminal();
}

/* Bytes are what they are, whatever the locale: where none is set, UTF-8. */
static void set_locale(void)
{
	if (!setlocale(LC_CTYPE, "") || !strcmp(setlocale(LC_CTYPE, 0), "C"))
		setlocale(LC_CTYPE, "C.UTF-8");
}

int terminal_open(struct session *s, struct loop *l)
{
	s->loop = l;
	if (loop_open(l) < 0 || loop_signal(l, SIGINT, on_interrupt, s) < 0 ||
		loop_signal(l, SIGWINCH, on_resize, s) < 0 || loop_stop(l, SIGTERM) < 0 ||
		loop_stop(l, SIGHUP) < 0)
		return -1;
	jobs_open(s);
	return 0;
}

static void readline_open(struct session *s)
{
	set_locale();
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_readline_name = "windlass";
	rl_initialize();
	rl_variable_bind("input-meta", "on");
	rl_variable_bind("output-meta", "on");
	rl_variable_bind("convert-meta", "off");
	tab_open(s);
	history_open(s);
}

int terminal_run(struct session *s)
{
	readline_open(s);
	s->typing = 1;
	if (loop_fd(s->loop, &terminal.input, 0, EPOLLIN, on_input, s) < 0)
		return -1;
	show_prompt(s);
	int r = loop_run(s->loop);
	rl_callback_handler_remove();
	return r < 0 ? -1 : 0;
}

void terminal_close(struct session *s)
{
	jobs_close(s);
	loop_close(s->loop);
}
