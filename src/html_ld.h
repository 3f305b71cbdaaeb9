/* html_ld.h -- what JSON-LD says the text of the article is. */
#ifndef BP_HTML_LD_H
#define BP_HTML_LD_H

#include "html_clean.h"
#include "html_words.h"

/* Adds the runs of words of every "articleBody" in the scripts that `cleaned` found in `page`.  BP_OK or BP_ENOMEM. */
int bp_html_ld_body (bp_html_runs *runs, const char *page, const bp_html_cleaned *cleaned);

#endif
