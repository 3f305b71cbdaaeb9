/* tagger_train.c -- learns the weights of a tagger: CRF likelihood by AdaGrad, with feature dropout and jackknifed votes.
**
** Phases, for each mode (cased, caseless):
**   1. count features; those seen often enough get a number;
**   2. learn from all, and keep only the features whose weights are the heaviest and fit into the table;
**   3. for each fold: learn from the other folds, look at this one, and keep what was seen (jackknife);
**   4. learn from all: these weights are the first look's.
** Then the second look learns from the kept first looks of both modes.  The caseless mode sees the same texts with
** their case taken away.  Learning again with what fits makes up for what was left out; leaving out after the last
** learning cost 6 points of recall.  L1 inside the training cost 14 points of F1; L-BFGS was no better than AdaGrad.
**
** Memory: about 200 bytes a token and feature counts of 16 bytes; time: about a second an epoch and million tokens.
** Source: Lafferty, McCallum & Pereira, ICML 2001; Duchi, Hazan & Singer, JMLR 12, 2011; Wolpert, Neural Networks 5(2),
** 1992 (stacking); Srivastava et al., JMLR 15, 2014 (dropout).
*/
#include "tagger_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dictionary.h"
#include "hash.h"
#include "mapped.h"
#include "tagger_model.h"

#define NONE UINT32_MAX
#define SENTENCE_MAX 4096      /* longer sentences are cut: training needs no more, and scratch stays small */

const bp_trainer_options bp_trainer_defaults = {
  .seed = 1, .epochs = 8, .vote_epochs = 4, .folds = 4, .min_count = 2, .rate = 0.1f, .vote_rate = 0.05f, .dropout = 0.4f,
  .lines = { 45000, 15000, 1500 }
};

typedef struct { float lane[BP_LANES]; } row;

typedef struct {
  char *text;
  bp_document *doc;
  uint8_t *gold;              /* label of each token */
  uint32_t *next_same;
  uint32_t *listed[BP_MODES];
  uint8_t *edge[BP_MODES];
  float weight;
  uint32_t fold;
  uint32_t *offset, *feature; /* of the present mode: features of token i are feature[offset[i] .. offset[i + 1]) */
  bp_first_look *look[BP_MODES];
  row *base[BP_MODES];        /* first-look scores that the second look builds on */
} example;

typedef struct {
  row *weight, *gradient;     /* AdaGrad: sums of squares */
  row transition[BP_LANES], transition_gradient[BP_LANES];
  uint32_t size;
} weights;

typedef struct {
  uint64_t *key;              /* feature of each number */
  weights w;
  uint32_t size, seen;        /* features that are learned; that were seen often enough */
} learned;

struct bp_trainer {
  bp_trainer_options options;
  const bp_gazetteer *gazetteer;
  example *item;
  uint32_t count, room, *order;
  bp_dictionary seen;
  weights now;
  learned table[TABLES];
  uint64_t random;
  uint32_t mode, fold, epoch, step;     /* where the training stands; fold == folds: the whole data */
  int prepared, selecting, voting;
  /* scratch of one sentence */
  row *score, *chance, *forward, *backward, *slope;
  float *scale;
  uint32_t *offset, *feature;
  uint32_t feature_room;
};

/* ---- chance ---------------------------------------------------------------------------------------------------- */

static uint32_t draw (bp_trainer *t) {      /* xorshift64* (Vigna, ACM TOMS 42(4), 2016) */
  t->random ^= t->random >> 12;
  t->random ^= t->random << 25;
  t->random ^= t->random >> 27;
  return (uint32_t)((t->random * UINT64_C(2685821657736338717)) >> 32);
}

static void shuffle (bp_trainer *t, uint32_t *order, uint32_t n) {
  for (uint32_t i = n; i > 1; i--) {
    uint32_t j = (uint32_t)(((uint64_t)draw(t) * i) >> 32), x = order[i - 1];
    order[i - 1] = order[j];
    order[j] = x;
  }
}

/* ---- making and freeing ----------------------------------------------------------------------------------------- */

int bp_trainer_new (bp_trainer **out, const bp_trainer_options *options, const bp_gazetteer *gazetteer) {
  bp_trainer *t = calloc(1, sizeof *t);
  if (t == NULL) return BP_ENOMEM;
  t->options = *options;
  if (t->options.folds < 2) t->options.folds = 2;
  t->gazetteer = gazetteer;
  t->random = bp_hash_mix(options->seed + 1) | 1;
  t->score = malloc(SENTENCE_MAX * sizeof *t->score);
  t->chance = malloc(SENTENCE_MAX * sizeof *t->chance);
  t->forward = malloc(SENTENCE_MAX * sizeof *t->forward);
  t->backward = malloc(SENTENCE_MAX * sizeof *t->backward);
  t->slope = malloc(SENTENCE_MAX * sizeof *t->slope);
  t->scale = malloc(SENTENCE_MAX * sizeof *t->scale);
  t->offset = malloc((SENTENCE_MAX + 1) * sizeof *t->offset);
  t->feature_room = SENTENCE_MAX * BP_FEATURES_MAX;
  t->feature = malloc((size_t)t->feature_room * sizeof *t->feature);
  if (!t->score || !t->chance || !t->forward || !t->backward || !t->slope || !t->scale || !t->offset || !t->feature) {
    bp_trainer_free(t);
    return BP_ENOMEM;
  }
  *out = t;
  return BP_OK;
}

static void free_weights (weights *w) {
  free(w->weight);
  free(w->gradient);
  memset(w, 0, sizeof *w);
}

static void free_example (example *e) {
  bp_document_free(e->doc);
  free(e->text); free(e->gold); free(e->next_same); free(e->offset); free(e->feature);
  for (unsigned m = 0; m < BP_MODES; m++) { free(e->listed[m]); free(e->edge[m]); free(e->look[m]); free(e->base[m]); }
}

void bp_trainer_free (bp_trainer *t) {
  if (t == NULL) return;
  for (uint32_t i = 0; i < t->count; i++) {
    example *e = &t->item[i];
    free_example(e);
  }
  for (unsigned k = 0; k < TABLES; k++) { free(t->table[k].key); free_weights(&t->table[k].w); }
  bp_dictionary_free(&t->seen);
  free_weights(&t->now);
  free(t->item); free(t->order);
  free(t->score); free(t->chance); free(t->forward); free(t->backward); free(t->slope); free(t->scale);
  free(t->offset); free(t->feature);
  free(t);
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static void mark_gold (example *e, const bp_gold *gold, uint32_t golds) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < e->doc->tokens.count; i++) {
    const bp_token *token = &e->doc->tokens.token[i];
    while (k < golds && gold[k].span.end <= token->start) k++;
    if (k == golds || gold[k].span.start >= token->end || gold[k].type >= BP_NAME_TYPES) continue;
    int begins = i == 0 || e->doc->tokens.token[i - 1].end <= gold[k].span.start;
    e->gold[i] = (uint8_t)(gold[k].type * 2 - (begins ? 1 : 0));
  }
}

/* The corpus says where sentences end: the core's own guess inside them is taken back. */
static void keep_sentences (bp_document *doc) {
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    bp_token *t = &doc->tokens.token[i];
    if (t->flags & BP_TOKEN_BLOCK) t->flags |= BP_TOKEN_SENTENCE;
    else t->flags &= (uint8_t)~BP_TOKEN_SENTENCE;
  }
}

/* The same words as if their capitals said nothing, and as if they did: a text is an example of both modes. */
static int find_listed (const bp_trainer *t, example *e) {
  uint32_t n = e->doc->tokens.count;
  bp_matches matches = { NULL, 0, 0 };
  uint8_t *mode = malloc(n + 1);
  uint32_t *scratch = malloc(((size_t)n * 4 + 64) * sizeof *scratch);
  e->next_same = malloc((n + 1) * sizeof *e->next_same);
  int rc = mode && scratch && e->next_same ? BP_OK : BP_ENOMEM;
  if (rc == BP_OK) bp_tagger_chain(e->doc, scratch, e->next_same);
  for (int m = 0; rc == BP_OK && m < BP_MODES; m++) {
    e->listed[m] = malloc((n + 1) * sizeof *e->listed[m]);
    e->edge[m] = malloc(n + 1);
    memset(mode, m, n);
    rc = e->listed[m] && e->edge[m] ? bp_tagger_list(t->gazetteer, e->doc, mode, &matches, e->listed[m], e->edge[m])
                                    : BP_ENOMEM;
  }
  bp_matches_free(&matches);
  free(mode);
  free(scratch);
  return rc;
}

static int fill (const bp_trainer *t, example *e, size_t len, const bp_span *sentence, uint32_t sentences,
                 const bp_gold *gold, uint32_t golds) {
  size_t where;
  int rc = bp_document_new(&e->doc, e->text, len, &where);
  if (rc == BP_OK) rc = bp_document_set_blocks(e->doc, sentence, sentences);
  if (rc != BP_OK) return rc;
  keep_sentences(e->doc);
  e->gold = calloc(e->doc->tokens.count + 1, 1);
  if (e->gold == NULL) return BP_ENOMEM;
  mark_gold(e, gold, golds);
  return find_listed(t, e);
}

int bp_trainer_add (bp_trainer *t, const char *text, size_t len, const bp_span *sentence, uint32_t sentences,
                    const bp_gold *gold, uint32_t golds, float weight) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  if (t->count == t->room) {
    uint32_t room = t->room == 0 ? 256 : t->room * 2;
    example *item = realloc(t->item, room * sizeof *item);
    if (item == NULL) return BP_ENOMEM;
    t->item = item;
    t->room = room;
  }
  example *e = &t->item[t->count];
  memset(e, 0, sizeof *e);
  e->text = malloc(len + 1);
  if (e->text == NULL) return BP_ENOMEM;
  memcpy(e->text, text, len);
  e->text[len] = '\0';
  e->weight = weight;
  e->fold = t->count % t->options.folds;
  t->count++;                             /* from here the trainer owns whatever fill makes */
  int rc = fill(t, e, len, sentence, sentences, gold, golds);
  if (rc != BP_OK) {
    free_example(e);
    t->count--;
  }
  return rc;
}

/* ---- features to numbers ------------------------------------------------------------------------------------------ */

static uint32_t sentence_end (const bp_document *doc, uint32_t from) {
  uint32_t to = from + 1;
  while (to < doc->tokens.count && to - from < SENTENCE_MAX && !(doc->tokens.token[to].flags & BP_TOKEN_SENTENCE)) to++;
  return to;
}

/* What a walk over all features of an example does with those of one token. */
typedef int (*feature_visit) (bp_trainer *t, example *e, const uint64_t *feature, unsigned count);

static int count_features (bp_trainer *t, example *e, const uint64_t *feature, unsigned count) {
  (void)e;
  for (unsigned k = 0; k < count; k++) {
    int rc = bp_dictionary_count(&t->seen, feature[k]);
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

static int number_features (bp_trainer *t, example *e, const uint64_t *feature, unsigned count) {
  uint32_t at = e->offset[0];             /* the running end, moved to its place by walk_features */
  for (unsigned k = 0; k < count; k++) {
    uint32_t number = t->seen.number[bp_dictionary_slot(&t->seen, feature[k])];
    if (number != NONE) e->feature[at++] = number;
  }
  e->offset[0] = at;
  return BP_OK;
}

static int walk_features (bp_trainer *t, example *e, unsigned mode, feature_visit visit) {
  uint32_t n = e->doc->tokens.count;
  bp_tag_token *token = malloc((n + 1) * sizeof *token);
  uint8_t *modes = malloc(n + 1);
  bp_vote *vote = t->voting ? malloc((n + 1) * sizeof *vote) : NULL;
  uint32_t *scratch = t->voting ? malloc((size_t)(n + 1) * 2 * sizeof *scratch) : NULL;
  int rc = token != NULL && modes != NULL && (!t->voting || (vote != NULL && scratch != NULL)) ? BP_OK : BP_ENOMEM;
  if (rc == BP_OK) {
    memset(modes, (int)mode, n);
    bp_tagger_describe(e->doc, modes, e->listed[mode], e->edge[mode], e->next_same, token);
  }
  if (rc == BP_OK && t->voting) bp_tagger_votes(token, e->look[mode], e->next_same, n, scratch, vote);
  uint64_t feature[BP_FEATURES_MAX];
  for (uint32_t from = 0, to; rc == BP_OK && from < n; from = to) {
    to = sentence_end(e->doc, from);
    for (uint32_t i = from; rc == BP_OK && i < to; i++) {
      unsigned count = t->voting ? bp_tagger_vote_features(token, e->look[mode], vote, i, from, to, feature)
                                 : bp_tagger_features(token, i, from, to, feature);
      rc = visit(t, e, feature, count);
      if (e->offset != NULL) e->offset[i + 1] = e->offset[0];
    }
  }
  free(token); free(modes); free(vote); free(scratch);
  return rc;
}

/* Features of one mode for an example, as numbers. */
static int number_example (bp_trainer *t, example *e, unsigned mode) {
  uint32_t n = e->doc->tokens.count;
  unsigned most = t->voting ? BP_VOTE_FEATURES_MAX : BP_FEATURES_MAX;
  free(e->offset); free(e->feature);
  e->offset = malloc(((size_t)n + 2) * sizeof *e->offset);
  e->feature = malloc(((size_t)n * most + 1) * sizeof *e->feature);
  if (e->offset == NULL || e->feature == NULL) return BP_ENOMEM;
  e->offset[0] = 0;
  int rc = walk_features(t, e, mode, number_features);
  if (rc != BP_OK) return rc;
  uint32_t end = e->offset[0];
  e->offset[0] = 0;
  uint32_t *tight = realloc(e->feature, ((size_t)end + 1) * sizeof *tight);
  if (tight != NULL) e->feature = tight;
  return BP_OK;
}

/* ---- one sentence -------------------------------------------------------------------------------------------------- */

typedef struct {
  const uint32_t *offset, *feature;   /* of the sentence's tokens, the first at index 0 */
  const row *base;                    /* or NULL */
  const uint8_t *gold;
  uint32_t n;
} sentence_view;

static void score_tokens (bp_trainer *t, sentence_view s) {
  for (uint32_t i = 0; i < s.n; i++) {
    row sum = { { 0 } };
    if (s.base != NULL) sum = s.base[i];
    for (uint32_t k = s.offset[i]; k < s.offset[i + 1]; k++) {
      const row *w = &t->now.weight[s.feature[k]];
      for (unsigned l = 0; l < BP_LANES; l++) sum.lane[l] += w->lane[l];
    }
    t->score[i] = sum;
  }
}

static void exp_transitions (const weights *w, row out[BP_LANES]) {
  for (unsigned p = 0; p < BP_LANES; p++)
    for (unsigned l = 0; l < BP_LANES; l++)
      out[p].lane[l] = l < BP_LABELS && may_follow(p == START ? BP_O : p, l) ? expf(w->transition[p].lane[l]) : 0;
}

/* Forward-backward of the scored sentence; returns log Z. */
static double chances_of (bp_trainer *t, const row transition[BP_LANES], uint32_t n) {
  double log_z = 0;
  for (uint32_t i = 0; i < n; i++) {
    float top = t->score[i].lane[0], sum = 0;
    for (unsigned l = 1; l < BP_LABELS; l++) if (t->score[i].lane[l] > top) top = t->score[i].lane[l];
    row *c = &t->chance[i], *f = &t->forward[i];
    for (unsigned l = 0; l < BP_LABELS; l++) c->lane[l] = expf(t->score[i].lane[l] - top);
    c->lane[START] = 0;
    if (i == 0) *f = transition[START];
    else {
      memset(f, 0, sizeof *f);
      for (unsigned p = 0; p < BP_LABELS; p++)
        for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] += t->forward[i - 1].lane[p] * transition[p].lane[l];
    }
    for (unsigned l = 0; l < BP_LANES; l++) sum += f->lane[l] *= c->lane[l];
    for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] /= sum;
    t->scale[i] = sum;
    log_z += (double)top + log((double)sum);
  }
  for (unsigned l = 0; l < BP_LANES; l++) t->backward[n - 1].lane[l] = 1;
  for (uint32_t i = n - 1; i-- > 0; ) {
    row x;
    for (unsigned l = 0; l < BP_LANES; l++)
      x.lane[l] = t->chance[i + 1].lane[l] * t->backward[i + 1].lane[l] / t->scale[i + 1];
    for (unsigned p = 0; p < BP_LANES; p++) {
      float sum = 0;
      for (unsigned l = 0; l < BP_LANES; l++) sum += transition[p].lane[l] * x.lane[l];
      t->backward[i].lane[p] = sum;
    }
  }
  return log_z;
}

static void adagrad (row *weight, row *gradient, const row *slope, float rate) {
  for (unsigned l = 0; l < BP_LANES; l++) {
    float x = slope->lane[l];
    gradient->lane[l] += x * x;
    weight->lane[l] -= rate * x / sqrtf(gradient->lane[l] + 1e-6f);
  }
}

/* One step on one sentence; returns its negative log likelihood.  Tokens that are right for certain teach nothing. */
static double learn_sentence (bp_trainer *t, sentence_view s, float rate, float weight) {
  const float too_small = 1e-3f;
  row transition[BP_LANES], slope[BP_LANES];
  exp_transitions(&t->now, transition);
  score_tokens(t, s);
  double loss = chances_of(t, transition, s.n);
  memset(slope, 0, sizeof slope);
  for (uint32_t i = 0; i < s.n; i++) {
    unsigned gold = s.gold[i], before = i > 0 ? s.gold[i - 1] : START;
    loss -= (double)t->score[i].lane[gold] + (double)t->now.transition[before].lane[gold];
    for (unsigned p = 0; i > 0 && p < BP_LABELS; p++)
      for (unsigned l = 0; l < BP_LABELS; l++)
        slope[p].lane[l] += t->forward[i - 1].lane[p] * transition[p].lane[l] * t->chance[i].lane[l]
                            * t->backward[i].lane[l] / t->scale[i];
    row g;
    float most = 0;
    for (unsigned l = 0; l < BP_LANES; l++) {
      float p = l < BP_LABELS ? t->forward[i].lane[l] * t->backward[i].lane[l] : 0;
      if (i == 0 && l < BP_LABELS) slope[START].lane[l] += p;
      g.lane[l] = (p - (l == gold)) * weight;
      if (fabsf(g.lane[l]) > most) most = fabsf(g.lane[l]);
    }
    slope[before].lane[gold] -= 1;
    if (most < too_small) continue;
    for (uint32_t k = s.offset[i]; k < s.offset[i + 1]; k++)
      adagrad(&t->now.weight[s.feature[k]], &t->now.gradient[s.feature[k]], &g, rate);
  }
  for (unsigned p = 0; p < BP_LANES; p++) {
    for (unsigned l = 0; l < BP_LANES; l++) slope[p].lane[l] *= weight;
    adagrad(&t->now.transition[p], &t->now.transition_gradient[p], &slope[p], rate);
  }
  return loss;
}

/* The sentence [from, to) of an example, with some features left out when `dropout` is positive. */
static sentence_view view_of (bp_trainer *t, const example *e, unsigned mode, uint32_t from, uint32_t to, float dropout) {
  sentence_view s = { e->offset + from, e->feature, t->voting ? e->base[mode] + from : NULL, e->gold + from, to - from };
  if (dropout <= 0) return s;
  uint32_t threshold = (uint32_t)((double)dropout * UINT32_MAX), at = 0;
  for (uint32_t i = 0; i < s.n; i++) {
    t->offset[i] = at;
    for (uint32_t k = s.offset[i]; k < s.offset[i + 1]; k++)
      if (draw(t) >= threshold) t->feature[at++] = s.feature[k];
  }
  t->offset[s.n] = at;
  s.offset = t->offset;
  s.feature = t->feature;
  return s;
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */

static void best_path (bp_trainer *t, uint32_t n, bp_first_look *look) {
  uint8_t (*back)[BP_LANES] = (uint8_t (*)[BP_LANES])(void *)t->feature;
  row best = t->now.transition[START];
  for (unsigned l = 0; l < BP_LABELS; l++) best.lane[l] = may_follow(BP_O, l) ? best.lane[l] + t->score[0].lane[l] : -1e30f;
  for (uint32_t i = 1; i < n; i++) {
    row next;
    for (unsigned l = 0; l < BP_LABELS; l++) {
      float top = -1e30f;
      back[i][l] = BP_O;
      for (unsigned p = 0; p < BP_LABELS; p++) {
        float v = may_follow(p, l) ? best.lane[p] + t->now.transition[p].lane[l] : -1e30f;
        if (v > top) { top = v; back[i][l] = (uint8_t)p; }
      }
      next.lane[l] = top + t->score[i].lane[l];
    }
    memcpy(best.lane, next.lane, BP_LABELS * sizeof *best.lane);
  }
  unsigned label = BP_O;
  for (unsigned l = 1; l < BP_LABELS; l++) if (best.lane[l] > best.lane[label]) label = l;
  for (uint32_t i = n; i-- > 0; ) {
    look[i].label = (uint8_t)label;
    if (i > 0) label = back[i][label];
  }
}

/* What the present weights say of an example, kept for the second look. */
static int look_at (bp_trainer *t, example *e, unsigned mode) {
  uint32_t n = e->doc->tokens.count;
  free(e->look[mode]); free(e->base[mode]);
  e->look[mode] = calloc(n + 1, sizeof *e->look[mode]);
  e->base[mode] = calloc(n + 1, sizeof *e->base[mode]);
  if (e->look[mode] == NULL || e->base[mode] == NULL) return BP_ENOMEM;
  row transition[BP_LANES];
  exp_transitions(&t->now, transition);
  for (uint32_t from = 0, to; from < n; from = to) {
    to = sentence_end(e->doc, from);
    score_tokens(t, view_of(t, e, mode, from, to, 0));
    chances_of(t, transition, to - from);
    best_path(t, to - from, e->look[mode] + from);
    for (uint32_t i = 0; i < to - from; i++) {
      float p[BP_LABELS];
      for (unsigned l = 0; l < BP_LABELS; l++) {
        p[l] = t->forward[i].lane[l] * t->backward[i].lane[l];
        e->base[mode][from + i].lane[l] = t->score[i].lane[l] - t->score[i].lane[BP_O];
      }
      float *out = e->look[mode][from + i].probability;
      out[BP_NO_NAME] = p[BP_O];
      for (unsigned k = BP_PER; k < BP_NAME_TYPES; k++) out[k] = p[2 * k - 1] + p[2 * k];
    }
  }
  return BP_OK;
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

static int8_t quantise (float x) {
  float steps = x / WEIGHT_STEP;
  return (int8_t)lrintf(steps < -127 ? -127 : steps > 127 ? 127 : steps);
}

typedef struct { float size; uint32_t number; } ranked;

static int compare_ranked (const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->size != y->size) return x->size < y->size ? 1 : -1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/*
** Places for the features of a table, the heaviest first: the slot of each number into place[], NONE for one whose line is
** full or whose print stands there already.
*/
static int find_places (const uint64_t *key, const weights *w, uint32_t lines, uint32_t *place) {
  ranked *rank = malloc(((size_t)w->size + 1) * sizeof *rank);
  uint16_t *print = calloc((size_t)lines * LINE_SLOTS, sizeof *print);
  if (rank == NULL || print == NULL) { free(rank); free(print); return BP_ENOMEM; }
  for (uint32_t k = 0; k < w->size; k++) {
    rank[k].number = k;
    rank[k].size = 0;
    for (unsigned l = 1; l < BP_LABELS; l++) {
      float x = fabsf(w->weight[k].lane[l] - w->weight[k].lane[BP_O]);
      if (x > rank[k].size) rank[k].size = x;
    }
    place[k] = NONE;
  }
  qsort(rank, w->size, sizeof *rank, compare_ranked);
  for (uint32_t r = 0; r < w->size && rank[r].size >= WEIGHT_STEP / 2; r++) {
    uint64_t feature = key[rank[r].number];
    uint32_t home = line_of(feature, lines) * LINE_SLOTS, slot = 0;
    while (slot < LINE_SLOTS && print[home + slot] != 0 && print[home + slot] != print_of(feature)) slot++;
    if (slot == LINE_SLOTS || print[home + slot] != 0) continue;
    print[home + slot] = print_of(feature);
    place[rank[r].number] = home + slot;
  }
  free(rank);
  free(print);
  return BP_OK;
}

/* ---- the phases ---------------------------------------------------------------------------------------------------- */

static int new_weights (weights *w, uint32_t size) {
  free_weights(w);
  w->weight = calloc((size_t)size + 1, sizeof *w->weight);
  w->gradient = calloc((size_t)size + 1, sizeof *w->gradient);
  w->size = size;
  return w->weight != NULL && w->gradient != NULL ? BP_OK : BP_ENOMEM;
}

/* With dropout a weight learned to do the work of those left out: take its share back. */
static void settle_dropout (weights *w, float dropout) {
  for (uint32_t k = 0; k < w->size; k++)
    for (unsigned l = 0; l < BP_LANES; l++) w->weight[k].lane[l] *= 1 - dropout;
}

static int prepare (bp_trainer *t, unsigned table) {
  t->order = realloc(t->order, ((size_t)t->count * BP_MODES + 1) * sizeof *t->order);
  if (t->order == NULL) return BP_ENOMEM;
  int rc = bp_dictionary_reset(&t->seen);
  for (uint32_t i = 0; rc == BP_OK && i < t->count; i++) {
    free(t->item[i].offset);
    t->item[i].offset = NULL;
    if (t->voting) rc = walk_features(t, &t->item[i], BP_CASED, count_features);
    if (rc == BP_OK) rc = walk_features(t, &t->item[i], t->voting ? BP_CASELESS : t->mode, count_features);
  }
  if (rc == BP_OK) rc = bp_dictionary_number(&t->seen, t->options.min_count, &t->table[table].key);
  t->table[table].size = t->table[table].seen = t->seen.numbered;
  t->selecting = !t->voting;
  for (uint32_t i = 0; rc == BP_OK && !t->voting && i < t->count; i++) rc = number_example(t, &t->item[i], t->mode);
  if (rc == BP_OK) rc = new_weights(&t->now, t->seen.numbered);
  t->prepared = rc == BP_OK;
  return rc;
}

static int learn_epoch (bp_trainer *t, double *loss) {
  uint32_t n = 0, sentences = 0;
  float rate = t->voting ? t->options.vote_rate : t->options.rate;
  float dropout = t->voting ? 0 : t->options.dropout;
  *loss = 0;
  for (uint32_t i = 0; i < t->count; i++) {
    if (!t->voting && !t->selecting && t->fold < t->options.folds && t->item[i].fold == t->fold) continue;
    t->order[n++] = i;
    if (t->voting) t->order[n++] = i + t->count;
  }
  shuffle(t, t->order, n);
  for (uint32_t k = 0; k < n; k++) {
    example *e = &t->item[t->order[k] % t->count];
    unsigned mode = t->voting ? t->order[k] / t->count : t->mode;
    if (t->voting) {
      int rc = number_example(t, e, mode);
      if (rc != BP_OK) return rc;
    }
    for (uint32_t from = 0, to; from < e->doc->tokens.count; from = to, sentences++) {
      to = sentence_end(e->doc, from);
      *loss += learn_sentence(t, view_of(t, e, mode, from, to, dropout), rate, e->weight);
    }
  }
  if (sentences != 0) *loss /= sentences;
  return BP_OK;
}

/* Keep the features that fit into the table, and number them and the examples anew. */
static int select_features (bp_trainer *t) {
  learned *table = &t->table[t->mode];
  uint32_t *place = malloc(((size_t)table->size + 1) * sizeof *place), n = 0;
  int rc = place != NULL ? find_places(table->key, &t->now, t->options.lines[t->mode], place) : BP_ENOMEM;
  if (rc == BP_OK) {
    for (uint32_t k = 0; k < table->size; k++) {
      uint32_t slot = bp_dictionary_slot(&t->seen, table->key[k]);
      t->seen.number[slot] = place[k] == NONE ? NONE : n;
      if (place[k] != NONE) table->key[n++] = table->key[k];
    }
    table->size = t->seen.numbered = n;
    for (uint32_t i = 0; rc == BP_OK && i < t->count; i++) rc = number_example(t, &t->item[i], t->mode);
  }
  free(place);
  t->selecting = 0;
  return rc == BP_OK ? new_weights(&t->now, n) : rc;
}

/* A fold, or the whole data, is learned: look, or keep the weights. */
static int finish_fold (bp_trainer *t) {
  settle_dropout(&t->now, t->options.dropout);
  if (t->selecting) return select_features(t);
  if (t->fold == t->options.folds) {
    t->table[t->mode].w = t->now;
    memset(&t->now, 0, sizeof t->now);
    return BP_OK;
  }
  for (uint32_t i = 0; i < t->count; i++) {
    if (t->item[i].fold != t->fold) continue;
    int rc = look_at(t, &t->item[i], t->mode);
    if (rc != BP_OK) return rc;
  }
  return new_weights(&t->now, t->seen.numbered);
}

int bp_trainer_step (bp_trainer *t, bp_trainer_progress *progress, int *more) {
  static const char *const names[] = { "cased text", "caseless text", "second look" };
  unsigned table = t->voting ? TABLE_VOTES : t->mode;
  int rc = t->prepared ? BP_OK : prepare(t, table);
  double loss = 0;
  if (rc == BP_OK) rc = learn_epoch(t, &loss);
  if (rc != BP_OK) return rc;
  progress->what = names[table];
  progress->step = ++t->step;
  progress->steps = BP_MODES * (t->options.folds + 2) * t->options.epochs + t->options.vote_epochs;
  progress->loss = loss;
  *more = 1;
  t->epoch++;
  if (t->voting) {
    *more = t->epoch < t->options.vote_epochs;
    if (*more) return BP_OK;
    t->table[TABLE_VOTES].w = t->now;
    memset(&t->now, 0, sizeof t->now);
    return BP_OK;
  }
  if (t->epoch < t->options.epochs) return BP_OK;
  int selected = t->selecting;
  rc = finish_fold(t);
  if (rc != BP_OK) return rc;
  t->epoch = 0;
  if (selected) return BP_OK;
  if (t->fold++ < t->options.folds) return BP_OK;
  t->fold = 0;
  t->prepared = 0;
  t->voting = ++t->mode == BP_MODES;
  return BP_OK;
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

static int fill_table (const learned *from, model_line *line, uint32_t lines, bp_trainer_report *report) {
  uint32_t *place = calloc((size_t)from->size + 1, sizeof *place);
  int rc = place != NULL ? find_places(from->key, &from->w, lines, place) : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < from->size; k++) {
    if (place[k] == NONE) continue;
    model_line *home = &line[place[k] / LINE_SLOTS];
    unsigned slot = place[k] % LINE_SLOTS;
    home->print[slot] = print_of(from->key[k]);
    for (unsigned l = 1; l < BP_LABELS; l++) {
      float x = from->w.weight[k].lane[l] - from->w.weight[k].lane[BP_O];
      int8_t byte = quantise(x);
      home->weight[slot][l - 1] = byte;
      if (fabsf(x) > 127.5f * WEIGHT_STEP) report->cut++;
      else report->rounding += (double)fabsf(x - (float)byte * WEIGHT_STEP);     /* a mean when the tables are full */
    }
    report->kept++;
  }
  report->features += from->seen;
  free(place);
  return rc;
}

static void write_transitions (const weights *w, int16_t out[BP_LANES][BP_LANES]) {
  for (unsigned p = 0; p < BP_LANES; p++)
    for (unsigned l = 0; l < BP_LANES; l++) {
      int allowed = l < BP_LABELS && may_follow(p == START ? BP_O : p, l);
      out[p][l] = allowed ? (int16_t)lrintf(w->transition[p].lane[l] / WEIGHT_STEP) : NEVER;
    }
}

int bp_trainer_save (const bp_trainer *t, const char *path, const char *note, bp_trainer_report *report) {
  const uint32_t *lines = t->options.lines;
  size_t note_len = strlen(note) + 1, size = sizeof (model_header) + note_len;
  for (unsigned k = 0; k < TABLES; k++) {
    if (t->table[k].w.weight == NULL || lines[k] == 0) return BP_EFORMAT;
    size += (size_t)lines[k] * sizeof (model_line);
  }
  unsigned char *file = calloc(1, size);
  if (file == NULL) return BP_ENOMEM;
  memset(report, 0, sizeof *report);
  report->documents = t->count;
  for (uint32_t i = 0; i < t->count; i++) report->tokens += t->item[i].doc->tokens.count;
  model_header *h = (model_header *)(void *)file;
  memcpy(h->magic, TAGGER_MAGIC, sizeof h->magic);
  h->order = BP_FILE_ORDER;
  h->version = TAGGER_VERSION;
  h->note = (uint32_t)note_len;
  h->features = BP_FEATURES_VERSION;
  h->first_scale = 1;
  memcpy(h->labels, TAGGER_LABELS, sizeof TAGGER_LABELS);
  model_line *at = (model_line *)(void *)(file + sizeof *h);
  int rc = BP_OK;
  for (unsigned k = 0; rc == BP_OK && k < TABLES; k++) {
    h->lines[k] = lines[k];
    write_transitions(&t->table[k].w, h->transition[k]);
    rc = fill_table(&t->table[k], at, lines[k], report);
    at += lines[k];
  }
  if (report->kept > 0) report->rounding /= (double)report->kept * SLOT_WEIGHTS;
  memcpy(at, note, note_len);
  h->checksum = bp_tagger_sum(file, size);
  if (rc == BP_OK) rc = bp_file_replace(path, file, size);
  free(file);
  return rc;
}
