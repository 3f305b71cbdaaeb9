/* lua_classifier.c -- core.classifier_load: the classifier for Lua. */
#include "classifier.h"
#include "lua_bp.h"

#define BP_CLASSIFIER "bluepencil.classifier"

typedef struct {
  bp_classifier *classifier;
  bp_classifying *classifying;
} classifier_box;

/* core.classifier_load(path) -> classifier | nil, message, code */
static int classifier_load (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  classifier_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->classifier = NULL;
  box->classifying = NULL;
  luaL_setmetatable(L, BP_CLASSIFIER);
  int rc = bp_classifying_new(&box->classifying);
  if (rc == BP_OK) rc = bp_classifier_load(&box->classifier, path);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static classifier_box *check_classifier (lua_State *L) {
  classifier_box *box = luaL_checkudata(L, 1, BP_CLASSIFIER);
  luaL_argcheck(L, box->classifier != NULL, 1, "classifier is closed");
  return box;
}

/*
** Which part of the document: nothing (all of it), first and last, or one flat table { first, last, ... }, sorted and disjoint.
** Pushes the scratch that holds the spans; *next is the argument behind.
*/
static bp_span *check_spans (lua_State *L, int arg, const bp_document *doc, uint32_t *count, int *next) {
  if (lua_istable(L, arg)) {
    size_t n = lua_rawlen(L, arg) / 2;
    bp_span *span = lua_newuserdatauv(L, (n + 1) * sizeof *span, 0);
    uint32_t edge = 0;
    for (size_t i = 0; i < n; i++) {
      lua_rawgeti(L, arg, (lua_Integer)(2 * i + 1));
      lua_rawgeti(L, arg, (lua_Integer)(2 * i + 2));
      lua_Integer first = luaL_checkinteger(L, -2), last = luaL_checkinteger(L, -1);
      luaL_argcheck(L, first > (lua_Integer)edge && last >= first - 1 && last <= (lua_Integer)doc->len, arg,
                    "spans are sorted, disjoint and inside the text");
      lua_pop(L, 2);
      span[i].start = (uint32_t)(first - 1);
      span[i].end = edge = (uint32_t)last;
    }
    *count = (uint32_t)n;
    *next = arg + 1;
    return span;
  }
  bp_span *span = lua_newuserdatauv(L, sizeof *span, 0);
  if (lua_isnoneornil(L, arg)) { span->start = 0; span->end = doc->len; }
  else *span = bp_lua_check_span(L, arg, doc->len);
  *count = 1;
  *next = arg + 2;
  return span;
}

/* Labels that are given, or with `most` the best so many, as a flat array of numbers and probabilities. */
static void push_scores (lua_State *L, const bp_class_score *score, uint32_t labels, lua_Integer most) {
  lua_createtable(L, 8, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < labels; i++) {
    if (most >= 0 ? (lua_Integer)i >= most || score[0].score <= 0 : !score[i].given) continue;
    lua_pushinteger(L, (lua_Integer)score[i].label + 1);
    lua_rawseti(L, -2, ++n);
    lua_pushnumber(L, (lua_Number)score[i].score);
    lua_rawseti(L, -2, ++n);
  }
}

/*
** classifier:classify(index [, first, last | spans] [, most]) -> flat array { label, score, ... }, the surest first
** Without `most` the labels whose thresholds are reached (the best one, where each text has exactly one); with it the best
** `most` whatever their thresholds, none of a text without a word the model knows.  `label` is a number of :labels(), `score` a probability.
*/
static int classify (lua_State *L) {
  classifier_box *box = check_classifier(L);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  uint32_t spans, labels = bp_classifier_labels(box->classifier);
  int next;
  lua_settop(L, 5);
  const bp_span *span = check_spans(L, 3, doc, &spans, &next);
  lua_Integer most = luaL_optinteger(L, next, -1);
  const bp_class_score *score;
  int rc = bp_classify(box->classifier, doc, span, spans, box->classifying, &score);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  push_scores(L, score, labels, most);
  return 1;
}

/* classifier:classify_text(text [, most]) -> the same of all of a text, in two thirds of the time | nil, message, code [, byte] */
static int classify_text (lua_State *L) {
  classifier_box *box = check_classifier(L);
  size_t len, where = 0;
  const char *text = luaL_checklstring(L, 2, &len);
  lua_Integer most = luaL_optinteger(L, 3, -1);
  const bp_class_score *score;
  int rc = bp_classify_text(box->classifier, text, len, box->classifying, &score, &where);
  if (rc == BP_EUTF8) {
    bp_lua_failure(L, rc);
    lua_pushinteger(L, (lua_Integer)where + 1);
    return 4;
  }
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  push_scores(L, score, bp_classifier_labels(box->classifier), most);
  return 1;
}

/*
** classifier:explain(index, label [, first, last | spans] [, most]) -> flat array { first, last, weight, count, rarity, ... }
** Words and pairs of words where they stand first, the strongest first: all, or the `most` strongest for the label and as many
** against it; a negative weight speaks against it.
*/
static int explain (lua_State *L) {
  classifier_box *box = check_classifier(L);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  lua_Integer label = luaL_checkinteger(L, 3);
  luaL_argcheck(L, label >= 1 && label <= (lua_Integer)bp_classifier_labels(box->classifier), 3, "no label of this number");
  uint32_t spans, count;
  int next;
  lua_settop(L, 6);
  const bp_span *span = check_spans(L, 4, doc, &spans, &next);
  lua_Integer most = luaL_optinteger(L, next, 0);
  luaL_argcheck(L, most >= 0 && most <= INT32_MAX, next, "not a number of words");
  const bp_class_reason *reason;
  int rc = bp_classifier_explain(box->classifier, doc, span, spans, box->classifying, (uint32_t)(label - 1), (uint32_t)most, &reason,
                                 &count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, count < INT32_MAX / 5 ? (int)count * 5 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < count; i++) {
    bp_lua_append_span(L, reason[i].span, &n);
    lua_pushnumber(L, (lua_Number)reason[i].weight);
    lua_rawseti(L, -2, ++n);
    lua_pushinteger(L, (lua_Integer)reason[i].count);
    lua_rawseti(L, -2, ++n);
    lua_pushnumber(L, (lua_Number)reason[i].rarity);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

/* classifier:labels() -> list of { id, name, threshold, texts (it was learned from), above (number of the label above it) or nil } */
static int labels (lua_State *L) {
  const bp_classifier *c = check_classifier(L)->classifier;
  uint32_t count = bp_classifier_labels(c);
  lua_createtable(L, (int)count, 0);
  for (uint32_t k = 0; k < count; k++) {
    bp_class_label label = bp_classifier_label(c, k);
    lua_createtable(L, 0, 5);
    lua_pushstring(L, label.id);
    lua_setfield(L, -2, "id");
    lua_pushstring(L, label.name);
    lua_setfield(L, -2, "name");
    lua_pushnumber(L, (lua_Number)label.threshold);
    lua_setfield(L, -2, "threshold");
    lua_pushinteger(L, (lua_Integer)label.texts);
    lua_setfield(L, -2, "texts");
    if (label.above != k) {
      lua_pushinteger(L, (lua_Integer)label.above + 1);
      lua_setfield(L, -2, "above");
    }
    lua_rawseti(L, -2, (lua_Integer)k + 1);
  }
  return 1;
}

/* classifier:note() -> where the model comes from */
static int note (lua_State *L) {
  lua_pushstring(L, bp_classifier_note(check_classifier(L)->classifier));
  return 1;
}

/* classifier:about() -> { bytes, words (and pairs that it knows), mode ("one" or "any"), grams } */
static int about (lua_State *L) {
  const bp_classifier *c = check_classifier(L)->classifier;
  lua_createtable(L, 0, 4);
  lua_pushinteger(L, (lua_Integer)bp_classifier_size(c));
  lua_setfield(L, -2, "bytes");
  lua_pushinteger(L, (lua_Integer)bp_classifier_rows(c));
  lua_setfield(L, -2, "words");
  lua_pushstring(L, bp_classifier_mode(c) == BP_CLASS_ONE ? "one" : "any");
  lua_setfield(L, -2, "mode");
  lua_pushinteger(L, (lua_Integer)bp_classifier_grams(c));
  lua_setfield(L, -2, "grams");
  return 1;
}

static int classifier_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  classifier_box *box = luaL_checkudata(L, 1, BP_CLASSIFIER);
  bp_classifier_free(box->classifier);
  bp_classifying_free(box->classifying);
  box->classifier = NULL;
  box->classifying = NULL;
  return 0;
}

void bp_lua_open_classifier (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "classify", classify }, { "classify_text", classify_text }, { "explain", explain }, { "labels", labels }, { "note", note }, { "about", about },
    { "close", classifier_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_CLASSIFIER);
  lua_pushcfunction(L, classifier_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, classifier_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, classifier_load);
  lua_setfield(L, -2, "classifier_load");
}
