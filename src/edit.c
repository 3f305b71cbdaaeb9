/* edit.c -- decisions to one set of disjoint edits.
**
** Precedence: keep-list, then protect-list, then higher score, then longer; of two that are still equal a strike comes
** before a keep (when in doubt, safe) and the earlier given before the later.
**
** 1. A keep defeats the strikes that lie within it and that it precedes.  A strike that reaches beyond the keep stands
**    whole: a keep-list word must not unmask a longer name.
** 2. Of the strikes that stand, one inside another is swallowed by the outer: only the outermost is carried out.
** 3. Strikes that cross are one edit over all their bytes; the one that precedes the others says what stands there.
**
** So each byte of a strike that stands is covered by exactly one edit.  The text is not looked at.
** Cost: O(n log n) for n decisions, one allocation of scratch.
*/
#include "edit.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  bp_decision d;
  uint32_t index;
} ranked;

/* A set of keeps asked for the strongest that ends at or after a place: a Fenwick tree of maxima over falling ends. */
typedef struct { double score; uint32_t length, list; } strength;

static int is_strike (const bp_decision *d) { return (d->flags & BP_DECISION_STRIKE) != 0; }
static int is_list (const bp_decision *d) { return (d->flags & BP_DECISION_LIST) != 0; }
static uint32_t length_of (const bp_decision *d) { return d->span.end - d->span.start; }

/* Below zero when strike a precedes strike b. */
static int precedence (const ranked *a, const ranked *b) {
  if (is_list(&a->d) != is_list(&b->d)) return is_list(&a->d) ? -1 : 1;
  if (a->d.score < b->d.score || a->d.score > b->d.score) return a->d.score > b->d.score ? -1 : 1;
  if (length_of(&a->d) != length_of(&b->d)) return length_of(&a->d) > length_of(&b->d) ? -1 : 1;
  if (a->d.span.start != b->d.span.start) return a->d.span.start < b->d.span.start ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

/* By start; keeps before strikes, so that a keep is known when a strike that starts with it is judged; outer before inner. */
static int by_place (const void *left, const void *right) {
  const ranked *a = left, *b = right;
  if (a->d.span.start != b->d.span.start) return a->d.span.start < b->d.span.start ? -1 : 1;
  if (is_strike(&a->d) != is_strike(&b->d)) return is_strike(&a->d) ? 1 : -1;
  if (a->d.span.end != b->d.span.end) return a->d.span.end > b->d.span.end ? -1 : 1;
  return precedence(a, b);
}

static int falling (const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a > b ? -1 : a < b ? 1 : 0;
}

/* How many of the falling ends are >= end. */
static uint32_t ends_from (const uint32_t *ends, uint32_t count, uint32_t end) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (ends[mid] >= end) low = mid + 1; else high = mid;
  }
  return low;
}

static int stronger (strength a, strength b) {
  if (a.list != b.list) return a.list > b.list;
  if (a.score < b.score || a.score > b.score) return a.score > b.score;
  return a.length > b.length;
}

static void tree_add (strength *tree, uint32_t count, uint32_t at, strength s) {
  for (uint32_t i = at; i >= 1 && i <= count; i += i & (0 - i))
    if (tree[i].length == 0 || stronger(s, tree[i])) tree[i] = s;
}

/* The strongest of the first `upto`; length 0 when there is none. */
static strength tree_best (const strength *tree, uint32_t upto) {
  strength best = { 0, 0, 0 };
  for (uint32_t i = upto; i > 0; i -= i & (0 - i))
    if (tree[i].length != 0 && (best.length == 0 || stronger(tree[i], best))) best = tree[i];
  return best;
}

static int is_defeated (const bp_decision *strike, strength keep) {
  if (keep.length == 0) return 0;
  if (keep.list) return 1;
  if (is_list(strike)) return 0;
  if (keep.score < strike->score || keep.score > strike->score) return keep.score > strike->score;
  return keep.length > length_of(strike);
}

/* Index of the first edit that shares a byte with the span, or count. */
static uint32_t edit_at (const bp_edit *edit, uint32_t count, bp_span span) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (edit[mid].span.end > span.start) high = mid; else low = mid + 1;
  }
  return low < count && edit[low].span.start < span.end ? low : count;
}

/* Moves the strikes that stand to the front of r, in order; returns their number. */
static uint32_t standing (ranked *r, uint32_t n, uint32_t *ends, strength *tree) {
  uint32_t keeps = 0, kept = 0;
  for (uint32_t i = 0; i < n; i++) if (!is_strike(&r[i].d)) ends[keeps++] = r[i].d.span.end;
  qsort(ends, keeps, sizeof *ends, falling);
  for (uint32_t i = 0; i < n; i++) {
    bp_decision *d = &r[i].d;
    if (!is_strike(d)) {
      strength s = { d->score, length_of(d), (uint32_t)is_list(d) };
      tree_add(tree, keeps, ends_from(ends, keeps, d->span.end), s);
    } else if (!is_defeated(d, tree_best(tree, ends_from(ends, keeps, d->span.end)))) {
      r[kept++] = r[i];
    }
  }
  return kept;
}

static uint32_t join (const ranked *r, uint32_t n, bp_edit *edit) {
  uint32_t count = 0;
  const ranked *winner = NULL;
  for (uint32_t i = 0; i < n; i++) {
    bp_edit *last = count > 0 ? &edit[count - 1] : NULL;
    if (last == NULL || r[i].d.span.start >= last->span.end) {
      memset(&edit[count], 0, sizeof *edit);
      edit[count].span = r[i].d.span;
      edit[count++].winner = r[i].index;
      winner = &r[i];
    } else if (r[i].d.span.end > last->span.end) {   /* crosses; else it lies inside one that came before */
      last->span.end = r[i].d.span.end;
      if (precedence(&r[i], winner) < 0) { winner = &r[i]; last->winner = winner->index; }
    }
  }
  return count;
}

static void list_nested (const bp_decision *decision, uint32_t n, bp_edits *out) {
  for (int fill = 0; fill < 2; fill++) {
    for (uint32_t i = 0; i < n; i++) {
      uint32_t e = edit_at(out->edit, out->count, decision[i].span);
      if (e == out->count || out->edit[e].winner == i) continue;
      if (fill) out->nested[out->edit[e].nested_first + out->edit[e].nested_count] = i;
      out->edit[e].nested_count++;
    }
    if (fill) return;
    uint32_t total = 0;
    for (uint32_t e = 0; e < out->count; e++) {
      out->edit[e].nested_first = total;
      total += out->edit[e].nested_count;
      out->edit[e].nested_count = 0;
    }
  }
}

int bp_edits_resolve (const bp_decision *decision, uint32_t count, bp_edits *out) {
  bp_edits made = { NULL, 0, NULL };
  for (uint32_t i = 0; i < count; i++) {
    if (decision[i].span.start >= decision[i].span.end) return BP_EFORMAT;
    if (decision[i].score != decision[i].score) return BP_EFORMAT;
  }
  size_t room = (size_t)count + 1;
  if (room > SIZE_MAX / (sizeof(ranked) + sizeof(strength) + sizeof(uint32_t))) return BP_ENOMEM;
  ranked *r = malloc(room * sizeof *r);
  strength *tree = calloc(room, sizeof *tree);
  uint32_t *ends = malloc(room * sizeof *ends);
  made.edit = malloc(room * sizeof *made.edit);
  made.nested = malloc(room * sizeof *made.nested);
  int rc = BP_ENOMEM;
  if (r != NULL && tree != NULL && ends != NULL && made.edit != NULL && made.nested != NULL) {
    for (uint32_t i = 0; i < count; i++) { r[i].d = decision[i]; r[i].index = i; }
    qsort(r, count, sizeof *r, by_place);
    made.count = join(r, standing(r, count, ends, tree), made.edit);
    list_nested(decision, count, &made);
    rc = BP_OK;
  }
  free(r);
  free(tree);
  free(ends);
  if (rc == BP_OK) *out = made; else bp_edits_free(&made);
  return rc;
}

void bp_edits_free (bp_edits *edits) {
  free(edits->edit);
  free(edits->nested);
  edits->edit = NULL;
  edits->nested = NULL;
  edits->count = 0;
}
