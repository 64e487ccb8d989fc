/* The cursor of an export stands beside the facts, so that a copy of the database is a copy of it
 * too. */
#include "store/export.h"

#include "store/write/write.h"

#include <stdio.h>
#include <stdlib.h>

/* Meta "export_begun" is of all kinds, "export_KIND" what is confirmed of one. */
static int number_of(struct store *s, const char *name, int64_t *out)
{
    struct strbuf text = {0};
    int found = store_meta_get(s, name, &text);
    *out = found == 1 ? strtoll(strbuf_text(&text), NULL, 10) : 0;
    strbuf_release(&text);
    return found < 0 ? STORE_FAILED : STORE_OK;
}

static int set_number(struct store *s, const char *name, int64_t n)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%lld", (long long)n);
    return store_meta_set(s, name, slice_of(text, (size_t)len));
}

static void name_of(const struct store_export *x, char *out, size_t size)
{
    snprintf(out, size, "export_%s", x->kind);
}

int store_export_begin(struct store *s, struct store_export *x, int64_t now)
{
    char name[40];
    int64_t last;
    name_of(x, name, sizeof name);
    if (store_begin(s) || number_of(s, "export_begun", &last) ||
        number_of(s, name, &x->confirmed))
        return STORE_FAILED;
    x->run = now * 1000 > last ? now * 1000 : last + 1;
    return set_number(s, "export_begun", x->run) ? STORE_FAILED : store_commit(s);
}

/* Columns of schema/query/export_find.sql, in order. */
enum { FOUND_RUN, FOUND_STALE, FOUND_BODY };

/* What is known of the hour's export. */
static int look_up(struct store *s, const struct store_export *x, struct export_hour *hour)
{
    sqlite3_stmt *st = stmt_start(s, SQL_EXPORT_FIND, "ic", hour->hour, x->kind);
    int row = stmt_step(s, st);
    strbuf_clear(&hour->body);
    hour->state = EXPORT_NEW;
    if (row != 1)
        return row;
    const char *body = sqlite3_column_blob(st, FOUND_BODY);
    strbuf_add(&hour->body, body ? body : "", (size_t)sqlite3_column_bytes(st, FOUND_BODY));
    hour->state = sqlite3_column_int64(st, FOUND_RUN) > x->confirmed ? EXPORT_UNSURE
                  : sqlite3_column_int(st, FOUND_STALE) ? EXPORT_STALE : EXPORT_SENT;
    sqlite3_reset(st);
    return STORE_OK;
}

int store_export_next(struct store *s, const struct store_export *x, int64_t from,
                      struct export_hour *hour)
{
    int found;
    while ((found = stmt_find(s, x->next, &hour->hour, "i", from)) == 1) {
        hour->hour = store_floor(hour->hour, HOUR);
        if (look_up(s, x, hour))
            return STORE_FAILED;
        if (hour->state != EXPORT_SENT || !x->run)
            return 1;
        from = hour->hour + HOUR;
    }
    return found;
}

int store_export_claim(struct store *s, const struct store_export *x,
                       const struct export_hour *hour)
{
    if (store_begin(s) || stmt_run(s, SQL_EXPORT_CLAIM, "icib", hour->hour, x->kind, x->run,
                                   strbuf_view(&hour->body)))
        return STORE_FAILED;
    s->fresh_hour = s->fresh_sum = -1;
    return store_commit(s);
}

int store_export_told(struct store *s, const struct store_export *x, int64_t hour,
                      struct smtplog_slice body)
{
    return store_begin(s) || stmt_run(s, SQL_EXPORT_TOLD, "icb", hour, x->kind, body)
        ? STORE_FAILED : store_commit(s);
}

int store_export_confirm(struct store *s, const struct store_export *x)
{
    char name[40];
    name_of(x, name, sizeof name);
    return store_begin(s) || set_number(s, name, x->run) ? STORE_FAILED : store_commit(s);
}
