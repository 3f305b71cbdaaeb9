/* relaxng_compile.c -- from a RELAX NG schema, as libxml2 has parsed it, to patterns.
**
** Definitions are put in where they are referred to; an element's content is made apart, so that elements may hold one another.
** What the schema uses beyond the parts named in relaxng.h is refused.  Costs half a millisecond for a schema of 170 definitions.
*/
#include "relaxng_schema.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"

#define ELEMENTS_MAX 4096
#define DEPTH_MAX 64

#define XSD "http://www.w3.org/2001/XMLSchema-datatypes"
#define RELAXNG "http://relaxng.org/ns/structure/1.0"

/* A define of the grammar; compiled once, when it is first referred to. */
typedef struct {
  uint64_t hash;                         /* of its name */
  const xmlNode *node;                   /* NULL when there are several of that name: they would have to be combined */
  bp_pattern pattern;
  bool open, done;                       /* being compiled; compiled */
} definition;

typedef struct {
  bp_relaxng *r;
  const xmlNode *grammar;
  definition *definitions;
  size_t definition_count;
  const xmlNode *elements[ELEMENTS_MAX]; /* by number: their content is made in this order */
  int depth, status;
} compiler;

static bp_pattern compile_one (compiler *c, const xmlNode *node);

/* ---- small things ---- */

static bp_pattern refuse (compiler *c, int status) {
  if (c->status == BP_OK) c->status = status;
  return BP_NOT_ALLOWED;
}

static bool is_called (const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, RELAXNG) == 0
         && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *next_element (const xmlNode *node) {
  while (node && node->type != XML_ELEMENT_NODE) node = node->next;
  return node;
}

/* Grow an array of `count` items by one at powers of two. */
static bool make_room (void **items, size_t count, size_t size) {
  if (count & (count - 1)) return true;
  void *more = realloc(*items, (count ? count * 2 : 1) * size);
  if (!more) return false;
  *items = more;
  return true;
}

/* ---- names and strings ---- */

uint32_t bp_relaxng_name (const bp_relaxng *r, const char *text, size_t len) {
  uint64_t hash = bp_hash_bytes(text, len);
  for (size_t at = hash & r->name_mask; r->name_slots[at]; at = (at + 1) & r->name_mask) {
    const bp_name *n = &r->names[r->name_slots[at] - 1];
    if (n->hash == hash && n->len == len && memcmp(n->text, text, len) == 0) return r->name_slots[at] - 1;
  }
  return UINT32_MAX;
}

static bool index_names (bp_relaxng *r, size_t mask) {
  uint32_t *slots = calloc(mask + 1, sizeof *slots);
  if (!slots) return false;
  free(r->name_slots);
  r->name_slots = slots;
  r->name_mask = mask;
  for (size_t i = 0; i < r->name_count; i++) {
    size_t at = r->names[i].hash & mask;
    while (slots[at]) at = (at + 1) & mask;
    slots[at] = (uint32_t)i + 1;
  }
  return true;
}

/* Takes the string over. */
static uint32_t intern (compiler *c, xmlChar *text) {
  bp_relaxng *r = c->r;
  if (!text) return refuse(c, BP_EFORMAT), 0;
  size_t len = strlen((const char *)text);
  uint32_t known = bp_relaxng_name(r, (const char *)text, len);
  if (known != UINT32_MAX) { xmlFree(text); return known; }
  char *copy = malloc(len + 1);
  if (copy) memcpy(copy, text, len + 1);
  xmlFree(text);
  if (!copy || !make_room((void **)&r->names, r->name_count, sizeof *r->names)) { free(copy); return refuse(c, BP_ENOMEM), 0; }
  r->names[r->name_count++] = (bp_name){ copy, len, bp_hash_bytes(copy, len) };
  size_t mask = r->name_count * 2 > r->name_mask ? r->name_mask * 2 + 1 : r->name_mask;
  if (!index_names(r, mask)) refuse(c, BP_ENOMEM);
  return (uint32_t)r->name_count - 1;
}

static uint32_t attribute_name (compiler *c, const xmlNode *node, const char *attribute) {
  return intern(c, xmlGetNoNsProp(node, (const xmlChar *)attribute));
}

/* ---- datatypes ---- */

static enum bp_value_form form_of (const char *type) {
  static const struct { const char *name; enum bp_value_form form; } forms[] = {
    { "ID", BP_FORM_ID }, { "NCName", BP_FORM_NCNAME }, { "NMTOKEN", BP_FORM_NMTOKEN }, { "NMTOKENS", BP_FORM_NMTOKENS },
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) if (strcmp(forms[i].name, type) == 0) return forms[i].form;
  return BP_FORM_OTHER;
}

static bp_pattern compile_data (compiler *c, const xmlNode *node) {
  bp_relaxng *r = c->r;
  xmlChar *name = xmlGetNoNsProp(node, (const xmlChar *)"type");
  if (!name) return refuse(c, BP_EFORMAT);
  bp_datatype made = { NULL, NULL, form_of((const char *)name) };
  /* As an ID libxml2 would want to enter it into a document's table. */
  const xmlChar *asked = made.form == BP_FORM_ID ? (const xmlChar *)"NCName" : name;
  made.type = xmlSchemaGetPredefinedType(asked, (const xmlChar *)"http://www.w3.org/2001/XMLSchema");
  xmlFree(name);
  if (!made.type) return refuse(c, BP_EFORMAT);
  const xmlNode *param = next_element(node->children);
  if (param) {
    xmlChar *facet = xmlGetNoNsProp(param, (const xmlChar *)"name"), *value = xmlNodeGetContent(param);
    if (is_called(param, "param") && !next_element(param->next) && facet && value && strcmp((const char *)facet, "pattern") == 0)
      made.pattern = xmlRegexpCompile(value);
    xmlFree(facet);
    xmlFree(value);
    if (!made.pattern) return refuse(c, BP_EFORMAT);
    made.form = BP_FORM_OTHER;
  }
  if (!make_room((void **)&r->types, r->type_count, sizeof *r->types)) {
    xmlRegFreeRegexp(made.pattern);
    return refuse(c, BP_ENOMEM);
  }
  r->types[r->type_count++] = made;
  return bp_pattern_make(r->pool, BP_KIND_DATA, (uint32_t)r->type_count - 1, 0);
}

/* ---- patterns ---- */

/* Child patterns one after the other; with `choose`, one of them. */
static bp_pattern compile_children (compiler *c, const xmlNode *node, bool choose) {
  bp_pattern all = choose ? BP_NOT_ALLOWED : BP_EMPTY;
  if (node == NULL) return refuse(c, BP_EFORMAT);
  for (const xmlNode *child = next_element(node->children); child && c->status == BP_OK; child = next_element(child->next)) {
    bp_pattern p = compile_one(c, child);
    all = choose ? bp_pattern_choice(c->r->pool, p, all) : bp_pattern_group(c->r->pool, all, p);
  }
  return all;
}

/* The hash of a node's name attribute; 0 when it has none. */
static uint64_t hash_of_name (const xmlNode *node) {
  xmlChar *name = xmlGetNoNsProp(node, (const xmlChar *)"name");
  uint64_t hash = name ? bp_hash_bytes((const char *)name, strlen((const char *)name)) : 0;
  xmlFree(name);
  return hash;
}

static definition *definition_of (const compiler *c, uint64_t hash) {
  for (size_t i = 0; i < c->definition_count; i++)
    if (c->definitions[i].hash == hash) return &c->definitions[i];
  return NULL;
}

/* BP_OK or BP_ENOMEM. */
static int list_definitions (compiler *c) {
  size_t count = 0;
  for (const xmlNode *d = next_element(c->grammar->children); d; d = next_element(d->next)) count++;
  c->definitions = calloc(count + 1, sizeof *c->definitions);
  if (!c->definitions) return BP_ENOMEM;
  for (const xmlNode *d = next_element(c->grammar->children); d; d = next_element(d->next)) {
    uint64_t hash = is_called(d, "define") ? hash_of_name(d) : 0;
    if (hash == 0) continue;
    definition *known = definition_of(c, hash);
    if (known) known->node = NULL;
    else c->definitions[c->definition_count++] =
      (definition){ .hash = hash, .node = xmlHasProp(d, (const xmlChar *)"combine") ? NULL : d };
  }
  return BP_OK;
}

static bp_pattern compile_ref (compiler *c, const xmlNode *node) {
  definition *d = definition_of(c, hash_of_name(node));
  if (!d || !d->node || d->open || c->depth >= DEPTH_MAX) return refuse(c, BP_EFORMAT);
  if (d->done) return d->pattern;
  c->depth++;
  d->open = true;
  d->pattern = compile_children(c, d->node, false);
  d->open = false;
  d->done = true;
  c->depth--;
  return d->pattern;
}

/* The content comes later; the same element met again is the same number. */
static bp_pattern compile_element (compiler *c, const xmlNode *node) {
  bp_relaxng *r = c->r;
  if (xmlHasProp(node, (const xmlChar *)"ns")) return refuse(c, BP_EFORMAT);
  uint32_t name = attribute_name(c, node, "name"), number = 0;
  while (number < r->element_count && c->elements[number] != node) number++;
  if (number == r->element_count) {
    if (number == ELEMENTS_MAX) return refuse(c, BP_EFORMAT);
    if (!make_room((void **)&r->content, r->element_count, sizeof *r->content)) return refuse(c, BP_ENOMEM);
    c->elements[number] = node;
    r->content[r->element_count++] = BP_NOT_ALLOWED;
  }
  return bp_pattern_make(r->pool, BP_KIND_ELEMENT, name, number);
}

static bp_pattern compile_one (compiler *c, const xmlNode *node) {
  bp_pool *pool = c->r->pool;
  if (is_called(node, "element")) return compile_element(c, node);
  if (is_called(node, "ref")) return compile_ref(c, node);
  if (is_called(node, "text")) return BP_TEXT;
  if (is_called(node, "empty")) return BP_EMPTY;
  if (is_called(node, "group")) return compile_children(c, node, false);
  if (is_called(node, "choice")) return compile_children(c, node, true);
  if (is_called(node, "data")) return compile_data(c, node);
  if (is_called(node, "optional")) return bp_pattern_choice(pool, compile_children(c, node, false), BP_EMPTY);
  if (is_called(node, "oneOrMore")) return bp_pattern_more(pool, compile_children(c, node, false));
  if (is_called(node, "zeroOrMore")) return bp_pattern_choice(pool, bp_pattern_more(pool, compile_children(c, node, false)), BP_EMPTY);
  if (is_called(node, "list")) return bp_pattern_make(pool, BP_KIND_LIST, compile_children(c, node, false), 0);
  if (is_called(node, "value")) return bp_pattern_make(pool, BP_KIND_VALUE, intern(c, xmlNodeGetContent(node)), 0);
  if (is_called(node, "attribute")) {
    uint32_t name = attribute_name(c, node, "name");
    bp_pattern value = next_element(node->children) ? compile_children(c, node, false) : BP_TEXT;
    return bp_pattern_make(pool, BP_KIND_ATTRIBUTE, name, value);
  }
  return refuse(c, BP_EFORMAT);
}

/* Text of a certain form is known in attributes only: in an element it would have to be taken whole. */
static bool holds_values (const bp_pool *pool, bp_pattern p) {
  const bp_pattern_node *n = bp_pool_node(pool, p);
  switch (n->kind) {
    case BP_KIND_DATA: case BP_KIND_VALUE: case BP_KIND_LIST: return true;
    case BP_KIND_CHOICE: case BP_KIND_GROUP: return holds_values(pool, n->a) || holds_values(pool, n->b);
    case BP_KIND_MORE: return holds_values(pool, n->a);
    default: return false;
  }
}

static int compile (compiler *c) {
  bp_relaxng *r = c->r;
  const xmlNode *start = next_element(c->grammar->children);
  while (start && !is_called(start, "start")) start = next_element(start->next);
  if (!start) return BP_EFORMAT;
  r->start = compile_children(c, start, false);
  for (size_t i = 0; i < r->element_count && c->status == BP_OK; i++) {
    bp_pattern p = compile_children(c, c->elements[i], false);
    r->content[i] = p;
    if (holds_values(r->pool, p)) refuse(c, BP_EFORMAT);
  }
  return bp_pool_failed(r->pool) ? BP_ENOMEM : c->status;
}

int bp_relaxng_compile (bp_relaxng **out, const xmlDoc *schema) {
  const xmlNode *grammar = schema->children;
  while (grammar && grammar->type != XML_ELEMENT_NODE) grammar = grammar->next;
  if (!grammar || !is_called(grammar, "grammar")) return BP_EFORMAT;
  xmlChar *library = xmlGetNoNsProp(grammar, (const xmlChar *)"datatypeLibrary");
  bool is_xsd = library && strcmp((const char *)library, XSD) == 0;
  xmlFree(library);
  xmlChar *ns = xmlGetNoNsProp(grammar, (const xmlChar *)"ns");
  bp_relaxng *r = calloc(1, sizeof *r);
  compiler *c = calloc(1, sizeof *c);
  int rc = is_xsd && ns ? BP_OK : BP_EFORMAT;
  if (rc == BP_OK) rc = r && c && index_names(r, 255) ? bp_pool_new(&r->pool) : BP_ENOMEM;
  if (rc == BP_OK) {
    size_t len = strlen((const char *)ns);
    r->ns = malloc(len + 1);
    if (r->ns) memcpy(r->ns, ns, len + 1);
    *c = (compiler){ .r = r, .grammar = grammar, .status = r->ns ? BP_OK : BP_ENOMEM };
    rc = c->status == BP_OK ? list_definitions(c) : c->status;
    if (rc == BP_OK) rc = compile(c);
  }
  xmlFree(ns);
  if (c) free(c->definitions);
  free(c);
  if (rc != BP_OK) { bp_relaxng_free(r); return rc; }
  *out = r;
  return BP_OK;
}

void bp_relaxng_free (bp_relaxng *r) {
  if (!r) return;
  for (size_t i = 0; i < r->name_count; i++) free(r->names[i].text);
  for (size_t i = 0; i < r->type_count; i++) xmlRegFreeRegexp(r->types[i].pattern);
  free(r->names);
  free(r->name_slots);
  free(r->types);
  free(r->content);
  free(r->ns);
  bp_pool_free(r->pool);
  bp_checker_free(r->checker);
  free(r);
}
