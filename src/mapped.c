/* mapped.c -- whole files: mapped read-only, replaced at once, checked by sum.
**
** What is mapped is only bytes: whoever maps a file checks its header and sizes before using them.
*/
#include "mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"

int bp_mapped_open (bp_mapped *out, const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);   /* a pipe must not make us wait: it is refused below */
  if (fd < 0) return BP_EIO;
  struct stat st;
  int rc = BP_OK;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) rc = BP_EIO;
  else if (st.st_size == 0) rc = BP_EFORMAT;
  else if ((uintmax_t)st.st_size > SIZE_MAX / 2) rc = BP_ELIMIT;
  if (rc == BP_OK) {
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) rc = errno == ENOMEM ? BP_ENOMEM : BP_EIO;
    else {
      posix_madvise(data, (size_t)st.st_size, POSIX_MADV_WILLNEED);
      out->data = data;
      out->size = (size_t)st.st_size;
    }
  }
  close(fd);
  return rc;
}

void bp_mapped_close (bp_mapped *map) {
  if (map->data != NULL) munmap((void *)(uintptr_t)map->data, map->size);
  map->data = NULL;
  map->size = 0;
}

static int write_all (int fd, const unsigned char *p, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, p, size);
    if (n < 0) {
      if (errno == EINTR) continue;
      return BP_EIO;
    }
    p += n; size -= (size_t)n;
  }
  return BP_OK;
}

/* A new file beside `path`; its name goes to `name`.  A name left by a run that died is passed over. */
static int open_beside (const char *path, char *name, size_t room) {
  for (int try = 0; try < 100; try++) {
    snprintf(name, room, "%s.%ld-%d.tmp", path, (long)getpid(), try);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

int bp_file_replace (const char *path, const void *data, size_t size) {
  size_t room = strlen(path) + 40;
  char *name = malloc(room);
  if (name == NULL) return BP_ENOMEM;
  int fd = open_beside(path, name, room), rc = BP_EIO;
  if (fd >= 0) {
    rc = write_all(fd, data, size);
    if (rc == BP_OK && fsync(fd) != 0 && errno != EINVAL) rc = BP_EIO;   /* EINVAL: a place that cannot sync */
    if (close(fd) != 0) rc = BP_EIO;
    if (rc == BP_OK && rename(name, path) != 0) rc = BP_EIO;
    if (rc != BP_OK) unlink(name);
  }
  free(name);
  return rc;
}

static uint64_t load64 (const unsigned char *p) {
  uint64_t word = 0;
  for (int i = 0; i < 8; i++) word |= (uint64_t)p[i] << (8 * i);   /* one load where the machine is little-endian */
  return word;
}

/* Four sums side by side, so that the multiplications overlap; each step is a bijection, so no change is absorbed. */
uint64_t bp_checksum (const void *data, size_t size) {
  const unsigned char *p = data;
  const uint64_t odd = UINT64_C(0x9fb21c651e98df25);
  uint64_t sum[4] = { 1, 2, 3, 4 };
  size_t left = size;
  for (; left >= 32; p += 32, left -= 32)
    for (int k = 0; k < 4; k++) {
      uint64_t x = (sum[k] ^ load64(p + 8 * k)) * odd;
      sum[k] = x ^ (x >> 32);
    }
  uint64_t all = bp_hash_bytes((const char *)p, left) + (uint64_t)size;
  for (int k = 0; k < 4; k++) all = bp_hash_mix(all + sum[k]) * odd;
  return all;
}

int bp_file_check_front (const void *file, size_t size, const bp_file_kind *kind) {
  bp_file_front front;
  if (size < kind->header) return BP_EFORMAT;
  memcpy(&front, file, sizeof front);
  if (memcmp(front.magic, kind->magic, sizeof front.magic) != 0) return BP_EFORMAT;
  return front.order == BP_FILE_ORDER && front.version == kind->version ? BP_OK : BP_EVERSION;
}

uint64_t bp_file_sum (const void *file, size_t size, const bp_file_kind *kind) {
  unsigned char header[BP_FILE_HEADER_MAX];
  memcpy(header, file, kind->header);
  memset(header + kind->checksum, 0, sizeof (uint64_t));
  return bp_hash_step(bp_checksum(header, kind->header),
                      bp_checksum((const unsigned char *)file + kind->header, size - kind->header));
}
