rockspec_format = "3.0"
package = "bluepencil"
version = "dev-1"

source = {
  url = "git+file://.",
}

description = {
  summary = "Newspaper articles in, classified and redacted TEI out",
  detailed = [[
Reads news articles, finds their parts and what they say about whom, lets short Lua filters classify and redact, proves
that nothing which was struck is left, and writes valid TEI XML.  A C core for Lua 5.4 and 5.3, and a command.]],
  license = "MIT",
}

supported_platforms = { "unix" }

-- Also lpeg >= 1.0, lua-cjson >= 2.1 and argparse >= 0.7.  They are not listed: LuaRocks does not see what the distribution
-- installed and would refuse to build without a network.  `make deps`, or `luarocks install`, brings them; the build warns.
dependencies = {
  "lua >= 5.3, < 5.5",
}

-- libsodium (keys), zlib and libarchive (packed files, archives) are used where pkg-config finds them.
external_dependencies = {
  LIBXML2 = { header = "libxml2/libxml/parser.h", library = "xml2" },
  UTF8PROC = { header = "utf8proc.h", library = "utf8proc" },
}

build = {
  type = "make",
  build_target = "rock",
  build_variables = {
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    LIBFLAG = "$(LIBFLAG)",
    LUA = "$(LUA)",
    LUA_INCDIR = "$(LUA_INCDIR)",
    XML2_CFLAGS = "-I$(LIBXML2_INCDIR)/libxml2",
    XML2_LIBS = "-L$(LIBXML2_LIBDIR) -lxml2",
    UTF8PROC_CFLAGS = "-I$(UTF8PROC_INCDIR)",
    UTF8PROC_LIBS = "-L$(UTF8PROC_LIBDIR) -lutf8proc",
  },
  -- Data and filters go beside the modules: LuaRocks has no other place that a module can find.
  install_variables = {
    INST_BINDIR = "$(BINDIR)",
    INST_LIBDIR = "$(LIBDIR)",
    INST_LUADIR = "$(LUADIR)",
    INST_DATADIR = "$(LUADIR)/bluepencil",
    INST_MANDIR = "$(PREFIX)/doc/man",
    INST_COMPDIR = "$(PREFIX)/doc/completions",
  },
}

-- bin/bluepencil finds its own Lua; a wrapper would run it as a Lua script.
deploy = {
  wrap_bin_scripts = false,
}

test = {
  type = "command",
  command = "make test",
}
