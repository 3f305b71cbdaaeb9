/* markup.h -- where a tag, comment or processing instruction ends. */
#ifndef BP_MARKUP_H
#define BP_MARKUP_H

#include <stddef.h>

/* One pass over bytes, which are borrowed; `at` is 0 to begin with. */
typedef struct { const char *bytes; size_t len, at[3]; } bp_markup_ends;

/* The offset behind the markup that opens at i; 0 when it is none or never closed.  Offsets asked for grow. */
size_t bp_markup_end (bp_markup_ends *ends, size_t i);

#endif
