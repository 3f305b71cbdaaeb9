/* arena.c -- bump allocator: one per document, freed whole.
**
** Blocks double from 16 KiB, so a document of n bytes costs O(log n) mallocs.  Nothing is given
** back singly: what a document needs lives as long as the document.
*/
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

#define FIRST_BLOCK ((size_t)16 * 1024)
#define ALIGN 16

struct bp_arena_block {
  bp_arena_block *next;
  size_t used, size;
  _Alignas(ALIGN) unsigned char data[];
};

void bp_arena_init (bp_arena *arena) { arena->head = NULL; }

void *bp_arena_alloc (bp_arena *arena, size_t count, size_t size) {
  if (size != 0 && count > (SIZE_MAX / 2 - ALIGN) / size) return NULL;
  size_t bytes = (count * size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  bp_arena_block *block = arena->head;
  if (block == NULL || block->size - block->used < bytes) {
    size_t want = block == NULL ? FIRST_BLOCK : block->size * 2;
    if (want < bytes) want = bytes;
    block = malloc(sizeof *block + want);
    if (block == NULL) return NULL;
    block->next = arena->head;
    block->used = 0;
    block->size = want;
    arena->head = block;
  }
  void *p = block->data + block->used;
  block->used += bytes;
  return p;
}

/* The newest block is the largest. */
void bp_arena_clear (bp_arena *arena) {
  bp_arena_block *kept = arena->head;
  if (kept == NULL) return;
  bp_arena rest = { kept->next };
  bp_arena_free(&rest);
  kept->next = NULL;
  kept->used = 0;
}

void bp_arena_free (bp_arena *arena) {
  bp_arena_block *block = arena->head;
  while (block != NULL) {
    bp_arena_block *next = block->next;
    free(block);
    block = next;
  }
  arena->head = NULL;
}
