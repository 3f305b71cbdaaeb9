/* relaxng_pattern.c -- patterns as numbers: equal ones are one, and every step from one is taken once.
**
**     nodes     0 notAllowed   1 empty   2 text   3 element p   4 3+   5 3+ | empty ...
**     known     hash of (kind, a, b) -> number
**     steps     (pattern, name, what) -> a run of `ways`
**
** Names, types and strings are the caller's numbers.  Nothing is ever taken out; a schema such as ours comes to some thousand
** patterns over any number of documents, and the caller stops asking when there are far too many.
*/
#include "relaxng_pattern.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"

#define WAYS_MAX 64                      /* more ways on from one place than any schema has */
#define UNKNOWN UINT32_MAX

typedef struct { uint32_t pattern, name, first, count; } step;     /* count UNKNOWN: free slot */

/* Open addressing over powers of two. */
typedef struct { step *slots; size_t mask, used; } step_table;

struct bp_pool {
  bp_pattern_node *nodes;
  bp_pattern *closed, *texted;           /* results of the steps that need no name; UNKNOWN: not taken yet */
  size_t count, capacity;
  uint32_t *known;                       /* numbers by hash; 0: free (notAllowed is never looked up) */
  size_t known_mask;
  bp_way *ways;
  size_t way_count, way_capacity;
  step_table starts, attributes;
  bool failed;
};

/* ---- the pool ---- */

static uint64_t hash_of (uint32_t kind, uint32_t a, uint32_t b) {
  return bp_hash_mix(bp_hash_mix((uint64_t)a << 32 | b) + kind);
}

static bool grow_nodes (bp_pool *pool) {
  size_t capacity = pool->capacity ? pool->capacity * 2 : 256;
  bp_pattern_node *nodes = realloc(pool->nodes, capacity * sizeof *nodes);
  if (nodes) pool->nodes = nodes;
  bp_pattern *closed = realloc(pool->closed, capacity * sizeof *closed);
  if (closed) pool->closed = closed;
  bp_pattern *texted = realloc(pool->texted, capacity * sizeof *texted);
  if (texted) pool->texted = texted;
  uint32_t *known = calloc(capacity * 2, sizeof *known);
  if (!nodes || !closed || !texted || !known) { free(known); return false; }
  free(pool->known);
  pool->known = known;
  pool->known_mask = capacity * 2 - 1;
  pool->capacity = capacity;
  for (uint32_t i = 1; i < pool->count; i++) {
    const bp_pattern_node *n = &pool->nodes[i];
    size_t at = hash_of((uint32_t)n->kind, n->a, n->b) & pool->known_mask;
    while (known[at]) at = (at + 1) & pool->known_mask;
    known[at] = i;
  }
  return true;
}

static bool is_nullable (const bp_pool *pool, enum bp_pattern_kind kind, uint32_t a, uint32_t b) {
  switch (kind) {
    case BP_KIND_EMPTY: case BP_KIND_TEXT: return true;
    case BP_KIND_CHOICE: return pool->nodes[a].nullable || pool->nodes[b].nullable;
    case BP_KIND_GROUP: return pool->nodes[a].nullable && pool->nodes[b].nullable;
    case BP_KIND_MORE: return pool->nodes[a].nullable;
    default: return false;
  }
}

bp_pattern bp_pattern_make (bp_pool *pool, enum bp_pattern_kind kind, uint32_t a, uint32_t b) {
  size_t at = hash_of((uint32_t)kind, a, b) & pool->known_mask;
  for (uint32_t i; (i = pool->known[at]) != 0; at = (at + 1) & pool->known_mask) {
    const bp_pattern_node *n = &pool->nodes[i];
    if (n->kind == kind && n->a == a && n->b == b) return i;
  }
  if (pool->count == pool->capacity) {
    if (pool->count >= UINT32_MAX / 4 || !grow_nodes(pool)) { pool->failed = true; return BP_NOT_ALLOWED; }
    at = hash_of((uint32_t)kind, a, b) & pool->known_mask;
    while (pool->known[at]) at = (at + 1) & pool->known_mask;
  }
  uint32_t number = (uint32_t)pool->count++;
  pool->nodes[number] = (bp_pattern_node){ kind, is_nullable(pool, kind, a, b), a, b };
  pool->closed[number] = pool->texted[number] = UNKNOWN;
  pool->known[at] = number;
  return number;
}

int bp_pool_new (bp_pool **out) {
  bp_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return BP_ENOMEM;
  if (!grow_nodes(pool)) { bp_pool_free(pool); return BP_ENOMEM; }
  pool->nodes[0] = (bp_pattern_node){ BP_KIND_NOT_ALLOWED, false, 0, 0 };
  pool->closed[0] = pool->texted[0] = BP_NOT_ALLOWED;
  pool->count = 1;
  bp_pattern_make(pool, BP_KIND_EMPTY, 0, 0);
  bp_pattern_make(pool, BP_KIND_TEXT, 0, 0);
  *out = pool;
  return BP_OK;
}

void bp_pool_free (bp_pool *pool) {
  if (!pool) return;
  free(pool->nodes);
  free(pool->closed);
  free(pool->texted);
  free(pool->known);
  free(pool->ways);
  free(pool->starts.slots);
  free(pool->attributes.slots);
  free(pool);
}

size_t bp_pool_count (const bp_pool *pool) { return pool->count; }
bool bp_pool_failed (const bp_pool *pool) { return pool->failed; }
const bp_pattern_node *bp_pool_node (const bp_pool *pool, bp_pattern p) { return &pool->nodes[p]; }

/* ---- building, with what can be said at once ---- */

/* Whether `p` is one of the choices of `among`, a chain to the right. */
static bool is_among (const bp_pool *pool, bp_pattern among, bp_pattern p) {
  while (pool->nodes[among].kind == BP_KIND_CHOICE) {
    if (pool->nodes[among].a == p) return true;
    among = pool->nodes[among].b;
  }
  return among == p;
}

/* A chain to the right without repetition. */
bp_pattern bp_pattern_choice (bp_pool *pool, bp_pattern a, bp_pattern b) {
  if (a == BP_NOT_ALLOWED) return b;
  if (b == BP_NOT_ALLOWED) return a;
  if (pool->nodes[a].kind == BP_KIND_CHOICE) {
    bp_pattern_node n = pool->nodes[a];
    return bp_pattern_choice(pool, n.a, bp_pattern_choice(pool, n.b, b));
  }
  if (is_among(pool, b, a)) return b;
  if (a == BP_EMPTY && pool->nodes[b].nullable) return b;
  return bp_pattern_make(pool, BP_KIND_CHOICE, a, b);
}

bp_pattern bp_pattern_group (bp_pool *pool, bp_pattern a, bp_pattern b) {
  if (a == BP_NOT_ALLOWED || b == BP_NOT_ALLOWED) return BP_NOT_ALLOWED;
  if (a == BP_EMPTY) return b;
  if (b == BP_EMPTY) return a;
  return bp_pattern_make(pool, BP_KIND_GROUP, a, b);
}

bp_pattern bp_pattern_more (bp_pool *pool, bp_pattern a) {
  if (a <= BP_EMPTY || pool->nodes[a].kind == BP_KIND_MORE) return a;
  return bp_pattern_make(pool, BP_KIND_MORE, a, 0);
}

/* a* */
static bp_pattern any_number (bp_pool *pool, bp_pattern a) {
  return bp_pattern_choice(pool, bp_pattern_more(pool, a), BP_EMPTY);
}

/* ---- ways on ---- */

typedef struct { bp_way list[WAYS_MAX]; size_t count; } way_list;

/* Ways with the same inside are one, with a choice of what follows. */
static void add_way (bp_pool *pool, way_list *to, uint32_t inside, bp_pattern after) {
  if (after == BP_NOT_ALLOWED) return;
  for (size_t i = 0; i < to->count; i++) {
    if (to->list[i].inside == inside) {
      to->list[i].after = bp_pattern_choice(pool, to->list[i].after, after);
      return;
    }
  }
  if (to->count == WAYS_MAX) { pool->failed = true; return; }
  to->list[to->count++] = (bp_way){ inside, after };
}

/* Ways from `p` over a child of this kind and name, each followed by `then`.  Depth is that of the schema's own nesting. */
static void find_ways (bp_pool *pool, bp_pattern p, enum bp_pattern_kind kind, uint32_t name, bp_pattern then, way_list *to) {
  bp_pattern_node n = pool->nodes[p];            /* a copy: the pool may move while patterns are made */
  switch (n.kind) {
    case BP_KIND_CHOICE:
      find_ways(pool, n.a, kind, name, then, to);
      find_ways(pool, n.b, kind, name, then, to);
      return;
    case BP_KIND_GROUP:
      find_ways(pool, n.a, kind, name, bp_pattern_group(pool, n.b, then), to);
      /* Attributes come in any order; of elements the second comes once the first may be over. */
      if (kind == BP_KIND_ATTRIBUTE) find_ways(pool, n.b, kind, name, bp_pattern_group(pool, n.a, then), to);
      else if (pool->nodes[n.a].nullable) find_ways(pool, n.b, kind, name, then, to);
      return;
    case BP_KIND_MORE:
      find_ways(pool, n.a, kind, name, bp_pattern_group(pool, any_number(pool, n.a), then), to);
      return;
    case BP_KIND_ELEMENT: case BP_KIND_ATTRIBUTE:
      if (n.kind == kind && n.a == name) add_way(pool, to, n.b, then);
      return;
    default: return;
  }
}

static size_t slot_of (const step_table *t, bp_pattern p, uint32_t name) {
  size_t at = bp_hash_mix((uint64_t)p << 32 | name) & t->mask;
  while (t->slots[at].count != UNKNOWN && (t->slots[at].pattern != p || t->slots[at].name != name)) at = (at + 1) & t->mask;
  return at;
}

static bool grow_steps (step_table *t) {
  step_table wider = { NULL, t->slots ? t->mask * 2 + 1 : 255, t->used };
  wider.slots = malloc((wider.mask + 1) * sizeof *wider.slots);
  if (!wider.slots) return false;
  memset(wider.slots, 0xFF, (wider.mask + 1) * sizeof *wider.slots);
  for (size_t i = 0; t->slots && i <= t->mask; i++) {
    if (t->slots[i].count != UNKNOWN) wider.slots[slot_of(&wider, t->slots[i].pattern, t->slots[i].name)] = t->slots[i];
  }
  free(t->slots);
  *t = wider;
  return true;
}

/* The remembered ways of a step, taken now if it is the first time. */
static size_t take (bp_pool *pool, step_table *t, bp_pattern p, enum bp_pattern_kind kind, uint32_t name, const bp_way **ways) {
  if ((!t->slots || t->used * 2 > t->mask) && !grow_steps(t)) { pool->failed = true; return 0; }
  size_t at = slot_of(t, p, name);
  if (t->slots[at].count == UNKNOWN) {
    way_list found = { .count = 0 };
    find_ways(pool, p, kind, name, BP_EMPTY, &found);
    if (pool->way_count + found.count > pool->way_capacity) {
      size_t capacity = pool->way_capacity ? pool->way_capacity * 2 : 1024;
      bp_way *more = realloc(pool->ways, capacity * sizeof *more);
      if (!more) { pool->failed = true; return 0; }
      pool->ways = more;
      pool->way_capacity = capacity;
    }
    memcpy(pool->ways + pool->way_count, found.list, found.count * sizeof *found.list);
    t->slots[at] = (step){ p, name, (uint32_t)pool->way_count, (uint32_t)found.count };
    t->used++;
    pool->way_count += found.count;
  }
  *ways = pool->ways + t->slots[at].first;
  return t->slots[at].count;
}

size_t bp_pattern_start (bp_pool *pool, bp_pattern p, uint32_t name, const bp_way **ways) {
  return take(pool, &pool->starts, p, BP_KIND_ELEMENT, name, ways);
}

size_t bp_pattern_attribute (bp_pool *pool, bp_pattern p, uint32_t name, const bp_way **ways) {
  return take(pool, &pool->attributes, p, BP_KIND_ATTRIBUTE, name, ways);
}

/* ---- steps without a name ---- */

bp_pattern bp_pattern_close_tag (bp_pool *pool, bp_pattern p) {
  if (pool->closed[p] != UNKNOWN) return pool->closed[p];
  bp_pattern_node n = pool->nodes[p];
  bp_pattern left = p;
  switch (n.kind) {
    case BP_KIND_ATTRIBUTE: left = BP_NOT_ALLOWED; break;
    case BP_KIND_MORE: left = bp_pattern_more(pool, bp_pattern_close_tag(pool, n.a)); break;
    case BP_KIND_GROUP: case BP_KIND_CHOICE: {
      bp_pattern a = bp_pattern_close_tag(pool, n.a), b = bp_pattern_close_tag(pool, n.b);
      left = n.kind == BP_KIND_GROUP ? bp_pattern_group(pool, a, b) : bp_pattern_choice(pool, a, b);
      break;
    }
    default: break;
  }
  return pool->closed[p] = left;
}

bp_pattern bp_pattern_text (bp_pool *pool, bp_pattern p) {
  if (pool->texted[p] != UNKNOWN) return pool->texted[p];
  bp_pattern_node n = pool->nodes[p];
  bp_pattern left = BP_NOT_ALLOWED;
  switch (n.kind) {
    case BP_KIND_TEXT: left = BP_TEXT; break;
    case BP_KIND_CHOICE: {
      bp_pattern a = bp_pattern_text(pool, n.a), b = bp_pattern_text(pool, n.b);
      left = bp_pattern_choice(pool, a, b);
      break;
    }
    case BP_KIND_GROUP:
      left = bp_pattern_group(pool, bp_pattern_text(pool, n.a), n.b);
      if (pool->nodes[n.a].nullable) left = bp_pattern_choice(pool, left, bp_pattern_text(pool, n.b));
      break;
    case BP_KIND_MORE: left = bp_pattern_group(pool, bp_pattern_text(pool, n.a), any_number(pool, n.a)); break;
    default: break;
  }
  return pool->texted[p] = left;
}
