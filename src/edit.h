/* edit.h -- decisions to one set of disjoint edits. */
#ifndef BP_EDIT_H
#define BP_EDIT_H

#include "bp.h"

enum {
  BP_DECISION_STRIKE = 1,   /* else: keep */
  BP_DECISION_LIST = 2      /* a keep-list or a protect-list said so */
};

typedef struct {
  bp_span span;       /* not empty */
  double score;       /* a number, not NaN */
  uint32_t flags;
} bp_decision;

typedef struct {
  bp_span span;            /* every byte that any of its strikes covers */
  uint32_t winner;         /* index of the decision whose replacement stands here */
  uint32_t nested_first;   /* its share of bp_edits.nested: the other decisions it swallowed, by rising index */
  uint32_t nested_count;
} bp_edit;

/* Both arrays belong to the caller, who frees them with bp_edits_free. */
typedef struct {
  bp_edit *edit;           /* sorted, disjoint */
  uint32_t count;
  uint32_t *nested;
} bp_edits;

/* BP_OK, BP_ENOMEM, or BP_EFORMAT for an empty span or a score that is no number.  O(n log n). */
int  bp_edits_resolve (const bp_decision *decision, uint32_t count, bp_edits *out);
void bp_edits_free (bp_edits *edits);   /* twice is harmless */

#endif
