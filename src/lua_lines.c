/* lua_lines.c -- lines of a file or pipe with a bound on their length; part of module bluepencil.system.
**
** Lua's own file:lines() holds a line whole however long it is, and waits for a full buffer on some pipes.  This one reads
** what is there, gives a line as soon as its end has come, and passes over a line that is too long without keeping it.
**
**     system.open_lines([path])    reader | nil, message, code     without a path: standard input
**     reader:next(limit)           line without its "\n" | false (longer than `limit` bytes) | nil (end) | nil, message, code
**     reader:close()
**
** The code is "interrupted" when a signal came while it waited; the reader can be asked again.
** The buffer grows to the longest line and shrinks again after one of more than BUFFER_KEEP bytes.
**
**     buffer  |....given....|scanned, no "\n"|...not looked at...|   free   |
**             0           start            scan                 end      size
*/
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compat.h"
#include "lua_lines.h"

#define READER "bluepencil.lines"

#define BUFFER_FIRST ((size_t)1 << 16)   /* what a pipe holds */
#define BUFFER_KEEP  ((size_t)1 << 20)

typedef struct {
  int fd;              /* -1 when closed */
  char *buffer;
  size_t size, start, scan, end;
  bool skipping;       /* within a line that was given up */
  bool at_end;
} reader;

static reader *check_reader (lua_State *L) {
  reader *r = luaL_checkudata(L, 1, READER);
  luaL_argcheck(L, r->fd >= 0, 1, "reader is closed");
  return r;
}

static int reader_close (lua_State *L) {
  reader *r = luaL_checkudata(L, 1, READER);
  if (r->fd > STDIN_FILENO) close(r->fd);
  free(r->buffer);
  r->buffer = NULL;
  r->fd = -1;
  return 0;
}

/* Read once more; false with errno when that failed. */
static bool fill (reader *r, bool *no_memory) {
  if (r->start > 0 && r->end == r->size) {              /* make room: first by moving, then by growing */
    memmove(r->buffer, r->buffer + r->start, r->end - r->start);
    r->end -= r->start;
    r->scan -= r->start;
    r->start = 0;
  }
  if (r->end == r->size) {
    if (r->size > SIZE_MAX / 2) {
      *no_memory = true;
      return false;
    }
    size_t size = r->size > 0 ? r->size * 2 : BUFFER_FIRST;
    char *bigger = realloc(r->buffer, size);
    if (bigger == NULL) {
      *no_memory = true;
      return false;
    }
    r->buffer = bigger;
    r->size = size;
  }
  struct pollfd wait = { .fd = r->fd, .events = POLLIN };
  if (poll(&wait, 1, -1) < 0) return false;             /* unlike read, never begun again after a signal */
  ssize_t got = read(r->fd, r->buffer + r->end, r->size - r->end);
  if (got < 0) return false;
  if (got == 0) r->at_end = true;
  r->end += (size_t)got;
  return true;
}

static void shrink (reader *r) {
  if (r->size <= BUFFER_KEEP || r->end - r->start > BUFFER_FIRST) return;
  memmove(r->buffer, r->buffer + r->start, r->end - r->start);
  r->end -= r->start;
  r->scan -= r->start;
  r->start = 0;
  char *smaller = realloc(r->buffer, BUFFER_FIRST);
  if (smaller == NULL) return;                           /* keep what there is */
  r->buffer = smaller;
  r->size = BUFFER_FIRST;
}

/* Take [start, start + length) and the line end after it, if there is one. */
static int push_line (lua_State *L, reader *r, size_t length, bool has_end, size_t limit) {
  if (r->skipping || length > limit) lua_pushboolean(L, 0);
  else lua_pushlstring(L, r->buffer + r->start, length); /* may raise: nothing has been changed yet */
  r->skipping = false;
  r->start += length + (has_end ? 1 : 0);
  r->scan = r->start;
  shrink(r);
  return 1;
}

static int reader_next (lua_State *L) {
  reader *r = check_reader(L);
  lua_Integer wanted = luaL_checkinteger(L, 2);
  luaL_argcheck(L, wanted > 0, 2, "a number of bytes above 0 expected");
  size_t limit = (size_t)wanted;
  for (;;) {
    char *found = r->end > r->scan ? memchr(r->buffer + r->scan, '\n', r->end - r->scan) : NULL;
    if (found != NULL) return push_line(L, r, (size_t)(found - r->buffer) - r->start, true, limit);
    r->scan = r->end;
    if (r->at_end) {
      if (r->end > r->start || r->skipping) return push_line(L, r, r->end - r->start, false, limit);
      luaL_pushfail(L);
      return 1;
    }
    if (r->skipping || r->end - r->start > limit) {      /* given up: what has come of it is not needed */
      r->skipping = true;
      r->start = r->scan = r->end = 0;
    }
    bool no_memory = false;
    if (!fill(r, &no_memory)) {
      if (no_memory) return luaL_error(L, "not enough memory");
      int error = errno;
      luaL_pushfail(L);
      lua_pushstring(L, strerror(error));
      lua_pushstring(L, error == EINTR ? "interrupted" : "io");
      return 3;
    }
  }
}

static int open_lines (lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  reader *r = lua_newuserdatauv(L, sizeof *r, 0);
  *r = (reader){ .fd = -1 };
  luaL_setmetatable(L, READER);
  r->fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (r->fd < 0) {
    int error = errno;
    luaL_pushfail(L);
    lua_pushstring(L, strerror(error));
    lua_pushliteral(L, "io");
    return 3;
  }
  return 1;
}

void bp_register_lines (lua_State *L) {
  static const luaL_Reg methods[] = { { "next", reader_next }, { "close", reader_close }, { NULL, NULL } };
  luaL_newmetatable(L, READER);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, reader_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, reader_close);
  lua_setfield(L, -2, "__close");
  lua_pop(L, 1);
  lua_pushcfunction(L, open_lines);
  lua_setfield(L, -2, "open_lines");
}
