/* sanitize.c - linked into the sanitized build. The arena is never freed, on purpose: leaks are none.
   The exit code is one that no test expects. Want of memory is for the program to see. */
char const *__asan_default_options(void);

char const *__asan_default_options(void)
{
	return "detect_leaks=0:exitcode=86:allocator_may_return_null=1";
}
