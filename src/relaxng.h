/* relaxng.h -- a fast yes: whether a document that we wrote is valid against our schema.
**
** libxml2 checks a schema by trying: some 400 microseconds for an article's TEI, a third of which goes into building its tree.  Nearly
** every document is valid, so here only that is recognised, in one pass over the bytes; what is not certainly valid is left to
** libxml2, whose verdict and message stand (schema.c).  A wrong yes would be an error, a missing yes costs time.
**
** The method is derivatives of patterns (Brzozowski 1964; for RELAX NG J. Clark, "An algorithm for RELAX NG validation", 2002):
** what remains of a content model after an element has been seen is a content model again.  Equal patterns are one number, and
** each step is remembered, so that after a few documents a step is one look-up: an automaton that is built as it is used.
*/
#ifndef BP_RELAXNG_H
#define BP_RELAXNG_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "bp.h"

typedef struct bp_relaxng bp_relaxng;

/* From a schema in XML syntax: element, attribute, text, empty, group, choice, optional, zeroOrMore, oneOrMore, ref, data, value, list.
** BP_EFORMAT when it uses more of the language than that. */
int bp_relaxng_compile (bp_relaxng **out, const xmlDoc *schema);
void bp_relaxng_free (bp_relaxng *r);

/* True when the bytes are certainly a valid document. */
bool bp_relaxng_accepts (bp_relaxng *r, const char *bytes, size_t len);

#endif
