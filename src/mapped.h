/* mapped.h -- whole files: mapped read-only, replaced at once, checked by sum. */
#ifndef BP_MAPPED_H
#define BP_MAPPED_H

#include "bp.h"

typedef struct {
  const unsigned char *data;   /* NULL when nothing is mapped */
  size_t size;
} bp_mapped;

/*
** Map a file read-only; all processes that map it share its pages.  An empty file gives BP_EFORMAT, one that is not a
** regular file or cannot be read BP_EIO.  The file must not be shortened while it is mapped: bp_file_replace, which
** puts a new file in its place, is safe; writing into it is not.
*/
int  bp_mapped_open (bp_mapped *out, const char *path);
void bp_mapped_close (bp_mapped *map);   /* twice is harmless */

/* Write a file whole: to a temporary name beside it, then rename, so that a reader sees the old or the new one. */
int bp_file_replace (const char *path, const void *data, size_t size);

/* A 64-bit sum that sees damage, the same on every machine; not against forgery.  About 10 GB a second. */
uint64_t bp_checksum (const void *data, size_t size);

/*
** Every file of the core that is mapped begins alike; the rest of its header is its own.  Numbers are in the byte order of
** the machine that wrote them, and `order` refuses a file from one of the other kind.
*/
typedef struct {
  char magic[8];
  uint32_t order, version;
} bp_file_front;

#define BP_FILE_ORDER 0x01020304u

enum { BP_FILE_HEADER_MAX = 512 };

/* What a kind of file looks like: its magic, its version, the size of its header and where in it the checksum stands. */
typedef struct {
  const char *magic;
  uint32_t version;
  size_t header, checksum;
} bp_file_kind;

/* BP_OK, BP_EFORMAT (another kind of file, or too short for a header) or BP_EVERSION. */
int bp_file_check_front (const void *file, size_t size, const bp_file_kind *kind);

/* Sum of a whole file, taken as if its checksum were zero; the file is at least a header long. */
uint64_t bp_file_sum (const void *file, size_t size, const bp_file_kind *kind);

#endif
