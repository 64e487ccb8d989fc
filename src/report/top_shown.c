/* Of a million groups some ten are shown: most rows are told by one bit that they are of none. */
#include "report/top.h"

int64_t top_shown_number(const struct top *t, const struct top_section *s, size_t place)
{
    return (int64_t)(place * 3 + (size_t)(s - t->section)) + 1;
}

/* The bit of may_be, and the word that it stands in. */
static uint64_t bit_of(uint64_t raw)
{
    return UINT64_C(1) << (raw & 63);
}

static size_t word_of(uint64_t raw)
{
    return raw / 64 % (sizeof ((struct top_shown *)0)->may_be / sizeof(uint64_t));
}

void top_shown_put(struct top_shown *shown, uint64_t side, uint64_t raw, int64_t number)
{
    count_at(&shown->of, side, raw)->n = number;
    shown->may_be[word_of(raw)] |= bit_of(raw);
}

void top_shown_all(struct top_shown *shown, const struct grouping *g)
{
    struct counts sides = {0};
    for (size_t i = 0; i < shown->of.len; i++)
        count_at(&sides, shown->of.cells[i].a, 0);
    for (size_t i = 0; i < g->same.len; i++)
        for (size_t k = 0; k < sides.len; k++) {
            uint64_t side = sides.cells[k].a;
            const struct count_cell *cell = count_get(&shown->of, side, g->same.same[i]);
            int64_t number = cell ? cell->n : 0;
            if (number)
                top_shown_put(shown, side, g->same.ids[i], number);
        }
    count_release(&sides);
}

struct top_group *top_shown_group(struct top *t, const struct top_shown *shown,
                                  const struct scan_row *row, uint64_t raw)
{
    if (!(shown->may_be[word_of(raw)] & bit_of(raw)))
        return NULL;
    const struct count_cell *cell =
        count_get(&shown->of, group_side(row->reason->class, row->reason->direction), raw);
    size_t number = cell ? (size_t)cell->n - 1 : 0;
    return cell ? &t->section[number % 3].groups[number / 3] : NULL;
}

size_t top_shown_may_be(const struct top_shown *shown, const int64_t *keys, const uint32_t *rows,
                        size_t len, uint32_t *may_be)
{
    size_t some = 0;
    for (size_t k = 0; k < len; k++) {
        uint64_t raw = (uint64_t)keys[rows[k]];
        may_be[some] = rows[k];
        some += shown->may_be[word_of(raw)] >> (raw & 63) & 1;
    }
    return some;
}
