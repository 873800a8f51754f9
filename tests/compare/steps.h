/* steps.h - the commands of a random chain, but for the last one. Part of script.h. */
#ifndef STEPS_H
#define STEPS_H

static void transform_options(void)
{
	if (below(2))
		options("ssCnNc", 4);
	if (rarely(5))
		fprintf(out, "-d %s ", PICK(":", "\"\"", "\" x\"", "ab", "\"\\n\"", "\": \""));
}

static void do_define(void)
{
	say("define ");
	transform_options();
	fprintf(out, "%s", key());
	blank();
	value();
}

static void do_importas(void)
{
	say("importas ");
	options("uui", rarely(3) ? 2 : 0);
	transform_options();
	if (below(2))
		fprintf(out, "-D %s ", PICK("d", "\"d e\"", "\"\"", "\"1:a,\"", "\"a:b\""));
	fprintf(out, "%s", key());
	blank();
	say(variable());
	blank();
}

static void do_export(void)
{
	fprintf(out, "export %s", variable());
	blank();
	value();
}

static void do_strict(void)
{
	fprintf(out, "export EXECLINE_STRICT %s ", PICK("0", "1", "2", "1", "2", "3", "x", "\"\""));
}

static void do_multidefine(void)
{
	say("multidefine ");
	options("0rCnNc", 3);
	if (rarely(4))
		fprintf(out, "-d %s ", PICK(":", "\"\"", "\" x\"", "ab"));
	value();
	say(PICK("{ A }", "{ A B }", "{ B \"\" A }", "{ C AB A B }", "{ A \"\" B }", "{ A A }"));
	blank();
}

static void do_elgetpositionals(void)
{
	say("elgetpositionals ");
	if (rarely(3))
		fprintf(out, "-P %u ", below(4));
}

static void do_elglob(void)
{
	say("elglob -s ");
	options("vwme0", rarely(2) ? 3 : 0);
	fprintf(out, "%s ", key());
	say(PICK("i*", "*", "sub/*", "nope*", "\"[il]*\"", "\"\\\\*\"", "{in}", "nope", "in", ".*n",
		"\"*/\"", "\"\"", "?in*", "\"su\\\\b\"", "in/*", "\"[\"", "$A*"));
	blank();
}

static void do_multisubstitute(void)
{
	say("multisubstitute");
	blank();
	open_block();
	for (unsigned int n = below(4); n; n--)
		switch (below(5)) {
		case 0: do_importas(); break;
		case 1: rarely(2) ? do_multidefine() : do_define(); break;
		case 2: do_elglob(); break;
		case 3: rarely(3) ? do_elgetpositionals() : do_define(); break;
		default: do_define(); break;
		}
	if (rarely(40))
		say(PICK("show", "if { true }", "\"\"", "define A"));
	close_block();
}

static void do_foreground(void)
{
	say("foreground ");
	block_or_none();
	if (rarely(3))
		say("importas -D unset A ? ");
}

static void do_if(void)
{
	say("if ");
	options("Xnt", rarely(2) ? 2 : 0);
	if (rarely(5))
		fprintf(out, "-x %u ", below(256));
	block_or_none();
}

static void do_ifelse(void)
{
	fprintf(out, "%s ", PICK("ifelse", "ifelse", "ifte"));
	options("Xn", rarely(2) ? 2 : 0);
	block_or_none();
	block_or_none();
}

static void do_ifthenelse(void)
{
	say("ifthenelse ");
	options("Xs", rarely(3) ? 1 : 0);
	block_or_none();
	block_or_none();
	block_or_none();
}

static void loop_codes(void)
{
	if (rarely(2))
		fprintf(out, "-%c %s ", "ox"[below(2)],
			PICK("0", "1", "0,1", "1,2,3", "137", "0,128", "100,111", "0,1,2,3,127"));
}

static void loop_options(void)
{
	options("Ee", rarely(2));
	loop_codes();
}

static void line_options(void)
{
	options("NCnc0", rarely(2) ? 2 : 0);
	if (rarely(4))
		fprintf(out, "-d %s ", PICK(":", "\" \"", "ab", "\"\"", "\"\\n:\""));
}

static char const *loop_variable(void)
{
	return rarely(40) ? PICK("\"\"", "A=B", "$A") : PICK("A", "B", "V");
}

static void do_forx(void)
{
	say("forx ");
	loop_options();
	fprintf(out, "%s", loop_variable());
	blank();
	open_block();
	words(3);
	close_block();
	if (rarely(2))
		say("importas A V ");
}

/* A loop that ends early does not wait for a block that is still at work. */
static void do_forbacktickx(void)
{
	say("forbacktickx ");
	line_options();
	if (rarely(2)) {
		loop_options();
		fprintf(out, "%s { redirfd -r 0 %s copy } ", loop_variable(), file());
	} else {
		fprintf(out, "%s ", PICK("A", "-E B", "V"));
		block();
	}
}

/* The input goes to the loop; a body that reads it would find what is left by chance. */
static void do_forstdin(void)
{
	fprintf(out, "redirfd -r 0 %s forstdin ", file());
	loop_codes();
	line_options();
	fprintf(out, "V redirfd -r 0 in %s", PICK("", "importas -u A V ", "importas -D x B V "));
}

/* Ends after the second round at the latest: a file cannot be made twice. */
static void do_loopwhilex(void)
{
	fprintf(out, "loopwhilex %s ",
		PICK("", "-x 111", "-x 111,0", "-o 0", "-o 0,1", "-o 1,2,3", "-n -o 111",
			"-n -x 0,1"));
	fprintf(out, "redirfd -x 9 f%u fdclose 9 ", files++);
}

/* ? after -I, -x and -D is younger than 2.9.3. */
static void do_backtick(void)
{
	char const *how = PICK("", "", "-i", "-I", "-x", "-D \"d e\"");
	fprintf(out, "backtick %s %s %s", how, PICK("", "-N", "-E", "-n", "-NE", "-e"),
		loop_variable());
	blank();
	if (rarely(8))
		say("{ redirfd -r 0 nul copy } ");
	else
		block();
	if (how[0] && how[1] != 'i')
		say("unexport ? ");
}

static void do_withstdinas(void)
{
	fprintf(out, "redirfd -r 0 %s withstdinas %s %s %s ", file(),
		PICK("", "-i", "-I", "-D \"d e\""), PICK("", "-N", "-E", "-n", "-NE", "-e"),
		loop_variable());
}

static void do_pipeline(void)
{
	fprintf(out, "pipeline %s ", PICK("", "-r", "-d"));
	block();
	say(PICK("withstdinas A ", "withstdinas -E B ", "forstdin -E A ", "forstdin -NE B ",
		"copy ", "foreground { copy } ", "withstdinas -N V importas A V "));
	say("unexport ! ");
}

/* The block reads what the rest writes. */
static void do_pipeline_reversed(void)
{
	fprintf(out, "pipeline -w { %s redirfd -w 1 f%u copy } unexport ! ",
		PICK("", "withstdinas A"), files);
	files++;
}

/* Each has a key of its own, or the outermost would replace those inside as well. */
static void do_background(void)
{
	unsigned int id = backgrounds++;
	say("background ");
	block();
	fprintf(out, "importas pid%u ! wait %s { $pid%u } unexport ! ", id,
		PICK("", "-o", "-a", "-t 2000", "-i", "-I"), id);
	if (rarely(2))
		say("unexport ? ");
}

static void do_wait(void)
{
	say(PICK("wait { } ", "wait -a { } ", "wait -r { } ", "wait -t 0 { } ", "wait { a } ",
		"wait -i -t 200 { } ", "wait -o { } "));
	say("unexport ? unexport ! ");
}

static void do_output(void)
{
	unsigned int id = files++;
	if (rarely(2))
		fprintf(out, "foreground { redirfd -w 1 f%u show before } ", id);
	if (rarely(4))
		fprintf(out, "redirfd -w 8 f%u foreground { fdmove 1 8 show there } ", id);
	else
		fprintf(out, "redirfd %s 1 f%u ",
			PICK("-w", "-w", "-a", "-x", "-u", "-wn", "-wb", "-anb", "-r"), id);
}

static void do_fds(void)
{
	switch (below(14)) {
	case 0: say("fdmove -c 7 1 foreground { fdmove 1 7 show x } "); break;
	case 1:
		fprintf(out, "redirfd -w 7 f%u fdswap 1 7 foreground { fdmove 1 7 show y } ",
			files++);
		break;
	case 2: fprintf(out, "fdclose %s ", PICK("0", "7", "6", "a", "99")); break;
	case 3: say("piperw 8 9 foreground { fdmove 1 9 show z } fdclose 9 fdmove 0 8 "); break;
	case 4:
		fprintf(out, "redirfd %s 0 %s ", PICK("-r", "-r", "-rn", "-rb", "-rnb"), file());
		break;
	case 5:
	case 6:
		fprintf(out, "heredoc %s 0 ", PICK("", "-d"));
		value();
		break;
	case 7: fprintf(out, "fdmove %s 1 1 ", PICK("", "-c")); break;
	case 8: fprintf(out, "fdmove %s 5 19 ", PICK("", "-c")); break;
	case 9: fprintf(out, "fdblock %s %s ", PICK("", "-n"), PICK("0", "1", "17")); break;
	case 10: say("fdswap 0 18 "); break;
	case 11: say("piperw 8 8 "); break;
	case 12: say("fdmove -c 8 0 fdmove -c 9 8 fdclose 8 "); break;
	default: do_output(); break;
	}
}

static void do_case(void)
{
	say("case ");
	options("ies", rarely(2) ? 2 : 0);
	if (rarely(3))
		say("-N ");
	say(PICK("a", "$A", "abc", "foo.bar", "\"a b\"", "\"\"", "ABC", "in/x", ".a", "*"));
	blank();
	open_block();
	for (unsigned int n = below(4); n; n--) {
		say(PICK("a", "a.*", "(a)(b)?.*", "[a-f]+", "\".*\"", "A", "f*.bar", "\"\"", "a*",
			"?b?", "\"[a-z]*\"", "\"\\\\*\"", "(.)(.)?", "$A", "a|b", "\"(\"", "\"[\"",
			"*/x"));
		blank();
		block_or_none();
	}
	close_block();
}

static void do_parameters(void)
{
	switch (below(7)) {
	case 0: say("shift "); break;
	case 1: fprintf(out, "shift -n %u ", below(4)); break;
	case 2:
		fprintf(out,
			"elgetopt %s ab:c importas -D no A ELGETOPT_a importas -D no B ELGETOPT_b ",
			PICK("", "-D 7"));
		break;
	case 3: say("emptyenv -P "); break;
	case 4: say("emptyenv -o "); break;
	case 5: say("emptyenv -oP "); break;
	default: do_elgetpositionals(); break;
	}
}

/* Lines of an envfile, right and wrong. */
static void envfile_text(void)
{
	for (unsigned int n = below(5); n; n--) {
		say(PICK("A", "B", " C", "V\t", "A ", "#", "A B", "", "_x", "1"));
		say(PICK("=", " = ", "=", "= ", "=\t", ""));
		for (unsigned int parts = below(4); parts; parts--)
			say(PICK("a", "b c", " ", "\"q r\"", "\"\\t\\n\"", "\\ ", "\\\"", "\\\\",
				"\\\n  x", "\"\\x41\"", "\"\\101\"", "\"\\1018\"", "#no", "\"#\"",
				"=", "'", "\\a", "\"\\x4\"", "\"\\q\"", "\"", "\t", "$A",
				"\"\\'\\?\"", "\"a\\\nb\"", "\r"));
		say(PICK("\n", "\n", "\n", "\n\n", "\n#c\n", " \n", ""));
	}
}

static void do_envfile(void)
{
	if (rarely(4)) {
		fprintf(out, "envfile %s %s ", PICK("", "-i", "-I"), file());
		return;
	}
	say("heredoc 0 ");
	nested(envfile_text);
	say("envfile - fdclose 0 "); /* which the other does itself */
}

/* Names of signals that both know. */
static void do_trap(void)
{
	say("trap ");
	options("x", rarely(3));
	open_block();
	for (unsigned int n = below(3); n; n--) {
		say(PICK("usr1", "SIGUSR1", "10", "default", "TERM", "foo", "KILL", "sighup", "Int",
			"31"));
		blank();
		block_or_none();
	}
	close_block();
}

static void do_exec(void)
{
	switch (below(4)) {
	case 0: fprintf(out, "exec %s ", PICK("-a name", "-l", "-la x", "", "-a \"\"")); break;
	case 1:
		fprintf(out, "tryexec %s ", PICK("", "", "-n", "-l", "-a x"));
		block();
		break;
	case 2: say("tryexec { nonexistent } "); break;
	default:
		say("tryexec -n ");
		block();
		say("nonexistent ");
	}
}

static void do_others(void)
{
	switch (below(10)) {
	case 0:
		fprintf(out, "%s %s ", PICK("cd", "execline-cd"),
			PICK("sub", "nope", "in", ".", "\"\""));
		break;
	case 1: fprintf(out, "getcwd %s A ", PICK("", "-E", "-e")); break;
	case 2:
		fprintf(out, "getpid %s %s A unexport A ", PICK("", "-e"), PICK("", "-P", "-p"));
		break;
	case 3: fprintf(out, "umask %s ", PICK("022", "077", "777", "8", "0", "x", "1777")); break;
	case 4: fprintf(out, "unexport %s ", variable()); break;
	case 5: fprintf(out, "emptyenv %s ", "-p"); break;
	case 6: do_strict(); break;
	case 7: say("multisubstitute { } "); break;
	case 8:
		fprintf(out, "backtick -E A { %s } ",
			PICK("getcwd A importas A A show $A", "dollarat"));
		break;
	default:
		fprintf(out, "%s -%c ", PICK("if", "forx", "define", "export"), "zZq"[below(3)]);
		break;
	}
}

static void step(void)
{
	static void (*const steps[])(void) = { do_define, do_define, do_define, do_importas,
		do_importas, do_export, do_export, do_multidefine, do_elglob, do_multisubstitute,
		do_multisubstitute, do_foreground, do_foreground, do_if, do_if, do_ifelse,
		do_ifelse, do_ifthenelse, do_forx, do_forx, do_forbacktickx, do_forstdin,
		do_loopwhilex, do_backtick, do_backtick, do_withstdinas, do_pipeline, do_background,
		do_fds, do_fds, do_case, do_parameters, do_parameters, do_envfile, do_exec,
		do_others, do_others };
	static void (*const rare[])(
		void) = { do_trap, do_wait, do_pipeline_reversed, do_strict, do_fds };
	if (rarely(15))
		rare[below(sizeof rare / sizeof *rare)]();
	else
		steps[below(sizeof steps / sizeof *steps)]();
}

#endif
