/* cld2_shim.cc -- the one C++ file: libcld2 behind a C function.  Nothing is thrown across it. */
#include "cld2_shim.h"

#include <stdio.h>      /* the library's header needs FILE and does not say so */
#include <string.h>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

/* The library has some codes of before 1989. */
static const char *current (const char *code) {
  if (strcmp(code, "iw") == 0) return "he";
  if (strcmp(code, "jw") == 0) return "jv";
  if (strcmp(code, "xxx") == 0 || strncmp(code, "xx-", 3) == 0) return "un";
  return code;
}

extern "C" void bp_language_detect (const char *text, size_t len, bp_language *out) {
  CLD2::Language language[3];
  int percent[3] = { 0, 0, 0 }, bytes = 0;
  double score[3];
  bool is_reliable = false;
  CLD2::Language best = CLD2::ExtDetectLanguageSummary(text, (int)len, true, NULL, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE,
                                                       language, percent, score, &bytes, &is_reliable);
  out->code = current(CLD2::LanguageCode(best));
  out->percent = 0;
  for (int i = 0; i < 3; i++)
    if (language[i] == best) { out->percent = percent[i]; break; }
  out->bytes = bytes;
  out->is_reliable = is_reliable && best != CLD2::UNKNOWN_LANGUAGE;
}
