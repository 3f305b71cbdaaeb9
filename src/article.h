/* article.h -- the names of one article, decided over the whole of it: rules of news copy on top of the tagger's names.
**
** A plan holds what the rules look for: words by class, the gazetteer's kinds, the types of annotations that matter.  It
** is filled once and then shared by all articles.  A bp_article holds what belongs to the article at hand; its memory is
** kept for the next one.
*/
#ifndef BP_ARTICLE_H
#define BP_ARTICLE_H

#include "annotation.h"
#include "document.h"
#include "gazetteer.h"

typedef struct bp_article_plan bp_article_plan;
typedef struct bp_article bp_article;

/* What a name is.  The first three are the tagger's numbers. */
enum { BP_NAME_NONE, BP_NAME_PERSON, BP_NAME_PLACE, BP_NAME_ORG, BP_NAME_NATIONALITY, BP_NAME_LANGUAGE };

enum { BP_NAME_FAMILY = 1, BP_NAME_METONYM };                                                     /* subtypes */
enum { BP_NAME_COUNTRY = 1, BP_NAME_CAPITAL, BP_NAME_REGION, BP_NAME_CITY, BP_NAME_MEDIA };      /* kinds */

/* Which rule says so; bp_article_source names them. */
enum {
  BP_BY_TAGGER, BP_BY_LIST, BP_BY_BYLINE, BP_BY_CREDIT, BP_BY_DATELINE, BP_BY_GAZETTEER, BP_BY_LANGUAGE_CONTEXT, BP_BY_TITLE,
  BP_BY_HONORIFIC, BP_BY_AGE, BP_BY_NICKNAME, BP_BY_OWNER, BP_BY_ABBREVIATION, BP_BY_ORG_HEAD, BP_BY_POSSESSIVE, BP_BY_PUBLIC_BODY,
  BP_BY_FACILITY, BP_BY_GROUP, BP_BY_NEWSPAPER, BP_BY_PLACE_HEAD, BP_BY_PLACE_OF, BP_BY_DIRECTION, BP_BY_METONYM, BP_BY_PART,
  BP_BY_ARTICLE, BP_BY_FAMILY, BP_BY_SHARED, BP_BY_KIN, BP_BY_FIRM, BP_BY_ADDRESS, BP_BY_MAIL,
  BP_BY_OTHERS        /* this number and those above it: the caller's own */
};
const char *bp_article_source (int source);                            /* "name:title"; NULL for the caller's own */

/* ---- the plan --------------------------------------------------------------------------------------------------- */

int  bp_article_plan_new (bp_article_plan **out);                      /* BP_OK or BP_ENOMEM */
void bp_article_plan_free (bp_article_plan *plan);                     /* NULL is harmless */

/* Numbers of word classes ("particle"), of kinds of the gazetteer ("capital"), of steps ("titles"); -1 for unknown names. */
int bp_article_class (const char *name);
int bp_article_kind (const char *name);
int bp_article_step (const char *name);

/* A word, case-folded, is of a class.  BP_OK, BP_EUTF8, BP_ENOMEM. */
int bp_article_plan_word (bp_article_plan *plan, int class, const char *word, size_t len);
/* ... and as a title before a name it is known to the caller by a number above 0. */
int bp_article_plan_title (bp_article_plan *plan, int is_honorific, const char *word, size_t len, uint16_t title);
/* Words of one number, above 0, are spellings of one given name: "Mohammed", "Muhammad". */
int bp_article_plan_spelling (bp_article_plan *plan, const char *word, size_t len, uint16_t number);
void bp_article_plan_kind (bp_article_plan *plan, int kind, uint32_t bits);

enum { BP_HOLDS_NO_NAME = 1, BP_HOLDS_DATE, BP_HOLDS_AGE, BP_HOLDS_QUOTE, BP_HOLDS_ADDRESS, BP_HOLDS_MAIL };
/* BP_OK, or BP_ELIMIT for types above 255. */
int bp_article_plan_type (bp_article_plan *plan, uint32_t type, int holds);

/* ---- an article ------------------------------------------------------------------------------------------------- */

/* What somebody else takes for a name. */
typedef struct {
  bp_span span;
  uint8_t type;
  uint32_t source;
  float person;         /* probability that a person is in it; below 0 when nobody asked */
  double score;
} bp_candidate;

/* What a block is, as far as names care. */
/* UNREAD is a bit */
enum { BP_BLOCK_TEXT, BP_BLOCK_HEADING, BP_BLOCK_CREDIT, BP_BLOCK_DATELINE, BP_BLOCK_UNREAD = 4 };

typedef struct {
  const bp_gazetteer *lists;         /* or NULL */
  bp_annotations *annotations;       /* dates, ages and the like; or NULL */
  const uint8_t *block;              /* by block of the document; or NULL: all are text */
  const bp_candidate *candidate;     /* of those that overlap the surer stays, of equals the first */
  uint32_t candidate_count;
  const bp_candidate *form;          /* names in bylines, credits and datelines that somebody has read: certain */
  uint32_t form_count;
  uint32_t without;                  /* steps left out, as bits */
} bp_article_input;

typedef struct {
  bp_span span;
  uint32_t first, last;              /* tokens, both inclusive */
  uint32_t source;
  uint16_t title;                    /* of a person, as the plan numbers titles; 0 for none */
  uint8_t type, subtype, kind;
  uint8_t is_public;                 /* a person of the lists known to everybody */
  float person;
  double score;
} bp_mention;

int  bp_article_new (bp_article **out);                                /* BP_OK or BP_ENOMEM */
void bp_article_free (bp_article *article);                            /* NULL is harmless */

/*
** The names of a document, disjoint, in text order.  The array belongs to the article and holds until its next use.
** BP_OK; BP_EFORMAT when a candidate leaves the text; BP_ELIMIT for a text of 2^30 tokens; BP_ENOMEM.
*/
int bp_article_read (bp_article *article, const bp_article_plan *plan, const bp_document *doc,
                     const bp_article_input *input,
                     const bp_mention **out, uint32_t *count);

/* Annotations (dates) that turned out to be part of a name: "Theresa May". */
uint32_t bp_article_freed (const bp_article *article, const uint32_t **ids);

/*
** The words of the document that was read last are not laid out again for its chains.  Whoever frees a document, or changes
** the plan, between the two says so.
*/
void bp_article_forget (bp_article *article);

/* ---- who is who (article_chain.c) ----------------------------------------------------------------------------------- */

/* A mention of a person, or of a family: "the Veldas". */
typedef struct {
  bp_span span;
  uint16_t title;       /* which titles are of one kind ("judge") is the caller's business; 0 for none */
  uint8_t is_family;
} bp_person;

typedef struct {
  uint32_t first, last; /* tokens */
  uint32_t chain;       /* index of its chain; BP_NO_CHAIN for a mention without a word */
  uint8_t is_ambiguous; /* could be of another person as well: it went to the nearer one */
} bp_person_link;

/* One person or family. */
typedef struct {
  uint32_t name;        /* index of the mention that says the name best */
  uint32_t full;        /* ... and of the longest one */
  uint32_t family_of;   /* chain of one of the family, or BP_NO_CHAIN */
  char gender;          /* 'm', 'f', or 0 when the article does not show it */
  uint8_t is_family;
} bp_chain;

#define BP_NO_CHAIN UINT32_MAX

/*
** Which mentions mean one person.  `person` is in text order.  Persons come in the order of their first mention, families
** behind them.  The arrays belong to the article and hold until its next use; `link` is by mention.  BP_OK; BP_EFORMAT when
** a span leaves the text; BP_ELIMIT as bp_article_read; BP_ENOMEM.
*/
int bp_article_chain (bp_article *article, const bp_article_plan *plan, const bp_document *doc, const bp_person *person,
                      uint32_t count, const bp_person_link **link, const bp_chain **chain, uint32_t *chains);

#endif
