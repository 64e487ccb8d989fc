/* An event goes out when its row tells something else than when it was sent: only then, whatever
 * it was that changed it. */
#include "export/events.h"

#include "base/hash.h"
#include "base/units.h"
#include "export/sent.h"

#include <string.h>

/* Columns of schema/query/export_events.sql that are looked at, in order. */
enum { TIME = 0, HOST = 2, SOURCE = 35, LINE_NO, PUBLIC, SEQ = PUBLIC, SOURCE_ID, LOG, WORDS };

/* What an event is counted by in failures_hourly. */
static const char *const counted[] = {
    "host", "mta", "process", "direction", "phase", "code", "class", "enhanced", "disposition",
    "final", "echo", "cause", "provider", "reason", NULL,
};

/* The bits of these columns. */
static uint64_t counted_columns(struct store_query *q)
{
    uint64_t columns = 0;
    for (int c = 0; q && c < SOURCE; c++)
        for (size_t i = 0; counted[i]; i++)
            if (strcmp(counted[i], store_column_name(q, c)) == 0)
                columns |= (uint64_t)1 << c;
    return columns;
}

static void hash_cell(struct hash_run *run, struct store_query *q, int column)
{
    enum store_type type = store_type(q, column);
    struct smtplog_slice text = type == STORE_TEXT ? store_text(q, column) : slice_of("", 0);
    const int64_t head[2] = {type == STORE_INTEGER ? store_int(q, column) : (int64_t)text.len,
                             type};
    hash_run_add(run, head, sizeof head);
    hash_run_add(run, text.ptr, text.len);
}

/* Of all that the row tells, but for the log's name, which changes when logs are rotated. */
static struct sent_event sent_of(struct store_query *q, uint64_t counted_by)
{
    struct hash_run row, group;
    hash_run_begin(&row, 0);
    hash_run_begin(&group, 0);
    for (int c = 0; c < SOURCE; c++) {
        hash_cell(&row, q, c);
        if (counted_by >> c & 1)
            hash_cell(&group, q, c);
    }
    return (struct sent_event){store_int(q, TIME), store_int(q, SEQ),
                               (uint32_t)hash_run_end(&row), (uint32_t)hash_run_end(&group)};
}

/* The view's columns, then what tells this row from its corrections. */
static int write_row(struct export_hours *h, struct store_query *q,
                     const struct export_place *place)
{
    struct export_row row = export_row_begin(&h->waiting, h->x->format);
    export_query_cells(&row, q, PUBLIC);
    export_place(&row, place);
    export_row_end(&row);
    h->x->rows++;
    return export_flush_some(h);
}

static int is_correction(struct sent_reader *before, const struct sent_event *now)
{
    if (!sent_find(before, now->time, now->seq))
        return 0;
    return before->at.group == now->group ? 1 : 2;
}

/* Is this event to be sent, and as what? */
static int is_wanted(const struct export_hours *h, enum export_state state,
                     const struct sent_reader *before, const struct sent_event *now,
                     struct export_place *place)
{
    const struct exporting *x = h->x;
    if (x->has_since)
        return now->time >= x->since;
    if (state == EXPORT_UNSURE && place->correction)
        place->correction = 2;          /* nobody knows which of two rows arrived */
    return state == EXPORT_UNSURE || !place->correction || before->at.row != now->row;
}

/* Whether an event was sent before, as it is now, is decided by the hashes of the last export. */
static int take_event(struct export_hours *h, struct store_query *q, enum export_state state,
                      struct sent_reader *before, struct sent_writer *after)
{
    struct sent_event now = sent_of(q, h->counted);
    struct export_place place = {
        .host = store_text(q, HOST), .log = (uint64_t)store_int(q, LOG),
        .line_no = (uint64_t)store_int(q, LINE_NO), .words = (uint64_t)store_int(q, WORDS),
        .version = export_version(h->x),
        .correction = is_correction(before, &now),
    };
    place.ordinal = export_ordinal(&h->lines, (uint64_t)store_int(q, SOURCE_ID), place.line_no);
    sent_add(after, &now);
    return is_wanted(h, state, before, &now, &place) ? write_row(h, q, &place) : 0;
}

int export_event_hour(struct export_hours *h, const struct export_hour *hour)
{
    struct sent_reader before = sent_read(strbuf_view(&hour->body), hour->hour);
    strbuf_clear(&h->sent);
    struct sent_writer after = sent_write(&h->sent, hour->hour);
    struct store_query *q = store_query(h->x->store, SQL_EXPORT_EVENTS);
    int failed = 0;

    h->counted = counted_columns(q);
    export_lines_clear(&h->lines);
    store_bind_int(q, 1, hour->hour);
    store_bind_int(q, 2, hour->hour + HOUR);
    while (!failed && store_next(q))
        failed = take_event(h, q, hour->state, &before, &after);
    return store_query_end(q) != STORE_OK || failed ? -1 : 0;
}

void export_event_names(struct export_hours *h)
{
    struct store_query *q = store_query(h->x->store, SQL_EXPORT_EVENTS);
    struct export_row row = export_names_begin(&h->waiting, h->x->format);
    for (int c = 0; q && c < PUBLIC; c++)
        export_null(&row, store_column_name(q, c));
    export_place(&row, &(struct export_place){0});
    export_row_end(&row);
    store_query_end(q);
}
