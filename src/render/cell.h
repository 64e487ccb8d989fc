/* cell.h - a row's columns and typed cells, before any format has written them */
#ifndef RENDER_CELL_H
#define RENDER_CELL_H

#include "base/strbuf.h"
#include "render/style.h"

struct column {
    const char *name;       /* machine name: csv header, JSON key */
    const char *title;      /* for people, already translated; NULL: name */
    int number;             /* 1: aligned right */
    int least;              /* columns it is never cut below in a table; 0: FORMAT_LEAST */
    int plain;              /* 1: a number that is a name (a reply code): no thousands parted */
};
enum { FORMAT_LEAST = 8 };

enum cell_kind { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT };
struct cell {
    enum cell_kind kind;
    enum style_kind style;
    int64_t integer;
    double real;
    struct smtplog_slice text;          /* borrowed until format_row() returns */
};

static inline struct cell cell_int(int64_t n)
{
    return (struct cell){.kind = CELL_INT, .integer = n};
}
static inline struct cell cell_real(double x)
{
    return (struct cell){.kind = CELL_REAL, .real = x};
}
static inline struct cell cell_text(struct smtplog_slice s)
{
    return (struct cell){.kind = s.ptr ? CELL_TEXT : CELL_NULL, .text = s};
}
static inline struct cell cell_str(const char *s)               /* NULL: a NULL cell */
{
    return cell_text(slice_str(s));
}

#endif
