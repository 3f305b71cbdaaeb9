/* html_model.c -- run the trees of html_weights.c over the blocks of a page.
**
** Two rounds: the first judges each block by its own numbers, the second also by what the first said of its neighbours and of
** what it stands in.  What is hopeless to the first is not shown to the second.  Cost: some 120 trees of four steps
** a block, a few microseconds.  How they were learned and how good they are: data/models/html.md.
*/
#include "html_model.h"

#include <math.h>
#include <string.h>

static float run (const bp_html_tree *tree, uint32_t count, float sum, const float *x) {
  for (uint32_t i = 0; i < count; i++) {
    const bp_html_tree *t = &tree[i];
    uint32_t at = 0;
    for (int d = 0; d < BP_HTML_TREE_DEPTH; d++) at = at * 2 + 1 + (x[t->feature[at]] >= t->cut[at]);
    sum += t->leaf[at - ((1u << BP_HTML_TREE_DEPTH) - 1)];
  }
  return 1 / (1 + expf(-sum));
}

#define HOPELESS 0.02f
#define NEAR 3u

/* Whether the first round saw nothing of an article here, nor nearby: most of a page's furniture, which needs no second look. */
static int is_hopeless (const float *first, uint32_t i, uint32_t n) {
  if (first[i] >= HOPELESS) return 0;
  uint32_t from = i < NEAR ? 0 : i - NEAR, to = i + NEAR + 1 > n ? n : i + NEAR + 1;
  for (uint32_t k = from; k < to; k++) if (first[k] >= HOPELESS * 5) return 0;
  return 1;
}

void bp_html_judge (const bp_html_features *f, float *answer, float *first) {
  float x[BP_HTML_FEATURES_MAX];
  uint32_t n = f->dom->block_count;
  for (uint32_t i = 0; i < n; i++) {
    bp_html_features_row(f, i, NULL, x);
    first[i] = run(bp_html_first, bp_html_first_count, bp_html_first_base, x);
  }
  bp_html_features_spread(f, first);
  for (uint32_t i = 0; i < n; i++) {
    answer[i] = first[i];
    if (is_hopeless(first, i, n)) continue;
    bp_html_features_row(f, i, first, x);
    answer[i] = run(bp_html_second, bp_html_second_count, bp_html_second_base, x);
  }
  bp_html_settle(f, answer);
}
