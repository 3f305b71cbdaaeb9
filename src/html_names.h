/* html_names.h -- the names that pages are made of: elements, and what words in class and id speak of. */
#ifndef BP_HTML_NAMES_H
#define BP_HTML_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* X(name, properties) */
#define BP_HTML_ELEMENTS(X) \
  X(a, 0) X(abbr, 0) X(address, BP_HTML_IS_BLOCK) X(article, BP_HTML_IS_BLOCK) X(aside, BP_HTML_IS_BLOCK) X(audio, BP_HTML_IS_SKIPPED) \
  X(b, BP_HTML_IS_EMPHASIS) X(blockquote, BP_HTML_IS_BLOCK) X(body, BP_HTML_IS_BLOCK) X(br, BP_HTML_IS_VOID) \
  X(button, BP_HTML_IS_SKIPPED) X(canvas, BP_HTML_IS_SKIPPED) X(caption, BP_HTML_IS_BLOCK) X(center, BP_HTML_IS_BLOCK) \
  X(cite, BP_HTML_IS_EMPHASIS) X(dd, BP_HTML_IS_BLOCK) X(details, BP_HTML_IS_BLOCK) X(dialog, BP_HTML_IS_BLOCK) X(dir, BP_HTML_IS_BLOCK) \
  X(div, BP_HTML_IS_BLOCK) X(dl, BP_HTML_IS_BLOCK) X(dt, BP_HTML_IS_BLOCK) X(em, BP_HTML_IS_EMPHASIS) X(embed, BP_HTML_IS_VOID) \
  X(fieldset, BP_HTML_IS_BLOCK) X(figcaption, BP_HTML_IS_BLOCK) X(figure, BP_HTML_IS_BLOCK) X(footer, BP_HTML_IS_BLOCK) \
  X(form, BP_HTML_IS_BLOCK) X(frame, BP_HTML_IS_VOID) X(h1, BP_HTML_IS_BLOCK) X(h2, BP_HTML_IS_BLOCK) X(h3, BP_HTML_IS_BLOCK) \
  X(h4, BP_HTML_IS_BLOCK) X(h5, BP_HTML_IS_BLOCK) X(h6, BP_HTML_IS_BLOCK) X(head, 0) X(header, BP_HTML_IS_BLOCK) X(hgroup, BP_HTML_IS_BLOCK) \
  X(hr, BP_HTML_IS_VOID | BP_HTML_IS_BLOCK) X(html, 0) X(i, BP_HTML_IS_EMPHASIS) X(iframe, BP_HTML_IS_SKIPPED) X(img, BP_HTML_IS_VOID) \
  X(input, BP_HTML_IS_VOID) X(label, 0) X(legend, BP_HTML_IS_BLOCK) X(li, BP_HTML_IS_BLOCK) X(link, BP_HTML_IS_VOID) X(main, BP_HTML_IS_BLOCK) \
  X(map, BP_HTML_IS_SKIPPED) X(math, 0) X(menu, BP_HTML_IS_BLOCK) X(meta, BP_HTML_IS_VOID) X(nav, BP_HTML_IS_BLOCK) \
  X(noframes, BP_HTML_IS_SKIPPED) X(noscript, BP_HTML_IS_SKIPPED) X(object, BP_HTML_IS_SKIPPED) X(ol, BP_HTML_IS_BLOCK) \
  X(optgroup, BP_HTML_IS_SKIPPED) X(option, BP_HTML_IS_SKIPPED) X(p, BP_HTML_IS_BLOCK) X(param, BP_HTML_IS_VOID) X(picture, 0) \
  X(pre, BP_HTML_IS_BLOCK) X(q, 0) X(s, 0) X(script, BP_HTML_IS_SKIPPED) X(section, BP_HTML_IS_BLOCK) X(select, BP_HTML_IS_SKIPPED) \
  X(small, 0) X(source, BP_HTML_IS_VOID) X(span, 0) X(strong, BP_HTML_IS_EMPHASIS) X(style, BP_HTML_IS_SKIPPED) X(sub, 0) \
  X(summary, BP_HTML_IS_BLOCK) X(sup, 0) X(svg, BP_HTML_IS_SKIPPED) X(table, BP_HTML_IS_BLOCK) X(tbody, BP_HTML_IS_BLOCK) \
  X(td, BP_HTML_IS_BLOCK) X(template, BP_HTML_IS_SKIPPED) X(textarea, BP_HTML_IS_SKIPPED) X(tfoot, BP_HTML_IS_BLOCK) \
  X(th, BP_HTML_IS_BLOCK) X(thead, BP_HTML_IS_BLOCK) X(time, 0) X(title, 0) X(tr, BP_HTML_IS_BLOCK) X(u, 0) X(ul, BP_HTML_IS_BLOCK) \
  X(video, BP_HTML_IS_SKIPPED)

enum bp_html_property {
  BP_HTML_IS_BLOCK = 1,      /* begins and ends a block of text */
  BP_HTML_IS_SKIPPED = 2,    /* what is in it is not read */
  BP_HTML_IS_VOID = 4,
  BP_HTML_IS_EMPHASIS = 8
};

enum bp_html_element {
  BP_HTML_OTHER = 0,         /* unknown: inline */
  BP_HTML_CUSTOM,            /* unknown, with a hyphen in its name: a block */
#define X(name, properties) BP_HTML_##name,
  BP_HTML_ELEMENTS(X)
#undef X
  BP_HTML_ELEMENT_COUNT
};

#define BP_HTML_TABLE_SIZE 512

/* Names to numbers for one page: filled when a page is begun, since nothing in the core changes once it is loaded. */
typedef struct {
  uint8_t element[BP_HTML_TABLE_SIZE];
  uint16_t first[26 * 26 + 1];          /* hint words by their first two letters */
} bp_html_names;

void bp_html_names_init (bp_html_names *names);
uint8_t bp_html_element_of (const bp_html_names *names, const char *name);
int bp_html_properties (uint8_t element);
const char *bp_html_element_name (uint8_t element);

/* What a class or an id says of an element: one bit each. */
#define BP_HTML_HINTS(X) \
  X(ARTICLE) X(BODY) X(TITLE) X(DECK) X(BYLINE) X(DATE) X(CAPTION) X(COMMENT) X(SHARE) X(RELATED) X(PROMO) X(AD) X(NAV) X(SIDEBAR) \
  X(FOOTER) X(HEADER) X(CONSENT) X(BIO) X(TAGS) X(QUOTE) X(MEDIA) X(FEED) X(HIDDEN) X(ITEMBODY) X(INFO) X(LIVE) X(NOTE) X(WIDGET) \
  X(META) X(ACTION) X(CREDIT)

enum bp_html_hint_number {
#define X(name) BP_HTML_NUMBER_##name,
  BP_HTML_HINTS(X)
#undef X
  BP_HTML_HINT_COUNT
};
#define BP_HTML_HINT(name) ((uint32_t)1 << BP_HTML_NUMBER_##name)

uint32_t bp_html_hints_of (const bp_html_names *names, const char *words);

#endif
