#include "report/outcome.h"

#include "base/mem.h"

#include <stdlib.h>

/* A failed delivery: for the time being, or for good. */
struct outcome_step {
    int64_t message, recipient, event_id;
    int deferred;
};

void outcome_add(struct outcome_steps *s, const struct scan_row *row, int deferred)
{
    if (!row->message || !row->recipient)
        return;
    s->steps = mem_grow(s->steps, &s->cap, s->len + 1, sizeof *s->steps);
    s->steps[s->len++] = (struct outcome_step){row->message, row->recipient, row->event_id,
                                               deferred};
}

static int by_delivery(const void *left, const void *right)
{
    const struct outcome_step *x = left, *y = right;
    if (x->message != y->message)
        return x->message < y->message ? -1 : 1;
    if (x->recipient != y->recipient)
        return x->recipient < y->recipient ? -1 : 1;
    return x->event_id < y->event_id ? -1 : x->event_id > y->event_id;
}

static int same_delivery(const struct outcome_step *x, const struct outcome_step *y)
{
    return x->message == y->message && x->recipient == y->recipient;
}

/* Of each delivery that was put off the last step stays. */
static void last_steps(struct outcome_steps *d)
{
    size_t len = 0;
    if (d->len)
        qsort(d->steps, d->len, sizeof *d->steps, by_delivery);
    for (size_t i = 0; i < d->len;) {
        int deferred = 0;
        size_t first = i;
        for (; i < d->len && same_delivery(&d->steps[i], &d->steps[first]); i++)
            deferred |= d->steps[i].deferred;
        if (deferred)
            d->steps[len++] = d->steps[i - 1];
    }
    d->len = len;
}

/* Steps and fates come in one order. */
int outcome_settle(struct outcome *o, struct outcome_steps *d, struct store *s, int64_t until)
{
    struct strbuf json = {0};
    last_steps(d);
    *o = (struct outcome){.known = 1, .deferred = (int64_t)d->len};
    for (size_t i = 0; i < d->len; i++) {
        o->failed += !d->steps[i].deferred;
        if (i == 0 || d->steps[i].message != d->steps[i - 1].message)
            strbuf_fmt(&json, "%c%lld", json.len ? ',' : '[', (long long)d->steps[i].message);
    }
    strbuf_str(&json, json.len ? "]" : "[]");
    struct store_query *q = store_query(s, SQL_TOP_DELIVERED);
    store_bind_text(q, 1, strbuf_view(&json));
    store_bind_int(q, 2, until);
    for (size_t i = 0; store_next(q);) {
        const struct outcome_step fate = {.message = store_int(q, 0), .recipient = store_int(q, 1)};
        while (i < d->len && by_delivery(&d->steps[i], &fate) < 0 &&
               !same_delivery(&d->steps[i], &fate))
            i++;
        o->delivered += i < d->len && same_delivery(&d->steps[i], &fate) &&
                        d->steps[i].deferred;
    }
    o->waiting = o->deferred - o->failed - o->delivered;
    strbuf_release(&json);
    return store_query_end(q);
}

void outcome_release(struct outcome_steps *s)
{
    free(s->steps);
    *s = (struct outcome_steps){0};
}
