/* offers.c - what may stand where the cursor is: from the table, the session and the system. */
#include <dirent.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complete.h"
#include "path.h"
#include "repl.h"

enum { PROGRAM_LETTERS = 3 };

void offer(struct offers *o, char const *word, char const *brief)
{
	if (o->n == o->max) {
		size_t max = 2 * o->max + 64;
		struct offer *v = arena_get(o->s->x, max * sizeof *v);
		if (o->n)
			memcpy(v, o->v, o->n * sizeof *v);
		o->v = v;
		o->max = max;
	}
	o->v[o->n++] = (struct offer){ .word = word, .brief = brief };
}

static int by_word(void const *a, void const *b)
{
	return strcmp(((struct offer const *)a)->word, ((struct offer const *)b)->word);
}

static void sort(struct offers *o)
{
	size_t n = 0;
	if (o->n)
		qsort(o->v, o->n, sizeof *o->v, by_word);
	for (size_t i = 0; i < o->n; i++)
		if (!n || strcmp(o->v[n - 1].word, o->v[i].word))
			o->v[n++] = o->v[i];
	o->n = n;
}

static int starts(char const *s, char const *with)
{
	return !strncmp(s, with, strlen(with));
}

enum { FILES = 1, PROGRAMS = 2 }; /* besides directories */

/* The entries of DIR that begin with NAME, behind HEAD. */
static void directory(
	struct offers *o, char const *head, char const *dir, char const *name, int what)
{
	struct stat st;
	struct ctx *x = o->s->x;
	DIR *d = opendir(dir);
	for (struct dirent *e; d && (e = readdir(d));) {
		char const *file = e->d_name;
		if (!starts(file, name) || !strcmp(file, ".") || !strcmp(file, "..") ||
			(file[0] == '.' && name[0] != '.') || fstatat(dirfd(d), file, &st, 0) < 0)
			continue;
		if (S_ISDIR(st.st_mode))
			offer(o, join(x, head, file, "/"), 0);
		else if (what & FILES || (what & PROGRAMS && st.st_mode & 0111))
			offer(o, join(x, head, file), 0);
	}
	if (d)
		closedir(d);
}

/* Files that begin as TYPED does behind its first SKIP bytes. */
static void files(struct offers *o, char const *typed, size_t skip, int what)
{
	struct ctx *x = o->s->x;
	char const *path = typed + skip, *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) + 1 : 0;
	char const *head = arena_text(x, typed, skip + len);
	directory(o, head, len ? head + skip : ".", path + len, what);
}

static void programs(struct offers *o, char const *typed)
{
	char const *path = env_value(o->s->x, "PATH"), *dir;
	size_t n = o->n;
	if (strchr(typed, '/')) {
		files(o, typed, 0, PROGRAMS);
		return;
	}
	if (strlen(typed) < PROGRAM_LETTERS)
		return;
	while ((dir = path_next(o->s->x, &path)))
		directory(o, "", dir, typed, PROGRAMS);
	for (size_t i = n; i < o->n; i++) /* but the directories */
		if (!strchr(o->v[i].word, '/'))
			o->v[n++] = o->v[i];
	o->n = n;
}

static void processes(struct offers *o, char const *typed, size_t skip)
{
	size_t n = o->n;
	char const *head = arena_text(o->s->x, typed, skip);
	directory(o, head, "/proc", typed + skip, 0);
	for (size_t i = n; i < o->n; i++) {
		char *pid = arena_text(o->s->x, o->v[i].word, strlen(o->v[i].word) - 1);
		if (pid[skip] >= '1' && pid[skip] <= '9')
			o->v[n++].word = pid;
	}
	o->n = n;
}

static void account(struct offers *o, char const *typed, size_t skip, char const *name)
{
	if (starts(name, typed + skip))
		offer(o, join(o->s->x, arena_text(o->s->x, typed, skip), name), 0);
}

static void accounts(struct offers *o, char const *typed, size_t skip)
{
	setpwent();
	for (struct passwd *p; (p = getpwent());)
		account(o, typed, skip, p->pw_name);
	endpwent();
}

static void groups(struct offers *o, char const *typed, size_t skip)
{
	setgrent();
	for (struct group *g; (g = getgrent());)
		account(o, typed, skip, g->gr_name);
	endgrent();
}

static void on_offer(struct complete *c, char const *word, char const *brief)
{
	offer(c->to, word, brief);
}

static void commands(struct offers *o, char const *typed)
{
	struct complete c = { .x = o->s->x, .words = &typed, .n = 1, .offer = on_offer, .to = o };
	complete_commands(&c);
}

int offers_for_colon(struct offers *o, char const *text, size_t *from)
{
	char const *arg;
	struct colon const *c = colon_find(text + 1, &arg);
	*from = (size_t)(arg - text);
	if (!text[strcspn(text, " \t\n")]) {
		*from = 0;
		for (c = colons; c->name; c++)
			if (starts(c->name, text + 1))
				offer(o, join(o->s->x, ":", c->name), c->brief);
		return 1;
	}
	if (!c->name || !*c->form)
		return -1;
	if (colon_takes_chain(c))
		return 0;
	commands(o, arg);
	return 1;
}

static void by_kind(struct offers *o, struct complete const *c)
{
	char const *typed = c->words[c->n - 1];
	switch (c->kind) {
	case OPERAND_CHAIN:
		if (c->from == c->n - 1)
			programs(o, typed);
		else
			files(o, typed, 0, FILES);
		break;
	case OPERAND_PATH: files(o, typed, c->skip, FILES); break;
	case OPERAND_DIRECTORY: files(o, typed, c->skip, 0); break;
	case OPERAND_ACCOUNT: accounts(o, typed, c->skip); break;
	case OPERAND_GROUP: groups(o, typed, c->skip); break;
	case OPERAND_PID: processes(o, typed, c->skip); break;
	default: break;
	}
}

void offers_for(struct offers *o, struct typed const *t)
{
	struct complete c = {
		.x = o->s->x, .words = t->words, .n = t->n, .offer = on_offer, .to = o
	};
	if (!offers_keys(o, t)) {
		complete(&c);
		by_kind(o, &c);
	}
	sort(o);
}
