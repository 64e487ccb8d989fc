/* Whole hours come from sums, or from packs where it matters who it was; only the edges of a
 * period are read event by event. */
#include "query/scan.h"

#include "base/units.h"
#include "query/ahead.h"
#include "query/scan_sql.h"

static struct store_query *prepare(const struct scan *s, struct strbuf *sql, struct period p)
{
    struct store_query *q = store_query_sql(s->store, sql->ptr);
    strbuf_release(sql);
    store_bind_int_named(q, ":since", p.since);
    store_bind_int_named(q, ":until", p.until);
    filter_bind(s->filter, q);
    return q;
}

/* The rows of single events: hours that are not packed. */
static int scan_table(const struct scan *s, struct period p, unsigned columns)
{
    if (p.since >= p.until)
        return STORE_OK;
    struct strbuf sql = {0};
    scan_sql_events(&sql, s->filter, columns);
    struct store_query *q = prepare(s, &sql, p);
    while (store_next(q)) {
        const struct reason *reason = catalogue_reason(s->catalogue, store_int(q, EVENT_REASON));
        if (!reason)
            continue;
        int64_t time = store_int(q, EVENT_TIME);
        const struct scan_row row = {
            .reason = reason, .n = 1, .first = time, .last = time,
            .event_id = time << STORE_EVENT_SHIFT | store_int(q, EVENT_SEQ),
            .host = store_int(q, EVENT_HOST),
            .peer = store_int(q, EVENT_PEER), .sender = store_int(q, EVENT_SENDER),
            .recipient = store_int(q, EVENT_RECIPIENT),
            .domain = store_int(q, EVENT_DOMAIN), .sasl = store_int(q, EVENT_SASL),
            .message = store_int(q, EVENT_MESSAGE),
            .helo = store_int(q, EVENT_HELO),
        };
        s->row(s->to, &row);
    }
    return store_query_end(q);
}

/* The columns of a pack that answer a scan.  HELO is in none: who asks for it reads the table. */
static unsigned packed_columns(unsigned columns)
{
    static const struct { unsigned scan; enum pack_column packed; } rows[] = {
        {SCAN_PEER, PACK_PEER}, {SCAN_SENDER, PACK_SENDER}, {SCAN_RECIPIENT, PACK_RECIPIENT},
        {SCAN_DOMAIN, PACK_DOMAIN}, {SCAN_SASL, PACK_SASL}, {SCAN_MESSAGE, PACK_MESSAGE},
    };
    unsigned wanted = 1u << PACK_TIME | 1u << PACK_SEQ | 1u << PACK_REASON | 1u << PACK_HOST;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wanted |= columns & rows[i].scan ? 1u << rows[i].packed : 0;
    return wanted;
}

/* A column of a pack; one that was not asked for is a single 0 for all rows. */
struct view { const int64_t *values; size_t mask; };

static struct view view_of(const struct pack *p, unsigned wanted, enum pack_column column)
{
    static const int64_t none = 0;
    return wanted >> column & 1 ? (struct view){p->column[column], SIZE_MAX}
                                : (struct view){&none, 0};
}

static inline int64_t view_at(const struct view *v, size_t i)
{
    return v->values[i & v->mask];
}

/* The rows of one packed hour; only the columns that are asked for are unpacked. */
static void scan_pack(const struct scan *s, const struct pack *p, struct period period,
                      unsigned wanted)
{
    struct view of[PACK_COLUMNS];
    for (unsigned c = 0; c < PACK_COLUMNS; c++)
        of[c] = view_of(p, wanted, c);
    for (size_t i = 0; i < p->len; i++) {
        const struct reason *reason = catalogue_reason(s->catalogue, p->column[PACK_REASON][i]);
        int64_t time = p->column[PACK_TIME][i];
        if (!reason || time < period.since || time >= period.until)
            continue;
        const struct scan_row row = {
            .reason = reason, .n = 1, .first = time, .last = time,
            .event_id = time << STORE_EVENT_SHIFT | p->column[PACK_SEQ][i],
            .host = view_at(&of[PACK_HOST], i), .peer = view_at(&of[PACK_PEER], i),
            .sender = view_at(&of[PACK_SENDER], i), .recipient = view_at(&of[PACK_RECIPIENT], i),
            .domain = view_at(&of[PACK_DOMAIN], i), .sasl = view_at(&of[PACK_SASL], i),
            .message = view_at(&of[PACK_MESSAGE], i),
        };
        s->row(s->to, &row);
    }
}

/* What no pack tells, while the packs are being read. */
static int scan_gap(const struct scan *s, struct ahead *a, struct period p, unsigned columns)
{
    if (p.since >= p.until)
        return STORE_OK;
    ahead_hold(a);
    int failed = scan_table(s, p, columns);
    ahead_let(a);
    return failed;
}

/* A filter that names somebody is answered by the tables' indexes, HELO by the rows alone; a pack
 * that cannot be read is one that is not there. */
int scan_events(const struct scan *s, struct period p, unsigned columns)
{
    if (s->filter->host || filter_names_somebody(s->filter) || (columns & SCAN_HELO))
        return scan_table(s, p, columns);
    unsigned wanted = packed_columns(columns);
    int64_t reached = p.since, hour;
    int failed = STORE_OK;
    const struct pack *pack;
    struct ahead *a = ahead_begin(s->store, p, wanted);
    while ((pack = ahead_next(a, &hour))) {
        failed |= scan_gap(s, a, (struct period){reached, hour}, columns);
        scan_pack(s, pack, p, wanted);
        reached = hour + HOUR;
    }
    failed |= ahead_end(a);
    failed |= scan_table(s, (struct period){reached, p.until}, columns);
    return failed;
}

/* The sums of whole hours, where no column of a single event is asked for. */
static int scan_hours(const struct scan *s, struct period p)
{
    if (p.since >= p.until)
        return STORE_OK;
    struct strbuf sql = {0};
    scan_sql_hours(&sql, s->filter);
    struct store_query *q = prepare(s, &sql, p);
    while (store_next(q)) {
        const struct reason *reason = catalogue_reason(s->catalogue, store_int(q, HOURS_REASON));
        if (!reason)
            continue;
        const struct scan_row row = {
            .reason = reason, .host = store_int(q, HOURS_HOST), .n = store_int(q, HOURS_N),
            .first = store_int(q, HOURS_FIRST), .last = store_int(q, HOURS_LAST),
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
