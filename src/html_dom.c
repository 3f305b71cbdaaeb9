/* html_dom.c -- libxml2's HTML parser in, blocks of text under a small tree out.
**
** The parser's events build three arrays and two buffers; no node of libxml2's is ever made, nothing is walked again, and
** nothing recurses.  Limits are our own: depth (beyond it the nesting is lost, as in browsers), nodes, blocks.
** Does not judge what is article and what is not.  Cost: the parse; the arrays are a few bytes for each byte of text.
*/
#include "html_dom.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define TITLE_MAX 1024u

/* An element that is open. */
typedef struct {
  const xmlChar *name;          /* of the parser's dictionary: equal names are equal pointers */
  uint32_t node;                /* the block-level element it is or is in */
  uint32_t hints;               /* of the inline elements from that one inwards */
  uint32_t target, start;       /* of a span; start is NONE before the first letter in this block */
  uint8_t element, kind, skipped;
} open_element;

typedef struct {
  bp_html_dom *dom;
  htmlParserCtxtPtr ctxt;
  bp_html_names names;
  open_element open[BP_HTML_DEPTH_MAX + 2];
  uint32_t depth, skipped, links, spans_open;
  uint32_t breaks;              /* br elements since the last letter */
  int space;                    /* white space waits for the next letter */
  uint32_t start;               /* of the block that is open, or NONE */
  uint32_t block_hints, link_bytes, first_span;
  uint8_t block_emphasis, in_title, has_title, in_author;
  uint32_t value;               /* where a string that is being collected begins */
  int status;
} builder;

/* ---- room ----------------------------------------------------------------------------------------------------------- */

static void stop (builder *b, int status) {
  if (b->status == BP_OK) b->status = status;
  b->dom->cut = 1;
  xmlStopParser(b->ctxt);
}

/* Room for `more` items of `size` behind `count`. */
static int grow (builder *b, void *items, uint32_t count, uint32_t *room, size_t more, size_t size, uint32_t first) {
  if (*room - count >= more) return 1;
  size_t want = *room == 0 ? first : (size_t)*room * 2;
  while (want < count + more) want *= 2;
  void **place = items, *bigger = want > BP_TEXT_MAX ? NULL : realloc(*place, want * size);
  if (bigger == NULL) { stop(b, BP_ENOMEM); return 0; }
  *place = bigger;
  *room = (uint32_t)want;
  return 1;
}

#define GROW(b, field, more, first) \
  grow(b, &(b)->dom->field, (b)->dom->field##_count, &(b)->dom->field##_room, more, sizeof *(b)->dom->field, first)

static int grow_text (builder *b, size_t more) {
  return grow(b, &b->dom->text, b->dom->text_len, &b->dom->text_room, more, 1, 8192);
}

static uint32_t keep_bytes (builder *b, const char *value, size_t len) {
  if (len == 0) return 0;
  if (len > BP_HTML_STRING_MAX) return 0;      /* a picture inside an attribute, not an address */
  bp_html_dom *d = b->dom;
  if (!grow(b, &d->string, d->string_len, &d->string_room, len + 1, 1, 4096)) return 0;
  uint32_t at = d->string_len;
  memcpy(d->string + at, value, len);
  d->string[at + len] = '\0';
  d->string_len += (uint32_t)len + 1;
  return at;
}

static uint32_t keep (builder *b, const xmlChar *value) {
  return value == NULL ? 0 : keep_bytes(b, (const char *)value, strlen((const char *)value));
}

static void add_fact (builder *b, uint8_t kind, uint32_t name, uint32_t value) {
  bp_html_dom *d = b->dom;
  if (value == 0 || d->fact_count >= BP_HTML_FACTS_MAX || !GROW(b, fact, 1, 64)) return;
  d->fact[d->fact_count++] = (bp_html_fact){ name, value, b->open[b->depth].node, d->block_count, kind };
}

/* ---- blocks --------------------------------------------------------------------------------------------------------- */

static void add_span (builder *b, const open_element *e) {
  bp_html_dom *d = b->dom;
  if (e->start == NONE || b->start == NONE || e->start >= d->text_len || d->span_count >= BP_HTML_SPANS_MAX || !GROW(b, span, 1, 128)) return;
  d->span[d->span_count++] = (bp_html_span){ { e->start, d->text_len }, e->target, e->kind, e->element };
}

static void end_block (builder *b) {
  bp_html_dom *d = b->dom;
  b->space = 0;
  b->breaks = 0;
  if (b->start == NONE) return;
  if (b->spans_open > 0) {
    for (uint32_t i = b->depth + 1; i-- > 0; ) {
      if (b->open[i].kind != 0) { add_span(b, &b->open[i]); b->open[i].start = NONE; }
    }
  }
  if (d->block_count >= BP_HTML_BLOCKS_MAX) stop(b, BP_OK);
  else if (GROW(b, block, 1, 256)) {
    d->block[d->block_count++] = (bp_html_block){ b->open[b->depth].node, { b->start, d->text_len }, b->first_span, d->span_count,
                                                  b->link_bytes, b->block_hints, b->block_emphasis };
    if (grow_text(b, 1)) d->text[d->text_len++] = ' ';     /* so that neighbours can be read as one text */
  }
  b->start = NONE;
}

static void begin_block (builder *b) {
  bp_html_dom *d = b->dom;
  b->start = d->text_len;
  b->first_span = d->span_count;
  b->link_bytes = 0;
  b->block_hints = 0;
  b->block_emphasis = 0;
  if (b->spans_open == 0) return;
  for (uint32_t i = 0; i <= b->depth; i++) {
    if (b->open[i].kind == 0) continue;
    b->open[i].start = b->start;
    if (b->open[i].kind == BP_HTML_EMPHASIS_SPAN) b->block_emphasis = 1;
  }
}

/* Bytes of white space or of characters that are not seen at `s`: 0 when it is text; *is_space tells them apart. */
static size_t blank (const unsigned char *s, size_t len, int *is_space) {
  *is_space = 1;
  if (*s <= ' ') return 1;
  if (*s < 0xC2) return 0;
  if (len >= 2 && s[0] == 0xC2 && (s[1] == 0xA0 || s[1] == 0xAD)) { *is_space = s[1] == 0xA0; return 2; }
  if (len >= 3 && s[0] == 0xE2 && s[1] == 0x80) {
    if (s[2] == 0x8B || s[2] == 0x8E || s[2] == 0x8F) { *is_space = 0; return 3; }       /* zero width; marks of direction */
    if (s[2] == 0xA8 || s[2] == 0xA9) return 3;
  }
  if (len >= 3 && s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF) { *is_space = 0; return 3; }
  return 0;
}

static void add_text (builder *b, const unsigned char *s, size_t len) {
  bp_html_dom *d = b->dom;
  if (!grow_text(b, len + 1)) return;
  size_t at = 0;
  while (at < len) {
    int is_space;
    size_t width = blank(s + at, len - at, &is_space);
    if (width > 0) {
      b->space |= is_space;
      at += width;
      continue;
    }
    if (b->start == NONE) begin_block(b);
    else if (b->space) d->text[d->text_len++] = ' ';
    b->space = 0;
    b->breaks = 0;
    size_t from = at;
    while (at < len && s[at] > ' ' && s[at] < 0xC2) at++;
    if (at == from) {                                  /* one character above U+007F */
      do at++; while (at < len && (s[at] & 0xC0) == 0x80);
    }
    memcpy(d->text + d->text_len, s + from, at - from);
    d->text_len += (uint32_t)(at - from);
    if (b->links > 0) b->link_bytes += (uint32_t)(at - from);
    b->block_hints |= b->open[b->depth].hints;
  }
}

/* ---- attributes ----------------------------------------------------------------------------------------------------- */

static const xmlChar *attribute (const xmlChar **atts, const char *name) {
  if (atts == NULL) return NULL;
  for (; atts[0] != NULL; atts += 2) {
    if (strcmp((const char *)atts[0], name) == 0) return atts[1];
  }
  return NULL;
}

static int is_attribute (const xmlChar **atts, const char *name, const char *value) {
  const xmlChar *found = attribute(atts, name);
  return found != NULL && strcmp((const char *)found, value) == 0;
}

static uint32_t number_of (const xmlChar *value, uint32_t most) {
  uint32_t n = 0;
  if (value == NULL) return 0;
  while (*value == ' ') value++;
  for (; *value >= '0' && *value <= '9'; value++) {
    n = n * 10 + (uint32_t)(*value - '0');
    if (n > most) return most;
  }
  return n;
}

static int hides (const char *style) {
  const char *p = strstr(style, "display");
  if (p == NULL) return 0;
  p += 7;
  while (*p == ' ' || *p == ':') p++;
  return strncmp(p, "none", 4) == 0;
}

static uint32_t hash_of (const xmlChar *value) {
  uint32_t hash = 2166136261u;
  for (; value != NULL && *value != '\0'; value++) hash = (hash ^ *value) * 16777619u;
  return hash;
}

/* Hints of the words in class, id and item property; sets what speaks of the context. */
static uint32_t look_at (const builder *b, const xmlChar **atts, uint32_t *context) {
  uint32_t hints = 0;
  for (; atts != NULL && atts[0] != NULL; atts += 2) {
    const char *name = (const char *)atts[0], *value = (const char *)atts[1];
    if (strcmp(name, "hidden") == 0) { *context |= BP_HTML_IN_HIDDEN; continue; }
    if (value == NULL) continue;
    if (strcmp(name, "class") == 0 || strcmp(name, "id") == 0) hints |= bp_html_hints_of(&b->names, value);
    else if (strcmp(name, "itemprop") == 0 || strcmp(name, "property") == 0) {
      if (strstr(value, "rticleBody") != NULL) hints |= BP_HTML_HINT(ITEMBODY);
      else hints |= bp_html_hints_of(&b->names, value);
    } else if (strcmp(name, "role") == 0) {
      if (strcmp(value, "main") == 0) *context |= BP_HTML_IN_MAIN;
      else if (strcmp(value, "navigation") == 0 || strcmp(value, "menu") == 0) *context |= BP_HTML_IN_NAV;
      else if (strcmp(value, "complementary") == 0) *context |= BP_HTML_IN_ASIDE;
      else if (strcmp(value, "contentinfo") == 0) *context |= BP_HTML_IN_FOOTER;
      else if (strcmp(value, "banner") == 0) *context |= BP_HTML_IN_HEADER;
      else if (strcmp(value, "dialog") == 0) hints |= BP_HTML_HINT(CONSENT);
    } else if (strcmp(name, "style") == 0) {
      if (hides(value)) *context |= BP_HTML_IN_HIDDEN;
    }
  }
  return hints;
}

static uint32_t context_of (uint8_t element) {
  switch (element) {
    case BP_HTML_body: return BP_HTML_IN_BODY;
    case BP_HTML_article: return BP_HTML_IN_ARTICLE;
    case BP_HTML_main: return BP_HTML_IN_MAIN;
    case BP_HTML_aside: return BP_HTML_IN_ASIDE;
    case BP_HTML_nav: case BP_HTML_menu: return BP_HTML_IN_NAV;
    case BP_HTML_footer: return BP_HTML_IN_FOOTER;
    case BP_HTML_header: return BP_HTML_IN_HEADER;
    case BP_HTML_form: return BP_HTML_IN_FORM;
    case BP_HTML_ul: case BP_HTML_ol: return BP_HTML_IN_LIST;
    case BP_HTML_table: return BP_HTML_IN_TABLE;
    case BP_HTML_figure: return BP_HTML_IN_FIGURE;
    case BP_HTML_figcaption: return BP_HTML_IN_FIGCAPTION;
    case BP_HTML_blockquote: return BP_HTML_IN_QUOTE;
    case BP_HTML_section: return BP_HTML_IN_SECTION;
    case BP_HTML_p: return BP_HTML_IN_P;
    case BP_HTML_dl: return BP_HTML_IN_DL;
    case BP_HTML_address: return BP_HTML_IN_ADDRESS;
    case BP_HTML_h1: case BP_HTML_h2: case BP_HTML_h3: case BP_HTML_h4: case BP_HTML_h5: case BP_HTML_h6: return BP_HTML_IN_HEADING;
    default: return 0;
  }
}

/* ---- nodes ---------------------------------------------------------------------------------------------------------- */

static void set_nearest (bp_html_node *n, uint32_t self, const xmlChar **atts) {
  switch (n->element) {
    case BP_HTML_ul: case BP_HTML_ol: case BP_HTML_menu: case BP_HTML_dir: n->list = self; n->item = 0; break;
    case BP_HTML_li: n->item = self; break;
    case BP_HTML_table: n->table = self; n->row = 0; n->cell = 0; break;
    case BP_HTML_tr: n->row = self; n->cell = 0; break;
    case BP_HTML_td: case BP_HTML_th:
      n->cell = self;
      n->columns = (uint16_t)number_of(attribute(atts, "colspan"), 1000);     /* the limits of HTML */
      n->rows = (uint16_t)number_of(attribute(atts, "rowspan"), 65534);
      break;
    case BP_HTML_blockquote: n->quote = self; break;
    case BP_HTML_figure: n->figure = self; break;
    default: break;
  }
}

/* An article as WordPress classes it, which says what it is filed under ("category-photo tag-video") and not what it is. */
static int is_post (const xmlChar *class) {
  return class != NULL && (strstr((const char *)class, "hentry") != NULL || strstr((const char *)class, "type-post") != NULL);
}

static uint32_t add_node (builder *b, uint8_t element, const xmlChar **atts) {
  bp_html_dom *d = b->dom;
  uint32_t parent = b->open[b->depth].node;
  if (d->node_count >= BP_HTML_NODES_MAX) { stop(b, BP_OK); return parent; }
  if (!GROW(b, node, 1, 512)) return parent;
  uint32_t self = d->node_count++, grand = d->node[parent].parent;
  bp_html_node *n = &d->node[self];
  *n = d->node[parent];
  n->parent = parent;
  n->end = NONE;
  n->first_block = n->end_block = d->block_count;
  n->element = element;
  n->depth++;
  n->columns = n->rows = 0;
  n->class_hash = hash_of(attribute(atts, "class"));
  uint32_t context = context_of(element);
  n->hints = look_at(b, atts, &context);
  n->context |= context;
  if (element == BP_HTML_article || element == BP_HTML_main || is_post(attribute(atts, "class"))) {
    n->hints &= ~(BP_HTML_HINT(TAGS) | BP_HTML_HINT(CAPTION) | BP_HTML_HINT(MEDIA) | BP_HTML_HINT(CREDIT));
  }
  if (element == BP_HTML_body) n->hints = 0;       /* its class names the template: sidebar, single-post, has-comments */
  n->hints |= b->open[b->depth].hints;             /* of inline elements around it */
  n->near = n->hints | d->node[parent].hints | d->node[grand].hints;
  n->above |= n->hints;
  set_nearest(n, self, atts);
  return self;
}

static void add_image (builder *b, const xmlChar **atts) {
  bp_html_dom *d = b->dom;
  const xmlChar *url = attribute(atts, "src");
  if (url == NULL || *url == '\0' || strncmp((const char *)url, "data:", 5) == 0) {
    static const char *const later[] = { "data-src", "data-lazy-src", "data-original" };
    for (size_t i = 0; i < 3 && attribute(atts, later[i]) != NULL; i++) url = attribute(atts, later[i]);
  }
  if (url == NULL || strncmp((const char *)url, "data:", 5) == 0 || d->image_count >= 4096 || !GROW(b, image, 1, 32)) return;
  bp_html_image image = { keep(b, url), keep(b, attribute(atts, "alt")), keep(b, attribute(atts, "title")), b->open[b->depth].node,
                          d->block_count + (b->start != NONE), number_of(attribute(atts, "width"), 100000),
                          number_of(attribute(atts, "height"), 100000) };
  d->image[d->image_count++] = image;
}

static void add_meta (builder *b, const xmlChar **atts) {
  const xmlChar *name = attribute(atts, "property"), *value = attribute(atts, "content");
  if (name == NULL) name = attribute(atts, "name");
  if (name == NULL) name = attribute(atts, "itemprop");
  if (name == NULL) name = attribute(atts, "http-equiv");
  if (name != NULL && value != NULL) add_fact(b, BP_HTML_META, keep(b, name), keep(b, value));
}

/* What is taken of an element beside its text. */
static void take (builder *b, uint8_t element, const xmlChar **atts) {
  switch (element) {
    case BP_HTML_br:
      b->space = 1;
      if (++b->breaks >= 2) end_block(b);
      break;
    case BP_HTML_img: add_image(b, atts); break;
    case BP_HTML_meta: add_meta(b, atts); break;
    case BP_HTML_html: add_fact(b, BP_HTML_LANGUAGE, 0, keep(b, attribute(atts, "lang"))); break;
    case BP_HTML_link:
      if (is_attribute(atts, "rel", "canonical")) add_fact(b, BP_HTML_CANONICAL, 0, keep(b, attribute(atts, "href")));
      break;
    case BP_HTML_time:
      add_fact(b, BP_HTML_TIME, keep(b, attribute(atts, "itemprop")), keep(b, attribute(atts, "datetime")));
      break;
    case BP_HTML_title:
      if (!b->has_title) { b->in_title = b->has_title = 1; b->value = b->dom->string_len; }
      break;
    default: break;
  }
}

/* ---- the parser's events -------------------------------------------------------------------------------------------- */

static void start_element (void *data, const xmlChar *name, const xmlChar **atts) {
  builder *b = data;
  if (b->status != BP_OK) return;
  uint8_t element = bp_html_element_of(&b->names, (const char *)name);
  int properties = bp_html_properties(element);
  if (b->depth >= BP_HTML_DEPTH_MAX) {
    /* The parser forgets that it is open, so that its own stack, which it searches for each end tag, stays as short. */
    b->dom->flattened++;
    if ((properties & BP_HTML_IS_VOID) != 0) return;
    htmlParserCtxtPtr c = b->ctxt;
    if (c->nameNr > 1) { c->nameNr--; c->name = c->nameTab[c->nameNr - 1]; }
    if ((properties & BP_HTML_IS_BLOCK) != 0 && b->skipped == 0) end_block(b);
    return;
  }
  open_element *e = &b->open[b->depth + 1];
  *e = (open_element){ name, b->open[b->depth].node, b->open[b->depth].hints, 0, NONE, element, 0, 0 };
  if (b->skipped > 0 || (properties & BP_HTML_IS_SKIPPED) != 0) {
    e->skipped = 1;
    b->skipped++;
    b->depth++;
    return;
  }
  if ((properties & BP_HTML_IS_BLOCK) != 0) {
    end_block(b);
    if ((properties & BP_HTML_IS_VOID) == 0) {
      e->node = add_node(b, element, atts);
      e->hints = 0;
    }
  } else if ((properties & BP_HTML_IS_VOID) == 0) {
    uint32_t context = 0;
    if (atts != NULL) e->hints |= look_at(b, atts, &context);
    if (element == BP_HTML_a) {
      const xmlChar *target = attribute(atts, "href");
      if (target != NULL) { e->kind = BP_HTML_LINK; e->target = keep(b, target); b->links++; }
      if (is_attribute(atts, "rel", "author")) b->open[b->depth + 1].hints |= BP_HTML_HINT(BYLINE);
    } else if ((properties & BP_HTML_IS_EMPHASIS) != 0) e->kind = BP_HTML_EMPHASIS_SPAN;
    if (e->kind != 0) {
      b->spans_open++;
      if (b->start != NONE) e->start = b->dom->text_len + (b->space ? 1 : 0);
    }
  }
  b->depth++;
  take(b, element, atts);
}

static void close_top (builder *b) {
  open_element *e = &b->open[b->depth];
  if (e->skipped) { b->skipped--; b->depth--; return; }
  if (e->element == BP_HTML_title && b->in_title) {
    bp_html_dom *d = b->dom;
    b->in_title = 0;
    if (d->string_len > b->value && grow(b, &d->string, d->string_len, &d->string_room, 1, 1, 4096)) {
      d->string[d->string_len++] = '\0';
      add_fact(b, BP_HTML_TITLE, 0, b->value);
    }
  }
  int properties = bp_html_properties(e->element);
  if ((properties & BP_HTML_IS_BLOCK) != 0 && (properties & BP_HTML_IS_VOID) == 0) {
    end_block(b);
    bp_html_node *n = &b->dom->node[e->node];
    if (n->end == NONE && e->node != 0) { n->end = b->dom->node_count; n->end_block = b->dom->block_count; }
  } else if (e->kind != 0) {
    add_span(b, e);
    b->spans_open--;
    if (e->kind == BP_HTML_LINK) b->links--;
  }
  b->depth--;
}

static void end_element (void *data, const xmlChar *name) {
  builder *b = data;
  if (b->status != BP_OK || b->depth == 0) return;
  uint32_t at = b->depth;
  while (at > 0 && b->open[at].name != name) at--;
  if (at == 0) return;
  while (b->depth >= at) close_top(b);
}

static void characters (void *data, const xmlChar *s, int len) {
  builder *b = data;
  if (b->status != BP_OK || b->skipped > 0 || len <= 0) return;
  if (b->in_title) {
    bp_html_dom *d = b->dom;
    size_t n = (size_t)len, have = d->string_len - b->value;
    if (have + n < TITLE_MAX && grow(b, &d->string, d->string_len, &d->string_room, n + 1, 1, 4096)) {
      memcpy(d->string + d->string_len, s, n);
      d->string_len += (uint32_t)n;
    }
    return;
  }
  if (b->open[b->depth].element == BP_HTML_head || b->open[b->depth].element == BP_HTML_html) {
    return;
  }
  add_text(b, s, (size_t)len);
}

static int start (builder *b) {
  bp_html_dom *d = b->dom;
  if (!GROW(b, node, 1, 512) || !grow(b, &d->string, 0, &d->string_room, 1, 1, 4096) || !grow_text(b, 1)) return BP_ENOMEM;
  d->string[d->string_len++] = '\0';
  d->node[d->node_count++] = (bp_html_node){ .end = NONE };
  bp_html_names_init(&b->names);
  b->start = NONE;
  return BP_OK;
}

static void finish (builder *b) {
  bp_html_dom *d = b->dom;
  while (b->depth > 0) close_top(b);
  end_block(b);
  for (uint32_t i = 0; i < d->node_count; i++) {
    if (d->node[i].end == NONE) { d->node[i].end = d->node_count; d->node[i].end_block = d->block_count; }
  }
}

int bp_html_dom_parse (bp_html_dom *dom, const char *page, size_t len) {
  memset(dom, 0, sizeof *dom);
  if (len > INT32_MAX) return BP_ELIMIT;
  builder *b = calloc(1, sizeof *b);
  htmlParserCtxtPtr c = htmlNewParserCtxt();
  int rc = b == NULL || c == NULL ? BP_ENOMEM : BP_OK;
  /* Reads in place; a static input buffer would too, but 2.9.14 loses its place in one. */
  xmlParserInputPtr input = rc == BP_OK ? xmlNewStringInputStream(c, (const xmlChar *)page) : NULL;
  if (input == NULL) rc = BP_ENOMEM;
  else {
    inputPush(c, input);
    b->dom = dom;
    b->ctxt = c;
    rc = start(b);
  }
  if (rc == BP_OK) {
    htmlCtxtUseOptions(c, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    xmlSAXHandler sax = { .startElement = start_element, .endElement = end_element, .characters = characters,
                          .ignorableWhitespace = characters, .cdataBlock = NULL, .initialized = 1 };
    *c->sax = sax;
    c->userData = b;
    c->charset = XML_CHAR_ENCODING_UTF8;         /* the bytes are UTF-8 already, whatever the page says of itself */
    htmlParseDocument(c);
    rc = b->status;
    if (rc == BP_OK) finish(b);
  }
  if (c != NULL) htmlFreeParserCtxt(c);
  free(b);
  if (rc != BP_OK) bp_html_dom_free(dom);
  return rc;
}

void bp_html_dom_free (bp_html_dom *dom) {
  free(dom->node); free(dom->block); free(dom->span); free(dom->image); free(dom->fact); free(dom->text); free(dom->string);
  memset(dom, 0, sizeof *dom);
}
