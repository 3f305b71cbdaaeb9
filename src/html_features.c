/* html_features.c -- what tells article from furniture: of the block itself, of what it stands in, of what stands around it.
**
** All of it can be had from any page of any site: lengths, links, marks of punctuation, elements, words in classes, place,
** repetition, the neighbours.  One pass over the blocks for their own facts, prefix sums for what elements hold, then a row
** of numbers for each block; what is said twice is found by hashing.  Nothing is judged here.
*/
#include "html_features.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "html_phrases.h"

#define NONE UINT32_MAX
#define PROSE_CHARS 60u
#define SUMS 3u                    /* bytes, bytes in links, characters of prose */

/* ---- facts of a block ----------------------------------------------------------------------------------------------- */

static uint8_t kind_of (const bp_html_dom *dom, const bp_html_node *n) {
  if ((n->context & BP_HTML_IN_FIGCAPTION) != 0) return BP_HTML_K_FIGCAPTION;
  if ((n->context & BP_HTML_IN_HEADING) != 0) return BP_HTML_K_HEADING;
  switch (n->element) {
    case BP_HTML_li: return BP_HTML_K_ITEM;
    case BP_HTML_td: case BP_HTML_th: return BP_HTML_K_CELL;
    case BP_HTML_blockquote: return BP_HTML_K_QUOTE;
    case BP_HTML_dt: case BP_HTML_dd: return BP_HTML_K_TERM;
    case BP_HTML_pre: return BP_HTML_K_PRE;
    case BP_HTML_caption: return BP_HTML_K_FIGCAPTION;
    case BP_HTML_p: break;
    default: return n->item != 0 && n->parent == n->item ? BP_HTML_K_ITEM : BP_HTML_K_OTHER;
  }
  return dom->node[n->parent].element == BP_HTML_li ? BP_HTML_K_ITEM : BP_HTML_K_P;
}

static uint8_t level_of (const bp_html_dom *dom, uint32_t node) {
  for (uint32_t up = 0; up < 4 && node != 0; up++, node = dom->node[node].parent) {
    uint8_t e = dom->node[node].element;
    if (e >= BP_HTML_h1 && e <= BP_HTML_h6) return (uint8_t)(e - BP_HTML_h1 + 1);
  }
  return 0;
}

/* Letters and digits, folded, for comparing texts: at most `room`. */
static size_t squeeze (const char *text, size_t len, char *out, size_t room) {
  size_t to = 0;
  const char *at = text, *end = text + len;
  while (to + 4 <= room) {
    uint32_t word = bp_html_word(&at, end);
    if (word == 0) break;
    memcpy(out + to, &word, 4);
    to += 4;
  }
  return to;
}

static int contains (const char *all, size_t all_len, const char *part, size_t part_len) {
  for (size_t i = 0; i + part_len <= all_len; i += 4) {
    if (memcmp(all + i, part, part_len) == 0) return 1;
  }
  return 0;
}

static void look (const char *s, size_t len, bp_html_facts *f) {
  int in_word = 0;
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == ' ') { in_word = 0; continue; }
    if (!in_word) {
      in_word = 1;
      f->words++;
      f->capitals += c >= 'A' && c <= 'Z';
    }
    f->digits += c >= '0' && c <= '9';
    f->commas += c == ',';
    if (c == '.' || c == '!' || c == '?') f->stops += i + 1 >= len || s[i + 1] == ' ' || s[i + 1] == '"' || (s[i + 1] & 0x80) != 0;
    f->chars += (c & 0xC0) != 0x80;
  }
  unsigned char first = (unsigned char)s[0], last = (unsigned char)s[len - 1];
  f->begins = first >= 0x80 ? 5 : 4;
  if ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') f->begins = (first & 0x20) != 0 ? 2 : 1;
  else if (first >= '0' && first <= '9') f->begins = 3;
  if (first == '"' || (len > 3 && memcmp(s, "\xE2\x80\x9C", 3) == 0)) f->begins = 6;
  if (len > 3 && (memcmp(s + len - 3, "\xE2\x80\x9D", 3) == 0 || memcmp(s + len - 3, "\xE2\x80\x99", 3) == 0)) last = '"';
  f->ends = last >= 0x80 ? 3 : 0;
  if (strchr(".!?\")", last) != NULL && last != '\0') f->ends = 1;
  else if (last == ':') f->ends = 2;
}

static void own_facts (bp_html_features *f, const bp_html_runs *body) {
  const bp_html_dom *d = f->dom;
  for (uint32_t i = 0; i < d->block_count; i++) {
    const bp_html_block *b = &d->block[i];
    bp_html_facts *of = &f->of[i];
    const char *text = d->text + b->text.start;
    size_t len = b->text.end - b->text.start;
    look(text, len, of);
    of->link = (float)b->link_bytes / (float)len;
    if (of->link > 1) of->link = 1;
    of->kind = kind_of(d, &d->node[b->node]);
    of->level = of->kind == BP_HTML_K_HEADING ? level_of(d, b->node) : 0;
    of->phrases = bp_html_phrases_of(text, len);
    of->prose = of->stops > 0 && of->link < 0.3f && of->chars >= PROSE_CHARS && of->kind != BP_HTML_K_FIGCAPTION;
    of->body = body->count > 0 ? (float)bp_html_runs_share(body, text, len) : 0;
  }
}

/* ---- repeated texts; the title -------------------------------------------------------------------------------------- */

static int count_repeats (bp_html_features *f) {
  const bp_html_dom *d = f->dom;
  uint32_t mask = 1023;
  while (mask < d->block_count * 2) mask = mask * 2 + 1;
  struct seen { uint64_t hash; uint32_t count; } *table = calloc((size_t)mask + 1, sizeof *table);
  if (table == NULL) return BP_ENOMEM;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < d->block_count; i++) {
      bp_span s = d->block[i].text;
      uint64_t hash = bp_hash_bytes(d->text + s.start, s.end - s.start) | 1;
      uint32_t at = (uint32_t)hash & mask;
      while (table[at].hash != 0 && table[at].hash != hash) at = (at + 1) & mask;
      if (pass == 0) table[at].hash = hash, table[at].count++;
      else f->of[i].repeated = table[at].count - 1;
    }
  }
  free(table);
  return BP_OK;
}

#define TITLE_WORDS 64
#define DESCRIPTION_WORDS 256

static void find_title (bp_html_features *f) {
  const bp_html_dom *d = f->dom;
  char title[8][TITLE_WORDS * 4], text[DESCRIPTION_WORDS * 4], description[4][DESCRIPTION_WORDS * 4];
  size_t titles = 0, title_len[8], descriptions = 0, description_len[4];
  for (uint32_t i = 0; i < d->fact_count; i++) {
    const char *name = d->string + d->fact[i].name, *value = d->string + d->fact[i].value;
    int is_title = d->fact[i].kind == BP_HTML_TITLE ||
                   (d->fact[i].kind == BP_HTML_META && (strcmp(name, "og:title") == 0 || strcmp(name, "twitter:title") == 0));
    int is_description = d->fact[i].kind == BP_HTML_META && (strcmp(name, "og:description") == 0 || strcmp(name, "description") == 0);
    if (is_title && titles < 8) title_len[titles] = squeeze(value, strlen(value), title[titles], sizeof title[0]), titles++;
    if (is_description && descriptions < 4) {
      description_len[descriptions] = squeeze(value, strlen(value), description[descriptions], sizeof description[0]);
      descriptions++;
    }
  }
  f->title_block = f->h1_block = NONE;
  int best = 0;
  for (uint32_t i = 0; i < d->block_count; i++) {
    bp_span s = d->block[i].text;
    bp_html_facts *of = &f->of[i];
    if (f->h1_block == NONE && of->level == 1) f->h1_block = i;
    if (s.end - s.start > 1200) continue;
    size_t len = squeeze(d->text + s.start, s.end - s.start, text, sizeof text);
    if (len >= 8) {
      for (size_t t = 0; t < titles && !of->in_title; t++) {
        int same = contains(title[t], title_len[t], text, len) && len * 3 >= title_len[t];
        if (!same && title_len[t] >= 12 && len < title_len[t] * 2) same = contains(text, len, title[t], title_len[t]);
        of->in_title = same != 0;
      }
      for (size_t t = 0; t < descriptions && !of->in_description; t++) {
        int is_part = len >= 20 && contains(description[t], description_len[t], text, len);
        if (!is_part && description_len[t] >= 20) is_part = contains(text, len, description[t], description_len[t] - 8);
        if (is_part) of->in_description = 1;
      }
    }
    if (!of->in_title) continue;
    int rank = of->level == 1 ? 4 : of->level > 0 ? 3 : of->link < 0.5f ? 2 : 1;
    if (rank > best) best = rank, f->title_block = i;
  }
  if (f->title_block == NONE) f->title_block = f->h1_block;
}

/* ---- what elements hold --------------------------------------------------------------------------------------------- */

static uint32_t held (const bp_html_features *f, uint32_t node, uint32_t which) {
  const bp_html_node *n = &f->dom->node[node];
  return f->sum[n->end_block * SUMS + which] - f->sum[n->first_block * SUMS + which];
}

static int add_up (bp_html_features *f) {
  const bp_html_dom *d = f->dom;
  f->sum = malloc(((size_t)d->block_count + 1) * SUMS * sizeof *f->sum);
  uint32_t *score = calloc((size_t)d->node_count + 1, sizeof *score);
  if (f->sum == NULL || score == NULL) { free(score); return BP_ENOMEM; }
  memset(f->sum, 0, SUMS * sizeof *f->sum);
  for (uint32_t i = 0; i < d->block_count; i++) {
    const bp_html_block *b = &d->block[i];
    uint32_t prose = f->of[i].prose ? f->of[i].chars : 0;
    f->sum[(i + 1) * SUMS] = f->sum[i * SUMS] + b->text.end - b->text.start;
    f->sum[(i + 1) * SUMS + 1] = f->sum[i * SUMS + 1] + b->link_bytes;
    f->sum[(i + 1) * SUMS + 2] = f->sum[i * SUMS + 2] + prose;
    const bp_html_node *n = &d->node[b->node];
    score[n->parent] += prose;
    score[d->node[n->parent].parent] += prose / 2;
    score[d->node[d->node[n->parent].parent].parent] += prose / 4;
  }
  f->prose = f->sum[d->block_count * SUMS + 2];
  for (uint32_t i = 0; i < d->node_count; i++) {
    if (score[i] > score[f->best] && d->node[i].element != BP_HTML_p) f->best = i;
  }
  free(score);
  return BP_OK;
}

/* Siblings that look alike: teasers, comments, items of a feed are many, the article is one. */
static int count_twins (bp_html_features *f) {
  const bp_html_dom *d = f->dom;
  uint32_t mask = 1023;
  while (mask < d->node_count * 2) mask = mask * 2 + 1;
  struct seen { uint64_t key; uint32_t count; } *table = calloc((size_t)mask + 1, sizeof *table);
  f->twins = calloc((size_t)d->node_count + 1, sizeof *f->twins);
  if (table == NULL || f->twins == NULL) { free(table); return BP_ENOMEM; }
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 1; i < d->node_count; i++) {
      const bp_html_node *n = &d->node[i];
      if (n->first_block == n->end_block) continue;
      uint64_t key = bp_hash_mix((uint64_t)n->parent << 32 | (n->class_hash ^ n->element)) | 1;
      uint32_t at = (uint32_t)(key >> 8) & mask;
      while (table[at].key != 0 && table[at].key != key) at = (at + 1) & mask;
      if (pass == 0) table[at].key = key, table[at].count++;
      else f->twins[i] = table[at].count;
    }
  }
  free(table);
  return BP_OK;
}

#define HOME_PROSE 300u

static void find_home (bp_html_features *f) {
  if (f->title_block == NONE) return;
  uint32_t from = f->sum[(f->title_block + 1) * SUMS + 2], node = f->dom->block[f->title_block].node;
  while (node != 0) {
    uint32_t prose = f->sum[f->dom->node[node].end_block * SUMS + 2] - from;
    if (prose >= HOME_PROSE || prose * 2 > f->prose) break;
    node = f->dom->node[node].parent;
  }
  f->home = node;
}

int bp_html_features_of (bp_html_features *f, const bp_html_dom *dom, const bp_html_runs *body) {
  memset(f, 0, sizeof *f);
  f->dom = dom;
  f->of = calloc((size_t)dom->block_count + 1, sizeof *f->of);
  if (f->of == NULL) return BP_ENOMEM;
  f->has_body = body->count > 0;
  own_facts(f, body);
  int rc = count_repeats(f);
  if (rc == BP_OK) rc = add_up(f);
  if (rc == BP_OK) rc = count_twins(f);
  if (rc != BP_OK) { bp_html_features_free(f); return rc; }
  find_title(f);
  find_home(f);
  return BP_OK;
}

void bp_html_features_free (bp_html_features *f) {
  free(f->of);
  free(f->sum);
  free(f->twins);
  memset(f, 0, sizeof *f);
}

/* ---- a row of numbers ----------------------------------------------------------------------------------------------- */

typedef struct { float *out; uint32_t n; } row;

static void put (row *r, double value) { r->out[r->n++] = (float)value; }

static double size (double n) { return log2(1 + n); }

static double signed_size (double n) { return n < 0 ? -size(-n) : size(n); }

static double share (double part, double whole) { return whole > 0 ? part / whole : 0; }

static void put_own (row *r, const bp_html_features *f, uint32_t i) {
  const bp_html_facts *of = &f->of[i];
  const bp_html_block *b = &f->dom->block[i];
  put(r, size(of->chars));
  put(r, of->words);
  put(r, share(of->chars, of->words));
  put(r, of->link);
  put(r, share(of->commas, of->words));
  put(r, of->stops);
  put(r, of->ends);
  put(r, of->begins);
  put(r, share(of->digits, of->chars));
  put(r, share(of->capitals, of->words));
  put(r, of->kind);
  put(r, of->level);
  put(r, b->emphasis);
  put(r, of->repeated > 3 ? 3 : of->repeated);
  put(r, of->in_title);
  put(r, of->in_description);
  put(r, b->end_span - b->first_span);
  put(r, f->has_body);
  put(r, of->body);
  for (uint32_t bit = 0; bit < BP_HTML_PHRASE_BITS; bit++) put(r, of->phrases >> bit & 1);
}

static void put_place (row *r, const bp_html_features *f, uint32_t i) {
  const bp_html_dom *d = f->dom;
  const bp_html_block *b = &d->block[i];
  const bp_html_node *n = &d->node[b->node];
  for (uint32_t bit = 0; bit < 19; bit++) put(r, n->context >> bit & 1);
  for (uint32_t bit = 0; bit < BP_HTML_HINT_COUNT; bit++) {
    uint32_t is = (uint32_t)1 << bit;
    put(r, ((n->hints | b->hints) & is) != 0 ? 3 : (n->near & is) != 0 ? 2 : (n->above & is) != 0 ? 1 : 0);
  }
  put(r, n->depth);
  put(r, share(i, d->block_count));
  put(r, f->title_block == NONE ? -20 : signed_size((double)i - f->title_block));
  put(r, f->h1_block == NONE ? -20 : signed_size((double)i - f->h1_block));
  put(r, share(f->sum[i * SUMS + 2], f->prose));
  put(r, size(d->block_count));
  put(r, size(f->prose));
}

static void put_containers (row *r, const bp_html_features *f, uint32_t i) {
  const bp_html_dom *d = f->dom;
  uint32_t node = d->block[i].node;
  for (uint32_t up = 0; up < 5; up++) {
    const bp_html_node *n = &d->node[node];
    double chars = held(f, node, 0);
    if (up > 0) put(r, size(held(f, node, 2)));
    put(r, share(held(f, node, 1), chars));
    put(r, size(n->end_block - n->first_block));
    if (up > 0) put(r, share(held(f, node, 2), f->prose));
    node = n->parent;
  }
  /* against the element that holds most prose */
  const bp_html_node *best = &d->node[f->best];
  int inside = i >= best->first_block && i < best->end_block;
  put(r, inside);
  put(r, inside ? (double)d->node[d->block[i].node].depth - best->depth : -1);
  put(r, i < best->first_block ? -size(best->first_block - i) : i >= best->end_block ? size(i - best->end_block + 1) : 0);
  put(r, share(held(f, f->best, 2), f->prose));
  uint32_t common = d->block[i].node, steps = 0;
  while (common != 0 && (f->best < common || f->best >= d->node[common].end)) common = d->node[common].parent, steps++;
  put(r, steps);
  put(r, share(held(f, common, 2), f->prose));
}

#define H(name) BP_HTML_HINT(name)
static const uint32_t furniture = H(COMMENT) | H(SHARE) | H(RELATED) | H(PROMO) | H(AD) | H(NAV) | H(SIDEBAR) | H(FOOTER) | H(CONSENT) |
                                  H(BIO) | H(TAGS) | H(ACTION) | H(WIDGET);
static const uint32_t text_body = H(ARTICLE) | H(BODY) | H(ITEMBODY);
#undef H

static int bits (uint32_t v) {
  int n = 0;
  for (; v != 0; v &= v - 1) n++;
  return n;
}

/* What the elements around say together, and how many there are like them. */
static void put_around (row *r, const bp_html_features *f, uint32_t i) {
  const bp_html_dom *d = f->dom;
  const bp_html_node *n = &d->node[d->block[i].node];
  put(r, bits((n->near | d->block[i].hints) & furniture));
  put(r, bits(n->above & furniture));
  put(r, bits(n->above & text_body));
  double bad = 20, good = 20;
  uint32_t twins[5] = { 0 };
  uint32_t node = d->block[i].node, most = 0;
  for (uint32_t up = 0; up < 20 && node != 0; up++, node = d->node[node].parent) {
    if (bad >= 20 && (d->node[node].hints & furniture) != 0) bad = up;
    if (good >= 20 && (d->node[node].hints & text_body) != 0) good = up;
    if (up >= 1 && up <= 6 && d->node[node].element != BP_HTML_p && f->twins[node] > most) most = f->twins[node];
    if (up < 5) twins[up] = f->twins[node];
  }
  for (size_t k = 0; k < 5; k++) put(r, size(twins[k]));
  put(r, bad);
  put(r, good);
  put(r, bad - good);
  put(r, size(most));
  /* from the title */
  uint32_t title = f->title_block;
  put(r, title == NONE ? -2 : i <= title ? -1 : size(f->sum[i * SUMS + 2] - f->sum[(title + 1) * SUMS + 2]));
  put(r, title == NONE || i <= title ? -1 : share(f->sum[i * SUMS + 1] - f->sum[(title + 1) * SUMS + 1],
                                                  f->sum[i * SUMS] - f->sum[(title + 1) * SUMS]));
  const bp_html_node *home = &d->node[f->home];
  int at_home = f->home != 0 && i >= home->first_block && i < home->end_block;
  put(r, f->home == 0 ? -1 : at_home);
  put(r, share(held(f, f->home, 2), f->prose));
  put(r, at_home ? (double)n->depth - home->depth : -1);
  put(r, f->home != 0 && f->best >= f->home && f->best < home->end);
}

static void put_neighbours (row *r, const bp_html_features *f, uint32_t i) {
  const bp_html_dom *d = f->dom;
  static const int away[] = { -2, -1, 1, 2 };
  for (size_t k = 0; k < 4; k++) {
    int64_t at = (int64_t)i + away[k];
    if (at < 0 || at >= d->block_count) {
      for (int j = 0; j < 6; j++) put(r, -1);
      continue;
    }
    const bp_html_facts *of = &f->of[at];
    put(r, size(of->chars));
    put(r, of->link);
    put(r, of->kind);
    put(r, of->stops);
    put(r, of->body);
    const bp_html_node *n = &d->node[d->block[i].node], *other = &d->node[d->block[at].node];
    put(r, d->block[at].node == d->block[i].node ? 4 : other->parent == n->parent ? (other->element == n->element ? 3 : 2)
           : other->parent == d->block[i].node || n->parent == d->block[at].node ? 1 : 0);
  }
  for (uint32_t reach = 3; reach <= 12; reach *= 4) {
    uint32_t from = i < reach ? 0 : i - reach, to = i + 1 + reach > d->block_count ? d->block_count : i + 1 + reach;
    put(r, size(f->sum[i * SUMS + 2] - f->sum[from * SUMS + 2]));
    put(r, size(f->sum[to * SUMS + 2] - f->sum[(i + 1) * SUMS + 2]));
    put(r, share(f->sum[to * SUMS + 1] - f->sum[from * SUMS + 1], f->sum[to * SUMS] - f->sum[from * SUMS]));
  }
}

#define SURE 0.6f

void bp_html_features_spread (const bp_html_features *f, float *first) {
  const bp_html_dom *d = f->dom;
  uint32_t n = d->block_count, away = n;
  float *mass = first + n, *before = mass + n + 1, *after = before + n;
  mass[0] = 0;
  for (uint32_t i = 0; i < n; i++) {
    mass[i + 1] = mass[i] + first[i] * (float)(d->block[i].text.end - d->block[i].text.start);
    before[i] = (float)away++;
    if (first[i] >= SURE) away = 0;
  }
  away = n;
  for (uint32_t i = n; i-- > 0; ) {
    after[i] = (float)away++;
    if (first[i] >= SURE) away = 0;
  }
}

static void put_first (row *r, const bp_html_features *f, uint32_t i, const float *first) {
  const bp_html_dom *d = f->dom;
  const float *p = first, *mass = first + d->block_count, *before = mass + d->block_count + 1, *after = before + d->block_count;
  float all = mass[d->block_count];
  put(r, p[i]);
  for (int away = -3; away <= 3; away++) {
    if (away == 0) continue;
    int64_t at = (int64_t)i + away;
    put(r, at < 0 || at >= d->block_count ? -1 : p[at]);
  }
  put(r, share(mass[i], all));
  put(r, share(mass[i + 1], all));
  put(r, size(all));
  put(r, size(before[i]));             /* blocks since the last that is surely article, and to the next */
  put(r, size(after[i]));
  uint32_t node = d->block[i].node;
  for (uint32_t up = 0; up < 4; up++) {
    const bp_html_node *n = &d->node[node];
    float held_mass = mass[n->end_block] - mass[n->first_block];
    if (up > 0) put(r, share(held_mass, held(f, node, 0)));
    if (up > 0) put(r, share(held_mass, all));
    node = n->parent;
  }
}

uint32_t bp_html_features_row (const bp_html_features *f, uint32_t block, const float *first, float *out) {
  row r = { out, 0 };
  put_own(&r, f, block);
  put_place(&r, f, block);
  put_containers(&r, f, block);
  put_around(&r, f, block);
  put_neighbours(&r, f, block);
  if (first != NULL) put_first(&r, f, block, first);
  return r.n;
}
