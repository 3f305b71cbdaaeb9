/* leak.h -- does any of these struck forms still occur in these bytes, however it is written? */
#ifndef BP_LEAK_H
#define BP_LEAK_H

#include "bp.h"

typedef struct { const char *text; size_t len; } bp_form;

enum {
  BP_LEAK_MARKUP = 1,   /* touches a tag, comment or processing instruction */
  BP_LEAK_INSIDE = 2,   /* stands inside a longer word (forms of BP_LEAK_LONG letters and more) */
  BP_LEAK_SPLIT = 4     /* a space, hyphen or sign stands where the form has none */
};

#define BP_LEAK_LONG 6  /* from this many letters a form is searched inside longer words too: shorter ones are in too many */

typedef struct {
  bp_span span;         /* bytes of the searched text, without a possessive or plural ending */
  uint32_t form;        /* index into the forms */
  uint32_t flags;
} bp_leak;

typedef struct { bp_leak *leak; uint32_t count, room; } bp_leaks;

/*
** Every place, sorted by start.  Bytes and forms may be anything, valid or not.  A form without letter or digit occurs
** nowhere.  out->leak belongs to the caller, who frees it with bp_leaks_free.  BP_OK, BP_ENOMEM or BP_ELIMIT.
*/
int  bp_leaks_find (const char *bytes, size_t len, const bp_form *form, uint32_t count, bp_leaks *out);
void bp_leaks_free (bp_leaks *leaks);   /* twice is harmless */

/*
** Forms that may be known to the searcher by fingerprint only (see leak.c): the same places are found.  A print is made for a
** secret number and is searched with the same one.  `stream`: the form's letters and digits, as the search compares them.
** What comes out belongs to the caller, who frees it.  BP_OK, BP_ENOMEM, BP_ELIMIT, BP_EFORMAT.
*/
#define BP_PRINT_MAX 65535u   /* bytes of a form's stream: a chance hit stays out of the question */

typedef struct bp_print_set bp_print_set;

int  bp_print_make (const char *form, size_t len, uint64_t secret, char **out, size_t *out_len, char **stream, size_t *stream_len);
int  bp_print_set_new (bp_print_set **out, const bp_form *print, uint32_t count, uint64_t secret);   /* copies the prints */
int  bp_print_set_find (const bp_print_set *set, const char *bytes, size_t len, bp_leaks *out);      /* set is read only */
void bp_print_set_free (bp_print_set *set);   /* NULL is harmless */

#endif
