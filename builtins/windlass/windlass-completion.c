/* windlass-completion.c - completion for shells. What may stand somewhere, the shell asks `windlass
   complete`; here is how it asks, and for the commands of which names. */
#include "builtin.h"

/* NAMES in a text stands for the names. */
#define NAMES "\1"

static char const bash[] =
	"# Completion of windlass and its commands in bash. Made by `windlass completion bash`.\n"
	"_windlass_ask() {\n"
	"	if command -v windlass >/dev/null; then windlass complete \"$@\"; else /command/windlass complete "
	"\"$@\"; fi 2>/dev/null\n"
	"}\n"
	"\n"
	"# bash splits words at = and : too. This puts them together: words, and where each begins in\n"
	"# COMP_WORDS.\n"
	"_windlass_words() {\n"
	"	local i word rest=${COMP_LINE:0:COMP_POINT}\n"
	"	words=() starts=()\n"
	"	for ((i = 0; i <= COMP_CWORD; i++)); do\n"
	"		word=${rest%%[![:blank:]]*}\n"
	"		rest=${rest#\"$word\"}\n"
	"		if [[ $i == 0 || $word ]]; then\n"
	"			words+=('') starts+=($i)\n"
	"		fi\n"
	"		word=${COMP_WORDS[i]}\n"
	"		if ((i == COMP_CWORD)); then word=$rest; fi\n"
	"		words[${#words[@]}-1]+=$word\n"
	"		rest=${rest#\"$word\"}\n"
	"	done\n"
	"}\n"
	"\n"
	"# The command line from word $1 on is one of its own.\n"
	"_windlass_chain() {\n"
	"	if (($1 == ${#words[@]} - 1)); then\n"
	"		mapfile -t -O ${#found[@]} found < <(compgen -c -- \"$word\" | sort -u)\n"
	"	elif declare -F _comp_command_offset >/dev/null; then\n"
	"		_comp_command_offset \"${starts[$1]}\"\n"
	"	elif declare -F _command_offset >/dev/null; then\n"
	"		_command_offset \"${starts[$1]}\"\n"
	"	else\n"
	"		_windlass_files -f 0\n"
	"	fi\n"
	"}\n"
	"\n"
	"# Adds what compgen $1 finds behind the first $2 bytes of the word.\n"
	"_windlass_files() {\n"
	"	local file\n"
	"	while read -r file; do\n"
	"		found+=(\"${word:0:$2}$file\")\n"
	"	done < <(compgen \"$1\" -- \"${word:$2}\")\n"
	"	case $1 in -f | -d) compopt -o filenames 2>/dev/null ;; esac\n"
	"}\n"
	"\n"
	"_windlass() {\n"
	"	local words starts word line trim found=()\n"
	"	COMPREPLY=()\n"
	"	_windlass_words\n"
	"	word=${words[${#words[@]}-1]}\n"
	"	while read -r line; do\n"
	"		case $line in\n"
	"		:chain\\ *) _windlass_chain \"${line#:chain }\" ;;\n"
	"		:file\\ *) _windlass_files -f \"${line#:file }\" ;;\n"
	"		:directory\\ *) _windlass_files -d \"${line#:directory }\" ;;\n"
	"		:user\\ *) _windlass_files -u \"${line#:user }\" ;;\n"
	"		:group\\ *) _windlass_files -g \"${line#:group }\" ;;\n"
	"		:*) ;;\n"
	"		*)\n"
	"			found+=(\"${line%%$'\\t'*}\")\n"
	"			case ${line%%$'\\t'*} in *=) compopt -o nospace 2>/dev/null ;; esac\n"
	"			;;\n"
	"		esac\n"
	"	done < <(_windlass_ask \"${words[@]}\")\n"
	"	trim=${word%\"${word##*[=:]}\"}\n"
	"	COMPREPLY+=(\"${found[@]#\"$trim\"}\")\n"
	"}\n"
	"\n"
	"complete -F _windlass " NAMES "\n";

static char const zsh[] =
	"#compdef " NAMES "\n"
	"# Completion of windlass and its commands in zsh. Made by `windlass completion zsh`.\n"
	"_windlass_ask() {\n"
	"	if (( $+commands[windlass] )); then windlass complete \"$@\"; else /command/windlass complete \"$@\"; "
	"fi 2>/dev/null\n"
	"}\n"
	"\n"
	"# The command line from word $1 on, the first being 0, is one of its own.\n"
	"_windlass_chain() {\n"
	"	if (( $1 == CURRENT - 1 )); then\n"
	"		_command_names -e\n"
	"	else\n"
	"		shift $1 words\n"
	"		(( CURRENT -= $1 ))\n"
	"		_normal\n"
	"	fi\n"
	"}\n"
	"\n"
	"_windlass() {\n"
	"	local line word\n"
	"	local -a more open offers\n"
	"	for line in \"${(@f)$(_windlass_ask \"${(@Q)words[1,CURRENT-1]}\" \"$PREFIX\")}\"; do\n"
	"		word=${${line%%$'\\t'*}//:/\\\\:}\n"
	"		case $line in\n"
	"		'') ;;\n"
	"		:*) more=(${=line}) ;;\n"
	"		*=$'\\t'*) open+=(\"$word:${line#*$'\\t'}\") ;;\n"
	"		*) offers+=(\"$word:${line#*$'\\t'}\") ;;\n"
	"		esac\n"
	"	done\n"
	"	(( $#offers )) && _describe -V windlass offers\n"
	"	(( $#open )) && _describe -V windlass open -S ''\n"
	"	case ${more[1]} in\n"
	"	:chain) _windlass_chain ${more[2]} ;;\n"
	"	:file) compset -p ${more[2]}; _files ;;\n"
	"	:directory) compset -p ${more[2]}; _files -/ ;;\n"
	"	:user) compset -p ${more[2]}; _users ;;\n"
	"	:group) compset -p ${more[2]}; _groups ;;\n"
	"	:process) compset -p ${more[2]}; _pids ;;\n"
	"	esac\n"
	"}\n"
	"\n"
	"if [[ ${funcstack[1]} == _windlass ]]; then\n"
	"	_windlass \"$@\"\n"
	"else\n"
	"	compdef _windlass " NAMES "\n"
	"fi\n";

static char const fish[] =
	"# Completion of windlass and its commands in fish. Made by `windlass completion fish`.\n"
	"function __windlass_ask\n"
	"	if command -q windlass\n"
	"		windlass complete $argv 2>/dev/null\n"
	"	else\n"
	"		/command/windlass complete $argv 2>/dev/null\n"
	"	end\n"
	"end\n"
	"\n"
	"# What stands behind the first $argv[1] bytes of $argv[2] according to the function $argv[3].\n"
	"function __windlass_behind\n"
	"	set -l stays (string sub -l $argv[1] -- $argv[2])\n"
	"	for found in ($argv[3] (string sub -s (math $argv[1] + 1) -- $argv[2]))\n"
	"		echo -- $stays$found\n"
	"	end\n"
	"end\n"
	"\n"
	"function __windlass_complete\n"
	"	set -l words (commandline -opc)\n"
	"	set -l word (commandline -ct)\n"
	"	for line in (__windlass_ask $words \"$word\")\n"
	"		set -l more (string split ' ' -- $line)\n"
	"		switch $line\n"
	"		case ':chain *'\n"
	"			set -l from (math $more[2] + 1)\n"
	"			if test $from -gt (count $words)\n"
	"				complete -C \"$word\"\n"
	"			else\n"
	"				complete -C (string join -- ' ' (string escape -- $words[$from..-1]) \"$word\")\n"
	"			end\n"
	"		case ':file *'\n"
	"			__windlass_behind $more[2] \"$word\" __fish_complete_path\n"
	"		case ':directory *'\n"
	"			__windlass_behind $more[2] \"$word\" __fish_complete_directories\n"
	"		case ':user *'\n"
	"			__windlass_behind $more[2] \"$word\" __fish_complete_users\n"
	"		case ':group *'\n"
	"			__windlass_behind $more[2] \"$word\" __fish_complete_groups\n"
	"		case ':process *'\n"
	"			__windlass_behind $more[2] \"$word\" __fish_complete_pids\n"
	"		case '*'\n"
	"			echo -- $line\n"
	"		end\n"
	"	end\n"
	"end\n"
	"\n"
	"for name in " NAMES "\n"
	"	complete -c $name -f -a '(__windlass_complete)'\n"
	"end\n";

/* Whether shells know the name themselves, and complete it. */
static int is_shell_word(char const *name)
{
	static char const *const words[] = { "case", "cd", "exec", "exit", "export", "if", "shift",
		"trap", "umask", "wait" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i], name))
			return 1;
	return 0;
}

static void put_names(struct ctx *x)
{
	char const *between = "";
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		if (cmd->traits & HIDDEN || is_shell_word(cmd->name))
			continue;
		put_text(x, between);
		put_text(x, cmd->name);
		between = " ";
	}
}

static struct next run_completion(struct ctx *x, struct call const *c)
{
	char const *text = !strcmp(c->arg[0], "bash")   ? bash
			   : !strcmp(c->arg[0], "zsh")  ? zsh
			   : !strcmp(c->arg[0], "fish") ? fish
							: 0;
	if (!text)
		return usage(x, c->cmd);
	for (size_t len; *text; text += len + (text[len] == *NAMES)) {
		len = strcspn(text, NAMES);
		put(x, text, len);
		if (text[len])
			put_names(x);
	}
	return leave(0);
}

struct cmd const cmd_windlass_completion = {
	.name = "windlass-completion",
	.brief = "print what makes a shell complete windlass and its commands",
	.form = "bash|zsh|fish",
	.traits = PURE | LEAF,
	.run = run_completion,
	.help = "For one session: source <(windlass completion bash), the same for zsh, and windlass completion "
		"fish | source. `make install-doc` installs them for everybody. The shell asks `windlass "
		"complete` each time, so that what it offers is never out of date. Names that shells have "
		"commands of their own for, as if and cd, are left to them.",
	.example = "windlass completion bash",
};
