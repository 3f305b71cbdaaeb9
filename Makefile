# bluepencil: `make demo` shows the main job, `make test` runs the tests; both set up what they need.

LUA_VERSION ?= 5.4
LUA         ?= lua$(LUA_VERSION)
PREFIX      ?= /usr/local
LUA_CFLAGS  ?= $(if $(LUA_INCDIR),-I$(LUA_INCDIR),$(shell pkg-config --cflags lua$(LUA_VERSION) 2>/dev/null))
XML2_CFLAGS ?= $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
XML2_LIBS   ?= $(shell pkg-config --libs libxml-2.0 2>/dev/null)
UTF8PROC_CFLAGS ?= $(shell pkg-config --cflags libutf8proc 2>/dev/null)
UTF8PROC_LIBS   ?= $(shell pkg-config --libs libutf8proc 2>/dev/null || echo -lutf8proc)
CFLAGS      ?= -O2 -g
WARN         = -std=c11 -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
BUILD       ?= build
OUT          = $(BUILD)/lua$(LUA_VERSION)

CORE_C  := $(filter-out src/lua_%.c,$(wildcard src/*.c)) $(wildcard src/lua_*.c)
CORE_O  := $(CORE_C:src/%.c=$(OUT)/obj/%.o)
CORE_SO := $(OUT)/bluepencil/core.so

all: $(CORE_SO)

$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -D_POSIX_C_SOURCE=200809L $(WARN) $(WERROR) $(LUA_CFLAGS) $(XML2_CFLAGS) $(UTF8PROC_CFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -MMD -MP -c $< -o $@

$(CORE_SO): $(CORE_O)
	@mkdir -p $(@D)
	$(CC) -shared $(LDFLAGS) -o $@ $^ $(XML2_LIBS) $(UTF8PROC_LIBS)

-include $(CORE_O:.o=.d)

.PHONY: all
