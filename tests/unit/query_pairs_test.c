/* Pairs of ids and groups are counted alike with a table, behind its end and without one; and numbers
 * that come sorted are. */
#include "query/pairs.h"
#include "query/radix.h"

#include <criterion/criterion.h>

enum { GROUPS = 3, ROWS = 200000 };

/* Ids on both sides of the table's end, each many times; the same row for the same i. */
static int64_t id_of(size_t i)
{
    const int64_t end = (1 << 23) / GROUPS;
    int64_t step = (int64_t)(i * 7919 % 1009);
    return i % 3 ? step + 1 : end - 500 + step;
}

static void fill(struct pairs *t)
{
    for (size_t i = 0; i < ROWS; i++)
        pairs_add(t, (uint32_t)(i % 7 % GROUPS), id_of(i));
    pairs_finish(t);
}

Test(pairs, a_table_counts_as_sorting_does)
{
    struct pairs sorted = {0}, table = {0};
    uint64_t sum = 0;
    pairs_begin(&table, GROUPS);
    fill(&sorted);
    fill(&table);
    cr_assert_eq(table.len, sorted.len);
    for (size_t i = 0; i < table.len; i++) {
        cr_assert_eq(table.runs[i].id, sorted.runs[i].id, "%zu", i);
        cr_assert_eq(table.runs[i].group, sorted.runs[i].group, "%zu", i);
        cr_assert_eq(table.runs[i].n, sorted.runs[i].n, "%zu", i);
        sum += table.runs[i].n;
    }
    cr_assert_eq(sum, ROWS);
    pairs_release(&sorted);
    pairs_release(&table);
}

Test(pairs, no_group_and_no_row)
{
    struct pairs t = {0};
    pairs_begin(&t, 0);
    pairs_finish(&t);
    cr_assert_eq(t.len, 0);
    pairs_release(&t);
}

Test(radix, only_the_bits_above_the_lowest_are_put_in_order)
{
    uint64_t in_order[] = {1 << 4 | 9, 1 << 4 | 3, 2 << 4}, not[] = {2 << 4 | 1, 1 << 4 | 9, 1 << 4 | 3};
    radix_sort(in_order, 3, 4);
    cr_assert_eq(in_order[0], 1 << 4 | 9);
    cr_assert_eq(in_order[1], 1 << 4 | 3);
    radix_sort(not, 3, 4);
    cr_assert_eq(not[0], 1 << 4 | 9);
    cr_assert_eq(not[1], 1 << 4 | 3);
    cr_assert_eq(not[2], 2 << 4 | 1);
    radix_sort(not, 0, 0);
}
