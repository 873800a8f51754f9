/* logscript.h - what a logger is told to do with its lines. */
#ifndef LOGSCRIPT_H
#define LOGSCRIPT_H

#include <regex.h>
#include <skalibs/stralloc.h>
#include <stddef.h>
#include <stdint.h>

#include "stamp.h"

/* The directives, once: the parser and the help expand these. Letter, kind, how it is written, what it
   does. */
#define LOG_DIRECTIVES(X, NUM) \
	X('+', SELECT, "+RE     ", "select lines that match the extended regular expression") \
	X('-', DESELECT, "-RE     ", "deselect lines that match") \
	X('f', REMAINDER, "f       ", "select exactly the lines that no action has had yet") \
	NUM('n', keep, 10, "nN      ", "keep this many archives") \
	NUM('s', size, 99999, "sBYTES  ", "rotate when current comes near this size") \
	NUM('S', total, 0, "SBYTES  ", "keep this many bytes of archives, 0 for any") \
	NUM('l', slack, 2000, "lBYTES  ", "... that is, at a line end within this distance") \
	NUM('r', retry, 2000, "rMS     ", "try again after this time when writing has failed") \
	NUM('R', period, 0, "RSECONDS", "rotate a current that is this old too, 0 for never") \
	NUM('E', alert, 200, "EBYTES  ", "show this much of a line in an alert, 0 for all") \
	NUM('^', status, 1001, "^BYTES  ", "the size of a status file, 0 for as long as the line") \
	X('p', PREFIX, "pTEXT   ", "put TEXT and a blank before the line; p alone ends that") \
	X('!', EXECLINE, "!SCRIPT ", "archives go through this script; ! alone ends that") \
	X('?', SHELL, "?SCRIPT ", "... through /bin/sh -c") \
	X('t', STAMP, "t       ", "stamp what the next action writes with TAI64N") \
	X('T', LOCALTIME, "T       ", "stamp what the next action writes with the local time") \
	X('P', SERVICE, "PNAME   ", \
		"put the service NAME, a colon and a blank before it; P alone: the one it is from") \
	X('j', JSON, "j       ", "write a line of JSON instead: time, service, stream, line") \
	X('1', STDOUT, "1       ", "write the line to stdout") \
	X('2', ALERT, "2       ", "write the line to stderr, as an alert") \
	X('=', STATUS, "=FILE   ", "make the line the content of a file") \
	X('/', LOGDIR, "/DIR    ", "append the line to a logdir") \
	X('.', LOGDIR, "./DIR   ", "append the line to a logdir")

#define LOG_HELP(letter, kind, shape, help) "  " shape help "\n"
#define LOG_HELP_NUM(letter, member, initial, shape, help) \
	"  " shape help " (default " #initial ")\n"

enum rule_kind {
	RULE_NUMBER,
	RULE_SELECT,
	RULE_DESELECT,
	RULE_REMAINDER,
	RULE_PREFIX,
	RULE_EXECLINE,
	RULE_SHELL,
	RULE_STAMP,
	RULE_LOCALTIME,
	RULE_SERVICE,
	RULE_JSON,
	RULE_STDOUT, /* from here on, actions */
	RULE_ALERT,
	RULE_STATUS,
	RULE_LOGDIR,
};

struct log_settings {
	uint64_t keep, size, total, slack, retry, period, alert, status;
	char const *prefix, *processor; /* 0 for none */
	char const *service;            /* 0: that of the origin */
	int shell, tai, local, named, json;
};

/* What runs for every line: a selection or an action, with the settings it stands under. */
struct rule {
	enum rule_kind kind;
	regex_t re;
	char const *target; /* of an action: the file or directory */
	struct log_settings set;
};

struct logscript {
	struct rule *rule;
	size_t n, actions;
	int loose; /* the last directive is no action */
	struct log_settings set;
};

/* A script without rules, with room for MAX of them at RULES. */
struct logscript logscript_start(struct rule *rules);

/* Adds the directive TEXT, which must stay. Returns 0, or what is wrong with it. */
char const *logscript_add(struct logscript *s, char const *text);

/* Who has written a line; 0 for what is not known. */
struct log_origin {
	char const *service, *stream;
};

/* Makes HEAD what stands before a line under SET: stamps of NOW, the service and the prefix, or, for
   JSON, all of the object up to the line. 0, or -1 without memory. */
int log_head(stralloc *head, struct log_settings const *set, struct stamp *now,
	struct log_origin const *from);

/* What s6-log does, for `windlass explain`. */
#define LOG_SAYS \
	"write the lines of stdin to rotating logs, as told by <directives> (n: how many old files, " \
	"s: how many bytes in each, t or T: the time in front of every line)"

#endif
