/* windlass-complete.c - what may stand where a command line ends: what completion in a shell asks. */
#include "builtin.h"

#include "complete.h"

static void put_offer(struct complete *c, char const *word, char const *brief)
{
	put_text(c->x, word);
	put_text(c->x, "\t");
	put_text(c->x, brief ? brief : "");
	put_text(c->x, "\n");
}

/* How the shell is told about what only it knows. */
static char const *kind_name(enum operand_kind kind)
{
	switch (kind) {
	case OPERAND_CHAIN: return ":chain ";
	case OPERAND_PATH: return ":file ";
	case OPERAND_DIRECTORY: return ":directory ";
	case OPERAND_ACCOUNT: return ":user ";
	case OPERAND_GROUP: return ":group ";
	case OPERAND_PID: return ":process ";
	default: return 0;
	}
}

static struct next run_complete(struct ctx *x, struct call const *c)
{
	struct complete line = { .x = x, .words = words_argv(x, c->rest), .offer = put_offer };
	char b[DECIMAL];
	line.n = words_len(c->rest);
	complete(&line);
	char const *kind = kind_name(line.kind);
	if (kind) {
		put_text(x, kind);
		put_text(x, decimal(b, line.kind == OPERAND_CHAIN ? line.from : line.skip));
		put_text(x, "\n");
	}
	return leave(0);
}

struct cmd const cmd_windlass_complete = {
	.name = "windlass-complete",
	.brief = "print what may stand where a command line ends; for completion in shells",
	.form = "words...",
	.traits = PURE | LEAF,
	.run = run_complete,
	.help = "The words are the command line, braces as words of their own; the last one is what is typed "
		"of the word to complete, and may be empty. A line of the answer is a word that may stand "
		"there, a tab and what a person is told about it; or one of these, with a number:\n"
		"\n"
		"  :chain N      words from N on, the first being 0, are a command line of their own\n"
		"  :file N       a file, behind the first N bytes of the word\n"
		"  :directory N  a directory\n"
		"  :user N       a user\n"
		"  :group N      a group\n"
		"  :process N    a process",
	.example = "windlass complete s6-setlock -n file s6-nuke --t\n"
		   "> --term\tsend SIGTERM, then SIGCONT",
};
