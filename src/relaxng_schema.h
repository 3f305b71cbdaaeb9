/* relaxng_schema.h -- a compiled schema: what relaxng_compile.c makes and relaxng.c runs. */
#ifndef BP_RELAXNG_SCHEMA_H
#define BP_RELAXNG_SCHEMA_H

#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>

#include "relaxng.h"
#include "relaxng_pattern.h"

/* A datatype: libxml2's own, perhaps with a pattern; `form` is how values are recognised without asking it. */
enum bp_value_form { BP_FORM_OTHER, BP_FORM_ID, BP_FORM_NCNAME, BP_FORM_NMTOKEN, BP_FORM_NMTOKENS };
typedef struct { xmlSchemaTypePtr type; xmlRegexpPtr pattern; enum bp_value_form form; } bp_datatype;

typedef struct { char *text; size_t len; uint64_t hash; } bp_name;

struct bp_relaxng {
  bp_pool *pool;
  bp_pattern start;
  char *ns;                              /* the one namespace of its elements */
  bp_name *names;                        /* of elements, attributes, and strings that are values */
  size_t name_count;
  uint32_t *name_slots;                  /* number + 1 by hash */
  size_t name_mask;
  bp_pattern *content;                   /* of each element of the schema */
  size_t element_count;
  bp_datatype *types;
  size_t type_count;
  struct bp_checker *checker;            /* what relaxng.c keeps between documents */
};

/* The number of a name, or UINT32_MAX. */
uint32_t bp_relaxng_name (const bp_relaxng *r, const char *text, size_t len);

void bp_checker_free (struct bp_checker *checker);

#endif
