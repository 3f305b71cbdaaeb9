/* article_run.c -- runs of capitalised words: how far a name can reach from a token, to the right and to the left.
**
**     Ludwig van Beethoven, J. B. Smith Jr., Baek Seon-ho, Bashar al-Assad, William "Bill" Hart
**
** Says where a name may go on, not what it is; asked only where something speaks for a name.
*/
#include <string.h>

#include "article_pass.h"

/* No name is longer; so that a text of nothing but capitals costs no more than its length. */
enum { RUN_MAX = 48 };

/* Does the hyphen at k join its neighbours: no space around it but a line end after it? */
int bp_run_is_joining (const pass *p, int32_t k) {
  if (!IS(p, k, hyphen) || is_spaced(p, k) || !together(p, k, k + 1)) return 0;
  if (!is_spaced(p, k + 1)) return 1;
  if (k + 1 >= p->count) return 0;
  const bp_token *t = p->doc->tokens.token;
  return memchr(p->doc->text + t[k].end, '\n', t[k + 1].start - t[k].end) != NULL;
}

/* Can no name hold the capitalised word at k: "The", "On", "Monday"?  "J." and "US" are none of these. */
int bp_run_is_stop (const pass *p, int32_t k) {
  if (!(IS(p, k, functional) || IS(p, k, month) || IS(p, k, weekday) || IS(p, k, calendar))) return 0;
  uint32_t len = length_of(p, k);
  char first = first_char(p, k);
  if (len == 2 && last_char(p, k, 0) == '.' && first >= 'A' && first <= 'Z') return 0;
  return !(is_upper(p, k) && len <= 3);
}

static int ends_in (const pass *p, int32_t k, const char *tail, uint32_t n) {
  uint32_t len;
  const char *s = chars(p, k, &len);
  return len >= n && memcmp(s + len - n, tail, n) == 0;
}

/* "Seon-ho": a syllable in small letters behind the hyphen of a name from i to j. */
static int is_syllable (const pass *p, int32_t i, int32_t j, int32_t k) {
  uint32_t len = length_of(p, k);
  char first = first_char(p, k);
  if (len == 0 || len > 7 || first < 'a' || first > 'z' || IS_SMALL(p, k, after_hyphen)) return 0;
  if ((len > 5 && ends_in(p, k, "ing", 3)) || (len > 3 && ends_in(p, k, "ed", 2))) return 0;
  return j > i || (is_capital(p, k + 1) && together(p, k, k + 1) && is_spaced(p, k + 1));
}

/* Behind a particle at k: where the name goes on, "al-Assad", "van der Berg". */
static int32_t behind_particle (const pass *p, int32_t i, int32_t k) {
  int32_t n = k + 1;
  if (bp_run_is_joining(p, n) && is_capital(p, n + 1)) return n + 1;
  if (IS_SMALL(p, n, particle)) n++;
  return is_capital(p, n) && together(p, n, i) && is_spaced(p, n) ? n : NONE;
}

/* "William “Bill” Hart": the name behind a nickname whose opening mark is at k. */
static int is_nickname (const pass *p, int32_t i, int32_t k) {
  return IS(p, k, quote_mark) && is_spaced(p, k) && is_capital(p, k + 1) && IS(p, k + 2, quote_mark)
      && !is_spaced(p, k + 2)
      && is_capital(p, k + 3) && together(p, k + 3, i) && is_spaced(p, k + 3);
}

/*
** The token to which a name from i to j goes on without a space or by a mark of its own: "Seon" + "-ho", "Hart" + ", Jr.",
** "William" + "“Bill” Hart", "Bashar" + "al-Assad"; NONE when it does not.
*/
int32_t bp_run_joined (const pass *p, int32_t i, int32_t j) {
  int32_t k = j + 1;
  if (!together(p, k, i) || k >= p->count) return NONE;
  if (bp_run_is_joining(p, k)) return is_capital(p, k + 1) || is_syllable(p, i, j, k + 1) ? k + 1 : NONE;
  if (IS_SMALL(p, k, particle) && is_spaced(p, k)) return behind_particle(p, i, k);
  if (IS(p, k, comma) && IS(p, k + 1, suffix) && is_capital(p, k + 1) && together(p, k + 1, i)) return k + 1;
  if (is_capital(p, k) && IS(p, k, suffix) && is_spaced(p, k) && j > i) return k;
  return is_nickname(p, i, k) ? k + 3 : NONE;
}

/* "Hamid Peeroo QC": what stands behind a name is no part of it. */
int bp_run_is_postnominal (const pass *p, int32_t k) { return is_upper(p, k) && IS(p, k, postnominal); }

static int goes_on_at (const pass *p, int32_t k) {
  return is_capital(p, k) && !bp_run_is_stop(p, k) && !p->w[k].blocked && !bp_run_is_postnominal(p, k);
}

/* The last token of the run that begins at i. */
int32_t bp_run_last (const pass *p, int32_t i) {
  int32_t j = i;
  while (j - i < RUN_MAX) {
    if (together(p, j + 1, i) && is_spaced(p, j + 1) && goes_on_at(p, j + 1)) { j++; continue; }
    int32_t k = bp_run_joined(p, i, j);
    if (k == NONE) break;
    j = k;
  }
  return j;
}

/* The first token of the run that ends at j. */
int32_t bp_run_first (const pass *p, int32_t j) {
  int32_t i = j, k = j;
  while (k > 0 && j - k < RUN_MAX && together(p, k - 1, j)) {
    if (is_spaced(p, k)) {
      if (goes_on_at(p, k - 1)) i = --k;
      else if (IS_SMALL(p, k - 1, particle) && is_capital(p, k - 2) && together(p, k - 2, j)) k--;
      else break;
    }
    else if (bp_run_is_joining(p, k - 1) && together(p, k - 2, j)) {
      k -= 2;
      if (is_capital(p, k)) i = k;
    }
    else break;
  }
  return i;
}

/* Where a name that has its first capital at i really begins: "al-Assad", "von Trapp", "van der Berg". */
int32_t bp_run_opening (const pass *p, int32_t i) {
  if (bp_run_is_joining(p, i - 1) && IS_SMALL(p, i - 2, opening_particle) && together(p, i - 2, i)) return i - 2;
  if (!IS_SMALL(p, i - 1, opening_particle) || !together(p, i - 1, i) || !is_spaced(p, i)) return i;
  return IS_SMALL(p, i - 2, particle) && IS_SMALL(p, i - 2, opening_particle) && together(p, i - 2, i) ? i - 2 : i - 1;
}

/* Are the words from i to j an office and nothing else: "Prime Minister", "Surgeon General"? */
int bp_run_is_office (const pass *p, int32_t i, int32_t j) {
  for (int32_t k = i; k <= j; k++)
    if (is_capital(p, k) && !IS(p, k, title) && !IS(p, k, modifier)) return 0;
  return (int)IS(p, j, noun);
}
