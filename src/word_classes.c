/* word_classes.c -- which words are used alike: looking them up, and making the table for the trainer.
**
** Cost: a look-up touches one cache line, seldom two; the table has four bytes for each word.
*/
#include "word_classes.h"

#include <stdlib.h>
#include <string.h>

#include "document.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { PROBES = 8 };        /* lines that are looked at for a word; more are never full in a row */

static uint16_t print_of (uint64_t folded) {
  uint16_t print = (uint16_t)folded;
  return print != 0 ? print : 1;
}

/* Slot of a print in a line, or BP_CLASS_SLOTS. */
static unsigned slot_of (const bp_class_line *line, uint16_t print) {
#if defined(__SSE2__)
  const __m128i *half = (const __m128i *)(const void *)line->print;
  __m128i wanted = _mm_set1_epi16((short)print);
  __m128i first = _mm_cmpeq_epi16(_mm_loadu_si128(half), wanted), second = _mm_cmpeq_epi16(_mm_loadu_si128(half + 1), wanted);
  unsigned mask = (unsigned)_mm_movemask_epi8(_mm_packs_epi16(first, second));
  return mask != 0 ? (unsigned)__builtin_ctz(mask) : BP_CLASS_SLOTS;
#else
  unsigned k = 0;
  while (k < BP_CLASS_SLOTS && line->print[k] != print) k++;
  return k;
#endif
}

bp_word_class bp_word_classes_find (const bp_word_classes *c, uint64_t folded) {
  static const bp_word_class none;
  if (c->lines == 0) return none;
  const bp_class_line *line = bp_word_classes_home(c, folded);
  uint16_t print = print_of(folded);
  for (unsigned probe = 0; probe < PROBES; probe++) {
    unsigned found = slot_of(line, print);
    if (found < BP_CLASS_SLOTS) return line->number[found] < c->paths ? c->path[line->number[found]] : none;
    if (line->print[BP_CLASS_SLOTS - 1] == 0) return none;
    if (++line == c->line + c->lines) line = c->line;
  }
  return none;
}

/* ---- making them ------------------------------------------------------------------------------------------------ */

typedef struct { uint64_t folded; uint16_t number; } member;

struct bp_class_builder {
  member *word;
  uint32_t words, room;
  bp_word_class *path;
  uint32_t paths, path_room;
  bp_class_line *line;
};

int bp_class_builder_new (bp_class_builder **out) {
  bp_class_builder *b = calloc(1, sizeof *b);
  if (b == NULL) return BP_ENOMEM;
  b->paths = 1;             /* number 0 is no class */
  *out = b;
  return BP_OK;
}

void bp_class_builder_free (bp_class_builder *b) {
  if (b == NULL) return;
  free(b->word);
  free(b->path);
  free(b->line);
  free(b);
}

static int add_path (bp_class_builder *b, const char *path) {
  static const unsigned bits[BP_CLASS_DEPTHS] = { 0, 8, 5 };
  size_t len = strlen(path);
  if (len == 0 || strspn(path, "01") != len) return BP_EFORMAT;
  if (b->paths == BP_CLASSES_MAX) return BP_ELIMIT;
  if (b->paths >= b->path_room) {
    uint32_t room = b->path_room == 0 ? 256 : b->path_room * 2;
    bp_word_class *bigger = realloc(b->path, room * sizeof *bigger);
    if (bigger == NULL) return BP_ENOMEM;
    if (b->path_room == 0) memset(bigger, 0, sizeof *bigger);
    b->path = bigger;
    b->path_room = room;
  }
  bp_word_class *c = &b->path[b->paths];
  c->depth[0] = (uint16_t)b->paths++;
  for (unsigned d = 1; d < BP_CLASS_DEPTHS; d++) {
    unsigned value = 1;     /* a leading 1 tells short paths from long ones */
    for (size_t k = 0; k < bits[d] && k < len; k++) value = value * 2 + (path[k] == '1');
    c->depth[d] = (uint16_t)value;
  }
  return BP_OK;
}

static int add_word (bp_class_builder *b, bp_arena *arena, const char *word, size_t len) {
  bp_tokens tokens;
  int rc = bp_tokenize(arena, word, (uint32_t)len, &tokens);
  if (rc != BP_OK || tokens.count != 1) return rc;
  if (b->words == b->room) {
    uint32_t room = b->room == 0 ? 4096 : b->room * 2;
    member *bigger = realloc(b->word, room * sizeof *bigger);
    if (bigger == NULL) return BP_ENOMEM;
    b->word = bigger;
    b->room = room;
  }
  b->word[b->words++] = (member) { tokens.folded[0], (uint16_t)(b->paths - 1) };
  return BP_OK;
}

int bp_class_builder_add (bp_class_builder *b, const char *path, const char *words, size_t len) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  bp_document *whole;       /* checks the text, and its arena holds the tokens */
  size_t where;
  int rc = bp_document_new(&whole, words, len, &where);
  if (rc != BP_OK) return rc;
  rc = add_path(b, path);
  for (size_t from = 0, to; rc == BP_OK && from < len; from = to + 1) {
    for (to = from; to < len && words[to] != ' '; to++) ;
    if (to > from) rc = add_word(b, &whole->arena, words + from, to - from);
  }
  bp_document_free(whole);
  return rc;
}

int bp_class_builder_freeze (bp_class_builder *b, bp_word_classes *out) {
  uint32_t lines = b->words / BP_CLASS_SLOTS + b->words / BP_CLASS_SLOTS / 12 + 1;    /* 12 of 13 slots are taken */
  free(b->line);
  b->line = calloc(lines, sizeof *b->line);
  if (b->line == NULL) return BP_ENOMEM;
  bp_word_classes c = { b->line, b->path, b->words == 0 ? 0 : lines, b->words == 0 ? 0 : b->paths };
  for (uint32_t i = 0; i < b->words; i++) {
    uint16_t print = print_of(b->word[i].folded);
    bp_class_line *line = b->line + (bp_word_classes_home(&c, b->word[i].folded) - c.line);
    for (unsigned probe = 0, done = 0; probe < PROBES && !done; probe++) {
      unsigned k = 0;
      while (k < BP_CLASS_SLOTS && line->print[k] != 0 && line->print[k] != print) k++;
      done = k < BP_CLASS_SLOTS;
      if (done && line->print[k] == 0) {            /* else a word with the same print was first */
        line->print[k] = print;
        line->number[k] = b->word[i].number;
      }
      if (!done && ++line == b->line + lines) line = b->line;
    }
  }
  *out = c;
  return BP_OK;
}
