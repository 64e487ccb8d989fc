/* Told by all lines together, before any wrapping is tried: a stranger writes some, not all. */
#include "frame/looks.h"

#include "frame/shape.h"
#include "frame/unwrap_rows.h"

/* A colour that ends, as programs write them; a stranger's sequences do not. */
int look_has_colours(struct smtplog_slice text)
{
    return slice_find(text, "\x1b[0m") >= 0 || slice_find(text, "\x1b[m") >= 0;
}

int look_coloured(const struct smtplog_slice *lines, size_t n)
{
    size_t coloured = 0;
    for (size_t i = 0; i < n; i++)
        coloured += (size_t)look_has_colours(lines[i]);
    return coloured * 10 >= n * 9;
}

/* Is this the rest of a line? By its stamp: none stands in front. */
static int is_rest(struct smtplog_slice text)
{
    struct shaped shaped;
    struct stamp stamp;
    return text.len && !shape_line(NULL, text, &shaped) && !unwrap_scan_stamp(&text, &stamp);
}

/* Were lines broken because they did not fit a width?  Then the first word of each rest had no
 * room behind what stands above it.  Headers under a record of Exim's rejectlog had. */
int look_broken(const struct smtplog_slice *lines, size_t n)
{
    enum { LEAST = 3, IN = 20, MOST_IN = 19 };
    size_t width = 0, rests = 0, without_room = 0, word;
    for (size_t i = 0; i < n; i++)
        width = lines[i].len > width ? lines[i].len : width;
    for (size_t i = 1; i < n; i++) {
        const struct smtplog_slice line = lines[i];
        if (!is_rest(line))
            continue;
        for (word = 0; word < line.len && line.ptr[word] != ' ';)
            word++;
        rests++;
        without_room += lines[i - 1].len + 1 + word > width;
    }
    return rests >= LEAST && without_room * IN >= rests * MOST_IN;
}

/* Is each line a cell, in quotes where a spreadsheet puts it in quotes: for a comma, or for quote
 * marks, which are doubled then?  Then those without say nothing against those with. */
int look_cells(const struct smtplog_slice *lines, size_t n)
{
    size_t quoted = 0, only_commas = 0, bare_commas = 0;
    for (size_t i = 0; i < n; i++) {
        const struct smtplog_slice line = lines[i];
        const int comma = slice_find(line, ",") >= 0;
        if (line.len > 2 && line.ptr[0] == '"' && line.ptr[line.len - 1] == '"') {
            const int doubled = slice_find(line, "\"\"") > 0;
            if (!doubled && !comma)
                return 0;
            quoted++;
            only_commas += (size_t)!doubled;
        } else {
            if (slice_find(line, "\"") >= 0)
                return 0;
            bare_commas += (size_t)comma;
        }
    }
    return quoted && (!only_commas || !bare_commas);
}
