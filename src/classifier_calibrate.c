/* classifier_calibrate.c -- how far a score can be believed, from texts that were held out.
**
** Scores of a support vector machine are distances, not probabilities: a logistic curve through what held-out texts really
** were makes them so, with targets a little off 0 and 1 so that rare labels are not overrated.  Thresholds are where the F1 of
** a label is best on the same texts; a label with too few texts to say takes one half.
**
** Cost: a sort of the scores for each label, and some twenty passes over them.
** Source: Platt, Advances in Large Margin Classifiers, 1999; Lin, Lin & Weng, Machine Learning 68, 2007 (its Newton method);
** Guo et al., ICML 2017 (one slope for a softmax).
*/
#include "classifier_calibrate.h"

#include <math.h>
#include <stdlib.h>

enum {
  FEW = 5,              /* with fewer texts than this a label's best threshold is chance */
  HALVED_MOST = 27      /* times a step is halved before it is as good as none */
};

typedef struct { float score; uint8_t truth; } point;

/* ---- one label against the rest ------------------------------------------------------------------------------------ */

static double loss_of (const point *p, uint32_t n, const double target[2], double a, double b) {
  double sum = 0;
  for (uint32_t i = 0; i < n; i++) {
    double z = a * (double)p[i].score + b, y = target[p[i].truth];
    sum += z >= 0 ? (1 - y) * z + log1p(exp(-z)) : -y * z + log1p(exp(z));
  }
  return sum;
}

/* Newton's method with halved steps; the loss is convex. */
static void fit_curve (const point *p, uint32_t n, uint32_t right, bp_class_scale *out) {
  double target[2] = { 1.0 / (n - right + 2.0), (right + 1.0) / (right + 2.0) };
  double a = 1, b = log((right + 1.0) / (n - right + 1.0)), loss = loss_of(p, n, target, a, b);
  for (int round = 0; round < 50; round++) {
    double h11 = 1e-9, h22 = 1e-9, h21 = 0, g1 = 0, g2 = 0;
    for (uint32_t i = 0; i < n; i++) {
      double x = (double)p[i].score, q = 1 / (1 + exp(-(a * x + b))), d = q - target[p[i].truth], v = q * (1 - q);
      h11 += x * x * v; h22 += v; h21 += x * v;
      g1 += x * d; g2 += d;
    }
    if (fabs(g1) < 1e-5 && fabs(g2) < 1e-5) break;
    double det = h11 * h22 - h21 * h21;
    if (!(fabs(det) > 1e-12)) break;
    double da = -(h22 * g1 - h21 * g2) / det, db = -(h11 * g2 - h21 * g1) / det;
    int halved = 0;
    for (; halved < HALVED_MOST; halved++) {
      double step = ldexp(1, -halved), now = loss_of(p, n, target, a + step * da, b + step * db);
      if (now < loss) { a += step * da; b += step * db; loss = now; break; }
    }
    if (halved == HALVED_MOST) break;
  }
  if (!(isfinite(a) && isfinite(b)) || a <= 0) { a = 1; b = 0; }      /* scores that say nothing, or the contrary */
  out->slope = (float)(a < 1e4 ? a : 1e4);
  out->offset = (float)(b < 1e4 ? b > -1e4 ? b : -1e4 : 1e4);
}

static int by_score (const void *a, const void *b) {
  const point *x = a, *y = b;
  return x->score > y->score ? -1 : x->score < y->score;
}

static float sigmoid (const bp_class_scale *s, float x) { return 1 / (1 + expf(-(s->slope * x + s->offset))); }

/* Half way between the last score that is given and the next. */
static float best_threshold (point *p, uint32_t n, uint32_t right, const bp_class_scale *scale) {
  if (right < FEW) return 0.5f;
  qsort(p, n, sizeof *p, by_score);
  double best = -1;
  float at = 0;
  uint32_t hits = 0;
  for (uint32_t i = 0; i < n; i++) {
    hits += p[i].truth;
    if (i + 1 < n && !(p[i + 1].score < p[i].score)) continue;
    double f1 = 2.0 * hits / (i + 1.0 + right);
    if (f1 > best) { best = f1; at = i + 1 < n ? (p[i].score + p[i + 1].score) / 2 : p[i].score; }
  }
  return sigmoid(scale, at);
}

static int calibrate_any (const bp_class_held *h, const uint8_t *truth, bp_class_scale *scale) {
  point *p = malloc(((size_t)h->texts + 1) * sizeof *p);
  if (p == NULL) return BP_ENOMEM;
  for (uint32_t k = 0; k < h->labels; k++) {
    uint32_t n = 0, right = 0;
    for (uint32_t i = 0; i < h->texts; i++) {
      size_t at = (size_t)i * h->labels + k;
      if (!h->scored[i]) continue;
      p[n].score = h->score[at];
      p[n++].truth = truth[at];
      right += truth[at];
    }
    fit_curve(p, n, right, &scale[k]);
    scale[k].threshold = best_threshold(p, n, right, &scale[k]);
    for (uint32_t i = 0; i < h->texts; i++) {
      float *x = &h->score[(size_t)i * h->labels + k];
      *x = sigmoid(&scale[k], *x);
    }
  }
  free(p);
  return BP_OK;
}

/* ---- exactly one label ----------------------------------------------------------------------------------------------- */

static void softmax (float *x, uint32_t labels, float slope) {
  float top = x[0], sum = 0;
  for (uint32_t k = 1; k < labels; k++) if (x[k] > top) top = x[k];
  for (uint32_t k = 0; k < labels; k++) { x[k] = expf((x[k] - top) * slope); sum += x[k]; }
  for (uint32_t k = 0; k < labels; k++) x[k] /= sum;
}

static double softmax_loss (const bp_class_held *h, const uint8_t *truth, double slope) {
  double loss = 0;
  for (uint32_t i = 0; i < h->texts; i++) {
    if (!h->scored[i]) continue;
    const float *x = h->score + (size_t)i * h->labels;
    const uint8_t *y = truth + (size_t)i * h->labels;
    double top = (double)x[0], sum = 0, own = 0;
    for (uint32_t k = 1; k < h->labels; k++) if ((double)x[k] > top) top = (double)x[k];
    for (uint32_t k = 0; k < h->labels; k++) {
      sum += exp(((double)x[k] - top) * slope);
      if (y[k]) own = ((double)x[k] - top) * slope;
    }
    loss += log(sum) - own;
  }
  return loss;
}

/* The loss is convex in the slope: thirds of the interval are cut off until it is small. */
static void calibrate_one (const bp_class_held *h, const uint8_t *truth, bp_class_scale *scale) {
  double low = 0.1, high = 20;      /* texts that are parted without an error would want it without end */
  for (int round = 0; round < 30; round++) {
    double a = low + (high - low) / 3, b = high - (high - low) / 3;
    if (softmax_loss(h, truth, a) < softmax_loss(h, truth, b)) high = b; else low = a;
  }
  for (uint32_t k = 0; k < h->labels; k++) {
    scale[k].slope = (float)((low + high) / 2);
    scale[k].offset = 0;
    scale[k].threshold = 0;
  }
  for (uint32_t i = 0; i < h->texts; i++)
    if (h->scored[i]) softmax(h->score + (size_t)i * h->labels, h->labels, scale[0].slope);
}

int bp_classifier_calibrate (const bp_class_held *held, const uint8_t *truth, enum bp_class_mode mode, bp_class_scale *scale) {
  if (mode == BP_CLASS_ANY) return calibrate_any(held, truth, scale);
  calibrate_one(held, truth, scale);
  return BP_OK;
}
