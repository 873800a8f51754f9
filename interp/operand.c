/* operand.c - forms, and the meaning of the names in them. */
#include "operand.h"

#include <string.h>

/* Reads one token into O. */
static char const *token(char const *form, struct operand *o)
{
	size_t len = strcspn(form, " ");
	o->optional = *form == '[';
	o->name = form + o->optional;
	o->len = len - 2 * (size_t)o->optional;
	o->many = o->len > 3 && !memcmp(o->name + o->len - 3, "...", 3);
	if (o->many)
		o->len -= 3;
	form += len;
	return form + (*form == ' ');
}

int form_next(char const **form, struct operand *o)
{
	char const *f = *form ? *form : "";
	while (!strncmp(f, "[-", 2)) /* options of a script */
		f += strcspn(f, "]") + 1 + (f[strcspn(f, "]") + 1] == ' ');
	if (!*f || *f == '|') {
		*form = *f ? f + 2 : 0;
		return 0;
	}
	o->block = *f == '{';
	*form = token(f + 2 * o->block, o);
	if (o->block) /* over the closing brace */
		*form += 1 + ((*form)[1] == ' ');
	return 1;
}

char const *form_pick(char const *form, int n)
{
	form = form ? form : "";
	while (n--)
		form = strstr(form, " | ") + 3;
	return form;
}

static struct operand_name const names[] = {
	{ "account", OPERAND_ACCOUNT, "the name of an account" },
	{ "address", OPERAND_TEXT, "an address, and perhaps an underscore and a port" },
	{ "after", OPERAND_TEXT, "a message" },
	{ "args", OPERAND_TEXT, "its arguments" },
	{ "argv0", OPERAND_TEXT, "the name that a program finds as its argv[0]" },
	{ "assignments-and-prog", OPERAND_ASSIGNMENTS,
		"variables to set, as NAME=VALUE, and then what to go on with" },
	{ "before", OPERAND_PREFIX, "words to go on with, and those of the block behind them" },
	{ "behaviour", OPERAND_NUMBER, "0, 1 or 2: S6_BEHAVIOUR_IF_STAGE2_FAILS" },
	{ "block", OPERAND_CHAIN, "a command with its arguments, run as a process of its own" },
	{ "block-or-pids", OPERAND_WAIT,
		"a block of process numbers and what to go on with, or process numbers alone" },
	{ "body", OPERAND_CHAIN, "the command to run each time" },
	{ "bundle", OPERAND_TEXT, "the name of a bundle" },
	{ "bytes", OPERAND_NUMBER, "a size in bytes" },
	{ "causes", OPERAND_TEXT,
		"exit codes, ranges of them, names of signals, with commas between" },
	{ "cdb", OPERAND_PATH, "a file of access rules, made by s6-accessrules-cdb-from-fs" },
	{ "char", OPERAND_TEXT, "one character" },
	{ "chars", OPERAND_TEXT, "characters" },
	{ "cmd", OPERAND_CHAIN, "the command of the container" },
	{ "code", OPERAND_NUMBER, "an exit code" },
	{ "codes", OPERAND_TEXT, "exit codes, with commas between" },
	{ "command", OPERAND_COMMAND, "the name of a command of the language" },
	{ "compiled", OPERAND_DIRECTORY, "the directory of a compiled database" },
	{ "deaths", OPERAND_NUMBER, "how often it may die in that time" },
	{ "default", OPERAND_TEXT, "the value to take instead" },
	{ "delim", OPERAND_TEXT, "the bytes that delimit" },
	{ "device", OPERAND_PATH, "the device to mount" },
	{ "dir", OPERAND_DIRECTORY, "a directory" },
	{ "directives", OPERAND_TEXT, "what to select and where to write it, see below" },
	{ "directory", OPERAND_DIRECTORY, "a directory" },
	{ "else", OPERAND_CHAIN, "the command for when it was false" },
	{ "env", OPERAND_COMMAND, "the command that makes the environment" },
	{ "events", OPERAND_TEXT, "the events, a byte each" },
	{ "expression", OPERAND_TEXT, "the test, see below" },
	{ "family", OPERAND_FAMILY, "a family of commands: the name of a page of doc/reference" },
	{ "fd", OPERAND_FD, "the number of a file descriptor" },
	{ "fd1", OPERAND_FD, "the number of one descriptor" },
	{ "fd2", OPERAND_FD, "the number of the other" },
	{ "fields", OPERAND_TEXT, "names of fields, with commas between" },
	{ "fifo", OPERAND_PATH, "a named pipe" },
	{ "fifodir", OPERAND_FIFODIR, "a directory made by s6-mkfifodir" },
	{ "fifodirs-and-regexes", OPERAND_LISTEN,
		"pairs of a fifodir and a regular expression for its events" },
	{ "file", OPERAND_PATH, "a file" },
	{ "file-and-args", OPERAND_SCRIPT, "the script's file and the arguments it gets" },
	{ "files", OPERAND_PATH, "files" },
	{ "finish", OPERAND_COMMAND, "the command that the supervisor becomes at the end" },
	{ "format", OPERAND_TEXT, "the text that each line becomes a part of" },
	{ "from", OPERAND_FD, "the descriptor that there is" },
	{ "from:to", OPERAND_TEXT, "two times in milliseconds" },
	{ "gid", OPERAND_NUMBER, "the number of a group" },
	{ "gids", OPERAND_TEXT, "numbers of groups, with commas between" },
	{ "grace", OPERAND_NUMBER, "a time in milliseconds" },
	{ "group", OPERAND_GROUP, "a group" },
	{ "id", OPERAND_TEXT, "the identifier of a descriptor: 1 to 255 bytes" },
	{ "ignored", OPERAND_TEXT, "anything; it does not matter" },
	{ "keep-environment", OPERAND_NUMBER, "1: the command gets the environment as it is" },
	{ "key", OPERAND_KEY, "the name that stands as $name or ${name} in what follows" },
	{ "keys", OPERAND_KEY, "the names, one for each part" },
	{ "kinds", OPERAND_TEXT, "kinds of arrows, with commas between" },
	{ "label", OPERAND_TEXT, "what messages begin with" },
	{ "letters", OPERAND_TEXT, "the letters of the options" },
	{ "level", OPERAND_TEXT, "the name of a runlevel" },
	{ "line", OPERAND_TEXT, "a line of text" },
	{ "link", OPERAND_PATH, "the link to the database that a boot takes" },
	{ "list", OPERAND_TEXT, "numbers, and ranges of them, with commas between" },
	{ "live", OPERAND_DIRECTORY, "the live directory of s6-rc" },
	{ "logdir", OPERAND_DIRECTORY, "the directory of a log" },
	{ "logger", OPERAND_SCRIPT_TEXT, "the command that logs" },
	{ "logging", OPERAND_NUMBER, "where output goes: S6_LOGGING" },
	{ "mask", OPERAND_OCTAL, "the file mode mask, an octal number" },
	{ "max", OPERAND_NUMBER, "the most there may be" },
	{ "maxtime", OPERAND_NUMBER, "a time in milliseconds, 0 for no limit" },
	{ "message", OPERAND_TEXT, "what is said" },
	{ "mode", OPERAND_OCTAL, "a file mode, an octal number" },
	{ "mountpoint", OPERAND_DIRECTORY, "where it is mounted" },
	{ "ms", OPERAND_NUMBER, "a time in milliseconds" },
	{ "n", OPERAND_NUMBER, "a number" },
	{ "name", OPERAND_TEXT, "a name" },
	{ "name[=value]", OPERAND_TEXT, "a variable and its value" },
	{ "names", OPERAND_TEXT, "names, with slashes between" },
	{ "name=value", OPERAND_TEXT, "a variable and its value" },
	{ "new", OPERAND_PATH, "its new name" },
	{ "newdb", OPERAND_DIRECTORY, "the directory of the database to change to" },
	{ "newroot", OPERAND_DIRECTORY, "the directory that becomes the root" },
	{ "nmin", OPERAND_NUMBER, "how many arguments there are at least" },
	{ "number", OPERAND_NUMBER, "a number" },
	{ "numbers", OPERAND_NUMBER,
		"the last; the first and the last; or the first, the step, the last" },
	{ "old", OPERAND_PATH, "the file" },
	{ "option", OPERAND_TEXT, "an option, with its dash" },
	{ "options", OPERAND_TEXT, "mount options, with commas between" },
	{ "path", OPERAND_PATH, "a path" },
	{ "paths", OPERAND_PATH, "paths" },
	{ "pattern", OPERAND_TEXT, "the pattern" },
	{ "pattern-and-block", OPERAND_CASES, "patterns, each with the block to go on with" },
	{ "pid", OPERAND_PID, "the number of a process" },
	{ "pids", OPERAND_PID, "numbers of processes" },
	{ "prefix", OPERAND_TEXT, "what the name begins with" },
	{ "prog", OPERAND_CHAIN,
		"what to go on with: a program or a command of the language, and its arguments" },
	{ "putold", OPERAND_DIRECTORY, "where the old root goes, below the new one" },
	{ "rc.init", OPERAND_PATH, "the script of the boot" },
	{ "reader", OPERAND_FD, "the number that the end to read from gets" },
	{ "regex", OPERAND_TEXT, "an extended regular expression" },
	{ "repo", OPERAND_DIRECTORY, "the directory of a repository" },
	{ "rule", OPERAND_TEXT, "the name of a rule" },
	{ "rx", OPERAND_TEXT, "masked, usable, active or always" },
	{ "say", OPERAND_CHAIN, "the command that messages are given to" },
	{ "scandir", OPERAND_SCANDIR, "a scan directory: one of links to service directories" },
	{ "script", OPERAND_SCRIPT_TEXT, "the text of a script" },
	{ "script-or-command", OPERAND_SCRIPT, "a script file, or a command line" },
	{ "seconds", OPERAND_NUMBER, "a time in seconds" },
	{ "separator", OPERAND_TEXT, "a text" },
	{ "service", OPERAND_TEXT, "the name of a service" },
	{ "servicedir", OPERAND_SERVICEDIR, "a service directory" },
	{ "services", OPERAND_SERVICEDIR, "service directories, or scan directories" },
	{ "set", OPERAND_TEXT, "the name of a set" },
	{ "sets", OPERAND_TEXT, "names of sets" },
	{ "signal", OPERAND_SIGNAL, "a signal, by name or number" },
	{ "signal-and-block", OPERAND_TRAPS, "signals, each with the block that answers it" },
	{ "signals", OPERAND_SIGNALS, "signals, by name or number, with commas between" },
	{ "source", OPERAND_PATH, "the file or tree to copy" },
	{ "sources", OPERAND_DIRECTORY, "directories of definitions of services" },
	{ "sources-and-target", OPERAND_PATH,
		"what to link to, one or more, and where the links go" },
	{ "stage2", OPERAND_COMMAND, "the command that goes on beside the supervisor" },
	{ "state", OPERAND_TEXT, "a letter for a state" },
	{ "state-directory", OPERAND_DIRECTORY, "where the container's state is kept" },
	{ "status", OPERAND_NUMBER, "a status as the variable ? holds it" },
	{ "stores", OPERAND_DIRECTORY, "directories of definitions of services" },
	{ "string", OPERAND_TEXT, "a text" },
	{ "subcommand", OPERAND_SUBCOMMAND,
		"a word of windlass itself, as list or help, or any command of the language" },
	{ "substitution", OPERAND_SUBSTITUTION,
		"commands that substitute, one after another, without what to go on with" },
	{ "suffix", OPERAND_TEXT, "what is taken off the end" },
	{ "target", OPERAND_PATH, "the copy" },
	{ "template", OPERAND_SERVICEDIR, "the service directory that instances are copies of" },
	{ "test", OPERAND_CHAIN,
		"the command whose exit code decides: true is 0, false another one" },
	{ "text", OPERAND_TEXT, "a text" },
	{ "then", OPERAND_CHAIN, "the command for when it was true" },
	{ "time", OPERAND_NUMBER, "how long" },
	{ "tmpfile", OPERAND_PATH, "a file that is used for a while" },
	{ "to", OPERAND_FD, "the number it gets" },
	{ "type", OPERAND_TEXT, "the type of a file system" },
	{ "uid", OPERAND_NUMBER, "the number of a user" },
	{ "uid:gid:gids", OPERAND_TEXT,
		"numbers: a user, a group, and groups with commas between" },
	{ "unless", OPERAND_PATH, "a file" },
	{ "user", OPERAND_ACCOUNT, "the name of a user" },
	{ "value", OPERAND_TEXT, "the value" },
	{ "variable", OPERAND_VARIABLE, "the name of an environment variable" },
	{ "variables", OPERAND_VARIABLE, "names of environment variables" },
	{ "verb", OPERAND_TEXT, "what messages say is done to a file" },
	{ "verbosity", OPERAND_NUMBER, "how much is told: S6_VERBOSITY" },
	{ "wait", OPERAND_NUMBER, "1: return when they are up" },
	{ "words", OPERAND_TEXT, "words" },
	{ "writer", OPERAND_FD, "the number that the end to write to gets" },
};

struct operand_name const *operand_find(char const *name, size_t len)
{
	static struct operand_name const choice = { "", OPERAND_CHOICE, "one of these words" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncmp(names[i].name, name, len) && !names[i].name[len])
			return names + i;
	return memchr(name, '|', len) ? &choice : 0;
}

enum operand_kind operand_kind(char const *name, size_t len)
{
	struct operand_name const *n = operand_find(name, len);
	return n ? n->kind : OPERAND_TEXT;
}
