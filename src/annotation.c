/* annotation.c -- the span index of a document: typed spans, sorted, with overlap queries.
**
** New annotations wait at the end of `order` until the next query merges them in, so adding many is O(n log n) and
** asking between two additions costs one short move.  An overlap query finds its first candidate by binary search in
** `reach`, the running maximum of the ends, and stops at the first start beyond the span:
**
**     order   [0,40) [3,9) [12,15) [20,31) [44,50)        query [13,22)
**     reach     40     40     40      40      50     ->   candidates from the first reach > 13 to the last start < 22
**
** Cost of a query: O(log n + candidates).  One span over the whole text makes every span before the query a candidate;
** documents hold few such spans.
*/
#include "annotation.h"

#include <stdlib.h>
#include <string.h>

void bp_annotations_init (bp_annotations *set) { memset(set, 0, sizeof *set); }

void bp_annotations_free (bp_annotations *set) {
  free(set->item);
  free(set->order);
  free(set->reach);
  free(set->result);
  bp_annotations_init(set);
}

static int grow (bp_annotations *set) {
  uint32_t room = set->room == 0 ? 64 : set->room * 2;
  if (set->room > UINT32_MAX / 2) return BP_ELIMIT;
  bp_annotation *item = realloc(set->item, room * sizeof *item);
  if (item == NULL) return BP_ENOMEM;
  set->item = item;
  uint32_t *order = realloc(set->order, room * sizeof *order);
  if (order == NULL) return BP_ENOMEM;
  set->order = order;
  uint32_t *reach = realloc(set->reach, room * sizeof *reach);
  if (reach == NULL) return BP_ENOMEM;
  set->reach = reach;
  uint32_t *result = realloc(set->result, room * sizeof *result);
  if (result == NULL) return BP_ENOMEM;
  set->result = result;
  set->room = room;
  return BP_OK;
}

int bp_annotations_add (bp_annotations *set, bp_span span, uint16_t type, uint32_t *id) {
  if (span.end <= span.start || type == 0) return BP_EFORMAT;
  if (set->count == set->room) {
    int rc = grow(set);
    if (rc != BP_OK) return rc;
  }
  bp_annotation *a = &set->item[set->count];
  a->span = span;
  a->type = type;
  a->removed = 0;
  set->count++;
  set->order[set->count - 1] = set->count;
  *id = set->count;
  return BP_OK;
}

void bp_annotations_remove (bp_annotations *set, uint32_t id) {
  if (id >= 1 && id <= set->count) set->item[id - 1].removed = 1;
}

static int precedes (const bp_annotations *set, uint32_t a, uint32_t b) {
  const bp_span x = set->item[a - 1].span, y = set->item[b - 1].span;
  if (x.start != y.start) return x.start < y.start;
  if (x.end != y.end) return x.end > y.end;
  return a < b;
}

/* Stable merge sort of ids; `scratch` holds n. */
static void sort_ids (const bp_annotations *set, uint32_t *ids, uint32_t n, uint32_t *scratch) {
  if (n < 2) return;
  uint32_t half = n / 2, i = 0, j = half, k = 0;
  sort_ids(set, ids, half, scratch);
  sort_ids(set, ids + half, n - half, scratch);
  if (precedes(set, ids[half - 1], ids[half])) return;
  while (i < half && j < n) scratch[k++] = precedes(set, ids[j], ids[i]) ? ids[j++] : ids[i++];
  while (i < half) scratch[k++] = ids[i++];
  memcpy(ids, scratch, k * sizeof *ids);
}

/* Bring `order` and `reach` up to date. */
static int settle (bp_annotations *set) {
  uint32_t n = set->count, old = set->sorted, fresh = n - old;
  if (fresh == 0) return BP_OK;
  uint32_t few[16], *tail = few;
  if (fresh > 8 && (tail = malloc((size_t)fresh * 2 * sizeof *tail)) == NULL) return BP_ENOMEM;
  memcpy(tail, set->order + old, fresh * sizeof *tail);
  sort_ids(set, tail, fresh, tail + fresh);
  /* merge from the back: the old part moves at most once, and not at all below the first new span */
  uint32_t i = old, j = fresh, k = n;
  while (j > 0) {
    if (i > 0 && precedes(set, tail[j - 1], set->order[i - 1])) set->order[--k] = set->order[--i];
    else set->order[--k] = tail[--j];
  }
  for (uint32_t m = k; m < n; m++) {
    uint32_t end = set->item[set->order[m] - 1].span.end;
    uint32_t before = m > 0 ? set->reach[m - 1] : 0;
    set->reach[m] = end > before ? end : before;
  }
  set->sorted = n;
  if (tail != few) free(tail);
  return BP_OK;
}

/* First index whose reach passes the offset. */
static uint32_t first_reaching (const bp_annotations *set, uint32_t offset) {
  uint32_t low = 0, high = set->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (set->reach[mid] <= offset) low = mid + 1; else high = mid;
  }
  return low;
}

/* First index whose start is at or after the offset. */
static uint32_t first_starting (const bp_annotations *set, uint32_t offset) {
  uint32_t low = 0, high = set->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (set->item[set->order[mid] - 1].span.start < offset) low = mid + 1; else high = mid;
  }
  return low;
}

static int matches (const bp_annotation *a, uint16_t type) { return !a->removed && (type == 0 || a->type == type); }

int bp_annotations_all (bp_annotations *set, uint16_t type, bp_ids *out) {
  int rc = settle(set);
  if (rc != BP_OK) return rc;
  uint32_t n = 0;
  for (uint32_t i = 0; i < set->count; i++)
    if (matches(&set->item[set->order[i] - 1], type)) set->result[n++] = set->order[i];
  out->id = set->result;
  out->count = n;
  return BP_OK;
}

int bp_annotations_inside (bp_annotations *set, bp_span span, uint16_t type, bp_ids *out) {
  int rc = settle(set);
  if (rc != BP_OK) return rc;
  uint32_t n = 0;
  for (uint32_t i = first_starting(set, span.start); i < set->count; i++) {
    const bp_annotation *a = &set->item[set->order[i] - 1];
    if (a->span.start >= span.end) break;
    if (a->span.end <= span.end && matches(a, type)) set->result[n++] = set->order[i];
  }
  out->id = set->result;
  out->count = n;
  return BP_OK;
}

int bp_annotations_overlapping (bp_annotations *set, bp_span span, uint16_t type, bp_ids *out) {
  int rc = settle(set);
  if (rc != BP_OK) return rc;
  uint32_t n = 0;
  for (uint32_t i = first_reaching(set, span.start); i < set->count; i++) {
    const bp_annotation *a = &set->item[set->order[i] - 1];
    if (a->span.start >= span.end) break;
    if (a->span.end > span.start && matches(a, type)) set->result[n++] = set->order[i];
  }
  out->id = set->result;
  out->count = n;
  return BP_OK;
}

int bp_annotations_nearest (bp_annotations *set, bp_span span, uint16_t type, int where, uint32_t *id) {
  int rc = settle(set);
  if (rc != BP_OK) return rc;
  uint32_t best = 0, distance = UINT32_MAX;
  if (where & BP_BEFORE)
    for (uint32_t i = first_starting(set, span.start); i-- > 0; ) {
      const bp_annotation *a = &set->item[set->order[i] - 1];
      if (a->span.end <= span.start && matches(a, type) && span.start - a->span.end <= distance) {
        best = set->order[i];
        distance = span.start - a->span.end;
      }
      if (best != 0 && (i == 0 || span.start - (set->reach[i - 1] < span.start ? set->reach[i - 1] : span.start) > distance)) break;
    }
  if (where & BP_AFTER)
    for (uint32_t i = first_starting(set, span.end); i < set->count; i++) {
      const bp_annotation *a = &set->item[set->order[i] - 1];
      if (a->span.start - span.end >= distance) break;
      if (matches(a, type)) { best = set->order[i]; break; }
    }
  *id = best;
  return BP_OK;
}
