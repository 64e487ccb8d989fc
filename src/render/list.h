/* list.h - the report's lists of who as cells for people
 *
 * A list says which columns it has (report/sections.h); what a column is called and what stands in
 * its cells is said here, once for text, Markdown and HTML.
 */
#ifndef RENDER_LIST_H
#define RENDER_LIST_H

#include "phrase/advice.h"
#include "render/style.h"
#include "report/sections.h"

struct list_head {
    const char *title;                  /* translated */
    int number;                         /* 1: stands to the right */
    int least;                          /* may shrink to so many columns; 0: may not */
};
struct list_head list_head(const struct report_list *list, enum list_column column,
                           const struct lang *lang);

/* Appends the cell, "" where nothing is known. */
enum style_kind list_cell(struct strbuf *out, enum list_column column,
                          const struct report_row *row, const struct report *r,
                          const struct adviser *adviser);

#endif
