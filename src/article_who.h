/* article_who.h -- mentions of persons while they are being chained; for article_chain.c, article_form.c, article_gender.c. */
#ifndef BP_ARTICLE_WHO_H
#define BP_ARTICLE_WHO_H

#include "article_pass.h"

/* A word of a name as it is compared. */
typedef struct {
  uint64_t key;         /* of its sound */
  int32_t token;
  unsigned char letter; /* the first, without case and accents */
  uint8_t is_initial;   /* "J.", "j.b." */
  uint8_t is_optional;  /* a particle, "Jr.": a shorter form may do without */
} name_word;

typedef struct {
  name_word *word;      /* in the pool */
  uint32_t count;
  uint64_t key, turned; /* of the words in their order; of two words in any order */
  uint64_t base, base_es;   /* of a last word that may be a plural: without "s", "es"; 0 for none */
  uint16_t title;
  uint8_t is_family;
  int32_t i, j;         /* tokens */
  double male, female;  /* votes for a sex */
} mention;

/* Words of the tokens i to j, at most `room` of them. */
uint32_t bp_form_words (pass *p, int32_t i, int32_t j, name_word *out, uint32_t room);
/* Fill in the keys of a mention whose words and tokens are set. */
void bp_form_keys (pass *p, mention *m);
/* Can `a` be another, shorter form of `b`? */
int  bp_form_fits (const mention *a, const mention *b);

/* Votes for the sex of each mention; mentions in text order, with their tokens. */
void bp_gender_read (const pass *p, mention *m, uint32_t count);

#endif
