/* xml_clean.c -- XML as it comes, made fit for a strict parser.
**
** What stands before the parser, so that the parser never meets it:
**
**     document type      cut out, its line ends kept so that lines still count; nothing it points to is ever opened
**     entities           those of HTML and those the document declares as plain characters become numbers (&#233;); an entity
**                        that holds others, or stands for a file, is refused where it is used: so nothing can swell
**     a bare ampersand   is written as it should have been (&amp;), and counted; feeds are full of them
**     characters         that XML does not allow are left out, and counted; a number of the 1252 range becomes what was meant
**
** In a CDATA section, a comment or a processing instruction only characters are looked at.  Bytes above 127 pass as they are, so
** that any encoding does in which bytes below 128 are ASCII.  Costs one pass, a copy of runs between '&' and '<'.
*/
#include "xml_clean.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#define DOCTYPE_MAX (64u << 10)       /* DTDs written out in the document are some 30 KB; those of news are pointed to */
#define ENTITIES_MAX 512u             /* TEI files declare their accents, some 250 */
#define VALUE_MAX 64u                 /* bytes of the characters an entity stands for */
#define NAME_MAX_BYTES 40u            /* no entity of HTML has a name as long */

enum state { CONTENT, CDATA, COMMENT, INSTRUCTION, DOCTYPE };

typedef struct {
  char name[NAME_MAX_BYTES];
  char value[VALUE_MAX];              /* characters; not NUL-terminated */
  uint8_t name_len, value_len;
  bool is_refused;                    /* it holds other entities or markup, or stands for a file */
} entity;

typedef struct { char *bytes; size_t len, capacity; } buffer;

struct bp_xml_clean {
  buffer in, out, doctype;            /* in: what could not be judged yet, and the bytes behind it */
  enum state state;
  bool has_root;                      /* no document type may follow */
  char quote;                         /* within the document type: the mark that ends a literal */
  uint8_t inside;                     /* ... or 1: a comment, 2: an instruction */
  bool in_subset;
  entity *entities;
  unsigned entity_count;
  bp_xml_repairs repairs;
};

/* ---- buffers ---- */

static int reserve (buffer *b, size_t more) {
  if (more > SIZE_MAX / 4 || b->len > SIZE_MAX / 4) return BP_ELIMIT;
  if (b->len + more <= b->capacity) return BP_OK;
  size_t capacity = b->capacity ? b->capacity : 4096;
  while (capacity < b->len + more) capacity *= 2;
  char *bytes = realloc(b->bytes, capacity);
  if (!bytes) return BP_ENOMEM;
  b->bytes = bytes;
  b->capacity = capacity;
  return BP_OK;
}

static int append (buffer *b, const char *bytes, size_t len) {
  if (len == 0) return BP_OK;
  int rc = reserve(b, len);
  if (rc != BP_OK) return rc;
  memcpy(b->bytes + b->len, bytes, len);
  b->len += len;
  return BP_OK;
}

static int append_text (buffer *b, const char *text) { return append(b, text, strlen(text)); }

/* "&#233;": a number is right in every encoding. */
static int append_number (buffer *b, uint32_t code) {
  char digits[16];
  size_t at = sizeof digits;
  digits[--at] = ';';
  do { digits[--at] = (char)('0' + code % 10); code /= 10; } while (code);
  digits[--at] = '#';
  digits[--at] = '&';
  return append(b, digits + at, sizeof digits - at);
}

/* ---- characters ---- */

static bool is_name_start (char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80); }
static bool is_name (char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'; }
static bool is_space (char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_control (char c) { return (unsigned char)c < 32 && !is_space(c); }

static bool is_legal (uint32_t code) {
  return code == 9 || code == 10 || code == 13 || (code >= 32 && code < 0xD800)
      || (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
}

/* What a number between 128 and 159 was meant to be: the characters Windows-1252 has there. */
static const uint16_t meant[32] = {
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
  0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static uint32_t repaired (uint32_t code) {
  if (code >= 128 && code < 160) return meant[code - 128];
  return is_legal(code) ? code : 0xFFFD;
}

/* The number in "#233" or "#xE9"; false when it is none. */
static bool number_of (const char *s, size_t len, uint32_t *out) {
  bool is_hex = len > 1 && (s[1] == 'x' || s[1] == 'X');
  size_t i = is_hex ? 2 : 1;
  uint32_t code = 0;
  if (i >= len) return false;
  for (; i < len; i++) {
    char c = s[i];
    uint32_t digit;
    if (c >= '0' && c <= '9') digit = (uint32_t)(c - '0');
    else if (is_hex && c >= 'a' && c <= 'f') digit = (uint32_t)(c - 'a') + 10;
    else if (is_hex && c >= 'A' && c <= 'F') digit = (uint32_t)(c - 'A') + 10;
    else return false;
    code = code * (is_hex ? 16 : 10) + digit;
    if (code > 0x10FFFF) code = 0x110000;
  }
  *out = code;
  return true;
}

/* ---- the document type ---- */

static void refuse (bp_xml_clean *c, const char *why) { if (!c->repairs.refused) c->repairs.refused = why; }

static entity *find_entity (const bp_xml_clean *c, const char *name, size_t len) {
  for (unsigned i = 0; i < c->entity_count; i++) {
    entity *e = &c->entities[i];
    if (e->name_len == len && memcmp(e->name, name, len) == 0) return e;
  }
  return NULL;
}

static size_t utf8_of (uint32_t code, char *out) {
  if (code < 0x80) { out[0] = (char)code; return 1; }
  if (code < 0x800) { out[0] = (char)(0xC0 | code >> 6); out[1] = (char)(0x80 | (code & 63)); return 2; }
  if (code < 0x10000) {
    out[0] = (char)(0xE0 | code >> 12); out[1] = (char)(0x80 | (code >> 6 & 63)); out[2] = (char)(0x80 | (code & 63));
    return 3;
  }
  out[0] = (char)(0xF0 | code >> 18); out[1] = (char)(0x80 | (code >> 12 & 63));
  out[2] = (char)(0x80 | (code >> 6 & 63)); out[3] = (char)(0x80 | (code & 63));
  return 4;
}

/* The characters that a literal stands for: plain ones and numbers; anything else is not taken. */
static bool set_value (entity *e, const char *s, size_t len) {
  size_t n = 0;
  for (size_t i = 0; i < len; ) {
    char piece[4];
    size_t piece_len = 1;
    piece[0] = s[i];
    if (s[i] == '<' || s[i] == '%' || is_control(s[i])) return false;
    if (s[i] != '&') i++;
    else {
      const char *stop = memchr(s + i, ';', len - i);
      uint32_t code;
      if (!stop || s[i + 1] != '#' || !number_of(s + i + 1, (size_t)(stop - s) - i - 1, &code)) return false;
      piece_len = utf8_of(repaired(code), piece);
      i = (size_t)(stop - s) + 1;
    }
    if (n + piece_len > sizeof e->value) return false;
    memcpy(e->value + n, piece, piece_len);
    n += piece_len;
  }
  e->value_len = (uint8_t)n;
  return true;
}

static size_t skip_space (const char *s, size_t i, size_t len) {
  while (i < len && is_space(s[i])) i++;
  return i;
}

/* What stands between "<!ENTITY" and its end. */
static int declare (bp_xml_clean *c, const char *s, size_t len) {
  size_t i = skip_space(s, 0, len), name = i;
  if (i < len && s[i] == '%') return BP_OK;               /* a parameter's: of the document type alone */
  while (i < len && is_name(s[i])) i++;
  size_t name_len = i - name;
  if (name_len == 0 || name_len > NAME_MAX_BYTES || find_entity(c, s + name, name_len)) return BP_OK;   /* the first counts */
  if (c->entity_count == ENTITIES_MAX) return BP_OK;
  if (!c->entities) {
    c->entities = calloc(ENTITIES_MAX, sizeof *c->entities);
    if (!c->entities) return BP_ENOMEM;
  }
  entity *e = &c->entities[c->entity_count++];
  memcpy(e->name, s + name, name_len);
  e->name_len = (uint8_t)name_len;
  i = skip_space(s, i, len);
  const char *stop = i < len && (s[i] == '"' || s[i] == '\'') ? memchr(s + i + 1, s[i], len - i - 1) : NULL;
  e->is_refused = !stop || !set_value(e, s + i + 1, (size_t)(stop - s) - i - 1);
  return BP_OK;
}

/* How far a construct that begins at `i` reaches: a comment, an instruction, a literal or a declaration. */
static size_t reach (const char *s, size_t i, size_t len) {
  if (len - i >= 4 && memcmp(s + i, "<!--", 4) == 0) {
    for (size_t k = i + 4; k + 3 <= len; k++) if (memcmp(s + k, "-->", 3) == 0) return k + 3;
    return len;
  }
  if (len - i >= 2 && memcmp(s + i, "<?", 2) == 0) {
    for (size_t k = i + 2; k + 2 <= len; k++) if (memcmp(s + k, "?>", 2) == 0) return k + 2;
    return len;
  }
  if (s[i] == '"' || s[i] == '\'') {
    const char *stop = i + 1 < len ? memchr(s + i + 1, s[i], len - i - 1) : NULL;
    return stop ? (size_t)(stop - s) + 1 : len;
  }
  return i + 1;
}

/* The entities of a document type that is there in full. */
static int read_doctype (bp_xml_clean *c) {
  const char *s = c->doctype.bytes;
  size_t len = c->doctype.len;
  for (size_t i = 0; i < len; ) {
    if (len - i > 8 && memcmp(s + i, "<!ENTITY", 8) == 0) {
      size_t from = i + 8;
      for (i = from; i < len && s[i] != '>'; ) i = reach(s, i, len);
      int rc = declare(c, s + from, i - from);
      if (rc != BP_OK) return rc;
    }
    else i = reach(s, i, len);
  }
  return BP_OK;
}

/* Takes bytes of the document type until it ends; *i is behind it then.  Only its line ends go out. */
static int take_doctype (bp_xml_clean *c, size_t *at) {
  const char *s = c->in.bytes;
  size_t i = *at;
  for (; i < c->in.len; i++) {
    char b = s[i];
    if (b == '\n') { int rc = append(&c->out, "\n", 1); if (rc != BP_OK) return rc; }
    if (c->doctype.len == DOCTYPE_MAX) { refuse(c, "its document type is larger than 64 KB"); return BP_EFORMAT; }
    int rc = append(&c->doctype, &b, 1);
    if (rc != BP_OK) return rc;
    const char *seen = c->doctype.bytes;
    size_t n = c->doctype.len;
    if (c->inside) {
      if (c->inside == 1 && n >= 3 && memcmp(seen + n - 3, "-->", 3) == 0) c->inside = 0;
      if (c->inside == 2 && n >= 2 && memcmp(seen + n - 2, "?>", 2) == 0) c->inside = 0;
    }
    else if (c->quote) { if (b == c->quote) c->quote = 0; }
    else if (b == '"' || b == '\'') c->quote = b;
    else if (n >= 4 && memcmp(seen + n - 4, "<!--", 4) == 0) c->inside = 1;
    else if (b == '?' && n >= 2 && seen[n - 2] == '<') c->inside = 2;
    else if (b == '[') c->in_subset = true;
    else if (b == ']') c->in_subset = false;
    else if (b == '>' && !c->in_subset) {
      c->state = CONTENT;
      *at = i + 1;
      return read_doctype(c);
    }
  }
  *at = i;
  return BP_OK;
}

/* ---- references ---- */

static int write_value (bp_xml_clean *c, const entity *e) {
  for (unsigned i = 0; i < e->value_len; i++) {
    char b = e->value[i];
    const char *escape = b == '<' ? "&lt;" : b == '&' ? "&amp;" : b == '"' ? "&quot;" : b == '\'' ? "&apos;" : NULL;
    int rc = escape ? append_text(&c->out, escape) : append(&c->out, &b, 1);
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

static bool is_one_of_xml (const char *name, size_t len) {
  static const char *const names[] = { "amp", "lt", "gt", "quot", "apos" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) return true;
  return false;
}

/* The ampersand at *at; false when what follows is not all there yet. */
static int take_reference (bp_xml_clean *c, size_t *at, bool last, bool *waits) {
  const char *s = c->in.bytes + *at + 1;
  size_t left = c->in.len - *at - 1, len = 0;
  size_t bound = left < NAME_MAX_BYTES + 1 ? left : NAME_MAX_BYTES + 1;
  bool is_number = left > 0 && s[0] == '#';
  while (len < bound && (is_name(s[len]) || (is_number && len == 0))) len++;
  if (len == left && left <= NAME_MAX_BYTES && !last) { *waits = true; return BP_OK; }
  bool is_reference = len > 0 && len <= NAME_MAX_BYTES && len < left && s[len] == ';' && (is_number || is_name_start(s[0]));
  uint32_t code;
  if (is_reference && is_number && number_of(s, len, &code)) {
    *at += len + 2;
    return append_number(&c->out, repaired(code));
  }
  if (is_reference && !is_number) {
    const entity *own = find_entity(c, s, len);
    if (own && own->is_refused) {
      refuse(c, "it uses an entity that holds others or stands for a file");
      return BP_EFORMAT;
    }
    if (is_one_of_xml(s, len)) {
      int rc = append(&c->out, s - 1, len + 2);
      *at += len + 2;
      return rc;
    }
    char name[NAME_MAX_BYTES + 1];
    memcpy(name, s, len);
    name[len] = 0;
    const htmlEntityDesc *known = own ? NULL : htmlEntityLookup((const xmlChar *)name);
    if (own || known) {
      *at += len + 2;
      return own ? write_value(c, own) : append_number(&c->out, known->value);
    }
  }
  c->repairs.ampersands++;
  *at += 1;
  return append_text(&c->out, "&amp;");
}

/* ---- the pass ---- */

static bool begins (const bp_xml_clean *c, size_t i, const char *what) {
  size_t len = strlen(what);
  return c->in.len - i >= len && memcmp(c->in.bytes + i, what, len) == 0;
}

/* What a '<' begins; the longest of these is nine bytes. */
static enum state opened (const bp_xml_clean *c, size_t i) {
  if (begins(c, i, "<![CDATA[")) return CDATA;
  if (begins(c, i, "<!--")) return COMMENT;
  if (begins(c, i, "<?")) return INSTRUCTION;
  if (!c->has_root && begins(c, i, "<!DOCTYPE")) return DOCTYPE;
  return CONTENT;
}

static const char *const endings[] = { "", "]]>", "-->", "?>", "" };

/* Copies clean bytes up to the next one that matters, or its end. */
static int copy_run (bp_xml_clean *c, size_t *at) {
  const char *s = c->in.bytes;
  size_t i = *at, from = i;
  char stop = c->state == CONTENT ? '<' : endings[c->state][0];
  while (i < c->in.len) {
    char b = s[i];
    if (b == stop || (b == '&' && c->state == CONTENT)) break;
    if (is_control(b)) {
      int rc = append(&c->out, s + from, i - from);
      if (rc != BP_OK) return rc;
      c->repairs.controls++;
      from = i + 1;
    }
    i++;
  }
  *at = i;
  return append(&c->out, s + from, i - from);
}

/* The byte at *at, which may begin or end something. */
static int take_mark (bp_xml_clean *c, size_t *at, bool last, bool *waits) {
  size_t left = c->in.len - *at;
  if (c->state != CONTENT) {
    const char *ending = endings[c->state];
    size_t len = strlen(ending);
    if (left < len && !last) { *waits = true; return BP_OK; }
    size_t taken = 1;
    if (begins(c, *at, ending)) { c->state = CONTENT; taken = len; }
    int rc = append(&c->out, c->in.bytes + *at, taken);
    *at += taken;
    return rc;
  }
  if (c->in.bytes[*at] == '&') return take_reference(c, at, last, waits);
  if (left < 9 && !last) { *waits = true; return BP_OK; }
  enum state next = opened(c, *at);
  if (next == DOCTYPE) {
    c->state = DOCTYPE;
    c->quote = 0;
    *at += 9;
    return BP_OK;
  }
  if (next == CONTENT) c->has_root = true;
  size_t taken = next == CDATA ? 9 : next == COMMENT ? 4 : next == INSTRUCTION ? 2 : 1;
  c->state = next;
  int rc = append(&c->out, c->in.bytes + *at, taken);
  *at += taken;
  return rc;
}

int bp_xml_clean_feed (bp_xml_clean *c, const char *bytes, size_t len, bool last, const char **out_bytes, size_t *out_len) {
  if (c->repairs.refused) return BP_EFORMAT;
  c->out.len = 0;
  int rc = append(&c->in, bytes, len);
  size_t at = 0;
  bool waits = false;
  while (rc == BP_OK && !waits && at < c->in.len) {
    if (c->state == DOCTYPE) { rc = take_doctype(c, &at); continue; }
    rc = copy_run(c, &at);
    if (rc == BP_OK && at < c->in.len) rc = take_mark(c, &at, last, &waits);
  }
  if (rc != BP_OK) return rc;
  c->in.len -= at;
  if (c->in.len > 0) memmove(c->in.bytes, c->in.bytes + at, c->in.len);      /* at most a name's length */
  *out_bytes = c->out.bytes ? c->out.bytes : "";
  *out_len = c->out.len;
  return BP_OK;
}

/* ---- the cleaner ---- */

int bp_xml_clean_new (bp_xml_clean **out) {
  bp_xml_clean *c = calloc(1, sizeof *c);
  if (!c) return BP_ENOMEM;
  *out = c;
  return BP_OK;
}

void bp_xml_clean_free (bp_xml_clean *c) {
  if (!c) return;
  free(c->in.bytes);
  free(c->out.bytes);
  free(c->doctype.bytes);
  free(c->entities);
  free(c);
}

const bp_xml_repairs *bp_xml_clean_repairs (const bp_xml_clean *c) { return &c->repairs; }
