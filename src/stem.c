/* stem.c -- English words to their stem, by the Porter2 algorithm.
**
** A stem is no word: "universities" and "universal" share "univers".  It serves to find the inflected forms of a word
** that an editor wrote once.  Irregular forms ("sold", "children") keep their own stems.  Allocates nothing; one word
** costs about a tenth of a microsecond.
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

/* "Y" stands for a y that is a consonant. */
static int is_vowel (char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

static int ends (const word *w, const char *suffix) {
  size_t n = strlen(suffix);
  return w->len >= n && memcmp(w->s + w->len - n, suffix, n) == 0;
}

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
  static const char *const irregular[] = { "gener", "commun", "arsen" };
  w->r1 = 0;
  for (size_t i = 0; i < sizeof irregular / sizeof irregular[0]; i++) {
    size_t n = strlen(irregular[i]);
    if (w->len >= n && memcmp(w->s, irregular[i], n) == 0) w->r1 = n;
  }
  if (w->r1 == 0) w->r1 = region(w, 0);
  w->r2 = region(w, w->r1);
}

/* ---- whole words ---------------------------------------------------------------------------------------------- */

typedef struct { const char *from, *to; } pair;

static const pair exceptions[] = {
  { "skis", "ski" }, { "skies", "sky" }, { "dying", "die" }, { "lying", "lie" }, { "tying", "tie" }, { "idly", "idl" },
  { "gently", "gentl" }, { "ugly", "ugli" }, { "early", "earli" }, { "only", "onli" }, { "singly", "singl" },
  { "sky", "sky" }, { "news", "news" }, { "howe", "howe" }, { "atlas", "atlas" }, { "cosmos", "cosmos" },
  { "bias", "bias" }, { "andes", "andes" }
};

static const char *const kept[] = {     /* behind step 1a */
  "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"
};

static int is_word (const word *w, const char *other) {
  return strlen(other) == w->len && memcmp(w->s, other, w->len) == 0;
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
  static const char *const suffixes[] = { "ingly", "edly", "ing", "ed" };
  if (ends(w, "eedly") || ends(w, "eed")) {
    size_t n = ends(w, "eed") ? 3 : 5;
    if (w->len - n >= w->r1) w->len -= n - 2;
    return;
  }
  for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
    if (!ends(w, suffixes[i])) continue;
    size_t stem = w->len - strlen(suffixes[i]);
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
  { "ational", "ate" }, { "fulness", "ful" }, { "iveness", "ive" }, { "ization", "ize" }, { "ousness", "ous" },
  { "biliti", "ble" }, { "lessli", "less" }, { "tional", "tion" },
  { "alism", "al" }, { "aliti", "al" }, { "ation", "ate" }, { "entli", "ent" }, { "fulli", "ful" }, { "iviti", "ive" },
  { "ousli", "ous" },
  { "abli", "able" }, { "alli", "al" }, { "anci", "ance" }, { "ator", "ate" }, { "enci", "ence" }, { "izer", "ize" },
  { "bli", "ble" }
};

static const pair step_3_pairs[] = {
  { "ational", "ate" }, { "tional", "tion" }, { "alize", "al" }, { "icate", "ic" }, { "iciti", "ic" }, { "ical", "ic" },
  { "ness", "" }, { "ful", "" }
};

/* Whether one of the suffixes was there: the longest is the only one tried. */
static int replace_first (word *w, const pair *pairs, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!ends(w, pairs[i].from)) continue;
    size_t n = strlen(pairs[i].from);
    if (w->len - n >= w->r1) replace(w, n, pairs[i].to);
    return 1;
  }
  return 0;
}

static void step_2 (word *w) {
  static const char li_endings[] = "cdeghkmnrt";
  if (replace_first(w, step_2_pairs, sizeof step_2_pairs / sizeof step_2_pairs[0])) return;
  if (ends(w, "ogi")) {
    if (w->len - 3 >= w->r1 && w->len > 3 && w->s[w->len - 4] == 'l') w->len--;
  }
  else if (ends(w, "li") && w->len - 2 >= w->r1 && w->len > 2 && strchr(li_endings, w->s[w->len - 3]) != NULL) w->len -= 2;
}

static void step_3 (word *w) {
  if (ends(w, "ative")) {
    if (w->len - 5 >= w->r2 && w->len - 5 >= w->r1) w->len -= 5;
  }
  else replace_first(w, step_3_pairs, sizeof step_3_pairs / sizeof step_3_pairs[0]);
}

static void step_4 (word *w) {
  static const char *const suffixes[] = {
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"
  };
  for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
    if (!ends(w, suffixes[i])) continue;
    size_t stem = w->len - strlen(suffixes[i]);
    if (stem < w->r2) return;
    if (suffixes[i][0] == 'i' && suffixes[i][1] == 'o' && (stem == 0 || (w->s[stem - 1] != 's' && w->s[stem - 1] != 't'))) return;
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
  for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
    if (is_word(&w, exceptions[i].from)) {
      size_t n = strlen(exceptions[i].to);
      memcpy(s, exceptions[i].to, n);
      return n;
    }
  if (s[0] == '\'') memmove(s, s + 1, --w.len);
  for (size_t i = 0; i < w.len; i++)
    if (s[i] == 'y' && (i == 0 || is_vowel(s[i - 1]))) s[i] = 'Y';
  find_regions(&w);
  step_0(&w);
  step_1a(&w);
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) if (is_word(&w, kept[i])) return w.len;
  step_1b(&w);
  step_1c(&w);
  step_2(&w);
  step_3(&w);
  step_4(&w);
  step_5(&w);
  for (size_t i = 0; i < w.len; i++) if (s[i] == 'Y') s[i] = 'y';
  return w.len;
}

/* "capability" and "capabl" differ in the last two letters of the stem, "dying" and "die" too; more than that none does. */
size_t bp_stem_shared (size_t stem_len) { return stem_len > 3 ? stem_len - 2 : 1; }
