/* html_clean.c -- leave out of a page what is no text: scripts, styles, comments, NULs.
**
** More than half of a news page is scripts, and libxml2 reads each of their characters by way of a function; leaving them
** out beforehand makes the parse twice as fast.  libxml2 2.9.14 also drops what follows a NUL.  The scripts that hold JSON-LD
** are remembered.  Knows just enough of HTML for it: where a tag ends (quotes after "="), which elements hold raw text.
** What is left open (a comment, a quote) ends at the next ">", so that no page is lost by one; an open script does take the
** rest with it, as in browsers.  One pass; what has no end is looked for once.
*/
#include "html_clean.h"

#include <string.h>

typedef struct {
  const char *at, *end;
  char heading;                               /* the digit of the heading that is open, or 0 */
  int no_comment_end, no_double, no_single;   /* searched to the end in vain */
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

void bp_html_clean (const char *page, size_t len, char *out, bp_html_cleaned *r) {
  scan s = { page, page + len, 0, 0, 0, 0 };
  char *to = out;
  memset(r, 0, sizeof *r);
  while (s.at < s.end) {
    const char *p = s.at;
    while ((p = find(&s, p, '<')) != NULL && (p + 1 >= s.end || !opens(p[1]))) p++;
    if (p == NULL) p = s.end;
    if (p >= s.end) { to = copy(to, s.at, s.end, &r->nul); break; }
    if (p[1] == '!' || p[1] == '?') {
      to = copy(to, s.at, p, &r->nul);
      s.at = comment_end(&s, p);
      continue;
    }
    const char *after = tag_end(&s, p);
    int is_script = same_word(p + 1, s.end, "script", 6);
    if (!is_script && !same_word(p + 1, s.end, "style", 5)) {
      to = copy(to, s.at, p, &r->nul);
      char *written = to;
      to = copy(to, p, after, &r->nul);
      if (to - written > 4) match_heading(&s, p, written);
      s.at = after;
      continue;
    }
    int is_ld = is_script && r->ld_count < BP_HTML_LD_MAX && has_ld_type(p, after);
    to = copy(to, s.at, p, &r->nul);
    const char *close = raw_end(&s, after, is_script ? "script" : "style", is_script ? 6 : 5);
    if (is_ld) {
      r->ld[r->ld_count].start = (uint32_t)(after - page);
      r->ld[r->ld_count++].end = (uint32_t)(close - page);
    }
    s.at = close < s.end ? tag_end(&s, close) : s.end;
  }
  *to = '\0';
  r->len = (size_t)(to - out);
}
