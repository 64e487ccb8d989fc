/* Sums of equal times, put in order once: a row's times are never kept one by one. */
#include "report/waits.h"

#include "base/mem.h"

#include <stdlib.h>

void waits_add(struct waits *w, size_t row, int64_t seconds, int64_t n)
{
    w->list = mem_grow(w->list, &w->cap, w->len + 1, sizeof *w->list);
    w->list[w->len++] = (struct wait){row, seconds, n};
}

static int by_row_and_time(const void *left, const void *right)
{
    const struct wait *x = left, *y = right;
    if (x->row != y->row)
        return x->row > y->row ? 1 : -1;
    return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

/* The time at place `at`, from 0, of those of the row that begins at `w`. */
static int64_t time_at(const struct wait *w, int64_t at)
{
    for (; at >= w->n; w++)
        at -= w->n;
    return w->seconds;
}

void waits_settle(struct waits *w, struct report_rows *rows)
{
    if (w->len)
        qsort(w->list, w->len, sizeof *w->list, by_row_and_time);
    for (size_t i = 0, first; i < w->len;) {
        struct report_row *row = &rows->rows[w->list[i].row];
        for (first = i; i < w->len && w->list[i].row == w->list[first].row; i++)
            row->waited += w->list[i].n;
        row->half = time_at(&w->list[first], (row->waited - 1) / 2);
        row->most = time_at(&w->list[first], (row->waited - 1) * 95 / 100);
    }
    free(w->list);
    *w = (struct waits){0};
}
