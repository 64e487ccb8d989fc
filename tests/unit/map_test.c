/* The hash table: what is put in is found, and nothing else, whatever was taken out between. */
#include "base/map.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { KEYS = 500 };

static struct smtplog_slice key_of(int i, char room[16])
{
    return slice_of(room, (size_t)snprintf(room, 16, "key %d", i));
}

/* All that should be there is, with its value, and walking meets as many. */
static void check(const struct map *m, const int present[KEYS])
{
    char room[16];
    size_t n = 0, met = 0, at = 0;

    for (int i = 0; i < KEYS; i++) {
        cr_assert_eq((int)(intptr_t)map_get(m, key_of(i, room)), present[i], "key %d", i);
        n += present[i] != 0;
    }
    while (map_next(m, &at))
        met++;
    cr_assert_eq(m->len, n);
    cr_assert_eq(met, n);
}

/* Steps of a fixed order; the seed of the hashes is another one in each run, so other keys are
 * neighbours. */
Test(map, what_is_taken_out_leaves_the_others_found)
{
    struct map m = {0};
    int present[KEYS] = {0};
    char room[16];
    uint32_t step = 1;

    for (int round = 1; round <= 20000; round++) {
        step = step * 1664525 + 1013904223;
        const int i = (int)((step >> 8) % KEYS);
        const struct smtplog_slice key = key_of(i, room);
        if (present[i]) {
            cr_assert_eq((int)(intptr_t)map_remove_by(&m, key, map_hash(key)), present[i]);
            present[i] = 0;
            cr_assert_null(map_remove(&m, key));
        } else {
            present[i] = round;
            map_put(&m, key)->value = (void *)(intptr_t)round;
        }
        if (round % 500 == 0)
            check(&m, present);
    }
    for (int i = 0; i < KEYS; i++, check(&m, present)) {
        map_remove(&m, key_of(i, room));
        present[i] = 0;
    }
    cr_expect_eq(m.len, 0u);
    map_release(&m, NULL);
}
