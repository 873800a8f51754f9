# Windlass. `make` builds, `make demo` shows, `make check` proves, `make install DESTDIR=` installs
# (USRBIN=1: with links in /usr/bin). `make fuzz` looks for trouble.

CC ?= cc
CFLAGS ?= -O2 -g
LDFLAGS ?= -static -Wl,--gc-sections
BUILD ?= build
WARN = -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Werror
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -iquote include $(WARN) -ffunction-sections -fdata-sections $(CFLAGS)

COMMANDS := $(sort $(filter-out %/lib/%,$(wildcard builtins/*/*.c)))
LIBS     := $(sort $(wildcard builtins/*/lib/*.c))
SCRIPTS  := $(sort $(wildcard scripts/command/* scripts/init/*))
CORE     := $(sort $(wildcard interp/*.c))
TESTS    := $(sort $(wildcard tests/run.c tests/interp/*_test.c tests/builtins/*/*_test.c \
		tests/compare/*.c tests/bench/*.c tests/system/*.c))
FUZZERS  := $(sort $(wildcard tests/fuzz/*.c))
TABLE    := $(BUILD)/table.c
EMBEDDED := $(SCRIPTS:%=$(BUILD)/%.c)
OBJ      := $(patsubst %.c,$(BUILD)/%.o,$(COMMANDS) $(LIBS) $(CORE)) $(TABLE:.c=.o) $(EMBEDDED:.c=.o)
TESTED   := $(filter-out %/interp/main.o,$(OBJ))
NAMES    := $(notdir $(basename $(COMMANDS))) $(notdir $(SCRIPTS))

all: $(BUILD)/windlass $(BUILD)/bin

$(BUILD)/windlass: $(OBJ)
	@echo LINK $@
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJ) -lskarnet $(LDLIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

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
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(TESTED) -lskarnet -lcmocka $(LDLIBS)

# Fuzz targets, for clang: with everything but main(), and an _exit that comes back.
fuzzers: $(FUZZERS:%.c=$(BUILD)/%)

$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(TESTED)
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -Wl,--wrap=_exit -MMD -MP -o $@ $< $(TESTED) -lskarnet $(LDLIBS)

$(BUILD)/tests/%: tests/%.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< -lcmocka $(LDLIBS)

doc: $(BUILD)/windlass
	sh doc/regenerate.sh $(BUILD)/windlass

install: all
	USRBIN=$(USRBIN) sh .make/install.sh $(BUILD)/windlass "$(DESTDIR)" $(NAMES)

demo check:
	@tests/$@

bench fuzz:
	tests/$@/run

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(TESTS:%.c=$(BUILD)/%.d) $(FUZZERS:%.c=$(BUILD)/%.d)
.PHONY: all tests fuzzers doc install demo check bench fuzz clean FORCE
.DELETE_ON_ERROR:
.SECONDARY: $(EMBEDDED)
