/* A hundred deliveries are one number here before they cross to the writer's thread. */
#include "ingest/tally.h"

#include "base/units.h"
#include "base/mem.h"

#include <stdlib.h>

void tally_add(struct tally *t, const struct reply_count *count)
{
    const int64_t hour = count->time - count->time % HOUR;
    const int32_t numbers[] = {(int32_t)(hour / HOUR), (int32_t)count->direction, count->code};

    strbuf_clear(&t->key);
    strbuf_add(&t->key, (const char *)numbers, sizeof numbers);
    strbuf_slice(&t->key, count->host);
    strbuf_char(&t->key, '\0');
    strbuf_slice(&t->key, count->mta);
    strbuf_char(&t->key, count->domain.ptr ? '\1' : '\0');
    strbuf_slice(&t->key, count->domain);
    struct map_entry *e = map_put(&t->rows, strbuf_view(&t->key));
    struct tally_row *row = e->value;
    if (!row) {
        e->value = row = mem_alloc(sizeof *row);
        row->texts = mem_alloc(count->host.len + count->domain.len + 1);
        row->sum = *count;
        row->sum.time = hour;
        row->sum.n = 0;
        if (count->host.ptr)
            row->sum.host.ptr = memcpy(row->texts, count->host.ptr, count->host.len);
        if (count->domain.ptr)
            row->sum.domain.ptr = memcpy(row->texts + count->host.len, count->domain.ptr,
                                         count->domain.len);
    }
    row->sum.n += count->n;
}

static void free_row(void *value)
{
    struct tally_row *row = value;
    free(row->texts);
    free(row);
}

void tally_give(struct tally *t, void (*take)(void *to, const struct reply_count *sum), void *to)
{
    const struct map_entry *e;
    for (size_t at = 0; (e = map_next(&t->rows, &at));)
        take(to, &((const struct tally_row *)e->value)->sum);
    map_clear(&t->rows, free_row);
}

void tally_release(struct tally *t)
{
    map_release(&t->rows, free_row);
    strbuf_release(&t->key);
}
