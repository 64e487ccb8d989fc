/* crew.c - four counters, a mark a slot, and a lock: slots are worked on out of order, but given,
 * begun and taken in order */
#include "base/crew.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

struct helper { struct crew *crew; pthread_t thread; };

struct crew {
    size_t slots, helpers;
    crew_work *work;
    void *to;
    size_t taken, released;             /* slots, ever; the caller's alone */
    struct helper helper[CREW_HELPERS];
    pthread_mutex_t lock;
    pthread_cond_t given_one, done_one;
    /* guarded by lock */
    size_t given, begun;                /* slots, ever; only the caller changes `given` */
    char done[CREW_SLOTS];              /* the helper that began it is through */
    int stop;
};

/* The work of one slot, done without the lock, which the caller holds. */
static void work_once(struct crew *c, size_t helper)
{
    const size_t slot = c->begun++ % c->slots;

    pthread_mutex_unlock(&c->lock);
    c->work(c->to, helper, slot);
    pthread_mutex_lock(&c->lock);
    c->done[slot] = 1;
    pthread_cond_signal(&c->done_one);
}

/* A helper's life: work while there is some, sleep while there is none. */
static void *help(void *arg)
{
    struct helper *me = arg;
    struct crew *c = me->crew;

    pthread_mutex_lock(&c->lock);
    while (!c->stop) {
        if (c->begun < c->given)
            work_once(c, (size_t)(me - c->helper));
        else
            pthread_cond_wait(&c->given_one, &c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

struct crew *crew_new(size_t slots, size_t helpers, crew_work *work, void *to)
{
    struct crew *c = mem_alloc(sizeof *c);

    c->slots = slots < CREW_SLOTS ? slots : CREW_SLOTS;
    c->work = work;
    c->to = to;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->given_one, NULL);
    pthread_cond_init(&c->done_one, NULL);
    while (c->helpers < helpers && c->helpers < CREW_HELPERS) {
        struct helper *h = &c->helper[c->helpers];
        h->crew = c;
        if (pthread_create(&h->thread, NULL, help, h) != 0)
            break;
        c->helpers++;
    }
    return c;
}

void crew_free(struct crew *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->stop = 1;
    pthread_cond_broadcast(&c->given_one);
    pthread_mutex_unlock(&c->lock);
    for (size_t i = 0; i < c->helpers; i++)
        pthread_join(c->helper[i].thread, NULL);
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->given_one);
    pthread_cond_destroy(&c->done_one);
    free(c);
}

int crew_room(const struct crew *c, size_t *slot)
{
    *slot = c->given % c->slots;
    return c->given - c->released < c->slots;
}

void crew_give(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    c->done[c->given++ % c->slots] = 0;
    pthread_cond_signal(&c->given_one);
    pthread_mutex_unlock(&c->lock);
}

int crew_take(struct crew *c, size_t *slot, int *worked)
{
    if (c->taken == c->given)
        return 0;
    *slot = c->taken % c->slots;
    pthread_mutex_lock(&c->lock);
    *worked = c->taken < c->begun;
    if (!*worked)
        c->begun++;                     /* nobody shall begin it any more */
    while (*worked && !c->done[*slot])
        pthread_cond_wait(&c->done_one, &c->lock);
    pthread_mutex_unlock(&c->lock);
    c->taken++;
    return 1;
}

void crew_release(struct crew *c)
{
    c->released++;
}
