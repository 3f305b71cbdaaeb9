/* classifier.c -- scores of labels for a text: words to rows, rows to sums, sums to probabilities.
**
** A text is the set of its words (and pairs of neighbouring words), each weighing (1 + ln(count)) * rarity, the whole scaled
** to length 1; a label's score is the sum of its weights for them.  Words without a row count for nothing, not even for the
** length.  Nothing is learned here: see classifier_train.c.
**
** Cost: one pass over the tokens, one bit looked up for each word and pair, one row for each different one that is there; no
** allocation once the bp_classifying has grown.
** Source: Joulin et al., EACL 2017 (hashed words and pairs); Salton & Buckley, IPM 24(5), 1988 (weights).
*/
#include "classifier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "classifier_model.h"
#include "utf8.h"

struct bp_classifier {
  bp_mapped map;
  const model_header *header;
  const uint64_t *bitmap;
  const uint32_t *rank;
  const model_label *label;
  const model_row *row;
  const int8_t *weight;
  const char *strings;
  class_limit *limit;         /* of each label */
  uint32_t *before;           /* bits set before each word of the bitmap: one count for a look-up instead of up to four */
  size_t size;
};

const bp_file_kind bp_classifier_kind = {
  CLASSIFIER_MAGIC, CLASSIFIER_VERSION, sizeof (model_header), offsetof(model_header, checksum)
};

/* ---- the model file ---------------------------------------------------------------------------------------------- */

static void bind (bp_classifier *c, const unsigned char *p) {
  c->header = (const void *)p;  p += sizeof *c->header;
  c->bitmap = (const void *)p;  p += (size_t)BITMAP_WORDS * 8;
  c->rank = (const void *)p;    p += (size_t)RANKS * 4;
  c->label = (const void *)p;   p += (size_t)c->header->labels * sizeof *c->label;
  c->row = (const void *)p;     p += (size_t)c->header->rows * sizeof *c->row;
  c->weight = (const void *)p;  p += (size_t)c->header->rows * c->header->labels;
  c->strings = (const char *)p;
}

/* Bits set in a word; machines without an instruction for it, or compilers not told of it, would call a function. */
static inline uint32_t bits_in (uint64_t x) {
  x -= x >> 1 & UINT64_C(0x5555555555555555);
  x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
  x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (uint32_t)((x * UINT64_C(0x0101010101010101)) >> 56);
}

static int all_finite (const float *x, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!isfinite(x[i]) || fabsf(x[i]) > 1e6f) return 0;
  return 1;
}

/* Everything that classifying relies on, since the sum is no secret; fills in `before`. */
static int check_parts (const bp_classifier *c) {
  const model_header *h = c->header;
  uint32_t rows = 0;
  for (uint32_t i = 0; i < BITMAP_WORDS; i++) {
    if (i % RANK_WORDS == 0 && c->rank[i / RANK_WORDS] != rows) return BP_EFORMAT;
    c->before[i] = rows;
    rows += bits_in(c->bitmap[i]);
  }
  if (rows != h->rows) return BP_EFORMAT;
  if (!all_finite(h->rarity, 16) || !all_finite(h->step, 16)) return BP_EFORMAT;
  for (uint32_t k = 0; k < h->labels; k++) {
    const model_label *l = &c->label[k];
    if (l->id >= h->strings || l->name >= h->strings || l->above > k) return BP_EFORMAT;
    if (!all_finite(&l->bias, 4)) return BP_EFORMAT;
  }
  return h->note < h->strings && c->strings[h->strings - 1] == '\0' ? BP_OK : BP_EFORMAT;
}

int bp_classifier_open (bp_classifier **out, const unsigned char *data, size_t size) {
  int rc = bp_file_check_front(data, size, &bp_classifier_kind);
  if (rc != BP_OK) return rc;
  model_header h;
  memcpy(&h, data, sizeof h);
  if (h.labels == 0 || h.labels > BP_CLASS_LABELS_MAX || h.rows > BUCKETS || h.strings == 0) return BP_EFORMAT;
  if (h.grams < 1 || h.grams > 2 || h.mode > BP_CLASS_ANY || h.norm > BP_CLASS_WITHIN || h.least > 1) return BP_EFORMAT;
  if (classifier_size(&h) != size || bp_file_sum(data, size, &bp_classifier_kind) != h.checksum) return BP_ECHECKSUM;
  bp_classifier *c = calloc(1, sizeof *c);
  if (c == NULL) return BP_ENOMEM;
  bind(c, data);
  c->size = size;
  c->limit = malloc(h.labels * sizeof *c->limit);
  c->before = malloc(BITMAP_WORDS * sizeof *c->before);
  rc = c->limit != NULL && c->before != NULL ? check_parts(c) : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < h.labels; k++) {
    c->limit[k].threshold = c->label[k].threshold;
    c->limit[k].above = c->label[k].above;
  }
  if (rc != BP_OK) { bp_classifier_free(c); return rc; }
  *out = c;
  return BP_OK;
}

int bp_classifier_load (bp_classifier **out, const char *path) {
  bp_mapped map = { NULL, 0 };
  int rc = bp_mapped_open(&map, path);
  if (rc == BP_OK) rc = bp_classifier_open(out, map.data, map.size);
  if (rc == BP_OK) (*out)->map = map;
  else bp_mapped_close(&map);
  return rc;
}

void bp_classifier_free (bp_classifier *c) {
  if (c == NULL) return;
  bp_mapped_close(&c->map);
  free(c->limit);
  free(c->before);
  free(c);
}

const char *bp_classifier_note (const bp_classifier *c) { return c->strings + c->header->note; }
size_t bp_classifier_size (const bp_classifier *c) { return c->size; }
uint32_t bp_classifier_rows (const bp_classifier *c) { return c->header->rows; }
uint32_t bp_classifier_labels (const bp_classifier *c) { return c->header->labels; }
uint32_t bp_classifier_grams (const bp_classifier *c) { return c->header->grams; }

enum bp_class_mode bp_classifier_mode (const bp_classifier *c) {
  return c->header->mode == BP_CLASS_ONE ? BP_CLASS_ONE : BP_CLASS_ANY;
}

bp_class_label bp_classifier_label (const bp_classifier *c, uint32_t k) {
  const model_label *l = &c->label[k];
  bp_class_label label = { c->strings + l->id, c->strings + l->name, l->above != 0 ? l->above - 1 : k, l->threshold, l->texts };
  return label;
}

/* ---- one article's memory ------------------------------------------------------------------------------------------ */

struct bp_classifying {
  uint16_t *count;            /* of each row in this text; zero between texts */
  uint32_t *seen;             /* rows that occur, in text order */
  float *x;                   /* what each of them weighs */
  bp_span *where;             /* where each of them stands first, when that is wanted */
  float *score;
  uint8_t *given;
  bp_class_score *sorted;
  bp_class_reason *reason;
  uint32_t rows, labels, seen_room;
  bp_arena arena;             /* tokens of a text without a document */
};

int bp_classifying_new (bp_classifying **out) {
  bp_classifying *g = calloc(1, sizeof *g);
  if (g == NULL) return BP_ENOMEM;
  *out = g;
  return BP_OK;
}

static void release (bp_classifying *g) {
  bp_arena arena = g->arena;
  free(g->count); free(g->seen); free(g->x); free(g->where); free(g->score); free(g->given); free(g->sorted); free(g->reason);
  memset(g, 0, sizeof *g);
  g->arena = arena;
}

void bp_classifying_free (bp_classifying *g) {
  if (g == NULL) return;
  release(g);
  bp_arena_free(&g->arena);
  free(g);
}

/* A word brings at most itself and a pair. */
static int make_room (bp_classifying *g, const bp_classifier *c, uint32_t tokens) {
  uint32_t rows = c->header->rows, labels = c->header->labels;
  if (tokens > UINT32_MAX / 4) return BP_ENOMEM;
  uint32_t seen = 2 * tokens < rows ? 2 * tokens : rows;
  if (rows <= g->rows && labels <= g->labels && seen <= g->seen_room) return BP_OK;
  if (rows < g->rows) rows = g->rows;
  if (labels < g->labels) labels = g->labels;
  uint32_t room = 1024;
  while (room < seen || room < g->seen_room) room *= 2;
  release(g);
  g->count = calloc((size_t)rows + 1, sizeof *g->count);
  g->seen = malloc(room * sizeof *g->seen);
  g->x = malloc(room * sizeof *g->x);
  g->where = malloc(room * sizeof *g->where);
  g->reason = malloc(room * sizeof *g->reason);
  g->score = malloc(labels * sizeof *g->score);
  g->given = malloc(labels);
  g->sorted = malloc(labels * sizeof *g->sorted);
  if (!g->count || !g->seen || !g->x || !g->where || !g->reason || !g->score || !g->given || !g->sorted) {
    release(g);
    return BP_ENOMEM;
  }
  g->rows = rows;
  g->labels = labels;
  g->seen_room = room;
  return BP_OK;
}

/* ---- words to rows ------------------------------------------------------------------------------------------------- */

float bp_classifier_tf (uint32_t count) {
  static const float few[] = { 0, 1, 1.6931472f, 2.0986123f, 2.3862944f, 2.6094379f, 2.7917595f, 2.9459101f };
  return count < sizeof few / sizeof *few ? few[count] : 1 + logf((float)count);
}

#define NO_ROW UINT32_MAX

static inline uint32_t row_of (const bp_classifier *c, uint64_t hash) {
  uint32_t bucket = bucket_of(hash), word = bucket / 64;
  uint64_t bits = c->bitmap[word], bit = UINT64_C(1) << (bucket % 64);
  if ((bits & bit) == 0) return NO_ROW;
  uint32_t row = c->before[word] + bits_in(bits & (bit - 1));
  return c->row[row].print == print_of(hash) ? row : NO_ROW;
}

typedef struct {
  const bp_classifier *c;
  bp_classifying *g;
  uint32_t seen;
} gathering;

static inline void meet (gathering *n, uint64_t hash, uint32_t start, uint32_t end, int places) {
  uint32_t row = row_of(n->c, hash);
  if (row == NO_ROW) return;
  uint16_t *count = &n->g->count[row];
  if (*count == 0) {
    if (places) { n->g->where[n->seen].start = start; n->g->where[n->seen].end = end; }
    n->g->seen[n->seen++] = row;
  }
  *count = (uint16_t)(*count + (*count < UINT16_MAX));
}

/* Rows that occur in the spans; the words of a pair are neighbours of one span, marks between them or not. */
static uint32_t gather (const bp_classifier *c, const bp_document *doc, const bp_span *span, uint32_t spans,
                        bp_classifying *g, int places) {
  gathering n = { c, g, 0 };
  const bp_token *token = doc->tokens.token;
  int pairs = c->header->grams > 1;
  for (uint32_t s = 0; s < spans; s++) {
    uint64_t before = 0;
    uint32_t from = 0;
    for (uint32_t i = bp_document_token_at(doc, span[s].start); i < doc->tokens.count && token[i].start < span[s].end; i++) {
      if (!is_word(token[i].kind)) continue;
      uint64_t hash = doc->tokens.folded[i];
      meet(&n, hash, token[i].start, token[i].end, places);
      if (pairs && before != 0) meet(&n, pair_of(before, hash), from, token[i].end, places);
      before = hash;
      from = token[i].start;
    }
  }
  return n.seen;
}

/* What each row weighs, as a vector of length 1; the counts are zero again. */
static void weigh (const bp_classifier *c, bp_classifying *g, uint32_t seen) {
  float sum = 0;
  for (uint32_t i = 0; i < seen; i++) {
    uint32_t row = g->seen[i];
    float x = bp_classifier_tf(g->count[row]) * c->header->rarity[c->row[row].scale >> 4];
    g->count[row] = 0;
    g->x[i] = x;
    sum += x * x;
  }
  float factor = sum > 0 ? 1 / sqrtf(sum) : 0;
  for (uint32_t i = 0; i < seen; i++) g->x[i] *= factor;
}

static float step_of (const bp_classifier *c, uint32_t row) { return c->header->step[c->row[row].scale & 15]; }

static void add_up (const bp_classifier *c, bp_classifying *g, uint32_t seen) {
  uint32_t labels = c->header->labels;
  float *score = g->score;
  for (uint32_t k = 0; k < labels; k++) score[k] = c->label[k].bias;
  for (uint32_t i = 0; i < seen; i++) {
    uint32_t row = g->seen[i];
    const int8_t *weight = c->weight + (size_t)row * labels;
    float x = g->x[i] * step_of(c, row);
    for (uint32_t k = 0; k < labels; k++) score[k] += x * (float)weight[k];
  }
}

/* ---- scores to probabilities --------------------------------------------------------------------------------------- */

void bp_classifier_normalise (enum bp_class_norm norm, float *score, uint32_t labels) {
  if (norm != BP_CLASS_WITHIN) return;
  float mean = 0, deviation = 0;
  for (uint32_t k = 0; k < labels; k++) mean += score[k];
  mean /= (float)labels;
  for (uint32_t k = 0; k < labels; k++) deviation += (score[k] - mean) * (score[k] - mean);
  deviation = sqrtf(deviation / (float)labels);
  for (uint32_t k = 0; k < labels; k++) score[k] = deviation > 0 ? (score[k] - mean) / deviation : 0;
}

static void softmax (const bp_classifier *c, float *score) {
  uint32_t labels = c->header->labels;
  float top = -INFINITY, sum = 0;
  for (uint32_t k = 0; k < labels; k++) {
    score[k] = score[k] * c->label[k].slope + c->label[k].offset;
    if (score[k] > top) top = score[k];
  }
  for (uint32_t k = 0; k < labels; k++) { score[k] = expf(score[k] - top); sum += score[k]; }
  for (uint32_t k = 0; k < labels; k++) score[k] /= sum;
}

static void sigmoids (const bp_classifier *c, float *score) {
  uint32_t labels = c->header->labels;
  for (uint32_t k = 0; k < labels; k++)
    score[k] = 1 / (1 + expf(-(score[k] * c->label[k].slope + c->label[k].offset)));
  for (uint32_t k = labels; k-- > 0; ) {          /* what is about a topic is about the one above it */
    uint32_t above = c->label[k].above;
    if (above != 0 && score[above - 1] < score[k]) score[above - 1] = score[k];
  }
}

void bp_classifier_choose (enum bp_class_mode mode, uint32_t least, const float *score, const class_limit *limit, uint32_t labels,
                           uint8_t *given) {
  uint32_t best = 0, count = 0;
  float most = -1;
  for (uint32_t k = 0; k < labels; k++) {
    float near = mode == BP_CLASS_ONE ? score[k] : score[k] / (limit[k].threshold > 1e-6f ? limit[k].threshold : 1e-6f);
    given[k] = mode == BP_CLASS_ANY && near >= 1;
    count += given[k];
    if (near > most) { most = near; best = k; }
  }
  if (mode == BP_CLASS_ONE || (count == 0 && least > 0 && most >= 0.5f)) given[best] = 1;
  for (uint32_t k = labels; k-- > 0; )            /* where a topic is given, so is the one above it */
    if (given[k] && limit[k].above != 0) given[limit[k].above - 1] = 1;
}

static int by_score (const void *a, const void *b) {
  const bp_class_score *x = a, *y = b;
  if (x->score != y->score) return x->score > y->score ? -1 : 1;
  return x->label < y->label ? -1 : x->label > y->label;
}

static void settle (const bp_classifier *c, bp_classifying *g, uint32_t seen) {
  uint32_t labels = c->header->labels;
  if (c->header->norm == BP_CLASS_WITHIN) bp_classifier_normalise(BP_CLASS_WITHIN, g->score, labels);
  if (seen == 0) memset(g->score, 0, labels * sizeof *g->score);
  else if (c->header->mode == BP_CLASS_ONE) softmax(c, g->score);
  else sigmoids(c, g->score);
  bp_classifier_choose(bp_classifier_mode(c), c->header->least, g->score, c->limit, labels, g->given);
  for (uint32_t k = 0; k < labels; k++) {
    g->sorted[k].label = k;
    g->sorted[k].score = g->score[k];
    g->sorted[k].given = seen > 0 && g->given[k];
  }
  qsort(g->sorted, labels, sizeof *g->sorted, by_score);
}

int bp_classify (const bp_classifier *c, const bp_document *doc, const bp_span *span, uint32_t spans, bp_classifying *g,
                 const bp_class_score **out) {
  int rc = make_room(g, c, doc->tokens.count);
  if (rc != BP_OK) return rc;
  uint32_t seen = gather(c, doc, span, spans, g, 0);
  weigh(c, g, seen);
  add_up(c, g, seen);
  settle(c, g, seen);
  *out = g->sorted;
  return BP_OK;
}

int bp_classify_text (const bp_classifier *c, const char *text, size_t len, bp_classifying *g, const bp_class_score **out,
                      size_t *where) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(text, len, where);
  if (rc != BP_OK) return rc;
  bp_document doc = { .text = text, .len = (uint32_t)len };
  bp_span all = { 0, (uint32_t)len };
  bp_arena_clear(&g->arena);
  rc = bp_tokenize(&g->arena, text, (uint32_t)len, &doc.tokens);
  return rc == BP_OK ? bp_classify(c, &doc, &all, 1, g, out) : rc;
}

/* ---- reasons --------------------------------------------------------------------------------------------------------- */

static int by_weight (const void *a, const void *b) {
  const bp_class_reason *x = a, *y = b;
  float p = fabsf(x->weight), q = fabsf(y->weight);
  if (p != q) return p > q ? -1 : 1;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

static bp_class_reason reason_of (const bp_classifier *c, const bp_classifying *g, uint32_t i, uint32_t label) {
  uint32_t labels = c->header->labels, row = g->seen[i];
  const int8_t *weight = c->weight + (size_t)row * labels;
  float mean = 0;
  if (c->header->mode == BP_CLASS_ONE || c->header->norm == BP_CLASS_WITHIN) {    /* what speaks for all decides nothing */
    int sum = 0;
    for (uint32_t k = 0; k < labels; k++) sum += weight[k];
    mean = (float)sum / (float)labels;
  }
  bp_class_reason reason = { g->where[i], ((float)weight[label] - mean) * step_of(c, row) * g->x[i], g->reason[i].count,
                             c->header->rarity[c->row[row].scale >> 4] };
  return reason;
}

/* The `most` strongest of one side move to the front of reason[from .. to); returns how many they are. */
static uint32_t strongest (bp_class_reason *reason, uint32_t from, uint32_t to, uint32_t most, int against) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) {
    bp_class_reason x = reason[i];
    if ((x.weight < 0) != against || (n == most && by_weight(&x, &reason[from + n - 1]) >= 0)) continue;
    uint32_t at = n < most ? n++ : n - 1;
    reason[i] = reason[from + at];              /* what stood at the end gives way and is seen again later, or not at all */
    for (; at > 0 && by_weight(&x, &reason[from + at - 1]) < 0; at--) reason[from + at] = reason[from + at - 1];
    reason[from + at] = x;
  }
  return n;
}

int bp_classifier_explain (const bp_classifier *c, const bp_document *doc, const bp_span *span, uint32_t spans, bp_classifying *g,
                           uint32_t label, uint32_t most, const bp_class_reason **out, uint32_t *count) {
  int rc = make_room(g, c, doc->tokens.count);
  if (rc != BP_OK) return rc;
  uint32_t n = 0, seen = gather(c, doc, span, spans, g, 1);
  for (uint32_t i = 0; i < seen; i++) g->reason[i].count = g->count[g->seen[i]];
  weigh(c, g, seen);
  for (uint32_t i = 0; i < seen; i++) {
    bp_class_reason reason = reason_of(c, g, i, label);
    if (reason.weight != 0) g->reason[n++] = reason;
  }
  if (most > 0) {
    uint32_t for_it = strongest(g->reason, 0, n, most, 0);
    n = for_it + strongest(g->reason, for_it, n, most, 1);
  }
  qsort(g->reason, n, sizeof *g->reason, by_weight);
  *out = g->reason;
  *count = n;
  return BP_OK;
}
