/* gazetteer.h -- many names at once: build, freeze, scan, save, map.
**
** A name is a sequence of tokens with a value, 32 bits that the caller gives a meaning (a set of kinds), and an
** optional info, a short string ("country:FR").  A frozen gazetteer never changes and may be shared by documents and
** threads.
*/
#ifndef BP_GAZETTEER_H
#define BP_GAZETTEER_H

#include "document.h"

/* Longest name in tokens: it bounds the work at one place of the text, whatever the list. */
#define BP_GAZETTEER_TOKENS 64

typedef struct bp_gazetteer_builder bp_gazetteer_builder;
typedef struct bp_gazetteer bp_gazetteer;

typedef struct {
  bp_span span;
  uint32_t value;
} bp_match;

/* A growing array; zeroed to begin with, kept from scan to scan, freed by bp_matches_free. */
typedef struct {
  bp_match *item;
  uint32_t count, room;
} bp_matches;

typedef struct {
  uint32_t value;
  const char *info;     /* "" when there is none; belongs to the gazetteer */
} bp_name;

enum { BP_GAZETTEER_FOLD = 1 };   /* names and text are compared after case folding */

/*
** `capital`: bits of a value that count only where the first word of the match has a capital letter ("Long" the
** surname, not "long").  `note`: a string kept with the gazetteer, such as the names of the bits.  BP_OK or BP_ENOMEM.
*/
int  bp_gazetteer_builder_new (bp_gazetteer_builder **out, int how, uint32_t capital, const char *note);
void bp_gazetteer_builder_free (bp_gazetteer_builder *b);   /* NULL is harmless */

/*
** Add a name.  Added again, its values are or-ed; a new info is put behind the old one with ";" between.
** BP_EUTF8; BP_EFORMAT when the name has no token or the value no bit; BP_ELIMIT for more than BP_GAZETTEER_TOKENS;
** BP_ENOMEM.  After BP_ENOMEM the builder is whole but the name may be missing.
*/
int bp_gazetteer_builder_add (bp_gazetteer_builder *b, const char *name, size_t len, uint32_t value, const char *info);

/* The builder may be used further.  BP_OK, BP_ELIMIT, BP_ENOMEM. */
int bp_gazetteer_builder_freeze (const bp_gazetteer_builder *b, bp_gazetteer **out);

/* BP_EIO, BP_EFORMAT (not a gazetteer), BP_EVERSION, BP_ECHECKSUM (damaged), BP_ENOMEM. */
int  bp_gazetteer_load (bp_gazetteer **out, const char *path);
int  bp_gazetteer_save (const bp_gazetteer *g, const char *path);   /* BP_EIO, BP_ENOMEM */
void bp_gazetteer_free (bp_gazetteer *g);                           /* NULL is harmless */

enum { BP_SCAN_LONGEST = 0, BP_SCAN_ALL = 1, BP_SCAN_ANY_CASE = 2 };   /* bits */

/*
** Names among the tokens that lie inside the span, in text order.  BP_SCAN_LONGEST: leftmost-longest, disjoint.
** BP_SCAN_ALL: every name that starts at each token, the shorter first.  BP_SCAN_ANY_CASE: the text's capitals say nothing,
** so bits that count only with a capital letter always count.  No name crosses the edge of a block.
** `out` is emptied first.  BP_OK or BP_ENOMEM.
*/
int  bp_gazetteer_scan (const bp_gazetteer *g, const bp_document *doc, bp_span within, int how, bp_matches *out);
void bp_matches_free (bp_matches *m);

/* Whether a string, or the tokens inside a span, are a name.  *found is 0 or 1.  BP_OK, BP_EUTF8, BP_ENOMEM. */
int bp_gazetteer_lookup (const bp_gazetteer *g, const char *name, size_t len, bp_name *out, int *found);
int bp_gazetteer_lookup_span (const bp_gazetteer *g, const bp_document *doc, bp_span span, bp_name *out);

/* The same for `count` tokens from `first`, which must be there; value 0 when they are no name. */
bp_name bp_gazetteer_lookup_tokens (const bp_gazetteer *g, const bp_tokens *tokens, uint32_t first, uint32_t count);

/* The longest name that begins at a token, within its block: how many tokens it has (0: there is none), its value. */
uint32_t bp_gazetteer_longest (const bp_gazetteer *g, const bp_document *doc, uint32_t first, uint32_t *value);

uint32_t    bp_gazetteer_count (const bp_gazetteer *g);   /* names */
const char *bp_gazetteer_note (const bp_gazetteer *g);
size_t      bp_gazetteer_size (const bp_gazetteer *g);    /* bytes of the image, in memory and in a file */

#endif
