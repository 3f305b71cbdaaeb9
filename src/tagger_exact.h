/* tagger_exact.h -- a text tagged with the weights as they were learned, to see what rounding them costs; for training. */
#ifndef BP_TAGGER_EXACT_H
#define BP_TAGGER_EXACT_H

#include "tagger_write.h"

typedef struct bp_exact bp_exact;

/* Tables, classes and gazetteer (NULL: none) are borrowed.  BP_OK or BP_ENOMEM. */
int  bp_exact_new (bp_exact **out, const bp_learned table[TABLES], const bp_word_classes *classes, const bp_gazetteer *gazetteer);
void bp_exact_free (bp_exact *x);     /* NULL is harmless */

/* Names of a text as bp_tagger_tag finds them; *out holds until the next text.  BP_OK, BP_EUTF8, BP_EFORMAT, BP_ENOMEM. */
int bp_exact_tag (bp_exact *x, const char *text, size_t len, const bp_span *sentence, uint32_t sentences, const bp_gold **out,
                  uint32_t *count);

#endif
