/* html_words.h -- words of a page as hashes: what is repeated, what another text says too. */
#ifndef BP_HTML_WORDS_H
#define BP_HTML_WORDS_H

#include "bp.h"

/* The next word in [*at, end), folded for ASCII: its hash, or 0 when there is none; *at moves behind it. */
uint32_t bp_html_word (const char **at, const char *end);

/* Runs of three words of a text. */
typedef struct { uint32_t *slot; uint32_t mask, count; } bp_html_runs;

/* Reads a JSON string from behind its opening quote; what it holds may be HTML.  BP_OK or BP_ENOMEM; *end is behind it. */
int bp_html_runs_of_json (bp_html_runs *runs, const char *text, size_t len, const char **end);

/* Share of the runs of `text` that are in the set; of a shorter text, 1 when it is in the set as a whole. */
double bp_html_runs_share (const bp_html_runs *runs, const char *text, size_t len);

void bp_html_runs_free (bp_html_runs *runs);

#endif
