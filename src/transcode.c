/* transcode.c -- iconv with a way out: a byte that the encoding does not have becomes U+FFFD, and the text goes on.
**
** For web pages, which are often cut, mixed or mislabelled; read/text.lua's encodings are encoding.c's, which refuse such bytes
** and keep a map to the source.  One pass.
*/
#include "transcode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

int bp_transcode (const char *bytes, size_t len, const char *encoding, char *out, size_t *out_len, size_t *bad) {
  if (len > BP_TEXT_MAX / 4) return BP_ELIMIT;
  iconv_t cd = iconv_open("UTF-8", encoding);
  if (cd == (iconv_t)-1) return BP_EENCODING;
  char *in = (char *)(uintptr_t)bytes, *to = out;
  size_t left = len, room = BP_TRANSCODE_ROOM(len), wrong = 0;
  while (left > 0) {
    if (iconv(cd, &in, &left, &to, &room) != (size_t)-1) break;
    if (errno == E2BIG || room < sizeof replacement) break;      /* cannot be: no encoding gives more than three for one */
    memcpy(to, replacement, sizeof replacement - 1);
    to += sizeof replacement - 1;
    room -= sizeof replacement - 1;
    wrong++;
    in++;
    left--;
    iconv(cd, NULL, NULL, NULL, NULL);
  }
  iconv_close(cd);
  *out_len = (size_t)(to - out);
  *bad = wrong;
  return BP_OK;
}
