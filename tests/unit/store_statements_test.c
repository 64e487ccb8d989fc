/* The statements of schema/query: each is prepared, and its plan looked at. */
#include "store_help.h"

/* Statements that may read a whole table or sort, and why. */
static const struct { enum store_statement which; const char *why; } slow[] = {
    {SQL_ADDRESS_PRUNE, "prune looks at everything"},
    {SQL_FATE_PRUNE, "prune looks at everything"},
    {SQL_MESSAGE_PRUNE, "prune looks at everything"},
    {SQL_STRANGE_PRUNE, "small table"}, {SQL_JUMP_PRUNE, "small table"},
    {SQL_REPORT_JUMPS, "small table"},
    {SQL_TEXT_PRUNE, "prune looks at everything"},
    {SQL_MTA_KNOWN, "small table"}, {SQL_HOST_KNOWN, "small table"},
    {SQL_SASL_USER_KNOWN, "asked by hand"},
    {SQL_CAUSE_KNOWN, "asked by hand"},
    {SQL_DELAY_READ, "sums by domain, provider and time"},
    {SQL_METRICS_FAILURES, "sums the hourly counts"},
    {SQL_METRICS_REPLIES, "sums the hourly counts"},
    {SQL_METRICS_FLOW, "sums the hourly counts"}, {SQL_METRICS_LINES, "small table"},
    {SQL_GREYLIST_READ, "sums by domain"}, {SQL_GREYLIST_PRUNE, "prune looks at everything"},
    {SQL_GREYLIST_PEOPLE, "anonymizing asks for each sender once"},
    {SQL_GREYLIST_ANONYMIZE, "anonymizing asks for each sender once"},
    {SQL_LOGIN_PEOPLE, "anonymizing asks for each user once"},
    {SQL_SASL_USER_PRUNE, "anonymizing looks at everything"},
    {SQL_REASON_ANONYMIZE, "anonymizing looks at everything"},
    {SQL_STRANGE_ANONYMIZE, "small table"}, {SQL_SOURCE_ANONYMIZE, "small table"},
    {SQL_CHANNEL_ALL, "small tables"},
    {SQL_HOURLY_FILL, "rebuilds"},
    {SQL_PENDING_KEYS, "a thousand keys, or all once a long run"},
    {SQL_PENDING_HASH_ALL, "a megabyte a row, once a long run"},
    {SQL_PENDING_HASH_SIZE, "a megabyte a row, once a long run"},
    {SQL_PENDING_HASH_CLEAR, "a megabyte a row"},
    {SQL_PENDING_PRUNE, "prune looks at everything"},
    {SQL_REASON_ALL, "judges all anew"},
    {SQL_SOURCE_ALL, "small table"},
    {SQL_SCHEMA_VIEWS, "small table"},
    {SQL_RULE_CLEAR, "small table"}, {SQL_CAUSE_CLEAR, "small table"},
    {SQL_PROVIDER_CLEAR, "small table"}, {SQL_REPLY_CODE_CLEAR, "small table"},
    {SQL_ENHANCED_CODE_CLEAR, "small table"},
    {SQL_TOP_REASONS, "the whole catalogue"},
    {SQL_TOP_SOURCES, "small table"}, {SQL_TOP_SPANS, "small table"},
    {SQL_SUM_HOURS, "sums an hour, or a few that are not summed yet"},
    {SQL_MESSAGE_FIRST, "anonymizing looks at everything"},
    {SQL_TOP_LAST_BEFORE, "sums by reason"},
    {SQL_REPORT_DATABASE, "small: hourly counts"},
    {SQL_REPORT_SOURCES, "small table"}, {SQL_REPORT_STRANGE, "small table"},
    {SQL_TRACE_MESSAGE_IDS, "asked by hand"}, {SQL_TRACE_EVENTS, "asked by hand"},
    {SQL_TOP_EXPIRED, "replies are few, and what expired is sorted"},
    {SQL_TRACE_FATES, "sorts a message's recipients"},
    {SQL_EXPORT_FATES, "sends all of a small table"},
    {SQL_EXPORT_SOURCES, "small table"}, {SQL_EXPORT_STRANGE_LINES, "small table"},
    {SQL_EXPORT_CLOCK_JUMPS, "small table"}, {SQL_EXPORT_CAUSES, "small table"},
    {SQL_EXPORT_REPLY_CODES, "small table"}, {SQL_EXPORT_ENHANCED_CODES, "small table"},
    {SQL_EXPORT_PROVIDERS, "small table"}, {SQL_EXPORT_RULES, "small table"},
    {SQL_TRACE_MESSAGES, "sorts the lives of a queue id"},
};

static int is_slow(enum store_statement which)
{
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++)
        if (slow[i].which == which)
            return 1;
    return 0;
}

Test(store_statements, they_use_their_indexes)
{
    struct store *s = store_open(":memory:", STORE_WRITE, &help_diag);  /* foreign keys would scan */
    for (int i = 0; i < SQL_STATEMENTS; i++) {
        char *sql = mem_fmt("EXPLAIN QUERY PLAN %s", store_sql_text((enum store_statement)i));
        struct store_query *q = store_query_sql(s, sql);
        cr_expect(q != NULL, "%s: %s", sql, heard.ptr);
        while (store_next(q)) {
            struct smtplog_slice step = store_text(q, 3);
            int bad = (slice_starts(step, "SCAN ") && slice_find(step, "CONSTANT ROW") < 0 &&
                       slice_find(step, "VIRTUAL TABLE") < 0 &&         /* json_each */
                       slice_find(step, "COVERING INDEX source_by_head") < 0) ||
                      slice_find(step, "TEMP B-TREE") >= 0 || slice_find(step, "AUTOMATIC") >= 0;
            cr_expect(!bad || is_slow((enum store_statement)i), "%s\n%.*s", sql, (int)step.len,
                      step.ptr);
        }
        cr_expect_eq(store_query_end(q), STORE_OK);
        free(sql);
    }
    store_close(s);
}

/* The first lines of query files name what they take; one statement each. */
Test(store_statements, a_file_is_a_comment_and_one_of_them)
{
    struct store *s = help_open(":memory:");
    for (int i = 0; i < SQL_STATEMENTS; i++) {
        const char *sql = store_sql_text((enum store_statement)i), *tail;
        sqlite3_stmt *st = NULL;
        cr_expect(strncmp(sql, "-- ", 3) == 0, "%s", sql);
        cr_expect_eq(sqlite3_prepare_v2(s->db, sql, -1, &st, &tail), SQLITE_OK, "%s", sql);
        cr_expect_eq(strspn(tail, " \n"), strlen(tail), "%s", sql);
        sqlite3_finalize(st);
    }
    store_close(s);
}
