/* lua_trainer.c -- core.tagger_trainer: learning a tagger from Lua; see bluepencil.train for corpora and progress. */
#include "lua_bp.h"
#include "tagger_train.h"

#define BP_TRAINER "bluepencil.trainer"

typedef struct { bp_trainer *trainer; } trainer_box;

static double number_field (lua_State *L, const char *name, double otherwise, double least, double most) {
  lua_getfield(L, 1, name);
  double x = lua_isnil(L, -1) ? otherwise : luaL_checknumber(L, -1);
  if (!(x >= least && x <= most)) luaL_error(L, "option '%s' lies between %f and %f", name, least, most);
  lua_pop(L, 1);
  return x;
}

/*
** core.tagger_trainer(options [, gazetteer]) -> trainer
** Options, all optional: seed, epochs, vote_epochs, folds, rounds, min_count, rate, vote_rate, dropout, cased_lines,
** caseless_lines, vote_lines (lines of 64 bytes).
*/
static int trainer_new (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  bp_gazetteer *gazetteer = lua_isnoneornil(L, 2) ? NULL : bp_lua_check_gazetteer(L, 2);
  bp_trainer_options o = bp_trainer_defaults;
  o.seed = (uint64_t)number_field(L, "seed", (double)o.seed, 0, 9e15);
  o.epochs = (uint32_t)number_field(L, "epochs", o.epochs, 1, 1000);
  o.vote_epochs = (uint32_t)number_field(L, "vote_epochs", o.vote_epochs, 1, 1000);
  o.folds = (uint32_t)number_field(L, "folds", o.folds, 2, 100);
  o.rounds = (uint32_t)number_field(L, "rounds", o.rounds, 1, 100);
  o.min_count = (uint32_t)number_field(L, "min_count", o.min_count, 1, 1e6);
  o.rate = (float)number_field(L, "rate", (double)o.rate, 1e-6, 10);
  o.vote_rate = (float)number_field(L, "vote_rate", (double)o.vote_rate, 1e-6, 10);
  o.dropout = (float)number_field(L, "dropout", (double)o.dropout, 0, 0.95);
  o.lines[0] = (uint32_t)number_field(L, "cased_lines", o.lines[0], 1, 1e7);
  o.lines[1] = (uint32_t)number_field(L, "caseless_lines", o.lines[1], 1, 1e7);
  o.lines[2] = (uint32_t)number_field(L, "vote_lines", o.lines[2], 1, 1e7);
  trainer_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->trainer = NULL;
  luaL_setmetatable(L, BP_TRAINER);
  if (gazetteer != NULL) {
    lua_pushvalue(L, 2);
    lua_setiuservalue(L, -2, 1);       /* the gazetteer lives as long as the trainer */
  }
  int rc = bp_trainer_new(&box->trainer, &o, gazetteer);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static bp_trainer *check_trainer (lua_State *L) {
  trainer_box *box = luaL_checkudata(L, 1, BP_TRAINER);
  luaL_argcheck(L, box->trainer != NULL, 1, "trainer is closed");
  return box->trainer;
}

static lua_Integer integer_at (lua_State *L, int table, size_t i) {
  lua_rawgeti(L, table, (lua_Integer)i);
  lua_Integer x = luaL_checkinteger(L, -1);
  lua_pop(L, 1);
  return x;
}

static bp_span span_at (lua_State *L, int table, size_t i, size_t len) {
  lua_Integer first = integer_at(L, table, i), last = integer_at(L, table, i + 1);
  luaL_argcheck(L, first >= 1 && last >= first - 1 && (lua_Unsigned)last <= len, table, "span outside the text");
  bp_span span = { (uint32_t)(first - 1), (uint32_t)last };
  return span;
}

/* trainer:add(text, { sentence first, last, ... }, { name first, last, type, ... } [, weight]) -> true | nil, message, code */
static int add (lua_State *L) {
  bp_trainer *t = check_trainer(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  luaL_checktype(L, 3, LUA_TTABLE);
  luaL_checktype(L, 4, LUA_TTABLE);
  float weight = (float)luaL_optnumber(L, 5, 1);
  size_t sentences = lua_rawlen(L, 3) / 2, golds = lua_rawlen(L, 4) / 3;
  bp_span *sentence = lua_newuserdatauv(L, (sentences + 1) * sizeof *sentence, 0);
  bp_gold *gold = lua_newuserdatauv(L, (golds + 1) * sizeof *gold, 0);
  for (size_t i = 0; i < sentences; i++) sentence[i] = span_at(L, 3, 2 * i + 1, len);
  for (size_t i = 0; i < golds; i++) {
    gold[i].span = span_at(L, 4, 3 * i + 1, len);
    lua_Integer type = integer_at(L, 4, 3 * i + 3);
    luaL_argcheck(L, type >= BP_PER && type <= BP_ORG, 4, "a name's type is 1 (person), 2 (place) or 3 (organisation)");
    gold[i].type = (uint8_t)type;
  }
  int rc = bp_trainer_add(t, text, len, sentence, (uint32_t)sentences, gold, (uint32_t)golds, weight);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

/* trainer:class(path, words with spaces between them) -> true | nil, message, code */
static int add_class (lua_State *L) {
  bp_trainer *t = check_trainer(L);
  size_t len;
  const char *path = luaL_checkstring(L, 2), *words = luaL_checklstring(L, 3, &len);
  int rc = bp_trainer_class(t, path, words, len);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

/* trainer:step() -> more (boolean), phase, step, steps, loss: one epoch | nil, message, code */
static int step (lua_State *L) {
  bp_trainer_progress progress;
  int more;
  int rc = bp_trainer_step(check_trainer(L), &progress, &more);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, more);
  lua_pushstring(L, progress.what);
  lua_pushinteger(L, (lua_Integer)progress.step);
  lua_pushinteger(L, (lua_Integer)progress.steps);
  lua_pushnumber(L, progress.loss);
  return 5;
}

/* trainer:tag(text, { sentence first, last, ... }) -> flat { first, last, type, ... } by unrounded weights | nil, message, code */
static int tag (lua_State *L) {
  bp_trainer *t = check_trainer(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  luaL_checktype(L, 3, LUA_TTABLE);
  size_t sentences = lua_rawlen(L, 3) / 2;
  bp_span *sentence = lua_newuserdatauv(L, (sentences + 1) * sizeof *sentence, 0);
  for (size_t i = 0; i < sentences; i++) sentence[i] = span_at(L, 3, 2 * i + 1, len);
  const bp_gold *name;
  uint32_t count;
  int rc = bp_trainer_tag(t, text, len, sentence, (uint32_t)sentences, &name, &count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, (int)count * 3, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushinteger(L, (lua_Integer)name[i].span.start + 1);
    lua_rawseti(L, -2, (lua_Integer)i * 3 + 1);
    lua_pushinteger(L, (lua_Integer)name[i].span.end);
    lua_rawseti(L, -2, (lua_Integer)i * 3 + 2);
    lua_pushinteger(L, name[i].type);
    lua_rawseti(L, -2, (lua_Integer)i * 3 + 3);
  }
  return 1;
}

static void set_count (lua_State *L, const char *name, uint32_t x) {
  lua_pushinteger(L, (lua_Integer)x);
  lua_setfield(L, -2, name);
}

/* trainer:save(path, note) -> report { documents, tokens, features, kept, cut, rounding } | nil, message, code */
static int save (lua_State *L) {
  bp_trainer_report report;
  int rc = bp_trainer_save(check_trainer(L), luaL_checkstring(L, 2), luaL_checkstring(L, 3), &report);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_newtable(L);
  set_count(L, "documents", report.documents);
  set_count(L, "tokens", report.tokens);
  set_count(L, "features", report.features);
  set_count(L, "kept", report.kept);
  set_count(L, "cut", report.cut);
  lua_pushnumber(L, report.rounding);
  lua_setfield(L, -2, "rounding");
  return 1;
}

static int trainer_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  trainer_box *box = luaL_checkudata(L, 1, BP_TRAINER);
  bp_trainer_free(box->trainer);
  box->trainer = NULL;
  return 0;
}

void bp_lua_open_trainer (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "add", add }, { "class", add_class }, { "step", step }, { "tag", tag }, { "save", save }, { "close", trainer_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_TRAINER);
  lua_pushcfunction(L, trainer_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, trainer_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, trainer_new);
  lua_setfield(L, -2, "tagger_trainer");
}
