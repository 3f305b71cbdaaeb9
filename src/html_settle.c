/* html_settle.c -- what single blocks cannot know: a table is one, JSON-LD has the article's words, no article ends in a heading.
**
** Runs after the model and in its training, so that what is measured is what is done.
*/
#include "html_model.h"
#include "html_phrases.h"

#define NONE UINT32_MAX

/* A table is taken whole or left whole: its cells are too short to be judged one by one. */
static void settle_tables (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  for (uint32_t i = 0; i < d->block_count; i++) {
    uint32_t table = d->node[d->block[i].node].table;
    if (table == 0) continue;
    const bp_html_node *n = &d->node[table];
    if (n->end_block - i < 4 || n->first_block != i) continue;
    double weight = 0, sum = 0;
    uint32_t prose = 0;
    for (uint32_t k = i; k < n->end_block; k++) {
      double chars = f->of[k].chars + 10.0;
      if (chars > 200) chars = 200;
      weight += chars;
      sum += chars * answer[k];
      prose += f->of[k].prose;
    }
    if (prose * 5 > n->end_block - i) continue;            /* a page laid out with a table */
    float mean = (float)(sum / weight);
    for (uint32_t k = i; k < n->end_block; k++) answer[k] = mean;
    i = n->end_block - 1;
  }
}

#define BODY_SHARE 0.9f
#define BODY_WORDS 6u
#define BODY_CHARS 400u

/* Where JSON-LD's words are found on the page, they are the article's, if there are enough of them to trust it. */
static void trust_body (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  uint32_t chars = 0;
  for (uint32_t i = 0; i < d->block_count; i++) chars += f->of[i].body >= BODY_SHARE ? f->of[i].chars : 0;
  if (chars < BODY_CHARS) return;
  for (uint32_t i = 0; i < d->block_count; i++) {
    const bp_html_facts *of = &f->of[i];
    if (of->body < BODY_SHARE || of->words < BODY_WORDS || of->kind == BP_HTML_K_FIGCAPTION || of->in_title || of->repeated > 0) continue;
    if (of->link < 0.5f && answer[i] < BP_HTML_CUT) answer[i] = BP_HTML_CUT;
  }
}

#define H(name) BP_HTML_HINT(name)
static const uint32_t invites = H(PROMO) | H(SHARE) | H(COMMENT) | H(RELATED) | H(CONSENT);
static const uint32_t beside = H(PROMO) | H(SHARE) | H(COMMENT) | H(RELATED) | H(CONSENT) | H(AD) | H(NAV) | H(SIDEBAR) | H(BIO) | H(TAGS) |
                               H(WIDGET) | H(FOOTER) | H(CREDIT) | H(CAPTION) | H(BYLINE);
#undef H

/* What stands in a place for invitations and says what invitations say is one, however well it reads. */
static void drop_invitations (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  const uint32_t says = BP_HTML_SAYS_FOLLOW | BP_HTML_SAYS_COMMENT | BP_HTML_SAYS_LEGAL | BP_HTML_SAYS_AD;
  int gone = 0;
  for (uint32_t i = d->block_count; i-- > 0; ) {           /* backwards: a heading goes with what it heads */
    const bp_html_node *n = &d->node[d->block[i].node];
    int apart = (n->context & BP_HTML_IN_ASIDE) != 0 || (n->hints & invites) != 0 || (d->node[n->parent].hints & invites) != 0;
    if (answer[i] < BP_HTML_CUT || f->of[i].body >= BODY_SHARE || !apart) { gone = 0; continue; }
    gone = (f->of[i].phrases & says) != 0 || (gone && f->of[i].kind == BP_HTML_K_HEADING);
    if (gone) answer[i] = 0;
  }
}

#define SIBLING_LINKS 0.4

/* A list or table between paragraphs of the article, in the same element, is the article's. */
static void take_siblings (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  uint32_t before = NONE;                                  /* the element that the last paragraph taken stands in */
  for (uint32_t i = 0; i < d->block_count; i++) {
    const bp_html_node *n = &d->node[d->block[i].node];
    if (answer[i] >= BP_HTML_CUT && f->of[i].kind == BP_HTML_K_P && n->quote == 0) { before = n->parent; continue; }
    uint32_t top = n->table != 0 ? n->table : n->list;
    if (top == 0 || before == NONE) continue;
    for (uint32_t up = d->node[top].parent; up != before && up != 0 && (d->node[up].list != 0 || d->node[up].table != 0); up = d->node[up].parent) top = up;
    const bp_html_node *t = &d->node[top];
    if (t->parent != before || t->first_block != i || (t->near & beside) != 0 || (t->context & (BP_HTML_IN_ASIDE | BP_HTML_IN_NAV)) != 0) continue;
    uint32_t after = t->end_block, reach = after + 6;
    while (after < d->block_count && after < reach &&
           !(answer[after] >= BP_HTML_CUT && f->of[after].kind == BP_HTML_K_P && d->node[d->block[after].node].parent == before)) after++;
    if (after >= d->block_count || after >= reach) continue;
    uint32_t all = d->block[t->end_block - 1].text.end - d->block[i].text.start, links = 0;
    for (uint32_t k = i; k < t->end_block; k++) links += d->block[k].link_bytes;
    if (links > all * SIBLING_LINKS) continue;
    for (uint32_t k = i; k < t->end_block; k++) if (answer[k] < BP_HTML_CUT) answer[k] = BP_HTML_CUT;
  }
}

/* A heading right before a paragraph of the article, in the same element, and behind others of it, heads that paragraph. */
static void take_headings (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  int begun = 0;
  for (uint32_t i = 0; i + 1 < d->block_count; i++) {
    if (answer[i] >= BP_HTML_CUT) { begun |= f->of[i].prose; continue; }
    const bp_html_facts *of = &f->of[i];
    if (!begun || of->kind != BP_HTML_K_HEADING || of->level < 2 || of->link > 0.5f || of->phrases != 0 || of->repeated > 0) continue;
    const bp_html_node *n = &d->node[d->block[i].node], *next = &d->node[d->block[i + 1].node];
    if (answer[i + 1] < BP_HTML_CUT || !f->of[i + 1].prose || next->parent != n->parent || (n->near & beside) != 0) continue;
    if ((n->context & (BP_HTML_IN_ASIDE | BP_HTML_IN_NAV | BP_HTML_IN_FOOTER)) == 0) answer[i] = BP_HTML_CUT;
  }
}

#define FRONT_WORDS 20u

/* Who wrote it and when, before the first paragraph, is no part of the text. */
static void drop_front (const bp_html_features *f, float *answer) {
  const bp_html_dom *d = f->dom;
  const uint32_t hints = BP_HTML_HINT(BYLINE) | BP_HTML_HINT(DATE), says = BP_HTML_SAYS_BYLINE | BP_HTML_SAYS_DATE;
  for (uint32_t i = 0; i < d->block_count; i++) {
    if (answer[i] < BP_HTML_CUT) continue;
    const bp_html_facts *of = &f->of[i];
    int is_front = ((d->node[d->block[i].node].hints | d->block[i].hints) & hints) != 0 || (of->phrases & says) != 0;
    if (!is_front || of->words > FRONT_WORDS || of->prose || of->ends == 1) return;
    answer[i] = BP_HTML_CUT / 2;
  }
}

/* Headings with nothing of the article behind them belong to what follows it. */
static void drop_tail (const bp_html_features *f, float *answer) {
  uint32_t i = f->dom->block_count;
  while (i-- > 0) {
    if (answer[i] < BP_HTML_CUT) continue;
    if (f->of[i].kind != BP_HTML_K_HEADING) break;
    answer[i] = BP_HTML_CUT / 2;
  }
}

void bp_html_settle (const bp_html_features *f, float *answer) {
  settle_tables(f, answer);
  trust_body(f, answer);
  drop_invitations(f, answer);
  take_siblings(f, answer);
  take_headings(f, answer);
  drop_front(f, answer);
  drop_tail(f, answer);
}
