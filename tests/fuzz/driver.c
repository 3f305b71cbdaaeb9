/* driver.c -- runs a fuzz target where libFuzzer is not installed: each seed as it is, then changed at random.
**
**     TARGET SECONDS SEED_FILE...
**
** Blind, where libFuzzer looks at coverage; it finds the shallow faults.  The input that is running is kept in the file
** fuzz-input.tmp beside the program's folder of work, so that after a crash it is there.  The random seed is printed.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 16 };

static uint64_t state;

static uint32_t below (uint32_t n) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % n;
}

typedef struct { uint8_t *bytes; size_t len; } input;

static input read_seed (const char *path) {
  FILE *file = fopen(path, "rb");
  input seed = { malloc(INPUT_MAX), 0 };
  if (file == NULL || seed.bytes == NULL) {
    fprintf(stderr, "fuzz: cannot read %s\n", path);
    exit(1);
  }
  seed.len = fread(seed.bytes, 1, INPUT_MAX, file);
  fclose(file);
  return seed;
}

/* A copy of exactly the input's size, so that the sanitizer sees one byte too far. */
static void run (const uint8_t *bytes, size_t len) {
  uint8_t *copy = malloc(len ? len : 1);
  if (copy == NULL) exit(1);
  memcpy(copy, bytes, len);
  FILE *file = fopen("fuzz-input.tmp", "wb");
  if (file != NULL) {
    fwrite(copy, 1, len, file);
    fclose(file);
  }
  LLVMFuzzerTestOneInput(copy, len);
  free(copy);
}

static size_t change (uint8_t *bytes, size_t len) {
  static const uint8_t odd[] = { 0, 0x0A, 0x20, 0x22, 0x2D, 0x2E, 0x7F, 0x80, 0xAD, 0xC2, 0xE2, 0xF0, 0xFF };
  size_t at = len ? below((uint32_t)len) : 0;
  size_t run_len = 1 + below(32);
  if (at + run_len > len) run_len = len - at;
  switch (below(5)) {
    case 0: if (len) bytes[at] ^= (uint8_t)(1u << below(8)); break;
    case 1: if (len) bytes[at] = odd[below(sizeof odd)]; break;
    case 2:                                  /* take a run out */
      memmove(bytes + at, bytes + at + run_len, len - at - run_len);
      return len - run_len;
    case 3:                                  /* say a run twice */
      if (len + run_len > INPUT_MAX) break;
      memmove(bytes + at + run_len, bytes + at, len - at);
      return len + run_len;
    default: return len ? at : 0;            /* cut the end off */
  }
  return len;
}

int main (int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s SECONDS SEED_FILE...\n", argv[0]);
    return 2;
  }
  time_t end = time(NULL) + atoi(argv[1]);
  state = (uint64_t)time(NULL);
  printf("fuzz: random seed %llu\n", (unsigned long long)state);
  size_t count = (size_t)argc - 2;
  input *seed = malloc(count * sizeof *seed);
  uint8_t *work = malloc(INPUT_MAX);
  if (seed == NULL || work == NULL) return 1;
  for (size_t i = 0; i < count; i++) {
    seed[i] = read_seed(argv[i + 2]);
    run(seed[i].bytes, seed[i].len);
  }
  unsigned long runs = 0;
  while (time(NULL) < end) {
    const input *from = &seed[below((uint32_t)count)];
    size_t len = from->len;
    memcpy(work, from->bytes, len);
    for (uint32_t n = 1 + below(8); n > 0; n--) len = change(work, len);
    run(work, len);
    runs++;
  }
  remove("fuzz-input.tmp");
  for (size_t i = 0; i < count; i++) free(seed[i].bytes);
  free(seed);
  free(work);
  printf("fuzz: %lu inputs, no fault\n", runs);
  return 0;
}
