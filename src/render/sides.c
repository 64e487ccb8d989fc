/* Groups in order of their count whatever their class: on its side the largest is the largest. */
#include "render/sides.h"

#include "base/mem.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static int by_count(const void *left, const void *right)
{
    const struct top_group *x = ((const struct side_group *)left)->group,
                           *y = ((const struct side_group *)right)->group;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->class != y->class ? y->class - x->class
                                : strcmp(x->key ? x->key : "", y->key ? y->key : "");
}

void side_groups_fill(struct side_groups *x, const struct report *r, enum report_side side)
{
    const struct top *t = &r->top;
    size_t most = t->section[0].len + t->section[1].len + t->section[2].len;
    *x = (struct side_groups){.groups = mem_alloc((most + 1) * sizeof *x->groups)};
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < t->section[i].len; k++) {
            const struct top_group *g = &t->section[i].groups[k];
            if (report_side_of(r, g->direction) != side)
                continue;
            x->groups[x->len++] = (struct side_group){&t->section[i], k, g};
            x->count += g->count;
        }
    if (x->len)
        qsort(x->groups, x->len, sizeof *x->groups, by_count);
}

void side_groups_release(struct side_groups *x)
{
    free(x->groups);
    *x = (struct side_groups){0};
}

static const struct { const char *title, *hours, *days, *well; } words[REPORT_SIDES] = {
    [SIDE_OUT] = {N_("Outbound: how other servers answered this one"), N_("Outbound by hour"),
                  N_("Outbound, the last 30 days"), N_("sent out")},
    [SIDE_IN] = {N_("Inbound: how this server answered its clients"), N_("Inbound by hour"),
                 N_("Inbound, the last 30 days"), N_("accepted")},
    [SIDE_HOME] = {N_("Local: what was not delivered here"), N_("Local delivery by hour"),
                   N_("Local delivery, the last 30 days"), N_("delivered here")},
};

const char *side_title(enum report_side side, const struct lang *lang)
{
    return tr(lang, words[side].title);
}

const char *side_chart_title(enum report_side side, int is_day, const struct lang *lang)
{
    return tr(lang, is_day ? words[side].days : words[side].hours);
}

const char *side_well(enum report_side side, const struct lang *lang)
{
    return tr(lang, words[side].well);
}

int side_is_drawn(enum report_side side, const struct report_slot *slots, size_t len)
{
    int64_t failed = 0;
    for (size_t i = 0; i < len; i++)
        for (int class = 3; class <= 5; class++)
            failed += slots[i].failed[side][class];
    return side != SIDE_HOME || failed > 0;
}
