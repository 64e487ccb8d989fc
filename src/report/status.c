/* What was read, by source, and the lines that no form knew: how far the rest can be believed. */
#include "report/status.h"

#include "base/mem.h"
#include "store/query.h"

#include <stdlib.h>

/* Columns of schema/query/report_sources.sql, in order. */
enum {
    SOURCE_NAME, SOURCE_FORMAT, SOURCE_HOST, SOURCE_LINES, SOURCE_RECOGNISED, SOURCE_STRANGE,
    SOURCE_OTHER, SOURCE_UNFRAMED, SOURCE_EVENTS, SOURCE_DUPLICATES, SOURCE_OFFSET,
    SOURCE_FIRST_TIME, SOURCE_LAST_TIME, SOURCE_COMPLETE, SOURCE_UNKNOWN
};

/* One log, and its share of the total. */
static void add_source(struct status *st, struct store_query *q)
{
    st->sources = mem_grow(st->sources, &st->sources_cap, st->sources_len + 1,
                           sizeof *st->sources);
    struct status_source *s = &st->sources[st->sources_len++], *all = &st->total;
    *s = (struct status_source){
        .name = store_copy(q, SOURCE_NAME), .format = store_copy(q, SOURCE_FORMAT),
        .host = store_copy(q, SOURCE_HOST),
    };
    int64_t *const numbers[] = {&s->lines, &s->recognised, &s->strange, &s->foreign, &s->unframed,
                                &s->events, &s->duplicates, &s->bytes},
            *const sums[] = {&all->lines, &all->recognised, &all->strange, &all->foreign,
                             &all->unframed, &all->events, &all->duplicates, &all->bytes};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        *numbers[i] = store_int(q, SOURCE_LINES + (int)i);
        *sums[i] += *numbers[i];
    }
    s->first_time = store_int(q, SOURCE_FIRST_TIME);
    s->last_time = store_int(q, SOURCE_LAST_TIME);
    s->complete = (int)store_int(q, SOURCE_COMPLETE);
    s->unknown = store_int(q, SOURCE_UNKNOWN);
    all->unknown += s->unknown;
    if (s->first_time && (!all->first_time || s->first_time < all->first_time))
        all->first_time = s->first_time;
    all->last_time = s->last_time > all->last_time ? s->last_time : all->last_time;
}

/* Columns of schema/query/report_strange.sql, in order. */
enum {
    STRANGE_SOURCE, STRANGE_SHAPE, STRANGE_SAMPLE, STRANGE_LINES,
    STRANGE_LINE_NO, STRANGE_LAST_TIME, STRANGE_KIND
};

/* The samples are kept, so that somebody can write the form that is missing. */
static void add_strange(struct status *st, struct store_query *q)
{
    st->strange = mem_grow(st->strange, &st->strange_cap, st->strange_len + 1,
                           sizeof *st->strange);
    st->strange[st->strange_len++] = (struct status_strange){
        .source = store_copy(q, STRANGE_SOURCE), .shape = store_copy(q, STRANGE_SHAPE),
        .sample = store_copy(q, STRANGE_SAMPLE), .lines = store_int(q, STRANGE_LINES),
        .line_no = store_int(q, STRANGE_LINE_NO), .last_time = store_int(q, STRANGE_LAST_TIME),
        .kind = (enum strange_kind)store_int(q, STRANGE_KIND)};
}

/* Columns of schema/query/report_database.sql, in order. */
enum {
    DATABASE_BYTES, DATABASE_EVENTS, DATABASE_FAILURES, DATABASE_FIRST, DATABASE_LAST,
    DATABASE_UNTOLD
};

/* Told by `status` alone, which asks of all times. */
static int load_database(struct status *st, struct store *s)
{
    struct store_query *q = store_query(s, SQL_REPORT_DATABASE);
    if (store_next(q)) {
        st->bytes = store_int(q, DATABASE_BYTES);
        st->events = store_int(q, DATABASE_EVENTS);
        st->failures = store_int(q, DATABASE_FAILURES);
        st->first_event = store_int(q, DATABASE_FIRST);
        st->last_event = store_int(q, DATABASE_LAST);
        st->untold = store_int(q, DATABASE_UNTOLD);
    }
    return store_query_end(q);
}

int status_build(struct status *st, struct store *s, struct period p)
{
    *st = (struct status){.path = mem_str(store_path(s))};
    int failed = p.since == INT64_MIN ? load_database(st, s) : STORE_OK;
    struct store_query *q = store_query(s, SQL_REPORT_SOURCES);
    while (store_next(q))
        add_source(st, q);
    failed |= store_query_end(q);
    q = store_query(s, SQL_REPORT_STRANGE);
    store_bind_int(q, 1, STATUS_STRANGE);
    store_bind_int(q, 2, p.since);
    store_bind_int(q, 3, p.until);
    while (store_next(q))
        add_strange(st, q);
    failed |= store_query_end(q);
    return failed ? STORE_FAILED : STORE_OK;
}

int64_t status_not_understood(const struct status_source *s)
{
    return s->strange + s->unknown + s->unframed;
}

double status_recognised(const struct status_source *s)
{
    return store_recognised((uint64_t)s->recognised, (uint64_t)s->strange, (uint64_t)s->unknown,
                            (uint64_t)s->unframed);
}

void status_release(struct status *st)
{
    for (size_t i = 0; i < st->sources_len; i++) {
        free(st->sources[i].name);
        free(st->sources[i].format);
        free(st->sources[i].host);
    }
    for (size_t i = 0; i < st->strange_len; i++) {
        free(st->strange[i].source);
        free(st->strange[i].shape);
        free(st->strange[i].sample);
    }
    free(st->sources);
    free(st->strange);
    free(st->path);
    *st = (struct status){0};
}
