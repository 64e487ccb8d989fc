/* Offers are gathered until they are as many as are wanted, then sorted with those, and the worse
 * half goes: each is compared with the last of the best before its name is copied. */
#include "report/rank.h"

#include "base/mem.h"
#include "query/radix.h"

#include <stdlib.h>
#include <string.h>

enum { GATHERED = 64 };                 /* at least, before they are sorted */

static int by_bytes(struct smtplog_slice a, struct smtplog_slice b)
{
    if (!a.ptr || !b.ptr)
        return a.ptr ? -1 : b.ptr != NULL;
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Equal counts by name, equal names by direction: no order is left to chance. */
static int by_rank(const void *left, const void *right)
{
    const struct ranked *x = left, *y = right;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    int order = by_bytes(x->name, y->name);
    return order ? order : (x->direction > y->direction) - (x->direction < y->direction);
}

int64_t rank_least(uint64_t *counts, size_t len, size_t most)
{
    if (len <= most)
        return 1;
    radix_sort(counts, len, 0);
    return (int64_t)counts[len - most];
}

void rank_settle(struct rank *r)
{
    if (r->len)
        qsort(r->first, r->len, sizeof *r->first, by_rank);
    while (r->len > r->most)
        free((char *)(uintptr_t)r->first[--r->len].name.ptr);
    r->kept = r->len;
}

void rank_offer(struct rank *r, struct ranked one, struct smtplog_slice name)
{
    one.name = name;
    if (r->kept >= r->most && by_rank(&one, &r->first[r->most - 1]) >= 0)
        return;
    r->first = mem_grow(r->first, &r->cap, r->len + 1, sizeof *r->first);
    one.name.ptr = mem_slice(name);
    r->first[r->len++] = one;
    if (r->len - r->kept >= GATHERED && r->len - r->kept >= r->most)
        rank_settle(r);
}

void rank_release(struct rank *r)
{
    for (size_t i = 0; i < r->len; i++)
        free((char *)(uintptr_t)r->first[i].name.ptr);
    free(r->first);
    *r = (struct rank){.most = r->most};
}
