/* closed.c - JSON of which only the beginning is there, made whole
 *
 * Only brackets and strings are looked at: where the text breaks off in a name, or behind a colon,
 * what comes out is no JSON, and its reader says so. */
#include "frame/closed.h"

enum { NESTING_MAX = 64, ESCAPE_MOST = 6 };

/* Where the string ends that begins at i: behind its quote, or 0, the text breaks off in it. */
static size_t string_end(struct smtplog_slice c, size_t i)
{
    for (i++; i < c.len; i++) {
        if (c.ptr[i] == '"')
            return i + 1;
        i += c.ptr[i] == '\\';
    }
    return 0;
}

/* Half of an escape at the end, "\u00", is left out. */
static struct smtplog_slice without_escape(struct smtplog_slice c)
{
    size_t i = c.len > ESCAPE_MOST ? c.len - ESCAPE_MOST : 0;
    for (; i < c.len; i++) {
        if (c.ptr[i] != '\\')
            continue;
        if (i + 1 == c.len || (c.ptr[i + 1] == 'u' && i + ESCAPE_MOST > c.len))
            return slice_head(c, i);
        i++;
    }
    return c;
}

int closed_json(struct smtplog_slice text, struct strbuf *out)
{
    char open[NESTING_MAX];
    size_t depth = 0, i = 0, end;
    int in_string = 0;

    while (i < text.len && depth < NESTING_MAX && !in_string) {
        const char ch = text.ptr[i];
        if (ch == '"' && depth) {
            end = string_end(text, i);
            in_string = end == 0;
            i = end;
            continue;
        }
        if (ch == '{' || ch == '[')
            open[depth++] = ch == '{' ? '}' : ']';
        else if (depth && ch == open[depth - 1])
            depth--;
        i++;
    }
    if (!depth || depth == NESTING_MAX)
        return 0;
    strbuf_clear(out);
    strbuf_slice(out, in_string ? without_escape(text) : text);
    if (in_string)
        strbuf_char(out, '"');
    while (depth)
        strbuf_char(out, open[--depth]);
    return 1;
}
