/* What is done to all that was stored: pruning in steps of a day, judging anew. */
#include "store/write/write.h"

#include <stdio.h>

/* ---- Retention ---- */

/* One day's events in a batch of its own: a transaction over years would fill the disk. */
static int64_t prune_day(struct store *s, int64_t from, int64_t until)
{
    if (store_begin(s) || pack_stale(s, from, until - 1) ||
        stmt_run(s, SQL_EVENT_PRUNE, "ii", from, until))
        return STORE_FAILED;
    int64_t gone = sqlite3_changes64(s->db);
    return store_commit(s) ? STORE_FAILED : gone;
}

/* What no event names any more. */
static int prune_rest(struct store *s, int64_t before)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%lld", (long long)before);
    if (store_begin(s) || stmt_run(s, SQL_MESSAGE_PRUNE, "i", before) ||
        stmt_run(s, SQL_FATE_PRUNE, "") || stmt_run(s, SQL_TEXT_PRUNE, "") ||
        stmt_run(s, SQL_GREYLIST_PRUNE, "i", before) ||
        stmt_run(s, SQL_ADDRESS_PRUNE, "") || stmt_run(s, SQL_STRANGE_PRUNE, "i", before) ||
        stmt_run(s, SQL_JUMP_PRUNE, "i", before) || stmt_run(s, SQL_PENDING_PRUNE, "i", before) ||
        stmt_run(s, SQL_PENDING_HASH_CLEAR, "") ||
        stmt_run(s, SQL_LOGIN_PRUNE, "i", before) || stmt_run(s, SQL_TRAIL_PRUNE, "i", before) ||
        store_meta_set(s, "pruned_before", slice_of(text, (size_t)len)) || store_commit(s))
        return STORE_FAILED;
    s->data_version = 0;                /* ids are gone that the caches know */
    return STORE_OK;
}

int64_t store_prune(struct store *s, int64_t before)
{
    int64_t gone = 0, time = INT64_MIN;
    int found;
    before = store_floor(before, DAY);
    while ((found = stmt_find(s, SQL_EVENT_NEXT_TIME, &time, "i", time)) == 1 && time < before) {
        int64_t until = store_floor(time, DAY) + DAY;
        int64_t n = prune_day(s, time, until);
        if (n < 0)
            return STORE_FAILED;
        gone += n;
        time = until;
    }
    return found < 0 || prune_rest(s, before) ? STORE_FAILED : gone;
}

/* ---- Judging anew ---- */

/* The number of a word, from the function that gives the word of a number. */
static uint32_t number_of(const char *(*word)(uint32_t), struct smtplog_slice text)
{
    for (uint32_t i = 1; i < 32; i++)
        if (word(i) && slice_is(text, word(i)))
            return i;
    return 0;
}

static struct smtplog_slice known(sqlite3_stmt *st, int column)
{
    struct smtplog_slice t = stmt_slice(st, column);
    return t.len ? t : (struct smtplog_slice){0};
}

/* Columns of schema/query/reason_all.sql, in order. */
enum {
    REASON_ID, REASON_TEMPLATE, REASON_CAUSE, REASON_PROVIDER, REASON_TEXT, REASON_PEER_NAME,
    REASON_PEER_IP, REASON_MTA, REASON_PROCESS, REASON_DIRECTION, REASON_PHASE, REASON_CODE,
    REASON_ENHANCED, REASON_ORIGIN, REASON_TAG, REASON_DISPOSITION, REASON_AFTER_CODE,
    REASON_CLASS, REASON_ECHO
};

/* As much of an event as its reason holds: enough to judge it anew. */
static struct event event_of(sqlite3_stmt *st)
{
    return (struct event){
        .reason = known(st, REASON_TEMPLATE), .cause = known(st, REASON_CAUSE),
        .provider = known(st, REASON_PROVIDER),
        .text = known(st, REASON_TEXT),
        .peer_name = known(st, REASON_PEER_NAME), .peer_ip = known(st, REASON_PEER_IP),
        .mta = known(st, REASON_MTA),
        .process = known(st, REASON_PROCESS), .direction = number_of(event_direction_word,
                                                                     stmt_slice(st,
                                                                                REASON_DIRECTION)),
        .phase = number_of(event_phase_word, stmt_slice(st, REASON_PHASE)),
        .code = sqlite3_column_int(st, REASON_CODE), .enhanced = known(st, REASON_ENHANCED),
        .origin = number_of(event_origin_word, stmt_slice(st, REASON_ORIGIN)),
        .tag = known(st, REASON_TAG),
        .disposition = number_of(event_disposition_word, stmt_slice(st, REASON_DISPOSITION)),
        .after_code = sqlite3_column_int(st, REASON_AFTER_CODE),
        .class = sqlite3_column_int(st, REASON_CLASS),
        .echo = (unsigned)sqlite3_column_int(st, REASON_ECHO) & 1,
    };
}

int store_reclassify(struct store *s, void (*judge)(void *to, struct event *e), void *to,
                     int64_t version)
{
    char text[24];
    int row, changed = 0, len = snprintf(text, sizeof text, "%lld", (long long)version);
    if (store_begin(s))
        return STORE_FAILED;
    sqlite3_stmt *st = stmt_start(s, SQL_REASON_ALL, "");
    while ((row = stmt_step(s, st)) == 1) {
        struct event e = event_of(st), judged = e;
        judge(to, &judged);
        if (slice_eq(e.cause, judged.cause) && slice_eq(e.provider, judged.provider))
            continue;
        if (stmt_run(s, SQL_REASON_JUDGE, "iww", sqlite3_column_int64(st, REASON_ID), judged.cause,
                     judged.provider))
            return STORE_FAILED;
        changed = 1;
    }
    if (row < 0 || (changed && stmt_run(s, SQL_EXPORT_STALE, "ii", INT64_MIN, INT64_MAX)) ||
        store_meta_set(s, "classify_version", slice_of(text, (size_t)len)) ||
        store_commit(s))
        return STORE_FAILED;
    s->data_version = 0;                /* the caches know reasons by their old causes */
    return STORE_OK;
}

/* ---- Rollups ---- */

int store_rebuild(struct store *s)
{
    if (store_begin(s) || rollup_rebuild(s))
        return STORE_FAILED;
    return store_commit(s);
}
