/* trail.c - the records that were counted, six bytes each: kept by hour and source, in order, so
 * that the records of another log are told to be copies of them. */
#include "store/write/write.h"

int store_trail(struct store *s, const struct store_source *source, const struct trail *t)
{
    if (store_ready(s))
        return STORE_FAILED;
    int64_t host = dict_host(s, t->host);
    if (host < 0)
        return STORE_FAILED;
    return stmt_run(s, SQL_TRAIL_ADD, "iiiib", t->hour, source->id, host, (int64_t)t->cursors,
                    t->body);
}

/* Columns of schema/query/trail_hour.sql, in order. */
enum { TRAIL_SOURCE, TRAIL_NAME, TRAIL_HOST, TRAIL_CURSORS, TRAIL_BODY, TRAIL_IS_TWIN };

int store_trail_hour(struct store *s, int64_t hour, int64_t source,
                     trail_take *take, void *to)
{
    sqlite3_stmt *st = stmt_start(s, SQL_TRAIL_HOUR, "ii", hour, source);
    int row;
    while ((row = stmt_step(s, st)) == 1) {
        const char *body = sqlite3_column_blob(st, TRAIL_BODY);
        struct trail t = {
            .hour = hour, .source = sqlite3_column_int64(st, TRAIL_SOURCE),
            .name = stmt_slice(st, TRAIL_NAME), .host = stmt_slice(st, TRAIL_HOST),
            .cursors = sqlite3_column_int(st, TRAIL_CURSORS),
            .body = slice_of(body, (size_t)sqlite3_column_bytes(st, TRAIL_BODY)),
            .is_twin = sqlite3_column_int(st, TRAIL_IS_TWIN),
        };
        take(to, &t);
    }
    return row;
}

int store_trail_span(struct store *s, struct store_hours *out)
{
    *out = (struct store_hours){INT64_MAX, INT64_MIN};
    return stmt_find(s, SQL_TRAIL_FIRST, &out->first, "") < 0 ||
           stmt_find(s, SQL_TRAIL_LAST, &out->last, "i", INT64_MAX) < 0 ? STORE_FAILED : STORE_OK;
}

int store_twin(struct store *s, const struct store_source *source, int64_t of)
{
    if (store_ready(s))
        return STORE_FAILED;
    return stmt_run(s, SQL_TWIN_ADD, "ii", source->id, of);
}

/* A clock that ran ahead would make all the rest look old: the newest hour is one that has
 * been. */
int trail_shorten(struct store *s, int64_t now)
{
    int64_t first, last;
    int found = stmt_find(s, SQL_TRAIL_FIRST, &first, "");
    if (found == 1)
        found = stmt_find(s, SQL_TRAIL_LAST, &last, "i", now + DAY);
    if (found != 1 || first >= last - STORE_TRAIL_DAYS * DAY)
        return found < 0 ? STORE_FAILED : STORE_OK;
    return store_begin(s) || stmt_run(s, SQL_TRAIL_PRUNE, "i", last - STORE_TRAIL_DAYS * DAY) ||
           store_commit(s) ? STORE_FAILED : STORE_OK;
}
