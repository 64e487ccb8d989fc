/* html.h - words and tables as HTML, for pages that quote strangers
 *
 * html_text() is the one door for text that is not ours: logs, addresses, names of hosts.  What it
 * appends is inert wherever it stands, between tags or within a quoted attribute: & < > " ' become
 * references, control characters and those that turn the direction of writing are shown as codes
 * (text_for_terminal() in base/text.h).
 *
 * A table is a caption, columns and cells in order; cells know their column, so that the page's
 * style can show rows as cards where the screen is narrow.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/lang.h"
#include "base/strbuf.h"
#include "render/style.h"

/* Appends text with its markup escaped, and what must not be shown at all as its escape. */
void html_text(struct strbuf *out, struct smtplog_slice s);
void html_str(struct strbuf *out, const char *s);       /* NULL: nothing */

/* <NAME class="CLASS">text</NAME> and a newline; class NULL: none.  Nothing for an empty text. */
void html_element(struct strbuf *out, const char *name, const char *class, struct smtplog_slice s);

/* The class that the page's style gives to a kind: "c5", "worse"; NULL: none. */
const char *html_class(enum style_kind kind);

struct html_column {
    const char *title;                  /* translated; "": the cell speaks for itself */
    enum {
        HTML_WORDS, HTML_NUMBER,
        HTML_LONG,                      /* words that take a line of their own in a card */
        HTML_KEY                        /* the head of its row */
    } kind;
};

struct html_table {
    struct strbuf *out;
    const struct html_column *columns;  /* borrowed */
    size_t len, at;                     /* columns; cells of the row in work */
    const char *id;                     /* of the row in work; NULL: none */
};

/* `class`: "cards" for rows that become cards on a narrow screen; NULL: stays a table. */
void html_table_begin(struct html_table *t, struct strbuf *out, const char *caption,
                      const char *class, const struct html_column *columns, size_t len);
/* The next row can be linked to as `id`, unique in the page and not a stranger's, and its head
 * links to itself.  Borrowed until the row is full. */
void html_row(struct html_table *t, const char *id);
void html_cell(struct html_table *t, struct smtplog_slice text, enum style_kind style);
void html_cell_count(struct html_table *t, int64_t n, const struct lang *lang);
/* Markup that is already safe. */
void html_cell_markup(struct html_table *t, struct smtplog_slice markup);
void html_table_end(struct html_table *t);

#endif
