/* gazetteer_builder.c -- collects names and freezes them into the image that gazetteer.c scans.
**
** Names go into an open-addressed table of prefixes as they come; the names themselves are not kept.  Cost: linear in
** the tokens added (the table doubles at three quarters), about 16 to 32 bytes a prefix while building.
**
** Values and infos are few and names many, so a name holds the number of an entry: a distinct (value, info) pair.
** Adding a name again makes it point to another entry; entries nobody points to any more are left out by freeze.
*/
#include <stdlib.h>
#include <string.h>

#include "gazetteer.h"
#include "gazetteer_image.h"
#include "mapped.h"
#include "utf8.h"

#define FIRST_SLOTS 64u
#define FIRST_ENTRIES 64u
#define SLOTS_MAX (UINT32_C(1) << 29)    /* half a billion prefixes: 8 GB, and META_ENTRY still numbers every entry */
#define STRINGS_MAX (UINT32_C(1) << 30)

/* A growing pool of NUL-ended strings; offset 0 is "". */
typedef struct { char *data; uint32_t used, room; } pool;

struct bp_gazetteer_builder {
  uint64_t *key;                  /* prefix hashes; 0 is an empty slot */
  uint32_t *meta;
  uint32_t slots, used;           /* slots: a power of two */
  gaz_entry *entry;
  uint32_t *bucket;               /* entry number + 1 by hash of (value, info); 0 is empty */
  uint32_t entries, entry_room;   /* buckets are twice entry_room */
  pool strings;
  uint64_t *first;                /* hashes of first tokens, each once */
  uint32_t first_count, first_room;
  uint32_t names, longest, capital, note;
  int how;
};

static int pool_add (pool *p, const char *text, size_t len, uint32_t *offset) {
  if (len >= STRINGS_MAX - p->used) return BP_ELIMIT;
  uint32_t need = p->used + (uint32_t)len + 1;
  if (need > p->room) {
    uint32_t room = p->room < 128 ? 256 : p->room * 2;
    while (room < need) room *= 2;      /* need is below 2^30: no wrap */
    char *data = realloc(p->data, room);
    if (data == NULL) return BP_ENOMEM;
    p->data = data;
    p->room = room;
  }
  memcpy(p->data + p->used, text, len);
  p->data[p->used + len] = '\0';
  *offset = p->used;
  p->used = need;
  return BP_OK;
}

/* ---- the table of prefixes ---------------------------------------------------------------------------------- */

static uint32_t slot_of (const uint64_t *key, uint32_t slots, uint64_t wanted) {
  uint32_t i = gaz_home(wanted, slots);
  while (key[i] != 0 && key[i] != wanted) i = i + 1 == slots ? 0 : i + 1;
  return i;
}

static int grow_table (bp_gazetteer_builder *b) {
  if (b->slots >= SLOTS_MAX) return BP_ELIMIT;
  uint32_t slots = b->slots == 0 ? FIRST_SLOTS : b->slots * 2;
  uint64_t *key = calloc(slots, sizeof *key);
  uint32_t *meta = calloc(slots, sizeof *meta);
  if (key == NULL || meta == NULL) { free(key); free(meta); return BP_ENOMEM; }
  for (uint32_t i = 0; i < b->slots; i++)
    if (b->key[i] != 0) {
      uint32_t k = slot_of(key, slots, b->key[i]);
      key[k] = b->key[i];
      meta[k] = b->meta[i];
    }
  free(b->key);
  free(b->meta);
  b->key = key;
  b->meta = meta;
  b->slots = slots;
  return BP_OK;
}

/* Room for `more` prefixes, so that a name goes in whole or not at all. */
static int reserve (bp_gazetteer_builder *b, uint32_t more) {
  while ((uint64_t)(b->used + more) * 4 > (uint64_t)b->slots * 3) {
    int rc = grow_table(b);
    if (rc != BP_OK) return rc;
  }
  if (b->first_count == b->first_room) {
    uint32_t room = b->first_room == 0 ? 64 : b->first_room * 2;
    uint64_t *first = realloc(b->first, room * sizeof *first);
    if (first == NULL) return BP_ENOMEM;
    b->first = first;
    b->first_room = room;
  }
  return BP_OK;
}

/* ---- entries: distinct (value, info) pairs ------------------------------------------------------------------ */

static uint64_t entry_hash (uint32_t value, const char *info, size_t len) {
  return bp_hash_step(value, bp_hash_bytes(info, len));
}

static void place_entry (uint32_t *bucket, uint32_t buckets, uint64_t hash, uint32_t number) {
  uint32_t i = (uint32_t)hash & (buckets - 1);
  while (bucket[i] != 0) i = (i + 1) & (buckets - 1);
  bucket[i] = number + 1;
}

static int grow_entries (bp_gazetteer_builder *b) {
  uint32_t room = b->entry_room == 0 ? FIRST_ENTRIES : b->entry_room * 2;
  if (room > SLOTS_MAX) return BP_ELIMIT;
  uint32_t *bucket = calloc((size_t)room * 2, sizeof *bucket);
  if (bucket == NULL) return BP_ENOMEM;
  gaz_entry *entry = realloc(b->entry, room * sizeof *entry);
  if (entry == NULL) { free(bucket); return BP_ENOMEM; }
  for (uint32_t i = 0; i < b->entries; i++) {
    const char *info = b->strings.data + entry[i].info;
    place_entry(bucket, room * 2, entry_hash(entry[i].value, info, strlen(info)), i);
  }
  free(b->bucket);
  b->bucket = bucket;
  b->entry = entry;
  b->entry_room = room;
  return BP_OK;
}

static int intern (bp_gazetteer_builder *b, uint32_t value, const char *info, uint32_t *number) {
  size_t len = strlen(info);
  uint64_t hash = entry_hash(value, info, len);
  if (b->entries == b->entry_room) {
    int rc = grow_entries(b);
    if (rc != BP_OK) return rc;
  }
  uint32_t buckets = b->entry_room * 2;
  for (uint32_t i = (uint32_t)hash & (buckets - 1); b->bucket[i] != 0; i = (i + 1) & (buckets - 1)) {
    const gaz_entry *e = &b->entry[b->bucket[i] - 1];
    if (e->value == value && strcmp(b->strings.data + e->info, info) == 0) {
      *number = b->bucket[i] - 1;
      return BP_OK;
    }
  }
  uint32_t offset = 0;
  if (len != 0) {
    int rc = pool_add(&b->strings, info, len, &offset);
    if (rc != BP_OK) return rc;
  }
  place_entry(b->bucket, buckets, hash, b->entries);
  b->entry[b->entries].value = value;
  b->entry[b->entries].info = offset;
  *number = b->entries++;
  return BP_OK;
}

/* Whether `part` is one of the ";"-separated parts of `whole`. */
static int has_part (const char *whole, const char *part) {
  size_t len = strlen(part);
  for (const char *p = whole; (p = strstr(p, part)) != NULL; p++)
    if ((p == whole || p[-1] == ';') && (p[len] == '\0' || p[len] == ';')) return 1;
  return 0;
}

/* The entry of a name that already had `old`. */
static int merge (bp_gazetteer_builder *b, uint32_t old, uint32_t value, const char *info, uint32_t *number) {
  const char *before = b->strings.data + b->entry[old].info;
  value |= b->entry[old].value;
  if (*info == '\0' || has_part(before, info)) info = before;
  else if (*before != '\0') {
    size_t n = strlen(before), m = strlen(info);
    if (n + m >= STRINGS_MAX) return BP_ELIMIT;
    char *both = malloc(n + m + 2);
    if (both == NULL) return BP_ENOMEM;
    memcpy(both, before, n);
    both[n] = ';';
    memcpy(both + n + 1, info, m + 1);
    int rc = intern(b, value, both, number);
    free(both);
    return rc;
  }
  if (info == before) {                 /* it lies in the pool, which may move while it grows */
    if (value == b->entry[old].value) { *number = old; return BP_OK; }
    char *copy = malloc(strlen(before) + 1);
    if (copy == NULL) return BP_ENOMEM;
    strcpy(copy, before);
    int rc = intern(b, value, copy, number);
    free(copy);
    return rc;
  }
  return intern(b, value, info, number);
}

/* ---- names -------------------------------------------------------------------------------------------------- */

int bp_gazetteer_builder_new (bp_gazetteer_builder **out, int how, uint32_t capital, const char *note) {
  bp_gazetteer_builder *b = calloc(1, sizeof *b);
  if (b == NULL) return BP_ENOMEM;
  uint32_t none;
  b->how = how;
  b->capital = capital;
  int rc = pool_add(&b->strings, "", 0, &none);
  if (rc == BP_OK) rc = pool_add(&b->strings, note, strlen(note), &b->note);
  if (rc != BP_OK) { bp_gazetteer_builder_free(b); return rc; }
  *out = b;
  return BP_OK;
}

void bp_gazetteer_builder_free (bp_gazetteer_builder *b) {
  if (b == NULL) return;
  free(b->key);
  free(b->meta);
  free(b->entry);
  free(b->bucket);
  free(b->strings.data);
  free(b->first);
  free(b);
}

static int add_tokens (bp_gazetteer_builder *b, const uint64_t *hash, uint32_t count, uint32_t value, const char *info) {
  int rc = reserve(b, count);
  if (rc != BP_OK) return rc;
  uint64_t key = 0;
  for (uint32_t i = 0; i < count; i++) key = bp_hash_step(key, hash[i]);
  uint32_t last = slot_of(b->key, b->slots, key), number;
  uint32_t old = b->key[last] == key ? b->meta[last] : 0;
  rc = old & META_ENDS ? merge(b, old & META_ENTRY, value, info, &number) : intern(b, value, info, &number);
  if (rc != BP_OK) return rc;
  key = 0;
  for (uint32_t i = 0; i < count; i++) {
    key = bp_hash_step(key, hash[i]);
    uint32_t k = slot_of(b->key, b->slots, key);
    if (b->key[k] == 0) {
      b->key[k] = key;
      b->used++;
      if (i == 0) b->first[b->first_count++] = hash[0];
    }
    if (i + 1 < count) b->meta[k] |= META_CONTINUES;
    else b->meta[k] = (b->meta[k] & META_CONTINUES) | META_ENDS | number;
  }
  if (!(old & META_ENDS)) b->names++;
  if (count > b->longest) b->longest = count;
  return BP_OK;
}

int bp_gazetteer_builder_add (bp_gazetteer_builder *b, const char *name, size_t len, uint32_t value, const char *info) {
  size_t where;
  if (value == 0) return BP_EFORMAT;
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(name, len, &where);
  if (rc != BP_OK) return rc;
  bp_arena scratch;
  bp_tokens tokens;
  bp_arena_init(&scratch);
  rc = bp_tokenize(&scratch, name, (uint32_t)len, &tokens);
  if (rc == BP_OK) {
    if (tokens.count == 0) rc = BP_EFORMAT;
    else if (tokens.count > BP_GAZETTEER_TOKENS) rc = BP_ELIMIT;
    else rc = add_tokens(b, b->how & BP_GAZETTEER_FOLD ? tokens.folded : tokens.exact, tokens.count, value, info);
  }
  bp_arena_free(&scratch);
  return rc;
}

/* ---- freeze ------------------------------------------------------------------------------------------------- */

/* Number the entries that names point to, in the order of their making; `number` has one place for each entry. */
static int keep_entries (const bp_gazetteer_builder *b, uint32_t *number, gaz_entry *entry, pool *strings, uint32_t *n) {
  for (uint32_t i = 0; i < b->slots; i++)
    if (b->meta[i] & META_ENDS) number[b->meta[i] & META_ENTRY] = 1;
  *n = 0;
  for (uint32_t i = 0; i < b->entries; i++) {
    if (number[i] == 0) continue;
    const char *info = b->strings.data + b->entry[i].info;
    uint32_t offset = 0;
    if (*info != '\0') {
      int rc = pool_add(strings, info, strlen(info), &offset);
      if (rc != BP_OK) return rc;
    }
    entry[*n].value = b->entry[i].value;
    entry[*n].info = offset;
    number[i] = (*n)++;
  }
  return BP_OK;
}

static void fill_bloom (const bp_gazetteer_builder *b, uint64_t *bloom, uint32_t words) {
  for (uint32_t i = 0; i < b->first_count; i++) bloom[b->first[i] & (words - 1)] |= gaz_bloom_bits(b->first[i]);
}

static void fill_table (const bp_gazetteer_builder *b, gaz_header *h, uint64_t *key, uint32_t *meta, const uint32_t *number) {
  for (uint32_t i = 0; i < b->slots; i++) {
    if (b->key[i] == 0) continue;
    uint32_t home = gaz_home(b->key[i], h->slots), k = slot_of(key, h->slots, b->key[i]);
    uint32_t probes = k >= home ? k - home : k + h->slots - home;
    if (probes > h->probes) h->probes = probes;
    key[k] = b->key[i];
    meta[k] = b->meta[i] & META_ENDS
      ? (b->meta[i] & META_CONTINUES) | META_ENDS | number[b->meta[i] & META_ENTRY] : b->meta[i];
  }
}

int bp_gazetteer_builder_freeze (const bp_gazetteer_builder *b, bp_gazetteer **out) {
  pool strings = { NULL, 0, 0 };
  uint32_t entries = 0, none;
  uint32_t *number = calloc((size_t)b->entries + 1, sizeof *number);
  gaz_entry *entry = calloc((size_t)b->entries + 1, sizeof *entry);
  bp_gazetteer *g = calloc(1, sizeof *g);
  gaz_header h = { .magic = GAZ_MAGIC, .order = BP_FILE_ORDER, .version = GAZ_VERSION };
  int rc = number == NULL || entry == NULL || g == NULL ? BP_ENOMEM : BP_OK;
  const char *note = b->strings.data + b->note;
  if (rc == BP_OK) rc = pool_add(&strings, "", 0, &none);
  if (rc == BP_OK) rc = pool_add(&strings, note, strlen(note), &h.note);
  if (rc == BP_OK) rc = keep_entries(b, number, entry, &strings, &entries);
  if (rc == BP_OK) {
    h.flags = (uint32_t)b->how;
    h.capital = b->capital;
    h.names = b->names;
    h.longest = b->longest;
    h.slots = b->used + b->used / 4 + 1;               /* four fifths full: short searches, little air */
    h.bloom_words = 1;
    while (h.bloom_words < b->first_count / 4) h.bloom_words *= 2;   /* 16 to 32 bits a first token: about 1 % pass by chance */
    h.entries = entries;
    h.strings = (strings.used + 7) & ~7u;
    uint64_t size = gaz_image_size(&h);
    g->owned = size <= SIZE_MAX / 2 ? calloc(1, (size_t)size) : NULL;
    g->size = (size_t)size;
    if (g->owned == NULL) rc = BP_ENOMEM;
  }
  if (rc == BP_OK) {
    memcpy(g->owned, &h, sizeof h);                    /* gaz_bind reads the sizes from it */
    gaz_bind(g, g->owned);
    fill_bloom(b, (uint64_t *)(uintptr_t)g->bloom, h.bloom_words);
    fill_table(b, &h, (uint64_t *)(uintptr_t)g->key, (uint32_t *)(uintptr_t)g->meta, number);
    if (entries != 0) memcpy((void *)(uintptr_t)g->entry, entry, entries * sizeof *entry);
    memcpy((void *)(uintptr_t)g->strings, strings.data, strings.used);
    memcpy(g->owned, &h, sizeof h);
    h.checksum = bp_gazetteer_sum(g->owned, g->size);
    memcpy(g->owned, &h, sizeof h);
    *out = g;
  } else {
    if (g != NULL) free(g->owned);
    free(g);
  }
  free(strings.data);
  free(number);
  free(entry);
  return rc;
}
