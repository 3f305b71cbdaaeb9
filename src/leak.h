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

#endif
