/* html.c -- a page in, the pieces of its article out: leave out, parse, number, judge, name.
**
** Each step is a file of its own: html_clean.c, html_dom.c, html_features.c, html_model.c, html_extract.c.  Knows nothing of
** encodings (the reader decodes first) and nothing of what the metadata mean (that is Lua's).  Cost: nearly all of it libxml2's.
*/
#include "html.h"

#include <stdlib.h>
#include <string.h>

#include "html_extract.h"
#include "html_ld.h"
#include "html_model.h"

static int judge (bp_html_page *out, const bp_html_runs *body) {
  bp_html_features f;
  int rc = bp_html_features_of(&f, &out->dom, body);
  if (rc != BP_OK) return rc;
  size_t n = out->dom.block_count;
  float *answer = malloc((n * 5 + 2) * sizeof *answer);
  if (answer == NULL) rc = BP_ENOMEM;
  else {
    bp_html_judge(&f, answer, answer + n);
    rc = bp_html_extract(out, &f, answer);
    out->has_body = f.has_body;
  }
  free(answer);
  bp_html_features_free(&f);
  return rc;
}

int bp_html_read (bp_html_page *out, const char *page, size_t len) {
  memset(out, 0, sizeof *out);
  if (len > INT32_MAX) return BP_ELIMIT;
  char *clean = malloc(len + 1);
  if (clean == NULL) return BP_ENOMEM;
  bp_html_clean(page, len, clean, &out->cleaned);
  int rc = bp_html_dom_parse(&out->dom, clean, out->cleaned.len);
  free(clean);
  if (rc != BP_OK) return rc;
  bp_html_runs body = { 0 };
  rc = bp_html_ld_body(&body, page, &out->cleaned);
  if (rc == BP_OK) rc = judge(out, &body);
  bp_html_runs_free(&body);
  if (rc != BP_OK) bp_html_free(out);
  return rc;
}

void bp_html_free (bp_html_page *page) {
  bp_html_dom_free(&page->dom);
  free(page->piece);
  free(page->figure);
  page->piece = NULL;
  page->figure = NULL;
  page->piece_count = page->figure_count = 0;
}
