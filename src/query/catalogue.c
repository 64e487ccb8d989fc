/* Reasons are few and events many: all reasons are read once, and events are then judged by
 * number. */
#include "query/catalogue.h"

#include "base/mem.h"
#include "event/causes.h"

#include <stdlib.h>

uint32_t words_number(struct words *w, struct smtplog_slice text)
{
    if (text.len == 0)
        return 0;
    struct map_entry *entry = map_put(&w->numbers, text);
    if (!entry->value) {
        if (w->len == 0)
            w->len = 1;                 /* number 0 is taken */
        w->text = mem_grow(w->text, &w->cap, w->len + 1, sizeof *w->text);
        w->text[w->len] = entry->key;
        entry->value = (void *)(uintptr_t)w->len++;
    }
    return (uint32_t)(uintptr_t)entry->value;
}

uint32_t words_find(const struct words *w, struct smtplog_slice text)
{
    return (uint32_t)(uintptr_t)map_get(&w->numbers, text);
}

struct smtplog_slice words_text(const struct words *w, uint32_t number)
{
    return number && number < w->len ? w->text[number] : slice_of(NULL, 0);
}

void words_release(struct words *w)
{
    map_release(&w->numbers, NULL);
    free(w->text);
    *w = (struct words){.len = 0};
}

/* Columns of schema/query/top_reasons.sql, in order. */
enum {
    REASON_ID, REASON_CLASS, REASON_CODE, REASON_AFTER_CODE, REASON_FINAL, REASON_ECHO,
    REASON_MTA, REASON_DIRECTION, REASON_PHASE, REASON_ENHANCED, REASON_DISPOSITION,
    REASON_CAUSE, REASON_PROVIDER, REASON_TAG
};

/* Reasons are numbered without large gaps, so their id is the index; words are numbers, so that
 * groups compare without strings. */
static void load_row(struct catalogue *c, struct store_query *q)
{
    size_t id = (size_t)store_int(q, REASON_ID), old = c->cap;
    if (id >= c->cap) {
        c->reasons = mem_grow(c->reasons, &c->cap, id + 1, sizeof *c->reasons);
        for (size_t i = old; i < c->cap; i++)
            c->reasons[i] = (struct reason){0};
    }
    struct reason *r = &c->reasons[id];
    *r = (struct reason){
        .id = (int32_t)id, .class = (unsigned)store_int(q, REASON_CLASS) & 7,
        .code = (int16_t)store_int(q, REASON_CODE),
        .after_code = (int16_t)store_int(q, REASON_AFTER_CODE),
        .final = store_int(q, REASON_FINAL) != 0,
        .echo = store_int(q, REASON_ECHO) != 0, .passes = 1,
    };
    uint32_t *words[] = {&r->mta, &r->direction, &r->phase, &r->enhanced, &r->disposition,
                         &r->cause, &r->provider, &r->tag};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        *words[i] = words_number(&c->words, store_text(q, REASON_MTA + (int)i));
}

int catalogue_load(struct catalogue *c, struct store *s)
{
    struct store_query *q = store_query(s, SQL_TOP_REASONS);
    while (store_next(q))
        load_row(c, q);
    return store_query_end(q);
}

void catalogue_release(struct catalogue *c)
{
    words_release(&c->words);
    free(c->reasons);
    *c = (struct catalogue){0};
}

int catalogue_is(const struct catalogue *c, uint32_t word, const char *text)
{
    return slice_is(words_text(&c->words, word), text);
}

int catalogue_untold(const struct catalogue *c, const struct reason *reason)
{
    return reason->cause == 0 || catalogue_is(c, reason->cause, CAUSE_OTHER);
}
