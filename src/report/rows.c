/* Rows of who: made, put in order, the first of them kept. */
#include "report/rows.h"

#include "base/mem.h"

#include <stdlib.h>

struct report_row *rows_add(struct report_rows *rows, struct smtplog_slice name)
{
    rows->rows = mem_grow(rows->rows, &rows->cap, rows->len + 1, sizeof *rows->rows);
    struct report_row *row = &rows->rows[rows->len++];
    *row = (struct report_row){.name = name.len ? mem_strn(name.ptr, name.len) : NULL};
    return row;
}

void rows_move(struct report_rows *rows, struct report_row *from)
{
    rows->rows = mem_grow(rows->rows, &rows->cap, rows->len + 1, sizeof *rows->rows);
    rows->rows[rows->len++] = *from;
    from->name = from->cause = NULL;
}

static int by_count(const void *left, const void *right)
{
    const struct report_row *x = left, *y = right;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->name ? x->name : "", y->name ? y->name : "");
}

static void release_row(struct report_row *row)
{
    free(row->name);
    free(row->cause);
}

void rows_sort(struct report_rows *rows, size_t most)
{
    if (rows->len)
        qsort(rows->rows, rows->len, sizeof *rows->rows, by_count);
    for (size_t i = 0; i < rows->len; i++)
        rows->total += rows->rows[i].count;
    for (; rows->len > most; rows->len--) {
        rows->more++;
        rows->more_count += rows->rows[rows->len - 1].count;
        release_row(&rows->rows[rows->len - 1]);
    }
}

void rows_drop_below(struct report_rows *rows, int64_t least)
{
    size_t len = 0;
    for (size_t i = 0; i < rows->len; i++)
        if (rows->rows[i].count >= least)
            rows->rows[len++] = rows->rows[i];
        else
            release_row(&rows->rows[i]);
    rows->len = len;
}

void rows_release(struct report_rows *rows)
{
    for (size_t i = 0; i < rows->len; i++)
        release_row(&rows->rows[i]);
    free(rows->rows);
    *rows = (struct report_rows){0};
}
