/* What waits, told once: with the cause that most of it waits for, and not where the place or the
 * cause that it waits for was told already. */
#include "base/mem.h"
#include "report/health.h"

#include <stdlib.h>

/* Does most of what waits, wait for one domain, whoever sent it?  That domain is away. */
static int waits_for_one(const struct evidence *e, int64_t waiting)
{
    enum { SENDERS = 4 };
    const struct top_section *deferred = &e->all->section[1];
    for (size_t i = 0; i < deferred->len; i++) {
        const struct top_group *g = &deferred->groups[i];
        const struct leader *place = first_of(g, LEAD_RECIPIENT_DOMAIN);
        if (g->direction == e->outbound && place && place->n * 10 >= waiting * 8 &&
            (int64_t)g->lead[LEAD_SENDER].distinct >= SENDERS)
            return 1;
    }
    return 0;
}

/* A queue that grew without a cause told already; with the commonest reason of those that wait. */
static void look_at_waiting(struct evidence *e)
{
    enum { LEAST = 15, LEAST_FOR_ONE = 8 };
    struct health *h = e->health;
    const struct health_figure *f = &h->figures[COUNT_WAITING];
    const struct top_section *deferred = &e->all->section[1];
    if (f->now < LEAST_FOR_ONE || !f->usual.known || (double)f->now <= 2 * f->usual.high + 5 ||
        (f->now < LEAST && !waits_for_one(e, f->now)))
        return;
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].kind >= TROUBLE_NETWORK && h->troubles[i].kind <= TROUBLE_DESTINATION &&
            h->troubles[i].n * 2 >= f->now)
            return;                     /* told with its cause */
    struct trouble *t = trouble_add(h, TROUBLE_WAITING, slice_of(NULL, 0));
    t->n = f->now;
    t->usual = f->usual;
    for (size_t i = 0; i < deferred->len && !t->cause; i++) {
        const struct top_group *g = &deferred->groups[i];
        const struct leader *place = first_of(g, LEAD_RECIPIENT_DOMAIN);
        if (g->direction == e->inbound || !g->key)
            continue;
        t->cause = mem_str(g->key);
        t->where = place ? mem_strn(place->text.ptr, place->text.len) : NULL;
        t->places = (int64_t)g->lead[LEAD_RECIPIENT_DOMAIN].distinct;
        t->since = g->first;
    }
}

/* What grew and is what waits is one trouble. */
static void drop_grown_of_waiting(struct health *h)
{
    const struct trouble *waiting = NULL;
    size_t len = 0;
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].kind == TROUBLE_WAITING)
            waiting = &h->troubles[i];
    if (!waiting || !waiting->cause)
        return;
    char *cause = mem_str(waiting->cause);
    for (size_t i = 0; i < h->len; i++) {
        struct trouble *t = &h->troubles[i];
        if ((t->kind == TROUBLE_NEW || t->kind == TROUBLE_GREW) && strcmp(t->cause, cause) == 0) {
            trouble_release(t);
        } else {
            h->troubles[len++] = *t;
        }
    }
    h->len = len;
    free(cause);
}

void find_waiting(struct evidence *e)
{
    look_at_waiting(e);
    drop_grown_of_waiting(e->health);
}
