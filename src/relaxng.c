/* relaxng.c -- one pass over a document's bytes with the compiled schema; see relaxng.h for what it is for.
**
** The bytes are read as our writer makes them: UTF-8, one default namespace, no document type, no processing instruction, no
** section of character data, attributes in straight quotes.  Anything else is "not certain", and so is every error.
**
**     frames     TEI | text | body | p        one for each open element
**     tracks     [a]   [a]    [a,b]  [a,b]    what may still come in it, for each way the schema allows the element to be meant
**
** A track knows which track of the frame below it belongs to, and what remains there when its element ends.  The attributes nearly
** always leave one.  Cost: 20 to 40 microseconds for an article, a look-up for each tag, attribute and run of text.
*/
#include "relaxng.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "relaxng_schema.h"
#include "utf8.h"

#define DEPTH_MAX    200
#define TRACKS_MAX   1024                /* of all frames together */
#define PATTERNS_MAX 200000
#define GOOD_MASK    4095                /* values known to be good */
#define VALUE_MAX    4096                /* longer ones are left to libxml2 */
#define IDS_FIRST    255

typedef struct { bp_pattern state, after; uint32_t below; } track;

struct bp_checker {
  uint64_t good[GOOD_MASK + 1];          /* hash of (type, value) */
  uint64_t *ids;                         /* of the document, a set; 0: free */
  size_t id_mask, id_count;
  track tracks[TRACKS_MAX];
  uint32_t frames[DEPTH_MAX + 2];        /* where the tracks of each begin */
  const char *names[DEPTH_MAX + 2];      /* in the document */
  size_t name_lengths[DEPTH_MAX + 2];
  char value[VALUE_MAX + 1];
};

typedef struct {
  bp_relaxng *r;
  struct bp_checker *k;
  const char *at, *end;
  size_t depth, top;                     /* frames, tracks */
  bool has_id;                           /* the value just matched is an ID */
  bool has_namespace;                    /* the root said it */
} check;

void bp_checker_free (struct bp_checker *k) {
  if (!k) return;
  free(k->ids);
  free(k);
}

/* ---- values ---- */

static bool is_name_start (char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name_char (char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

static bool is_space (char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static bool is_ascii_name (const char *s, size_t len, bool from_start, char also) {
  if (len == 0 || (from_start && !is_name_start(s[0]))) return false;
  for (size_t i = 0; i < len; i++) if (!is_name_char(s[i]) && (also == 0 || s[i] != also)) return false;
  return true;
}

/* Asks libxml2, once for each value. */
static bool is_of_type (check *c, uint32_t number, const char *s, size_t len) {
  const bp_datatype *t = &c->r->types[number];
  uint64_t hash = bp_hash_step(bp_hash_bytes(s, len), number);
  uint64_t *good = &c->k->good[hash & GOOD_MASK];
  if (*good == hash) return true;
  char value[VALUE_MAX + 1];
  memcpy(value, s, len);
  value[len] = 0;
  if (memchr(s, 0, len) || xmlSchemaValidatePredefinedType(t->type, (const xmlChar *)value, NULL) != 0) return false;
  if (t->pattern && xmlRegexpExec(t->pattern, (const xmlChar *)value) != 1) return false;
  *good = hash;
  return true;
}

static bool is_data (check *c, uint32_t number, const char *s, size_t len) {
  switch (c->r->types[number].form) {
    case BP_FORM_ID:
      if (!is_ascii_name(s, len, true, 0)) return false;
      c->has_id = true;
      return true;
    case BP_FORM_NCNAME: return is_ascii_name(s, len, true, 0);
    case BP_FORM_NMTOKEN: if (is_ascii_name(s, len, false, ':')) return true; break;
    case BP_FORM_NMTOKENS: if (is_ascii_name(s, len, false, ' ') && s[0] != ' ' && s[len - 1] != ' ') return true; break;
    case BP_FORM_OTHER: break;
  }
  return is_of_type(c, number, s, len);
}

/* Whether a value, without white space at its edges, is what a pattern asks for. */
static bool matches (check *c, bp_pattern p, const char *s, size_t len) {
  bp_pattern_node n = *bp_pool_node(c->r->pool, p);
  switch (n.kind) {
    case BP_KIND_TEXT: return true;
    case BP_KIND_EMPTY: return len == 0;
    case BP_KIND_CHOICE: return matches(c, n.a, s, len) || matches(c, n.b, s, len);
    case BP_KIND_VALUE: return c->r->names[n.a].len == len && memcmp(c->r->names[n.a].text, s, len) == 0;
    case BP_KIND_DATA: return is_data(c, n.a, s, len);
    case BP_KIND_LIST: {                 /* items of one kind, one or more */
      bp_pattern_node items = *bp_pool_node(c->r->pool, n.a);
      if (items.kind != BP_KIND_MORE || len == 0) return false;
      for (size_t i = 0, stop; i < len; i = stop) {
        while (i < len && is_space(s[i])) i++;
        for (stop = i; stop < len && !is_space(s[stop]); stop++) {}
        if (stop > i && !matches(c, items.a, s + i, stop - i)) return false;
      }
      return true;
    }
    default: return false;
  }
}

/* False when it is there already. */
static bool add_id (struct bp_checker *k, const char *s, size_t len) {
  if (k->id_count * 2 >= k->id_mask) {
    size_t mask = k->id_mask ? k->id_mask * 2 + 1 : IDS_FIRST;
    uint64_t *ids = calloc(mask + 1, sizeof *ids);
    if (!ids) return false;
    for (size_t i = 0; k->ids && i <= k->id_mask; i++) {
      size_t at = k->ids[i] & mask;
      if (!k->ids[i]) continue;
      while (ids[at]) at = (at + 1) & mask;
      ids[at] = k->ids[i];
    }
    free(k->ids);
    k->ids = ids;
    k->id_mask = mask;
  }
  uint64_t hash = bp_hash_bytes(s, len) | 1;
  size_t at = hash & k->id_mask;
  for (; k->ids[at]; at = (at + 1) & k->id_mask) if (k->ids[at] == hash) return false;
  k->ids[at] = hash;
  k->id_count++;
  return true;
}

/* ---- the schema's side of tags and text ---- */

static const track *frame (const check *c, size_t depth) { return c->k->tracks + c->k->frames[depth]; }

/* Keep the tracks that have a state left; false when there is none. */
static bool prune (check *c) {
  size_t first = c->k->frames[c->depth], kept = first;
  for (size_t i = first; i < c->top; i++) {
    if (c->k->tracks[i].state != BP_NOT_ALLOWED) c->k->tracks[kept++] = c->k->tracks[i];
  }
  c->top = kept;
  return kept > first;
}

static bool open_element (check *c, const char *name, size_t len) {
  uint32_t number = bp_relaxng_name(c->r, name, len);
  if (number == UINT32_MAX || c->depth >= DEPTH_MAX) return false;
  size_t below = c->k->frames[c->depth], above = c->top;
  for (size_t i = below; i < above; i++) {
    const bp_way *ways;
    size_t count = bp_pattern_start(c->r->pool, c->k->tracks[i].state, number, &ways);
    for (size_t w = 0; w < count; w++) {
      if (c->top == TRACKS_MAX) return false;
      c->k->tracks[c->top++] = (track){ c->r->content[ways[w].inside], ways[w].after, (uint32_t)(i - below) };
    }
  }
  c->depth++;
  c->k->frames[c->depth] = (uint32_t)above;
  c->k->names[c->depth] = name;
  c->k->name_lengths[c->depth] = len;
  return c->top > above;
}

static bool take_attribute (check *c, const char *name, size_t name_len, const char *value, size_t len) {
  uint32_t number = bp_relaxng_name(c->r, name, name_len);
  if (number == UINT32_MAX) return false;
  while (len > 0 && is_space(value[0])) { value++; len--; }
  while (len > 0 && is_space(value[len - 1])) len--;
  c->has_id = false;
  for (size_t i = c->k->frames[c->depth]; i < c->top; i++) {
    track *t = &c->k->tracks[i];
    const bp_way *ways;
    size_t count = bp_pattern_attribute(c->r->pool, t->state, number, &ways);
    bp_pattern left = BP_NOT_ALLOWED;
    for (size_t w = 0; w < count; w++) {
      if (matches(c, ways[w].inside, value, len)) left = bp_pattern_choice(c->r->pool, left, ways[w].after);
    }
    t->state = left;
  }
  return prune(c) && (!c->has_id || add_id(c->k, value, len));
}

static bool end_start_tag (check *c) {
  for (size_t i = c->k->frames[c->depth]; i < c->top; i++) {
    c->k->tracks[i].state = bp_pattern_close_tag(c->r->pool, c->k->tracks[i].state);
  }
  return prune(c);
}

static bool take_text (check *c) {
  for (size_t i = c->k->frames[c->depth]; i < c->top; i++) {
    c->k->tracks[i].state = bp_pattern_text(c->r->pool, c->k->tracks[i].state);
  }
  return prune(c);
}

/* The tracks whose element may end here go on in the frame below. */
static bool close_element (check *c) {
  const track *own = frame(c, c->depth);
  size_t own_count = c->top - c->k->frames[c->depth];
  track *below = c->k->tracks + c->k->frames[c->depth - 1];
  size_t below_count = c->k->frames[c->depth] - c->k->frames[c->depth - 1];
  for (size_t b = 0; b < below_count; b++) {
    bp_pattern left = BP_NOT_ALLOWED;
    for (size_t i = 0; i < own_count; i++) {
      if (own[i].below == b && bp_pool_node(c->r->pool, own[i].state)->nullable)
        left = bp_pattern_choice(c->r->pool, left, own[i].after);
    }
    below[b].state = left;
  }
  c->top = c->k->frames[c->depth];
  c->depth--;
  return prune(c);
}

/* ---- the bytes ---- */

static bool starts (const check *c, const char *what) {
  size_t len = strlen(what);
  return (size_t)(c->end - c->at) >= len && memcmp(c->at, what, len) == 0;
}

static void skip_space (check *c) { while (c->at < c->end && is_space(*c->at)) c->at++; }

/* A name, with the prefix xml at most; its length, or 0. */
static size_t read_name (check *c, const char **name) {
  const char *from = c->at;
  if (c->at < c->end && is_name_start(*c->at)) {
    while (c->at < c->end && is_name_char(*c->at)) c->at++;
    if (c->at < c->end && *c->at == ':') {
      if (c->at - from != 3 || memcmp(from, "xml", 3) != 0) return 0;
      c->at++;
      while (c->at < c->end && is_name_char(*c->at)) c->at++;
    }
  }
  *name = from;
  return (size_t)(c->at - from);
}

/* A reference as XML has it: its character into `out` (which holds 4 bytes), how many, or 0. */
static unsigned read_reference (check *c, char *out) {
  static const struct { const char *name; char c; } known[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (starts(c, known[i].name)) { c->at += strlen(known[i].name); *out = known[i].c; return 1; }
  }
  if (!starts(c, "&#")) return 0;
  int32_t code = 0;
  bool is_hex = c->at + 2 < c->end && c->at[2] == 'x';
  const char *p = c->at + (is_hex ? 3 : 2), *from = p;
  for (; p < c->end && *p != ';' && p - from < 6; p++) {
    char d = *p;
    int digit = d >= '0' && d <= '9' ? d - '0' : is_hex && d >= 'a' && d <= 'f' ? d - 'a' + 10
              : is_hex && d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
    if (digit < 0) return 0;
    code = code * (is_hex ? 16 : 10) + digit;
  }
  bool is_char = code == 9 || code == 10 || code == 13 || (code >= 0x20 && code < 0xD800) || (code >= 0xE000 && code < 0xFFFE);
  if (p == from || p >= c->end || *p != ';' || !is_char) return 0;
  c->at = p + 1;
  return bp_utf8_encode(code, out);
}

/* An attribute's value with its quotes, references replaced; false when it is not certain. */
static bool read_value (check *c, const char **value, size_t *len) {
  if (c->at >= c->end || (*c->at != '"' && *c->at != '\'')) return false;
  char quote = *c->at++;
  const char *from = c->at;
  while (c->at < c->end && *c->at != quote && *c->at != '&' && *c->at != '<') c->at++;
  if (c->at < c->end && *c->at == quote) {       /* nearly always */
    *value = from;
    *len = (size_t)(c->at++ - from);
    return *len <= VALUE_MAX;
  }
  size_t n = (size_t)(c->at - from);
  if (n > VALUE_MAX) return false;
  memcpy(c->k->value, from, n);
  while (c->at < c->end && *c->at != quote) {
    if (n + 4 > VALUE_MAX || *c->at == '<') return false;
    if (*c->at != '&') { c->k->value[n++] = *c->at++; continue; }
    unsigned width = read_reference(c, c->k->value + n);
    if (width == 0) return false;
    n += width;
  }
  if (c->at >= c->end) return false;
  c->at++;
  *value = c->k->value;
  *len = n;
  return true;
}

/* Whether an attribute of this name came in the tag already; tags are short. */
static bool is_repeated (const char *from, const char *name, size_t len) {
  for (const char *p = from; p + len < name; p++) {
    if (is_space(p[-1]) && memcmp(p, name, len) == 0 && (p[len] == '=' || is_space(p[len]))) return true;
  }
  return false;
}

static bool read_attributes (check *c, bool *is_empty) {
  const char *tag = c->at;
  for (;;) {
    bool spaced = c->at < c->end && is_space(*c->at);
    skip_space(c);
    if (c->at >= c->end) return false;
    if (*c->at == '>') { c->at++; *is_empty = false; return true; }
    if (starts(c, "/>")) { c->at += 2; *is_empty = true; return true; }
    const char *name, *value;
    size_t len, value_len;
    if (!spaced || (len = read_name(c, &name)) == 0 || is_repeated(tag + 1, name, len)) return false;
    skip_space(c);
    if (c->at >= c->end || *c->at != '=') return false;
    c->at++;
    skip_space(c);
    if (!read_value(c, &value, &value_len)) return false;
    if (len == 5 && memcmp(name, "xmlns", 5) == 0) {
      if (strlen(c->r->ns) != value_len || memcmp(c->r->ns, value, value_len) != 0) return false;
      c->has_namespace = true;
    }
    else if (!take_attribute(c, name, len, value, value_len)) return false;
  }
}

static bool read_start_tag (check *c) {
  const char *name;
  bool is_empty;
  c->at++;
  size_t len = read_name(c, &name);
  if (len == 0 || !open_element(c, name, len) || !read_attributes(c, &is_empty)) return false;
  return c->has_namespace && end_start_tag(c) && (!is_empty || close_element(c));
}

static bool read_end_tag (check *c) {
  const char *name;
  c->at += 2;
  size_t len = read_name(c, &name);
  if (len == 0 || c->depth == 0 || len != c->k->name_lengths[c->depth] || memcmp(name, c->k->names[c->depth], len) != 0) return false;
  skip_space(c);
  if (c->at >= c->end || *c->at != '>') return false;
  c->at++;
  return close_element(c);
}

static bool read_comment (check *c) {
  for (const char *p = c->at + 4; p + 2 < c->end; p++) {
    if (p[0] != '-' || p[1] != '-') continue;
    c->at = p + 3;
    return p[2] == '>';
  }
  return false;
}

/* Characters up to the next tag. */
static bool read_text (check *c) {
  const char *stop = memchr(c->at, '<', (size_t)(c->end - c->at));
  if (!stop) stop = c->end;
  skip_space(c);
  if (c->at == stop) return true;                /* white space between elements, as the writer indents */
  for (const char *p = c->at; (p = memchr(p, '&', (size_t)(stop - p))) != NULL; p = c->at) {
    char out[4];
    c->at = p;
    if (read_reference(c, out) == 0) return false;
  }
  for (const char *p = c->at; (p = memchr(p, ']', (size_t)(stop - p))) != NULL; p++) {
    if (stop - p >= 3 && p[1] == ']' && p[2] == '>') return false;
  }
  c->at = stop;
  return c->depth > 0 && take_text(c);
}

static bool read_document (check *c) {
  if (starts(c, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")) c->at += 38;
  bool has_root = false;
  while (c->at < c->end) {
    bool fine;
    if (*c->at != '<') fine = read_text(c);
    else if (starts(c, "</")) fine = read_end_tag(c);
    else if (starts(c, "<!--")) fine = read_comment(c);
    else {
      fine = c->depth > 0 || !has_root;
      has_root = true;
      fine = fine && read_start_tag(c);
    }
    if (!fine) return false;
  }
  return has_root && c->depth == 0 && bp_pool_node(c->r->pool, frame(c, 0)->state)->nullable;
}

/* Whether one of eight bytes is below 0x20 or is 0xEF: the former may be a control, the latter may begin U+FFFE or U+FFFF. */
static bool is_suspect (uint64_t eight) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
  uint64_t is_ef = eight ^ (ones * 0xEF);
  return (((eight - ones * 0x20) & ~eight) | ((is_ef - ones) & ~is_ef)) & highs;
}

/* Characters that XML does not have: controls but for white space, U+FFFE and U+FFFF. */
static bool has_only_xml_characters (const char *bytes, size_t len) {
  for (size_t i = 0; i < len;) {
    uint64_t eight;
    if (len - i >= sizeof eight) {
      memcpy(&eight, bytes + i, sizeof eight);
      if (!is_suspect(eight)) { i += sizeof eight; continue; }
    }
    unsigned char b = (unsigned char)bytes[i];
    if (b < 0x20 && !is_space((char)b)) return false;
    if (b == 0xEF && i + 2 < len && (unsigned char)bytes[i + 1] == 0xBF && (unsigned char)bytes[i + 2] >= 0xBE) return false;
    i++;
  }
  size_t where;
  return bp_utf8_validate(bytes, len, &where) == BP_OK;
}

bool bp_relaxng_accepts (bp_relaxng *r, const char *bytes, size_t len) {
  if (bp_pool_failed(r->pool) || bp_pool_count(r->pool) > PATTERNS_MAX) return false;
  if (!r->checker && !(r->checker = calloc(1, sizeof *r->checker))) return false;
  struct bp_checker *k = r->checker;
  if (!has_only_xml_characters(bytes, len)) return false;
  if (k->id_count > 0) memset(k->ids, 0, (k->id_mask + 1) * sizeof *k->ids);
  k->id_count = 0;
  check c = { .r = r, .k = k, .at = bytes, .end = bytes + len, .top = 1 };
  k->tracks[0] = (track){ r->start, BP_NOT_ALLOWED, 0 };
  k->frames[0] = 0;
  return read_document(&c) && !bp_pool_failed(r->pool);
}
