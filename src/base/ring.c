/* ring.c - two counters, a lock and a condition: all that two threads need to share slots in order
 *
 * There are but two threads, and never both wait: so one condition does, and
 * signals reach the right one. */
#include "base/ring.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

struct ring {
    size_t slots;
    enum ring_thread kind;
    ring_work *work;
    void *to;
    int threaded;                       /* 0: no thread was to be had */
    int holding;                        /* the caller has a slot that it took */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* guarded by lock */
    size_t filled, emptied;             /* slots, ever */
    int over, stop;                     /* there is no more; nobody wants more */
};

static int has_work(const struct ring *r)
{
    return r->kind == RING_THREAD_FILLS ? r->filled - r->emptied < r->slots
                                        : r->filled != r->emptied;
}

/* The work of one slot, done without the lock, which the caller holds. */
static void work_once(struct ring *r)
{
    size_t *done = r->kind == RING_THREAD_FILLS ? &r->filled : &r->emptied;
    size_t slot = *done % r->slots;

    pthread_mutex_unlock(&r->lock);
    int more = r->work(r->to, slot);
    pthread_mutex_lock(&r->lock);
    if (r->kind == RING_THREAD_FILLS && !more)
        r->over = 1;
    else
        ++*done;
    pthread_cond_signal(&r->changed);
}

/* The thread: slot after slot, asleep while there is none to work on. */
static void *work_on(void *arg)
{
    struct ring *r = arg;

    pthread_mutex_lock(&r->lock);
    while (!r->stop && !r->over) {
        if (has_work(r))
            work_once(r);
        else
            pthread_cond_wait(&r->changed, &r->lock);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

struct ring *ring_new(size_t slots, enum ring_thread thread, ring_work *work, void *to)
{
    struct ring *r = mem_alloc(sizeof *r);

    *r = (struct ring){.slots = slots, .kind = thread, .work = work, .to = to};
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    r->threaded = pthread_create(&r->thread, NULL, work_on, r) == 0;
    return r;
}

void ring_free(struct ring *r)
{
    if (!r)
        return;
    pthread_mutex_lock(&r->lock);
    r->stop = 1;
    pthread_cond_signal(&r->changed);
    pthread_mutex_unlock(&r->lock);
    if (r->threaded)
        pthread_join(r->thread, NULL);
    pthread_mutex_destroy(&r->lock);
    pthread_cond_destroy(&r->changed);
    free(r);
}

/* Waits for the thread, or does its work. */
static void wait_or_work(struct ring *r)
{
    if (r->threaded)
        pthread_cond_wait(&r->changed, &r->lock);
    else
        work_once(r);
}

int ring_take(struct ring *r, size_t *slot)
{
    pthread_mutex_lock(&r->lock);
    if (r->holding) {
        r->holding = 0;
        r->emptied++;
        pthread_cond_signal(&r->changed);
    }
    while (r->filled == r->emptied && !r->over)
        wait_or_work(r);
    r->holding = r->filled != r->emptied;
    *slot = r->emptied % r->slots;
    pthread_mutex_unlock(&r->lock);
    return r->holding;
}

size_t ring_slot(const struct ring *r)
{
    return r->filled % r->slots;        /* only the caller's side changes it */
}

void ring_give(struct ring *r)
{
    pthread_mutex_lock(&r->lock);
    r->filled++;
    pthread_cond_signal(&r->changed);
    while (r->filled - r->emptied == r->slots || (!r->threaded && has_work(r)))
        wait_or_work(r);
    pthread_mutex_unlock(&r->lock);
}

void ring_wait(struct ring *r)
{
    pthread_mutex_lock(&r->lock);
    while (r->filled != r->emptied)
        wait_or_work(r);
    pthread_mutex_unlock(&r->lock);
}
