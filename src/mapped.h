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

#endif
