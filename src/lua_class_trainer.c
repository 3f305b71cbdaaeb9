/* lua_class_trainer.c -- core.classifier_trainer: learning a classifier from Lua; see bluepencil.classifier.train. */
#include "classifier_train.h"
#include "lua_bp.h"

#define BP_CLASS_TRAINER "bluepencil.class_trainer"

typedef struct { bp_class_trainer *trainer; } trainer_box;

static double number_field (lua_State *L, const char *name, double otherwise, double least, double most) {
  lua_getfield(L, 1, name);
  double x = lua_isnil(L, -1) ? otherwise : luaL_checknumber(L, -1);
  if (!(x >= least && x <= most)) luaL_error(L, "option '%s' lies between %f and %f", name, least, most);
  lua_pop(L, 1);
  return x;
}

static int boolean_field (lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  int x = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return x;
}

static const char *string_field (lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  const char *s = luaL_checkstring(L, -1);
  lua_pop(L, 1);                            /* the table keeps it */
  return s;
}

static bp_class_options read_options (lua_State *L) {
  bp_class_options o = bp_class_defaults;
  o.seed = (uint64_t)number_field(L, "seed", (double)o.seed, 0, 9e15);
  o.grams = (uint32_t)number_field(L, "grams", o.grams, 1, 2);
  o.folds = (uint32_t)number_field(L, "folds", o.folds, 2, 100);
  o.held_out = (uint32_t)number_field(L, "held_out", o.held_out, 1, 4e9);
  o.min_count = (uint32_t)number_field(L, "min_count", o.min_count, 1, 1e6);
  o.epochs = (uint32_t)number_field(L, "epochs", o.epochs, 1, 10000);
  o.cost = (float)number_field(L, "cost", (double)o.cost, 1e-4, 1e4);
  o.joined = (float)number_field(L, "joined", (double)o.joined, 0, 10);
  o.joined_words = (uint32_t)number_field(L, "joined_words", o.joined_words, 60, 100000);
  o.size = (size_t)number_field(L, "size", (double)o.size, 1, 1e9);
  o.mode = boolean_field(L, "any") ? BP_CLASS_ANY : BP_CLASS_ONE;
  o.norm = boolean_field(L, "within") ? BP_CLASS_WITHIN : BP_CLASS_PLAIN;
  return o;
}

/*
** core.classifier_trainer(options, topics) -> trainer | nil, message, code
** Options, all optional: seed, grams, folds, held_out, min_count, epochs, cost, joined, joined_words, size, any, within.
** topics: a list of { id =, name =, above = number of the one above it, which comes before it }.
*/
static int trainer_new (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  bp_class_options o = read_options(L);
  size_t count = lua_rawlen(L, 2);
  luaL_argcheck(L, count >= 1 && count <= BP_CLASS_LABELS_MAX, 2, "1 to 4096 labels");
  bp_class_topic *topic = lua_newuserdatauv(L, count * sizeof *topic, 0);
  for (size_t k = 0; k < count; k++) {
    lua_rawgeti(L, 2, (lua_Integer)k + 1);
    luaL_checktype(L, -1, LUA_TTABLE);
    int row = lua_gettop(L);
    topic[k].id = string_field(L, row, "id");
    topic[k].name = string_field(L, row, "name");
    lua_getfield(L, row, "above");
    lua_Integer above = luaL_optinteger(L, -1, 0);
    luaL_argcheck(L, above >= 0 && above <= (lua_Integer)k, 2, "the label above another comes before it");
    topic[k].above = (uint32_t)above;
    lua_settop(L, row - 1);
  }
  trainer_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->trainer = NULL;
  luaL_setmetatable(L, BP_CLASS_TRAINER);
  int rc = bp_class_trainer_new(&box->trainer, &o, topic, (uint32_t)count);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static bp_class_trainer *check_trainer (lua_State *L) {
  trainer_box *box = luaL_checkudata(L, 1, BP_CLASS_TRAINER);
  luaL_argcheck(L, box->trainer != NULL, 1, "trainer is closed");
  return box->trainer;
}

/* trainer:add(text, { number of a label, ... }) -> words | nil, message, code */
static int add (lua_State *L) {
  bp_class_trainer *t = check_trainer(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  luaL_checktype(L, 3, LUA_TTABLE);
  size_t labels = lua_rawlen(L, 3);
  luaL_argcheck(L, labels <= BP_CLASS_LABELS_MAX, 3, "too many labels");
  uint32_t *label = lua_newuserdatauv(L, (labels + 1) * sizeof *label, 0);
  for (size_t i = 0; i < labels; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    lua_Integer x = luaL_checkinteger(L, -1);
    luaL_argcheck(L, x >= 1 && x <= BP_CLASS_LABELS_MAX, 3, "no label of this number");
    label[i] = (uint32_t)(x - 1);
    lua_pop(L, 1);
  }
  uint32_t words;
  int rc = bp_class_trainer_add(t, text, len, label, (uint32_t)labels, &words);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushinteger(L, (lua_Integer)words);
  return 1;
}

/* trainer:step() -> more (boolean), phase, step, steps | nil, message, code */
static int step (lua_State *L) {
  bp_class_progress progress;
  int more;
  int rc = bp_class_trainer_step(check_trainer(L), &progress, &more);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, more);
  lua_pushstring(L, progress.what);
  lua_pushinteger(L, (lua_Integer)progress.step);
  lua_pushinteger(L, (lua_Integer)progress.steps);
  return 4;
}

/*
** trainer:held_out(text) -> { label given, ... }, the likeliest label, its probability | nil
** What a model that has not seen the text says of it; nil when none was asked.
*/
static int held_out (lua_State *L) {
  bp_class_trainer *t = check_trainer(L);
  lua_Integer text = luaL_checkinteger(L, 2);
  luaL_argcheck(L, text >= 1 && text <= UINT32_MAX, 2, "no text of this number");
  const uint8_t *given;
  const float *score = bp_class_trainer_held_out(t, (uint32_t)(text - 1), &given);
  if (score == NULL) { lua_pushnil(L); return 1; }
  uint32_t best = 0, topics = bp_class_trainer_topics(t);
  lua_Integer n = 0;
  lua_createtable(L, 2, 0);
  for (uint32_t k = 0; k < topics; k++) {
    if (score[k] > score[best]) best = k;
    if (!given[k]) continue;
    lua_pushinteger(L, (lua_Integer)k + 1);
    lua_rawseti(L, -2, ++n);
  }
  lua_pushinteger(L, (lua_Integer)best + 1);
  lua_pushnumber(L, (lua_Number)score[best]);
  return 3;
}

static void set_count (lua_State *L, const char *name, size_t x) {
  lua_pushinteger(L, (lua_Integer)x);
  lua_setfield(L, -2, name);
}

/* trainer:save(path, note) -> report { texts, joined, features, kept, bytes, rounding } | nil, message, code */
static int save (lua_State *L) {
  bp_class_report report;
  int rc = bp_class_trainer_save(check_trainer(L), luaL_checkstring(L, 2), luaL_checkstring(L, 3), &report);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_newtable(L);
  set_count(L, "texts", report.texts);
  set_count(L, "joined", report.joined);
  set_count(L, "features", report.features);
  set_count(L, "kept", report.kept);
  set_count(L, "bytes", report.bytes);
  lua_pushnumber(L, report.rounding);
  lua_setfield(L, -2, "rounding");
  return 1;
}

static int trainer_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  trainer_box *box = luaL_checkudata(L, 1, BP_CLASS_TRAINER);
  bp_class_trainer_free(box->trainer);
  box->trainer = NULL;
  return 0;
}

void bp_lua_open_class_trainer (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "add", add }, { "step", step }, { "held_out", held_out }, { "save", save },
    { "close", trainer_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_CLASS_TRAINER);
  lua_pushcfunction(L, trainer_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, trainer_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, trainer_new);
  lua_setfield(L, -2, "classifier_trainer");
}
