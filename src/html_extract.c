/* html_extract.c -- name the pieces: headline, deck, byline, body, pictures with what is said of them.
**
** The model has said which blocks are the article's; what kind each is follows from the elements around it.  What stands
** between headline and body, and what stands beside a picture within the article, is found by its place and by what classes say.
** One walk over the blocks, one over the pictures; html_table.c numbers the cells.
*/
#include "html_extract.h"

#include <stdlib.h>
#include <string.h>

#include "html_model.h"
#include "html_phrases.h"
#include "html_table.h"

#define NONE UINT32_MAX
#define H(name) BP_HTML_HINT(name)

enum role { NOTHING, BODY, HEADLINE, DECK, BYLINE, CAPTION, CREDIT };

typedef struct {
  bp_html_page *page;
  const bp_html_dom *dom;
  const bp_html_features *f;
  const float *answer;
  uint8_t *role;                /* of each block */
  uint32_t first, last;         /* body blocks */
  uint32_t *image_piece;        /* of each image: 1 when it is taken */
  uint32_t next_image;
  uint32_t lists, groups, tables, list_node, group_node, table_node;
  bp_html_tables cells;
  int status;
} extraction;

/* ---- which blocks --------------------------------------------------------------------------------------------------- */

static int is_furniture (const bp_html_node *n) {
  return (n->context & (BP_HTML_IN_NAV | BP_HTML_IN_FOOTER | BP_HTML_IN_ASIDE | BP_HTML_IN_FORM)) != 0;
}

/* A page the model is sure of nothing on, such as a very short one: all that is not plainly furniture, behind the headline. */
static void guess (extraction *e) {
  const bp_html_dom *d = e->dom;
  uint32_t after = e->f->title_block == NONE ? 0 : e->f->title_block + 1;
  for (int strict = 1; strict >= 0 && e->first == NONE; strict--) {
    for (uint32_t i = after; i < d->block_count; i++) {
      const bp_html_facts *of = &e->f->of[i];
      if (is_furniture(&d->node[d->block[i].node]) || of->link > 0.5f || of->kind == BP_HTML_K_FIGCAPTION || of->in_title) continue;
      if (strict && !of->prose) continue;
      e->role[i] = BODY;
      if (e->first == NONE) e->first = i;
      e->last = i;
    }
  }
  e->page->guessed = e->first != NONE;
}

static int same_text (const bp_html_dom *d, uint32_t a, uint32_t b) {
  bp_span s = d->block[a].text, t = d->block[b].text;
  return s.end - s.start == t.end - t.start && memcmp(d->text + s.start, d->text + t.start, s.end - s.start) == 0;
}

#define REPEAT_WORDS 8u
#define REPEAT_REACH 400u

static int is_repetition (const extraction *e, uint32_t i) {
  if (e->f->of[i].repeated == 0 || e->f->of[i].words < REPEAT_WORDS) return 0;
  for (uint32_t k = i, seen = 0; k-- > e->first && seen < REPEAT_REACH; seen++) {
    if (e->role[k] == BODY && same_text(e->dom, k, i)) return 1;
  }
  return 0;
}

static void find_body (extraction *e) {
  for (uint32_t i = 0; i < e->dom->block_count; i++) {
    const bp_html_facts *of = &e->f->of[i];
    if (e->answer[i] < BP_HTML_CUT || of->kind == BP_HTML_K_FIGCAPTION || i == e->f->title_block) continue;
    if (e->first != NONE && is_repetition(e, i)) continue;
    e->role[i] = BODY;
    if (e->first == NONE) e->first = i;
    e->last = i;
  }
  if (e->first == NONE) guess(e);
}

/* ---- what stands before the body ------------------------------------------------------------------------------------ */

#define FRONT_REACH 12u
#define TITLE_FAR 120u

static int starts_by (const bp_html_dom *d, uint32_t i) {
  const char *s = d->text + d->block[i].text.start;
  return (s[0] | 0x20) == 'b' && (s[1] | 0x20) == 'y' && s[2] == ' ';
}

static void find_front (extraction *e) {
  const bp_html_dom *d = e->dom;
  uint32_t title = e->f->title_block;
  if (title != NONE && title < e->first && (e->first - title < TITLE_FAR || e->f->of[title].level == 1)) e->role[title] = HEADLINE;
  else if (title != NONE && title >= e->first && title <= e->last && e->f->of[title].level > 0) e->role[title] = HEADLINE;
  else title = NONE;
  uint32_t from = title == NONE ? e->first : title < e->first ? title : e->first;
  from = from > 6 ? from - 6 : 0;
  if (e->first - from > FRONT_REACH * 4) from = e->first - FRONT_REACH * 4;
  uint32_t byline = NONE, deck = NONE, date = NONE;
  for (uint32_t i = from; i < e->first; i++) {
    const bp_html_facts *of = &e->f->of[i];
    const bp_html_node *n = &d->node[d->block[i].node];
    if (e->role[i] != NOTHING || (n->context & (BP_HTML_IN_NAV | BP_HTML_IN_FORM)) != 0) continue;
    uint32_t near = n->near | d->block[i].hints;
    if ((near & (H(COMMENT) | H(RELATED) | H(NAV))) != 0) continue;
    int by = starts_by(d, i);
    int is_date = (near & H(DATE)) != 0 || (of->phrases & BP_HTML_SAYS_DATE) != 0 || by;
    if (is_date && of->digits >= 4 && of->digits < 24 && of->chars <= 140 && date == NONE) date = i;
    if (of->chars <= 140 && of->words >= 2 && (by || ((near & H(BYLINE)) != 0 && of->words <= 9 && of->digits < 3)) &&
        (byline == NONE || (by && !starts_by(d, byline)))) byline = i;
    if (i > title && title != NONE && of->chars >= 30 && of->chars <= 500 && of->link < 0.5f && of->kind != BP_HTML_K_FIGCAPTION &&
        (of->in_description || ((near & H(DECK)) != 0 && of->words > 5)) && deck == NONE && !by) deck = i;
  }
  e->page->date_block = date;
  if (byline != NONE) e->role[byline] = BYLINE;
  if (deck != NONE && deck != byline) e->role[deck] = DECK;
}

/* ---- pictures ------------------------------------------------------------------------------------------------------- */

#define SMALL_PICTURE 100u
#define PICTURE_REACH 8u

static const uint32_t not_ours = H(SHARE) | H(RELATED) | H(NAV) | H(AD) | H(BIO) | H(COMMENT) | H(PROMO) | H(SIDEBAR) | H(TAGS) | H(FOOTER) |
                                 H(CONSENT) | H(BYLINE);

static int is_ours (const extraction *e, uint32_t node) {
  const bp_html_node *n = &e->dom->node[node];
  if ((n->context & (BP_HTML_IN_NAV | BP_HTML_IN_FOOTER | BP_HTML_IN_ASIDE | BP_HTML_IN_FORM)) != 0) return 0;
  if ((n->near & not_ours) != 0) return 0;
  /* not in something that is many, beside the article: teasers, comments */
  for (uint32_t up = node; up != 0; up = e->dom->node[up].parent) {
    const bp_html_node *around = &e->dom->node[up];
    if (around->first_block <= e->first && around->end_block > e->first) break;
    if ((around->hints & (H(RELATED) | H(COMMENT) | H(NAV) | H(BIO))) != 0) return 0;
  }
  return 1;
}

static uint32_t region_start (const extraction *e) {
  uint32_t title = e->f->title_block, start = e->first > PICTURE_REACH ? e->first - PICTURE_REACH : 0;
  return title != NONE && e->role[title] == HEADLINE && title > start && title < e->first ? title : start;
}

static void find_pictures (extraction *e) {
  const bp_html_dom *d = e->dom;
  uint32_t start = region_start(e), taken = 0;
  for (uint32_t i = 0; i < d->image_count && taken < 500; i++) {
    const bp_html_image *m = &d->image[i];
    if (m->block < start || m->block > e->last + 1 || m->url == 0) continue;
    if ((m->width > 0 && m->width < SMALL_PICTURE) || (m->height > 0 && m->height < SMALL_PICTURE / 2)) continue;
    if (!is_ours(e, m->node)) continue;
    int copy = 0;
    for (uint32_t k = i; k-- > 0 && !copy; ) {
      copy = e->image_piece[k] != 0 && strcmp(d->string + d->image[k].url, d->string + m->url) == 0;
    }
    if (copy) continue;
    e->image_piece[i] = 1;
    taken++;
  }
}

/* The picture that a caption belongs to: of the same figure, else the nearest of the two blocks before or after it. */
static uint32_t picture_of (const extraction *e, uint32_t block) {
  const bp_html_dom *d = e->dom;
  uint32_t figure = d->node[d->block[block].node].figure, best = NONE, best_away = 3;
  for (uint32_t i = 0; i < d->image_count; i++) {
    if (e->image_piece[i] == 0) continue;
    if (figure != 0 && d->node[d->image[i].node].figure == figure) return i;
    uint32_t at = d->image[i].block, away = at > block ? at - block + 1 : block - at;
    if (away < best_away) { best = i; best_away = away; }
  }
  return best;
}

static void find_captions (extraction *e) {
  const bp_html_dom *d = e->dom;
  for (uint32_t i = region_start(e); i <= e->last + 2 && i < d->block_count; i++) {
    const bp_html_facts *of = &e->f->of[i];
    const bp_html_node *n = &d->node[d->block[i].node];
    if (e->role[i] != NOTHING || of->chars > 700 || of->chars < 3 || of->link > 0.6f || of->repeated > 0) continue;
    uint32_t near = n->near | d->block[i].hints;
    int says = of->kind == BP_HTML_K_FIGCAPTION || (n->context & BP_HTML_IN_FIGURE) != 0 ||
               ((near & (H(CAPTION) | H(CREDIT))) != 0 && (near & (H(SHARE) | H(ACTION) | H(NAV) | H(RELATED))) == 0);
    if (!says || of->kind == BP_HTML_K_HEADING || !is_ours(e, d->block[i].node) || picture_of(e, i) == NONE) continue;
    int credit = ((n->hints | d->block[i].hints) & H(CREDIT)) != 0 && of->words <= 10;
    e->role[i] = credit || ((of->phrases & BP_HTML_SAYS_CREDIT) != 0 && of->words <= 6) ? CREDIT : CAPTION;
  }
}

/* ---- pieces --------------------------------------------------------------------------------------------------------- */

static bp_html_piece *add (extraction *e, uint8_t type, uint32_t block, uint32_t end) {
  bp_html_piece *p = &e->page->piece[e->page->piece_count++];
  memset(p, 0, sizeof *p);
  p->type = type;
  p->first = block;
  p->end = end;
  p->score = block < e->dom->block_count ? e->answer[block] : 0;
  return p;
}

static int words_of (const char *s) {
  int words = 0;
  for (const char *at = s, *end = s + strlen(s); bp_html_word(&at, end) != 0; ) words++;
  return words;
}

/* Whether an alternative text says more than a caption of the same picture, and more than a file's name. */
static int says_more (const extraction *e, uint32_t image) {
  const bp_html_dom *d = e->dom;
  const char *alt = d->string + d->image[image].alt;
  size_t len = strlen(alt);
  if (words_of(alt) < 3) return 0;
  if (e->f->title_block != NONE) {                       /* many sites put the headline there */
    bp_span s = d->block[e->f->title_block].text;
    if (s.end - s.start >= len && memcmp(d->text + s.start, alt, len) == 0) return 0;
  }
  for (uint32_t i = d->image[image].block; i < d->image[image].block + 3 && i < d->block_count; i++) {
    bp_span s = d->block[i].text;
    if ((e->role[i] == CAPTION || e->role[i] == HEADLINE) && s.end - s.start >= len && memcmp(d->text + s.start, alt, len) == 0) return 0;
  }
  return 1;
}

/* Pictures that stand before the block; `all`: whatever is left. */
static void add_pictures (extraction *e, uint32_t block, int all) {
  const bp_html_dom *d = e->dom;
  for (; e->next_image < d->image_count && (all || d->image[e->next_image].block <= block); e->next_image++) {
    uint32_t i = e->next_image;
    if (e->image_piece[i] == 0) continue;
    e->page->figure[e->page->figure_count++] = (bp_html_figure){ i, e->page->piece_count };
    e->image_piece[i] = e->page->figure_count;
    if (says_more(e, i)) add(e, BP_HTML_ALT, NONE, NONE)->image = e->page->figure_count;
  }
}

static uint32_t outer_list (const bp_html_dom *d, uint32_t list, uint32_t *depth) {
  for (*depth = 1; ; ++*depth) {
    uint32_t above = d->node[d->node[list].parent].list;
    if (above == 0) return list;
    list = above;
  }
}

#define ITEM_CHARS 1500u
#define ITEM_BLOCKS 4u

/* Lists that lay out a page hold whole articles in their items. */
static int is_item (const extraction *e, uint32_t i) {
  const bp_html_node *n = &e->dom->node[e->dom->block[i].node];
  if (n->item == 0) return 0;
  const bp_html_node *item = &e->dom->node[n->item];
  uint32_t bytes = e->dom->block[item->end_block - 1].text.end - e->dom->block[item->first_block].text.start;
  return bytes <= ITEM_CHARS && item->end_block - item->first_block <= ITEM_BLOCKS;
}

/* One past the blocks that make a piece with block `i`: what else of the body stands in the same item or cell. */
static uint32_t piece_end (const extraction *e, uint32_t i, int cell) {
  const bp_html_dom *d = e->dom;
  uint32_t node = cell ? d->node[d->block[i].node].cell : d->node[d->block[i].node].item, end = i + 1;
  while (end < d->block_count && e->role[end] == BODY) {
    const bp_html_node *n = &d->node[d->block[end].node];
    if (!cell && e->f->of[end].kind == BP_HTML_K_HEADING) break;
    if ((cell ? n->cell : n->item) != node || (!cell && n->list != d->node[d->block[i].node].list)) break;
    end++;
  }
  return end;
}

static uint32_t add_body (extraction *e, uint32_t i) {
  const bp_html_dom *d = e->dom;
  const bp_html_node *n = &d->node[d->block[i].node];
  const bp_html_place *place = NULL;
  if (n->cell != 0 && e->status == BP_OK) e->status = bp_html_table_place(&e->cells, d, e->f, n->cell, &place);
  if (place != NULL) {
    if (n->table != e->table_node) { e->table_node = n->table; e->tables++; }
    uint32_t end = piece_end(e, i, 1);
    bp_html_piece *p = add(e, BP_HTML_CELL, i, end);
    p->table = e->tables;
    p->row = place->row; p->column = place->column; p->rows = place->rows; p->columns = place->columns;
    p->header = d->node[n->cell].element == BP_HTML_th;
    return end;
  }
  if (e->f->of[i].kind == BP_HTML_K_HEADING) {
    bp_html_piece *p = add(e, BP_HTML_SUBHEAD, i, i + 1);
    p->level = e->f->of[i].level > 0 ? e->f->of[i].level : 2;
    return i + 1;
  }
  if (is_item(e, i)) {
    uint32_t depth = 1, outer = n->list != 0 ? outer_list(d, n->list, &depth) : 0, end = piece_end(e, i, 0);
    if (outer != e->list_node || e->lists == 0) { e->list_node = outer; e->lists++; }
    bp_html_piece *p = add(e, BP_HTML_LISTITEM, i, end);
    p->list = e->lists;
    p->depth = depth > 20 ? 20 : depth;
    p->ordered = n->list != 0 && d->node[n->list].element == BP_HTML_ol;
    return end;
  }
  if (n->quote != 0) {
    if (n->quote != e->group_node) { e->group_node = n->quote; e->groups++; }
    add(e, BP_HTML_BLOCKQUOTE, i, i + 1)->group = e->groups;
    return i + 1;
  }
  add(e, BP_HTML_PARAGRAPH, i, i + 1);
  return i + 1;
}

/* Whether the next piece goes on with a table, a list or a quotation, which no picture should break. */
static int goes_on (const extraction *e, uint32_t i) {
  if (e->page->piece_count == 0) return 0;
  const bp_html_piece *last = &e->page->piece[e->page->piece_count - 1];
  const bp_html_node *n = &e->dom->node[e->dom->block[i].node];
  switch (last->type) {
    case BP_HTML_CELL: return n->table == e->table_node;
    case BP_HTML_LISTITEM: return n->item != 0 && n->list != 0;
    case BP_HTML_BLOCKQUOTE: return n->quote == e->group_node;
    default: return 0;
  }
}

static void add_pieces (extraction *e) {
  const bp_html_dom *d = e->dom;
  for (uint32_t pass = 0; pass < 3; pass++) {        /* headline, deck and byline first, in this order */
    static const uint8_t role[] = { HEADLINE, DECK, BYLINE }, type[] = { BP_HTML_HEADLINE, BP_HTML_DECK, BP_HTML_BYLINE };
    for (uint32_t i = 0; i < d->block_count; i++) {
      if (e->role[i] == role[pass]) { add(e, type[pass], i, i + 1); break; }
    }
  }
  for (uint32_t i = region_start(e); i < d->block_count; ) {
    uint8_t role = e->role[i];
    if (role != BODY && role != CAPTION && role != CREDIT) { i++; continue; }
    if (!goes_on(e, i)) add_pictures(e, i, 0);
    if (role == BODY) { i = add_body(e, i); continue; }
    uint32_t picture = picture_of(e, i);
    if (e->image_piece[picture] == 1 && picture >= e->next_image) add_pictures(e, d->image[picture].block, 0);
    add(e, role == CAPTION ? BP_HTML_CAPTION : BP_HTML_CREDIT, i, i + 1)->image = e->image_piece[picture];
    i++;
  }
  add_pictures(e, 0, 1);
}

int bp_html_extract (bp_html_page *page, const bp_html_features *f, const float *answer) {
  const bp_html_dom *d = &page->dom;
  page->date_block = NONE;
  extraction e = { .page = page, .dom = d, .f = f, .answer = answer, .first = NONE };
  e.role = calloc((size_t)d->block_count + 1, 1);
  e.image_piece = calloc((size_t)d->image_count + 1, sizeof *e.image_piece);
  page->piece = calloc((size_t)d->block_count + d->image_count + 1, sizeof *page->piece);
  page->figure = calloc((size_t)d->image_count + 1, sizeof *page->figure);
  int rc = e.role == NULL || e.image_piece == NULL || page->piece == NULL || page->figure == NULL ? BP_ENOMEM : BP_OK;
  if (rc == BP_OK) {
    find_body(&e);
    if (e.first != NONE) {
      find_front(&e);
      find_pictures(&e);
      find_captions(&e);
      add_pieces(&e);
      rc = e.status;
    }
  }
  bp_html_tables_free(&e.cells);
  free(e.role);
  free(e.image_piece);
  return rc;
}
