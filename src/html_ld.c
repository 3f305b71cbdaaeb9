/* html_ld.c -- find "articleBody" in JSON-LD without parsing it, so that broken JSON is no hindrance.
**
** The words are evidence of where the article begins and ends, never the text: sites cut it short, lose its paragraphs, or
** leave the markup in.  One search through scripts that hold JSON-LD.
*/
#include "html_ld.h"

#include <string.h>

static const char *find (const char *from, const char *end, const char *what, size_t len) {
  for (; (size_t)(end - from) >= len; from++) {
    from = memchr(from, what[0], (size_t)(end - from) - len + 1);
    if (from == NULL) return NULL;
    if (memcmp(from, what, len) == 0) return from;
  }
  return NULL;
}

int bp_html_ld_body (bp_html_runs *runs, const char *page, const bp_html_cleaned *cleaned) {
  static const char key[] = "\"articleBody\"";
  for (size_t i = 0; i < cleaned->ld_count; i++) {
    const char *at = page + cleaned->ld[i].start, *end = page + cleaned->ld[i].end;
    while ((at = find(at, end, key, sizeof key - 1)) != NULL) {
      at += sizeof key - 1;
      while (at < end && (*at == ' ' || *at == ':' || *at == '\n' || *at == '\t' || *at == '\r')) at++;
      if (at >= end || *at != '"') continue;
      at++;
      int rc = bp_html_runs_of_json(runs, at, (size_t)(end - at), &at);
      if (rc != BP_OK) return rc;
    }
  }
  return BP_OK;
}
