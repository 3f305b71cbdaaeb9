/* annotation.h -- the span index of a document: typed spans, sorted, with overlap queries. */
#ifndef BP_ANNOTATION_H
#define BP_ANNOTATION_H

#include "bp.h"

typedef struct {
  bp_span span;
  uint16_t type;       /* 1.. ; what a number means is the caller's business */
  uint16_t removed;
} bp_annotation;

typedef struct {
  bp_annotation *item;    /* by id - 1 */
  uint32_t count, room;
  uint32_t *order;        /* ids sorted by start, then longer first, then older first */
  uint32_t *reach;        /* reach[i]: largest end among order[0..i] */
  uint32_t sorted;        /* how many of `order` are in place; the rest was added since */
  uint32_t *result;       /* room for `room` ids: the last query's answer */
} bp_annotations;

/* An answer: ids in order.  It belongs to the set and holds until the next query. */
typedef struct { const uint32_t *id; uint32_t count; } bp_ids;

void bp_annotations_init (bp_annotations *set);
void bp_annotations_free (bp_annotations *set);   /* twice is harmless */

/* Id (from 1) of the new annotation in *id.  BP_OK, BP_ENOMEM, or BP_EFORMAT for an empty span. */
int bp_annotations_add (bp_annotations *set, bp_span span, uint16_t type, uint32_t *id);

/* Removing twice, or an unknown id, is harmless. */
void bp_annotations_remove (bp_annotations *set, uint32_t id);

/* In order; type 0 is any.  All return BP_OK or BP_ENOMEM (the order is brought up to date first). */
int bp_annotations_all (bp_annotations *set, uint16_t type, bp_ids *out);
int bp_annotations_inside (bp_annotations *set, bp_span span, uint16_t type, bp_ids *out);
int bp_annotations_overlapping (bp_annotations *set, bp_span span, uint16_t type, bp_ids *out);

enum { BP_BEFORE = 1, BP_AFTER = 2 };

/* The annotation with the fewest bytes between it and the span, not overlapping it; *id is 0 when there is none.  The earlier wins a tie. */
int bp_annotations_nearest (bp_annotations *set, bp_span span, uint16_t type, int where, uint32_t *id);

#endif
