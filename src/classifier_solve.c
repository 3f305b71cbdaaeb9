/* classifier_solve.c -- dual coordinate descent for a linear support vector machine with squared hinge loss.
**
** One dual variable for each text is moved to its best place given the others, in a new order of chance in each pass; a text
** whose variable is zero and wants to stay there is left out until the rest is nearly done (shrinking).  Reaches in ten to thirty
** passes what stochastic descent needs hundreds for, and has no rate to choose.
**
** Cost: a pass touches each word of each text once or twice.
** Source: Hsieh, Chang, Lin, Keerthi & Sundararajan, ICML 2008.
*/
#include "classifier_solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"

#define CLOSE_ENOUGH 0.1f      /* spread of the projected gradients at which a solution is taken */

int bp_solve_scratch_new (bp_solve_scratch *s, uint32_t rows) {
  s->alpha = malloc(((size_t)rows + 1) * sizeof *s->alpha);
  s->order = malloc(((size_t)rows + 1) * sizeof *s->order);
  s->side = malloc((size_t)rows + 1);
  if (s->alpha && s->order && s->side) return BP_OK;
  bp_solve_scratch_free(s);
  return BP_ENOMEM;
}

void bp_solve_scratch_free (bp_solve_scratch *s) {
  free(s->alpha);
  free(s->order);
  free(s->side);
  memset(s, 0, sizeof *s);
}

float bp_solve_score (const bp_texts *m, uint32_t text, const float *weight) {
  float sum = weight[m->columns];
  for (size_t k = m->offset[text]; k < m->offset[text + 1]; k++) sum += m->x[k] * weight[m->feature[k]];
  return sum;
}

static void move (const bp_texts *m, uint32_t text, float by, float *weight) {
  weight[m->columns] += by;
  for (size_t k = m->offset[text]; k < m->offset[text + 1]; k++) weight[m->feature[k]] += by * m->x[k];
}

static void shuffle (uint32_t *order, uint32_t count, uint64_t *random) {
  for (uint32_t i = count; i > 1; i--) {
    uint32_t j = bp_chance_below(random, i), x = order[i - 1];
    order[i - 1] = order[j];
    order[j] = x;
  }
}

typedef struct { float most, least; } gradients;      /* of the texts of one pass */

/* One pass over order[0 .. *active); texts that are shrunk move behind *active. */
static gradients pass (const bp_texts *m, bp_solve_scratch *s, uint32_t *active, float diagonal, float bound, float *weight) {
  gradients seen = { -INFINITY, INFINITY };
  for (uint32_t i = 0; i < *active; i++) {
    uint32_t text = s->order[i];
    float y = s->side[text] ? 1.0f : -1.0f;
    float *alpha = &s->alpha[text];
    float slope = y * bp_solve_score(m, text, weight) - 1 + diagonal * *alpha;
    float projected = slope;
    if (*alpha <= 0) {
      if (slope > bound) {
        s->order[i--] = s->order[--*active];
        s->order[*active] = text;
        continue;
      }
      if (slope > 0) projected = 0;
    }
    if (projected > seen.most) seen.most = projected;
    if (projected < seen.least) seen.least = projected;
    if (fabsf(projected) < 1e-7f) continue;
    float old = *alpha, length = m->offset[text + 1] > m->offset[text] ? 2 : 1;      /* the bias adds 1 to the text's own 1 */
    float now = old - slope / (length + diagonal);
    *alpha = now > 0 ? now : 0;
    move(m, text, (*alpha - old) * y, weight);
  }
  return seen;
}

void bp_solve (const bp_texts *m, const uint32_t *text, uint32_t count, const bp_solve_options *options,
               bp_solve_scratch *s, float *weight) {
  uint64_t random = bp_chance_seed(options->random);
  float diagonal = 0.5f / options->cost, bound = INFINITY;
  memset(weight, 0, ((size_t)m->columns + 1) * sizeof *weight);
  memcpy(s->order, text, count * sizeof *text);
  for (uint32_t i = 0; i < count; i++) s->alpha[text[i]] = 0;
  uint32_t active = count;
  for (uint32_t round = 0; round < options->rounds; round++) {
    shuffle(s->order, active, &random);
    gradients seen = pass(m, s, &active, diagonal, bound, weight);
    if (seen.most - seen.least <= CLOSE_ENOUGH || active == 0) {
      if (active == count) break;
      active = count;                       /* nearly done: look at all of them again */
      bound = INFINITY;
      continue;
    }
    bound = seen.most > 0 ? seen.most : INFINITY;
  }
}
