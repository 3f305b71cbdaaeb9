/* fuzz_tei.c -- the XML writer: whatever text goes in, what comes out parses, and holds that text.
**
** The input is a program: each byte opens, closes or gives the bytes behind it as text or attribute.  Then the same bytes go
** to the checker as a document of their own.
*/
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "schema.h"
#include "tei.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void quiet (void *context, const char *message, ...) { (void)context; (void)message; }

/* The document must parse: the writer's one promise. */
static void must_parse (const char *bytes, size_t len) {
  xmlSetGenericErrorFunc(NULL, quiet);
  xmlDocPtr doc = xmlReadMemory(bytes, (int)len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR);
  if (!doc) abort();
  xmlFreeDoc(doc);
}

static void must (int rc) { if (rc != BP_OK) abort(); }

static void write_program (const uint8_t *data, size_t size) {
  static const char *const names[] = { "p", "div", "persName", "said", "text" };
  bp_tei *w;
  must(bp_tei_new(&w, size % 4));
  must(bp_tei_container(w, "div", 3));
  must(bp_tei_container(w, "text", 4));
  must(bp_tei_open(w, "TEI", 3));
  for (size_t i = 0; i < size; ) {
    uint8_t op = data[i++];
    size_t len = op >> 3;
    if (len > size - i) len = size - i;
    const char *bytes = (const char *)data + i;
    switch (op & 7) {
      case 0: case 1: {
        const char *name = names[len % 5];
        if (bp_tei_depth(w) < 200) must(bp_tei_open(w, name, strlen(name)));
        break;
      }
      case 2: if (bp_tei_depth(w) > 1) must(bp_tei_close(w)); break;
      case 3: (void)bp_tei_attribute(w, "n", 1, bytes, len); i += len; break;
      case 4: (void)bp_tei_open(w, bytes, len); i += len; break;                      /* a hostile name */
      case 5: (void)bp_tei_attribute(w, bytes, len, bytes, len); i += len; break;
      default: must(bp_tei_text(w, bytes, len)); i += len; break;
    }
  }
  const char *out;
  size_t len;
  if (bp_tei_finish(w, &out, &len) == BP_OK) abort();                                 /* the root is still open */
  while (bp_tei_depth(w) > 0) must(bp_tei_close(w));
  must(bp_tei_finish(w, &out, &len));
  must_parse(out, len);
  bp_tei_free(w);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  static bp_schema *schema;
  bp_xml_error error;
  bp_schema_init();
  if (!schema && bp_schema_load(&schema, "data/schema/bluepencil.rng", &error) != BP_OK
      && bp_schema_load(&schema, "../../data/schema/bluepencil.rng", &error) != BP_OK) abort();   /* run from build/fuzz */
  write_program(data, size);
  if (bp_schema_accepts(schema, (const char *)data, size)
      && bp_schema_validate_slowly(schema, (const char *)data, size, &error) != BP_OK) abort();   /* a wrong yes */
  if (bp_schema_validate(schema, (const char *)data, size, &error) != BP_OK
      && memchr(error.message, 0, sizeof error.message) == NULL) abort();
  return 0;
}
