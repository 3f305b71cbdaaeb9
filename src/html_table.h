/* html_table.h -- where the cells of a page's tables stand. */
#ifndef BP_HTML_TABLE_H
#define BP_HTML_TABLE_H

#include "html_features.h"

typedef struct { uint32_t row, column, rows, columns; } bp_html_place;   /* from 1; rows and columns are what it spans */

/* What is known so far of the tables of a page; begins as zeros. */
typedef struct {
  uint8_t *verdict;            /* of each node that is a table */
  bp_html_place *place;        /* of each node that is a cell */
} bp_html_tables;

/*
** Where the cell stands; *place is NULL when its table lays out the page rather than holds data, or is larger than what makes
** sense.  BP_OK or BP_ENOMEM.
*/
int bp_html_table_place (bp_html_tables *t, const bp_html_dom *dom, const bp_html_features *f, uint32_t cell,
                         const bp_html_place **place);

void bp_html_tables_free (bp_html_tables *t);

#endif
