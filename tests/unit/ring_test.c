/* The ring, with a thread and without one: the same slots in the same order. */
#include "base/ring.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

enum { SLOTS = 3, MANY = 5000 };

/* The program's calls of pthread_create() come here first: where it fails, no thread is to be had. */
static int refuse_threads, asked;
int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg);
#include <dlfcn.h>
int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    asked++;
    return refuse_threads ? EAGAIN : real(thread, attr, start, arg);
}

struct user {
    size_t slot[SLOTS], next, seen;
    _Atomic int inside;                 /* works at once: never more than one */
    int wrong;
};

static void enter(struct user *u)
{
    if (atomic_fetch_add(&u->inside, 1) != 0)
        u->wrong++;
}

static int fill(void *to, size_t slot)
{
    struct user *u = to;
    enter(u);
    u->slot[slot] = u->next;
    int more = u->next++ < MANY;
    atomic_fetch_sub(&u->inside, 1);
    return more;
}

static int empty(void *to, size_t slot)
{
    struct user *u = to;
    enter(u);
    u->wrong += u->slot[slot] != u->seen;
    u->seen++;
    atomic_fetch_sub(&u->inside, 1);
    return 0;
}

static void read_all(void)
{
    struct user u = {0};
    struct ring *r = ring_new(SLOTS, RING_THREAD_FILLS, fill, &u);
    size_t slot, n = 0;

    for (; ring_take(r, &slot); n++) {
        cr_assert_lt(slot, (size_t)SLOTS);
        cr_assert_eq(u.slot[slot], n, "kept as it was until the next one is taken");
    }
    cr_expect_eq(n, (size_t)MANY);
    cr_expect_eq(ring_take(r, &slot), 0, "the end stays the end");
    cr_expect_eq(u.next, (size_t)MANY + 1, "and nothing is asked for behind it");
    cr_expect_eq(u.wrong, 0);
    ring_free(r);
}

static void hand_over_all(void)
{
    struct user u = {0};
    struct ring *r = ring_new(SLOTS, RING_THREAD_EMPTIES, empty, &u);

    for (size_t i = 0; i < MANY; i++) {
        u.slot[ring_slot(r)] = i;
        ring_give(r);
        if (i % 1000 == 7) {
            ring_wait(r);
            cr_expect_eq(u.seen, i + 1);
        }
    }
    ring_wait(r);
    cr_expect_eq(u.seen, (size_t)MANY);
    cr_expect_eq(u.wrong, 0);
    ring_free(r);
}

static void leave_early(void)
{
    struct user u = {0};
    struct ring *r = ring_new(SLOTS, RING_THREAD_FILLS, fill, &u);
    size_t slot;

    cr_expect_eq(ring_take(r, &slot), 1);
    ring_free(r);
    cr_expect_leq(u.next, (size_t)SLOTS + 1, "no more than the ring holds is done ahead");
    ring_free(NULL);
}

Test(ring, the_thread_fills) { read_all(); }
Test(ring, the_thread_empties) { hand_over_all(); }
Test(ring, left_before_its_end) { leave_early(); }

Test(ring, without_a_thread)
{
    refuse_threads = 1;
    asked = 0;
    read_all();
    hand_over_all();
    leave_early();
    cr_expect_eq(asked, 3);
}
