/* xml_reader.h -- XML and pieces of HTML, from anywhere, as elements and text: streamed, bounded, and never more than asked for.
**
** The caller feeds bytes and takes *records*: the elements of the names it asked for, each whole.  What stands outside of records
** is kept apart and can be looked at at any time.  A record or the outside is a flat list of items in document order:
**
**     OPEN item, its ATTRIBUTE items, ... what is inside ..., CLOSE
**
** Names and namespaces are numbers; strings lie in one buffer that belongs to the reader.
*/
#ifndef BP_XML_READER_H
#define BP_XML_READER_H

#include <stdbool.h>

#include "bp.h"
#include "schema.h"

typedef struct bp_xml_reader bp_xml_reader;

enum bp_xml_kind { BP_XML_OPEN, BP_XML_ATTRIBUTE, BP_XML_TEXT, BP_XML_CLOSE };

typedef struct {
  uint32_t kind;
  uint32_t name;          /* OPEN, ATTRIBUTE: number of the name */
  uint32_t at;            /* ATTRIBUTE, TEXT: offset of the string; OPEN: number of the namespace, 0 for none */
  uint32_t len;           /* ATTRIBUTE, TEXT: its bytes; OPEN: the line */
} bp_xml_item;

typedef struct {
  const bp_xml_item *items;
  uint32_t count;
  const char *bytes;      /* what `at` counts from */
  uint32_t line;
  int status;             /* BP_ELIMIT: it was too large, and nothing of it is kept */
} bp_xml_record;

typedef struct {
  bool is_html;           /* pieces of HTML: nothing is an error, what is nested too deep is flattened */
  bool is_utf8;           /* the bytes are UTF-8, whatever the document says of itself */
  uint32_t depth_max;     /* elements within one another; at most BP_XML_DEPTH_MAX */
  uint32_t items_max;     /* of a record, and of the outside */
  uint32_t bytes_max;     /* of text and attributes of a record, and of the outside */
} bp_xml_options;

#define BP_XML_DEPTH_MAX 200u         /* libxml2 stops at 256; real documents nest thirty deep */

int bp_xml_reader_new (bp_xml_reader **out, const bp_xml_options *options);
void bp_xml_reader_free (bp_xml_reader *r);

/* Before the first bytes.  Elements of this local name are records; only attributes of these names are kept (all, if none is
   said; "xml:id" is a name).  BP_ELIMIT when there are too many names. */
int bp_xml_reader_record (bp_xml_reader *r, const char *name);
int bp_xml_reader_attribute (bp_xml_reader *r, const char *name);

/* The next bytes.  What was read before a failure can still be taken.  BP_EXML (not well formed), BP_EENCODING, BP_EFORMAT
   (refused), BP_ELIMIT; the message has no words of the document. */
int bp_xml_reader_feed (bp_xml_reader *r, const char *bytes, size_t len, bool last, bp_xml_error *error);

/* The next whole record; false when there is none yet.  It holds until the next call of next or feed. */
bool bp_xml_reader_next (bp_xml_reader *r, bp_xml_record *out);

/* What stood outside of records so far; elements that are still open lack their CLOSE. */
void bp_xml_reader_outside (const bp_xml_reader *r, bp_xml_record *out);

/* A name or namespace by its number; NULL when there is no such. */
const char *bp_xml_reader_name (const bp_xml_reader *r, uint32_t number);

/* Characters that were left out and ampersands that were repaired. */
void bp_xml_reader_repairs (const bp_xml_reader *r, uint32_t *controls, uint32_t *ampersands);

/* Line that is being read. */
uint32_t bp_xml_reader_line (const bp_xml_reader *r);

#endif
