/* lua_system.c -- what the command needs from POSIX and Lua's own library lacks; module bluepencil.system.
**
** Terminals, folders, clocks, and writing a file so that it is either there whole or not there at all.
** Separate from the core: a plugin never loads this.  Calls fail with nil, message, code as everywhere.
**
** A file is written under another name in its folder and then renamed (or linked, when nothing may be replaced).
** Signals that would end the process wait meanwhile, so that no temporary file stays behind; only SIGKILL or a power cut
** leaves one, and never a half-written file under the final name.  There is no fsync: on a disk it costs milliseconds,
** a hundred times the work on an article.
*/
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "compat.h"
#include "lua_append.h"
#include "lua_lines.h"

#define EXPORT __attribute__((visibility("default")))

/* nil, "No space left on device", "ENOSPC": the caller puts the file's name before it. */
static int push_errno (lua_State *L, int error) {
  const char *code = "io";
  switch (error) {
    case EEXIST: code = "exists"; break;
    case ENOENT: code = "missing"; break;
    case ENOSPC: case EDQUOT: case EFBIG: code = "full"; break;
    case EACCES: case EPERM: case EROFS: code = "access"; break;
    default: break;
  }
  luaL_pushfail(L);
  lua_pushstring(L, strerror(error));
  lua_pushstring(L, code);
  return 3;
}

static int push_done (lua_State *L) {
  lua_pushboolean(L, 1);
  return 1;
}

/* ---- terminal ------------------------------------------------------------------------------------------------- */

/* is_terminal(0 | 1 | 2) -> boolean */
static int is_terminal (lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

/* terminal_width(2) -> columns | nil */
static int terminal_width (lua_State *L) {
  struct winsize size;
  if (ioctl((int)luaL_checkinteger(L, 1), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) luaL_pushfail(L);
  else lua_pushinteger(L, size.ws_col);
  return 1;
}

/* ---- clocks and memory ---------------------------------------------------------------------------------------- */

static int push_clock (lua_State *L, clockid_t clock) {
  struct timespec now = { 0, 0 };
  clock_gettime(clock, &now);
  lua_pushnumber(L, (lua_Number)now.tv_sec + (lua_Number)now.tv_nsec / 1e9);
  return 1;
}

/* now_s() -> seconds of a clock that only goes forward */
static int now_s (lua_State *L) { return push_clock(L, CLOCK_MONOTONIC); }

/* cpu_s() -> seconds of processor time this process has used */
static int cpu_s (lua_State *L) { return push_clock(L, CLOCK_PROCESS_CPUTIME_ID); }

/* peak_memory_bytes() -> the most memory this process ever held */
static int peak_memory_bytes (lua_State *L) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return push_errno(L, errno);
#ifdef __APPLE__
  lua_pushinteger(L, (lua_Integer)usage.ru_maxrss);
#else
  lua_pushinteger(L, (lua_Integer)usage.ru_maxrss * 1024);
#endif
  return 1;
}

/* ---- folders -------------------------------------------------------------------------------------------------- */

/* current_folder() -> path | nil, message, code */
static int current_folder (lua_State *L) {
  size_t size = 1024;
  for (;;) {
    char *path = lua_newuserdatauv(L, size, 0);
    if (getcwd(path, size) != NULL) {
      lua_pushstring(L, path);
      return 1;
    }
    if (errno != ERANGE || size > 1u << 20) return push_errno(L, errno);
    lua_pop(L, 1);
    size *= 2;
  }
}

/* kind(path) -> "file" | "folder" | "other", identity | nil, message, code.  Equal identities are one and the same file. */
static int kind (lua_State *L) {
  struct stat info;
  if (stat(luaL_checkstring(L, 1), &info) != 0) return push_errno(L, errno);
  lua_pushstring(L, S_ISREG(info.st_mode) ? "file" : S_ISDIR(info.st_mode) ? "folder" : "other");
  lua_pushfstring(L, "%I:%I", (LUAI_UACINT)info.st_dev, (LUAI_UACINT)info.st_ino);
  return 2;
}

/* may_write(path) -> true | nil, message, code: whether files may be made in a folder */
static int may_write (lua_State *L) {
  if (access(luaL_checkstring(L, 1), W_OK | X_OK) != 0) return push_errno(L, errno);
  return push_done(L);
}

/* make_folder(path) -> true | nil, message, code; the folders above it too; one that is there already is well */
static int make_folder (lua_State *L) {
  size_t len;
  const char *given = luaL_checklstring(L, 1, &len);
  char *path = lua_newuserdatauv(L, len + 1, 0);
  memcpy(path, given, len + 1);
  for (size_t i = 1; i <= len; i++) {
    if (path[i] != '/' && path[i] != '\0') continue;
    char end = path[i];
    path[i] = '\0';
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
      int error = errno;
      struct stat info;      /* a folder above may be there although we may not make one beside it */
      if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) return push_errno(L, error);
    }
    path[i] = end;
  }
  struct stat info;
  if (stat(path, &info) != 0) return push_errno(L, errno);
  if (!S_ISDIR(info.st_mode)) return push_errno(L, ENOTDIR);
  return push_done(L);
}

static int compare_names (const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void free_names (char **names, size_t count) {
  for (size_t i = 0; i < count; i++) free(names[i]);
  free(names);
}

static int read_names (const char *path, char ***out, size_t *out_count) {
  DIR *folder = opendir(path);
  if (folder == NULL) return errno;
  char **names = NULL;
  size_t count = 0, room = 0;
  int error = 0;
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(folder);
    if (entry == NULL) {
      error = errno;
      break;
    }
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (count == room) {
      size_t larger = room ? room * 2 : 64;
      char **grown = larger > SIZE_MAX / sizeof *names ? NULL : realloc(names, larger * sizeof *names);
      if (grown == NULL) {
        error = ENOMEM;
        break;
      }
      names = grown;
      room = larger;
    }
    if ((names[count] = strdup(entry->d_name)) == NULL) {
      error = ENOMEM;
      break;
    }
    count++;
  }
  closedir(folder);
  if (error) {
    free_names(names, count);
    return error;
  }
  if (count > 1) qsort(names, count, sizeof *names, compare_names);
  *out = names;
  *out_count = count;
  return 0;
}

typedef struct { char **names; size_t count; } name_list;

static int name_list_gc (lua_State *L) {
  name_list *list = luaL_checkudata(L, 1, "bluepencil.name_list");
  free_names(list->names, list->count);
  list->names = NULL;
  list->count = 0;
  return 0;
}

/* list(path) -> names in byte order, without "." and ".." | nil, message, code */
static int list (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  name_list *names = lua_newuserdatauv(L, sizeof *names, 0);
  *names = (name_list){ NULL, 0 };
  luaL_setmetatable(L, "bluepencil.name_list");
  int error = read_names(path, &names->names, &names->count);
  if (error) return push_errno(L, error);
  lua_createtable(L, names->count > INT32_MAX ? 0 : (int)names->count, 0);
  for (size_t i = 0; i < names->count; i++) {
    lua_pushstring(L, names->names[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  free_names(names->names, names->count);
  *names = (name_list){ NULL, 0 };
  return 1;
}

/* ---- writing a file --------------------------------------------------------------------------------------------- */

static int write_all (int file, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t done = write(file, bytes, len);
    if (done < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes += done;
    len -= (size_t)done;
  }
  return 0;
}

/* Give the finished temporary file its name.  link(2) refuses to replace; where a file system has no links, look first. */
static int put_in_place (const char *temporary, const char *path, bool replace) {
  if (replace) return rename(temporary, path) == 0 ? 0 : errno;
  if (link(temporary, path) == 0) return unlink(temporary) == 0 ? 0 : errno;
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS && errno != EMLINK) return errno;
  struct stat info;
  if (lstat(path, &info) == 0) return EEXIST;
  return rename(temporary, path) == 0 ? 0 : errno;
}

static int write_whole (const char *path, const char *temporary, mode_t mode, const char *bytes, size_t len, bool replace) {
  int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  if (file < 0) return errno;
  int error = write_all(file, bytes, len);
  if (close(file) != 0 && !error) error = errno;
  if (!error) error = put_in_place(temporary, path, replace);
  if (error) unlink(temporary);
  return error;
}

/* write_file(path, bytes [, replace [, private]]) -> true | nil, message, code: "exists" when it is there and may not be
** replaced.  A private file is its owner's alone (mode 0600), also when it replaces one that was not. */
static int write_file (lua_State *L) {
  size_t len, path_len;
  const char *path = luaL_checklstring(L, 1, &path_len);
  const char *bytes = luaL_checklstring(L, 2, &len);
  bool replace = lua_toboolean(L, 3);
  mode_t mode = lua_toboolean(L, 4) ? 0600 : 0666;
  luaL_argcheck(L, strlen(path) == path_len && path_len > 0 && path[path_len - 1] != '/', 1, "not the name of a file");

  struct stat info;                  /* ask before writing: cheaper, and a folder in the way is told from a file */
  if (lstat(path, &info) == 0) {
    if (S_ISDIR(info.st_mode)) return push_errno(L, EISDIR);
    if (!replace) return push_errno(L, EEXIST);
  }
  const char *slash = strrchr(path, '/');
  lua_pushlstring(L, path, slash ? (size_t)(slash - path) + 1 : 0);
  struct timespec now = { 0, 0 };
  clock_gettime(CLOCK_REALTIME, &now);    /* two machines may share a folder and a process number */
  lua_pushfstring(L, "%s.bluepencil-%d-%d.tmp", lua_tostring(L, -1), (int)getpid(), (int)now.tv_nsec);
  const char *temporary = lua_tostring(L, -1);

  sigset_t ending, before;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGHUP);
  sigaddset(&ending, SIGQUIT);
  sigprocmask(SIG_BLOCK, &ending, &before);
  int error = write_whole(path, temporary, mode, bytes, len, replace);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return error ? push_errno(L, error) : push_done(L);
}

/* Let a file that grows beyond the user's limit fail with a message instead of ending the program without one. */
static int report_file_limit (lua_State *L) {
  (void)L;
  signal(SIGXFSZ, SIG_IGN);
  return 0;
}

static const luaL_Reg functions[] = {
  { "is_terminal", is_terminal },
  { "terminal_width", terminal_width },
  { "now_s", now_s },
  { "cpu_s", cpu_s },
  { "peak_memory_bytes", peak_memory_bytes },
  { "current_folder", current_folder },
  { "kind", kind },
  { "may_write", may_write },
  { "make_folder", make_folder },
  { "list", list },
  { "write_file", write_file },
  { "report_file_limit", report_file_limit },
  { NULL, NULL }
};

EXPORT int luaopen_bluepencil_system (lua_State *L);

EXPORT int luaopen_bluepencil_system (lua_State *L) {
  luaL_newmetatable(L, "bluepencil.name_list");
  lua_pushcfunction(L, name_list_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  bp_register_append(L);
  bp_register_lines(L);
  return 1;
}
