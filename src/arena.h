/* arena.h -- bump allocator: one per document, freed whole. */
#ifndef BP_ARENA_H
#define BP_ARENA_H

#include <stddef.h>

typedef struct bp_arena_block bp_arena_block;
typedef struct { bp_arena_block *head; } bp_arena;

void  bp_arena_init (bp_arena *arena);
void *bp_arena_alloc (bp_arena *arena, size_t count, size_t size);   /* NULL when out of memory; 16-byte aligned */
void  bp_arena_clear (bp_arena *arena);                              /* all is forgotten, the largest block kept for what comes */
void  bp_arena_free (bp_arena *arena);                               /* twice is harmless */

#endif
