/* article_gender.c -- the sex that the article itself shows of a person: titles ("Ms."), nouns ("a spokeswoman"), pronouns.
**
** A pronoun counts for the person when no other person stands between the name and it, in the sentence or the next one.
** Used to find out whom a shared surname means; never written out.
*/
#include "article_who.h"

enum { REACH = 45, NOUN_REACH = 6 };      /* tokens behind a name in which a pronoun, a noun may mean it */

static void vote (mention *m, int male, int female, double weight) {
  if (male) m->male += weight;
  else if (female) m->female += weight;
}

/* "Ms. Velda"; "spokeswoman Velda", "his sister, Velda". */
static void read_before (const pass *p, mention *m) {
  int32_t i = m->i;
  vote(m, IS(p, i - 1, male_title), IS(p, i - 1, female_title), 6);
  int noun = IS(p, i - 1, male_noun) || IS(p, i - 1, female_noun);
  int32_t k = !noun && IS(p, i - 1, comma) ? i - 2 : i - 1;
  vote(m, IS(p, k, male_noun), IS(p, k, female_noun), 4);
}

/* A mark that opens or closes speech; an apostrophe may be anything. */
static int is_speech_mark (const pass *p, int32_t k) {
  return IS(p, k, quote_mark) && !IS(p, k, apostrophe);
}

/* What follows up to the next person, at `stop`. */
static void read_behind (const pass *p, mention *m, int32_t stop) {
  int32_t j = m->j, end = j + REACH < stop ? j + REACH + 1 : stop;
  uint32_t sentence = p->w[j].sentence, block = p->block_number[sentence];
  int quoted = 0, apposition = IS(p, j + 1, comma);
  for (int32_t k = j + 1; k < end && k < p->count; k++) {
    uint32_t number = p->w[k].sentence;
    if (number > sentence + 1 || p->block_number[number] != block) return;
    if (IS(p, k, he) || IS(p, k, she)) {
      int of_relative = k == j + 2 && (IS(p, k, his) || IS(p, k, her));                       /* "X, his sister" */
      if (!of_relative && !quoted) vote(m, IS(p, k, he), IS(p, k, she), number == sentence ? 1 : 0.7);
      return;
    }
    if (apposition && k - j <= NOUN_REACH && number == sentence && bp_pass_after_possessive(p, k + 1) == NONE)
      vote(m, IS(p, k, male_noun), IS(p, k, female_noun), 2);
    quoted |= is_speech_mark(p, k);
  }
}

void bp_gender_read (const pass *p, mention *m, uint32_t count) {
  int32_t stop = p->count;
  for (uint32_t n = count; n-- > 0; ) {
    if (m[n].is_family) continue;
    if (p->w[m[n].j].sentence != 0) {
      read_before(p, &m[n]);
      read_behind(p, &m[n], stop);
    }
    stop = m[n].i;
  }
}
