/* phrases.h -- where phrases of words, stems and beginnings of words occur in a document, in one pass. */
#ifndef BP_PHRASES_H
#define BP_PHRASES_H

#include "document.h"
#include "gazetteer.h"

/* How a word of a phrase is compared with a word of the text. */
enum bp_piece_how {
  BP_PIECE_FOLD,      /* the same word, whatever its case */
  BP_PIECE_EXACT,     /* the same word in the same case */
  BP_PIECE_STEM,      /* a word of the same English stem */
  BP_PIECE_PREFIX     /* a word that begins so, whatever its case */
};

/* Fewest bytes of a prefix: shorter ones would be tried at too many words. */
#define BP_PREFIX_MIN 3

/* Most words of a phrase. */
#define BP_PHRASE_WORDS 32

typedef struct bp_phrases bp_phrases;

int  bp_phrases_new (bp_phrases **out);         /* BP_OK or BP_ENOMEM */
void bp_phrases_free (bp_phrases *p);           /* NULL is harmless */

/*
** A phrase is begun, gets its pieces (each may be several words: "full-face") and is ended with its value, not 0.
** piece: BP_EUTF8; BP_EFORMAT for a piece without a word or a prefix that is too short; BP_ELIMIT; BP_ENOMEM.
** end: BP_EFORMAT without a piece; BP_ENOMEM.  After a failure the next begin starts afresh.
*/
void bp_phrases_begin (bp_phrases *p);
int  bp_phrases_piece (bp_phrases *p, enum bp_piece_how how, const char *text, size_t len);
int  bp_phrases_end (bp_phrases *p, uint32_t value);

/* Nothing can be added behind it.  BP_OK or BP_ENOMEM. */
int bp_phrases_freeze (bp_phrases *p);

/*
** Every place of every phrase, by start, end and value, each once; none crosses the edge of a block.  *out is emptied
** first.  BP_OK or BP_ENOMEM.  The phrases are not changed: documents and threads may share them.
*/
int bp_phrases_scan (const bp_phrases *p, const bp_document *doc, bp_matches *out);

/* How many words stand wholly between two offsets, counted up to `most`; signs and "'s" are none. */
uint32_t bp_words_between (const bp_document *doc, uint32_t from, uint32_t to, uint32_t most);

#endif
