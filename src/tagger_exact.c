/* tagger_exact.c -- a text tagged with the weights as they were learned, to see what rounding them costs.
**
** The same two looks as tagger.c, with floats from a dictionary of features instead of bytes from a table; some fifty times
** slower, and without the recall setting.
*/
#include "tagger_exact.h"

#include <stdlib.h>
#include <string.h>

#include "dictionary.h"

struct bp_exact {
  const bp_learned *table;
  const bp_word_classes *classes;
  const bp_gazetteer *gazetteer;
  bp_dictionary index[TABLES];      /* where the weights of a feature stand */
  bp_row transition[TABLES][BP_LANES];
  bp_crf crf;
  uint32_t *offset, *feature;       /* of one island */
  /* of one text, by token */
  bp_document *doc;
  bp_tagger_view view;
  bp_tag_token *token;
  bp_first_look *look, *second;
  bp_vote *vote;
  bp_row *base;
  uint8_t *mode, *capital, *edge;
  uint32_t *listed, *next_same, *scratch;
  bp_island *island;
  bp_gold *name;
};

static void close_text (bp_exact *x) {
  bp_document_free(x->doc);
  x->doc = NULL;
  free(x->token); free(x->look); free(x->second); free(x->vote); free(x->base); free(x->mode); free(x->capital);
  free(x->edge); free(x->listed); free(x->next_same); free(x->scratch); free(x->island); free(x->name);
  x->token = NULL; x->look = x->second = NULL; x->vote = NULL; x->base = NULL; x->mode = x->capital = x->edge = NULL;
  x->listed = x->next_same = x->scratch = NULL; x->island = NULL; x->name = NULL;
}

void bp_exact_free (bp_exact *x) {
  if (x == NULL) return;
  close_text(x);
  for (unsigned k = 0; k < TABLES; k++) bp_dictionary_free(&x->index[k]);
  bp_crf_free(&x->crf);
  free(x->offset);
  free(x->feature);
  free(x);
}

static int index_features (const bp_learned *table, bp_dictionary *index) {
  uint64_t *keys = NULL;
  int rc = bp_dictionary_reset(index);
  for (uint32_t k = 0; rc == BP_OK && k < table->size; k++) rc = bp_dictionary_count(index, table->key[k]);
  if (rc == BP_OK) rc = bp_dictionary_number(index, 1, &keys);
  for (uint32_t k = 0; rc == BP_OK && k < table->size; k++) index->number[bp_dictionary_slot(index, table->key[k])] = k;
  free(keys);
  return rc;
}

int bp_exact_new (bp_exact **out, const bp_learned table[TABLES], const bp_word_classes *classes, const bp_gazetteer *gazetteer) {
  bp_exact *x = calloc(1, sizeof *x);
  if (x == NULL) return BP_ENOMEM;
  x->table = table;
  x->classes = classes;
  x->gazetteer = gazetteer;
  x->offset = malloc((BP_SENTENCE_MAX + 1) * sizeof *x->offset);
  x->feature = malloc((size_t)BP_SENTENCE_MAX * BP_FEATURES_MAX * sizeof *x->feature);
  int rc = bp_crf_new(&x->crf);
  if (x->offset == NULL || x->feature == NULL) rc = BP_ENOMEM;
  for (unsigned k = 0; rc == BP_OK && k < TABLES; k++) {
    rc = index_features(&table[k], &x->index[k]);
    bp_crf_transitions(&table[k].w, x->transition[k]);
  }
  if (rc != BP_OK) { bp_exact_free(x); return rc; }
  *out = x;
  return BP_OK;
}

static int make_room (bp_exact *x) {
  size_t n = (size_t)x->doc->tokens.count + 2;
  x->token = calloc(n, sizeof *x->token);
  x->look = calloc(n, sizeof *x->look);
  x->second = calloc(n, sizeof *x->second);
  x->vote = calloc(n, sizeof *x->vote);
  x->base = calloc(n, sizeof *x->base);
  x->mode = calloc(n, 1);
  x->capital = calloc(n, 1);
  x->edge = calloc(n, 1);
  x->listed = calloc(n, sizeof *x->listed);
  x->next_same = calloc(n, sizeof *x->next_same);
  x->scratch = calloc(n * 4 + 64, sizeof *x->scratch);
  x->island = calloc(n, sizeof *x->island);
  x->name = calloc(n, sizeof *x->name);
  return x->token && x->look && x->second && x->vote && x->base && x->mode && x->capital && x->edge && x->listed
         && x->next_same && x->scratch && x->island && x->name ? BP_OK : BP_ENOMEM;
}

static int open_text (bp_exact *x, const char *text, size_t len, const bp_span *sentence, uint32_t sentences) {
  size_t where;
  bp_matches matches = { NULL, 0, 0 };
  close_text(x);
  int rc = bp_document_new(&x->doc, text, len, &where);
  if (rc == BP_OK) rc = bp_document_set_blocks(x->doc, sentence, sentences);
  if (rc == BP_OK) rc = make_room(x);
  if (rc != BP_OK) return rc;
  x->view = (bp_tagger_view) {
    .doc = x->doc, .classes = x->classes, .mode = x->mode, .capital = x->capital, .edge = x->edge, .listed = x->listed,
    .next_same = x->next_same, .island = x->island
  };
  bp_tagger_modes(x->doc, x->mode);
  bp_tagger_islands(x->doc, x->mode, x->capital, x->island, &x->view.islands);
  rc = bp_tagger_list(x->gazetteer, x->doc, x->mode, x->island, x->view.islands, &matches, x->listed, x->edge);
  bp_matches_free(&matches);
  if (rc != BP_OK) return rc;
  bp_tagger_chain(x->doc, x->scratch, x->next_same);
  bp_tagger_describe(&x->view, (uint8_t *)x->scratch, x->token);
  return BP_OK;
}

/* One look at an island with the weights of a table. */
static void look_at (bp_exact *x, const bp_island *land, unsigned table, bp_first_look *look) {
  uint64_t feature[BP_FEATURES_MAX];
  uint32_t at = 0, n = land->to - land->from;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = land->from + i;
    unsigned count = table == TABLE_VOTES ? bp_tagger_vote_features(x->token, x->look, x->vote, k, land->begin, land->end, feature)
                                          : bp_tagger_features(x->token, k, land->begin, land->end, feature);
    x->offset[i] = at;
    for (unsigned f = 0; f < count; f++) {
      uint32_t number = x->index[table].number[bp_dictionary_slot(&x->index[table], feature[f])];
      if (number != BP_NO_NUMBER) x->feature[at++] = number;
    }
  }
  x->offset[n] = at;
  bp_island_view s = {
    .offset = x->offset, .feature = x->feature, .base = table == TABLE_VOTES ? x->base + land->from : NULL, .n = n,
    .before = land->from == land->begin ? START : BP_O, .goes_on = land->to < land->end
  };
  bp_crf_look(&x->crf, &x->table[table].w, x->transition[table], s, look + land->from);
  for (uint32_t i = 0; table != TABLE_VOTES && i < n; i++)
    for (unsigned l = 0; l < BP_LABELS; l++)
      x->base[land->from + i].lane[l] = x->crf.score[i].lane[l] - x->crf.score[i].lane[BP_O];
}

static uint32_t gather (bp_exact *x) {
  const bp_tokens *tokens = &x->doc->tokens;
  uint32_t count = 0;
  for (uint32_t i = 0, j; i < tokens->count; i = j) {
    j = i + 1;
    unsigned type = bp_label_type(x->second[i].label);
    if (type == BP_NO_NAME) continue;
    while (j < tokens->count && x->second[j].label == 2 * type && !(tokens->token[j].flags & BP_TOKEN_SENTENCE)) j++;
    x->name[count].span = (bp_span) { tokens->token[i].start, tokens->token[j - 1].end };
    x->name[count++].type = (uint8_t)type;
  }
  return count;
}

int bp_exact_tag (bp_exact *x, const char *text, size_t len, const bp_span *sentence, uint32_t sentences, const bp_gold **out,
                  uint32_t *count) {
  int rc = open_text(x, text, len, sentence, sentences);
  if (rc != BP_OK) return rc;
  for (uint32_t k = 0; k < x->view.islands; k++)
    look_at(x, &x->island[k], x->mode[x->island[k].from] == BP_CASED ? TABLE_CASED : TABLE_CASELESS, x->look);
  bp_tagger_votes(&x->view, x->look, x->scratch, x->vote);
  for (uint32_t k = 0; k < x->view.islands; k++) look_at(x, &x->island[k], TABLE_VOTES, x->second);
  *count = gather(x);
  *out = x->name;
  return BP_OK;
}
