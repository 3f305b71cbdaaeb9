/* train.c -- learn which blocks of a page are its article; writes src/html_weights.c.
**
**     train PAGES [WEIGHTS]      run by tools/make-html-model; PAGES: lines of "site<TAB>page.html<TAB>body.txt"
**
** Two rounds of boosted trees (Friedman, Annals of Statistics 29(5), 2001) over the numbers of html_features.h: the second also
** sees what the first said of each block and of those around it, and learns from answers the first gave on pages it had not
** seen.  Prints the score for cross-validation by site, which is what to expect of other sites, and for the pages learned from.
** No random numbers but a fixed generator's: the same pages give the same weights.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/html_clean.h"
#include "../../src/html_ld.h"
#include "../../src/html_model.h"

#define BINS 40
#define TREES_MAX 400

static int TREES1 = 60, TREES2 = 60, DEPTH = 4;
static double RATE = 0.12, LAMBDA = 2.0, MIN_HESSIAN = 0.6, COLUMNS = 0.4, PAGES_SHARE = 0.8, FLOOR_WEIGHT = 0.12;

static void *need (void *p) { if (p == NULL) { fprintf(stderr, "train: out of memory\n"); exit(1); } return p; }

static uint64_t state = 88172645463325252u;
static double uniform (void) {
  state ^= state << 13; state ^= state >> 7; state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

/* ---- pages ---------------------------------------------------------------------------------------------------------- */

typedef struct { uint32_t *hash; uint32_t count; } shingles;   /* sorted */

typedef struct {
  char site[128], path[512];
  char *bytes; size_t len;
  bp_html_dom dom;
  bp_html_features features;
  uint32_t n, first_row, truth_words;
  uint8_t *label; float *weight;
  shingles truth;
  int fold, inner;
} page;

static page *pages; static int page_count;

static char *read_file (const char *path, size_t *len) {
  FILE *f = fopen(path, "rb");
  if (f == NULL) { fprintf(stderr, "train: cannot read %s\n", path); exit(1); }
  fseek(f, 0, SEEK_END); *len = (size_t)ftell(f); rewind(f);
  char *p = need(malloc(*len + 1));
  if (fread(p, 1, *len, f) != *len) exit(1);
  p[*len] = '\0';
  fclose(f);
  return p;
}

static uint32_t words_of (const char *text, size_t len, uint32_t **out) {
  uint32_t n = 0, room = 64, *w = need(malloc(room * sizeof *w));
  const char *at = text;
  for (uint32_t h; (h = bp_html_word(&at, text + len)) != 0; ) {
    if (n == room) w = need(realloc(w, (room *= 2) * sizeof *w));
    w[n++] = h;
  }
  *out = w;
  return n;
}

static uint32_t mix4 (const uint32_t *w, uint32_t n) {
  uint64_t h = n;
  for (uint32_t i = 0; i < n; i++) { h = (h ^ w[i]) * UINT64_C(0x9E3779B97F4A7C15); h ^= h >> 31; }
  return (uint32_t)(h >> 13);
}

static int by_value (const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static shingles shingles_of (const uint32_t *w, uint32_t n) {
  shingles s = { need(malloc((n + 1) * sizeof *s.hash)), 0 };
  if (n > 0 && n < 4) s.hash[s.count++] = mix4(w, n);
  for (uint32_t i = 0; i + 4 <= n; i++) s.hash[s.count++] = mix4(w + i, 4);
  qsort(s.hash, s.count, sizeof *s.hash, by_value);
  return s;
}

static uint32_t common (const shingles *a, const shingles *b) {
  uint32_t i = 0, j = 0, n = 0;
  while (i < a->count && j < b->count) {
    if (a->hash[i] == b->hash[j]) n++, i++, j++;
    else if (a->hash[i] < b->hash[j]) i++;
    else j++;
  }
  return n;
}

typedef struct { uint32_t hash, at; } place;
static int by_hash (const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

/* The heaviest chain of blocks that stand in the same order as in the truth; blocks outside it that say what it has are copies. */
static void label (page *p, const char *truth, size_t truth_len) {
  const bp_html_dom *d = &p->dom;
  uint32_t *tw, tn = words_of(truth, truth_len, &tw);
  p->truth_words = tn;
  p->truth = shingles_of(tw, tn);
  place *pl = need(malloc((tn * 2 + 16) * sizeof *pl));
  uint32_t pn = 0;
  for (uint32_t i = 0; i + 4 <= tn; i++) pl[pn++] = (place){ mix4(tw + i, 4), i };
  uint32_t at = 0;                               /* whole lines, for blocks of less than four words */
  for (const char *line = truth; line < truth + truth_len; ) {
    const char *end = memchr(line, '\n', (size_t)(truth + truth_len - line));
    if (end == NULL) end = truth + truth_len;
    uint32_t *lw, ln = words_of(line, (size_t)(end - line), &lw);
    if (ln > 0 && ln < 4 && pn < tn * 2 + 15) pl[pn++] = (place){ mix4(lw, ln), at };
    at += ln;
    free(lw);
    line = end + 1;
  }
  qsort(pl, pn, sizeof *pl, by_hash);
  uint32_t n = d->block_count, *pos = need(malloc((n + 1) * 4)), *words = need(malloc((n + 1) * 4)), nc = 0;
  float *cover = need(calloc(n + 1, sizeof *cover));
  typedef struct { uint32_t block, at, gain, back, best; } link;
  link *c = need(malloc(((size_t)n * 8 + 1) * sizeof *c));
  for (uint32_t i = 0; i < n; i++) {
    bp_span s = d->block[i].text;
    uint32_t *w, wn = words_of(d->text + s.start, s.end - s.start, &w);
    words[i] = wn;
    pos[i] = UINT32_MAX;
    uint32_t all = 0, hit = 0, starts[8], sn = 0;
    for (uint32_t k = 0; wn > 0 && (k == 0 || k + 4 <= wn); k++) {
      uint32_t h = wn < 4 ? mix4(w, wn) : mix4(w + k, 4);
      place key = { h, 0 };
      uint32_t lo = 0, hi = pn;
      while (lo < hi) { uint32_t m = (lo + hi) / 2; if (by_hash(&pl[m], &key) < 0) lo = m + 1; else hi = m; }
      all++;
      if (lo < pn && pl[lo].hash == h) {
        hit++;
        if (sn == 0) for (; lo < pn && pl[lo].hash == h && sn < 8; lo++) starts[sn++] = pl[lo].at >= k ? pl[lo].at - k : 0;
      }
    }
    free(w);
    cover[i] = all > 0 ? (float)hit / (float)all : 0;
    if (cover[i] >= 0.5f) {
      pos[i] = starts[0];
      for (uint32_t k = 0; k < sn; k++) c[nc++] = (link){ i, starts[k], wn, UINT32_MAX, wn };
    }
  }
  uint32_t top = UINT32_MAX;
  for (uint32_t i = 0; i < nc; i++) {
    for (uint32_t j = 0; j < i; j++) {
      if (c[j].block < c[i].block && c[j].at + c[j].gain <= c[i].at + 2 && c[j].best + c[i].gain > c[i].best) {
        c[i].best = c[j].best + c[i].gain;
        c[i].back = j;
      }
    }
    if (top == UINT32_MAX || c[i].best > c[top].best) top = i;
  }
  p->label = need(calloc(n + 1, 1));
  uint8_t *used = need(calloc(tn + 1, 1));
  for (uint32_t i = top; i != UINT32_MAX; i = c[i].back) {
    p->label[c[i].block] = 1;
    for (uint32_t k = 0; k < c[i].gain && c[i].at + k < tn; k++) used[c[i].at + k] = 1;
  }
  for (uint32_t i = 0; i < nc; i++) {
    uint32_t fresh = 0;
    if (p->label[c[i].block] || words[c[i].block] < 4) continue;
    for (uint32_t k = 0; k < c[i].gain && c[i].at + k < tn; k++) fresh += !used[c[i].at + k];
    if (fresh * 2 < c[i].gain) continue;
    p->label[c[i].block] = 1;
    for (uint32_t k = 0; k < c[i].gain && c[i].at + k < tn; k++) used[c[i].at + k] = 1;
  }
  p->weight = need(malloc((n + 1) * sizeof *p->weight));
  for (uint32_t i = 0; i < n; i++) {
    double w = tn > 0 ? (double)words[i] / tn : 0;
    if (w > 0.3) w = 0.3;
    p->weight[i] = (float)(20 * w + FLOOR_WEIGHT * 30.0 / (30.0 + n / 10.0));
    if (cover[i] > 0.25f && cover[i] < 0.75f) p->weight[i] *= 0.5f;
  }
  free(tw); free(pl); free(pos); free(words); free(cover); free(c); free(used);
}

static void load (const char *list) {
  FILE *f = fopen(list, "r");
  if (f == NULL) { fprintf(stderr, "train: cannot read %s\n", list); exit(1); }
  char line[2048];
  pages = need(calloc(4096, sizeof *pages));
  while (fgets(line, sizeof line, f) != NULL && page_count < 4096) {
    page *p = &pages[page_count];
    char body[512];
    if (sscanf(line, "%127s %511s %511s", p->site, p->path, body) != 3) continue;
    p->bytes = read_file(p->path, &p->len);
    char *clean = need(malloc(p->len + 1));
    bp_html_cleaned r;
    bp_html_clean(p->bytes, p->len, clean, &r);
    bp_html_runs runs = { 0 };
    if (bp_html_dom_parse(&p->dom, clean, r.len) != BP_OK || bp_html_ld_body(&runs, p->bytes, &r) != BP_OK ||
        bp_html_features_of(&p->features, &p->dom, &runs) != BP_OK) exit(1);
    bp_html_runs_free(&runs);
    free(clean);
    p->n = p->dom.block_count;
    size_t len;
    char *truth = read_file(body, &len);
    label(p, truth, len);
    free(truth);
    page_count++;
  }
  fclose(f);
}

/* ---- trees ---------------------------------------------------------------------------------------------------------- */

typedef struct { int feature[31]; float cut[31]; float leaf[32]; } tree;
typedef struct { tree *t; int count; float base; uint32_t columns; } forest;

typedef struct { uint32_t rows, columns; float *x; uint8_t *bin; float (*cuts)[BINS]; uint8_t *y; float *w; int *page; } table;

static int by_float (const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return x < y ? -1 : x > y;
}

static void make_bins (table *t) {
  t->cuts = need(malloc(t->columns * sizeof *t->cuts));
  t->bin = need(malloc((size_t)t->rows * t->columns));
  float *v = need(malloc(t->rows * sizeof *v));
  for (uint32_t c = 0; c < t->columns; c++) {
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->rows; r++) if (t->w[r] > 0.3f || r % 3 == 0) v[n++] = t->x[(size_t)r * t->columns + c];
    qsort(v, n, sizeof *v, by_float);
    int k = 0;
    float last = n > 0 ? v[0] : 0;
    for (int b = 1; b < BINS && n > 0; b++) {
      float q = v[(size_t)n * (size_t)b / BINS];
      if (q > last) {
        uint32_t lo = 0, hi = n;      /* the greatest value below q: cut half way */
        while (lo < hi) { uint32_t m = (lo + hi) / 2; if (v[m] < q) lo = m + 1; else hi = m; }
        t->cuts[c][k++] = (v[lo - 1] + q) / 2;
        last = q;
      }
    }
    for (; k < BINS; k++) t->cuts[c][k] = INFINITY;
    for (uint32_t r = 0; r < t->rows; r++) {
      float x = t->x[(size_t)r * t->columns + c];
      int b = 0;
      while (b < BINS - 1 && x >= t->cuts[c][b]) b++;
      t->bin[(size_t)c * t->rows + r] = (uint8_t)b;
    }
  }
  free(v);
}

static float run_tree (const tree *t, const float *x) {
  int at = 0;
  for (int d = 0; d < DEPTH; d++) at = at * 2 + 1 + (t->feature[at] >= 0 && x[t->feature[at]] >= t->cut[at]);
  return t->leaf[at - ((1 << DEPTH) - 1)];
}

static float run_forest (const forest *f, const float *x) {
  float z = f->base;
  for (int i = 0; i < f->count; i++) z += run_tree(&f->t[i], x);
  return 1 / (1 + expf(-z));
}

/* Learn from the rows of pages with use[page] != 0. */
static forest learn (const table *t, const uint8_t *use, int trees) {
  forest f = { need(calloc((size_t)trees, sizeof(tree))), trees, 0, t->columns };
  float *z = need(calloc(t->rows, sizeof *z)), *g = need(calloc(t->rows, sizeof *g)), *h = need(calloc(t->rows, sizeof *h));
  int *node = need(calloc(t->rows, sizeof *node));
  double pos = 0, all = 0;
  for (uint32_t r = 0; r < t->rows; r++) if (use[t->page[r]]) { all += t->w[r]; pos += t->w[r] * t->y[r]; }
  f.base = (float)log((pos + 1) / (all - pos + 1));
  for (uint32_t r = 0; r < t->rows; r++) z[r] = f.base;
  uint8_t *in = need(calloc((size_t)page_count, 1));
  uint32_t *live = need(malloc(t->rows * sizeof *live));
  int nodes = 1 << (DEPTH - 1);
  double (*hist)[2] = need(malloc((size_t)nodes * BINS * sizeof *hist));
  for (int k = 0; k < trees; k++) {
    tree *tr = &f.t[k];
    for (int i = 0; i < 31; i++) tr->feature[i] = -1;
    for (int i = 0; i < page_count; i++) in[i] = use[i] && uniform() < PAGES_SHARE;
    uint32_t n = 0;
    for (uint32_t r = 0; r < t->rows; r++) {
      if (!in[t->page[r]]) continue;
      float p = 1 / (1 + expf(-z[r]));
      g[r] = t->w[r] * (p - t->y[r]);
      h[r] = t->w[r] * p * (1 - p);
      node[r] = 0;
      live[n++] = r;
    }
    uint8_t column[BP_HTML_FEATURES_MAX];
    for (uint32_t c = 0; c < t->columns; c++) column[c] = uniform() < COLUMNS;
    for (int depth = 0; depth < DEPTH; depth++) {
      int first = (1 << depth) - 1, width = 1 << depth;
      double best[16], sums[16][2];
      for (int i = 0; i < width; i++) best[i] = 1e-3, sums[i][0] = sums[i][1] = 0;
      for (uint32_t i = 0; i < n; i++) { int q = node[live[i]] - first; sums[q][0] += g[live[i]]; sums[q][1] += h[live[i]]; }
      for (uint32_t c = 0; c < t->columns; c++) {
        if (!column[c]) continue;
        const uint8_t *bin = t->bin + (size_t)c * t->rows;
        memset(hist, 0, (size_t)width * BINS * sizeof *hist);
        for (uint32_t i = 0; i < n; i++) {
          uint32_t r = live[i];
          double *cell = hist[(size_t)(node[r] - first) * BINS + bin[r]];
          cell[0] += g[r]; cell[1] += h[r];
        }
        for (int q = 0; q < width; q++) {
          double gl = 0, hl = 0;
          for (int b = 0; b + 1 < BINS && t->cuts[c][b] < INFINITY; b++) {
            gl += hist[q * BINS + b][0]; hl += hist[q * BINS + b][1];
            double gr = sums[q][0] - gl, hr = sums[q][1] - hl;
            if (hl < MIN_HESSIAN || hr < MIN_HESSIAN) continue;
            double gain = gl * gl / (hl + LAMBDA) + gr * gr / (hr + LAMBDA) - sums[q][0] * sums[q][0] / (sums[q][1] + LAMBDA);
            if (gain > best[q]) { best[q] = gain; tr->feature[first + q] = (int)c; tr->cut[first + q] = t->cuts[c][b]; }
          }
        }
      }
      for (uint32_t i = 0; i < n; i++) {
        uint32_t r = live[i];
        int q = node[r], c = tr->feature[q];
        node[r] = q * 2 + 1 + (c >= 0 && t->x[(size_t)r * t->columns + (uint32_t)c] >= tr->cut[q]);
      }
    }
    double leaf[32][2] = { { 0 } };
    int first = (1 << DEPTH) - 1;
    for (uint32_t i = 0; i < n; i++) { leaf[node[live[i]] - first][0] += g[live[i]]; leaf[node[live[i]] - first][1] += h[live[i]]; }
    for (int i = 0; i < 1 << DEPTH; i++) tr->leaf[i] = (float)(-RATE * leaf[i][0] / (leaf[i][1] + LAMBDA));
    for (uint32_t r = 0; r < t->rows; r++) if (use[t->page[r]]) z[r] += run_tree(tr, t->x + (size_t)r * t->columns);
  }
  free(z); free(g); free(h); free(node); free(in); free(live); free(hist);
  return f;
}

/* ---- two rounds ----------------------------------------------------------------------------------------------------- */

static table *make_table (float **first) {
  table *t = need(calloc(1, sizeof *t));
  float buffer[BP_HTML_FEATURES_MAX];
  for (int i = 0; i < page_count; i++) { pages[i].first_row = t->rows; t->rows += pages[i].n; }
  t->columns = bp_html_features_row(&pages[0].features, 0, first ? first[0] : NULL, buffer);
  t->x = need(malloc((size_t)t->rows * t->columns * sizeof *t->x));
  t->y = need(malloc(t->rows));
  t->w = need(malloc(t->rows * sizeof *t->w));
  t->page = need(malloc(t->rows * sizeof *t->page));
  for (int i = 0; i < page_count; i++) {
    for (uint32_t b = 0; b < pages[i].n; b++) {
      uint32_t r = pages[i].first_row + b;
      bp_html_features_row(&pages[i].features, b, first ? first[i] : NULL, t->x + (size_t)r * t->columns);
      t->y[r] = pages[i].label[b];
      t->w[r] = pages[i].weight[b];
      t->page[r] = i;
    }
  }
  return t;
}

static void free_table (table *t) { free(t->x); free(t->bin); free(t->cuts); free(t->y); free(t->w); free(t->page); free(t); }

static void first_answers (const forest *f, const table *t, int i, float *out) {
  for (uint32_t b = 0; b < pages[i].n; b++) out[b] = run_forest(f, t->x + (size_t)(pages[i].first_row + b) * t->columns);
  bp_html_features_spread(&pages[i].features, out);
}

static double score (float **answer, const uint8_t *use, double cut, double *precision, double *recall, double *exact, int show, int settle) {
  double ps = 0, rs = 0, pn = 0, rn = 0, ex = 0;
  for (int i = 0; i < page_count; i++) {
    if (!use[i]) continue;
    page *p = &pages[i];
    char *text = need(malloc(p->dom.text_len + p->n + 1));
    size_t len = 0;
    float *settled = need(malloc((p->n + 1) * sizeof *settled));
    for (uint32_t b = 0; b < p->n; b++) settled[b] = (float)(answer[i][b] - cut + BP_HTML_CUT);
    if (settle) bp_html_settle(&p->features, settled);
    for (uint32_t b = 0; b < p->n; b++) {
      if (settled[b] < BP_HTML_CUT || (settle && p->features.of[b].kind == BP_HTML_K_FIGCAPTION)) continue;
      bp_span s = p->dom.block[b].text;
      memcpy(text + len, p->dom.text + s.start, s.end - s.start);
      len += s.end - s.start;
      text[len++] = '\n';
    }
    uint32_t *w, n = words_of(text, len, &w);
    shingles s = shingles_of(w, n);
    double tp = common(&s, &p->truth);
    if (s.count > 0) { ps += tp / s.count; pn++; }
    if (p->truth.count > 0) { rs += tp / p->truth.count; rn++; }
    if (s.count == p->truth.count && (uint32_t)tp == s.count) ex++;
    if (show && s.count > 0 && (tp / s.count < 0.93 || tp / p->truth.count < 0.93)) printf("  %.2f %.2f %s %s\n", tp / s.count, tp / p->truth.count, p->site, p->path);
    free(text); free(w); free(s.hash); free(settled);
  }
  *precision = ps / pn;
  *recall = rs / rn;
  *exact = ex / rn;
  return 2 * *precision * *recall / (*precision + *recall);
}

/* What the labels alone would give: the best this cutting into blocks can reach. */
static void show_ceiling (const uint8_t *use) {
  float **a = need(malloc((size_t)page_count * sizeof *a));
  for (int i = 0; i < page_count; i++) {
    a[i] = need(malloc((pages[i].n + 1) * sizeof **a));
    for (uint32_t b = 0; b < pages[i].n; b++) a[i][b] = pages[i].label[b];
  }
  double p, r, e, f = score(a, use, 0.5, &p, &r, &e, getenv("CEILING") != NULL, 0);
  printf("labels themselves: F1 %.4f precision %.4f recall %.4f exact %.3f\n", f, p, r, e);
  for (int i = 0; i < page_count; i++) free(a[i]);
  free(a);
}

/* Both forests from the pages in use; answers for all pages. */
static void two_rounds (table *t1, const uint8_t *use, forest *one, forest *two, float **first, float **answer) {
  enum { INNER = 4 };
  uint8_t *some = need(malloc((size_t)page_count));
  *one = learn(t1, use, TREES1);
  for (int i = 0; i < page_count; i++) if (!use[i]) first_answers(one, t1, i, first[i]);
  for (int k = 0; k < INNER; k++) {
    for (int i = 0; i < page_count; i++) some[i] = use[i] && pages[i].inner != k;
    forest f = learn(t1, some, TREES1);
    for (int i = 0; i < page_count; i++) if (use[i] && pages[i].inner == k) first_answers(&f, t1, i, first[i]);
    free(f.t);
  }
  table *t2 = make_table(first);
  make_bins(t2);
  *two = learn(t2, use, TREES2);
  for (int i = 0; i < page_count; i++) {
    if (use[i]) {        /* as it will be used: with the first round's own answers */
      first_answers(one, t1, i, first[i]);
      for (uint32_t b = 0; b < pages[i].n; b++) {
        bp_html_features_row(&pages[i].features, b, first[i], t2->x + (size_t)(pages[i].first_row + b) * t2->columns);
      }
    }
    for (uint32_t b = 0; b < pages[i].n; b++) answer[i][b] = run_forest(two, t2->x + (size_t)(pages[i].first_row + b) * t2->columns);
  }
  free_table(t2);
  free(some);
}

static void write_forest (FILE *f, const char *name, const forest *s) {
  int inner = (1 << DEPTH) - 1, leaves = 1 << DEPTH;
  fprintf(f, "const float bp_html_%s_base = %.6gf;\nconst uint32_t bp_html_%s_count = %d;\n", name, s->base, name, s->count);
  fprintf(f, "const bp_html_tree bp_html_%s[] = {\n", name);
  for (int i = 0; i < s->count; i++) {
    fprintf(f, "  { {");
    for (int k = 0; k < inner; k++) fprintf(f, " %d,", s->t[i].feature[k] < 0 ? 0 : s->t[i].feature[k]);
    fprintf(f, " }, {");
    for (int k = 0; k < inner; k++) {
      if (s->t[i].feature[k] < 0) fprintf(f, " 1e30f,");
      else fprintf(f, strchr("", 0) && s->t[i].cut[k] == (float)(int)s->t[i].cut[k] ? " %.1ff," : " %.6gf,", s->t[i].cut[k]);
    }
    fprintf(f, " },\n    {");
    for (int k = 0; k < leaves; k++) fprintf(f, " %.5ff,", s->t[i].leaf[k]);
    fprintf(f, " } },\n");
  }
  fprintf(f, "};\n");
}

static float **rows_for_pages (size_t times) {
  float **a = need(malloc((size_t)page_count * sizeof *a));
  for (int i = 0; i < page_count; i++) a[i] = need(calloc((size_t)pages[i].n * times + 2, sizeof **a));
  return a;
}

static double env (const char *name, double otherwise) { const char *v = getenv(name); return v != NULL ? atof(v) : otherwise; }

int main (int argc, char **argv) {
  if (argc < 2) { fprintf(stderr, "usage: train PAGES [WEIGHTS]\n"); return 2; }
  TREES1 = (int)env("TREES1", TREES1); TREES2 = (int)env("TREES2", TREES2); DEPTH = (int)env("DEPTH", DEPTH);
  RATE = env("RATE", RATE); LAMBDA = env("LAMBDA", LAMBDA); MIN_HESSIAN = env("MIN_HESSIAN", MIN_HESSIAN);
  COLUMNS = env("COLUMNS_SHARE", COLUMNS); PAGES_SHARE = env("PAGES_SHARE", PAGES_SHARE); FLOOR_WEIGHT = env("FLOOR_WEIGHT", FLOOR_WEIGHT);
  int folds = (int)env("FOLDS", 6), repeats = (int)env("REPEATS", 1);
  load(argv[1]);
  uint8_t *use = need(malloc((size_t)page_count)), *every = need(malloc((size_t)page_count));
  memset(every, 1, (size_t)page_count);
  show_ceiling(every);
  float **first = rows_for_pages(4), **answer = rows_for_pages(1), **mean1 = rows_for_pages(1);
  table *t1 = make_table(NULL);
  make_bins(t1);
  printf("%d pages, %u blocks, %u numbers\n", page_count, t1->rows, t1->columns);
  double sum[3] = { 0 };
  for (int round = 0; round < repeats; round++) {
    int sites = 0, *perm = need(malloc((size_t)page_count * sizeof *perm));
    for (int i = 0; i < page_count; i++) {
      int j = 0;
      while (j < i && strcmp(pages[i].site, pages[j].site) != 0) j++;
      if (j == i) perm[i] = sites++; else perm[i] = perm[j];
    }
    int *order = need(malloc((size_t)sites * sizeof *order));
    for (int i = 0; i < sites; i++) order[i] = i;
    for (int i = sites - 1; i > 0; i--) { int j = (int)(uniform() * (i + 1)), x = order[i]; order[i] = order[j]; order[j] = x; }
    for (int i = 0; i < page_count; i++) { pages[i].fold = order[perm[i]] % folds; pages[i].inner = order[perm[i]] / folds % 4; }
    float **held = rows_for_pages(1);
    for (int k = 0; k < folds && folds > 1; k++) {
      for (int i = 0; i < page_count; i++) use[i] = pages[i].fold != k;
      forest one, two;
      two_rounds(t1, use, &one, &two, first, answer);
      for (int i = 0; i < page_count; i++) {
        if (pages[i].fold != k) continue;
        memcpy(held[i], answer[i], pages[i].n * sizeof **held);
        memcpy(mean1[i], first[i], pages[i].n * sizeof **held);
      }
      free(one.t); free(two.t);
    }
    double p, r, e;
    if (folds > 1) {
      score(held, every, BP_HTML_CUT, &p, &r, &e, 0, 1);
      sum[0] += 2 * p * r / (p + r); sum[1] += p; sum[2] += r;
    }
    for (double cut = 0.3; folds > 1 && cut < 0.71; cut += 0.1) {
      double f1 = score(held, every, cut, &p, &r, &e, 0, 0);
      printf("by site, cut %.1f: unsettled F1 %.4f (%.4f %.4f)", cut, f1, p, r);
      double f2 = score(held, every, cut, &p, &r, &e, 0, 1);
      printf("   both F1 %.4f precision %.4f recall %.4f exact %.3f\n", f2, p, r, e);
    }
    if (getenv("SHOW")) score(held, every, env("CUT", 0.5), &p, &r, &e, 1, 1);
    if (getenv("DUMP")) {
      for (int i = 0; i < page_count; i++) {
        if (strstr(pages[i].path, getenv("DUMP")) == NULL) continue;
        for (uint32_t b = 0; b < pages[i].n; b++) {
          bp_span s = pages[i].dom.block[b].text;
          if (held[i][b] < 0.2 && !pages[i].label[b]) continue;
          printf("%c %d %.2f %.2f b%.2f %s [%u] %.*s\n", (held[i][b] >= 0.5) != pages[i].label[b] ? '#' : ' ', pages[i].label[b], mean1[i][b], held[i][b], pages[i].features.of[b].body,
                 bp_html_element_name(pages[i].dom.node[pages[i].dom.block[b].node].element), s.end - s.start, (int)(s.end - s.start > 110 ? 110 : s.end - s.start), pages[i].dom.text + s.start);
        }
      }
    }
    free(perm); free(order);
  }
  if (folds > 1) printf("unseen sites: F1 %.4f precision %.4f recall %.4f\n", sum[0] / repeats, sum[1] / repeats, sum[2] / repeats);
  if (argc < 3) return 0;
  forest one, two;
  two_rounds(t1, every, &one, &two, first, answer);
  double p, r, e;
  double f = score(answer, every, 0.5, &p, &r, &e, 0, 1);
  printf("learned from: F1 %.4f precision %.4f recall %.4f exact %.3f\n", f, p, r, e);
  FILE *w = fopen(argv[2], "w");
  if (w == NULL) return 1;
  fprintf(w, "/* Made by tools/make-html-model: the trees of html_model.c; data/models/html.md is their card. */\n#include \"html_model.h\"\n\n");
  write_forest(w, "first", &one);
  write_forest(w, "second", &two);
  fclose(w);
  return 0;
}
