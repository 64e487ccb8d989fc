/* Rows wait in memory until there are enough for one write. */
#include "export/run.h"

int64_t export_version(const struct exporting *x)
{
    return x->cursor.run ? x->cursor.run : x->now * 1000;
}

/* By the type of the value and not of the column:  SQLite has both. */
static void put_cell(struct export_row *row, struct store_query *q, int c)
{
    const char *name = store_column_name(q, c);
    switch (store_type(q, c)) {
    case STORE_INTEGER:
        export_int(row, name, store_int(q, c));
        break;
    case STORE_REAL:
        export_real(row, name, store_real(q, c));
        break;
    case STORE_NULL:
        export_null(row, name);
        break;
    default:
        export_text(row, name, store_text(q, c));
    }
}

void export_query_cells(struct export_row *row, struct store_query *q, int n)
{
    for (int c = 0; c < n; c++)
        put_cell(row, q, c);
}

int export_flush(struct export_hours *h)
{
    size_t n = h->waiting.len;
    int failed = n && fwrite(h->waiting.ptr, 1, n, h->x->out) != n;
    strbuf_clear(&h->waiting);
    return failed ? -1 : 0;
}

int export_flush_some(struct export_hours *h)
{
    return h->waiting.len >= EXPORT_WRITE_AT ? export_flush(h) : 0;
}
