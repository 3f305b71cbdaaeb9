/* lua_document.c -- the document, its tokens and its span index for Lua.
**
** Many spans cross as one flat array {first1, last1, first2, last2, ...}; annotations cross as arrays of ids.
*/
#include <string.h>

#include "lua_bp.h"
#include "words.h"

/* core.document(text) -> document | nil, message, code, byte */
static int document_new (lua_State *L) {
  size_t len, where = 0;
  const char *text = luaL_checklstring(L, 1, &len);
  luaL_argcheck(L, len <= BP_TEXT_MAX, 1, "text of 4 GiB or more");
  bp_lua_document *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->doc = NULL;                   /* safe for __gc before anything can raise */
  bp_annotations_init(&box->annotations);
  luaL_setmetatable(L, BP_DOCUMENT);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);       /* the text lives as long as the document */
  int rc = bp_document_new(&box->doc, text, len, &where);
  if (rc == BP_OK) return 1;
  bp_lua_failure(L, rc);
  lua_pushinteger(L, (lua_Integer)where + 1);
  return 4;
}

bp_lua_document *bp_lua_check_document (lua_State *L, int arg) {
  bp_lua_document *box = luaL_checkudata(L, arg, BP_DOCUMENT);
  luaL_argcheck(L, box->doc != NULL, arg, "document is closed");
  return box;
}

static int document_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  bp_lua_document *box = luaL_checkudata(L, 1, BP_DOCUMENT);
  bp_document_free(box->doc);
  box->doc = NULL;
  bp_annotations_free(&box->annotations);
  return 0;
}

/* Reads a flat array of first, last pairs at `arg` into a userdata block left on the stack. */
static bp_span *check_spans (lua_State *L, int arg, size_t len, uint32_t *count) {
  luaL_checktype(L, arg, LUA_TTABLE);
  size_t n = lua_rawlen(L, arg);
  luaL_argcheck(L, n % 2 == 0 && n / 2 < UINT32_MAX, arg, "a flat array of first, last pairs");
  bp_span *span = lua_newuserdatauv(L, (n / 2 + 1) * sizeof *span, 0);
  for (size_t i = 0; i < n / 2; i++) {
    lua_rawgeti(L, arg, (lua_Integer)(2 * i + 1));
    lua_rawgeti(L, arg, (lua_Integer)(2 * i + 2));
    span[i] = bp_lua_check_span(L, lua_gettop(L) - 1, len);
    lua_pop(L, 2);
  }
  *count = (uint32_t)(n / 2);
  return span;
}

/* document:set_blocks{first, last, ...}: sentences are found anew -> true | nil, message, code */
static int set_blocks (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  uint32_t count;
  bp_span *span = check_spans(L, 2, box->doc->len, &count);
  int rc = bp_document_set_blocks(box->doc, span, count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

/* document:set_joins{first, last, ...}: spans that rendering leaves out -> true | nil, message, code */
static int set_joins (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  uint32_t count;
  bp_span *span = check_spans(L, 2, box->doc->len, &count);
  int rc = bp_document_set_joins(box->doc, span, count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

/* document:render(first, last) -> the text of the span as a reader sees it */
static int render (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_span span = bp_lua_check_span(L, 2, box->doc->len);
  luaL_Buffer buffer;
  char *out = luaL_buffinitsize(L, &buffer, span.end - span.start);
  luaL_pushresultsize(&buffer, bp_document_render(box->doc, span, out));
  return 1;
}

/* ---- tokens and sentences ---- */

static bp_span optional_span (lua_State *L, int arg, const bp_document *doc) {
  if (lua_isnoneornil(L, arg)) { bp_span whole = { 0, doc->len }; return whole; }
  return bp_lua_check_span(L, arg, doc->len);
}

static const bp_token *check_token (lua_State *L, const bp_document *doc, int arg) {
  lua_Integer i = luaL_checkinteger(L, arg);
  luaL_argcheck(L, i >= 1 && (lua_Unsigned)i <= doc->tokens.count, arg, "no such token");
  return &doc->tokens.token[i - 1];
}

static const char *const kind_names[] = { NULL, "lower", "title", "upper", "mixed", "number", "alnum", "clitic", "punct", "symbol" };

/* document:token_count() -> integer */
static int token_count (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bp_lua_check_document(L, 1)->doc->tokens.count);
  return 1;
}

/* document:token(i) -> first, last, kind, is_abbreviation, has_space_before */
static int token (lua_State *L) {
  const bp_token *t = check_token(L, bp_lua_check_document(L, 1)->doc, 2);
  lua_pushinteger(L, (lua_Integer)t->start + 1);
  lua_pushinteger(L, (lua_Integer)t->end);
  lua_pushstring(L, kind_names[t->kind]);
  lua_pushboolean(L, t->flags & BP_TOKEN_ABBREVIATION);
  lua_pushboolean(L, t->flags & BP_TOKEN_SPACE_BEFORE);
  return 5;
}

/* document:token_at(byte) -> index of the first token that ends at or after the byte, or nil behind the last */
static int token_at (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  lua_Integer byte = luaL_checkinteger(L, 2);
  luaL_argcheck(L, byte >= 1 && (lua_Unsigned)byte <= (lua_Unsigned)doc->len + 1, 2, "byte outside the text");
  uint32_t i = bp_document_token_at(doc, (uint32_t)(byte - 1));
  if (i == doc->tokens.count) luaL_pushfail(L); else lua_pushinteger(L, (lua_Integer)i + 1);
  return 1;
}

/* document:tokens([first, last]) -> flat array of the tokens that lie inside */
static int tokens (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  bp_span span = optional_span(L, 2, doc);
  lua_Integer n = 0;
  uint32_t i = bp_document_token_at(doc, span.start);
  if (i < doc->tokens.count && doc->tokens.token[i].start < span.start) i++;
  lua_newtable(L);
  for (; i < doc->tokens.count && doc->tokens.token[i].end <= span.end; i++) {
    bp_span one = { doc->tokens.token[i].start, doc->tokens.token[i].end };
    bp_lua_append_span(L, one, &n);
  }
  return 1;
}

/* document:tokens_of(kind [, kind ...]) -> array of the indexes of the tokens of these kinds */
static int tokens_of (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  unsigned wanted = 0;
  for (int arg = 2; arg <= lua_gettop(L); arg++)
    wanted |= 1u << (luaL_checkoption(L, arg, NULL, kind_names + 1) + 1);
  lua_newtable(L);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < doc->tokens.count; i++)
    if (wanted >> doc->tokens.token[i].kind & 1) {
      lua_pushinteger(L, (lua_Integer)i + 1);
      lua_rawseti(L, -2, ++n);
    }
  return 1;
}

/* A table with room for `n` values of an array, which may be set in any order. */
static void push_array (lua_State *L, uint32_t n) { lua_createtable(L, n < INT32_MAX ? (int)n : 0, 0); }

/* Tables by token of its sentence and of its capitals, at the top of the stack. */
static void push_by_token (lua_State *L, const bp_document *doc) {
  const unsigned capitals = 1u << BP_TOKEN_TITLE | 1u << BP_TOKEN_UPPER | 1u << BP_TOKEN_MIXED;
  uint32_t n = doc->tokens.count, at = 0;
  push_array(L, n);           /* sentence */
  lua_newtable(L);            /* capital: one token in six */
  for (uint32_t i = 0; i < n; i++) {
    const bp_token *t = &doc->tokens.token[i];
    while (at < doc->sentence_count && doc->sentence[at].end <= t->start) at++;
    if (at < doc->sentence_count && doc->sentence[at].start <= t->start) {
      lua_pushinteger(L, (lua_Integer)at + 1);
      lua_rawseti(L, -3, (lua_Integer)i + 1);
    }
    if (!(capitals >> t->kind & 1)) continue;
    lua_pushboolean(L, 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* Tables of the first and the last token of each sentence. */
static void push_by_sentence (lua_State *L, const bp_document *doc) {
  push_array(L, doc->sentence_count);
  push_array(L, doc->sentence_count);
  for (uint32_t k = 0; k < doc->sentence_count; k++) {
    lua_pushinteger(L, (lua_Integer)bp_document_token_at(doc, doc->sentence[k].start) + 1);
    lua_rawseti(L, -3, (lua_Integer)k + 1);
    lua_pushinteger(L, (lua_Integer)bp_document_token_at(doc, doc->sentence[k].end - 1) + 1);
    lua_rawseti(L, -2, (lua_Integer)k + 1);
  }
}

/*
** document:reading() -> what code that walks over tokens asks for, in one call: tokens (flat array of spans), sentence (number
** by token, none outside the blocks), capital (true by token), sentence_first, sentence_last (tokens by sentence)
*/
static int reading (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  uint32_t n = doc->tokens.count;
  luaL_checkstack(L, 12, NULL);
  lua_Integer at = 0;
  push_array(L, n < UINT32_MAX / 2 ? n * 2 : 0);
  for (uint32_t i = 0; i < n; i++) {
    bp_span one = { doc->tokens.token[i].start, doc->tokens.token[i].end };
    bp_lua_append_span(L, one, &at);
  }
  push_by_token(L, doc);
  push_by_sentence(L, doc);
  return 5;
}

/* document:sentences([first, last]) -> flat array of the sentences that overlap the span */
static int sentences (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  bp_span span = optional_span(L, 2, doc);
  uint32_t low = 0, high = doc->sentence_count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (doc->sentence[mid].end <= span.start) low = mid + 1; else high = mid;
  }
  lua_newtable(L);
  lua_Integer n = 0;
  for (; low < doc->sentence_count && doc->sentence[low].start < span.end; low++)
    bp_lua_append_span(L, doc->sentence[low], &n);
  return 1;
}

/* ---- words ---- */

/* document:find(phrase [, fold]) -> flat array of the places where the phrase's tokens stand one after another */
static int find (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  size_t len;
  const char *phrase = luaL_checklstring(L, 2, &len);
  int how = lua_toboolean(L, 3) ? BP_WORDS_FOLD : 0;
  const bp_span *place;
  uint32_t count;
  int rc = bp_words_find(box->doc, phrase, len, how, &place, &count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, count < INT32_MAX / 2 ? (int)count * 2 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < count; i++) bp_lua_append_span(L, place[i], &n);
  return 1;
}

/* ---- the span index ---- */

static uint16_t check_type (lua_State *L, int arg) {
  lua_Integer type = luaL_optinteger(L, arg, 0);
  luaL_argcheck(L, type >= 0 && type <= UINT16_MAX, arg, "type number out of range");
  return (uint16_t)type;
}

/* document:add(first, last, type) -> id */
static int add (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_span span = bp_lua_check_span(L, 2, box->doc->len);
  uint16_t type = check_type(L, 4);
  luaL_argcheck(L, span.end > span.start, 3, "an annotation covers at least one byte");
  luaL_argcheck(L, type != 0, 4, "type number out of range");
  uint32_t id;
  int rc = bp_annotations_add(&box->annotations, span, type, &id);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushinteger(L, (lua_Integer)id);
  return 1;
}

/* document:remove(id) */
static int remove_annotation (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  lua_Integer id = luaL_checkinteger(L, 2);
  luaL_argcheck(L, id >= 1 && (lua_Unsigned)id <= box->annotations.count, 2, "no such annotation");
  bp_annotations_remove(&box->annotations, (uint32_t)id);
  return 0;
}

static int push_ids (lua_State *L, int rc, bp_ids ids) {
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, ids.count < INT32_MAX ? (int)ids.count : 0, 0);
  for (uint32_t i = 0; i < ids.count; i++) {
    lua_pushinteger(L, (lua_Integer)ids.id[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* document:all([type]) -> ids in text order, longer first */
static int all (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_ids ids = { NULL, 0 };
  return push_ids(L, bp_annotations_all(&box->annotations, check_type(L, 2), &ids), ids);
}

/* document:inside(first, last [, type]) -> ids of the annotations that lie within the span */
static int inside (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_span span = bp_lua_check_span(L, 2, box->doc->len);
  bp_ids ids = { NULL, 0 };
  return push_ids(L, bp_annotations_inside(&box->annotations, span, check_type(L, 4), &ids), ids);
}

/* document:overlapping(first, last [, type]) -> ids of the annotations that share a byte with the span */
static int overlapping (lua_State *L) {
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_span span = bp_lua_check_span(L, 2, box->doc->len);
  bp_ids ids = { NULL, 0 };
  return push_ids(L, bp_annotations_overlapping(&box->annotations, span, check_type(L, 4), &ids), ids);
}

/* document:nearest(first, last [, type [, "before" | "after" | "both"]]) -> id | nil */
static int nearest (lua_State *L) {
  static const char *const names[] = { "both", "before", "after", NULL };
  static const int where[] = { BP_BEFORE | BP_AFTER, BP_BEFORE, BP_AFTER };
  bp_lua_document *box = bp_lua_check_document(L, 1);
  bp_span span = bp_lua_check_span(L, 2, box->doc->len);
  uint16_t type = check_type(L, 4);
  uint32_t id = 0;
  int rc = bp_annotations_nearest(&box->annotations, span, type, where[luaL_checkoption(L, 5, "both", names)], &id);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  if (id == 0) luaL_pushfail(L); else lua_pushinteger(L, (lua_Integer)id);
  return 1;
}

void bp_lua_open_document (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "set_blocks", set_blocks }, { "set_joins", set_joins }, { "render", render },
    { "token_count", token_count }, { "token", token }, { "token_at", token_at }, { "tokens", tokens },
    { "tokens_of", tokens_of }, { "reading", reading }, { "sentences", sentences }, { "find", find },
    { "add", add }, { "remove", remove_annotation }, { "all", all }, { "inside", inside },
    { "overlapping", overlapping }, { "nearest", nearest },
    { "close", document_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_DOCUMENT);
  lua_pushcfunction(L, document_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, document_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, document_new);
  lua_setfield(L, -2, "document");
}
