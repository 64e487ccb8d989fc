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
    const int64_t pairs[][2] = {{a->role, b->role}, {a->domain, b->domain}, {a->name, b->name},
                                {a->first, b->first}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return 0;
}

/* Is `next` of the burst? */
static int goes_on(const struct party *burst, const struct party *next)
{
    return burst->role == next->role && burst->domain == next->domain &&
           burst->name == next->name && next->first - burst->first - burst->span <= PARTY_GAP;
}

int parties_write(struct store *s, struct parties *p, int64_t hour)
{
    const int64_t slot = hour / HOUR * PARTY_SLOTS;
    if (p->len)
        qsort(p->list, p->len, sizeof *p->list, order);
    for (size_t i = 0; i < p->len;) {
        struct party burst = p->list[i];
        while (++i < p->len && goes_on(&burst, &p->list[i]))
            burst.span = p->list[i].first - burst.first;
        if (stmt_run(s, SQL_PARTY_PUT, "iiiii", slot + burst.role, burst.domain, burst.name,
                     burst.first, burst.span))
            return STORE_FAILED;
    }
    return STORE_OK;
}

void parties_release(struct parties *p)
{
    free(p->list);
    *p = (struct parties){0};
}
