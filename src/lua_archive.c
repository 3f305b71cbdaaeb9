/* lua_archive.c -- module bluepencil.archive: entries of tar and zip files, and what other programs packed (libarchive).
**
**     archive.open(read | path, what)    a | nil, message, code     `read` is a function: bytes | nil at the end | nil, message, code
**                                        `what`: "tar", "zip", or "packed" (one stream in bzip2, xz, zstd, lz4, compress)
**     a:next()             entry { path =, kind = "file" | "folder" | "link" | "other", size =, is_encrypted = } | nil at the end
**                          | nil, message, code
**     a:read(limit)        bytes of the entry, `limit` at most | nil at its end | nil, message, code
**     a:packed()           how many bytes of the source were read
**     a:close()
**
** Nothing is written anywhere and no path is opened but the one that is given: an entry's path is only a string here.  A path as
** source lets zip files be read by their directory; from a function they are read as they come.
**
** libarchive calls back for bytes.  The callback runs the Lua function protected and hands a failure on as one of the archive, so
** no error jumps over libarchive; `failure` keeps an error of the program (such as an interrupt), which is raised afterwards.
*/
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "compat.h"

#define EXPORT __attribute__((visibility("default")))
#define ARCHIVE "bluepencil.archive"

enum { BLOCK = 64 * 1024, READ_MAX = 1 << 20 };

/* User value: a table { [1] = the function, [2] = the bytes lent to libarchive, [3] = message, [4] = code, [5] = a raised error }. */
enum { SLOT_READ = 1, SLOT_BYTES, SLOT_MESSAGE, SLOT_CODE, SLOT_RAISED };

typedef struct {
  struct archive *archive;
  lua_State *L;          /* the state that is calling, while libarchive runs */
  int table;             /* stack index of the table above, while libarchive runs */
  bool broken;           /* the source failed, or an error was raised in it */
} reader;

static reader *check (lua_State *L) {
  reader *r = luaL_checkudata(L, 1, ARCHIVE);
  luaL_argcheck(L, r->archive != NULL, 1, "archive is closed");
  return r;
}

static int archive_close (lua_State *L) {
  reader *r = luaL_checkudata(L, 1, ARCHIVE);
  if (r->archive != NULL) archive_read_free(r->archive);
  r->archive = NULL;
  return 0;
}

/* Runs protected: call the reading function with BLOCK, results are left on the stack. */
static int call_read (lua_State *L) {
  lua_rawgeti(L, 1, SLOT_READ);
  lua_call(L, 0, 3);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TSTRING);
  lua_pushvalue(L, 2);
  lua_rawseti(L, 1, SLOT_BYTES);          /* keeps them while libarchive looks at them */
  lua_pushvalue(L, 3);
  lua_rawseti(L, 1, SLOT_MESSAGE);
  lua_pushvalue(L, 4);
  lua_rawseti(L, 1, SLOT_CODE);
  return 0;
}

static la_ssize_t give_bytes (struct archive *a, void *data, const void **block) {
  reader *r = data;
  lua_State *L = r->L;
  *block = NULL;
  if (r->broken || !lua_checkstack(L, 4)) return ARCHIVE_FATAL;
  lua_pushcfunction(L, call_read);
  lua_pushvalue(L, r->table);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
    lua_rawseti(L, r->table, SLOT_RAISED);     /* the table has this slot already: nothing is allocated */
    r->broken = true;
    archive_set_error(a, EIO, "interrupted");
    return ARCHIVE_FATAL;
  }
  lua_rawgeti(L, r->table, SLOT_BYTES);
  size_t len = 0;
  *block = lua_tolstring(L, -1, &len);
  lua_pop(L, 1);
  if (*block != NULL) return (la_ssize_t)len;
  lua_rawgeti(L, r->table, SLOT_MESSAGE);
  r->broken = !lua_isnil(L, -1);
  lua_pop(L, 1);
  if (!r->broken) return 0;
  archive_set_error(a, EIO, "the source failed");
  return ARCHIVE_FATAL;
}

/* What went wrong: the error that was raised is raised again, the source's failure is handed on, else libarchive's own. */
static int fail (lua_State *L, reader *r) {
  lua_rawgeti(L, r->table, SLOT_RAISED);
  if (lua_toboolean(L, -1)) return lua_error(L);
  if (r->broken) {
    luaL_pushfail(L);
    lua_rawgeti(L, r->table, SLOT_MESSAGE);
    lua_rawgeti(L, r->table, SLOT_CODE);
    return 3;
  }
  const char *message = archive_error_string(r->archive);
  bool is_cut = message != NULL && (strstr(message, "runcated") != NULL || strstr(message, "premature") != NULL);
  luaL_pushfail(L);
  lua_pushstring(L, is_cut ? "the archive is cut off" : "the archive is damaged");
  lua_pushstring(L, is_cut ? "truncated" : "damaged");
  return 3;
}

/* Make libarchive's callbacks find the state and the table of this call. */
static void enter (lua_State *L, reader *r) {
  lua_getiuservalue(L, 1, 1);
  r->L = L;
  r->table = lua_gettop(L);
}

static bool has_library (const char *name) { return strstr(archive_version_details(), name) != NULL; }

static int set_up (reader *r, int what) {
  struct archive *a = r->archive;
  switch (what) {
    case 0:
      return archive_read_support_format_tar(a);
    case 1:
      return archive_read_support_format_zip(a);
    default:
      /* without its library libarchive would run a program, so each is asked for only where the library is */
      if (has_library("bz2lib")) archive_read_support_filter_bzip2(a);
      if (has_library("liblzma")) archive_read_support_filter_xz(a);
      if (has_library("libzstd")) archive_read_support_filter_zstd(a);
      if (has_library("liblz4")) archive_read_support_filter_lz4(a);
      archive_read_support_filter_compress(a);
      return archive_read_support_format_raw(a);
  }
}

static int archive_open (lua_State *L) {
  static const char *const kinds[] = { "tar", "zip", "packed", NULL };
  luaL_argcheck(L, lua_isfunction(L, 1) || lua_isstring(L, 1), 1, "a function or a path expected");
  int what = luaL_checkoption(L, 2, NULL, kinds);
  reader *r = lua_newuserdatauv(L, sizeof *r, 1);
  *r = (reader){ NULL, NULL, 0, false };
  luaL_setmetatable(L, ARCHIVE);
  lua_createtable(L, 5, 0);
  lua_pushvalue(L, 1);
  lua_rawseti(L, -2, SLOT_READ);
  for (int slot = SLOT_BYTES; slot <= SLOT_RAISED; slot++) {
    lua_pushboolean(L, 0);
    lua_rawseti(L, -2, slot);
  }
  r->table = lua_gettop(L);
  lua_pushvalue(L, r->table);
  lua_setiuservalue(L, -3, 1);
  r->L = L;
  r->archive = archive_read_new();
  if (r->archive == NULL) return luaL_error(L, "not enough memory");
  int rc = set_up(r, what);
  if (rc < ARCHIVE_WARN) return luaL_error(L, "libarchive lacks a format");
  if (lua_isfunction(L, 1)) rc = archive_read_open(r->archive, r, NULL, give_bytes, NULL);
  else rc = archive_read_open_filename(r->archive, lua_tostring(L, 1), BLOCK);
  if (rc < ARCHIVE_WARN) return fail(L, r);
  lua_settop(L, r->table - 1);
  return 1;
}

static const char *kind_of (struct archive_entry *entry) {
  if (archive_entry_hardlink(entry) != NULL) return "link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return "file";
    case AE_IFDIR: return "folder";
    case AE_IFLNK: return "link";
    case 0:        return "file";       /* a zip made without the types of Unix, a packed stream */
    default:       return "other";
  }
}

static int archive_next (lua_State *L) {
  reader *r = check(L);
  struct archive_entry *entry = NULL;
  enter(L, r);
  int rc;
  do rc = archive_read_next_header(r->archive, &entry); while (rc == ARCHIVE_RETRY && !r->broken);
  if (rc == ARCHIVE_EOF) {
    luaL_pushfail(L);
    return 1;
  }
  if (rc < ARCHIVE_WARN || entry == NULL) return fail(L, r);
  lua_createtable(L, 0, 4);
  const char *path = archive_entry_pathname_utf8(entry);
  if (path == NULL) path = archive_entry_pathname(entry);
  if (path != NULL) {
    lua_pushstring(L, path);
    lua_setfield(L, -2, "path");
  }
  lua_pushstring(L, kind_of(entry));
  lua_setfield(L, -2, "kind");
  if (archive_entry_size_is_set(entry)) {
    lua_pushinteger(L, (lua_Integer)archive_entry_size(entry));
    lua_setfield(L, -2, "size");
  }
  lua_pushboolean(L, archive_entry_is_data_encrypted(entry));
  lua_setfield(L, -2, "is_encrypted");
  return 1;
}

static int archive_read (lua_State *L) {
  reader *r = check(L);
  lua_Integer limit = luaL_checkinteger(L, 2);
  luaL_argcheck(L, limit > 0 && limit <= READ_MAX, 2, "not a number of bytes up to a megabyte");
  lua_settop(L, 2);
  char *room = lua_newuserdatauv(L, (size_t)limit, 0);
  enter(L, r);
  la_ssize_t got;
  do got = archive_read_data(r->archive, room, (size_t)limit); while (got == ARCHIVE_RETRY && !r->broken);
  if (got < 0) return fail(L, r);
  if (got == 0) luaL_pushfail(L);
  else lua_pushlstring(L, room, (size_t)got);
  return 1;
}

static int archive_packed (lua_State *L) {
  reader *r = check(L);
  lua_pushinteger(L, (lua_Integer)archive_filter_bytes(r->archive, -1));
  return 1;
}

EXPORT int luaopen_bluepencil_archive (lua_State *L);

EXPORT int luaopen_bluepencil_archive (lua_State *L) {
  static const luaL_Reg methods[] = { { "next", archive_next }, { "read", archive_read }, { "packed", archive_packed },
                                      { "close", archive_close }, { NULL, NULL } };
  static const luaL_Reg functions[] = { { "open", archive_open }, { NULL, NULL } };
  luaL_newmetatable(L, ARCHIVE);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, archive_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, archive_close);
  lua_setfield(L, -2, "__close");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  return 1;
}
