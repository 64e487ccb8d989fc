/* How SQLite runs the statements that are composed (query/scan_sql.h): for whatever is asked, the
 * period's range and keys; never a whole table of events, never sorting.  Those that stand in
 * files are tried by store_schema_test. */
#include "store_help.h"

#include "query/scan_sql.h"

#include <criterion/criterion.h>

enum { COLUMNS = SCAN_PEER | SCAN_SENDER | SCAN_RECIPIENT | SCAN_DOMAIN | SCAN_SASL | SCAN_MESSAGE |
                 SCAN_HELO };

/* Each kind of value that changes what is asked. */
static const struct filter filters[] = {
    {.class = 0}, {.host = "mx1"}, {.peer = "192.0.2.1"}, {.peer = "anon.0123456789ab"},
    {.sender = "a@example.org"}, {.sender = "example.org"}, {.sender = "anon.0123456789ab@b"},
    {.recipient = "a@example.org"}, {.recipient = "@example.org"}, {.sasl_user = "bob"},
    {.sasl_user = "anon.0123456789ab"},
    {.host = "mx1", .peer = "mx.example.org", .sender = "<>", .recipient = "example.org",
     .sasl_user = "bob"},
};
enum { FILTERS = sizeof filters / sizeof *filters };

/* Names are looked up once a statement, in tables that are small beside the events. */
static int is_of_names(struct smtplog_slice step)
{
    static const char *const tables[] = {"SCAN main.peer", "SCAN main.address",
                                         "SCAN main.sasl_user"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (slice_starts(step, tables[i]))
            return 1;
    return 0;
}

static void check(struct store *s, const char *sql, const char *range)
{
    char *explain = mem_fmt("EXPLAIN QUERY PLAN %s", sql);
    struct store_query *q = store_query_sql(s, explain);
    int ranges = 0;
    cr_assert(q != NULL, "%s: %s", sql, heard.ptr);
    while (store_next(q)) {
        struct smtplog_slice step = store_text(q, 3);
        int bad = (slice_starts(step, "SCAN ") && !is_of_names(step)) ||
                  slice_find(step, "TEMP B-TREE") >= 0 || slice_find(step, "AUTOMATIC") >= 0;
        cr_expect_not(bad, "%s\n%.*s", sql, (int)step.len, step.ptr);
        ranges += slice_starts(step, range);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    cr_expect_eq(ranges, 1, "%s: reads its range once", sql);
    free(explain);
}

Test(query_plan, events_are_read_by_their_time_whatever_is_asked)
{
    struct store *s = help_open(":memory:");
    for (unsigned columns = 0; columns <= COLUMNS; columns = columns * 2 + 1)
        for (size_t f = 0; f < FILTERS; f++) {
            struct strbuf sql = {0};
            scan_sql_events(&sql, &filters[f], columns);
            check(s, sql.ptr, "SEARCH e USING PRIMARY KEY (ts>? AND ts<?)");
            strbuf_release(&sql);
        }
    store_close(s);
}

Test(query_plan, hours_are_read_by_their_hour)
{
    struct store *s = help_open(":memory:");
    for (size_t f = 0; f < 2; f++) {
        struct strbuf sql = {0};
        scan_sql_hours(&sql, &filters[f]);
        check(s, sql.ptr, "SEARCH failure_hourly USING PRIMARY KEY (hour>? AND hour<?)");
        strbuf_release(&sql);
    }
    store_close(s);
}
