/* schema.c -- check XML against a RELAX NG schema with libxml2.
**
** Errors are collected through handlers that belong to the call: nothing is printed, nothing global is set.  A document is
** parsed without network, without entities (a document type declaration is refused: no document of ours has one, and none can
** then swell or fetch) and to a bounded depth, since libxml2 validates recursively.
**
** libxml2 has the last word; before it is asked, relaxng.c recognises what is certainly valid, which nearly everything is.
**
** Cost: the project's schema loads in about 10 ms; checking an article's TEI takes some 30 microseconds, and where libxml2 is
** asked 300 to 400.
** tei_all is not for this: libxml2 needs seconds to load it.
*/
#include "schema.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/SAX2.h>
#include <libxml/xmlschemastypes.h>

#include "relaxng.h"

#define DEPTH_MAX 200                  /* ours are under 64 deep; libxml2's own limit is 256 */
#define SCHEMA_SIZE_MAX (16u << 20)

struct bp_schema {
  xmlDocPtr doc;                       /* until libxml2 is asked for the first time */
  xmlRelaxNGPtr schema;                /* NULL until then: reading it takes 10 ms, and most documents are valid for certain */
  xmlParserCtxtPtr parser;             /* used again for each document: its dictionary stays warm */
  bp_relaxng *quick;                   /* NULL when the schema uses more of the language than it knows */
};

/* What one call has found; lives on its stack. */
typedef struct {
  bp_xml_error *error;
  bool has_error, out_of_memory;
} collector;

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The tables of libxml2 are filled before any thread can race for them. */
static void init_libxml2 (void) {
  xmlInitParser();
  xmlSchemaInitTypes();
  xmlRelaxNGInitTypes();
}

void bp_schema_init (void) { pthread_once(&once, init_libxml2); }

/* ---- errors ---- */

/* The error furthest down the document is kept: libxml2 reports each attempt that led nowhere, and the one that came furthest
   is the one that tells.  Of several on a line the first. */
static void report (collector *c, int line, const char *format, const char *detail) {
  if (c->has_error && line <= c->error->line) return;
  c->has_error = true;
  c->error->line = line > 0 ? line : 0;
  snprintf(c->error->message, sizeof c->error->message, format, detail);
  size_t len = strlen(c->error->message);                /* cut at a character: one may straddle the end */
  while (len > 0 && (c->error->message[len - 1] == '\n' || c->error->message[len - 1] == ' ')) c->error->message[--len] = 0;
}

/* Codes of relaxng.h whose messages quote what stands in the document. */
static bool quotes_content (int code) {
  switch (code) {
    case XML_RELAXNG_ERR_TYPE: case XML_RELAXNG_ERR_TYPEVAL: case XML_RELAXNG_ERR_TYPECMP: case XML_RELAXNG_ERR_DUPID:
    case XML_RELAXNG_ERR_LISTEXTRA: case XML_RELAXNG_ERR_VALUE: case XML_RELAXNG_ERR_LIST: return true;
    default: return false;
  }
}

static void on_invalid (void *data, xmlErrorPtr e) {
  collector *c = data;
  if (e->code == XML_ERR_NO_MEMORY || e->code == XML_RELAXNG_ERR_MEMORY) c->out_of_memory = true;
  const xmlNode *node = e->node;
  if (quotes_content(e->code) || !e->message) {
    const xmlNode *element = node;
    while (element && element->type != XML_ELEMENT_NODE) element = element->parent;
    report(c, e->line, "a value in element %s is not of the form the schema asks for",
           element && element->name ? (const char *)element->name : "?");
  }
  else report(c, e->line, "%s", e->message);
}

/* A parser message with no strings put into it says only what kind of thing is wrong. */
static void on_malformed (collector *c, const xmlError *e) {
  if (e->code == XML_ERR_NO_MEMORY) c->out_of_memory = true;
  if (e->level < XML_ERR_ERROR) return;
  if (e->message && !e->str1) report(c, e->line, "%s", e->message);
  else report(c, e->line, "%s", "not well-formed XML");
}

/* The parser hands its own context to its handlers; the collector hangs on it. */
static void on_parser_error (void *context, xmlErrorPtr e) {
  xmlParserCtxtPtr parser = context;
  if (parser && parser->_private) on_malformed(parser->_private, e);
}

static void refuse (xmlParserCtxtPtr parser, const char *why) {
  if (parser->_private) report(parser->_private, xmlSAX2GetLineNumber(parser), "%s", why);
  xmlStopParser(parser);
}

static void on_doctype (void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
  (void)name; (void)public_id; (void)system_id;
  refuse(context, "a document type declaration is not accepted");
}

static void on_element (void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                        const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {
  xmlParserCtxtPtr parser = context;
  if (parser->nodeNr >= DEPTH_MAX) { refuse(parser, "elements are nested too deep"); return; }
  xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, namespace, attributes, defaulted, attribute);
}

/* ---- parsing ---- */

static xmlParserCtxtPtr new_parser (void) {
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (!parser) return NULL;
  parser->sax->serror = on_parser_error;
  parser->sax->internalSubset = on_doctype;
  parser->sax->startElementNs = on_element;
  return parser;
}

/* XML_PARSE_HUGE lifts the limit of 10 MB on one text, which a long article may pass; what else it lifts is bounded above. */
static xmlDocPtr parse (xmlParserCtxtPtr parser, const char *bytes, size_t len, collector *c) {
  parser->_private = c;
  xmlDocPtr doc = xmlCtxtReadMemory(parser, bytes, (int)len, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
  parser->_private = NULL;
  if (doc && c->has_error) { xmlFreeDoc(doc); doc = NULL; }
  if (!doc) report(c, 0, "%s", "not well-formed XML");
  return doc;
}

/* ---- the schema ---- */

static int read_file (const char *path, char **out, size_t *out_len) {
  FILE *file = fopen(path, "rb");
  if (!file) return errno == ENOMEM ? BP_ENOMEM : BP_EIO;
  size_t len = 0, capacity = 1u << 16;
  char *bytes = malloc(capacity);
  int rc = bytes ? BP_OK : BP_ENOMEM;
  while (rc == BP_OK) {
    len += fread(bytes + len, 1, capacity - len, file);
    if (len < capacity) { if (ferror(file)) rc = BP_EIO; break; }
    if (capacity >= SCHEMA_SIZE_MAX) { rc = BP_ELIMIT; break; }
    char *more = realloc(bytes, capacity * 2);
    if (!more) { rc = BP_ENOMEM; break; }
    bytes = more;
    capacity *= 2;
  }
  fclose(file);
  if (rc != BP_OK) { free(bytes); return rc; }
  *out = bytes;
  *out_len = len;
  return BP_OK;
}

/* Let libxml2 read the schema, if it has not yet.  BP_EFORMAT, BP_ENOMEM. */
static int need_schema (bp_schema *s, collector *c) {
  if (s->schema) return BP_OK;
  xmlRelaxNGParserCtxtPtr reader = s->doc ? xmlRelaxNGNewDocParserCtxt(s->doc) : NULL;
  if (!reader) return s->doc ? BP_ENOMEM : BP_EFORMAT;
  xmlRelaxNGSetParserStructuredErrors(reader, on_invalid, c);
  s->schema = xmlRelaxNGParse(reader);
  xmlRelaxNGFreeParserCtxt(reader);
  xmlFreeDoc(s->doc);                    /* the reader worked on a copy of it */
  s->doc = NULL;
  if (s->schema) return BP_OK;
  report(c, 0, "%s", "not a RELAX NG schema");
  return c->out_of_memory ? BP_ENOMEM : BP_EFORMAT;
}

int bp_schema_load (bp_schema **out, const char *path, bp_xml_error *error) {
  collector c = { error, false, false };
  char *bytes = NULL;
  size_t len = 0;
  error->message[0] = 0;
  error->line = 0;
  int rc = read_file(path, &bytes, &len);
  if (rc != BP_OK) return rc;
  bp_schema *s = calloc(1, sizeof *s);
  if (s) s->parser = new_parser();
  if (!s || !s->parser) { free(bytes); bp_schema_free(s); return BP_ENOMEM; }
  s->doc = parse(s->parser, bytes, len, &c);
  free(bytes);
  if (!s->doc) { bp_schema_free(s); return c.out_of_memory ? BP_ENOMEM : BP_EXML; }
  rc = bp_relaxng_compile(&s->quick, s->doc);
  if (rc != BP_ENOMEM) rc = s->quick ? BP_OK : need_schema(s, &c);     /* what the recogniser knows is RELAX NG */
  if (rc != BP_OK) { bp_schema_free(s); return rc; }
  *out = s;
  return BP_OK;
}

void bp_schema_free (bp_schema *s) {
  if (!s) return;
  if (s->doc) xmlFreeDoc(s->doc);
  if (s->schema) xmlRelaxNGFree(s->schema);
  if (s->parser) xmlFreeParserCtxt(s->parser);
  bp_relaxng_free(s->quick);
  free(s);
}

bool bp_schema_accepts (bp_schema *s, const char *bytes, size_t len) {
  return s->quick && bp_relaxng_accepts(s->quick, bytes, len);
}

int bp_schema_validate_slowly (bp_schema *s, const char *bytes, size_t len, bp_xml_error *error) {
  collector c = { error, false, false };
  error->message[0] = 0;
  error->line = 0;
  if (len > INT_MAX) return BP_ELIMIT;
  int rc = need_schema(s, &c);
  if (rc != BP_OK) return rc;
  xmlDocPtr doc = parse(s->parser, bytes, len, &c);
  if (!doc) return c.out_of_memory ? BP_ENOMEM : BP_EXML;
  xmlRelaxNGValidCtxtPtr check = xmlRelaxNGNewValidCtxt(s->schema);
  rc = BP_ENOMEM;
  if (check) {
    xmlRelaxNGSetValidStructuredErrors(check, on_invalid, &c);
    rc = xmlRelaxNGValidateDoc(check, doc) == 0 ? BP_OK : BP_EINVALID;
    xmlRelaxNGFreeValidCtxt(check);
    if (c.out_of_memory) rc = BP_ENOMEM;
    if (rc == BP_EINVALID) report(&c, 0, "%s", "not valid against the schema");
  }
  xmlFreeDoc(doc);
  return rc;
}

int bp_schema_validate (bp_schema *s, const char *bytes, size_t len, bp_xml_error *error) {
  if (bp_schema_accepts(s, bytes, len)) {
    error->message[0] = 0;
    error->line = 0;
    return BP_OK;
  }
  return bp_schema_validate_slowly(s, bytes, len, error);
}
