/* html_words.c -- words as hashes, and sets of runs of three words.
**
** A word is a run of letters, digits and bytes above 127 but for the common marks of punctuation; ASCII is folded.  Sets answer
** whether JSON-LD's articleBody says what a block says.  Hashes of 32 bits: one run in a million is taken for another.
*/
#include "html_words.h"

#include <stdlib.h>
#include <string.h>

#define RUN_WORDS 3

static int is_word_byte (const unsigned char *p, const unsigned char *end, size_t *width) {
  *width = 1;
  if ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') return 1;
  if (*p >= '0' && *p <= '9') return 1;
  if (*p < 0x80) return 0;
  if (*p == 0xC2 && end - p >= 2) { *width = 2; return 0; }
  if (*p == 0xE2 && end - p >= 3 && p[1] <= 0x81) { *width = 3; return 0; }   /* U+2000 to U+207F */
  return 1;
}

uint32_t bp_html_word (const char **at, const char *end) {
  const unsigned char *p = (const unsigned char *)*at, *stop = (const unsigned char *)end;
  size_t width;
  while (p < stop && !is_word_byte(p, stop, &width)) p += width;
  uint32_t hash = 2166136261u;
  int any = 0;
  while (p < stop && is_word_byte(p, stop, &width)) {
    unsigned char c = *p++;
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    hash = (hash ^ c) * 16777619u;
    any = 1;
  }
  *at = (const char *)p;
  return any ? hash | 1 : 0;
}

static uint32_t mix (const uint32_t *word, size_t n) {
  uint64_t h = n;
  for (size_t i = 0; i < n; i++) h = (h ^ word[i]) * UINT64_C(0x9E3779B97F4A7C15), h ^= h >> 29;
  return (uint32_t)(h >> 16) | 1;
}

static int add (bp_html_runs *r, uint32_t value) {
  if (r->count * 2 >= r->mask) {
    uint32_t mask = r->mask == 0 ? 1023 : r->mask * 2 + 1;
    uint32_t *slot = calloc((size_t)mask + 1, sizeof *slot);
    if (slot == NULL) return BP_ENOMEM;
    for (uint32_t i = 0; r->slot != NULL && i <= r->mask; i++) {
      if (r->slot[i] == 0) continue;
      uint32_t at = r->slot[i] & mask;
      while (slot[at] != 0) at = (at + 1) & mask;
      slot[at] = r->slot[i];
    }
    free(r->slot);
    r->slot = slot;
    r->mask = mask;
  }
  uint32_t at = value & r->mask;
  while (r->slot[at] != 0) {
    if (r->slot[at] == value) return BP_OK;
    at = (at + 1) & r->mask;
  }
  r->slot[at] = value;
  r->count++;
  return BP_OK;
}

static int has (const bp_html_runs *r, uint32_t value) {
  for (uint32_t at = value & r->mask; r->slot[at] != 0; at = (at + 1) & r->mask) {
    if (r->slot[at] == value) return 1;
  }
  return 0;
}

static int hex (char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* The character of "\uXXXX" as UTF-8: surrogates become white space.  Returns bytes written. */
static size_t unescape (const char *p, char *out) {
  int a = hex(p[0]), b = hex(p[1]), c = hex(p[2]), d = hex(p[3]);
  if (a < 0 || b < 0 || c < 0 || d < 0) { *out = ' '; return 1; }
  unsigned code = (unsigned)(a << 12 | b << 8 | c << 4 | d);
  if (code < 0x80) { *out = code == 0 ? ' ' : (char)code; return 1; }
  if (code >= 0xD800 && code < 0xE000) { *out = ' '; return 1; }
  if (code < 0x800) { out[0] = (char)(0xC0 | code >> 6); out[1] = (char)(0x80 | (code & 0x3F)); return 2; }
  out[0] = (char)(0xE0 | code >> 12); out[1] = (char)(0x80 | (code >> 6 & 0x3F)); out[2] = (char)(0x80 | (code & 0x3F));
  return 3;
}

/* Tags and entities become white space, in place; entities of quotes and dashes part words as their characters do. */
static void strip_markup (char *text, size_t len) {
  for (size_t i = 0; i < len; i++) {
    size_t stop = i;
    if (text[i] == '<') {
      char *close = memchr(text + i, '>', len - i < 4096 ? len - i : 4096);
      if (close != NULL) stop = (size_t)(close - text) + 1;
    } else if (text[i] == '&') {
      char *close = memchr(text + i, ';', len - i < 12 ? len - i : 12);
      if (close != NULL) stop = (size_t)(close - text) + 1;
    }
    if (stop > i) { memset(text + i, ' ', stop - i); i = stop - 1; }
  }
}

static int add_all (bp_html_runs *r, const char *text, size_t len) {
  const char *at = text, *end = text + len;
  uint32_t word[RUN_WORDS];
  size_t n = 0;
  for (uint32_t hash; (hash = bp_html_word(&at, end)) != 0; ) {
    if (n == RUN_WORDS) memmove(word, word + 1, (RUN_WORDS - 1) * sizeof *word), n--;
    word[n++] = hash;
    int rc = n == RUN_WORDS ? add(r, mix(word, n)) : BP_OK;
    if (rc == BP_OK) rc = add(r, mix(&hash, 1));
    if (rc == BP_OK && n >= 2) rc = add(r, mix(word + n - 2, 2));
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

int bp_html_runs_of_json (bp_html_runs *runs, const char *text, size_t len, const char **end) {
  char *plain = malloc(len + 4);
  if (plain == NULL) return BP_ENOMEM;
  size_t to = 0, i = 0;
  while (i < len && text[i] != '"') {
    if (text[i] != '\\' || i + 1 >= len) { plain[to++] = text[i++]; continue; }
    char c = text[i + 1];
    if (c == 'u' && i + 6 <= len) { to += unescape(text + i + 2, plain + to); i += 6; continue; }
    plain[to++] = c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f' ? ' ' : c;
    i += 2;
  }
  *end = text + i + (i < len);
  strip_markup(plain, to);
  int rc = add_all(runs, plain, to);
  free(plain);
  return rc;
}

double bp_html_runs_share (const bp_html_runs *r, const char *text, size_t len) {
  if (r->count == 0) return 0;
  const char *at = text, *end = text + len;
  uint32_t word[RUN_WORDS];
  size_t n = 0, all = 0, found = 0;
  for (uint32_t hash; (hash = bp_html_word(&at, end)) != 0; ) {
    if (n == RUN_WORDS) memmove(word, word + 1, (RUN_WORDS - 1) * sizeof *word), n--;
    word[n++] = hash;
    if (n < RUN_WORDS) continue;
    all++;
    found += (size_t)has(r, mix(word, n));
  }
  if (all > 0) return (double)found / (double)all;
  return n > 0 && has(r, mix(word, n)) ? 1 : 0;
}

void bp_html_runs_free (bp_html_runs *runs) {
  free(runs->slot);
  memset(runs, 0, sizeof *runs);
}
