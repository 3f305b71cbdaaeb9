/* gazetteer_image.h -- the form of a frozen gazetteer, the same in memory and in a file; for gazetteer*.c only.
**
**     header | bloom: u64 x bloom_words | key: u64 x slots | meta: u32 x slots | entry: {u32 value, u32 info} x entries
**            | strings: NUL-ended, the first one "" (info is an offset into them)
**
** A slot stands for a prefix: some first tokens of a name, key = bp_hash_step over their hashes.  Its meta says whether
** a name goes on behind it, whether one ends with it, and which entry (value and info) that name has.  Numbers are in
** the byte order of the machine that wrote them; `order` refuses a file from one of the other kind.
*/
#ifndef BP_GAZETTEER_IMAGE_H
#define BP_GAZETTEER_IMAGE_H

#include <stdint.h>

#include "gazetteer.h"
#include "hash.h"

#define GAZ_MAGIC   "bpgazet\n"
#define GAZ_VERSION 1u

#define META_CONTINUES 0x80000000u
#define META_ENDS      0x40000000u
#define META_ENTRY     0x3fffffffu

typedef struct {
  char magic[8];
  uint32_t order, version;
  uint32_t flags, capital;      /* BP_GAZETTEER_FOLD; bits that need a capital letter */
  uint32_t names, longest;      /* names; tokens of the longest one */
  uint32_t bloom_words, slots;  /* a power of two; any number above zero */
  uint32_t probes, entries;     /* longest search in the table; entries */
  uint32_t strings, note;       /* bytes of strings, a multiple of 8; offset of the note */
  uint64_t checksum;            /* over the whole image with this field zero */
} gaz_header;

_Static_assert(sizeof (gaz_header) == 64, "the header is written as it stands");

typedef struct { uint32_t value, info; } gaz_entry;

_Static_assert(sizeof (gaz_entry) == 8, "entries are written as they stand");

struct bp_gazetteer {
  const gaz_header *header;
  const uint64_t *bloom, *key;
  const uint32_t *meta;
  const gaz_entry *entry;
  const char *strings;
  unsigned char *owned;         /* the image when it is in our memory; NULL when it is mapped */
  const unsigned char *mapped;
  size_t size;
};

/* Bytes of the image a header describes; 0 when the sizes make no sense.  64-bit sums of 32-bit counts cannot wrap. */
static inline uint64_t gaz_image_size (const gaz_header *h) {
  if (h->slots == 0 || h->bloom_words == 0 || (h->bloom_words & (h->bloom_words - 1)) != 0) return 0;
  if (h->strings == 0 || h->strings % 8 != 0) return 0;
  uint64_t meta = ((uint64_t)h->slots * 4 + 7) & ~UINT64_C(7);
  return sizeof *h + (uint64_t)h->bloom_words * 8 + (uint64_t)h->slots * 8 + meta
       + (uint64_t)h->entries * 8 + h->strings;
}

/* Point the sections into an image whose sizes have been checked. */
static inline void gaz_bind (bp_gazetteer *g, const unsigned char *image) {
  const gaz_header *h = (const void *)image;
  g->header = h;
  image += sizeof *h;
  g->bloom = (const void *)image;  image += (size_t)h->bloom_words * 8;
  g->key = (const void *)image;    image += (size_t)h->slots * 8;
  g->meta = (const void *)image;   image += ((size_t)h->slots * 4 + 7) & ~(size_t)7;
  g->entry = (const void *)image;  image += (size_t)h->entries * 8;
  g->strings = (const void *)image;
}

/* A key's first slot: its upper half scaled to the table, so that the table may have any size. */
static inline uint32_t gaz_home (uint64_t key, uint32_t slots) { return (uint32_t)(((key >> 32) * slots) >> 32); }

/* Two bits in one word of the filter for the hash of a first token. */
static inline uint64_t gaz_bloom_bits (uint64_t hash) {
  return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 52 & 63);
}

/* Sum of the image, taken as if the header's checksum were zero. */
uint64_t bp_gazetteer_sum (const unsigned char *image, size_t size);

#endif
