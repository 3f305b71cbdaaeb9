/* html_extract.h -- from the model's answers to pieces. */
#ifndef BP_HTML_EXTRACT_H
#define BP_HTML_EXTRACT_H

#include "html.h"
#include "html_features.h"

/* Sets piece, figure and guessed of `page`.  BP_OK or BP_ENOMEM. */
int bp_html_extract (bp_html_page *page, const bp_html_features *f, const float *answer);

#endif
