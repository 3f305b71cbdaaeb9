/* lua_bp.h -- what the lua_*.c files share: failures, span conversion, the types they pass to one another (lua_bp.c).
**
** Lua sees 1-based inclusive bytes, so text:sub(first, last) is the covered text; the core counts from 0, half-open.
** The conversion is written here and nowhere else on the C side.
*/
#ifndef BP_LUA_BP_H
#define BP_LUA_BP_H

#include "annotation.h"
#include "bp.h"
#include "compat.h"
#include "document.h"
#include "gazetteer.h"
#include "tagger.h"

#define BP_DOCUMENT "bluepencil.document"

typedef struct {
  bp_document *doc;
  bp_annotations annotations;
} bp_lua_document;

/* Pushes nil, message, code; running out of memory is raised.  Returns 3. */
int bp_lua_failure (lua_State *L, int rc);

/* The open document at `arg`, or an argument error. */
bp_lua_document *bp_lua_check_document (lua_State *L, int arg);

/* The open gazetteer at `arg`, or an argument error. */
bp_gazetteer *bp_lua_check_gazetteer (lua_State *L, int arg);

/* Names by the open tagger at `arg`, as bp_tagger_tag gives them, or an argument error. */
int bp_lua_tag (lua_State *L, int arg, const bp_document *doc, const bp_gazetteer *lists, const bp_tagger_options *options,
                const bp_tagged **out, uint32_t *count);

/* Arguments `arg` (first) and `arg + 1` (last) as a span inside a text of `len` bytes, or an argument error. */
bp_span bp_lua_check_span (lua_State *L, int arg, size_t len);

/* Appends first, last to the table at the top; *n is the count of integers it holds. */
void bp_lua_append_span (lua_State *L, bp_span span, lua_Integer *n);

/* Each lua_*.c adds its functions to the module table at the top of the stack. */
void bp_lua_open_document (lua_State *L);
void bp_lua_open_gazetteer (lua_State *L);
void bp_lua_open_tagger (lua_State *L);
void bp_lua_open_article (lua_State *L);
void bp_lua_open_trainer (lua_State *L);
void bp_lua_open_classifier (lua_State *L);
void bp_lua_open_class_trainer (lua_State *L);
void bp_lua_open_sites (lua_State *L);
void bp_lua_open_phrases (lua_State *L);
void bp_lua_open_tei (lua_State *L);
void bp_lua_open_edit (lua_State *L);
void bp_lua_open_prints (lua_State *L);
void bp_lua_open_text (lua_State *L);
void bp_lua_open_encoding (lua_State *L);
void bp_lua_open_html (lua_State *L);
void bp_lua_open_xml (lua_State *L);

#endif
