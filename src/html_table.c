/* html_table.c -- number the rows and columns of a table, and tell tables of data from those that lay out a page.
**
** HTML says where a cell stands only by what went before it: cells of the same row, and cells of rows above that reach down.
** A table is data when it has two columns, no table within it, and little running text.  Columns behind the thousandth, which
** only an attacker makes, end it.  Each table is gone through once.
*/
#include "html_table.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 1000u
#define CELL_CHARS 200u        /* on average; more is a page's layout */

enum verdict { UNKNOWN, LAYOUT, DATA };

static uint32_t spans (uint16_t n) { return n == 0 ? 1 : n; }

/* Numbers every cell of the table; 0 when it is none of data. */
static int number (bp_html_tables *t, const bp_html_dom *d, const bp_html_features *f, uint32_t table) {
  uint32_t *reach = calloc(COLUMNS_MAX + 1, sizeof *reach);   /* the last row that a cell in this column reaches */
  if (reach == NULL) return -1;
  uint32_t row = 0, row_node = 0, column = 1, widest = 0, cells = 0, prose = 0;
  int is_data = 1;
  for (uint32_t i = table + 1; i < d->node[table].end && is_data; i++) {
    const bp_html_node *n = &d->node[i];
    if (n->element == BP_HTML_table) { is_data = 0; break; }
    if (n->cell != i) continue;
    uint32_t in = n->row != 0 ? n->row : n->parent;
    if (in != row_node || row == 0) { row_node = in; row++; column = 1; }
    while (column <= COLUMNS_MAX && reach[column] >= row) column++;
    uint32_t columns = spans(n->columns), rows = spans(n->rows);
    if (column + columns - 1 > COLUMNS_MAX) { is_data = 0; break; }
    t->place[i] = (bp_html_place){ row, column, rows, columns };
    if (rows > 1) for (uint32_t c = column; c < column + columns; c++) reach[c] = row + rows - 1;
    column += columns;
    if (column - 1 > widest) widest = column - 1;
    cells++;
    for (uint32_t b = n->first_block; b < n->end_block && b < n->first_block + 8; b++) prose += f->of[b].prose;
  }
  free(reach);
  const bp_html_node *n = &d->node[table];
  if (n->first_block == n->end_block) return 0;
  uint32_t bytes = d->block[n->end_block - 1].text.end - d->block[n->first_block].text.start;
  return is_data && widest >= 2 && cells >= 2 && prose * 3 <= cells && bytes <= (uint64_t)cells * CELL_CHARS;
}

int bp_html_table_place (bp_html_tables *t, const bp_html_dom *d, const bp_html_features *f, uint32_t cell,
                         const bp_html_place **place) {
  *place = NULL;
  if (t->verdict == NULL) {
    t->verdict = calloc(d->node_count, 1);
    t->place = calloc(d->node_count, sizeof *t->place);
    if (t->verdict == NULL || t->place == NULL) return BP_ENOMEM;
  }
  uint32_t table = d->node[cell].table;
  if (table == 0) return BP_OK;
  if (t->verdict[table] == UNKNOWN) {
    int found = number(t, d, f, table);
    if (found < 0) return BP_ENOMEM;
    t->verdict[table] = found ? DATA : LAYOUT;
  }
  if (t->verdict[table] == DATA) *place = &t->place[cell];
  return BP_OK;
}

void bp_html_tables_free (bp_html_tables *t) {
  free(t->verdict);
  free(t->place);
  t->verdict = NULL;
  t->place = NULL;
}
