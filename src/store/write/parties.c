/* Sorted as the table is, so that it is appended to, and bursts are neighbours. */
#include "store/write/parties.h"

#include "base/mem.h"

#include <stdlib.h>

void parties_add(struct parties *p, enum party_role role, int64_t domain, int64_t name,
                 int64_t second)
{
    if (name == 0)
        return;
    p->list = mem_grow(p->list, &p->cap, p->len + 1, sizeof *p->list);
    p->list[p->len++] = (struct party){role, domain, name, second, 0};
}

/* By role, then domain, then name: the order of the table's key, so that rows go in one after the
 * other. */
static int order(const void *left, const void *right)
{
    const struct party *a = left, *b = right;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    if (a->domain != b->domain)
        return a->domain < b->domain ? -1 : 1;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* Is `next` of the burst? */
static int goes_on(const struct party *burst, const struct party *next)
{
    return burst->role == next->role && burst->domain == next->domain &&
           burst->name == next->name && next->first - burst->first - burst->span <= PARTY_GAP;
}

/* Joins what is one burst, in place: -> how many rows there are then. */
static size_t join_bursts(struct party *list, size_t len, int64_t slot)
{
    size_t rows = 0;
    for (size_t i = 0; i < len; rows++) {
        struct party burst = list[i];
        while (++i < len && goes_on(&burst, &list[i]))
            burst.span = list[i].first - burst.first;
        burst.role += slot;
        list[rows] = burst;
    }
    return rows;
}

int parties_write(struct store *s, struct parties *p, int64_t hour)
{
    enum { COLUMNS = sizeof *p->list / sizeof p->list->role };
    if (p->len)
        qsort(p->list, p->len, sizeof *p->list, order);
    p->len = join_bursts(p->list, p->len, hour / HOUR * PARTY_SLOTS);
    return p->len == 0 ? STORE_OK
                       : given_run(s, stmt_start(s, SQL_PARTY_PUT, ""),
                                   &(struct given){&p->list->role, p->len, COLUMNS, NULL, 0});
}

void parties_release(struct parties *p)
{
    free(p->list);
    *p = (struct parties){0};
}
