/* article_form.c -- forms of a name: the words of it as they are compared, and whether one name can be a shorter form of
** another.
**
** Case, accents, hyphens, quotation marks and commas make no difference, nor do these spellings of one sound, since one
** article writes a transliterated name now this way and now that: a doubled consonant is one; "ey", "ay" are "ei", "ai";
** "ou", "oo" are "u"; "iy", "ii", "yi" and "y" at the end are "i"; "ph" is "f", "ck" is "k", "dj" is "j"; and the plan has given
** names of several spellings ("Mohammed").  Words of less than five letters are left as they are, so that "Ana" and "Anna",
** "Lee" and "Li" stay two.  Nothing else is folded: "Karin" and "Karen" are two people.
*/
#include <stdlib.h>
#include <string.h>

#include "article_who.h"
#include "hash.h"
#include "utf8.h"

/* bytes: longer words are compared as written; shorter ones have no sound */
enum { WORD_MAX = 64, SOUND_MIN = 5 };

/* ---- the sound of a word -------------------------------------------------------------------------------------------- */

static int is_consonant (char c) { return c >= 'a' && c <= 'z' && strchr("aeiou", c) == NULL; }

static size_t single_consonants (char *s, size_t len) {
  size_t n = 0;
  for (size_t i = 0; i < len; i++) {
    s[n++] = s[i];
    if (i + 1 < len && s[i] == s[i + 1] && is_consonant(s[i])) i++;
  }
  return n;
}

/* Two letters that sound as one; 0 where they do not. */
static char one_sound (char a, char b) {
  if (a == 'o' && (b == 'u' || b == 'o')) return 'u';
  if (a == 'p' && b == 'h') return 'f';
  if (a == 'c' && b == 'k') return 'k';
  return a == 'd' && b == 'j' ? 'j' : '\0';
}

static size_t single_sounds (char *s, size_t len) {
  size_t n = 0;
  for (size_t i = 0; i < len; i++) {
    char next = i + 1 < len ? s[i + 1] : '\0', one = one_sound(s[i], next);
    s[n++] = one != '\0' ? one : s[i];
    if (one != '\0') i++;
    else if ((s[i] == 'a' || s[i] == 'e') && next == 'y') { s[n++] = 'i'; i++; }
  }
  return n;
}

/* The endings in their order, each once: "Dmitriy", "Dmitrii", "Dmitryi" and "Dmitry" end alike. */
static size_t end_in_i (char *s, size_t len) {
  static const char ends[][3] = { "iy", "ii", "yi" };
  for (size_t k = 0; k < 3; k++)
    if (len >= 2 && memcmp(s + len - 2, ends[k], 2) == 0) s[--len - 1] = 'i';
  if (len >= 1 && s[len - 1] == 'y') s[len - 1] = 'i';
  return len;
}

/* The sound of a word in small letters, in place. */
static size_t sound_of (char *s, size_t len) {
  if (len < SOUND_MIN) return len;
  for (size_t i = 0; i < len; i++)
    if ((s[i] < 'a' || s[i] > 'z') && s[i] != '\'') return len;
  return end_in_i(s, single_sounds(s, single_consonants(s, len)));
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

/* The letters of a token without case and accents; 0 for what is longer than WORD_MAX or cannot be folded. */
static size_t plain_letters (pass *p, int32_t k, char *out) {
  uint32_t len, i = 0;
  const char *s = chars(p, k, &len);
  if (len > WORD_MAX) return 0;
  for (; i < len && (unsigned char)s[i] < 0x80; i++) out[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 0x20 : s[i]);
  if (i == len) return len;
  char *form;
  size_t form_len;
  int rc = bp_utf8_fold(s, len, BP_FOLD_CASE | BP_FOLD_ACCENTS, &form, &form_len);
  if (rc != BP_OK) { p->status = rc; return 0; }
  if (form_len > WORD_MAX) form_len = 0;
  memcpy(out, form, form_len);
  free(form);
  return form_len;
}

static int is_letter (char c) { return c >= 'a' && c <= 'z'; }

static int is_initial (const char *s, size_t len) {
  if (len == 0 || !is_letter(s[0])) return 0;
  return len == 1 || (len == 2 && s[1] == '.') || (len == 4 && s[1] == '.' && is_letter(s[2]) && s[3] == '.');
}

static uint64_t key_of (const char *s, size_t len) { return bp_hash_bytes(s, len) | 1; }

static name_word word_of (pass *p, int32_t k) {
  char s[WORD_MAX];
  size_t len = plain_letters(p, k, s);
  name_word w = { .key = p->doc->tokens.folded[k] | 1, .token = k, .letter = (unsigned char)first_char(p, k) };
  w.is_optional = (uint8_t)(IS(p, k, suffix) || IS(p, k, particle));
  if (len == 0) return w;
  w.letter = (unsigned char)s[0];
  w.is_initial = (uint8_t)is_initial(s, len);
  uint16_t spelling = bp_plan_class_of(p->plan, bp_hash_bytes(s, len))->spelling;
  w.key = spelling != 0 ? bp_hash_step(0, spelling) : key_of(s, sound_of(s, len));
  return w;
}

/* Hyphens, quotation marks, commas, brackets and "'s" are no part of a word. */
static int is_word (const pass *p, int32_t k) {
  uint8_t kind = p->doc->tokens.token[k].kind;
  return kind != BP_TOKEN_PUNCT && kind != BP_TOKEN_SYMBOL && kind != BP_TOKEN_CLITIC;
}

uint32_t bp_form_words (pass *p, int32_t i, int32_t j, name_word *out, uint32_t room) {
  uint32_t n = 0;
  for (int32_t k = i; k <= j && n < room; k++)
    if (is_word(p, k)) out[n++] = word_of(p, k);
  return n;
}

void bp_form_keys (pass *p, mention *m) {
  m->key = m->turned = m->base = m->base_es = 0;
  if (m->count == 0) return;
  for (uint32_t n = 0; n < m->count; n++) m->key = bp_hash_step(m->key, m->word[n].key);
  if (m->count == 2) m->turned = bp_hash_step(0, m->word[0].key + m->word[1].key);
  char s[WORD_MAX];
  size_t len = plain_letters(p, m->word[m->count - 1].token, s);
  if (len < 2 || s[len - 1] != 's') return;
  len = sound_of(s, len);
  m->base = key_of(s, len - 1);
  if (len > 2 && s[len - 2] == 'e') m->base_es = key_of(s, len - 2);
}

/* "J. Smith" ~ "John Smith", "Perdás Quiroga" in "Lucía Perdás Quiroga", "Kim" in "Kim Jong Un": at least one whole word is shared. */
int bp_form_fits (const mention *a, const mention *b) {
  uint32_t shared = 0, from = 0;
  for (uint32_t n = 0; n < a->count; n++) {
    const name_word *w = &a->word[n];
    uint32_t k = from;
    for (; k < b->count; k++) {
      const name_word *other = &b->word[k];
      if (other->key == w->key) { shared++; break; }
      if (other->letter == w->letter && (w->is_initial || (a->count > 1 && other->is_initial))) break;
    }
    if (k < b->count) from = k + 1;
    else if (!w->is_optional) return 0;
  }
  return shared > 0;
}
