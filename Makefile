# Windlass. `make` builds, `make demo` shows, `make check` proves, `make install DESTDIR=` installs
# (USRBIN=1: with links in /usr/bin; REPL=1: with the interactive session, which `make repl` builds),
# `make install-doc DESTDIR=` the manual and completion. `make fuzz` looks for trouble. `make musl` builds as
# releases are built, `make dist` the tarballs (ARCH='x86_64 aarch64': some), `make check-dist` boots them.

CC ?= cc
CFLAGS ?= -O2 -g
LDFLAGS ?= -static -Wl,--gc-sections
BUILD ?= build
WARN = -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Werror
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -iquote include $(WARN) -ffunction-sections -fdata-sections $(CFLAGS)
compile = @mkdir -p $(@D) && echo CC $< && $(CC) $(ALL_CFLAGS) -MMD -MP

COMMANDS := $(sort $(filter-out %/lib/%,$(wildcard builtins/*/*.c)))
LIBS     := $(sort $(wildcard builtins/*/lib/*.c))
SCRIPTS  := $(sort $(wildcard scripts/command/* scripts/init/*))
CORE     := $(sort $(wildcard interp/*.c))
SESSION  := $(sort $(wildcard interp/repl/*.c))
TESTS    := $(sort $(wildcard tests/run.c tests/interp/*_test.c tests/builtins/*/*_test.c \
		tests/compare/*.c tests/bench/*.c tests/system/*.c))
FUZZERS  := $(sort $(wildcard tests/fuzz/*.c))
TABLE    := $(BUILD)/table.c
EMBEDDED := $(SCRIPTS:%=$(BUILD)/%.c)
OBJ      := $(patsubst %.c,$(BUILD)/%.o,$(COMMANDS) $(LIBS) $(CORE)) $(TABLE:.c=.o) $(EMBEDDED:.c=.o)
WITH_TTY := $(filter-out %/lib/repl.o,$(OBJ)) $(SESSION:%.c=$(BUILD)/%.o)
TESTED   := $(filter-out %/interp/main.o,$(OBJ))
NAMES    := $(notdir $(basename $(COMMANDS))) $(notdir $(SCRIPTS))

all: $(BUILD)/windlass $(BUILD)/bin

$(BUILD)/windlass: $(OBJ)
	@echo LINK $@
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJ) -lskarnet $(LDLIBS)

# The interactive session has all commands too, and readline, which the init program has not.
repl: $(BUILD)/windlass-repl
$(BUILD)/windlass-repl: $(WITH_TTY)
	@echo LINK $@
	@$(CC) $(ALL_CFLAGS) $(filter-out -static,$(LDFLAGS)) -o $@ $(WITH_TTY) \
		-Wl,-Bstatic -lskarnet -Wl,-Bdynamic -lreadline -ltinfo $(LDLIBS)

$(BUILD)/%.o: %.c Makefile
	$(compile) -c -o $@ $<

$(BUILD)/%.o: $(BUILD)/%.c
	$(compile) -c -o $@ $<

# A file's name is its command's registration. $(BUILD)/names is as new as the last change of names.
$(BUILD)/names: FORCE
	@mkdir -p $(@D)
	@echo $(COMMANDS) $(SCRIPTS) | cmp -s - $@ || echo $(COMMANDS) $(SCRIPTS) >$@

$(TABLE): $(BUILD)/names .make/table.sh
	sh .make/table.sh $(COMMANDS) $(SCRIPTS) >$@.new && mv $@.new $@

$(BUILD)/scripts/%.c: scripts/% .make/embed.sh
	@mkdir -p $(@D)
	sh .make/embed.sh $< >$@.new && mv $@.new $@

# One link per command, as an installed tree has them.
$(BUILD)/bin: $(BUILD)/windlass $(TABLE)
	@rm -rf $@ && mkdir -p $@
	@for n in windlass $(NAMES); do ln -sf ../windlass $@/$$n; done

# Unit tests are linked with everything but main(); other test programs stand alone.
tests: $(TESTS:%.c=$(BUILD)/%)
$(BUILD)/tests/%_test: tests/%_test.c $(TESTED)
	$(compile) -o $@ $< $(TESTED) -lskarnet -lcmocka $(LDLIBS)

# Fuzz targets, for clang: with everything but main(), and an _exit that comes back.
fuzzers: $(FUZZERS:%.c=$(BUILD)/%)
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(TESTED)
	$(compile) -fsanitize=fuzzer -Wl,--wrap=_exit -o $@ $< $(TESTED) -lskarnet $(LDLIBS)

$(BUILD)/tests/%: tests/%.c
	$(compile) -o $@ $< -lcmocka $(LDLIBS)

doc: $(BUILD)/windlass
	sh doc/regenerate.sh $(BUILD)/windlass
install: all $(if $(REPL:0=),repl)
	USRBIN=$(USRBIN) REPL=$(REPL) sh .make/install.sh $(BUILD)/windlass "$(DESTDIR)" $(NAMES)

# Manual pages and completion, below /usr/share; an image that only has /command needs none of it.
install-doc: all
	sh .make/install-doc.sh $(BUILD)/windlass "$(DESTDIR)"

musl dist:
	@sh .make/$@.sh $(ARCH)
demo check check-dist:
	@tests/$@
bench fuzz:
	tests/$@/run
clean:
	rm -rf build

-include $(OBJ:.o=.d) $(SESSION:%.c=$(BUILD)/%.d) $(TESTS:%.c=$(BUILD)/%.d) $(FUZZERS:%.c=$(BUILD)/%.d)
.PHONY: all repl tests fuzzers doc install install-doc musl dist demo check check-dist bench fuzz clean FORCE
.DELETE_ON_ERROR:
.SECONDARY: $(EMBEDDED)
