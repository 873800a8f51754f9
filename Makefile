# Windlass. `make` builds, `make demo` shows, `make check` proves, `make install DESTDIR=` installs.

CC ?= cc
CFLAGS ?= -O2 -g
LDFLAGS ?= -static -Wl,--gc-sections
BUILD ?= build
PREFIX ?= /usr
MULTIARCH := $(shell $(CC) -print-multiarch 2>/dev/null)
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Iinclude $(WARN) -ffunction-sections -fdata-sections $(CFLAGS)

COMMANDS := $(sort $(filter-out %/lib/%,$(wildcard builtins/*/*.c)))
LIBS     := $(sort $(wildcard builtins/*/lib/*.c))
SCRIPTS  := $(sort $(wildcard scripts/command/* scripts/init/*))
CORE     := $(sort $(wildcard interp/*.c))
TABLE    := $(BUILD)/table.c
EMBEDDED := $(SCRIPTS:%=$(BUILD)/%.c)
OBJ      := $(patsubst %.c,$(BUILD)/%.o,$(COMMANDS) $(LIBS) $(CORE)) $(TABLE:.c=.o) $(EMBEDDED:.c=.o)
NAMES    := $(notdir $(basename $(COMMANDS))) $(notdir $(SCRIPTS))

all: $(BUILD)/windlass $(BUILD)/bin

$(BUILD)/windlass: $(OBJ)
	@echo LINK $@
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJ) -lskarnet $(LDLIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -c -o $@ $<

$(BUILD)/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ALL_CFLAGS) -MMD -c -o $@ $<

# A file's name is its command's registration.
$(TABLE): $(COMMANDS) $(SCRIPTS) scripts/table.sh
	@mkdir -p $(@D)
	sh scripts/table.sh $(COMMANDS) $(SCRIPTS) >$@.new && mv $@.new $@

$(BUILD)/scripts/%.c: scripts/% scripts/embed.sh
	@mkdir -p $(@D)
	sh scripts/embed.sh $< >$@.new && mv $@.new $@

# One link per command, as an installed tree has them.
$(BUILD)/bin: $(BUILD)/windlass $(TABLE)
	@rm -rf $@ && mkdir -p $@
	@for n in windlass $(NAMES); do ln -sf ../windlass $@/$$n; done

doc: $(BUILD)/windlass
	sh doc/regenerate.sh $(BUILD)/windlass

install: all
	sh scripts/install.sh $(BUILD)/windlass "$(DESTDIR)" $(NAMES)

demo check bench:
	tests/$@

clean:
	rm -rf build

-include $(OBJ:.o=.d)
.PHONY: all doc install demo check bench clean
.DELETE_ON_ERROR:
