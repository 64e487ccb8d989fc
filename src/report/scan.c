#include "report/scan.h"

enum {
    EVENT_ID_SHIFT = 20,                /* schema/views/events.sql */
    DAY = 86400
};

static void event_sql(const struct scan *s, struct strbuf *sql, unsigned columns)
{
    const struct filter *f = s->filter;
    int message = (columns & (SCAN_SENDER | SCAN_SASL)) || f->sender || f->sasl_user;
    strbuf_fmt(sql,
               "SELECT e.ts, e.seq, e.reason_id, e.host_id, %s, %s, %s, %s, %s FROM event AS e",
               columns & SCAN_PEER ? "e.peer_id" : "0",
               columns & SCAN_SENDER ? "coalesce(e.sender_id, m.sender_id)" : "0",
               columns & SCAN_RECIPIENT ? "e.recipient_id" : "0",
               columns & SCAN_SASL ? "coalesce(e.sasl_id, m.sasl_id)" : "0",
               columns & SCAN_MESSAGE ? "e.message_id" : "0");
    if (message)
        strbuf_str(sql, " LEFT JOIN message AS m ON m.message_id = e.message_id");
    strbuf_str(sql, " WHERE e.ts >= :since AND e.ts < :until");
    filter_where_event(f, sql);
    strbuf_str(sql, " ORDER BY e.ts, e.seq");
}

static struct store_query *prepare(const struct scan *s, struct strbuf *sql, struct period p)
{
    struct store_query *q = store_query_sql(s->store, sql->ptr);
    strbuf_release(sql);
    store_bind_int_named(q, ":since", p.since);
    store_bind_int_named(q, ":until", p.until);
    filter_bind(s->filter, q);
    return q;
}

int scan_events(const struct scan *s, struct period p, unsigned columns)
{
    if (p.since >= p.until)
        return STORE_OK;
    struct strbuf sql = {0};
    event_sql(s, &sql, columns);
    struct store_query *q = prepare(s, &sql, p);
    while (store_next(q)) {
        const struct reason *reason = catalogue_reason(s->catalogue, store_int(q, 2));
        if (!reason)
            continue;
        int64_t time = store_int(q, 0);
        const struct scan_row row = {
            .reason = reason, .n = 1, .first = time, .last = time,
            .event_id = time << EVENT_ID_SHIFT | store_int(q, 1), .host = store_int(q, 3),
            .peer = store_int(q, 4), .sender = store_int(q, 5), .recipient = store_int(q, 6),
            .sasl = store_int(q, 7), .message = store_int(q, 8),
        };
        s->row(s->to, &row);
    }
    return store_query_end(q);
}

static int scan_hours(const struct scan *s, struct period p)
{
    if (p.since >= p.until)
        return STORE_OK;
    struct strbuf sql = {0};
    strbuf_str(&sql, "SELECT reason_id, host_id, n, first_time, last_time FROM failure_hourly"
                     " WHERE hour >= :since AND hour < :until");
    filter_where_host(s->filter, &sql);
    struct store_query *q = prepare(s, &sql, p);
    while (store_next(q)) {
        const struct reason *reason = catalogue_reason(s->catalogue, store_int(q, 0));
        if (!reason)
            continue;
        const struct scan_row row = {
            .reason = reason, .host = store_int(q, 1), .n = store_int(q, 2),
            .first = store_int(q, 3), .last = store_int(q, 4),
        };
        s->row(s->to, &row);
    }
    return store_query_end(q);
}

int scan_counts(const struct scan *s, struct period p)
{
    if (filter_names_somebody(s->filter))
        return scan_events(s, p, 0);
    struct period hours = period_hours(p);
    struct period before = {p.since, hours.since}, after = {hours.until, p.until};
    int failed = scan_events(s, before, 0);
    failed |= scan_hours(s, hours);
    failed |= scan_events(s, after, 0);
    return failed;
}

/* The reasons that pass as a JSON array; 0: so many that reading all days is quicker. */
static int few_reasons(const struct catalogue *c, struct strbuf *json)
{
    enum { FEW = 200 };
    int n = 0;
    strbuf_char(json, '[');
    for (size_t i = 0; i < c->cap && n <= FEW; i++)
        if (catalogue_reason(c, (int64_t)i))
            strbuf_fmt(json, "%s%zu", n++ ? "," : "", i);
    strbuf_char(json, ']');
    return n <= FEW;
}

static int each_leader(const struct scan *s, struct store_query *q, enum scan_kind kind,
                       void (*leader)(void *, const struct scan_leader *))
{
    while (store_next(q)) {
        const struct scan_leader row = {
            .reason = catalogue_reason(s->catalogue, store_int(q, 0)), .kind = kind,
            .who = store_int(q, 1), .n = store_int(q, 2)};
        if (row.reason)
            leader(s->to, &row);
    }
    return store_query_end(q);
}

/* Summaries of the days from `since` to `until`, which all stand. */
static int scan_leaders(const struct scan *s, int64_t since, int64_t until,
                        void (*leader)(void *, const struct scan_leader *))
{
    static const enum scan_kind kinds[] = {SCAN_OF_PEER, SCAN_OF_RECIPIENT_DOMAIN, SCAN_OF_SASL};
    struct strbuf json = {0};
    int failed = STORE_OK, few = few_reasons(s->catalogue, &json);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int64_t day = since; day < until; day += few ? DAY : until - since) {
            struct store_query *q = store_query(s->store, few ? SQL_TOP_LEADERS_OF
                                                              : SQL_TOP_LEADERS);
            store_bind_int(q, 1, kinds[i]);
            store_bind_int(q, 2, day);
            store_bind_int(q, 3, until);
            if (few)
                store_bind_text(q, 3, strbuf_view(&json));
            failed |= each_leader(s, q, kinds[i], leader);
        }
    strbuf_release(&json);
    return failed;
}

int scan_days(const struct scan *s, struct period p, unsigned columns,
              void (*leader)(void *to, const struct scan_leader *leader))
{
    int64_t reached = p.since, first = p.since;   /* [first, reached): days whose summaries stand */
    int failed = STORE_OK;
    struct store_query *q = store_query(s->store, SQL_TOP_DAYS);
    store_bind_int(q, 1, p.since);
    store_bind_int(q, 2, p.until);
    while (store_next(q)) {
        int64_t day = store_int(q, 0);
        if (day > reached) {
            failed |= scan_leaders(s, first, reached, leader);
            failed |= scan_events(s, (struct period){reached, day}, columns);
            first = day;
        }
        reached = day + DAY;
    }
    failed |= store_query_end(q);
    failed |= scan_leaders(s, first, reached, leader);
    failed |= scan_events(s, (struct period){reached, p.until}, columns);
    return failed;
}
