/* tei.h -- write XML, element by element, so that what comes out is well formed whatever goes in. */
#ifndef BP_TEI_H
#define BP_TEI_H

#include "bp.h"

typedef struct bp_tei bp_tei;

/* A writer that indents by `indent` spaces a level (0: no line breaks at all).  It belongs to the caller. */
int bp_tei_new (bp_tei **out, unsigned indent);
void bp_tei_free (bp_tei *w);

/* Elements of this name hold elements only: each child gets a line of its own.  Every other element is mixed content, into
   which no space is ever put. */
int bp_tei_container (bp_tei *w, const char *name, size_t len);

/* BP_EFORMAT: not a name, an attribute outside a start tag or given twice, nothing to close, a second root. */
int bp_tei_open (bp_tei *w, const char *name, size_t len);
int bp_tei_attribute (bp_tei *w, const char *name, size_t len, const char *value, size_t value_len);
int bp_tei_text (bp_tei *w, const char *text, size_t len);
int bp_tei_close (bp_tei *w);

/* The document, once every element is closed; the bytes belong to the writer and stay as they are until it is freed. */
int bp_tei_finish (bp_tei *w, const char **bytes, size_t *len);

/* How many elements are open. */
unsigned bp_tei_depth (const bp_tei *w);

/* How many characters of `text` XML cannot hold (control characters, U+FFFE, U+FFFF, bytes that are not UTF-8): the writer
   puts U+FFFD in the place of each. */
size_t bp_xml_count_unsafe (const char *text, size_t len);

#endif
