/* xml_reader.c -- XML and pieces of HTML as elements and text, over the push parsers of libxml2.
**
** Nothing outside of the bytes is ever opened: no document type reaches the parser (xml_clean.c), no network, no catalogue, no
** XInclude.  Depth, names, items and bytes have limits of their own, all of them far below where libxml2 or Lua would suffer.
** A record that passes one is dropped and said to be too large; the rest of the document goes on.  Nothing here recurses.
**
**     items    [ outside so far ]         and apart   [ record | record | record being read ]
**     queue    where each whole record begins and ends among those
**
** Costs what the parser costs (100 to 150 MB/s without attributes), and sixteen bytes an item.
*/
#include "xml_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "xml_clean.h"

#define NAMES_MAX 8000u               /* different names of elements, attributes and namespaces: a vocabulary has 600 */
#define NAMES_FIRST 128u              /* a power of 2 */
#define PIECE_BYTES ((size_t)1 << 20) /* given to the parser at a time */

typedef struct {
  bp_xml_item *items;
  uint32_t count, capacity;
  char *bytes;
  uint32_t len, bytes_capacity;
} list;

typedef struct { uint32_t first, last, line; int status; } span;

typedef struct {
  const xmlChar *name;                /* the parser's dictionary has each name once: pointers are compared */
  bool is_record, is_wanted;
} name_row;

struct bp_xml_reader {
  bp_xml_options options;
  xmlParserCtxtPtr parser;
  xmlSAXHandler sax;
  bp_xml_clean *clean;
  list outside, records;
  span *queue;
  uint32_t queue_count, queue_capacity, queue_at;
  name_row *names;                    /* from 1 */
  uint32_t name_count, name_capacity;
  uint32_t *table;                    /* name pointer -> number, open addressing, twice as many slots as names have room */
  bool has_wanted, has_bytes, has_root;
  uint32_t depth, record_depth;       /* record_depth: of the record being read, 0 outside */
  uint32_t record_first, record_bytes, record_line;
  int record_status;
  uint32_t flattened;                 /* HTML: elements deeper than the limit that are open */
  int status;
  bp_xml_error error;
};

/* ---- failures ---- */

static void stop (bp_xml_reader *r, int status, const char *why) {
  if (r->status != BP_OK) return;
  r->status = status;
  size_t len = strlen(why);
  if (len >= sizeof r->error.message) len = sizeof r->error.message - 1;
  memcpy(r->error.message, why, len);
  r->error.message[len] = 0;
  r->error.line = (int)bp_xml_reader_line(r);
  if (r->parser) xmlStopParser(r->parser);
}

/* What a parser's complaint means, in words that hold nothing of the document. */
static const char *what_is_wrong (int code) {
  switch (code) {
    case XML_ERR_TAG_NAME_MISMATCH: return "an end tag is not that of the element it ends";
    case XML_ERR_TAG_NOT_FINISHED: case XML_ERR_DOCUMENT_END: case XML_ERR_GT_REQUIRED: case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_COMMENT_NOT_FINISHED: case XML_ERR_PI_NOT_FINISHED: case XML_ERR_ATTRIBUTE_NOT_FINISHED:
      return "it ends within an element, or a tag is not finished";
    case XML_ERR_DOCUMENT_EMPTY: return "there is no element in it";
    case XML_ERR_ATTRIBUTE_REDEFINED: return "an attribute is there twice";
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: case XML_ERR_ATTRIBUTE_NOT_STARTED: return "an attribute has no value in quotation marks";
    case XML_ERR_LT_IN_ATTRIBUTE: return "there is a '<' in the value of an attribute";
    case XML_ERR_EXTRA_CONTENT: return "there is more behind the end of the document";
    case XML_ERR_NAME_REQUIRED: return "there is a '<' that begins no tag";
    default: return "not well-formed XML";
  }
}

#if LIBXML_VERSION >= 21200
static void on_error (void *data, const xmlError *e) {
#else
static void on_error (void *data, xmlErrorPtr e) {
#endif
  bp_xml_reader *r = data;
  if (!r || !e || r->options.is_html) return;
  if (e->code == XML_ERR_NO_MEMORY) { stop(r, BP_ENOMEM, "out of memory"); return; }
  if (e->level < XML_ERR_FATAL) return;
  switch (e->code) {
    case XML_ERR_INVALID_CHAR: case XML_ERR_INVALID_ENCODING: case XML_I18N_CONV_FAILED:
      stop(r, BP_EENCODING, "bytes that the stated encoding does not have");
      return;
    case XML_ERR_UNKNOWN_ENCODING: case XML_ERR_UNSUPPORTED_ENCODING:
      stop(r, BP_EENCODING, "its encoding is not known");
      return;
    case XML_ERR_INTERNAL_ERROR:
      stop(r, r->parser->depth > 0 || r->depth >= BP_XML_DEPTH_MAX ? BP_ELIMIT : BP_EXML, "it passes a limit of the parser");
      return;
    case XML_ERR_DOCUMENT_END:
      stop(r, BP_EXML, what_is_wrong(!r->has_bytes ? XML_ERR_DOCUMENT_EMPTY
                                     : r->has_root && r->depth == 0 ? XML_ERR_EXTRA_CONTENT : XML_ERR_DOCUMENT_END));
      return;
    default: stop(r, BP_EXML, what_is_wrong(e->code));
  }
}

/* ---- names ---- */

static uint32_t slot_of (const xmlChar *name, uint32_t slots) {
  uint64_t h = (uint64_t)(uintptr_t)name * 0x9E3779B97F4A7C15u;
  return (uint32_t)(h >> 40) & (slots - 1);
}

/* Where a name is in the table, or the free slot where it would be. */
static uint32_t find_slot (const name_row *names, const uint32_t *table, uint32_t slots, const xmlChar *name) {
  uint32_t slot = slot_of(name, slots);
  while (table[slot] && names[table[slot]].name != name) slot = (slot + 1) & (slots - 1);
  return slot;
}

static int grow_names (bp_xml_reader *r) {
  uint32_t capacity = r->name_capacity ? r->name_capacity * 2 : NAMES_FIRST;
  name_row *names = realloc(r->names, capacity * sizeof *names);
  if (!names) return BP_ENOMEM;
  r->names = names;
  uint32_t *table = calloc(2 * (size_t)capacity, sizeof *table);
  if (!table) return BP_ENOMEM;
  for (uint32_t i = 1; i <= r->name_count; i++) table[find_slot(names, table, 2 * capacity, names[i].name)] = i;
  free(r->table);
  r->table = table;
  r->name_capacity = capacity;
  return BP_OK;
}

/* The number of a name, from 1; 0 when there are too many. */
static uint32_t number_of (bp_xml_reader *r, const xmlChar *name) {
  uint32_t slot = find_slot(r->names, r->table, 2 * r->name_capacity, name);
  if (r->table[slot]) return r->table[slot];
  if (r->name_count == NAMES_MAX) { stop(r, BP_ELIMIT, "it has more names than any vocabulary"); return 0; }
  if (r->name_count + 1 == r->name_capacity) {
    if (grow_names(r) != BP_OK) { stop(r, BP_ENOMEM, "out of memory"); return 0; }
    slot = find_slot(r->names, r->table, 2 * r->name_capacity, name);
  }
  uint32_t number = ++r->name_count;
  r->names[number] = (name_row){ name, false, false };
  r->table[slot] = number;
  return number;
}

/* The parser's own copy of "name" or "prefix:name".  Not xmlDictQLookup: it keeps such names apart from the same string. */
static const xmlChar *interned (bp_xml_reader *r, const xmlChar *prefix, const xmlChar *name) {
  char whole[256];
  if (prefix) {
    int len = snprintf(whole, sizeof whole, "%s:%s", (const char *)prefix, (const char *)name);
    if (len > 0 && (size_t)len < sizeof whole) name = (const xmlChar *)whole;
  }
  const xmlChar *own = xmlDictLookup(r->parser->dict, name, -1);
  if (!own) stop(r, BP_ENOMEM, "out of memory");
  return own;
}

static int mark_name (bp_xml_reader *r, const char *name, bool as_record) {
  const xmlChar *own = interned(r, NULL, (const xmlChar *)name);
  uint32_t number = own ? number_of(r, own) : 0;
  if (number == 0) return r->status;
  if (as_record) r->names[number].is_record = true;
  else r->names[number].is_wanted = r->has_wanted = true;
  return BP_OK;
}

int bp_xml_reader_record (bp_xml_reader *r, const char *name) { return mark_name(r, name, true); }
int bp_xml_reader_attribute (bp_xml_reader *r, const char *name) { return mark_name(r, name, false); }

const char *bp_xml_reader_name (const bp_xml_reader *r, uint32_t number) {
  return number > 0 && number <= r->name_count ? (const char *)r->names[number].name : NULL;
}

/* ---- items ---- */

static bool grow_items (list *l) {
  if (l->items && l->count < l->capacity) return true;
  uint32_t capacity = l->capacity ? l->capacity * 2 : 256;
  if (capacity <= l->capacity) return false;
  bp_xml_item *items = realloc(l->items, capacity * sizeof *items);
  if (!items) return false;
  l->items = items;
  l->capacity = capacity;
  return true;
}

static bool grow_bytes (list *l, size_t more) {
  size_t needed = (size_t)l->len + more;
  if (needed > UINT32_MAX / 2) return false;
  if (needed <= l->bytes_capacity) return true;
  size_t capacity = l->bytes_capacity ? l->bytes_capacity : 4096;
  while (capacity < needed) capacity *= 2;
  char *bytes = realloc(l->bytes, capacity);
  if (!bytes) return false;
  l->bytes = bytes;
  l->bytes_capacity = (uint32_t)capacity;
  return true;
}

static list *current (bp_xml_reader *r) { return r->record_depth ? &r->records : &r->outside; }

/* Drops what a record has so far: it is too large. */
static void drop_record (bp_xml_reader *r) {
  r->record_status = BP_ELIMIT;
  r->records.count = r->record_first;
  r->records.len = r->record_bytes;
}

/* Whether one more item with so many bytes may come; a record that may not have it is dropped. */
static bool may_add (bp_xml_reader *r, size_t bytes) {
  if (r->status != BP_OK || (r->record_depth && r->record_status != BP_OK)) return false;
  list *l = current(r);
  uint32_t count = r->record_depth ? l->count - r->record_first : l->count;
  uint32_t len = r->record_depth ? l->len - r->record_bytes : l->len;
  if (count < r->options.items_max && bytes <= r->options.bytes_max && len <= r->options.bytes_max - bytes) return true;
  if (r->record_depth) drop_record(r);
  else stop(r, BP_ELIMIT, "it is larger than the limit");
  return false;
}

static void add (bp_xml_reader *r, bp_xml_item item) {
  list *l = current(r);
  if (!grow_items(l)) { stop(r, BP_ENOMEM, "out of memory"); return; }
  l->items[l->count++] = item;
}

static void add_bytes (bp_xml_reader *r, uint32_t kind, uint32_t name, const char *bytes, size_t len) {
  list *l = current(r);
  if (!grow_bytes(l, len)) { stop(r, BP_ENOMEM, "out of memory"); return; }
  if (len > 0) memcpy(l->bytes + l->len, bytes, len);
  add(r, (bp_xml_item){ kind, name, l->len, (uint32_t)len });
  if (r->status == BP_OK) l->len += (uint32_t)len;
}

/* ---- records ---- */

static void begin_record (bp_xml_reader *r) {
  r->record_depth = r->depth;
  r->record_first = r->records.count;
  r->record_bytes = r->records.len;
  r->record_line = bp_xml_reader_line(r);
  r->record_status = BP_OK;
}

static void end_record (bp_xml_reader *r) {
  if (r->queue_count == r->queue_capacity) {
    uint32_t capacity = r->queue_capacity ? r->queue_capacity * 2 : 64;
    span *queue = realloc(r->queue, capacity * sizeof *queue);
    if (!queue) { stop(r, BP_ENOMEM, "out of memory"); return; }
    r->queue = queue;
    r->queue_capacity = capacity;
  }
  r->queue[r->queue_count++] = (span){ r->record_first, r->records.count, r->record_line, r->record_status };
  r->record_depth = 0;
}

/* When all records were taken, their place is used again; the one being read moves to the front. */
static void forget_taken (bp_xml_reader *r) {
  if (r->queue_at < r->queue_count) return;
  r->queue_at = r->queue_count = 0;
  list *l = &r->records;
  uint32_t items = r->record_depth ? l->count - r->record_first : 0, bytes = r->record_depth ? l->len - r->record_bytes : 0;
  if (items > 0 && r->record_first > 0) {
    memmove(l->items, l->items + r->record_first, items * sizeof *l->items);
    for (uint32_t i = 0; i < items; i++)
      if (l->items[i].kind == BP_XML_TEXT || l->items[i].kind == BP_XML_ATTRIBUTE) l->items[i].at -= r->record_bytes;
    if (bytes > 0) memmove(l->bytes, l->bytes + r->record_bytes, bytes);
  }
  if (r->record_depth) r->record_first = r->record_bytes = 0;
  l->count = items;
  l->len = bytes;
}

/* ---- what the parsers tell ---- */

static void open_element (bp_xml_reader *r, const xmlChar *name, const xmlChar *uri) {
  r->depth++;
  r->has_root = true;
  uint32_t number = number_of(r, name);
  if (number == 0) return;
  if (!r->record_depth && r->names[number].is_record) begin_record(r);
  if (r->depth > r->options.depth_max && !r->options.is_html) {
    if (r->record_depth) drop_record(r);
    else stop(r, BP_ELIMIT, "elements are nested too deep");
  }
  if (!may_add(r, 0)) return;
  uint32_t space = uri ? number_of(r, uri) : 0;
  if (r->status == BP_OK) add(r, (bp_xml_item){ BP_XML_OPEN, number, space, bp_xml_reader_line(r) });
}

static void close_element (bp_xml_reader *r) {
  if (may_add(r, 0)) add(r, (bp_xml_item){ BP_XML_CLOSE, 0, 0, 0 });
  if (r->record_depth == r->depth) end_record(r);
  r->depth--;
}

static void add_text (bp_xml_reader *r, const char *text, size_t len) {
  if (len == 0 || !may_add(r, len)) return;
  list *l = current(r);
  bp_xml_item *before = l->count > 0 ? &l->items[l->count - 1] : NULL;
  if (before && before->kind == BP_XML_TEXT && before->at + before->len == l->len
      && (!r->record_depth || l->count - 1 > r->record_first)) {        /* the parser gives a text in pieces */
    if (!grow_bytes(l, len)) { stop(r, BP_ENOMEM, "out of memory"); return; }
    memcpy(l->bytes + l->len, text, len);
    before->len += (uint32_t)len;
    l->len += (uint32_t)len;
  }
  else add_bytes(r, BP_XML_TEXT, 0, text, len);
}

/* A value as the parser gives it has its ampersands as "&#38;". */
static void add_attribute (bp_xml_reader *r, const xmlChar *name, const char *value, size_t len, bool is_escaped) {
  uint32_t number = number_of(r, name);
  if (number == 0 || (r->has_wanted && !r->names[number].is_wanted) || !may_add(r, len)) return;
  list *l = current(r);
  uint32_t before = l->len;
  add_bytes(r, BP_XML_ATTRIBUTE, number, value, len);
  if (r->status != BP_OK || !is_escaped || len < 5 || !memchr(value, '&', len)) return;
  char *out = l->bytes + before;
  const char *in = value, *end = value + len;
  while (in < end) {
    bool is_ampersand = end - in >= 5 && memcmp(in, "&#38;", 5) == 0;
    *out++ = is_ampersand ? '&' : *in;
    in += is_ampersand ? 5 : 1;
  }
  l->len = (uint32_t)(out - l->bytes);
  l->items[l->count - 1].len = l->len - before;
}

/* "xml:lang", "xlink:href"; an attribute without a prefix has its name alone. */
static const xmlChar *attribute_name (bp_xml_reader *r, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  if (!prefix) return name;
  if (uri && xmlStrEqual(uri, (const xmlChar *)"http://www.w3.org/1999/xlink")) prefix = (const xmlChar *)"xlink";
  return interned(r, prefix, name);
}

static void on_start (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                      const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {
  (void)namespaces; (void)namespace; (void)defaulted;
  bp_xml_reader *r = data;
  if (r->status != BP_OK) return;
  open_element(r, name, uri ? uri : prefix);
  for (int i = 0; i < attributes && r->status == BP_OK; i++) {
    const xmlChar **a = attribute + 5 * i;
    const xmlChar *full = attribute_name(r, a[0], a[1], a[2]);
    if (full) add_attribute(r, full, (const char *)a[3], (size_t)(a[4] - a[3]), true);
  }
}

static void on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name; (void)prefix; (void)uri;
  bp_xml_reader *r = data;
  if (r->status == BP_OK && r->depth > 0) close_element(r);
}

static void on_html_start (void *data, const xmlChar *name, const xmlChar **attribute) {
  bp_xml_reader *r = data;
  if (r->status != BP_OK) return;
  if (r->depth >= r->options.depth_max || r->flattened > 0) { r->flattened++; return; }
  const xmlChar *own = interned(r, NULL, name);
  if (own) open_element(r, own, NULL);
  for (; attribute && attribute[0] && r->status == BP_OK; attribute += 2) {
    const xmlChar *full = interned(r, NULL, attribute[0]);
    const char *value = attribute[1] ? (const char *)attribute[1] : "";
    if (full) add_attribute(r, full, value, strlen(value), false);
  }
}

static void on_html_end (void *data, const xmlChar *name) {
  (void)name;
  bp_xml_reader *r = data;
  if (r->status != BP_OK) return;
  if (r->flattened > 0) r->flattened--;
  else if (r->depth > 0) close_element(r);
}

static void on_text (void *data, const xmlChar *text, int len) {
  bp_xml_reader *r = data;
  if (r->status == BP_OK && len > 0) add_text(r, (const char *)text, (size_t)len);
}

/* ---- the reader ---- */

static void set_handlers (xmlSAXHandler *sax, bool is_html) {
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
  sax->serror = on_error;
  if (is_html) {
    sax->startElement = on_html_start;
    sax->endElement = on_html_end;
  }
  else {
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
  }
}

static int new_parser (bp_xml_reader *r) {
  bp_schema_init();                                   /* the tables of libxml2 are filled before threads race for them */
  set_handlers(&r->sax, r->options.is_html);
  if (r->options.is_html) {
    r->parser = htmlCreatePushParserCtxt(&r->sax, r, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!r->parser) return BP_ENOMEM;
    htmlCtxtUseOptions(r->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_NOIMPLIED
                                | HTML_PARSE_COMPACT);
    return BP_OK;
  }
  r->parser = xmlCreatePushParserCtxt(&r->sax, r, NULL, 0, NULL);
  if (!r->parser) return BP_ENOMEM;
  xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES | (r->options.is_utf8 ? XML_PARSE_IGNORE_ENC : 0));
  return BP_OK;
}

int bp_xml_reader_new (bp_xml_reader **out, const bp_xml_options *options) {
  bp_xml_reader *r = calloc(1, sizeof *r);
  if (!r) return BP_ENOMEM;
  r->options = *options;
  if (r->options.depth_max > BP_XML_DEPTH_MAX) r->options.depth_max = BP_XML_DEPTH_MAX;
  int rc = grow_names(r);
  if (rc == BP_OK) rc = new_parser(r);
  if (rc == BP_OK && !r->options.is_html) rc = bp_xml_clean_new(&r->clean);
  if (rc != BP_OK) { bp_xml_reader_free(r); return rc; }
  *out = r;
  return BP_OK;
}

void bp_xml_reader_free (bp_xml_reader *r) {
  if (!r) return;
  if (r->parser) {
    xmlDocPtr doc = r->parser->myDoc;
    r->parser->myDoc = NULL;
    if (r->options.is_html) htmlFreeParserCtxt(r->parser);
    else xmlFreeParserCtxt(r->parser);
    if (doc) xmlFreeDoc(doc);
  }
  bp_xml_clean_free(r->clean);
  free(r->outside.items); free(r->outside.bytes);
  free(r->records.items); free(r->records.bytes);
  free(r->queue); free(r->names); free(r->table);
  free(r);
}

static void parse_piece (bp_xml_reader *r, const char *bytes, size_t len, bool last) {
  if (r->options.is_html) htmlParseChunk(r->parser, bytes, (int)len, last);
  else xmlParseChunk(r->parser, bytes, (int)len, last);
}

int bp_xml_reader_feed (bp_xml_reader *r, const char *bytes, size_t len, bool last, bp_xml_error *error) {
  forget_taken(r);
  if (len > 0) r->has_bytes = true;
  for (size_t at = 0; r->status == BP_OK && (at < len || (last && at == len)); ) {
    size_t n = len - at < PIECE_BYTES ? len - at : PIECE_BYTES;
    bool is_last = last && at + n == len;
    const char *piece = bytes + at;
    size_t piece_len = n;
    if (r->clean) {
      int rc = bp_xml_clean_feed(r->clean, piece, n, is_last, &piece, &piece_len);
      if (rc != BP_OK) {
        const char *why = bp_xml_clean_repairs(r->clean)->refused;
        stop(r, rc, why ? why : bp_strerror(rc));
        break;
      }
    }
    parse_piece(r, piece, piece_len, is_last);
    at += n;
    if (is_last) break;
  }
  if (last && r->status == BP_OK && !r->options.is_html && r->depth > 0) stop(r, BP_EXML, what_is_wrong(XML_ERR_DOCUMENT_END));
  *error = r->error;
  return r->status;
}

bool bp_xml_reader_next (bp_xml_reader *r, bp_xml_record *out) {
  if (r->queue_at == r->queue_count) return false;
  span s = r->queue[r->queue_at++];
  *out = (bp_xml_record){ r->records.items + s.first, s.last - s.first, r->records.bytes, s.line, s.status };
  return true;
}

void bp_xml_reader_outside (const bp_xml_reader *r, bp_xml_record *out) {
  *out = (bp_xml_record){ r->outside.items, r->outside.count, r->outside.bytes, 1, BP_OK };
}

void bp_xml_reader_repairs (const bp_xml_reader *r, uint32_t *controls, uint32_t *ampersands) {
  *controls = r->clean ? bp_xml_clean_repairs(r->clean)->controls : 0;
  *ampersands = r->clean ? bp_xml_clean_repairs(r->clean)->ampersands : 0;
}

uint32_t bp_xml_reader_line (const bp_xml_reader *r) {
  int line = r->parser && r->parser->input ? r->parser->input->line : 0;
  return line > 0 ? (uint32_t)line : 0;
}
