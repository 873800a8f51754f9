/* compare.c - random scripts, run by our execlineb, by ours with every step an exec, and by another.

   usage: compare [-w] [-j JOBS] BIN COUNT [SEED]   BIN: the folder with our links; -w: show scripts whole

   Script number I is made from SEED + I, so that one that differs can be run alone. What is compared
   is stdout, the exit code, the files the script leaves, and whether there are messages at all. What
   differs is run again, to be sure, and is shown as short as it can be made. Scripts keep away from the
   differences that are known; those that get there by accident are counted. The other execline is
   in /usr/lib/execline/bin, or where REFERENCE says.

   The leaves of the scripts are this program under other names: `show` writes its words, `vars` the
   environment and the open descriptors, `copy` copies stdin, `die` kills itself, `env` is env; and
   `s6-echo`, which among ours is a command. */
#include <sys/prctl.h>

#include "leaves.h"
#include "script.h"
#include "shorten.h"
#include "ways.h"

enum { WAYS = 3, ARGS = 16, AGAIN = 2, PATIENT = 30, ENOUGH = 20 };

struct trial {
	struct way const *ways;
	uint64_t seed;
	char *argv[ARGS];
	int text_at; /* which argument is the script's text; 0 when it is in the file `script` */
	int unordered, whole;
	int known; /* it has come to a known difference */
};

static void set_script(struct trial *t, char const *text, size_t len)
{
	if (t->text_at)
		t->argv[t->text_at] = (char *)text;
	else
		write_file("script", text, len);
}

static int is_blank_or_start(char const *text, size_t i)
{
	return !i || is_blank(text[i - 1]) || (text[i - 1] > 0 && text[i - 1] < ' ');
}

/* A word that begins with a brace and a backslash: the other puts the block's quoting into it. */
static int has_odd_brace(char const *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++)
		if ((text[i] == '{' || text[i] == '}') && text[i + 1] == '\\' &&
			is_blank_or_start(text, i))
			return 1;
	return 0;
}

/* Whether a difference is one of those in doc/differences.md: by what ours says, or the other's crash. */
static int is_known(
	char const *text, size_t len, struct result const *ours, struct result const *other)
{
	static char const *const said[] = { "backtick: fatal: missing operand: prog",
		"pipeline: fatal: empty block", "forbacktickx: fatal: missing operand: body",
		"multisubstitute: fatal: empty block", "trap: fatal: unknown directive 0",
		"umask: fatal: invalid mask",
		": fatal: invalid code: ", "ignored in a list of exit codes" };
	/* commands of ours are there without a PATH, and `execline` is younger than the other */
	static char const *const missing[] = { "unable to spawn s6-echo: No such file",
		"unable to exec s6-echo: No such file", "unable to exec execline: No such file" };
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (strstr(ours->complained, said[i]))
			return 1;
	if (strstr(ours->complained, "warning: unable to spawn") &&
		strstr(ours->complained, "Permission denied"))
		return 1; /* ? is 126 */
	if (strstr(other->complained, "process crashed") && !strstr(ours->complained, "crashed"))
		return 1;
	if (strstr(other->complained, " import: No such file"))
		return 1; /* it was removed */
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
		if (strstr(other->complained, missing[i]))
			return 1;
	return other->code == 256 + SIGSEGV || strstr(other->complained, "signal 11") ||
	       strstr(other->said, "<?=267>") || has_odd_brace(text, len);
}

/* Runs it; returns the way that comes to something else than the first, or 0, when nothing is kept. */
static int run_all(struct trial *t, struct result *first, struct result *other)
{
	*first = run(t->ways, t->argv, t->unordered);
	for (int i = 1; i < WAYS; i++) {
		*other = run(t->ways + i, t->argv, t->unordered);
		if (!same(first, other))
			return i;
		release(other);
	}
	release(first);
	return 0;
}

static int differs(char const *text, size_t len, void *arg)
{
	struct trial *t = arg;
	struct result first, other;
	set_script(t, text, len);
	if (!run_all(t, &first, &other))
		return 0;
	int known = is_known(text, len, &first, &other);
	release(&first);
	release(&other);
	t->known |= known;
	return !known;
}

/* Bytes that a terminal would not show as <HH>. */
static void show_text(char const *what, char const *s)
{
	printf("%s", what);
	for (; *s; s++)
		if ((*s < ' ' && *s != '\n') || *s == 127)
			printf("<%02x>", (unsigned char)*s);
		else
			putchar(*s);
	putchar('\n');
}

static void show_result(struct way const *w, struct result const *r)
{
	printf("-- %s: code %d, ", w->name, r->code);
	show_text("stdout:\n", r->said);
	show_text("stderr: ", r->complained);
}

static void report(struct trial *t, char *text, size_t len)
{
	struct result first, other;
	char *whole = strndup(text, len);
	set_script(t, text, len);
	int i = 0;
	for (int runs = 0; !i && runs < PATIENT; runs++)
		i = run_all(t, &first, &other);
	if (!i)
		return;
	printf("--- seed %llu: %s and %s differ; arguments:", (unsigned long long)t->seed,
		t->ways->name, t->ways[i].name);
	for (char **s = t->argv + 1; *s; s++)
		printf(" %s", s - t->argv == t->text_at ? "..." : *s);
	show_text("\n", whole);
	show_result(t->ways, &first);
	show_result(t->ways + i, &other);
	fflush(stdout);
	free(whole);
	release(&first);
	release(&other);
}

/* The words behind execlineb. */
static void make_arguments(struct trial *t, int by_text)
{
	static char *const modes[] = { "-P", "-p", "-S0", "-S1", "-S2", "-s1", "-q", "-W", "-w",
		"-s 0" };
	static char *const args[] = { "a", "b c", "", "-a", "-bx", "--", " d", "$A", "x:y",
		"2:ab," };
	int n = 1;
	t->argv[0] = "execlineb";
	if (below(3))
		t->argv[n++] = modes[below(sizeof modes / sizeof *modes)];
	if (by_text)
		t->argv[n++] = "-c";
	t->text_at = by_text ? n : 0;
	t->argv[n++] = "script";
	for (unsigned int i = below(5); i; i--)
		t->argv[n++] = args[below(sizeof args / sizeof *args)];
}

enum outcome { SAME, KNOWN, UNSTEADY, DIFFERENT, OUTCOMES };

static enum outcome try(struct trial t, uint64_t seed)
{
	size_t len;
	t.seed = seed;
	seed_with(seed);
	for (int i = 0; i < 8; i++)
		below(2);
	char *text = make_script(&len);
	t.unordered = parallel;
	make_arguments(&t, rarely(3) && !memchr(text, 0, len));
	enum outcome is = differs(text, len, &t) ? DIFFERENT : t.known ? KNOWN : SAME;
	for (int i = 0; is == DIFFERENT && i < AGAIN; i++)
		if (!differs(text, len, &t))
			is = UNSTEADY;
	if (is == UNSTEADY)
		printf("--- seed %llu differs now and then\n", (unsigned long long)seed);
	if (is == DIFFERENT && !t.whole)
		shorten(&text, &len, differs, &t);
	if (is >= UNSTEADY)
		report(&t, text, len);
	free(text);
	return is;
}

enum { OURS, REFERENCE };

struct plan {
	unsigned int jobs;
	unsigned long count;
	uint64_t seed;
	struct trial trial;
	unsigned long *done; /* by outcome; shared by the jobs */
};

/* Every JOBS-th script, from the one numbered FROM on, in a folder of its own. */
static void work(struct plan const *p, unsigned long from)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	make_folder();
	for (unsigned long i = from; i < p->count && p->done[DIFFERENT] < ENOUGH; i += p->jobs)
		__atomic_fetch_add(p->done + try(p->trial, p->seed + i), 1, __ATOMIC_RELAXED);
	remove_folder();
}

static int work_all(struct plan *p)
{
	p->done = mmap(0, sizeof *p->done * OUTCOMES, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must(p->done != MAP_FAILED, "get memory");
	for (unsigned int i = 0; i < p->jobs; i++)
		if (!fork()) {
			work(p, i);
			exit(0);
		}
	while (wait(0) > 0)
		;
	unsigned long good = p->done[SAME] + p->done[KNOWN] + p->done[UNSTEADY];
	printf("%lu passed, %lu failed (%lu met a known difference, %lu differed only once)\n",
		good, p->done[DIFFERENT], p->done[KNOWN], p->done[UNSTEADY]);
	if (good + p->done[DIFFERENT] < p->count)
		printf("%lu were not run\n", p->count - good - p->done[DIFFERENT]);
	return good != p->count;
}

/* Where the programs are: the folder BIN, and the reference's. */
static int compare(struct plan *p, char const *bin)
{
	char ours[PATH_MAX], execlineb[2][2 * PATH_MAX];
	char const *reference = getenv("REFERENCE");
	if (!reference)
		reference = "/usr/lib/execline/bin";
	must(realpath(bin, ours) != 0, "find our commands");
	snprintf(execlineb[OURS], sizeof execlineb[OURS], "%s/execlineb", ours);
	snprintf(execlineb[REFERENCE], sizeof execlineb[REFERENCE], "%s/execlineb", reference);
	struct way const ways[WAYS] = {
		{ "one", execlineb[OURS], ours, 0 },
		{ "each", execlineb[OURS], ours, 1 },
		{ "reference", execlineb[REFERENCE], reference, 0 },
	};
	p->trial.ways = ways;
	return work_all(p);
}

static int compare_main(int argc, char **argv)
{
	struct plan p = { .jobs = 1, .seed = 1 };
	int wrong = 0;
	for (int c; (c = getopt(argc, argv, "wj:")) != -1;)
		switch (c) {
		case 'w': p.trial.whole = 1; break;
		case 'j': p.jobs = (unsigned int)strtoul(optarg, 0, 10); break;
		default: wrong = 1;
		}
	argc -= optind;
	argv += optind;
	if (wrong || !p.jobs || argc < 2 || argc > 3) {
		fprintf(stderr, "usage: compare [-w] [-j JOBS] BIN COUNT [SEED]\n");
		return 100;
	}
	p.count = strtoul(argv[1], 0, 10);
	if (argc > 2)
		p.seed = strtoull(argv[2], 0, 10);
	return compare(&p, argv[0]);
}

int main(int argc, char **argv)
{
	char const *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	return strcmp(name, "compare") ? leaf_main(name, argc, argv) : compare_main(argc, argv);
}
