/* tagger.c -- names of persons, places and organisations in a document: a linear-chain CRF in two looks.
**
** First look: for each island the weights of some 45 features a token are added up and the best path of labels is
** found (Viterbi), with the probability of each label (forward-backward).  Second look: what the first look said of the
** same word elsewhere in the article joins the scores, and the best path is found again; that is how a surname alone
** follows the full name.  Nothing is learned here: see tagger_train.c.
**
** Cost: one pass, no allocation once the bp_tagging has grown; each feature touches one cache line, asked for one token
** ahead.  Source: Lafferty, McCallum & Pereira, ICML 2001; Krishnan & Manning, ACL 2006 (two looks).
*/
#include "tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "mapped.h"
#include "tagger_model.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { EXP_REACH = 24 * 16 };

struct bp_tagger {
  bp_mapped map;
  const model_header *header;
  const model_line *table[TABLES];
  bp_word_classes classes;
  float exp_transition[TABLES][BP_LANES][BP_LANES];
  float exps[2 * EXP_REACH + 1];    /* exp of a score in steps; scores beyond are as good as certain */
  const char *note;
};

/* ---- the model file ---------------------------------------------------------------------------------------- */

static const bp_file_kind tagger_kind = { TAGGER_MAGIC, TAGGER_VERSION, sizeof (model_header), offsetof(model_header, checksum) };

uint64_t bp_tagger_sum (const unsigned char *file, size_t size) {
  return bp_file_sum(file, size, &tagger_kind);
}

static int check_file (const unsigned char *file, size_t size) {
  model_header h;
  int rc = bp_file_check_front(file, size, &tagger_kind);
  if (rc != BP_OK) return rc;
  memcpy(&h, file, sizeof h);
  if (h.features != BP_FEATURES_VERSION) return BP_EVERSION;
  if (memcmp(h.labels, TAGGER_LABELS, sizeof TAGGER_LABELS) != 0) return BP_EVERSION;
  uint64_t expected = sizeof h + (uint64_t)h.note;
  for (unsigned k = 0; k < TABLES; k++) {
    if (h.lines[k] == 0) return BP_EFORMAT;
    expected += (uint64_t)h.lines[k] * sizeof (model_line);
  }
  expected += (uint64_t)h.class_lines * sizeof (bp_class_line) + (uint64_t)h.class_paths * sizeof (bp_word_class);
  if (expected != size || bp_tagger_sum(file, size) != h.checksum) return BP_ECHECKSUM;
  if (h.note == 0 || file[size - 1] != '\0') return BP_EFORMAT;
  for (unsigned k = 0; k < TABLES; k++)
    for (unsigned p = 0; p < BP_LANES; p++)
      for (unsigned q = 0; q < BP_LANES; q++)
        if (h.transition[k][p][q] < NEVER || h.transition[k][p][q] > -NEVER) return BP_EFORMAT;
  return h.first_scale >= 0 && h.first_scale <= 4 ? BP_OK : BP_EFORMAT;
}

static void bind (bp_tagger *t) {
  const unsigned char *p = t->map.data;
  t->header = (const model_header *)(const void *)p;
  p += sizeof (model_header);
  for (unsigned k = 0; k < TABLES; k++) {
    t->table[k] = (const model_line *)(const void *)p;
    p += (size_t)t->header->lines[k] * sizeof (model_line);
    for (unsigned a = 0; a < BP_LANES; a++)
      for (unsigned b = 0; b < BP_LANES; b++) {
        int16_t s = t->header->transition[k][a][b];
        t->exp_transition[k][a][b] = s <= NEVER || b >= BP_LABELS ? 0 : expf(s * WEIGHT_STEP);
      }
  }
  t->classes.line = (const bp_class_line *)(const void *)p;
  t->classes.lines = t->header->class_lines;
  p += (size_t)t->classes.lines * sizeof (bp_class_line);
  t->classes.path = (const bp_word_class *)(const void *)p;
  t->classes.paths = t->header->class_paths;
  p += (size_t)t->classes.paths * sizeof (bp_word_class);
  for (int k = -EXP_REACH; k <= EXP_REACH; k++) t->exps[k + EXP_REACH] = expf((float)k * WEIGHT_STEP);
  t->note = (const char *)p;
}

int bp_tagger_load (bp_tagger **out, const char *path) {
  bp_tagger *t = calloc(1, sizeof *t);
  if (t == NULL) return BP_ENOMEM;
  int rc = bp_mapped_open(&t->map, path);
  if (rc == BP_OK) rc = check_file(t->map.data, t->map.size);
  if (rc != BP_OK) { bp_tagger_free(t); return rc; }
  bind(t);
  *out = t;
  return BP_OK;
}

void bp_tagger_free (bp_tagger *t) {
  if (t == NULL) return;
  bp_mapped_close(&t->map);
  free(t);
}

const char *bp_tagger_note (const bp_tagger *t) { return t->note; }
size_t bp_tagger_size (const bp_tagger *t) { return t->map.size; }

/* ---- one article's memory ------------------------------------------------------------------------------------ */

typedef struct { int16_t lane[BP_LANES]; } scores;      /* of the labels of one token; lane 0 is O */
typedef struct { float lane[BP_LANES]; } chances;

struct bp_tagging {
  bp_tag_token *token;
  scores *score;            /* of the first look, then of both */
  bp_first_look *look;
  bp_vote *vote;
  chances *forward, *backward, *chance;
  uint8_t (*back)[BP_LANES];
  uint32_t *listed, *next_same, *slot, *scratch;
  uint8_t *edge, *mode, *capital;
  bp_island *island;
  bp_tagged *tagged;
  bp_matches matches;
  uint32_t room;
};

int bp_tagging_new (bp_tagging **out) {
  bp_tagging *g = calloc(1, sizeof *g);
  if (g == NULL) return BP_ENOMEM;
  *out = g;
  return BP_OK;
}

static void release (bp_tagging *g) {
  free(g->token); free(g->score); free(g->look); free(g->vote);
  free(g->forward); free(g->backward); free(g->chance); free(g->back);
  free(g->listed); free(g->next_same); free(g->slot); free(g->scratch); free(g->edge); free(g->mode);
  free(g->capital); free(g->island);
  free(g->tagged);
}

void bp_tagging_free (bp_tagging *g) {
  if (g == NULL) return;
  release(g);
  bp_matches_free(&g->matches);
  free(g);
}

static int make_room (bp_tagging *g, uint32_t count) {
  if (count <= g->room) return BP_OK;
  if (count > UINT32_MAX / 8) return BP_ENOMEM;
  uint32_t room = 1024;
  while (room < count) room *= 2;
  bp_matches matches = g->matches;
  release(g);
  memset(g, 0, sizeof *g);
  g->matches = matches;
  g->token = malloc(room * sizeof *g->token);
  g->score = malloc(room * sizeof *g->score);
  g->look = malloc(room * sizeof *g->look);
  g->vote = malloc(room * sizeof *g->vote);
  g->forward = malloc(room * sizeof *g->forward);
  g->backward = malloc(room * sizeof *g->backward);
  g->chance = malloc(room * sizeof *g->chance);
  g->back = malloc(room * sizeof *g->back);
  g->listed = malloc(room * sizeof *g->listed);
  g->next_same = malloc(room * sizeof *g->next_same);
  g->slot = malloc((size_t)room * 4 * sizeof *g->slot);
  g->scratch = malloc((size_t)room * 2 * sizeof *g->scratch);
  g->edge = malloc(room);
  g->mode = malloc(room);
  g->capital = malloc(room);
  g->island = malloc((room + 2) * sizeof *g->island);
  g->tagged = malloc(room * sizeof *g->tagged);
  if (!g->token || !g->score || !g->look || !g->vote || !g->forward || !g->backward || !g->chance || !g->back || !g->listed
      || !g->next_same || !g->slot || !g->scratch || !g->edge || !g->mode || !g->capital || !g->island || !g->tagged) return BP_ENOMEM;
  g->room = room;
  return BP_OK;
}

/* ---- scoring --------------------------------------------------------------------------------------------------- */

#if defined(__SSE2__)

/*
** Whether a feature is in the table cannot be foreseen, so nothing branches on it: one that is not takes the weights of an
** empty slot, from a line of zeros.  The mask has two bits for each print; no print stands twice in a line.
*/
static inline __m128i weights_of (const model_line *line, uint16_t print) {
  static const model_line nothing;
  __m128i prints = _mm_load_si128((const __m128i *)(const void *)line);
  unsigned mask = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi16(prints, _mm_set1_epi16((short)print)));
  line = mask != 0 ? line : &nothing;
  unsigned slot = (unsigned)__builtin_ctz(mask | 1u << 15) >> 1;
  int64_t x;        /* the six bytes and the two before them: never past the line, whatever the slot */
  memcpy(&x, (const char *)line + sizeof line->print - 2 + slot * SLOT_WEIGHTS, sizeof x);
  __m128i v = _mm_cvtsi64_si128(x);
  return _mm_srai_epi16(_mm_unpacklo_epi8(v, v), 8);
}

static scores add_up (const model_line *table, uint32_t lines, const uint64_t *feature, unsigned count) {
  __m128i sum = _mm_setzero_si128();
  for (unsigned k = 0; k < count; k++)
    sum = _mm_add_epi16(sum, weights_of(&table[line_of(feature[k], lines)], print_of(feature[k])));
  /* two bytes before the six came along: lane 1 becomes O, which weighs nothing; labels 1 to 6 stand in their lanes */
  scores s;
  _mm_storeu_si128((__m128i *)(void *)s.lane, _mm_srli_si128(sum, 2));
  s.lane[BP_O] = 0;
  s.lane[START] = 0;
  return s;
}

#else

static scores add_up (const model_line *table, uint32_t lines, const uint64_t *feature, unsigned count) {
  scores s = { { 0 } };
  for (unsigned k = 0; k < count; k++) {
    const model_line *line = &table[line_of(feature[k], lines)];
    uint16_t print = print_of(feature[k]);
    for (unsigned slot = 0; slot < LINE_SLOTS; slot++) {
      if (line->print[slot] != print) continue;
      for (unsigned l = 0; l < SLOT_WEIGHTS; l++) s.lane[l + 1] = (int16_t)(s.lane[l + 1] + line->weight[slot][l]);
      break;
    }
  }
  return s;
}

#endif

static void prefetch (const model_line *table, uint32_t lines, const uint64_t *feature, unsigned count) {
  for (unsigned k = 0; k < count; k++) __builtin_prefetch(&table[line_of(feature[k], lines)]);
}

/* An island without a label that comes within so many steps of O has no name; the votes and the recall setting are weaker. */
enum { HOPELESS = -7 * 16 };

/* First-look scores of an island, and whether it may hold a name; the next token's lines are on their way while this one's are added up. */
static int score_island (const bp_tagger *t, bp_tagging *g, const bp_island *land, unsigned table) {
  uint64_t feature[2][BP_FEATURES_MAX];
  unsigned count[2];
  const model_line *lines = t->table[table];
  uint32_t size = t->header->lines[table];
  int best = HOPELESS;
  count[land->from & 1] = bp_tagger_features(g->token, land->from, land->begin, land->end, feature[land->from & 1]);
  for (uint32_t i = land->from; i < land->to; i++) {
    if (i + 1 < land->to) {
      unsigned next = (i + 1) & 1;
      count[next] = bp_tagger_features(g->token, i + 1, land->begin, land->end, feature[next]);
      prefetch(lines, size, feature[next], count[next]);
    }
    g->score[i] = add_up(lines, size, feature[i & 1], count[i & 1]);
    for (unsigned l = 1; l < BP_LABELS; l++) if (g->score[i].lane[l] > best) best = g->score[i].lane[l];
  }
  return best > HOPELESS;
}

/* ---- decoding -------------------------------------------------------------------------------------------------- */

/* What stands before an island: a sentence's edge, or a word in no name. */
static unsigned before (const bp_island *land) { return land->from == land->begin ? START : BP_O; }

/*
** Best labels of an island; `recall` steps are taken off O where a capital stands: small words between two names ("and", "'s")
** would otherwise make one of them.
*/
static void decode (const model_header *h, unsigned table, bp_tagging *g, const bp_island *land, int recall) {
  const int16_t (*transition)[BP_LANES] = h->transition[table];
  uint32_t from = land->from, to = land->to;
  int best[BP_LANES], next[BP_LANES];
  for (unsigned l = 0; l < BP_LANES; l++) best[l] = transition[before(land)][l] + g->score[from].lane[l];
  if (g->token[from].capital) best[BP_O] -= recall;
  for (uint32_t i = from + 1; i < to; i++) {
    uint8_t *back = g->back[i];
#if defined(__SSE2__)
    /* scores are kept relative to O, so that 16 bits hold them; see floor of NEVER */
    int base = best[BP_O];
    __m128i top = _mm_set1_epi16(INT16_MIN), from_label = _mm_setzero_si128();
    for (unsigned p = 0; p < BP_LABELS; p++) {
      int d = best[p] - base;
      d = d < -20000 ? -20000 : d > 20000 ? 20000 : d;
      __m128i v = _mm_adds_epi16(_mm_set1_epi16((short)d), _mm_loadu_si128((const __m128i *)(const void *)transition[p]));
      __m128i more = _mm_cmpgt_epi16(v, top);
      top = _mm_max_epi16(top, v);
      from_label = _mm_or_si128(_mm_and_si128(more, _mm_set1_epi16((short)p)), _mm_andnot_si128(more, from_label));
    }
    int16_t reached[BP_LANES], label[BP_LANES];
    _mm_storeu_si128((__m128i *)(void *)reached, top);
    _mm_storeu_si128((__m128i *)(void *)label, from_label);
    for (unsigned l = 0; l < BP_LANES; l++) {
      next[l] = base + reached[l] + g->score[i].lane[l];
      back[l] = (uint8_t)label[l];
    }
#else
    for (unsigned l = 0; l < BP_LANES; l++) {
      next[l] = INT32_MIN;
      for (unsigned p = 0; p < BP_LABELS; p++) {
        int v = best[p] + transition[p][l];
        if (v > next[l]) { next[l] = v; back[l] = (uint8_t)p; }
      }
      next[l] += g->score[i].lane[l];
    }
#endif
    if (g->token[i].capital) next[BP_O] -= recall;
    memcpy(best, next, sizeof best);
  }
  unsigned label = BP_O;
  for (unsigned l = 0; to < land->end && l < BP_LABELS; l++) best[l] += transition[l][BP_O];
  for (unsigned l = 1; l < BP_LABELS; l++)
    if (best[l] > best[label]) label = l;
  for (uint32_t i = to; i-- > from; ) {
    g->look[i].label = (uint8_t)label;
    if (i > from) label = g->back[i][label];
  }
}

static float exp_of (const float *table, int score) {
  return table[score < -EXP_REACH ? 0 : score > EXP_REACH ? 2 * EXP_REACH : score + EXP_REACH];
}

static void normalise (chances *c) {
  float sum = 0;
  for (unsigned l = 0; l < BP_LANES; l++) sum += c->lane[l];
  float scale = sum > 0 ? 1 / sum : 0;
  for (unsigned l = 0; l < BP_LANES; l++) c->lane[l] *= scale;
}

/* Probability of each type for the tokens of an island: forward-backward, scaled at each token. */
static void weigh (const bp_tagger *t, unsigned table, bp_tagging *g, const bp_island *land) {
  const float (*transition)[BP_LANES] = t->exp_transition[table];
  uint32_t from = land->from, to = land->to;
  for (uint32_t i = from; i < to; i++) {
    chances *e = &g->chance[i], *f = &g->forward[i];
    int top = 0;
    for (unsigned l = 1; l < BP_LABELS; l++) if (g->score[i].lane[l] > top) top = g->score[i].lane[l];
    for (unsigned l = 0; l < BP_LABELS; l++) e->lane[l] = exp_of(t->exps, g->score[i].lane[l] - top);
    e->lane[START] = 0;
    if (i == from) memcpy(f->lane, transition[before(land)], sizeof f->lane);
    else {
      memset(f->lane, 0, sizeof f->lane);
      for (unsigned p = 0; p < BP_LABELS; p++) {
        float x = g->forward[i - 1].lane[p];
        for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] += x * transition[p][l];
      }
    }
    for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] *= e->lane[l];
    normalise(f);
  }
  for (uint32_t i = to; i-- > from; ) {
    chances *b = &g->backward[i];
    if (i + 1 == to) for (unsigned l = 0; l < BP_LANES; l++) b->lane[l] = to < land->end ? transition[l][BP_O] : 1;
    else {
      float x[BP_LANES];
      for (unsigned l = 0; l < BP_LANES; l++) x[l] = g->chance[i + 1].lane[l] * g->backward[i + 1].lane[l];
      for (unsigned p = 0; p < BP_LANES; p++) {
        float sum = 0;
        for (unsigned l = 0; l < BP_LANES; l++) sum += transition[p][l] * x[l];
        b->lane[p] = sum;
      }
      normalise(b);
    }
    chances both;
    for (unsigned l = 0; l < BP_LANES; l++) both.lane[l] = g->forward[i].lane[l] * b->lane[l];
    normalise(&both);
    float *probability = g->look[i].probability;
    probability[BP_NO_NAME] = both.lane[BP_O];
    for (unsigned k = BP_PER; k < BP_NAME_TYPES; k++) probability[k] = both.lane[2 * k - 1] + both.lane[2 * k];
  }
}

/* ---- second look ------------------------------------------------------------------------------------------------ */

static void add_votes (const bp_tagger *t, bp_tagging *g, const bp_island *land) {
  uint64_t feature[BP_VOTE_FEATURES_MAX];
  float scale = t->header->first_scale;
  for (uint32_t i = land->from; i < land->to; i++) {
    unsigned n = bp_tagger_vote_features(g->token, g->look, g->vote, i, land->begin, land->end, feature);
    scores s = add_up(t->table[TABLE_VOTES], t->header->lines[TABLE_VOTES], feature, n);
    for (unsigned l = 0; l < BP_LANES; l++) s.lane[l] = (int16_t)(s.lane[l] + (int)(g->score[i].lane[l] * scale));
    g->score[i] = s;
  }
}

static uint32_t gather (const bp_document *doc, bp_tagging *g) {
  uint32_t count = 0;
  for (uint32_t i = 0, j; i < doc->tokens.count; i = j) {
    j = i + 1;
    unsigned type = bp_label_type(g->look[i].label);
    if (type == BP_NO_NAME) continue;
    while (j < doc->tokens.count && g->look[j].label == 2 * type && !(doc->tokens.token[j].flags & BP_TOKEN_SENTENCE)) j++;
    bp_tagged *a = &g->tagged[count++];
    a->span.start = doc->tokens.token[i].start;
    a->span.end = doc->tokens.token[j - 1].end;
    a->type = (uint8_t)type;
    a->score = 1;
    a->person = 0;
    for (uint32_t k = i; k < j; k++) {
      const float *probability = g->look[k].probability;
      if (probability[type] < a->score) a->score = probability[type];
      if (probability[BP_PER] > a->person) a->person = probability[BP_PER];
    }
  }
  return count;
}

/* Everything that is known of the words before anybody looks. */
static int prepare (const bp_tagger *t, const bp_gazetteer *gazetteer, const bp_document *doc, bp_tagging *g, bp_tagger_view *view) {
  bp_tagger_modes(doc, g->mode);
  bp_tagger_islands(doc, g->mode, g->capital, g->island, &view->islands);
  int rc = bp_tagger_list(gazetteer, doc, g->mode, g->island, view->islands, &g->matches, g->listed, g->edge);
  if (rc != BP_OK) return rc;
  bp_tagger_chain(doc, g->slot, g->next_same);
  view->doc = doc;
  view->classes = &t->classes;
  view->mode = g->mode; view->capital = g->capital; view->edge = g->edge;
  view->listed = g->listed; view->next_same = g->next_same; view->island = g->island;
  bp_tagger_describe(view, (uint8_t *)g->scratch, g->token);
  memset(g->look, 0, doc->tokens.count * sizeof *g->look);     /* outside the islands: no name */
  return BP_OK;
}

int bp_tagger_tag (const bp_tagger *t, const bp_gazetteer *gazetteer, const bp_document *doc, bp_tagging *g,
                   const bp_tagger_options *options, const bp_tagged **out, uint32_t *count) {
  bp_tagger_view view;
  int rc = make_room(g, doc->tokens.count);
  if (rc == BP_OK) rc = prepare(t, gazetteer, doc, g, &view);
  if (rc != BP_OK) return rc;
  uint32_t kept = 0;
  for (uint32_t k = 0; k < view.islands; k++) {
    const bp_island *land = &g->island[k];
    unsigned table = g->mode[land->from] == BP_CASED ? TABLE_CASED : TABLE_CASELESS;
    if (!score_island(t, g, land, table)) continue;
    g->island[kept++] = *land;
    decode(t->header, table, g, land, 0);
    weigh(t, table, g, land);
  }
  view.islands = kept;
  bp_tagger_votes(&view, g->look, g->scratch, g->vote);
  int recall = (int)(options->recall / WEIGHT_STEP);
  for (uint32_t k = 0; k < view.islands; k++) add_votes(t, g, &g->island[k]);
  for (uint32_t k = 0; k < view.islands; k++) {
    decode(t->header, TABLE_VOTES, g, &g->island[k], recall);
    if (options->scores) weigh(t, TABLE_VOTES, g, &g->island[k]);
  }
  *out = g->tagged;
  *count = gather(doc, g);
  return BP_OK;
}
