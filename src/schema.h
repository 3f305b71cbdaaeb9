/* schema.h -- a RELAX NG schema, read once, and documents checked against it. */
#ifndef BP_SCHEMA_H
#define BP_SCHEMA_H

#include <stdbool.h>

#include "bp.h"

typedef struct bp_schema bp_schema;

/* What was wrong, as far down the document as the check came.  The message names elements and attributes, never their contents: documents hold personal
   data. */
typedef struct {
  char message[256];
  int line;             /* 0: not known */
} bp_xml_error;

/* Call before anything else here; any thread may, any number of times. */
void bp_schema_init (void);

/* BP_EIO (cannot be read), BP_EXML (not XML), BP_EFORMAT (not RELAX NG), BP_ENOMEM. */
int bp_schema_load (bp_schema **out, const char *path, bp_xml_error *error);
void bp_schema_free (bp_schema *s);

/* BP_EXML (not well formed, a document type declaration, too deep), BP_EINVALID, BP_ELIMIT, BP_ENOMEM. */
int bp_schema_validate (bp_schema *s, const char *bytes, size_t len, bp_xml_error *error);

/* The two halves of it, for the tests that compare them: libxml2 alone, and the recogniser of relaxng.h alone. */
int bp_schema_validate_slowly (bp_schema *s, const char *bytes, size_t len, bp_xml_error *error);
bool bp_schema_accepts (bp_schema *s, const char *bytes, size_t len);

#endif
