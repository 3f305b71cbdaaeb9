/* sites.h -- where the lexical grammars are worth trying: trigger words, kinds of tokens, pieces of text, and figures.
**
** A figure ("33, 000", "3.5 million", "54") is read here, once for all grammars: its value, where it ends, and from what
** stands right before and behind it which readers can match at all.  A reader is a bit; what speaks for it is told
** when the plan is made.
*/
#ifndef BP_SITES_H
#define BP_SITES_H

#include "gazetteer.h"

enum {
  BP_SITE_BEFORE,        /* the word before a figure speaks for these readers */
  BP_SITE_BEHIND,        /* the word behind it does */
  BP_SITE_LINK,          /* the word behind leads on ("to", "-"): the five tokens behind it are asked too */
  BP_SITE_WORD_FIELDS
};

enum {
  BP_SHAPE_ANY,          /* every figure */
  BP_SHAPE_YEAR,         /* four figures, the first of them 1 or 2 */
  BP_SHAPE_LONG,         /* seven figures or more in a row, with blanks, hyphens, dots, slashes, brackets between them */
  BP_SHAPE_DOTS,         /* two dots or more inside the token: "22.3.2017" */
  BP_SHAPE_FINE,         /* four decimals or more: "40.7128" */
  BP_SHAPE_COUNT
};

#define BP_SITE_NO_NUMBER UINT32_MAX

typedef struct bp_site_plan bp_site_plan;

typedef struct {
  uint32_t first;        /* byte */
  uint32_t which;        /* number of the pattern; for a figure the bits of its readers */
  uint32_t after;        /* for a figure the byte behind it, BP_SITE_NO_NUMBER where it is none ("1,2"); 0 for any other site */
  uint32_t digits;       /* figures of the value; above 16 it is no exact number */
  double value;
} bp_site;

typedef struct {
  bp_site *item;
  uint32_t count, room;
  bp_matches words;      /* scratch */
} bp_site_list;

int  bp_site_plan_new (bp_site_plan **out);                       /* BP_OK or BP_ENOMEM */
void bp_site_plan_free (bp_site_plan *plan);                      /* NULL is harmless */
void bp_site_plan_kind (bp_site_plan *plan, int kind, uint32_t pattern);
void bp_site_plan_shape (bp_site_plan *plan, int shape, uint32_t readers);
void bp_site_plan_near (bp_site_plan *plan, int field, int kind, uint32_t readers);   /* a kind of token before or behind */
/* The first token of `word` counts.  BP_OK, BP_EUTF8, BP_EFORMAT (no token), BP_ENOMEM. */
int  bp_site_plan_word (bp_site_plan *plan, int field, const char *word, size_t len, uint32_t readers);
/* Every place of a piece of text.  BP_OK, BP_ELIMIT (empty, or too many), BP_ENOMEM. */
int  bp_site_plan_text (bp_site_plan *plan, const char *text, size_t len, uint32_t pattern);

/* All sites in text order; `words` (or NULL) gives pattern numbers.  `out` is emptied first.  BP_OK or BP_ENOMEM. */
int  bp_sites_find (const bp_site_plan *plan, const bp_gazetteer *words, const bp_document *doc, bp_site_list *out);
void bp_sites_free (bp_site_list *list);

#endif
