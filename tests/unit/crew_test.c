/* The crew: slots come back in the order in which they were given, each worked on once at most,
 * with many helpers, with one, and where none is to be had. */
#include "base/crew.h"

#include <criterion/criterion.h>
#include <sched.h>
#include <stdatomic.h>

enum { MANY = 3000 };

struct user {
    size_t given[CREW_SLOTS], worked[CREW_SLOTS];   /* numbers from 1 */
    size_t last[CREW_HELPERS];          /* what each helper worked on last */
    atomic_int wrong;
};

static void work(void *to, size_t helper, size_t slot)
{
    struct user *u = to;
    if (u->given[slot] <= u->last[helper] || u->worked[slot])
        u->wrong++;
    u->last[helper] = u->given[slot];
    u->worked[slot] = u->given[slot];
    if (u->given[slot] % 7 == helper)
        sched_yield();
}

/* The caller keeps `kept` slots before it releases the oldest. */
static void go_round(size_t slots, size_t helpers, size_t kept)
{
    struct user u = {0};
    struct crew *c = crew_new(slots, helpers, work, &u);
    size_t slot, next = 1, taken = 0, by_helpers = 0;
    int worked;

    while (taken < MANY) {
        while (next <= MANY && crew_room(c, &slot)) {
            u.given[slot] = next++;
            u.worked[slot] = 0;
            crew_give(c);
        }
        cr_assert(crew_take(c, &slot, &worked));
        taken++;
        cr_assert_eq(u.given[slot], taken);
        cr_assert_eq(u.worked[slot], worked ? taken : 0);
        by_helpers += (size_t)worked;
        if (taken > kept)
            crew_release(c);
        if (taken % 5 == 0)
            sched_yield();
    }
    cr_expect_eq(crew_take(c, &slot, &worked), 0);
    cr_expect_eq(u.wrong, 0);
    cr_expect(helpers || by_helpers == 0);
    crew_free(c);
}

Test(crew, in_order)
{
    for (size_t helpers = 0; helpers <= CREW_HELPERS; helpers++)
        for (size_t kept = 0; kept < 3; kept++)
            go_round(2 * helpers + 3, helpers, kept);
}

Test(crew, ends_with_slots_under_way)
{
    struct user u = {0};
    struct crew *c = crew_new(5, 2, work, &u);
    size_t slot;
    for (size_t n = 1; crew_room(c, &slot); n++) {
        u.given[slot] = n;
        crew_give(c);
    }
    crew_free(c);
    cr_expect_eq(u.wrong, 0);
    crew_free(NULL);
}
