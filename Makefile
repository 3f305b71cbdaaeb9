# bluepencil: `make demo` shows the main job, `make test` runs the tests; both set up what they need.  `make help` lists the rest.

LUA_VERSION ?= 5.4
LUA         ?= lua$(LUA_VERSION)
PREFIX      ?= /usr/local
LUA_CFLAGS  ?= $(if $(LUA_INCDIR),-I$(LUA_INCDIR),$(shell pkg-config --cflags lua$(LUA_VERSION) 2>/dev/null))
XML2_CFLAGS ?= $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
XML2_LIBS   ?= $(shell pkg-config --libs libxml-2.0 2>/dev/null || echo -lxml2)
UTF8PROC_CFLAGS ?= $(shell pkg-config --cflags libutf8proc 2>/dev/null)
UTF8PROC_LIBS   ?= $(shell pkg-config --libs libutf8proc 2>/dev/null || echo -lutf8proc)
# Keys (pseudonyms over a corpus, ledger) need libsodium; without it everything else is built.
SODIUM_CFLAGS ?= $(shell pkg-config --cflags libsodium 2>/dev/null)
SODIUM_LIBS   ?= $(shell pkg-config --libs libsodium 2>/dev/null)
# Pages that do not say their encoding are shown to uchardet; without it they are taken for Windows-1252.
UCHARDET_CFLAGS ?= $(shell pkg-config --cflags uchardet 2>/dev/null)
UCHARDET_LIBS   ?= $(shell pkg-config --libs uchardet 2>/dev/null)
# Packed files and archives need zlib and libarchive; without them everything else is built.
ZLIB_CFLAGS ?= $(shell pkg-config --cflags zlib 2>/dev/null)
ZLIB_LIBS   ?= $(shell pkg-config --libs zlib 2>/dev/null)
ARCHIVE_CFLAGS ?= $(shell pkg-config --cflags libarchive 2>/dev/null)
ARCHIVE_LIBS   ?= $(shell pkg-config --libs libarchive 2>/dev/null)
# Telling languages apart needs libcld2, a C++ library; without it everything else is built.
CLD2_LIBS     ?= $(if $(wildcard /usr/include/cld2/public/compact_lang_det.h),$(if $(shell command -v $(CXX)),-lcld2))
CFLAGS      ?= -O2 -g
CXXFLAGS    ?= $(CFLAGS)
WARN         = -std=c11 -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
LIBFLAG     ?= -shared
BUILD       ?= build
OUT          = $(BUILD)/lua$(LUA_VERSION)

INST_BINDIR ?= $(PREFIX)/bin
INST_LIBDIR ?= $(PREFIX)/lib/lua/$(LUA_VERSION)
INST_LUADIR ?= $(PREFIX)/share/lua/$(LUA_VERSION)
INST_DATADIR ?= $(PREFIX)/share/bluepencil
INST_MANDIR ?= $(PREFIX)/share/man
INST_COMPDIR ?= $(PREFIX)/share/bash-completion/completions

# What a Debian or Ubuntu system needs; tools/deps installs what is missing.
DEMO_DEPS := gcc libc6-dev pkg-config lua5.4 liblua5.4-dev lua-lpeg lua-cjson lua-argparse libxml2-dev libutf8proc-dev \
             libsodium-dev zlib1g-dev libarchive-dev libuchardet-dev
TEST_DEPS := $(DEMO_DEPS) g++ libcld2-dev lua5.3 liblua5.3-dev lua-busted lua-check jing pandoc

# The system module is POSIX for the command alone; the core holds everything else and knows no file but those it is given.
SYSTEM_C  := src/lua_system.c src/lua_lines.c src/lua_append.c
INFLATE_C := src/inflate.c src/status.c src/lua_inflate.c
MODULE_C  := $(SYSTEM_C) src/inflate.c src/lua_inflate.c src/lua_archive.c src/lua_crypto.c src/lua_cld2.c src/lua_charset.c
CORE_C    := $(filter-out src/lua_%.c $(MODULE_C),$(wildcard src/*.c)) $(filter-out $(MODULE_C),$(wildcard src/lua_*.c))
CORE_O    := $(CORE_C:src/%.c=$(OUT)/obj/%.o)
CORE_SO   := $(OUT)/bluepencil/core.so
SYSTEM_O  := $(SYSTEM_C:src/%.c=$(OUT)/obj/%.o)
SYSTEM_SO := $(OUT)/bluepencil/system.so
CRYPTO_O  := $(OUT)/obj/lua_crypto.o
CRYPTO_SO := $(if $(SODIUM_LIBS),$(OUT)/bluepencil/sodium.so)
CLD2_O    := $(OUT)/obj/lua_cld2.o $(OUT)/obj/cld2_shim.o
CLD2_SO   := $(if $(CLD2_LIBS),$(OUT)/bluepencil/cld2.so)
INFLATE_O := $(INFLATE_C:src/%.c=$(OUT)/obj/%.o)
ARCHIVE_O := $(OUT)/obj/lua_archive.o
CHARSET_O := $(OUT)/obj/lua_charset.o
CHARSET_SO := $(if $(UCHARDET_LIBS),$(OUT)/bluepencil/charset.so)
PACKED_SO := $(if $(ZLIB_LIBS),$(OUT)/bluepencil/inflate.so) $(if $(ARCHIVE_LIBS),$(OUT)/bluepencil/archive.so)

# One short line for each file; `make V=1` shows the commands.
Q   = $(if $(V),,@)
SAY = @$(if $(V),:,printf '  %-4s %s\n' '$(1)' '$(2)')

# Lua finds the checkout first, then what the system has.
LUA_ENV = LUA_PATH="lua/?.lua;lua/?/init.lua;tests/?.lua;;" LUA_CPATH="$(OUT)/?.so;;"

# The lists of names, compiled; without this file the program compiles the lists in memory when it starts.
GAZETTEER := data/gazetteers/names.gaz
# The rules of the shipped classifier, compiled; they too are compiled in memory where this is missing.
TOPICS    := data/topics/classify.topics

all: $(CORE_SO) $(SYSTEM_SO) $(CRYPTO_SO) $(CLD2_SO) $(PACKED_SO) $(CHARSET_SO) $(GAZETTEER) $(TOPICS)  ## build the C modules for LUA_VERSION (5.4 or 5.3)

$(OUT)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(call SAY,cc,$<)
	$(Q)$(CC) $(CPPFLAGS) -D_POSIX_C_SOURCE=200809L $(WARN) $(WERROR) $(LUA_CFLAGS) $(XML2_CFLAGS) $(UTF8PROC_CFLAGS) $(SODIUM_CFLAGS) $(ZLIB_CFLAGS) $(ARCHIVE_CFLAGS) $(UCHARDET_CFLAGS) $(CFLAGS) $(HOT) -fPIC -fvisibility=hidden -MMD -MP -c $< -o $@

# Most of the time goes into these: their loops over lanes and labels become vectors.
$(OUT)/obj/tagger.o $(OUT)/obj/tagger_features.o $(OUT)/obj/classifier.o $(OUT)/obj/classifier_solve.o: HOT = $(if $(findstring -O2,$(CFLAGS)),-O3)

$(CORE_SO): $(CORE_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(XML2_LIBS) $(UTF8PROC_LIBS) -lm

$(SYSTEM_SO): $(SYSTEM_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(OUT)/bluepencil/sodium.so: $(CRYPTO_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SODIUM_LIBS)

$(OUT)/bluepencil/inflate.so: $(INFLATE_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ZLIB_LIBS)

$(OUT)/bluepencil/archive.so: $(ARCHIVE_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ARCHIVE_LIBS)

$(OUT)/obj/%.o: src/%.cc
	@mkdir -p $(@D)
	$(call SAY,c++,$<)
	$(Q)$(CXX) $(CPPFLAGS) -Wall -Wextra $(WERROR) $(CXXFLAGS) -fPIC -fvisibility=hidden -fno-exceptions -MMD -MP -c $< -o $@

$(OUT)/bluepencil/cld2.so: $(CLD2_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CXX) $(LIBFLAG) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(CLD2_LIBS)

$(OUT)/bluepencil/charset.so: $(CHARSET_O)
	@mkdir -p $(@D)
	$(call SAY,link,$@)
	$(Q)$(CC) $(LIBFLAG) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(UCHARDET_LIBS)

-include $(CLD2_O:.o=.d) $(CORE_O:.o=.d) $(SYSTEM_O:.o=.d) $(CRYPTO_O:.o=.d) $(INFLATE_O:.o=.d) $(ARCHIVE_O:.o=.d) $(CHARSET_O:.o=.d)

$(GAZETTEER): $(wildcard data/gazetteers/*.tsv) lua/bluepencil/gazetteer.lua tools/compile-gazetteers \
    $(wildcard src/gazetteer*) src/document.c src/utf8.c src/hash.h | $(CORE_SO)
	@$(LUA_ENV) $(LUA) tools/compile-gazetteers $@ || test -n "$(LD_PRELOAD)$(findstring sanitize,$(CFLAGS))"

$(TOPICS): $(wildcard filters/classify/*.lua) lua/bluepencil/topic/compiled.lua lua/bluepencil/topic/cues.lua data/taxonomies/mediatopics.tsv lua/bluepencil/topic.lua tools/compile-topics \
    $(wildcard src/gazetteer*) src/document.c src/utf8.c src/hash.h | $(CORE_SO)
	@mkdir -p $(@D)
	@$(LUA_ENV) $(LUA) tools/compile-topics classify $(basename $@) || test -n "$(LD_PRELOAD)$(findstring sanitize,$(CFLAGS))"

model: all  ## learn data/models/names.model anew from the texts in NER_DATA (../shared/data/ner)
	@tools/make-model $(if $(GOLD_ONLY),--gold-only)

topics: all  ## learn data/models/topics.model anew from the texts in CLASSIFY_DATA (../shared/data/classify)
	@tools/make-topics

html-model:  ## learn src/html_weights.c anew from the pages in HTML_DATA (../shared/data/html)
	@tools/make-html-model $(HTML_DATA)

deps:  ## install what demo and test need (Debian, Ubuntu); prints the command when it may not
	@tools/deps $(TEST_DEPS)

deps-demo:
	@tools/deps $(DEMO_DEPS)

demo: deps-demo  ## convert the sample articles and show what became of them
	@$(MAKE) --no-print-directory -s all
	@demo/run

test: deps  ## run all specs
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory LUA_VERSION=5.3 all
	@tests/run

check:  ## luacheck, clang-tidy where present, and builds in which warnings are errors
	@tools/deps $(TEST_DEPS)
	luacheck -q lua tests tools bench filters integrations demo
	@$(MAKE) --no-print-directory BUILD=build/check WERROR=-Werror all
	@$(MAKE) --no-print-directory BUILD=build/check WERROR=-Werror LUA_VERSION=5.3 all
	@if command -v clang-tidy >/dev/null; then \
	  echo "clang-tidy src/*.c"; \
	  clang-tidy --quiet $(wildcard src/*.c) -- -std=c11 -D_POSIX_C_SOURCE=200809L $(LUA_CFLAGS) $(XML2_CFLAGS) $(UTF8PROC_CFLAGS) \
	    $(SODIUM_CFLAGS) $(ZLIB_CFLAGS) $(ARCHIVE_CFLAGS) $(UCHARDET_CFLAGS); \
	else echo "clang-tidy is not installed: skipped"; fi

golden: all  ## rewrite the expected files of tests/golden and filters; the diff is the review
	@$(LUA_ENV) $(LUA) tools/make-golden
	@$(LUA_ENV) $(LUA) tools/make-expected

bench: all  ## measure speed and memory, write bench/RESULTS.md
	@LUA_PATH="./?.lua;lua/?.lua;lua/?/init.lua;;" LUA_CPATH="$(OUT)/?.so;;" $(LUA) bench/bench.lua

planted: all  ## convert COUNT=10000 articles full of planted personal details and search every byte for them
	@LUA_PATH="./?.lua;lua/?.lua;lua/?/init.lua;;" LUA_CPATH="$(OUT)/?.so;;" $(LUA) bench/planted.lua $(or $(COUNT),10000)

quality: all  ## score names, topics and web pages against the held-back data, where it is present; RAISE=1, LOSO=1: see bench/quality.lua
	@$(LUA_ENV) $(LUA) bench/quality.lua $(if $(LOSO),--loso) $(if $(RAISE),--raise)
	@$(if $(LOSO),:,$(LUA_ENV) $(LUA) bench/topics.lua $(if $(RAISE),--raise))
	@$(if $(LOSO),:,$(LUA_ENV) $(LUA) bench/html.lua $(if $(RAISE),--raise))
	@$(if $(LOSO),:,$(LUA_ENV) $(LUA) bench/classify.lua --quality $(if $(RAISE),--raise))

# The sanitizers watch the C modules; Lua and libraries are as installed, and their one-time memory is not counted as lost.
ASAN_CFLAGS = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
asan:  ## run the specs with the C modules under the address and undefined-behaviour sanitizers
	@tools/deps $(TEST_DEPS)
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(ASAN_CFLAGS)" all
	@LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	  ASAN_OPTIONS=detect_leaks=0 BLUEPENCIL_BUILD=build/asan tests/run

# A fuzz target is tests/fuzz/fuzz_NAME.c with seeds in tests/fuzz/seeds/NAME.
FUZZ_SECONDS ?= 60
fuzz:  ## run the fuzz targets, FUZZ_SECONDS each
	@for target in $(wildcard tests/fuzz/fuzz_*.c); do name=$${target##*/fuzz_}; \
	  XML2_CFLAGS="$(XML2_CFLAGS)" XML2_LIBS="$(XML2_LIBS)" UTF8PROC_CFLAGS="$(UTF8PROC_CFLAGS)" \
	  UTF8PROC_LIBS="$(UTF8PROC_LIBS)" ZLIB_LIBS="$(ZLIB_LIBS)" tests/fuzz/run $${name%.c} $(FUZZ_SECONDS) $(BUILD) || exit 1; \
	done
	@$(MAKE) --no-print-directory all
	@$(LUA_ENV) $(LUA) tests/property/forms.lua $(FUZZ_SECONDS)

valgrind: all  ## run the specs of the C modules under valgrind
	@tools/deps $(TEST_DEPS) valgrind
	@BLUEPENCIL_RUNNER="valgrind --quiet --error-exitcode=9 --exit-on-first-error=yes" tests/run --tags=core

# The static pandoc 3 cannot load C modules; the specs of the pandoc plugin run with it as well where it is there.
PANDOC3 := build/pandoc3/pandoc
pandoc3: $(PANDOC3)  ## fetch a static pandoc 3 for the specs of the plugin (pip, package pypandoc_binary)
$(PANDOC3):
	@mkdir -p $(@D)/wheel
	@python3 -m pip download --quiet --no-deps --dest $(@D)/wheel pypandoc_binary
	@cd $(@D)/wheel && python3 -m zipfile -e pypandoc_binary-*.whl . && mv pypandoc/files/pandoc ../pandoc
	@chmod +x $@ && rm -rf $(@D)/wheel

docs: man/bluepencil.1 completions/bluepencil.bash  ## man page and completions, from the table of options

man/bluepencil.1: lua/bluepencil/cli/options.lua lua/bluepencil/read/forms.lua tools/make-man src/bp.h
	@mkdir -p $(@D)
	LUA_PATH="lua/?.lua;;" $(LUA) tools/make-man > $@.tmp && mv $@.tmp $@

completions/bluepencil.bash: lua/bluepencil/cli/options.lua lua/bluepencil/read/forms.lua tools/make-completion
	@mkdir -p $(@D)
	LUA_PATH="lua/?.lua;;" $(LUA) tools/make-completion > $@.tmp && mv $@.tmp $@

# Files keep their places below lua/, data/ and filters/.
INSTALL_FILES = sh -c 'cd "$$1" && find . -type f ! -name "*.tmp" | while read -r f; do \
  mkdir -p "$$2/$$(dirname "$$f")" && install -m 644 "$$f" "$$2/$$f" || exit 1; done' --

install: all  ## install below DESTDIR and PREFIX
	mkdir -p "$(DESTDIR)$(INST_BINDIR)" "$(DESTDIR)$(INST_LIBDIR)/bluepencil" "$(DESTDIR)$(INST_LUADIR)" "$(DESTDIR)$(INST_DATADIR)"
	install -m 755 bin/bluepencil "$(DESTDIR)$(INST_BINDIR)/bluepencil"
	install -m 755 $(CORE_SO) $(SYSTEM_SO) $(CRYPTO_SO) $(CLD2_SO) $(PACKED_SO) $(CHARSET_SO) "$(DESTDIR)$(INST_LIBDIR)/bluepencil/"
	$(INSTALL_FILES) lua "$(abspath $(DESTDIR)$(INST_LUADIR))"
	for folder in $(wildcard data filters integrations); do $(INSTALL_FILES) $$folder "$(abspath $(DESTDIR)$(INST_DATADIR))/$$folder" || exit 1; done
	mkdir -p "$(DESTDIR)$(INST_MANDIR)/man1" "$(DESTDIR)$(INST_COMPDIR)"
	install -m 644 man/bluepencil.1 "$(DESTDIR)$(INST_MANDIR)/man1/bluepencil.1"
	install -m 644 completions/bluepencil.bash "$(DESTDIR)$(INST_COMPDIR)/bluepencil"

rock: all  # what the rockspec builds; Lua modules of the distribution are not LuaRocks' to see
	@for module in lpeg cjson argparse; do \
	  $(LUA) -e "require '$$module'" 2>/dev/null || echo "bluepencil: the Lua module '$$module' is missing: 'make deps' or LuaRocks installs it" >&2; \
	done

clean:  ## remove what was built
	rm -rf build demo-output $(GAZETTEER) $(dir $(TOPICS))

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## */  make \1|/p' Makefile | while IFS='|' read -r target what; do printf '%-18s %s\n' "$$target" "$$what"; done

.PHONY: all model html-model topics pandoc3 planted deps deps-demo demo test check golden bench quality asan fuzz valgrind docs install rock clean help
.DELETE_ON_ERROR:
