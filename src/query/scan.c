/* Whole hours come from sums, or from packs where it matters who it was; only the edges of a
 * period are read event by event. */
#include "query/scan.h"

#include "base/mem.h"
#include "base/units.h"
#include "query/ahead.h"
#include "query/scan_sql.h"

#include <stdlib.h>

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

/* HELO is in no pack: who asks for it reads the table. */
static const struct { unsigned bit; enum pack_column packed; } packed[] = {
    {SCAN_PEER, PACK_PEER}, {SCAN_SENDER, PACK_SENDER}, {SCAN_RECIPIENT, PACK_RECIPIENT},
    {SCAN_DOMAIN, PACK_DOMAIN}, {SCAN_SASL, PACK_SASL}, {SCAN_MESSAGE, PACK_MESSAGE},
};
enum { PACKED = sizeof packed / sizeof *packed };

enum pack_column scan_column(unsigned bit)
{
    size_t i = 0;
    while (i < PACKED && packed[i].bit != bit)
        i++;
    return i < PACKED ? packed[i].packed : PACK_COLUMNS;
}

/* The columns of a pack that answer a scan. */
static unsigned packed_columns(unsigned columns)
{
    unsigned wanted = 1u << PACK_TIME | 1u << PACK_SEQ | 1u << PACK_REASON | 1u << PACK_HOST;
    for (size_t i = 0; i < PACKED; i++)
        wanted |= columns & packed[i].bit ? 1u << packed[i].packed : 0;
    return wanted;
}

/* While packs are read. */
struct pack_scan {
    const struct scan *scan;
    struct period period;
    unsigned wanted;
    unsigned char *takes;               /* by reason: 1: the filter takes it */
    struct pack pack;
    struct scan_block block;
};

/* Every reason of the catalogue is asked once, in place of one for each event. */
static unsigned char *reasons_taken(const struct catalogue *c)
{
    unsigned char *takes = mem_alloc(c->cap + 1);
    for (size_t i = 0; i < c->cap; i++)
        takes[i] = catalogue_reason(c, (int64_t)i) != NULL;
    return takes;
}

/* The block's rows: those that count.  Without branches, for whether the next one does is not to
 * be guessed. */
static void choose_rows(struct pack_scan *ps)
{
    const struct pack *p = &ps->pack;
    const int64_t *reason = p->column[PACK_REASON], *time = p->column[PACK_TIME];
    const uint64_t cap = ps->scan->catalogue->cap;
    const struct period period = ps->period;
    uint32_t *rows = ps->block.rows;
    size_t len = 0;
    for (size_t i = 0; i < p->len; i++) {
        uint64_t id = (uint64_t)reason[i] < cap ? (uint64_t)reason[i] : cap;
        rows[len] = (uint32_t)i;
        len += ps->takes[id] & (time[i] >= period.since) & (time[i] < period.until);
    }
    ps->block.len = len;
}

/* For who takes rows one by one; what was not asked for is 0. */
static void give_rows(const struct pack_scan *ps)
{
    const struct scan *s = ps->scan;
    const struct pack *p = ps->block.pack;
    for (size_t k = 0; k < ps->block.len; k++) {
        size_t i = ps->block.rows[k];
        int64_t of[PACK_COLUMNS], time = p->column[PACK_TIME][i];
        for (unsigned c = 0; c < PACK_COLUMNS; c++)
            of[c] = ps->wanted >> c & 1 ? p->column[c][i] : 0;
        const struct scan_row row = {
            .reason = &s->catalogue->reasons[of[PACK_REASON]], .n = 1, .first = time, .last = time,
            .event_id = time << STORE_EVENT_SHIFT | of[PACK_SEQ], .host = of[PACK_HOST],
            .peer = of[PACK_PEER], .sender = of[PACK_SENDER], .recipient = of[PACK_RECIPIENT],
            .domain = of[PACK_DOMAIN], .sasl = of[PACK_SASL], .message = of[PACK_MESSAGE],
        };
        s->row(s->to, &row);
    }
}

/* The rows of one packed hour; only the columns that are asked for are unpacked. */
static void scan_pack(struct pack_scan *ps, struct pack_reader *reader)
{
    const struct scan *s = ps->scan;
    while (pack_next(reader, &ps->pack, SCAN_BLOCK)) {
        choose_rows(ps);
        if (ps->block.len && s->block)
            s->block(s->to, &ps->block);
        else if (ps->block.len)
            give_rows(ps);
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
    struct pack_scan ps = {.scan = s, .period = p, .wanted = packed_columns(columns),
                           .takes = reasons_taken(s->catalogue)};
    struct pack_reader reader;
    struct smtplog_slice bytes;
    int64_t reached = p.since, hour;
    int failed = STORE_OK;
    struct ahead *a = ahead_begin(s->store, p);
    ps.block.pack = &ps.pack;
    while (ahead_next(a, &hour, &bytes)) {
        if (pack_open(&reader, bytes, ps.wanted))
            continue;
        failed |= scan_gap(s, a, (struct period){reached, hour}, columns);
        scan_pack(&ps, &reader);
        reached = hour + HOUR;
    }
    failed |= ahead_end(a);
    pack_release(&ps.pack);
    free(ps.takes);
    return failed | scan_table(s, (struct period){reached, p.until}, columns);
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
