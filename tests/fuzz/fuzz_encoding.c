/* fuzz_encoding.c -- any bytes decode to valid UTF-8 of the size that was announced, with a map that only goes forward. */
#include <stdlib.h>
#include <string.h>

#include "encoding.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MUST(condition) do { if (!(condition)) abort(); } while (0)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  if (size < 1) return 0;
  bp_decode_how how = { (enum bp_encoding)(data[0] % 6), data[0] >> 4 & 1, 0 };
  size_t len = size - 1;
  char *bytes = malloc(len + 1);   /* of its own, so that a read past the end is seen */
  if (bytes == NULL) return 0;
  memcpy(bytes, data + 1, len);
  bytes[len] = '\0';               /* as Lua strings end */
  if (how.encoding == BP_ENCODING_UTF8 && len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) how.start = 3;
  bp_encoding_signs signs;
  bp_encoding_look(bytes, len, &signs);
  MUST(signs.high <= len && signs.plausible <= signs.high && signs.undefined <= signs.c1 && signs.c1 <= signs.high);
  bp_decoded sized = { 0 }, made = { 0 };
  int rc = bp_decode(bytes, len, &how, NULL, NULL, &sized);
  if (rc != BP_OK) {
    MUST((rc == BP_EUTF8 || rc == BP_EENCODING) && sized.where < len);
    free(bytes);
    return 0;
  }
  char *out = malloc(sized.len + 1);
  bp_map_point *point = malloc((sized.points + 1) * sizeof *point);
  if (out != NULL && point != NULL) {
    MUST(bp_decode(bytes, len, &how, out, point, &made) == BP_OK);
    MUST(made.len == sized.len && made.points == sized.points && made.same == sized.same);
    size_t where;
    MUST(bp_utf8_validate(out, made.len, &where) == BP_OK);
    if (made.same) MUST(made.len == len - how.start && memcmp(out, bytes + how.start, made.len) == 0);
    for (size_t i = 0; i < made.points; i++) {
      MUST(point[i].text <= made.len && point[i].source <= len);
      if (i > 0) MUST(point[i].text > point[i - 1].text && point[i].source > point[i - 1].source);
    }
    if (how.normalise) MUST(memchr(out, '\r', made.len) == NULL && memchr(out, '\f', made.len) == NULL);
  }
  free(out);
  free(point);
  free(bytes);
  return 0;
}
