/* gazetteer.c -- find every listed name in a document in one pass; save and map the list.
**
** A frozen gazetteer is one block of memory (gazetteer_image.h): the same bytes in a file, mapped read-only and so
** shared by all workers.  It is built by gazetteer_builder.c.
**
** Scan: O(tokens) for most tokens are refused by one test in the Bloom filter of first tokens; where it lets one pass,
** O(tokens of the longest name), at most 64.  Memory: 15 bytes a prefix.  A name is found whatever white space stands
** between its words, because tokens are compared and not characters.  Not found: names with a misprint, names across
** a block's edge, parts of words.
**
** Why not Aho-Corasick over bytes: it reads every byte (18 against 3 microseconds an article) and would have to be told
** where words begin and which white spaces are equal; over token hashes its failure links would save re-reading a few
** tokens behind a failed start (names share few prefixes, so fewer than one in twenty) and cost 8 bytes a prefix.
**
** Prefixes are compared by 64-bit hash alone: with a million of them two texts in 10^13 meet by chance.
*/
#include "gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "gazetteer_image.h"
#include "mapped.h"
#include "utf8.h"

/* ---- files ------------------------------------------------------------------------------------------------ */

static const bp_file_kind gazetteer_kind = { GAZ_MAGIC, GAZ_VERSION, sizeof (gaz_header), offsetof(gaz_header, checksum) };

uint64_t bp_gazetteer_sum (const unsigned char *image, size_t size) {
  return bp_file_sum(image, size, &gazetteer_kind);
}

static int check_image (const unsigned char *image, size_t size) {
  gaz_header h;
  int rc = bp_file_check_front(image, size, &gazetteer_kind);
  if (rc != BP_OK) return rc;
  memcpy(&h, image, sizeof h);
  uint64_t expected = gaz_image_size(&h);
  if (expected == 0) return BP_EFORMAT;
  if (expected != size || bp_gazetteer_sum(image, size) != h.checksum) return BP_ECHECKSUM;
  /* The sum is no secret: what a scan relies on is checked as well, or (entries, probes) at each use. */
  if (h.note >= h.strings || image[size - 1] != '\0') return BP_EFORMAT;
  if (h.longest > BP_GAZETTEER_TOKENS || h.probes > h.slots) return BP_EFORMAT;
  return BP_OK;
}

int bp_gazetteer_load (bp_gazetteer **out, const char *path) {
  bp_mapped map = { NULL, 0 };
  int rc = bp_mapped_open(&map, path);
  if (rc != BP_OK) return rc;
  rc = check_image(map.data, map.size);
  bp_gazetteer *g = rc == BP_OK ? calloc(1, sizeof *g) : NULL;
  if (g == NULL) {
    bp_mapped_close(&map);
    return rc == BP_OK ? BP_ENOMEM : rc;
  }
  g->mapped = map.data;
  g->size = map.size;
  gaz_bind(g, map.data);
  *out = g;
  return BP_OK;
}

int bp_gazetteer_save (const bp_gazetteer *g, const char *path) {
  return bp_file_replace(path, g->header, g->size);
}

void bp_gazetteer_free (bp_gazetteer *g) {
  if (g == NULL) return;
  bp_mapped map = { g->mapped, g->size };
  bp_mapped_close(&map);
  free(g->owned);
  free(g);
}

uint32_t bp_gazetteer_count (const bp_gazetteer *g) { return g->header->names; }
const char *bp_gazetteer_note (const bp_gazetteer *g) { return g->strings + g->header->note; }
size_t bp_gazetteer_size (const bp_gazetteer *g) { return g->size; }

/* ---- searching ---------------------------------------------------------------------------------------------- */

static int may_start (const bp_gazetteer *g, uint64_t hash) {
  uint64_t bits = gaz_bloom_bits(hash);
  return (g->bloom[hash & (g->header->bloom_words - 1)] & bits) == bits;
}

/* The meta of a prefix; 0 when there is none.  `probes` bounds the search even in a table without an empty slot. */
static uint32_t find_prefix (const bp_gazetteer *g, uint64_t key) {
  uint32_t slots = g->header->slots, i = gaz_home(key, slots);
  for (uint32_t n = 0; n <= g->header->probes; n++) {
    if (g->key[i] == key) return g->meta[i];
    if (g->key[i] == 0) return 0;
    if (++i == slots) i = 0;
  }
  return 0;
}

static bp_name entry_of (const bp_gazetteer *g, uint32_t meta) {
  uint32_t i = meta & META_ENTRY;
  bp_name none = { 0, "" };
  if (!(meta & META_ENDS) || i >= g->header->entries) return none;
  bp_name name = { g->entry[i].value, "" };
  if (g->entry[i].info < g->header->strings) name.info = g->strings + g->entry[i].info;
  return name;
}

static int append (bp_matches *m, bp_span span, uint32_t value) {
  if (m->count == m->room) {
    size_t room = m->room == 0 ? 64 : (size_t)m->room * 2;
    if (room > UINT32_MAX) return BP_ENOMEM;
    bp_match *item = realloc(m->item, room * sizeof *item);
    if (item == NULL) return BP_ENOMEM;
    m->item = item;
    m->room = (uint32_t)room;
  }
  m->item[m->count].span = span;
  m->item[m->count++].value = value;
  return BP_OK;
}

void bp_matches_free (bp_matches *m) {
  free(m->item);
  m->item = NULL;
  m->count = m->room = 0;
}

/* Whether a match is capitalised is decided by its first token with letters only: "20th Century" is, "in Salah" not. */
enum { UNDECIDED, CAPITAL, NO_CAPITAL };

static int capital_of (const bp_token *t) {
  if (t->kind == BP_TOKEN_TITLE || t->kind == BP_TOKEN_UPPER || t->kind == BP_TOKEN_MIXED) return CAPITAL;
  return t->kind == BP_TOKEN_LOWER ? NO_CAPITAL : UNDECIDED;
}

static const uint64_t *hashes_of (const bp_gazetteer *g, const bp_tokens *t) {
  return g->header->flags & BP_GAZETTEER_FOLD ? t->folded : t->exact;
}

/* The tokens that lie inside a span: [first, last). */
static void tokens_inside (const bp_document *doc, bp_span span, uint32_t *first, uint32_t *last) {
  const bp_tokens *t = &doc->tokens;
  uint32_t i = bp_document_token_at(doc, span.start);
  if (i < t->count && t->token[i].start < span.start) i++;
  uint32_t j = bp_document_token_at(doc, span.end);
  if (j < t->count && t->token[j].start < span.end && t->token[j].end == span.end) j++;
  *first = i;
  *last = j < i ? i : j;
}

/*
** The longest name that begins at token `start` and ends before `last`: the token behind it and its value; 0 when there is none.
** With BP_SCAN_ALL the names found on the way are appended to `all`.
*/
static int name_at (const bp_gazetteer *g, const bp_document *doc, uint32_t start, uint32_t last, int how, bp_matches *all,
                    uint32_t *end, uint32_t *value) {
  const bp_token *token = doc->tokens.token;
  const uint64_t *hash = hashes_of(g, &doc->tokens);
  uint32_t longest = g->header->longest, limit = last - start < longest ? last : start + longest;
  int capital = how & BP_SCAN_ANY_CASE ? CAPITAL : UNDECIDED;
  uint64_t key = 0;
  *end = 0;
  for (uint32_t k = start; k < limit; k++) {
    if (k > start && (token[k].flags & BP_TOKEN_BLOCK)) break;
    key = bp_hash_step(key, hash[k]);
    uint32_t meta = find_prefix(g, key);
    if (meta == 0) break;
    if (capital == UNDECIDED) capital = capital_of(&token[k]);
    uint32_t bits = meta & META_ENDS ? entry_of(g, meta).value & (capital == CAPITAL ? UINT32_MAX : ~g->header->capital) : 0;
    if (bits != 0) {
      *end = k + 1;
      *value = bits;
      bp_span span = { token[start].start, token[k].end };
      int rc = how & BP_SCAN_ALL ? append(all, span, bits) : BP_OK;
      if (rc != BP_OK) return rc;
    }
    if (!(meta & META_CONTINUES)) break;
  }
  return BP_OK;
}

int bp_gazetteer_scan (const bp_gazetteer *g, const bp_document *doc, bp_span within, int how, bp_matches *out) {
  const bp_token *token = doc->tokens.token;
  const uint64_t *hash = hashes_of(g, &doc->tokens);
  uint32_t first, last;
  out->count = 0;
  tokens_inside(doc, within, &first, &last);
  for (uint32_t i = first; i < last; ) {
    uint32_t start = i++, end = 0, value = 0;
    if (!may_start(g, hash[start])) continue;
    int rc = name_at(g, doc, start, last, how, out, &end, &value);
    if (rc == BP_OK && end != 0 && !(how & BP_SCAN_ALL)) {
      bp_span span = { token[start].start, token[end - 1].end };
      rc = append(out, span, value);
      i = end;
    }
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

uint32_t bp_gazetteer_longest (const bp_gazetteer *g, const bp_document *doc, uint32_t first, uint32_t *value) {
  uint32_t end = 0;
  if (first >= doc->tokens.count || !may_start(g, hashes_of(g, &doc->tokens)[first])) return 0;
  (void)name_at(g, doc, first, doc->tokens.count, BP_SCAN_LONGEST, NULL, &end, value);   /* only appending can fail */
  return end == 0 ? 0 : end - first;
}

static bp_name lookup_tokens (const bp_gazetteer *g, const uint64_t *hash, uint32_t count) {
  bp_name none = { 0, "" };
  if (count == 0 || count > g->header->longest) return none;
  uint64_t key = 0;
  for (uint32_t i = 0; i < count; i++) key = bp_hash_step(key, hash[i]);
  return entry_of(g, find_prefix(g, key));
}

int bp_gazetteer_lookup (const bp_gazetteer *g, const char *name, size_t len, bp_name *out, int *found) {
  size_t where;
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(name, len, &where);
  if (rc != BP_OK) return rc;
  bp_arena scratch;
  bp_tokens tokens;
  bp_arena_init(&scratch);
  rc = bp_tokenize(&scratch, name, (uint32_t)len, &tokens);
  if (rc == BP_OK) {
    *out = lookup_tokens(g, hashes_of(g, &tokens), tokens.count);
    *found = out->value != 0;
  }
  bp_arena_free(&scratch);
  return rc;
}

bp_name bp_gazetteer_lookup_tokens (const bp_gazetteer *g, const bp_tokens *tokens, uint32_t first, uint32_t count) {
  return lookup_tokens(g, hashes_of(g, tokens) + first, count);
}

int bp_gazetteer_lookup_span (const bp_gazetteer *g, const bp_document *doc, bp_span span, bp_name *out) {
  uint32_t first, last;
  tokens_inside(doc, span, &first, &last);
  *out = lookup_tokens(g, hashes_of(g, &doc->tokens) + first, last - first);
  return out->value != 0;
}
