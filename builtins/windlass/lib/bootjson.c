/* bootjson.c - what a boot did, for programs. Times are microseconds since it began. */
#include "boot.h"
#include "json.h"

static void put_time(stralloc *to, char const *key, int64_t ns)
{
	json_key(to, key);
	if (ns < 0)
		json_text(to, 0);
	else
		json_number(to, (long)(ns / 1000));
}

static void put_name(stralloc *to, char const *key, char const *name)
{
	json_key(to, key);
	json_text(to, name);
}

static void put_count(stralloc *to, char const *key, long n)
{
	json_key(to, key);
	json_number(to, n);
}

static char const *const words[BOOT_END_N] = { [BOOT_WAITING] = "waiting",
	[BOOT_STARTING] = "starting",
	[BOOT_DONE] = "done",
	[BOOT_FAILED] = "failed",
	[BOOT_BLOCKED] = "blocked",
	[BOOT_SKIPPED] = "skipped" };

static void put_service(stralloc *to, struct boot const *b, struct boot_service const *s)
{
	json_open(to, '{');
	put_name(to, "service", s->name);
	put_name(to, "result", words[s->end]);
	put_time(to, "wanted", s->wanted);
	put_time(to, "started", s->started);
	put_time(to, "ended", s->ended);
	put_time(to, "took", s->started < 0 ? -1 : boot_took(b, s));
	put_name(to, s->end == BOOT_BLOCKED ? "blockedby" : "waitedfor",
		s->waited_for == BOOT_NOBODY ? 0 : b->service[s->waited_for].name);
	put_count(to, "failures", (long)s->failures);
	if (s->failures || s->end == BOOT_SKIPPED)
		put_count(to, "code", s->code);
	json_key(to, "critical");
	json_bool(to, s->critical);
	json_close(to, '}');
}

void boot_json(stralloc *to, struct ctx *x, struct boot const *b)
{
	uint32_t n;
	uint32_t const *chain_of = boot_chain(x, b, &n);
	json_open(to, '{');
	put_name(to, "change", b->up ? "up" : "down");
	put_time(to, "took", b->took);
	json_key(to, "ended");
	json_bool(to, b->ended);
	if (b->ended)
		put_count(to, "code", b->code);
	json_key(to, "services");
	json_open(to, '[');
	for (uint32_t i = 0; i < b->n; i++)
		put_service(to, b, b->service + i);
	json_close(to, ']');
	json_key(to, "chain");
	json_open(to, '[');
	for (uint32_t i = 0; i < n; i++)
		json_text(to, b->service[chain_of[i]].name);
	json_close(to, ']');
	json_close(to, '}');
	stralloc_cats(to, "\n");
}
