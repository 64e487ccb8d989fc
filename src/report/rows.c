/* Rows of who: made, put in order, and those that the series tell. */
#include "report/rows.h"

#include "base/mem.h"
#include "base/units.h"
#include "query/series.h"

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

/* A row for every word of the series. */
static int fill(struct report_rows *rows, const struct report_facts *facts, enum series_kind kind)
{
    struct report *r = facts->report;
    const struct series *x = facts->series;
    struct words *words = &r->top.catalogue.words;
    int failed = STORE_OK;
    for (int named = 0; named < 2; named++) {
        for (size_t i = 0; i < x->firsts.len; i++) {
            const struct count_cell *cell = &x->firsts.cells[i];
            uint32_t word = (uint32_t)cell->a;
            if (cell->a >> 32 != (uint64_t)kind)
                continue;
            if (!named && kind == SERIES_HOST) {
                names_want(&r->top.names, NAME_HOST, word);
            } else if (named) {
                uint32_t name = kind == SERIES_HOST ? names_word(&r->top.names, NAME_HOST, word)
                                                    : word;
                struct report_row *row = rows_add(rows, words_text(words, name));
                struct smtplog_slice cause = words_text(words, series_cause(x, kind, word));
                row->cause = cause.len ? mem_strn(cause.ptr, cause.len) : NULL;
                row->count = series_at(x, kind, word, 0);
                row->before = series_at(x, kind, word, 1);
                row->first = cell->n;
                row->trend = trend_of(row->count, row->before, x->covered[1]);
                for (int class = 3; class <= 5; class++) {
                    const struct count_cell *n = count_get(&x->classes, cell->a, (uint64_t)class);
                    row->class[class] = n ? n->n : 0;
                }
            }
        }
        failed |= names_load(&r->top.names);
    }
    rows_sort(rows, REPORT_ROWS);
    return failed;
}

ROWS(providers)
{
    return fill(rows, facts, SERIES_PROVIDER);
}

ROWS(hosts)
{
    return fill(rows, facts, SERIES_HOST);
}
