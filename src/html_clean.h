/* html_clean.h -- a page without what the parser need not see. */
#ifndef BP_HTML_CLEAN_H
#define BP_HTML_CLEAN_H

#include "bp.h"

#define BP_HTML_LD_MAX 32   /* JSON-LD scripts that are kept of a page */

typedef struct {
  size_t len;                       /* bytes written */
  size_t nul;                       /* NULs left out */
  bp_span ld[BP_HTML_LD_MAX];       /* JSON-LD scripts: bytes of the page as it came */
  size_t ld_count;
} bp_html_cleaned;

/* Writes at most `len` bytes and a NUL to `out`, which does not overlap `page`. */
void bp_html_clean (const char *page, size_t len, char *out, bp_html_cleaned *result);

#endif
