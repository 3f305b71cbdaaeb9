/* lua_html.c -- core.html: a page as tables of blocks, figures and what it says of itself; core.transcode. */
#include <string.h>

#include "html.h"
#include "lua_bp.h"
#include "transcode.h"

#define PAGE "bluepencil.html"
#define SPANS_MAX 4096u      /* of one block: more is an attack on whoever nests them */

static const char *const types[] = { "Headline", "Deck", "Byline", "Paragraph", "Subhead", "ListItem", "Blockquote", "Cell", "Caption",
                                     "Credit", "Alt" };

static int page_gc (lua_State *L) {
  bp_html_free(luaL_checkudata(L, 1, PAGE));
  return 0;
}

static void set_integer (lua_State *L, const char *name, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_setfield(L, -2, name);
}

static void set_string (lua_State *L, const char *name, const bp_html_page *page, uint32_t string) {
  if (string == 0) return;
  lua_pushstring(L, page->dom.string + string);
  lua_setfield(L, -2, name);
}

static int has_target (const char *target) {
  return target[0] != '\0' && target[0] != '#' && strncmp(target, "javascript:", 11) != 0;
}

static void push_spans (lua_State *L, const bp_html_page *page, const bp_html_piece *piece) {
  const bp_html_dom *d = &page->dom;
  uint32_t from = d->block[piece->first].first_span, to = d->block[piece->end - 1].end_span;
  uint32_t start = d->block[piece->first].text.start;
  lua_Integer n = 0;
  for (uint32_t i = from; i < to && n < (lua_Integer)SPANS_MAX; i++) {
    const bp_html_span *s = &d->span[i];
    int is_link = s->kind == BP_HTML_LINK;
    if (is_link && !has_target(d->string + s->target)) continue;
    if (n == 0) lua_newtable(L);
    lua_createtable(L, 0, 4);
    lua_pushstring(L, is_link ? "Link" : "Emphasis");
    lua_setfield(L, -2, "type");
    set_integer(L, "first", (lua_Integer)(s->text.start - start) + 1);
    set_integer(L, "last", (lua_Integer)(s->text.end - start));
    if (is_link) set_string(L, "target", page, s->target);
    else {
      lua_pushstring(L, s->element == BP_HTML_b || s->element == BP_HTML_strong ? "bold" : "italic");
      lua_setfield(L, -2, "rend");
    }
    lua_rawseti(L, -2, ++n);
  }
  if (n > 0) lua_setfield(L, -2, "spans");
}

static void push_piece (lua_State *L, const bp_html_page *page, const bp_html_piece *p) {
  const bp_html_dom *d = &page->dom;
  lua_createtable(L, 0, 6);
  lua_pushstring(L, types[p->type]);
  lua_setfield(L, -2, "type");
  if (p->type == BP_HTML_ALT) lua_pushstring(L, d->string + d->image[page->figure[p->image - 1].image].alt);
  else {
    uint32_t start = d->block[p->first].text.start;
    lua_pushlstring(L, d->text + start, d->block[p->end - 1].text.end - start);
  }
  lua_setfield(L, -2, "text");
  if (p->image > 0) set_integer(L, "figure", p->image);
  if (p->type == BP_HTML_ALT) return;
  push_spans(L, page, p);
  switch (p->type) {
    case BP_HTML_SUBHEAD: set_integer(L, "level", p->level); break;
    case BP_HTML_LISTITEM:
      set_integer(L, "list", p->list);
      set_integer(L, "depth", p->depth);
      lua_pushboolean(L, p->ordered);
      lua_setfield(L, -2, "ordered");
      break;
    case BP_HTML_BLOCKQUOTE: set_integer(L, "group", p->group); break;
    case BP_HTML_CELL:
      set_integer(L, "table", p->table);
      set_integer(L, "row", p->row);
      set_integer(L, "column", p->column);
      if (p->rows > 1) set_integer(L, "rows", p->rows);
      if (p->columns > 1) set_integer(L, "columns", p->columns);
      if (p->header) { lua_pushboolean(L, 1); lua_setfield(L, -2, "header"); }
      break;
    default: break;
  }
}

static void push_figures (lua_State *L, const bp_html_page *page) {
  lua_createtable(L, (int)page->figure_count, 0);
  for (uint32_t i = 0; i < page->figure_count; i++) {
    const bp_html_image *m = &page->dom.image[page->figure[i].image];
    lua_createtable(L, 0, 4);
    set_string(L, "url", page, m->url);
    if (m->width > 0) set_integer(L, "width", m->width);
    if (m->height > 0) set_integer(L, "height", m->height);
    set_integer(L, "block", (lua_Integer)page->figure[i].piece + 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static void add_pair (lua_State *L, const bp_html_page *page, const bp_html_fact *fact, lua_Integer *n) {
  lua_pushstring(L, page->dom.string + fact->name);
  lua_rawseti(L, -2, ++*n);
  lua_pushstring(L, page->dom.string + fact->value);
  lua_rawseti(L, -2, ++*n);
}

/* meta and times: { name, value, ... } in the order of the page; of times only those within or before the article. */
static void push_facts (lua_State *L, const bp_html_page *page) {
  const bp_html_dom *d = &page->dom;
  lua_Integer n = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < d->fact_count; i++) if (d->fact[i].kind == BP_HTML_META) add_pair(L, page, &d->fact[i], &n);
  lua_setfield(L, -2, "meta");
  n = 0;
  lua_newtable(L);
  uint32_t last = page->piece_count > 0 ? page->piece[page->piece_count - 1].first : 0;
  for (uint32_t i = 0; i < d->fact_count; i++) {
    if (d->fact[i].kind == BP_HTML_TIME && d->fact[i].block <= last) add_pair(L, page, &d->fact[i], &n);
  }
  lua_setfield(L, -2, "times");
  for (uint32_t i = d->fact_count; i-- > 0; ) {        /* backwards: the first stands */
    if (d->fact[i].kind == BP_HTML_TITLE) set_string(L, "title", page, d->fact[i].value);
    else if (d->fact[i].kind == BP_HTML_LANGUAGE) set_string(L, "language", page, d->fact[i].value);
    else if (d->fact[i].kind == BP_HTML_CANONICAL) set_string(L, "canonical", page, d->fact[i].value);
  }
}

static void push_date_line (lua_State *L, const bp_html_page *page) {
  if (page->date_block == UINT32_MAX) return;
  bp_span s = page->dom.block[page->date_block].text;
  lua_pushlstring(L, page->dom.text + s.start, s.end - s.start);
  lua_setfield(L, -2, "date_line");
}

static void push_counts (lua_State *L, const bp_html_page *page) {
  const bp_html_dom *d = &page->dom;
  lua_createtable(L, 0, 6);
  set_integer(L, "nul", (lua_Integer)page->cleaned.nul);
  set_integer(L, "flattened", d->flattened);
  set_integer(L, "blocks", d->block_count);
  set_integer(L, "nodes", d->node_count);
  lua_pushboolean(L, d->cut);
  lua_setfield(L, -2, "cut");
  lua_pushboolean(L, page->guessed);
  lua_setfield(L, -2, "guessed");
  lua_setfield(L, -2, "counts");
}

/*
** core.html(page) -> table | nil, message, code.  `page` is UTF-8; what is not is left to the parser.
** blocks, figures: as docs/design.md has them; ld: JSON-LD scripts; meta, times: pairs in one list; title, language, canonical, date_line;
** counts: nul, flattened, blocks, nodes, cut, guessed.
*/
static int html (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  bp_html_page *page = lua_newuserdatauv(L, sizeof *page, 0);
  memset(page, 0, sizeof *page);
  luaL_setmetatable(L, PAGE);
  int rc = bp_html_read(page, bytes, len);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, 0, 9);
  lua_createtable(L, (int)page->piece_count, 0);
  for (uint32_t i = 0; i < page->piece_count; i++) {
    push_piece(L, page, &page->piece[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "blocks");
  push_figures(L, page);
  lua_setfield(L, -2, "figures");
  lua_createtable(L, (int)page->cleaned.ld_count, 0);
  for (size_t i = 0; i < page->cleaned.ld_count; i++) {
    bp_span s = page->cleaned.ld[i];
    lua_pushlstring(L, bytes + s.start, s.end - s.start);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setfield(L, -2, "ld");
  push_facts(L, page);
  push_date_line(L, page);
  push_counts(L, page);
  bp_html_free(page);          /* the collector sees a small box and would wait */
  return 1;
}

/* core.transcode(bytes, encoding) -> UTF-8, bytes that could not be read | nil, message, code.  `encoding` is iconv's name. */
static int transcode (lua_State *L) {
  size_t len, out_len, bad;
  const char *bytes = luaL_checklstring(L, 1, &len), *encoding = luaL_checkstring(L, 2);
  if (len > BP_TEXT_MAX / 4) return bp_lua_failure(L, BP_ELIMIT);
  char *out = lua_newuserdatauv(L, BP_TRANSCODE_ROOM(len), 0);
  int rc = bp_transcode(bytes, len, encoding, out, &out_len, &bad);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushlstring(L, out, out_len);
  lua_pushinteger(L, (lua_Integer)bad);
  return 2;
}

void bp_lua_open_html (lua_State *L) {
  luaL_newmetatable(L, PAGE);
  lua_pushcfunction(L, page_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
  lua_pushcfunction(L, html);
  lua_setfield(L, -2, "html");
  lua_pushcfunction(L, transcode);
  lua_setfield(L, -2, "transcode");
}
