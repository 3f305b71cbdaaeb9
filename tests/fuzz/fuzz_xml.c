/* fuzz_xml.c -- the XML reader and the cleaner before it, whatever the bytes and the pieces they come in.
**
** The first byte says how large the pieces are and whether the rest is HTML.  Laws: items lie inside the buffer; in a record every
** element that is opened is closed; what is outside of records nests.  The cleaner gives the same bytes for all pieces.
*/
#include <stdlib.h>
#include <string.h>

#include "xml_clean.h"
#include "xml_reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void check (const bp_xml_reader *r, const bp_xml_record *record, bool is_whole) {
  uint32_t depth = 0;
  volatile char last = 0;
  for (uint32_t i = 0; i < record->count; i++) {
    const bp_xml_item *item = &record->items[i];
    switch (item->kind) {
      case BP_XML_OPEN:
        depth++;
        if (!bp_xml_reader_name(r, item->name) || (item->at && !bp_xml_reader_name(r, item->at))) abort();
        break;
      case BP_XML_ATTRIBUTE: case BP_XML_TEXT:
        if (item->len > 0) last = record->bytes[item->at + item->len - 1];
        break;
      case BP_XML_CLOSE: if (depth == 0) abort(); depth--; break;
      default: abort();
    }
  }
  if (is_whole && depth != 0) abort();
  if (depth > BP_XML_DEPTH_MAX) abort();
  (void)last;
}

static void read_all (const char *bytes, size_t len, size_t step, bool is_html) {
  bp_xml_options options = { is_html, true, 50, 2000, 20000 };
  bp_xml_reader *r;
  bp_xml_error error;
  if (bp_xml_reader_new(&r, &options) != BP_OK) abort();
  if (bp_xml_reader_record(r, "item") != BP_OK) abort();
  bp_xml_record record;
  for (size_t at = 0; ; at += step) {
    size_t n = at < len ? len - at : 0;
    if (n > step) n = step;
    bool last = at + n >= len;
    int rc = bp_xml_reader_feed(r, bytes + (n ? at : 0), n, last, &error);
    while (bp_xml_reader_next(r, &record)) check(r, &record, record.status == BP_OK);
    bp_xml_reader_outside(r, &record);
    check(r, &record, false);
    if (rc != BP_OK || last) break;
  }
  bp_xml_reader_free(r);
}

typedef struct { char *bytes; size_t len; int rc; } cleaned;

static cleaned clean (const char *bytes, size_t len, size_t step) {
  bp_xml_clean *c;
  if (bp_xml_clean_new(&c) != BP_OK) abort();
  cleaned out = { NULL, 0, BP_OK };
  for (size_t at = 0; out.rc == BP_OK; at += step) {
    size_t n = at < len ? len - at : 0, piece_len = 0;
    const char *piece = "";
    if (n > step) n = step;
    bool last = at + n >= len;
    out.rc = bp_xml_clean_feed(c, bytes + (n ? at : 0), n, last, &piece, &piece_len);
    if (out.rc == BP_OK) {
      out.bytes = realloc(out.bytes, out.len + piece_len + 1);
      if (!out.bytes) abort();
      memcpy(out.bytes + out.len, piece, piece_len);
      out.len += piece_len;
    }
    if (last) break;
  }
  bp_xml_clean_free(c);
  return out;
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const char *bytes = (const char *)data + 1;
  size_t step = 1 + (size_t)(data[0] >> 1), len = size - 1;
  read_all(bytes, len, step, data[0] & 1);
  cleaned whole = clean(bytes, len, len + 1), parts = clean(bytes, len, step);
  if (whole.rc != parts.rc) abort();
  if (whole.rc == BP_OK && (whole.len != parts.len || (whole.len && memcmp(whole.bytes, parts.bytes, whole.len) != 0))) abort();
  free(whole.bytes);
  free(parts.bytes);
  return 0;
}
