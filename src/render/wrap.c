/* Widths are counted in columns of a terminal: wide and combining letters would break a layout
 * by bytes. */
#include "render/wrap.h"

#include <string.h>

/* The end of the word that begins at `at`. */
static size_t word_end(struct smtplog_slice text, size_t at)
{
    while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\n')
        at++;
    return at;
}

int wrap_line(struct smtplog_slice *text, int columns, struct smtplog_slice *line)
{
    size_t end = 0, at = 0;
    while (text->len && text->ptr[0] == ' ')
        *text = slice_from(*text, 1);
    if (!text->len)
        return 0;
    while (at < text->len && text->ptr[at] != '\n') {
        size_t next = word_end(*text, at);
        if (end && text_width(slice_head(*text, next)) > columns)
            break;
        end = next;
        for (at = next; at < text->len && text->ptr[at] == ' ';)
            at++;
    }
    *line = slice_head(*text, end);
    *text = slice_from(*text, at < text->len && text->ptr[at] == '\n' ? at + 1 : at);
    return 1;
}

void wrap_text(struct strbuf *out, struct smtplog_slice text, int indent, int width)
{
    struct smtplog_slice line;
    while (wrap_line(&text, width - indent, &line)) {
        strbuf_blanks(out, line.len ? indent : 0);
        strbuf_slice(out, line);
        strbuf_char(out, '\n');
    }
}

void wrap_columns(struct strbuf *out, const struct smtplog_slice *texts, const int *widths,
                  size_t n, int gap)
{
    struct smtplog_slice rest[WRAP_COLUMNS_MAX], line;
    for (size_t i = 0; i < n; i++)
        rest[i] = texts[i];
    for (int any = 1; any;) {
        size_t start = out->len;
        int owed = 0;                   /* blanks to write before the next text: none at the end */
        any = 0;
        for (size_t i = 0; i < n; i++) {
            if (wrap_line(&rest[i], widths[i], &line)) {
                any = 1;
                strbuf_blanks(out, line.len ? owed : 0);
                owed = line.len ? 0 : owed;
                strbuf_slice(out, line);
                owed += widths[i] - text_width(line) + gap;
            } else {
                owed += widths[i] + gap;
            }
        }
        if (any)
            strbuf_char(out, '\n');
        else
            out->len = start;
    }
}
