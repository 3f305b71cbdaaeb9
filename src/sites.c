/* sites.c -- where the lexical grammars are worth trying.
**
** Cost: one pass over the tokens and one over the bytes, some ten nanoseconds a token.  The table of words is open
** addressed, by the folded hash of a token; slot 0 means empty.
*/
#include "sites.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS 32          /* pieces of text: a dozen are used */
#define KINDS 16
#define LINKED 5          /* tokens behind a link: "16- to 18-year-olds" */
#define LONG_REACH 28     /* bytes in which seven figures are a long number */
#define LONG_DIGITS 7
#define FINE_DECIMALS 4
#define EXACT_DIGITS 16   /* what a double holds for sure, and one more that is tried */

typedef struct { uint64_t hash; uint32_t field[BP_SITE_WORD_FIELDS]; } word_entry;
typedef struct { char *text; size_t len; uint32_t pattern; } text_entry;

struct bp_site_plan {
  word_entry *word;
  uint32_t word_count, word_mask;
  text_entry text[TEXTS];
  uint32_t text_count;
  uint8_t starts[256];               /* does a piece of text start with the byte? */
  uint32_t kind[KINDS];              /* pattern number for tokens of a kind, 0 for none */
  uint32_t near[2][KINDS];           /* readers, by the kind of the token before and behind */
  uint32_t shape[BP_SHAPE_COUNT];
};

int bp_site_plan_new (bp_site_plan **out) {
  bp_site_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return BP_ENOMEM;
  plan->word_mask = 255;
  plan->word = calloc(plan->word_mask + 1, sizeof *plan->word);
  if (plan->word == NULL) { free(plan); return BP_ENOMEM; }
  *out = plan;
  return BP_OK;
}

void bp_site_plan_free (bp_site_plan *plan) {
  if (plan == NULL) return;
  for (uint32_t i = 0; i < plan->text_count; i++) free(plan->text[i].text);
  free(plan->word);
  free(plan);
}

void bp_site_plan_kind (bp_site_plan *plan, int kind, uint32_t pattern) {
  if (kind >= 0 && kind < KINDS) plan->kind[kind] = pattern;
}

void bp_site_plan_shape (bp_site_plan *plan, int shape, uint32_t readers) {
  if (shape >= 0 && shape < BP_SHAPE_COUNT) plan->shape[shape] |= readers;
}

void bp_site_plan_near (bp_site_plan *plan, int field, int kind, uint32_t readers) {
  if ((field == BP_SITE_BEFORE || field == BP_SITE_BEHIND) && kind >= 0 && kind < KINDS) plan->near[field][kind] |= readers;
}

static word_entry *slot_of (word_entry *table, uint32_t mask, uint64_t hash) {
  uint32_t k = (uint32_t)hash & mask;
  while (table[k].hash != 0 && table[k].hash != hash) k = (k + 1) & mask;
  return &table[k];
}

static int grow (bp_site_plan *plan) {
  uint32_t mask = plan->word_mask * 2 + 1;
  word_entry *table = calloc((size_t)mask + 1, sizeof *table);
  if (table == NULL) return BP_ENOMEM;
  for (uint32_t i = 0; i <= plan->word_mask; i++)
    if (plan->word[i].hash != 0) *slot_of(table, mask, plan->word[i].hash) = plan->word[i];
  free(plan->word);
  plan->word = table;
  plan->word_mask = mask;
  return BP_OK;
}

int bp_site_plan_word (bp_site_plan *plan, int field, const char *word, size_t len, uint32_t readers) {
  bp_arena scratch;
  bp_tokens tokens;
  uint64_t hash = 0;
  bp_arena_init(&scratch);
  int rc = bp_tokenize(&scratch, word, (uint32_t)len, &tokens);
  if (rc == BP_OK && tokens.count == 0) rc = BP_EFORMAT;
  if (rc == BP_OK) hash = tokens.folded[0];
  bp_arena_free(&scratch);
  if (rc != BP_OK) return rc;
  if (plan->word_count * 2 > plan->word_mask && (rc = grow(plan)) != BP_OK) return rc;
  word_entry *entry = slot_of(plan->word, plan->word_mask, hash);
  if (entry->hash == 0) { entry->hash = hash; plan->word_count++; }
  entry->field[field] |= readers;
  return BP_OK;
}

int bp_site_plan_text (bp_site_plan *plan, const char *text, size_t len, uint32_t pattern) {
  if (plan->text_count == TEXTS || len == 0) return BP_ELIMIT;
  char *copy = malloc(len);
  if (copy == NULL) return BP_ENOMEM;
  memcpy(copy, text, len);
  text_entry *entry = &plan->text[plan->text_count++];
  entry->text = copy;
  entry->len = len;
  entry->pattern = pattern;
  plan->starts[(unsigned char)*copy] = 1;
  return BP_OK;
}

/* ---- figures -------------------------------------------------------------------------------------------------------- */

typedef struct { const char *p, *end; } reader;    /* the text left to read */

static int is_digit (char c) { return c >= '0' && c <= '9'; }

/* As atom.lua has it: ASCII, and the first bytes of characters that are not signs or punctuation. */
static int is_letter (char c) {
  unsigned char u = (unsigned char)c;
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= 195 && u <= 225) || (u >= 227 && u <= 244);
}

/* Bytes of the blank at p: 0 when there is none. */
static size_t blank (const char *p, const char *end, int narrow_only) {
  if (p < end && (*p == ' ' || (!narrow_only && (*p == '\t' || *p == '\n' || *p == '\r')))) return 1;
  if (end - p >= 2 && memcmp(p, "\302\240", 2) == 0) return 2;
  if (end - p >= 3 && memcmp(p, "\342\200", 2) == 0 && (p[2] == '\211' || p[2] == '\257')) return 3;
  return 0;
}

static const char *skip_gap (const char *p, const char *end) {
  for (size_t n; (n = blank(p, end, 0)) != 0; ) p += n;
  return p;
}

static size_t hyphen (const char *p, const char *end) {
  if (p < end && *p == '-') return 1;
  return end - p >= 3 && memcmp(p, "\342\200", 2) == 0 && p[2] >= '\220' && p[2] <= '\223' ? 3 : 0;
}

/* Three figures and no fourth. */
static int is_group (const char *p, const char *end) {
  return end - p >= 3 && is_digit(p[0]) && is_digit(p[1]) && is_digit(p[2]) && (end - p == 3 || !is_digit(p[3]));
}

static const char *skip_digits (const char *p, const char *end) {
  while (p < end && is_digit(*p)) p++;
  return p;
}

static const char *skip_decimals (const char *p, const char *end) {
  return end - p >= 2 && *p == '.' && is_digit(p[1]) ? skip_digits(p + 1, end) : p;
}

enum { MOST_GROUPS = 6 };   /* where a blank may stand: a long list of figures must not be read again from each of them */

/* The end of the figure at p ("33,000.5", "33, 000", "33 000", "33000.5"), or NULL where it is none ("1,2"). */
static const char *figure_end (const char *p, const char *end) {
  const char *run = skip_digits(p, end), *stop = run;
  if (run - p <= 3) {
    if (run < end && *run == ',' && is_group(run + 1, end)) {
      while (stop < end && *stop == ',' && is_group(stop + 1, end)) stop += 4;
      stop = skip_decimals(stop, end);
    } else if (run < end && *run == ',') {
      for (int i = 0; i < MOST_GROUPS && stop < end && *stop == ','; i++) {
        const char *group = skip_gap(stop + 1, end);
        if (!is_group(group, end)) break;
        stop = group + 3;
      }
    } else {
      size_t n;
      for (int i = 0; i < MOST_GROUPS && (n = blank(stop, end, 1)) != 0 && is_group(stop + n, end); i++) stop += n + 3;
    }
  }
  if (stop == run) stop = skip_decimals(run, end);
  if (stop < end && (is_digit(*stop) || ((*stop == '.' || *stop == ',') && end - stop >= 2 && is_digit(stop[1])))) return NULL;
  return stop;
}

static const struct { const char *word; size_t len; double factor; } scales[] = {
  { "thousand", 8, 1e3 }, { "million", 7, 1e6 }, { "billion", 7, 1e9 }, { "trillion", 8, 1e12 }, { "lakh", 4, 1e5 },
  { "crore", 5, 1e7 }
};

static int is_same_word (const char *p, const char *end, const char *word, size_t len) {
  if ((size_t)(end - p) < len) return 0;
  for (size_t i = 0; i < len; i++) if ((p[i] | 0x20) != word[i]) return 0;
  return (size_t)(end - p) == len || !(is_letter(p[len]) || is_digit(p[len]));
}

/* The factor of " million", "-million" at *p, which is moved behind it; 1 for anything else. */
static double read_scale (const char **p, const char *end) {
  size_t n = hyphen(*p, end);
  const char *word = n != 0 ? *p + n : skip_gap(*p, end);
  if (word == *p || word == end || !is_letter(*word)) return 1;
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
    if (is_same_word(word, end, scales[i].word, scales[i].len)) { *p = word + scales[i].len; return scales[i].factor; }
  return 1;
}

/* Reads the figure that starts at the site; 0 where there is none. */
static int read_figure (const char *text, uint32_t len, bp_site *site) {
  const char *p = text + site->first, *end = text + len, *stop = figure_end(p, end);
  if (stop == NULL || stop == p) return 0;               /* a token of digits need not begin with one of ours: "½" */
  char plain[40];
  uint32_t n = 0;
  for (const char *q = p; q < stop; q++) {
    if (!is_digit(*q) && *q != '.') continue;
    if (n < sizeof plain - 1) plain[n] = *q;
    n++;
  }
  site->digits = n;
  plain[n < sizeof plain ? n : sizeof plain - 1] = '\0';
  double value = 0, unit = 0;
  for (const char *q = plain; *q != '\0'; q++) {          /* strtod would ask the locale for its decimal point */
    if (*q == '.') unit = 1;
    else { value = value * 10 + (*q - '0'); unit *= 10; }
  }
  if (unit > 1) value /= unit;
  double factor = read_scale(&stop, end);
  if (factor > 1 && n <= EXACT_DIGITS) value = floor(value * factor * 100 + 0.5) / 100;   /* 1.1 million in binary is not quite */
  if (stop < end && (is_letter(*stop) || is_digit(*stop))) return 0;
  site->value = value;
  site->after = (uint32_t)(stop - text);
  return 1;
}

/* ---- readers ------------------------------------------------------------------------------------------------------------ */

static int is_long (const char *p, const char *end) {
  int digits = 0;
  if (end - p > LONG_REACH) end = p + LONG_REACH;
  for (; p < end; p++) {
    unsigned char c = (unsigned char)*p;
    if (is_digit(*p)) { if (++digits == LONG_DIGITS) return 1; }
    else if (c != ' ' && c != '-' && c != '.' && c != '/' && c != '(' && c != ')' && c != '\n' && c < 128) return 0;
  }
  return 0;
}

static uint32_t shape_readers (const bp_site_plan *plan, const bp_document *doc, bp_token token) {
  const char *p = doc->text + token.start, *stop = doc->text + token.end;
  uint32_t readers = plan->shape[BP_SHAPE_ANY];
  if (stop - p >= 4 && (*p == '1' || *p == '2') && skip_digits(p, stop) - p == 4) readers |= plan->shape[BP_SHAPE_YEAR];
  if (is_long(p, doc->text + doc->len)) readers |= plan->shape[BP_SHAPE_LONG];
  int dots = 0;
  for (const char *q = p; q < stop; q++) dots += *q == '.';
  if (dots == 1 && stop - (const char *)memchr(p, '.', (size_t)(stop - p)) > FINE_DECIMALS) readers |= plan->shape[BP_SHAPE_FINE];
  if (dots >= 2) readers |= plan->shape[BP_SHAPE_DOTS];
  return readers;
}

static uint32_t behind_readers (const bp_site_plan *plan, const bp_document *doc, uint32_t next) {
  const bp_tokens *t = &doc->tokens;
  uint32_t readers = 0, last = next;
  for (uint32_t i = next; i <= last && i < t->count; i++) {
    const word_entry *entry = slot_of(plan->word, plan->word_mask, t->folded[i]);
    readers |= entry->field[BP_SITE_BEHIND] | plan->near[BP_SITE_BEHIND][t->token[i].kind];
    if (i == next && entry->field[BP_SITE_LINK] != 0) last = next + LINKED;
  }
  return readers;
}

static uint32_t before_readers (const bp_site_plan *plan, const bp_document *doc, uint32_t token) {
  if (token == 0) return 0;
  const bp_tokens *t = &doc->tokens;
  const word_entry *entry = slot_of(plan->word, plan->word_mask, t->folded[token - 1]);
  return entry->field[BP_SITE_BEFORE] | plan->near[BP_SITE_BEFORE][t->token[token - 1].kind];
}

/* ---- all sites ------------------------------------------------------------------------------------------------------------ */

static int add (bp_site_list *list, bp_site site) {
  if (list->count == list->room) {
    uint32_t room = list->room == 0 ? 64 : list->room * 2;
    if (room <= list->room) return BP_ENOMEM;
    bp_site *item = realloc(list->item, room * sizeof *item);
    if (item == NULL) return BP_ENOMEM;
    list->item = item;
    list->room = room;
  }
  list->item[list->count++] = site;
  return BP_OK;
}

static int find_tokens (const bp_site_plan *plan, const bp_document *doc, bp_site_list *out) {
  const bp_tokens *t = &doc->tokens;
  for (uint32_t i = 0; i < t->count; i++) {
    bp_site site = { t->token[i].start, plan->kind[t->token[i].kind], 0, 0, 0 };
    int rc = BP_OK;
    if (site.which != 0) rc = add(out, site);
    if (rc == BP_OK && t->token[i].kind == BP_TOKEN_NUMBER) {
      uint32_t next = i + 1;
      site.which = shape_readers(plan, doc, t->token[i]) | before_readers(plan, doc, i);
      if (read_figure(doc->text, doc->len, &site)) {
        while (next < t->count && t->token[next].start < site.after) next++;
      } else site.after = BP_SITE_NO_NUMBER;
      site.which |= behind_readers(plan, doc, next);
      rc = add(out, site);
    }
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

static int find_texts (const bp_site_plan *plan, const bp_document *doc, bp_site_list *out) {
  uint32_t from[TEXTS] = { 0 };
  for (uint32_t at = 0; at < doc->len; at++) {
    if (!plan->starts[(unsigned char)doc->text[at]]) continue;
    for (uint32_t k = 0; k < plan->text_count; k++) {
      const text_entry *one = &plan->text[k];
      if (at < from[k] || doc->len - at < one->len || memcmp(doc->text + at, one->text, one->len) != 0) continue;
      from[k] = at + (uint32_t)one->len;
      bp_site site = { at, one->pattern, 0, 0, 0 };
      int rc = add(out, site);
      if (rc != BP_OK) return rc;
    }
  }
  return BP_OK;
}

static int by_place (const void *a, const void *b) {
  const bp_site *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if ((x->after != 0) != (y->after != 0)) return x->after != 0 ? -1 : 1;     /* figures first */
  return x->which < y->which ? -1 : x->which > y->which;
}

int bp_sites_find (const bp_site_plan *plan, const bp_gazetteer *words, const bp_document *doc, bp_site_list *out) {
  out->count = 0;
  int rc = find_tokens(plan, doc, out);
  if (rc == BP_OK) rc = find_texts(plan, doc, out);
  if (rc == BP_OK && words != NULL) {
    bp_span whole = { 0, doc->len };
    rc = bp_gazetteer_scan(words, doc, whole, BP_SCAN_LONGEST, &out->words);
    for (uint32_t i = 0; rc == BP_OK && i < out->words.count; i++) {
      bp_site site = { out->words.item[i].span.start, out->words.item[i].value, 0, 0, 0 };
      rc = add(out, site);
    }
  }
  if (rc == BP_OK && out->count > 1) qsort(out->item, out->count, sizeof *out->item, by_place);
  return rc;
}

void bp_sites_free (bp_site_list *list) {
  free(list->item);
  bp_matches_free(&list->words);
  memset(list, 0, sizeof *list);
}
