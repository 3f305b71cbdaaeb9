/* cld2_shim.h -- which language a text is in, by the Compact Language Detector 2 (libcld2, C++). */
#ifndef BP_CLD2_SHIM_H
#define BP_CLD2_SHIM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  const char *code;      /* BCP 47: "en", "zh-Hant"; "un" when none; a constant of the library */
  int percent;           /* of the text that is in it */
  int bytes;             /* of letters that were looked at */
  int is_reliable;
} bp_language;

/* `text` is valid UTF-8, at most INT_MAX bytes.  Does not fail: a text that tells nothing is "un". */
void bp_language_detect (const char *text, size_t len, bp_language *out);

#ifdef __cplusplus
}
#endif

#endif
