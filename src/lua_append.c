/* lua_append.c -- files that only grow, by whole records: the ledger and the map.
**
** A file is its owner's alone (0600) and is written by one process at a time (flock).  A record goes out in one write; when
** that fails, what was written of it is taken back, and a piece of a line that a crash left at the end is taken off when
** the file is opened next.  There is no fsync: see lua_system.c.
*/
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compat.h"
#include "lua_append.h"

#define APPENDER "bluepencil.appender"
#define BLOCK 4096

typedef struct { int fd; off_t size; } appender;

static int fail (lua_State *L, const char *message, const char *code) {
  luaL_pushfail(L);
  lua_pushstring(L, message);
  lua_pushstring(L, code);
  return 3;
}

static int fail_errno (lua_State *L, int error) {
  return fail(L, strerror(error), error == EACCES || error == EPERM || error == EROFS ? "access" : error == ENOENT ? "missing" : "io");
}

static const char *refuse (const struct stat *info) {
  if (!S_ISREG(info->st_mode)) return "is not a regular file";
  if ((info->st_mode & 077) != 0) return "others may read or change it: chmod 600 makes it the owner's alone";
  if (info->st_uid != geteuid() && geteuid() != 0) return "belongs to another user";
  return NULL;
}

/* Where the last whole line ends, and where it begins; 0, 0 when there is none.  Reads backwards in blocks. */
static int last_line (int fd, off_t size, off_t *begin, off_t *end) {
  char block[BLOCK];
  off_t at = size;
  *begin = *end = 0;
  while (at > 0) {
    off_t from = at > BLOCK ? at - BLOCK : 0;
    ssize_t n = pread(fd, block, (size_t)(at - from), from);
    if (n != (ssize_t)(at - from)) return n < 0 ? errno : EIO;
    while (n-- > 0) {
      if (block[n] != '\n') continue;
      if (*end == 0) *end = from + n + 1;
      else { *begin = from + n + 1; return 0; }
    }
    at = from;
  }
  return 0;
}

static int appender_gc (lua_State *L) {       /* also close; twice is harmless */
  appender *a = luaL_checkudata(L, 1, APPENDER);
  if (a->fd >= 0) close(a->fd);
  a->fd = -1;
  return 0;
}

/* open_append(path) -> appender, last line or nil, bytes of a broken record that were taken off | nil, message, code */
static int open_append (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  appender *a = lua_newuserdatauv(L, sizeof *a, 0);
  a->fd = -1;
  luaL_setmetatable(L, APPENDER);
  a->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0600);
  if (a->fd < 0) return errno == ELOOP ? fail(L, "is a link", "access") : fail_errno(L, errno);
  struct stat info;
  if (fstat(a->fd, &info) != 0) return fail_errno(L, errno);
  const char *problem = refuse(&info);
  if (problem != NULL) return fail(L, problem, "access");
  if (flock(a->fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? fail(L, "is being written by another run", "busy") : fail_errno(L, errno);
  }
  if (fstat(a->fd, &info) != 0) return fail_errno(L, errno);
  off_t begin, end;
  int error = last_line(a->fd, info.st_size, &begin, &end);
  if (!error && end < info.st_size && ftruncate(a->fd, end) != 0) error = errno;
  if (error) return fail_errno(L, error);
  a->size = end;
  if (end == 0) {
    luaL_pushfail(L);
  } else {
    size_t len = (size_t)(end - begin - 1);
    luaL_Buffer buffer;
    char *line = luaL_buffinitsize(L, &buffer, len > 0 ? len : 1);
    if (pread(a->fd, line, len, begin) != (ssize_t)len) error = EIO;
    luaL_pushresultsize(&buffer, len);
    if (error) return fail_errno(L, error);
  }
  lua_pushinteger(L, (lua_Integer)(info.st_size - end));
  return 3;
}

static int write_record (appender *a, const char *bytes, size_t len) {
  size_t left = len;
  while (left > 0) {
    ssize_t done = write(a->fd, bytes, left);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      int error = errno;
      if (left < len && ftruncate(a->fd, a->size) != 0) return EIO;
      return error;
    }
    bytes += done;
    left -= (size_t)done;
  }
  a->size += (off_t)len;
  return 0;
}

/* appender:append(bytes) -> true | nil, message, code: all of it or nothing */
static int append (lua_State *L) {
  appender *a = luaL_checkudata(L, 1, APPENDER);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  luaL_argcheck(L, a->fd >= 0, 1, "file is closed");
  sigset_t ending, before;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGHUP);
  sigaddset(&ending, SIGQUIT);
  sigprocmask(SIG_BLOCK, &ending, &before);
  int error = write_record(a, bytes, len);
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (error) return fail_errno(L, error);
  lua_pushboolean(L, 1);
  return 1;
}

void bp_register_append (lua_State *L) {
  static const luaL_Reg methods[] = { { "append", append }, { "close", appender_gc }, { NULL, NULL } };
  luaL_newmetatable(L, APPENDER);
  lua_pushcfunction(L, appender_gc);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, appender_gc);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, open_append);
  lua_setfield(L, -2, "open_append");
}
