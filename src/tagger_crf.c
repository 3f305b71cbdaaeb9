/* tagger_crf.c -- one island under real-valued weights: scores, probabilities, best path, one step of learning.
**
** Source: Lafferty, McCallum & Pereira, ICML 2001; Duchi, Hazan & Singer, JMLR 12, 2011 (AdaGrad).
*/
#include "tagger_crf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- weights --------------------------------------------------------------------------------------------------- */

void bp_weights_free (bp_weights *w) {
  free(w->weight);
  free(w->gradient);
  free(w->sum);
  memset(w, 0, sizeof *w);
}

int bp_weights_new (bp_weights *w, uint32_t size) {
  bp_weights_free(w);
  w->weight = calloc((size_t)size + 1, sizeof *w->weight);
  w->gradient = calloc((size_t)size + 1, sizeof *w->gradient);
  w->sum = calloc((size_t)size + 1, sizeof *w->sum);
  w->size = size;
  return w->weight != NULL && w->gradient != NULL && w->sum != NULL ? BP_OK : BP_ENOMEM;
}

static void add_rows (bp_row *to, const bp_row *from, size_t count) {
  for (size_t k = 0; k < count; k++)
    for (unsigned l = 0; l < BP_LANES; l++) to[k].lane[l] += from[k].lane[l];
}

static void divide_rows (bp_row *to, const bp_row *from, size_t count, float by) {
  for (size_t k = 0; k < count; k++)
    for (unsigned l = 0; l < BP_LANES; l++) to[k].lane[l] = from[k].lane[l] / by;
}

void bp_weights_remember (bp_weights *w) {
  add_rows(w->sum, w->weight, w->size);
  add_rows(w->transition_sum, w->transition, BP_LANES);
  w->summed++;
}

void bp_weights_restart (bp_weights *w) {
  memset(w->weight, 0, w->size * sizeof *w->weight);
  memset(w->gradient, 0, w->size * sizeof *w->gradient);
  memset(w->transition, 0, sizeof w->transition);
  memset(w->transition_gradient, 0, sizeof w->transition_gradient);
}

void bp_weights_average (bp_weights *w) {
  if (w->summed == 0) return;
  divide_rows(w->weight, w->sum, w->size, (float)w->summed);
  divide_rows(w->transition, w->transition_sum, BP_LANES, (float)w->summed);
}

void bp_weights_settle (bp_weights *w, float dropout) {
  for (uint32_t k = 0; k < w->size; k++)
    for (unsigned l = 0; l < BP_LANES; l++) w->weight[k].lane[l] *= 1 - dropout;
}

/* ---- scores and probabilities ----------------------------------------------------------------------------------- */

int bp_crf_new (bp_crf *c) {
  memset(c, 0, sizeof *c);
  c->score = malloc(BP_SENTENCE_MAX * sizeof *c->score);
  c->chance = malloc(BP_SENTENCE_MAX * sizeof *c->chance);
  c->forward = malloc(BP_SENTENCE_MAX * sizeof *c->forward);
  c->backward = malloc(BP_SENTENCE_MAX * sizeof *c->backward);
  c->scale = malloc(BP_SENTENCE_MAX * sizeof *c->scale);
  c->back = malloc(BP_SENTENCE_MAX * sizeof *c->back);
  return c->score && c->chance && c->forward && c->backward && c->scale && c->back ? BP_OK : BP_ENOMEM;
}

void bp_crf_free (bp_crf *c) {
  free(c->score); free(c->chance); free(c->forward); free(c->backward); free(c->scale); free(c->back);
  memset(c, 0, sizeof *c);
}

void bp_crf_score (bp_crf *c, const bp_weights *w, bp_island_view s) {
  for (uint32_t i = 0; i < s.n; i++) {
    bp_row sum = { { 0 } };
    if (s.base != NULL) sum = s.base[i];
    for (uint32_t k = s.offset[i]; k < s.offset[i + 1]; k++) {
      const bp_row *x = &w->weight[s.feature[k]];
      for (unsigned l = 0; l < BP_LANES; l++) sum.lane[l] += x->lane[l];
    }
    c->score[i] = sum;
  }
}

void bp_crf_transitions (const bp_weights *w, bp_row out[BP_LANES]) {
  for (unsigned p = 0; p < BP_LANES; p++)
    for (unsigned l = 0; l < BP_LANES; l++)
      out[p].lane[l] = l < BP_LABELS && may_follow(p == START ? BP_O : p, l) ? expf(w->transition[p].lane[l]) : 0;
}

/* Forward-backward of the scored island; returns log Z. */
double bp_crf_chances (bp_crf *c, const bp_row transition[BP_LANES], bp_island_view s) {
  uint32_t n = s.n;
  double log_z = 0;
  for (uint32_t i = 0; i < n; i++) {
    float top = c->score[i].lane[0], sum = 0;
    for (unsigned l = 1; l < BP_LABELS; l++) if (c->score[i].lane[l] > top) top = c->score[i].lane[l];
    bp_row *e = &c->chance[i], *f = &c->forward[i];
    for (unsigned l = 0; l < BP_LABELS; l++) e->lane[l] = expf(c->score[i].lane[l] - top);
    e->lane[START] = 0;
    if (i == 0) *f = transition[s.before];
    else {
      memset(f, 0, sizeof *f);
      for (unsigned p = 0; p < BP_LABELS; p++)
        for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] += c->forward[i - 1].lane[p] * transition[p].lane[l];
    }
    for (unsigned l = 0; l < BP_LANES; l++) sum += f->lane[l] *= e->lane[l];
    for (unsigned l = 0; l < BP_LANES; l++) f->lane[l] /= sum;
    c->scale[i] = sum;
    log_z += (double)top + log((double)sum);
  }
  float end = 0;
  for (unsigned l = 0; l < BP_LANES; l++) end += c->forward[n - 1].lane[l] * (s.goes_on ? transition[l].lane[BP_O] : 1);
  for (unsigned l = 0; l < BP_LANES; l++) c->backward[n - 1].lane[l] = (s.goes_on ? transition[l].lane[BP_O] : 1) / end;
  log_z += log((double)end);
  for (uint32_t i = n - 1; i-- > 0; ) {
    bp_row x;
    for (unsigned l = 0; l < BP_LANES; l++)
      x.lane[l] = c->chance[i + 1].lane[l] * c->backward[i + 1].lane[l] / c->scale[i + 1];
    for (unsigned p = 0; p < BP_LANES; p++) {
      float sum = 0;
      for (unsigned l = 0; l < BP_LANES; l++) sum += transition[p].lane[l] * x.lane[l];
      c->backward[i].lane[p] = sum;
    }
  }
  return log_z;
}

static void adagrad (bp_row *weight, bp_row *gradient, const bp_row *slope, float rate) {
  for (unsigned l = 0; l < BP_LANES; l++) {
    float x = slope->lane[l];
    gradient->lane[l] += x * x;
    weight->lane[l] -= rate * x / sqrtf(gradient->lane[l] + 1e-6f);
  }
}

/* A name that begins outside the island begins with it. */
static unsigned gold_of (bp_island_view s, uint32_t i) {
  return i == 0 && s.gold[0] != BP_O && s.gold[0] % 2 == 0 ? s.gold[0] - 1u : s.gold[i];
}

/* What the expected passages from label to label were, less those that were; goes on from bp_crf_learn. */
static void add_end (const bp_crf *c, const bp_weights *w, const bp_row transition[BP_LANES], bp_island_view s,
                     bp_row slope[BP_LANES], double *loss) {
  if (!s.goes_on) return;
  unsigned last = gold_of(s, s.n - 1);
  *loss -= (double)w->transition[last].lane[BP_O];
  for (unsigned l = 0; l < BP_LABELS; l++) {
    float p = c->forward[s.n - 1].lane[l] * c->backward[s.n - 1].lane[l];
    slope[l].lane[BP_O] += transition[l].lane[BP_O] > 0 ? p : 0;
  }
  slope[last].lane[BP_O] -= 1;
}

/* One step on one island; returns its negative log likelihood.  Tokens that are right for certain teach nothing. */
double bp_crf_learn (bp_crf *c, bp_weights *w, bp_island_view s, float rate, float weight) {
  const float too_small = 1e-3f;
  bp_row transition[BP_LANES], slope[BP_LANES];
  bp_crf_transitions(w, transition);
  bp_crf_score(c, w, s);
  double loss = bp_crf_chances(c, transition, s);
  memset(slope, 0, sizeof slope);
  for (uint32_t i = 0; i < s.n; i++) {
    unsigned gold = gold_of(s, i), before = i > 0 ? gold_of(s, i - 1) : s.before;
    loss -= (double)c->score[i].lane[gold] + (double)w->transition[before].lane[gold];
    for (unsigned p = 0; i > 0 && p < BP_LABELS; p++)
      for (unsigned l = 0; l < BP_LABELS; l++)
        slope[p].lane[l] += c->forward[i - 1].lane[p] * transition[p].lane[l] * c->chance[i].lane[l]
                            * c->backward[i].lane[l] / c->scale[i];
    bp_row g;
    float most = 0;
    for (unsigned l = 0; l < BP_LANES; l++) {
      float p = l < BP_LABELS ? c->forward[i].lane[l] * c->backward[i].lane[l] : 0;
      if (i == 0 && l < BP_LABELS) slope[s.before].lane[l] += p;
      g.lane[l] = (p - (l == gold)) * weight;
      if (fabsf(g.lane[l]) > most) most = fabsf(g.lane[l]);
    }
    slope[before].lane[gold] -= 1;
    if (most < too_small) continue;
    for (uint32_t k = s.offset[i]; k < s.offset[i + 1]; k++)
      adagrad(&w->weight[s.feature[k]], &w->gradient[s.feature[k]], &g, rate);
  }
  add_end(c, w, transition, s, slope, &loss);
  for (unsigned p = 0; p < BP_LANES; p++) {
    for (unsigned l = 0; l < BP_LANES; l++) slope[p].lane[l] *= weight;
    adagrad(&w->transition[p], &w->transition_gradient[p], &slope[p], rate);
  }
  return loss;
}

void bp_crf_best (bp_crf *c, const bp_weights *w, bp_island_view s, bp_first_look *look) {
  uint32_t n = s.n;
  bp_row best = w->transition[s.before];
  for (unsigned l = 0; l < BP_LABELS; l++) best.lane[l] = may_follow(BP_O, l) ? best.lane[l] + c->score[0].lane[l] : -1e30f;
  for (uint32_t i = 1; i < n; i++) {
    bp_row next;
    for (unsigned l = 0; l < BP_LABELS; l++) {
      float top = -1e30f;
      c->back[i][l] = BP_O;
      for (unsigned p = 0; p < BP_LABELS; p++) {
        float v = may_follow(p, l) ? best.lane[p] + w->transition[p].lane[l] : -1e30f;
        if (v > top) { top = v; c->back[i][l] = (uint8_t)p; }
      }
      next.lane[l] = top + c->score[i].lane[l];
    }
    memcpy(best.lane, next.lane, BP_LABELS * sizeof *best.lane);
  }
  unsigned label = BP_O;
  for (unsigned l = 0; s.goes_on && l < BP_LABELS; l++) best.lane[l] += w->transition[l].lane[BP_O];
  for (unsigned l = 1; l < BP_LABELS; l++) if (best.lane[l] > best.lane[label]) label = l;
  for (uint32_t i = n; i-- > 0; ) {
    look[i].label = (uint8_t)label;
    if (i > 0) label = c->back[i][label];
  }
}

void bp_crf_look (bp_crf *c, const bp_weights *w, const bp_row transition[BP_LANES], bp_island_view s, bp_first_look *look) {
  bp_crf_score(c, w, s);
  bp_crf_chances(c, transition, s);
  bp_crf_best(c, w, s, look);
  for (uint32_t i = 0; i < s.n; i++) {
    float p[BP_LABELS];
    for (unsigned l = 0; l < BP_LABELS; l++) p[l] = c->forward[i].lane[l] * c->backward[i].lane[l];
    look[i].probability[BP_NO_NAME] = p[BP_O];
    for (unsigned k = BP_PER; k < BP_NAME_TYPES; k++) look[i].probability[k] = p[2 * k - 1] + p[2 * k];
  }
}
