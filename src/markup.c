/* markup.c -- where a tag, comment or processing instruction ends, in bytes that may be XML, HTML or neither.
**
** Each kind of end is looked for at most once beyond the last one found, so that text full of "<" stays linear.  Knows
** nothing of elements: that is libxml2's business.
*/
#include "markup.h"

#include <stdint.h>
#include <string.h>

static size_t find_end (bp_markup_ends *ends, size_t from, int kind) {
  static const char *const closing[] = { ">", "-->", "?>" };
  if (ends->at[kind] == SIZE_MAX || (ends->at[kind] > 0 && ends->at[kind] >= from + strlen(closing[kind]))) return ends->at[kind];
  size_t n = strlen(closing[kind]);
  const char *p = ends->bytes + from;
  size_t left = ends->len - from;
  while (left >= n) {
    const char *hit = memchr(p, closing[kind][0], left - n + 1);
    if (hit == NULL) break;
    left -= (size_t)(hit - p);
    p = hit;
    if (memcmp(p, closing[kind], n) == 0) return ends->at[kind] = (size_t)(p - ends->bytes) + n;
    p++;
    left--;
  }
  return ends->at[kind] = SIZE_MAX;
}

size_t bp_markup_end (bp_markup_ends *ends, size_t i) {
  const char *p = ends->bytes + i;
  size_t left = ends->len - i, end;
  if (left < 3) return 0;
  if (left >= 9 && memcmp(p, "<![CDATA[", 9) == 0) return i + 9;   /* what it holds is text */
  if (left >= 4 && memcmp(p, "<!--", 4) == 0) end = find_end(ends, i + 4, 1);
  else if (p[1] == '?') end = find_end(ends, i + 2, 2);
  else if (p[1] == '/' || p[1] == '!' || (p[1] >= 'a' && p[1] <= 'z') || (p[1] >= 'A' && p[1] <= 'Z')) end = find_end(ends, i + 1, 0);
  else return 0;
  return end == SIZE_MAX ? 0 : end;
}
