/* unpack.c - walks over the members of a compressed source, whatever the packing
 *
 * The packing's decoder knows one member; here is what is common: where input comes from, what may
 * follow a member, and what it means when the input ends. */
#include "input/unpack.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/ring.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RAW_BYTES = 64 * 1024 };

struct unpack {
    const struct packing *packing;
    struct raw *raw;
    struct ring *ring;
    /* the thread's own until the end */
    void *decoder;
    int over;                           /* the text has ended, well or not */
    const char *fault;
    uint64_t given, sound;              /* bytes of text: filled into slots before this one; and
                                           those that are proven */
    char words[80];                     /* of a fault that names the packing */
    struct unpack_io io;                /* what is left of `input` */
    unsigned char input[RAW_BYTES];
    size_t len[UNPACK_SLOTS];
    char slot[UNPACK_SLOTS][UNPACK_BLOCK];
};

/* Makes sure of `least` bytes of input, if there are so many; how many there are.  A failing disk
 * is an end, with a fault. */
static size_t refill(struct unpack *u, size_t least)
{
    if (u->io.in_len >= least)
        return u->io.in_len;
    memmove(u->input, u->io.in, u->io.in_len);
    u->io.in = u->input;
    while (u->io.in_len < least) {
        ssize_t n = raw_read(u->raw, (char *)u->input + u->io.in_len, RAW_BYTES - u->io.in_len);
        if (n < 0)
            u->fault = strerror(errno);
        if (n <= 0)
            break;
        u->io.in_len += (size_t)n;
    }
    return u->io.in_len;
}

/* After the end of a member: 1 if another one begins. */
static int next_member(struct unpack *u)
{
    while (refill(u, 1) && *u->io.in == 0)
        u->io.in++, u->io.in_len--;
    if (u->io.in_len == 0)
        return 0;
    refill(u, u->packing->magic_len);
    if (!packing_begins(u->packing, u->io.in, u->io.in_len)) {
        snprintf(u->words, sizeof u->words, "bytes that are not %s follow the compressed text",
                 u->packing->name);
        u->fault = u->words;
        return 0;
    }
    if (u->packing->again(u->decoder) == 0)
        return 1;
    u->fault = N_("there is no memory to unpack it");
    return 0;
}

/* All text so far is proven. */
static void prove(struct unpack *u)
{
    u->sound = u->given + UNPACK_BLOCK - u->io.out_len;
}

/* One step of the decoder; 0: the text has ended. */
static int step(struct unpack *u)
{
    size_t in = refill(u, 1), room = u->io.out_len;

    switch (u->packing->step(u->decoder, &u->io)) {
    case UNPACK_MEMBER_ENDS:
        prove(u);
        return next_member(u);
    case UNPACK_FAULT:
        u->fault = u->io.fault;
        return 0;
    case UNPACK_GOES_ON:
        break;
    }
    if (in > 0 || u->io.out_len < room)
        return 1;
    prove(u);
    if (!u->fault)
        u->fault = N_("the compressed file is cut off");
    return 0;
}

/* The thread's work: fills one slot; 0: there is nothing left to fill it with. */
static int fill_slot(void *to, size_t slot)
{
    struct unpack *u = to;

    u->io.out = u->slot[slot];
    u->io.out_len = UNPACK_BLOCK;
    while (!u->over && u->io.out_len > 0)
        u->over = !step(u);
    u->len[slot] = UNPACK_BLOCK - u->io.out_len;
    u->given += u->len[slot];
    return u->len[slot] > 0;
}

struct unpack *unpack_start(const struct packing *packing, struct raw *raw)
{
    struct unpack *u = mem_alloc(sizeof *u);

    u->packing = packing;
    u->raw = raw;
    u->io.in = u->input;
    u->decoder = packing->open();
    if (!u->decoder) {
        free(u);
        return NULL;
    }
    u->ring = ring_new(UNPACK_SLOTS, RING_THREAD_FILLS, fill_slot, u);
    return u;
}

void unpack_free(struct unpack *u)
{
    if (!u)
        return;
    ring_free(u->ring);
    u->packing->close(u->decoder);
    free(u);
}

struct smtplog_slice unpack_next(struct unpack *u)
{
    size_t slot;

    if (!ring_take(u->ring, &slot))
        return slice_of(NULL, 0);
    return slice_of(u->slot[slot], u->len[slot]);
}

uint64_t unpack_sound(const struct unpack *u)
{
    return u->sound;
}

const char *unpack_fault(const struct unpack *u)
{
    return u->fault;
}
