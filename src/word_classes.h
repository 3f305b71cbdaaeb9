/* word_classes.h -- which words are used alike: classes of a large corpus, as part of a tagger's model.
**
** A word's class is a path in a tree of classes (Brown et al., Computational Linguistics 18(4), 1992), written in bits; words
** whose paths begin alike are more alike than others.  A rare surname is in the class of surnames.
**
** The table is read as it stands in the file: lines of 64 bytes, each with 16 words as 16-bit prints and the numbers of
** their classes.  A word whose line is full is in the next one.  Another word's print is met once in some 5000 look-ups.
*/
#ifndef BP_WORD_CLASSES_H
#define BP_WORD_CLASSES_H

#include "bp.h"

enum { BP_CLASS_SLOTS = 16, BP_CLASS_DEPTHS = 3, BP_CLASSES_MAX = 60000 };

typedef struct {
  uint16_t print[BP_CLASS_SLOTS];           /* 0: empty */
  uint16_t number[BP_CLASS_SLOTS];
} bp_class_line;

/* The whole path by its number, and its first eight and five bits; all 0: no class. */
typedef struct { uint16_t depth[BP_CLASS_DEPTHS]; } bp_word_class;

typedef struct {
  const bp_class_line *line;
  const bp_word_class *path;                /* by number; number 0 is no class */
  uint32_t lines, paths;                    /* lines 0: there are no classes */
} bp_word_classes;

/* `folded`: the token's hash, see document.h. */
bp_word_class bp_word_classes_find (const bp_word_classes *c, uint64_t folded);

static inline const bp_class_line *bp_word_classes_home (const bp_word_classes *c, uint64_t folded) {
  return &c->line[((folded >> 32) * c->lines) >> 32];
}

/* ---- making them, for the trainer ---- */

typedef struct bp_class_builder bp_class_builder;

int  bp_class_builder_new (bp_class_builder **out);
void bp_class_builder_free (bp_class_builder *b);     /* NULL is harmless */

/*
** A class and its words, which have spaces between them; those that are more than one token are left out.  `path` is made
** of 0 and 1.  BP_EUTF8, BP_EFORMAT (the path), BP_ELIMIT (too many classes), BP_ENOMEM.
*/
int bp_class_builder_add (bp_class_builder *b, const char *path, const char *words, size_t len);

/* The table; it belongs to the builder and holds until the next word is added.  BP_OK or BP_ENOMEM. */
int bp_class_builder_freeze (bp_class_builder *b, bp_word_classes *out);

#endif
