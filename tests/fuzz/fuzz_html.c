/* fuzz_html.c -- any bytes make a page or a status; its pieces are whole blocks in order, its spans lie in them. */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "transcode.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MUST(condition) do { if (!(condition)) abort(); } while (0)

static void check (const bp_html_page *page) {
  const bp_html_dom *d = &page->dom;
  for (uint32_t i = 0; i < d->node_count; i++) {
    const bp_html_node *n = &d->node[i];
    MUST(n->parent <= i && n->end > i && n->end <= d->node_count && n->first_block <= n->end_block && n->end_block <= d->block_count);
    MUST(n->depth <= BP_HTML_DEPTH_MAX + 1 && n->columns <= 1000);
  }
  uint32_t end = 0;
  for (uint32_t i = 0; i < d->block_count; i++) {
    const bp_html_block *b = &d->block[i];
    MUST(b->text.start >= end && b->text.start < b->text.end && b->text.end <= d->text_len && b->node < d->node_count);
    MUST(b->first_span <= b->end_span && b->end_span <= d->span_count);
    for (uint32_t k = b->first_span; k < b->end_span; k++) {
      MUST(d->span[k].text.start >= b->text.start && d->span[k].text.start < d->span[k].text.end && d->span[k].text.end <= b->text.end);
      MUST(d->span[k].target < d->string_len);
    }
    end = b->text.end;
  }
  for (uint32_t i = 0; i < page->piece_count; i++) {
    const bp_html_piece *p = &page->piece[i];
    MUST(p->image <= page->figure_count);
    MUST(p->type == BP_HTML_ALT || (p->first < p->end && p->end <= d->block_count));
    MUST(p->type != BP_HTML_CELL || (p->row > 0 && p->column > 0 && p->column <= 1000));
  }
  for (uint32_t i = 0; i < page->figure_count; i++) MUST(page->figure[i].piece <= page->piece_count && page->figure[i].image < d->image_count);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  char *bytes = malloc(size + 1);   /* of its own, so that a read past the end is seen */
  if (bytes == NULL) return 0;
  memcpy(bytes, data, size);
  bytes[size] = '\0';               /* as Lua strings end */
  bp_html_page page;
  if (bp_html_read(&page, bytes, size) == BP_OK) {
    check(&page);
    for (size_t i = 0; i < page.cleaned.ld_count; i++) MUST(page.cleaned.ld[i].start <= page.cleaned.ld[i].end && page.cleaned.ld[i].end <= size);
    bp_html_free(&page);
  }
  static const char *const encodings[] = { "UTF-8", "CP1252", "UTF-16LE", "GB18030", "CP932" };
  char *out = malloc(BP_TRANSCODE_ROOM(size));
  size_t len, bad;
  if (out != NULL && bp_transcode(bytes, size, encodings[size % 5], out, &len, &bad) == BP_OK) MUST(len <= BP_TRANSCODE_ROOM(size) && bad <= size);
  free(out);
  free(bytes);
  return 0;
}
