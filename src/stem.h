/* stem.h -- English words to their stem: "kidnapped", "kidnapping", "kidnaps" are all "kidnap". */
#ifndef BP_STEM_H
#define BP_STEM_H

#include <stddef.h>

/* Longest word that is stemmed; a longer one is no English word. */
#define BP_STEM_MAX 48

/*
** Stem a word in place: `word` holds `len` lower-case ASCII letters and apostrophes, and has room for one more byte.
** Returns the new length, which may be one above the old.  What holds any other byte is left as it is.
*/
size_t bp_stem_english (char *word, size_t len);

/*
** How many of its first bytes a stem shares with every word of it; at least 1.  What does not begin with them need not be
** stemmed to be told apart.
*/
size_t bp_stem_shared (const char *stem, size_t len);

#endif
