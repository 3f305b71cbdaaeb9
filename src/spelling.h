/* spelling.h -- one character, however it is written. */
#ifndef BP_SPELLING_H
#define BP_SPELLING_H

#include <stddef.h>
#include <stdint.h>

/* The character at p (len > 0) and its length in *width; bytes that are no character read as U+FFFD. */
int32_t bp_spelled_char (const char *p, size_t len, size_t *width);

#endif
