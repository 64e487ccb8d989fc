/* What is derived of the hours that are over: packs of their events (pack.h) and sums of their
 * replies. Made when ingest ends, dropped when what they tell changes. */
#include "store/write/write.h"

#include "base/mem.h"
#include "store/pack.h"
#include "store/write/parties.h"

#include <stdlib.h>

int pack_stale(struct store *s, int64_t from, int64_t until)
{
    int64_t first = store_floor(from, HOUR), last = store_floor(until, HOUR);
    if (first == last && first == s->fresh_hour)
        return STORE_OK;
    s->fresh_hour = last;
    return stmt_run(s, SQL_PACK_STALE, "ii", first, last + HOUR) ||
           stmt_run(s, SQL_EXPORT_STALE, "ii", first, last + HOUR) ? STORE_FAILED : STORE_OK;
}

int export_stale(struct store *s, int64_t from, int64_t until)
{
    int64_t first = store_floor(from, HOUR), last = store_floor(until, HOUR);
    if (first == last && first == s->fresh_hour)
        return STORE_OK;
    return stmt_run(s, SQL_EXPORT_STALE, "ii", first, last + HOUR);
}

enum { FRESH_HOURS = 64 };              /* bits of fresh_sums: cells come in no order of time */

int sum_stale(struct store *s, int64_t hour)
{
    const int64_t first = store_floor(hour, FRESH_HOURS * HOUR);
    const uint64_t bit = UINT64_C(1) << ((hour - first) / HOUR);

    if (s->fresh_sum != first)
        s->fresh_sum = first, s->fresh_sums = 0;
    if (s->fresh_sums & bit)
        return STORE_OK;
    s->fresh_sums |= bit;
    return stmt_run(s, SQL_SUM_STALE, "ii", hour, hour + HOUR) ||
           stmt_run(s, SQL_EXPORT_STALE, "ii", hour, hour + HOUR) ? STORE_FAILED : STORE_OK;
}

/* Columns of schema/query/hour_events.sql behind those of a pack. */
enum { HOUR_CLIENT = PACK_COLUMNS, HOUR_SENDER_DOMAIN, HOUR_COLUMNS };

/* Who took part in the event of the row. */
static void add_parties(struct parties *to, const int64_t row[HOUR_COLUMNS], int64_t second)
{
    parties_add(to, PARTY_RECIPIENT, row[PACK_DOMAIN], row[PACK_RECIPIENT], second);
    parties_add(to, PARTY_SENDER, row[HOUR_SENDER_DOMAIN], row[PACK_SENDER], second);
    parties_add(to, PARTY_PEER, 0, row[PACK_PEER], second);
    if (row[HOUR_CLIENT] != row[PACK_PEER])
        parties_add(to, PARTY_CLIENT, 0, row[HOUR_CLIENT], second);
    parties_add(to, PARTY_SASL, 0, row[PACK_SASL], second);
}

/* All events of an hour in columns; what an hour's pack holds is never changed, only written
 * anew. */
static int pack_hour(struct store *s, int64_t hour)
{
    struct pack pack = {0};
    struct parties parties = {0};
    struct strbuf body = {0};
    int64_t row[HOUR_COLUMNS];
    sqlite3_stmt *st = stmt_start(s, SQL_HOUR_EVENTS, "ii", hour, hour + HOUR);
    int found;
    while ((found = stmt_step(s, st)) == 1) {
        for (int c = 0; c < HOUR_COLUMNS; c++)
            row[c] = sqlite3_column_int64(st, c);
        pack_add(&pack, row);
        add_parties(&parties, row, row[PACK_TIME] - hour);
    }
    pack_write(&pack, &body);
    int failed = found < 0 || stmt_run(s, SQL_PACK_PUT, "ib", hour, strbuf_view(&body)) ||
                 parties_write(s, &parties, hour);
    pack_release(&pack);
    parties_release(&parties);
    strbuf_release(&body);
    return failed ? STORE_FAILED : STORE_OK;
}

struct sum { int64_t host, class, replies; char *mta; };

/* Columns of schema/query/sum_hours.sql, in order. */
enum { SUM_HOUR, SUM_HOST, SUM_MTA, SUM_CLASS, SUM_REPLIES };

/* Reads the sums before any is written. */
static int sum_hour(struct store *s, int64_t hour)
{
    struct sum *sums = NULL;
    size_t len = 0, cap = 0;
    sqlite3_stmt *st = stmt_start(s, SQL_SUM_HOURS, "ii", hour, hour + HOUR);
    int found;
    while ((found = stmt_step(s, st)) == 1) {
        struct smtplog_slice mta = stmt_slice(st, SUM_MTA);
        sums = mem_grow(sums, &cap, len + 1, sizeof *sums);
        sums[len++] = (struct sum){sqlite3_column_int64(st, SUM_HOST),
                                   sqlite3_column_int64(st, SUM_CLASS),
                                   sqlite3_column_int64(st, SUM_REPLIES),
                                   mem_strn(mta.ptr, mta.len)};
    }
    for (size_t i = 0; i < len; i++) {
        if (!found && stmt_run(s, SQL_SUM_PUT, "iicii", hour, sums[i].host, sums[i].mta,
                               sums[i].class, sums[i].replies))
            found = STORE_FAILED;
        free(sums[i].mta);
    }
    free(sums);
    return found;
}

/* One hour in a batch of its own, unless another process did it or it changed meanwhile. */
static int make_in_batch(struct store *s, int64_t hour, enum store_statement stands,
                         int (*make)(struct store *s, int64_t hour))
{
    int64_t is_there = 0;
    if (store_begin(s) || stmt_find(s, stands, &is_there, "i", hour) < 0)
        return STORE_FAILED;
    if (!is_there && make(s, hour))
        return STORE_FAILED;
    s->fresh_hour = s->fresh_sum = -1;
    return store_commit(s);
}

/* For all hours that are over: `next` finds the first time from one on that has anything. */
static int make_all(struct store *s, int64_t now, enum store_statement next,
                    enum store_statement stands, int (*make)(struct store *s, int64_t hour))
{
    int64_t time = INT64_MIN, is_there;
    int found;
    while ((found = stmt_find(s, next, &time, "i", time)) == 1) {
        int64_t hour = store_floor(time, HOUR);
        time = hour + HOUR;
        if (time > now)
            break;
        is_there = 0;
        if (stmt_find(s, stands, &is_there, "i", hour) < 0)
            return STORE_FAILED;
        if (!is_there && make_in_batch(s, hour, stands, make))
            return STORE_FAILED;
    }
    return found < 0 ? STORE_FAILED : STORE_OK;
}

int store_pack(struct store *s, int64_t now)
{
    return make_all(s, now, SQL_EVENT_NEXT_TIME, SQL_PACK_STANDS, pack_hour) ||
           make_all(s, now, SQL_SUM_NEXT_HOUR, SQL_SUM_STANDS, sum_hour) ||
           trail_shorten(s, now) ? STORE_FAILED : STORE_OK;
}
