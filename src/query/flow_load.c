/* A month of hours of a few processes are some ten thousand small rows: read once, asked often. */
#include "query/flow_load.h"

#include "base/mem.h"

#include <stdlib.h>

/* Columns of schema/query/flow_read.sql; from the last on as enum flow_kind, in order. */
enum {
    COLUMN_HOUR, COLUMN_HOST, COLUMN_PROCESS, COLUMN_DIRECTION,
    COLUMN_COUNTS
};

int flow_rows_load(struct flow_rows *f, struct store *s, struct words *words, struct period p)
{
    struct store_query *q = store_query(s, SQL_FLOW_READ);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    while (store_next(q)) {
        f->rows = mem_grow(f->rows, &f->cap, f->len + 1, sizeof *f->rows);
        struct flow_row *row = &f->rows[f->len++];
        *row = (struct flow_row){
            .hour = store_int(q, COLUMN_HOUR),
            .host = words_number(words, store_text(q, COLUMN_HOST)),
            .process = words_number(words, store_text(q, COLUMN_PROCESS)),
            .direction = words_number(words, store_text(q, COLUMN_DIRECTION)),
        };
        for (int i = 0; i < FLOWS; i++)
            row->n[i] = store_int(q, COLUMN_COUNTS + i);
    }
    return store_query_end(q);
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
