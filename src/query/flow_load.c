/* A month of hours of a few processes are some ten thousand small rows: read once, asked often. */
#include "query/flow_load.h"

#include "base/mem.h"
#include "query/count.h"

#include <stdlib.h>

/* Columns of schema/query/flow_read.sql; from the last on as enum flow_kind, in order. */
enum {
    COLUMN_HOUR, COLUMN_HOST, COLUMN_PROCESS, COLUMN_DIRECTION,
    COLUMN_COUNTS
};

int flow_rows_each(struct store *s, struct words *words, struct period p,
                   void (*each)(void *to, const struct flow_row *row, struct smtplog_slice host),
                   void *to)
{
    struct store_query *q = store_query(s, SQL_FLOW_READ);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    while (store_next(q)) {
        struct flow_row row = {
            .hour = store_int(q, COLUMN_HOUR),
            .process = words_number(words, store_text(q, COLUMN_PROCESS)),
            .direction = words_number(words, store_text(q, COLUMN_DIRECTION)),
        };
        for (int i = 0; i < FLOWS; i++)
            row.n[i] = store_int(q, COLUMN_COUNTS + i);
        each(to, &row, store_text(q, COLUMN_HOST));
    }
    return store_query_end(q);
}

/* Rows as they are gathered. */
struct gathered {
    struct flow_rows *rows;
    struct words *words;                /* the catalogue's */
    struct words hosts;                 /* that have rows of their own */
    struct counts together;             /* (process and direction, hour) -> place of the row */
};

static void add_row(struct flow_rows *f, const struct flow_row *row)
{
    f->rows = mem_grow(f->rows, &f->cap, f->len + 1, sizeof *f->rows);
    f->rows[f->len++] = *row;
}

/* Adds to the row that the others of its hour, process and direction have. */
static void add_together(struct gathered *g, const struct flow_row *row)
{
    struct flow_rows *f = g->rows;
    struct count_cell *place = count_at(&g->together,
                                        (uint64_t)row->process << 32 | row->direction,
                                        (uint64_t)row->hour);
    if (!place->n) {
        place->n = (int64_t)f->len + 1;
        add_row(f, row);
        return;
    }
    for (int i = 0; i < FLOWS; i++)
        f->rows[place->n - 1].n[i] += row->n[i];
}

/* So many hosts are looked at each by itself; all beyond that are one, or a log with a million
 * host names would take the memory of a million courses. */
static void on_row(void *to, const struct flow_row *row, struct smtplog_slice host)
{
    struct gathered *g = to;
    struct flow_row own = *row;
    if (words_find(&g->hosts, host) ||
        (g->hosts.len <= FLOW_HOSTS && words_number(&g->hosts, host))) {
        own.host = words_number(g->words, host);
        add_row(g->rows, &own);
    } else {
        add_together(g, row);
    }
}

int flow_rows_load(struct flow_rows *f, struct store *s, struct words *words, struct period p)
{
    struct gathered g = {.rows = f, .words = words};
    int failed = flow_rows_each(s, words, p, on_row, &g);
    words_release(&g.hosts);
    count_release(&g.together);
    return failed;
}

size_t flow_rows_from(const struct flow_rows *f, int64_t hour)
{
    size_t low = 0, high = f->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->rows[middle].hour < hour)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void flow_rows_release(struct flow_rows *f)
{
    free(f->rows);
    *f = (struct flow_rows){0};
}
