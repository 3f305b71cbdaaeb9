/* relaxng_pattern.h -- patterns of a RELAX NG schema as numbers, and what remains of them step by step. */
#ifndef BP_RELAXNG_PATTERN_H
#define BP_RELAXNG_PATTERN_H

#include <stdbool.h>

#include "bp.h"

typedef uint32_t bp_pattern;

/* The first three are the same in every pool. */
enum { BP_NOT_ALLOWED, BP_EMPTY, BP_TEXT };

enum bp_pattern_kind {
  BP_KIND_NOT_ALLOWED, BP_KIND_EMPTY, BP_KIND_TEXT,
  BP_KIND_CHOICE, BP_KIND_GROUP, BP_KIND_MORE,        /* a | b;  a, b;  a+ */
  BP_KIND_ELEMENT, BP_KIND_ATTRIBUTE,                 /* a: the name, b: the element's number or the value's pattern */
  BP_KIND_DATA, BP_KIND_VALUE, BP_KIND_LIST           /* a: the type, the string, the pattern of the items */
};

typedef struct { enum bp_pattern_kind kind; bool nullable; uint32_t a, b; } bp_pattern_node;

/* One way on: `inside` is what a started element must hold, or what an attribute's value must be; `after` what must follow. */
typedef struct { uint32_t inside; bp_pattern after; } bp_way;

typedef struct bp_pool bp_pool;

int bp_pool_new (bp_pool **out);
void bp_pool_free (bp_pool *pool);
size_t bp_pool_count (const bp_pool *pool);
const bp_pattern_node *bp_pool_node (const bp_pool *pool, bp_pattern p);

/* These give BP_NOT_ALLOWED when memory has run out, and bp_pool_failed tells: a document is then not certainly valid. */
bp_pattern bp_pattern_make (bp_pool *pool, enum bp_pattern_kind kind, uint32_t a, uint32_t b);
bp_pattern bp_pattern_choice (bp_pool *pool, bp_pattern a, bp_pattern b);
bp_pattern bp_pattern_group (bp_pool *pool, bp_pattern a, bp_pattern b);
bp_pattern bp_pattern_more (bp_pool *pool, bp_pattern a);
bool bp_pool_failed (const bp_pool *pool);

/* The ways on for a start tag (`inside` is an element's number) and for an attribute (`inside` is a pattern).  Valid until the next call. */
size_t bp_pattern_start (bp_pool *pool, bp_pattern p, uint32_t name, const bp_way **ways);
size_t bp_pattern_attribute (bp_pool *pool, bp_pattern p, uint32_t name, const bp_way **ways);

/* When the start tag ends: attributes that have not come can come no more. */
bp_pattern bp_pattern_close_tag (bp_pool *pool, bp_pattern p);

/* After text that is not all white space. */
bp_pattern bp_pattern_text (bp_pool *pool, bp_pattern p);

#endif
