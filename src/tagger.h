/* tagger.h -- names of persons, places and organisations in a document: a linear-chain CRF in two looks.
**
** The model is read-only, mapped from a file and shared by all documents and threads.  What belongs to one article lives
** in a bp_tagging, whose arrays are reused from article to article.
*/
#ifndef BP_TAGGER_H
#define BP_TAGGER_H

#include "document.h"
#include "gazetteer.h"
#include "tagger_features.h"

typedef struct bp_tagger bp_tagger;
typedef struct bp_tagging bp_tagging;

/* BP_EIO, BP_EFORMAT (not a tagger), BP_EVERSION, BP_ECHECKSUM (damaged), BP_ENOMEM. */
int  bp_tagger_load (bp_tagger **out, const char *path);
void bp_tagger_free (bp_tagger *tagger);            /* NULL is harmless */
const char *bp_tagger_note (const bp_tagger *t);    /* provenance: data, settings, scores; ends in '\0' */
size_t bp_tagger_size (const bp_tagger *t);         /* bytes of the file */

int  bp_tagging_new (bp_tagging **out);
void bp_tagging_free (bp_tagging *tagging);         /* NULL is harmless */

typedef struct {
  bp_span span;
  uint8_t type;         /* BP_PER, BP_LOC, BP_ORG */
  float score;          /* least probability of the type among its tokens; that of the first look when none were asked for */
  float person;         /* largest probability that one of its tokens is in a person's name */
} bp_tagged;

typedef struct {
  float recall;         /* taken off the score of "no name" of capitals before decoding; 0 is even-handed, 1 finds more */
  int scores;           /* fill in bp_tagged.score */
} bp_tagger_options;

/*
** Names in the document, in text order, none across a sentence's edge.  `gazetteer` may be NULL; it should be the one
** the model was trained with.  *out belongs to `tagging` and holds until its next use.  BP_OK or BP_ENOMEM.
*/
int bp_tagger_tag (const bp_tagger *t, const bp_gazetteer *gazetteer, const bp_document *doc, bp_tagging *tagging,
                   const bp_tagger_options *options, const bp_tagged **out, uint32_t *count);

#endif
