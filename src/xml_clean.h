/* xml_clean.h -- XML as it comes, made fit for a strict parser: no document type, no entities but characters. */
#ifndef BP_XML_CLEAN_H
#define BP_XML_CLEAN_H

#include <stdbool.h>

#include "bp.h"

typedef struct bp_xml_clean bp_xml_clean;

/* What was repaired or refused so far. */
typedef struct {
  uint32_t controls;        /* control characters left out */
  uint32_t ampersands;      /* that stood for themselves, or for an entity nobody declares */
  const char *refused;      /* why the document is not read further, or NULL: a sentence without words of the document */
} bp_xml_repairs;

int bp_xml_clean_new (bp_xml_clean **out);
void bp_xml_clean_free (bp_xml_clean *c);

/* The next bytes of the document in, clean ones out: *out_bytes belongs to the cleaner and holds until the next call.
   BP_EFORMAT when the document is refused; see the repairs. */
int bp_xml_clean_feed (bp_xml_clean *c, const char *bytes, size_t len, bool last, const char **out_bytes, size_t *out_len);

const bp_xml_repairs *bp_xml_clean_repairs (const bp_xml_clean *c);

#endif
