/* tei.c -- write XML straight into one growing buffer.
**
** Guarantees well-formed UTF-8 XML: names are checked, elements nest, attributes are unique, text is escaped, and what XML
** cannot hold becomes U+FFFD.  Knows nothing of TEI but this: some elements are containers, whose children stand on lines of
** their own, and in all others white space is text.  Whether the document is valid is schema.c's business.
**
** Cost: one pass over the bytes.  libxml2's own ways out were measured first, for an article of 3.9 KB: a buffer like this 5
** microseconds, the tree and its dump 12, xmlTextWriter 17.  libxml2 reads every document back for the schema, so its opinion
** of the bytes is had all the same.
**
**     buffer   <?xml ... ?>\n<TEI xmlns="..."><teiHeader ...
**     open     [ TEI | teiHeader ]            where each open element's name stands in the buffer: it is copied from there
**                                             when the element is closed
*/
#include "tei.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define INITIAL_SIZE 16384u           /* an article's TEI is 10 to 30 KB */
#define DEPTH_MAX 1024u               /* deeper than any reader accepts */
#define ATTRIBUTES_MAX 32u            /* no TEI element we write has half as many */
#define CONTAINERS_MAX 128u
#define NAME_MAX_BYTES 64u
#define OUTPUT_MAX ((size_t)1 << 31)  /* libxml2 counts the bytes it parses in an int */

typedef struct {
  size_t name;            /* offset in the buffer */
  uint8_t name_len;
  bool is_container;      /* holds elements only, so far */
} element;

typedef struct { size_t at; uint8_t len; } attribute;

typedef struct { char name[NAME_MAX_BYTES + 1]; uint8_t len; } container;

struct bp_tei {
  char *bytes;
  size_t len, capacity;
  element *open;
  unsigned depth, open_capacity;
  attribute attributes[ATTRIBUTES_MAX];
  unsigned attribute_count;
  container *containers;             /* sorted by length, then bytes */
  unsigned container_count;
  unsigned indent;
  bool in_tag;                       /* the last start tag still lacks its '>' */
  bool has_root;
};

/* ---- the buffer ---- */

static int reserve (bp_tei *w, size_t more) {
  if (more > OUTPUT_MAX || w->len > OUTPUT_MAX - more) return BP_ELIMIT;
  if (w->len + more <= w->capacity) return BP_OK;
  size_t capacity = w->capacity * 2;
  while (capacity < w->len + more) capacity *= 2;
  char *bytes = realloc(w->bytes, capacity);
  if (!bytes) return BP_ENOMEM;
  w->bytes = bytes;
  w->capacity = capacity;
  return BP_OK;
}

static int put (bp_tei *w, const char *bytes, size_t len) {
  int rc = reserve(w, len);
  if (rc != BP_OK) return rc;
  memcpy(w->bytes + w->len, bytes, len);
  w->len += len;
  return BP_OK;
}

#define PUT(w, literal) put((w), (literal), sizeof (literal) - 1)

static int new_line (bp_tei *w, unsigned level) {
  size_t spaces = (size_t)level * w->indent;
  int rc = reserve(w, spaces + 1);
  if (rc != BP_OK) return rc;
  w->bytes[w->len++] = '\n';
  memset(w->bytes + w->len, ' ', spaces);
  w->len += spaces;
  return BP_OK;
}

/* ---- characters ---- */

static bool is_continuation (uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* Bytes of the character at p if XML can hold it (from U+0080 on), else 0. */
static size_t high_character (const uint8_t *p, const uint8_t *end) {
  size_t left = (size_t)(end - p);
  if (p[0] >= 0xC2 && p[0] <= 0xDF) return left >= 2 && is_continuation(p[1]) ? 2 : 0;
  if (p[0] >= 0xE0 && p[0] <= 0xEF) {
    if (left < 3 || !is_continuation(p[1]) || !is_continuation(p[2])) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;                       /* longer than it need be */
    if (p[0] == 0xED && p[1] > 0x9F) return 0;                       /* surrogate */
    if (p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE) return 0;      /* U+FFFE, U+FFFF */
    return 3;
  }
  if (p[0] >= 0xF0 && p[0] <= 0xF4) {
    if (left < 4 || !is_continuation(p[1]) || !is_continuation(p[2]) || !is_continuation(p[3])) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;                       /* above U+10FFFF */
    return 4;
  }
  return 0;
}

/* Bytes to step over a character that XML cannot hold: all of U+FFFE, one byte of what is not UTF-8. */
static size_t unsafe_width (const uint8_t *p, const uint8_t *end) {
  return end - p >= 3 && p[0] == 0xEF && p[1] == 0xBF && is_continuation(p[2]) ? 3 : 1;
}

static bool is_control (uint8_t byte) { return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r'; }

size_t bp_xml_count_unsafe (const char *text, size_t len) {
  const uint8_t *p = (const uint8_t *)text, *end = p + len;
  size_t count = 0;
  while (p < end) {
    size_t width = *p >= 0x80 ? high_character(p, end) : !is_control(*p);
    if (width == 0) { count++; width = unsafe_width(p, end); }
    p += width;
  }
  return count;
}

/* What stands for an ASCII byte in text or an attribute; NULL for itself.  '>' is always escaped, so that no "]]>" can come
   about; a carriage return, and white space in an attribute, would not survive parsing otherwise. */
static const char *escape_of (uint8_t byte, bool in_attribute) {
  switch (byte) {
    case '&':  return "&amp;";
    case '<':  return "&lt;";
    case '>':  return "&gt;";
    case '\r': return "&#13;";
    case '"':  return in_attribute ? "&quot;" : NULL;
    case '\n': return in_attribute ? "&#10;" : NULL;
    case '\t': return in_attribute ? "&#9;" : NULL;
    default:   return is_control(byte) ? "\xEF\xBF\xBD" : NULL;
  }
}

static int put_escaped (bp_tei *w, const char *text, size_t len, bool in_attribute) {
  const uint8_t *p = (const uint8_t *)text, *end = p + len, *from = p;   /* [from, p) waits to be copied as it is */
  while (p < end) {
    const char *instead;
    size_t width = 1;
    if (*p < 0x80) instead = *p > '>' ? NULL : escape_of(*p, in_attribute);
    else {
      width = high_character(p, end);
      instead = width > 0 ? NULL : "\xEF\xBF\xBD";
      if (width == 0) width = unsafe_width(p, end);
    }
    if (instead) {
      int rc = put(w, (const char *)from, (size_t)(p - from));
      if (rc == BP_OK) rc = put(w, instead, strlen(instead));
      if (rc != BP_OK) return rc;
      from = p + width;
    }
    p += width;
  }
  return put(w, (const char *)from, (size_t)(p - from));
}

/* The names this project writes are ASCII, with "xml:" as the only prefix. */
static bool is_name (const char *name, size_t len) {
  if (len > 4 && memcmp(name, "xml:", 4) == 0) { name += 4; len -= 4; }
  if (len == 0 || len > NAME_MAX_BYTES - 4) return false;
  for (size_t i = 0; i < len; i++) {
    char c = name[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '.'))) return false;
  }
  return true;
}

static bool is_blank (const char *text, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r') return false;
  return true;
}

/* ---- containers ---- */

static int compare (const container *c, const char *name, size_t len) {
  if (c->len != len) return c->len < len ? -1 : 1;
  return memcmp(c->name, name, len);
}

/* Where the name stands among the containers, or should. */
static unsigned find_container (const bp_tei *w, const char *name, size_t len, bool *found) {
  unsigned low = 0, high = w->container_count;
  *found = false;
  while (low < high) {
    unsigned mid = low + (high - low) / 2;
    int order = compare(&w->containers[mid], name, len);
    if (order == 0) { *found = true; return mid; }
    if (order < 0) low = mid + 1; else high = mid;
  }
  return low;
}

int bp_tei_container (bp_tei *w, const char *name, size_t len) {
  bool found;
  if (!is_name(name, len)) return BP_EFORMAT;
  unsigned at = find_container(w, name, len, &found);
  if (found) return BP_OK;
  if (w->container_count == CONTAINERS_MAX) return BP_ELIMIT;
  memmove(w->containers + at + 1, w->containers + at, (w->container_count - at) * sizeof *w->containers);
  memcpy(w->containers[at].name, name, len);
  w->containers[at].len = (uint8_t)len;
  w->container_count++;
  return BP_OK;
}

/* ---- elements ---- */

int bp_tei_new (bp_tei **out, unsigned indent) {
  bp_tei *w = calloc(1, sizeof *w);
  if (!w) return BP_ENOMEM;
  w->indent = indent;
  w->capacity = INITIAL_SIZE;
  w->open_capacity = 16;
  w->bytes = malloc(w->capacity);
  w->open = malloc(w->open_capacity * sizeof *w->open);
  w->containers = malloc(CONTAINERS_MAX * sizeof *w->containers);
  if (!w->bytes || !w->open || !w->containers) { bp_tei_free(w); return BP_ENOMEM; }
  (void)PUT(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");   /* fits into the first block */
  *out = w;
  return BP_OK;
}

void bp_tei_free (bp_tei *w) {
  if (!w) return;
  free(w->bytes);
  free(w->open);
  free(w->containers);
  free(w);
}

static int end_tag (bp_tei *w) {
  if (!w->in_tag) return BP_OK;
  w->in_tag = false;
  return PUT(w, ">");
}

int bp_tei_open (bp_tei *w, const char *name, size_t len) {
  if (!is_name(name, len) || (w->depth == 0 && w->has_root)) return BP_EFORMAT;
  if (w->depth == DEPTH_MAX) return BP_ELIMIT;
  if (w->depth == w->open_capacity) {
    element *open = realloc(w->open, w->open_capacity * 2 * sizeof *open);
    if (!open) return BP_ENOMEM;
    w->open = open;
    w->open_capacity *= 2;
  }
  int rc = end_tag(w);
  const element *parent = w->depth > 0 ? &w->open[w->depth - 1] : NULL;
  if (rc == BP_OK && (parent ? parent->is_container && w->indent > 0 : true)) rc = new_line(w, w->depth);
  if (rc == BP_OK) rc = reserve(w, len + 1);
  if (rc != BP_OK) return rc;
  element *e = &w->open[w->depth++];
  w->bytes[w->len++] = '<';
  e->name = w->len;
  e->name_len = (uint8_t)len;
  (void)find_container(w, name, len, &e->is_container);
  w->in_tag = w->has_root = true;
  w->attribute_count = 0;
  return put(w, name, len);
}

int bp_tei_attribute (bp_tei *w, const char *name, size_t len, const char *value, size_t value_len) {
  if (!w->in_tag || !is_name(name, len)) return BP_EFORMAT;
  for (unsigned i = 0; i < w->attribute_count; i++) {
    const attribute *a = &w->attributes[i];
    if (a->len == len && memcmp(w->bytes + a->at, name, len) == 0) return BP_EFORMAT;
  }
  if (w->attribute_count == ATTRIBUTES_MAX) return BP_ELIMIT;
  int rc = PUT(w, " ");
  if (rc != BP_OK) return rc;
  attribute *a = &w->attributes[w->attribute_count++];
  a->at = w->len;
  a->len = (uint8_t)len;
  rc = put(w, name, len);
  if (rc == BP_OK) rc = PUT(w, "=\"");
  if (rc == BP_OK) rc = put_escaped(w, value, value_len, true);
  if (rc == BP_OK) rc = PUT(w, "\"");
  return rc;
}

/* Text in a container: white space is the writer's business and is left out; words turn it into mixed content. */
int bp_tei_text (bp_tei *w, const char *text, size_t len) {
  if (w->depth == 0) return BP_EFORMAT;
  element *e = &w->open[w->depth - 1];
  if (len == 0) return BP_OK;
  if (e->is_container) {
    if (is_blank(text, len)) return BP_OK;
    e->is_container = false;
  }
  int rc = end_tag(w);
  return rc == BP_OK ? put_escaped(w, text, len, false) : rc;
}

int bp_tei_close (bp_tei *w) {
  if (w->depth == 0) return BP_EFORMAT;
  const element *e = &w->open[w->depth - 1];
  int rc = BP_OK;
  if (w->in_tag) rc = PUT(w, "/>");
  else {
    if (e->is_container && w->indent > 0) rc = new_line(w, w->depth - 1);
    if (rc == BP_OK) rc = PUT(w, "</");
    if (rc == BP_OK) rc = reserve(w, e->name_len);      /* first: the name is copied from the buffer to the buffer */
    if (rc == BP_OK) rc = put(w, w->bytes + e->name, e->name_len);
    if (rc == BP_OK) rc = PUT(w, ">");
  }
  if (rc != BP_OK) return rc;
  w->in_tag = false;
  w->depth--;
  return w->depth == 0 ? PUT(w, "\n") : BP_OK;
}

unsigned bp_tei_depth (const bp_tei *w) { return w->depth; }

int bp_tei_finish (bp_tei *w, const char **bytes, size_t *len) {
  if (w->depth != 0 || !w->has_root) return BP_EFORMAT;
  *bytes = w->bytes;
  *len = w->len;
  return BP_OK;
}
