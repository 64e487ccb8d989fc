/* The tables that can be exported, and the walk over the hours of one. */
#include "export/export.h"

#include "base/units.h"
#include "export/events.h"

#include <string.h>

/* How a table goes out. */
struct export_table {
    const char *name;
    enum store_statement rows;          /* hourly: ?1 from ?2 until; else all, ?1 the time
                                           since */
    enum store_statement next;          /* hourly: the next hour with anything */
    int hourly;
    int (*hour)(struct export_hours *h, const struct export_table *t,
                const struct export_hour *hour);
};

static int event_hour(struct export_hours *h, const struct export_table *t,
                      const struct export_hour *hour);
static int sum_hour(struct export_hours *h, const struct export_table *t,
                    const struct export_hour *hour);

static const struct export_table tables[] = {
    {"events", SQL_EXPORT_EVENTS, SQL_EVENT_NEXT_TIME, 1, event_hour},
    {"traffic", SQL_EXPORT_TRAFFIC, SQL_SUM_NEXT_HOUR, 1, sum_hour},
    {"flow", SQL_EXPORT_FLOW, SQL_EXPORT_FLOW_HOUR, 1, sum_hour},
    {"deliveries", SQL_EXPORT_DELIVERIES, SQL_EXPORT_FLOW_HOUR, 1, sum_hour},
    {"logins", SQL_EXPORT_LOGINS, SQL_EXPORT_FLOW_HOUR, 1, sum_hour},
    {.name = "fates", .rows = SQL_EXPORT_FATES},
    {.name = "sources", .rows = SQL_EXPORT_SOURCES},
    {.name = "strange_lines", .rows = SQL_EXPORT_STRANGE_LINES},
    {.name = "clock_jumps", .rows = SQL_EXPORT_CLOCK_JUMPS},
    {.name = "causes", .rows = SQL_EXPORT_CAUSES},
    {.name = "reply_codes", .rows = SQL_EXPORT_REPLY_CODES},
    {.name = "enhanced_codes", .rows = SQL_EXPORT_ENHANCED_CODES},
    {.name = "providers", .rows = SQL_EXPORT_PROVIDERS},
    {.name = "rules", .rows = SQL_EXPORT_RULES},
};

static const struct export_table *table_named(const char *name)
{
    size_t i = 0;
    while (strcmp(tables[i].name, name) != 0)       /* the words were checked before */
        i++;
    return &tables[i];
}

/* ---- Rows of sums and small tables -------------------------------------------------------- */

/* A log is known by all 64 bits of a hash. */
static void put_cells(struct export_row *row, struct store_query *q)
{
    int n = store_columns(q), last = n - 1;
    int has_log = strcmp(store_column_name(q, last), "log") == 0;
    export_query_cells(row, q, has_log ? last : n);
    if (has_log)
        export_key(row, "log", (uint64_t)store_int(q, last));
}

/* Rows of this export all have its version, by which a later one replaces them. */
static int write_rows(struct export_hours *h, struct store_query *q)
{
    int failed = 0;
    while (!failed && store_next(q)) {
        struct export_row row = export_row_begin(&h->waiting, h->x->format);
        put_cells(&row, q);
        export_int(&row, "version", export_version(h->x));
        export_row_end(&row);
        h->x->rows++;
        failed = export_flush_some(h);
    }
    return store_query_end(q) != STORE_OK || failed ? -1 : 0;
}

/* The head line of tsv; NDJSON has none. */
static void write_names(struct export_hours *h, const struct export_table *t)
{
    struct store_query *q = store_query(h->x->store, t->rows);
    struct export_row row = export_names_begin(&h->waiting, h->x->format);
    for (int c = 0; q && c < store_columns(q); c++)
        export_null(&row, store_column_name(q, c));
    export_null(&row, "version");
    export_row_end(&row);
    store_query_end(q);
}

static int sum_hour(struct export_hours *h, const struct export_table *t,
                    const struct export_hour *hour)
{
    struct store_query *q = store_query(h->x->store, t->rows);
    store_bind_int(q, 1, hour->hour);
    store_bind_int(q, 2, hour->hour + HOUR);
    strbuf_clear(&h->sent);
    return write_rows(h, q);
}

static int event_hour(struct export_hours *h, const struct export_table *t,
                      const struct export_hour *hour)
{
    (void)t;
    return export_event_hour(h, hour);
}

/* ---- Hours -------------------------------------------------------------------------------- */

/* One hour: claimed, told, noted.  The rows are read in one view of the database. */
static int tell_hour(struct export_hours *h, const struct export_table *t,
                     const struct export_hour *hour)
{
    struct exporting *x = h->x;
    const int marks = x->cursor.run != 0;
    if (marks && store_export_claim(x->store, &x->cursor, hour))
        return -1;
    if (store_snapshot_begin(x->store) != STORE_OK)
        return -1;
    int failed = t->hour(h, t, hour);
    store_snapshot_end(x->store);
    if (failed || !marks)
        return failed;
    return store_export_told(x->store, &x->cursor, hour->hour, strbuf_view(&h->sent)) ? -1 : 0;
}

/* Hour by hour from the one asked for on, those that have changed since. */
static int tell_hours(struct export_hours *h, const struct export_table *t)
{
    struct exporting *x = h->x;
    struct export_hour hour = {0};
    int64_t from = x->has_since ? x->since - ((x->since % HOUR) + HOUR) % HOUR : INT64_MIN;
    int found, failed = 0;

    while (!failed &&
           (found = store_export_next(x->store, &x->cursor, from, &hour)) != 0) {
        failed = found < 0 || tell_hour(h, t, &hour) ? -1 : 0;
        from = hour.hour + HOUR;
    }
    strbuf_release(&hour.body);
    return failed;
}

int export_rows(struct exporting *x)
{
    const struct export_table *t = table_named(x->table);
    struct export_hours h = {.x = x};
    int failed = 0;

    x->cursor = (struct store_export){.kind = t->name, .next = t->next};
    if (t->hourly && !x->has_since)
        failed = store_export_begin(x->store, &x->cursor, x->now);
    if (!failed && t->hour == event_hour)
        export_event_names(&h);
    else if (!failed)
        write_names(&h, t);
    if (!failed && t->hourly) {
        failed = tell_hours(&h, t);
    } else if (!failed) {
        struct store_query *q = store_query(x->store, t->rows);
        store_bind_int(q, 1, x->has_since ? x->since : INT64_MIN);
        failed = write_rows(&h, q);
    }
    if (!failed)
        failed = export_flush(&h);
    strbuf_release(&h.waiting);
    strbuf_release(&h.sent);
    export_lines_release(&h.lines);
    return failed ? -1 : 0;
}

int export_confirm(struct exporting *x)
{
    return x->cursor.run ? store_export_confirm(x->store, &x->cursor) : STORE_OK;
}
