/* tagger_train.c -- learns the bp_weights of a tagger: CRF likelihood by AdaGrad, with feature dropout and jackknifed votes.
**
** Phases, for each mode (cased, caseless):
**   1. count features; those seen often enough get a number;
**   2. learn from all, and keep only the features whose bp_weights are the heaviest and fit into the table;
**   3. for each fold: learn from the other folds, look at this one, and keep what was seen (jackknife);
**   4. learn from all: these bp_weights are the first look's.
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
#include "tagger_crf.h"
#include "tagger_exact.h"
#include "tagger_model.h"
#include "tagger_write.h"

#define NONE UINT32_MAX

const bp_trainer_options bp_trainer_defaults = {
  .seed = 1, .epochs = 8, .vote_epochs = 4, .folds = 4, .rounds = 3, .min_count = 2, .rate = 0.1f, .vote_rate = 0.05f, .dropout = 0.4f,
  .lines = { 40500, 13000, 1500 }
};

typedef struct {
  char *text;
  bp_document *doc;
  uint8_t *gold;              /* label of each token */
  uint32_t *next_same;
  uint32_t *listed[BP_MODES];
  uint8_t *edge[BP_MODES], *capital[BP_MODES];
  bp_island *island[BP_MODES];
  uint32_t islands[BP_MODES];
  float weight;
  uint32_t fold;
  uint32_t *offset, *feature; /* of the present mode: features of token i are feature[offset[i] .. offset[i + 1]) */
  bp_first_look *look[BP_MODES];
  bp_row *base[BP_MODES];        /* first-look scores that the second look builds on */
} example;

struct bp_trainer {
  bp_trainer_options options;
  const bp_gazetteer *gazetteer;
  bp_class_builder *class_builder;
  bp_word_classes classes;
  bp_exact *exact;            /* when first asked for */
  example *item;
  uint32_t count, room, *order;
  bp_dictionary seen;
  bp_weights now;
  bp_learned table[TABLES];
  uint64_t random;
  uint32_t mode, fold, round, epoch, step;     /* where the training stands; fold == folds: the whole data */
  int prepared, selecting, voting;
  /* scratch of one island */
  bp_crf crf;
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
  if (t->options.rounds < 1) t->options.rounds = 1;
  t->gazetteer = gazetteer;
  t->random = bp_hash_mix(options->seed + 1) | 1;
  if (bp_class_builder_new(&t->class_builder) != BP_OK) { free(t); return BP_ENOMEM; }
  t->offset = malloc((BP_SENTENCE_MAX + 1) * sizeof *t->offset);
  t->feature_room = BP_SENTENCE_MAX * BP_FEATURES_MAX;
  t->feature = malloc((size_t)t->feature_room * sizeof *t->feature);
  if (bp_crf_new(&t->crf) != BP_OK || !t->offset || !t->feature) {
    bp_trainer_free(t);
    return BP_ENOMEM;
  }
  *out = t;
  return BP_OK;
}

static void free_example (example *e) {
  bp_document_free(e->doc);
  free(e->text); free(e->gold); free(e->next_same); free(e->offset); free(e->feature);
  for (unsigned m = 0; m < BP_MODES; m++) {
    free(e->listed[m]); free(e->edge[m]); free(e->capital[m]); free(e->island[m]); free(e->look[m]); free(e->base[m]);
  }
}

void bp_trainer_free (bp_trainer *t) {
  if (t == NULL) return;
  for (uint32_t i = 0; i < t->count; i++) {
    example *e = &t->item[i];
    free_example(e);
  }
  for (unsigned k = 0; k < TABLES; k++) { free(t->table[k].key); bp_weights_free(&t->table[k].w); }
  bp_exact_free(t->exact);
  bp_class_builder_free(t->class_builder);
  bp_dictionary_free(&t->seen);
  bp_weights_free(&t->now);
  free(t->item); free(t->order);
  bp_crf_free(&t->crf);
  free(t->offset); free(t->feature);
  free(t);
}

int bp_trainer_class (bp_trainer *t, const char *path, const char *words, size_t len) {
  return bp_class_builder_add(t->class_builder, path, words, len);
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
    e->capital[m] = malloc(n + 1);
    e->island[m] = malloc(((size_t)n + 2) * sizeof *e->island[m]);
    memset(mode, m, n);
    if (!e->listed[m] || !e->edge[m] || !e->capital[m] || !e->island[m]) rc = BP_ENOMEM;
    if (rc == BP_OK) bp_tagger_islands(e->doc, mode, e->capital[m], e->island[m], &e->islands[m]);
    if (rc == BP_OK)
      rc = bp_tagger_list(t->gazetteer, e->doc, mode, e->island[m], e->islands[m], &matches, e->listed[m], e->edge[m]);
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
  uint32_t *scratch = malloc((size_t)(n + 1) * 2 * sizeof *scratch);
  int rc = token != NULL && modes != NULL && scratch != NULL && (!t->voting || vote != NULL) ? BP_OK : BP_ENOMEM;
  bp_tagger_view view = { e->doc, &t->classes, modes, e->capital[mode], e->edge[mode], e->listed[mode], e->next_same,
                          e->island[mode], e->islands[mode] };
  if (rc == BP_OK) {
    memset(modes, (int)mode, n);
    bp_tagger_describe(&view, (uint8_t *)scratch, token);
  }
  if (rc == BP_OK && t->voting) bp_tagger_votes(&view, e->look[mode], scratch, vote);
  uint64_t feature[BP_FEATURES_MAX];
  uint32_t done = 0;                      /* tokens between islands have no features */
  for (uint32_t k = 0; rc == BP_OK && k < view.islands; k++) {
    const bp_island *land = &view.island[k];
    for (uint32_t i = land->from; rc == BP_OK && i < land->to; i++) {
      for (; e->offset != NULL && done < i; done++) e->offset[done + 1] = e->offset[0];
      unsigned count = t->voting ? bp_tagger_vote_features(token, e->look[mode], vote, i, land->begin, land->end, feature)
                                 : bp_tagger_features(token, i, land->begin, land->end, feature);
      rc = visit(t, e, feature, count);
    }
  }
  for (; rc == BP_OK && e->offset != NULL && done < n; done++) e->offset[done + 1] = e->offset[0];
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

/* An island of an example, with some features left out when `dropout` is positive. */
static bp_island_view view_of (bp_trainer *t, const example *e, unsigned mode, const bp_island *land, float dropout) {
  uint32_t from = land->from;
  bp_island_view s = { e->offset + from, e->feature, t->voting ? e->base[mode] + from : NULL, e->gold + from, land->to - from,
                    from == land->begin ? START : BP_O, land->to < land->end };
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

/* What the present bp_weights say of an example, kept for the second look. */
static int look_at (bp_trainer *t, example *e, unsigned mode) {
  uint32_t n = e->doc->tokens.count;
  free(e->look[mode]); free(e->base[mode]);
  e->look[mode] = calloc(n + 1, sizeof *e->look[mode]);
  e->base[mode] = calloc(n + 1, sizeof *e->base[mode]);
  if (e->look[mode] == NULL || e->base[mode] == NULL) return BP_ENOMEM;
  bp_row transition[BP_LANES];
  bp_crf_transitions(&t->now, transition);
  for (uint32_t k = 0; k < e->islands[mode]; k++) {
    const bp_island *land = &e->island[mode][k];
    bp_crf_look(&t->crf, &t->now, transition, view_of(t, e, mode, land, 0), e->look[mode] + land->from);
    for (uint32_t i = land->from; i < land->to; i++)
      for (unsigned l = 0; l < BP_LABELS; l++)
        e->base[mode][i].lane[l] = t->crf.score[i - land->from].lane[l] - t->crf.score[i - land->from].lane[BP_O];
  }
  return BP_OK;
}

/* ---- the phases ---------------------------------------------------------------------------------------------------- */

static int prepare (bp_trainer *t, unsigned table) {
  t->order = realloc(t->order, ((size_t)t->count * BP_MODES + 1) * sizeof *t->order);
  if (t->order == NULL) return BP_ENOMEM;
  int rc = bp_dictionary_reset(&t->seen);
  if (rc == BP_OK && t->step == 0) rc = bp_class_builder_freeze(t->class_builder, &t->classes);
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
  if (rc == BP_OK) rc = bp_weights_new(&t->now, t->seen.numbered);
  t->prepared = rc == BP_OK;
  return rc;
}

static int learn_epoch (bp_trainer *t, double *loss) {
  uint32_t n = 0, islands = 0;
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
    islands += e->islands[mode];
    for (uint32_t l = 0; l < e->islands[mode]; l++)
      *loss += bp_crf_learn(&t->crf, &t->now, view_of(t, e, mode, &e->island[mode][l], dropout), rate, e->weight);
  }
  if (islands != 0) *loss /= islands;
  return BP_OK;
}

/* Keep the features that fit into the table, and number them and the examples anew. */
static int select_features (bp_trainer *t) {
  bp_learned *table = &t->table[t->mode];
  uint32_t *place = malloc(((size_t)table->size + 1) * sizeof *place), n = 0;
  int rc = place != NULL ? bp_tagger_places(table->key, &t->now, t->options.lines[t->mode], place) : BP_ENOMEM;
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
  return rc == BP_OK ? bp_weights_new(&t->now, n) : rc;
}

/* A fold, or the whole data, is learned: look, or keep the weights. */
static int finish_fold (bp_trainer *t) {
  if (t->round != 0) {
    bp_weights_restart(&t->now);
    return BP_OK;
  }
  bp_weights_average(&t->now);
  bp_weights_settle(&t->now, t->options.dropout);
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
  return bp_weights_new(&t->now, t->seen.numbered);
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
  progress->steps = BP_MODES * (t->options.folds + 1 + t->options.rounds) * t->options.epochs + t->options.vote_epochs;
  progress->loss = loss;
  *more = 1;
  uint32_t epochs = t->voting ? t->options.vote_epochs : t->options.epochs;
  if (2 * ++t->epoch > epochs) bp_weights_remember(&t->now);
  if (t->voting) {
    *more = t->epoch < epochs;
    if (*more) return BP_OK;
    bp_weights_average(&t->now);
    t->table[TABLE_VOTES].w = t->now;
    memset(&t->now, 0, sizeof t->now);
    return BP_OK;
  }
  if (t->epoch < t->options.epochs) return BP_OK;
  int selected = t->selecting;
  if (!selected && t->fold == t->options.folds) t->round = (t->round + 1) % t->options.rounds;
  rc = finish_fold(t);
  if (rc != BP_OK) return rc;
  t->epoch = 0;
  if (selected || t->round != 0) return BP_OK;
  if (t->fold++ < t->options.folds) return BP_OK;
  t->fold = 0;
  t->prepared = 0;
  t->voting = ++t->mode == BP_MODES;
  return BP_OK;
}

/* ---- saving, and tagging with the weights as they were learned --------------------------------------------------- */

static int is_learned (const bp_trainer *t) {
  for (unsigned k = 0; k < TABLES; k++) if (t->table[k].w.weight == NULL || t->options.lines[k] == 0) return 0;
  return 1;
}

int bp_trainer_save (const bp_trainer *t, const char *path, const char *note, bp_trainer_report *report) {
  if (!is_learned(t)) return BP_EFORMAT;
  memset(report, 0, sizeof *report);
  report->documents = t->count;
  for (uint32_t i = 0; i < t->count; i++) report->tokens += t->item[i].doc->tokens.count;
  return bp_tagger_write(t->table, t->options.lines, &t->classes, path, note, report);
}

int bp_trainer_tag (bp_trainer *t, const char *text, size_t len, const bp_span *sentence, uint32_t sentences,
                    const bp_gold **out, uint32_t *count) {
  if (!is_learned(t)) return BP_EFORMAT;
  int rc = t->exact == NULL ? bp_exact_new(&t->exact, t->table, &t->classes, t->gazetteer) : BP_OK;
  return rc == BP_OK ? bp_exact_tag(t->exact, text, len, sentence, sentences, out, count) : rc;
}
