/* html_clean.c -- leave out of a page what is no text: scripts, styles, comments, NULs.
**
** More than half of a news page is scripts, and libxml2 reads each character by way of a function; leaving scripts, drawings,
** indentation and attributes nobody asks for out beforehand makes the parse more than twice as fast.  libxml2 2.9.14 also drops what follows a NUL.  The scripts that hold JSON-LD
** are remembered.  Knows just enough of HTML for it: where a tag ends (quotes after "="), which elements hold raw text.
** What is left open (a comment, a quote) ends at the next ">", so that no page is lost by one; an open script does take the
** rest with it, as in browsers.  One pass; what has no end is looked for once.
*/
#include "html_clean.h"

#include <string.h>

typedef struct {
  const char *at, *end;
  char heading;                               /* the digit of the heading that is open, or 0 */
  int no_comment_end, no_double, no_single, no_svg_end;   /* searched to the end in vain */
} scan;

static int is_letter (char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

static int is_space (char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static const char *find (const scan *s, const char *from, char c) {
  return from < s->end ? memchr(from, c, (size_t)(s->end - from)) : NULL;
}

static int opens (char c) { return is_letter(c) || c == '/' || c == '!' || c == '?'; }

/* After the ">" of the tag that begins at `from`. */
static const char *tag_end (scan *s, const char *from) {
  const char *p = from + 1;
  while (p < s->end && *p != '>') {
    if (*p != '=') { p++; continue; }
    do p++; while (p < s->end && is_space(*p));
    if (p >= s->end || (*p != '"' && *p != '\'')) continue;
    int *vain = *p == '"' ? &s->no_double : &s->no_single;
    const char *close = *vain ? NULL : find(s, p + 1, *p);
    if (close == NULL) { *vain = 1; p++; continue; }
    p = close + 1;
  }
  return p < s->end ? p + 1 : s->end;
}

static int same_word (const char *text, const char *end, const char *word, size_t len) {
  if ((size_t)(end - text) < len) return 0;
  for (size_t i = 0; i < len; i++) {
    if ((text[i] | 0x20) != word[i]) return 0;
  }
  return (size_t)(end - text) == len || !is_letter(text[len]);
}

/* Where the end tag of `word` begins, or the end of the page. */
static const char *raw_end (const scan *s, const char *from, const char *word, size_t len) {
  for (const char *p = from; (p = find(s, p, '<')) != NULL; p++) {
    if (p + 1 < s->end && p[1] == '/' && same_word(p + 2, s->end, word, len)) return p;
  }
  return s->end;
}

/* After the comment or declaration that begins at `from` with "<!" or "<?". */
static const char *comment_end (scan *s, const char *from) {
  if (s->end - from >= 4 && memcmp(from, "<!--", 4) == 0 && !s->no_comment_end) {
    for (const char *p = from + 2; (p = find(s, p, '>')) != NULL; p++) {   /* "<!-->" is a whole comment */
      if (p[-1] == '-' && p[-2] == '-') return p + 1;
    }
    s->no_comment_end = 1;
  }
  const char *p = find(s, from, '>');
  return p != NULL ? p + 1 : s->end;
}

static int has_ld_type (const char *tag, const char *end) {
  static const char type[] = "ld+json";
  for (; end - tag >= (ptrdiff_t)sizeof type - 1; tag++) {
    size_t i = 0;
    while (i < sizeof type - 1 && (tag[i] | 0x20) == (type[i] | 0x20)) i++;
    if (i == sizeof type - 1) return 1;
  }
  return 0;
}

static char *copy (char *out, const char *from, const char *to, size_t *nul) {
  while (from < to) {
    const char *zero = memchr(from, '\0', (size_t)(to - from));
    const char *stop = zero != NULL ? zero : to;
    memmove(out, from, (size_t)(stop - from));
    out += stop - from;
    if (zero != NULL) { ++*nul; stop++; }
    from = stop;
  }
  return out;
}

/* The end tag of another heading ends the one that is open, as in browsers. */
static void match_heading (scan *s, const char *tag, char *written) {
  int closes = tag[1] == '/';
  const char *p = tag + 1 + closes;
  if (s->end - p < 3 || (*p | 0x20) != 'h' || p[1] < '1' || p[1] > '6' || is_letter(p[2]) || (p[2] >= '0' && p[2] <= '9')) return;
  if (!closes) s->heading = p[1];
  else if (s->heading != 0) {
    written[3] = s->heading;
    s->heading = 0;
  }
}

/* ---- attributes ----------------------------------------------------------------------------------------------------- */

enum tag { ANY_TAG, A_TAG, IMG_TAG, META_TAG };

/* The attributes that html_dom.c asks for; the others (addresses of pictures in ten sizes, notes of scripts) are half of all. */
static const struct { const char *name; uint8_t len, tag; } attributes[] = {
  { "class", 5, ANY_TAG }, { "id", 2, ANY_TAG }, { "itemprop", 8, ANY_TAG }, { "property", 8, ANY_TAG }, { "role", 4, ANY_TAG },
  { "hidden", 6, ANY_TAG }, { "style", 5, ANY_TAG }, { "lang", 4, ANY_TAG }, { "datetime", 8, ANY_TAG }, { "colspan", 7, ANY_TAG },
  { "rowspan", 7, ANY_TAG }, { "href", 4, A_TAG }, { "rel", 3, A_TAG }, { "src", 3, IMG_TAG }, { "data-src", 8, IMG_TAG },
  { "data-lazy-src", 13, IMG_TAG }, { "data-original", 13, IMG_TAG }, { "alt", 3, IMG_TAG }, { "width", 5, IMG_TAG },
  { "height", 6, IMG_TAG }, { "name", 4, META_TAG }, { "content", 7, META_TAG }, { "http-equiv", 10, META_TAG },
};

static int same_letters (const char *text, size_t len, const char *word, size_t word_len) {
  if (len != word_len) return 0;
  for (size_t i = 0; i < len; i++) if ((text[i] | 0x20) != word[i]) return 0;
  return 1;
}

static int is_wanted (const char *name, size_t len, enum tag tag) {
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
    if ((attributes[i].tag == ANY_TAG || attributes[i].tag == tag) && same_letters(name, len, attributes[i].name, attributes[i].len)) return 1;
  }
  return 0;
}

static enum tag tag_of (const char *name, size_t len) {
  if (same_letters(name, len, "a", 1) || same_letters(name, len, "link", 4)) return A_TAG;
  if (same_letters(name, len, "img", 3) || same_letters(name, len, "amp-img", 7)) return IMG_TAG;
  return same_letters(name, len, "meta", 4) ? META_TAG : ANY_TAG;
}

static int says_display (const char *value, const char *end) {
  for (; end - value >= 7; value++) if (same_letters(value, 7, "display", 7)) return 1;
  return 0;
}

static int ends_name (char c) { return is_space(c) || c == '=' || c == '/' || c == '>'; }

#define ODD_MAX 2048   /* bytes of a tag that are left to libxml2, which compares each attribute with all before it */

/* The rest of a tag as it is, or as much of it as does no harm. */
static char *copy_odd (char *out, const char *from, const char *after, size_t *nul) {
  if (after - from <= ODD_MAX) return copy(out, from, after, nul);
  *out++ = '>';
  return out;
}

/* Copies a start tag with the attributes that are wanted; from what is odd on, all of it. Never writes more than it reads. */
static char *copy_tag (char *out, const char *tag, const char *after, size_t *nul) {
  const char *stop = after > tag && after[-1] == '>' ? after - 1 : after, *p = tag + 1;
  while (p < stop && !ends_name(*p)) p++;
  enum tag kind = tag_of(tag + 1, (size_t)(p - tag - 1));
  out = copy(out, tag, p, nul);
  while (p < stop) {
    const char *from = p;
    while (p < stop && (is_space(*p) || *p == '/')) p++;
    if (p == stop) {
      if (p[-1] == '/' && p > from) *out++ = '/';
      break;
    }
    const char *name = p;
    while (p < stop && !ends_name(*p) && *p != '"' && *p != '\'' && *p != '<' && *p != '\0') p++;
    const char *name_end = p, *value = NULL;
    if (p == name || (p < stop && !ends_name(*p))) return copy_odd(out, from, after, nul);
    const char *equals = p;
    while (equals < stop && is_space(*equals)) equals++;
    if (equals < stop && *equals == '=') {
      p = equals + 1;
      while (p < stop && is_space(*p)) p++;
      value = p;
      if (p < stop && (*p == '"' || *p == '\'')) {
        const char *close = memchr(p + 1, *p, (size_t)(stop - p - 1));
        if (close == NULL) return copy_odd(out, from, after, nul);
        p = close + 1;
      } else while (p < stop && !is_space(*p)) p++;
    }
    if (!is_wanted(name, (size_t)(name_end - name), kind)) continue;
    if (same_letters(name, (size_t)(name_end - name), "style", 5) && (value == NULL || !says_display(value, p))) continue;
    if (name > from) *out++ = ' ';
    out = copy(out, name, name_end, nul);
    if (value != NULL) {
      *out++ = '=';
      out = copy(out, value, p, nul);
    }
  }
  return copy(out, stop, after, nul);
}

/* Text: white space in a row, which is most of the indentation of a page, as one. */
static char *copy_text (char *out, const char *from, const char *to, size_t *nul) {
  while (from < to) {
    const char *p = from;
    while (p < to && (unsigned char)*p > ' ') p++;
    memcpy(out, from, (size_t)(p - from));
    out += p - from;
    if (p == to) break;
    int space = 0;
    for (; p < to && (unsigned char)*p <= ' '; p++) {
      if (*p == '\0') ++*nul;
      else space = 1;
    }
    if (space) *out++ = ' ';
    from = p;
  }
  return out;
}

/* ---- the page ------------------------------------------------------------------------------------------------------- */

/* 6, 5 or 3 for the elements that are left out with all that is in them, else 0: the length of their names. */
static size_t left_out (const scan *s, const char *name) {
  if ((*name | 0x20) != 's') return 0;
  return same_word(name, s->end, "script", 6) ? 6 : same_word(name, s->end, "style", 5) ? 5 : same_word(name, s->end, "svg", 3) ? 3 : 0;
}

void bp_html_clean (const char *page, size_t len, char *out, bp_html_cleaned *r) {
  scan s = { page, page + len, 0, 0, 0, 0, 0 };
  char *to = out;
  memset(r, 0, sizeof *r);
  while (s.at < s.end) {
    const char *p = s.at;
    while ((p = find(&s, p, '<')) != NULL && (p + 1 >= s.end || !opens(p[1]))) p++;
    if (p == NULL) p = s.end;
    to = copy_text(to, s.at, p, &r->nul);
    if (p >= s.end) break;
    if (p[1] == '!' || p[1] == '?') { s.at = comment_end(&s, p); continue; }
    const char *after = tag_end(&s, p);
    size_t raw = left_out(&s, p + 1);
    if (raw == 3 && s.no_svg_end) raw = 0;
    if (raw == 0) {
      char *written = to;
      to = p[1] == '/' ? copy(to, p, after, &r->nul) : copy_tag(to, p, after, &r->nul);
      if (to - written >= 4) match_heading(&s, p, written);
      s.at = after;
      continue;
    }
    const char *close = raw_end(&s, after, raw == 6 ? "script" : raw == 5 ? "style" : "svg", raw);
    if (raw == 3 && close == s.end) { s.no_svg_end = 1; s.at = after; continue; }     /* an svg that is never closed takes nothing with it */
    if (raw == 6 && r->ld_count < BP_HTML_LD_MAX && has_ld_type(p, after)) {
      r->ld[r->ld_count].start = (uint32_t)(after - page);
      r->ld[r->ld_count++].end = (uint32_t)(close - page);
    }
    s.at = close < s.end ? tag_end(&s, close) : s.end;
  }
  *to = '\0';
  r->len = (size_t)(to - out);
}
