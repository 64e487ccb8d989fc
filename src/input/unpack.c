/* unpack.c - walks over the members of a compressed source, whatever the packing
 *
 * The packing's decoder knows one member; here is what is common: where input comes from, what may
 * follow a member, and what it means when the input ends.  A text that turns out to be UTF-16 (as
 * Windows' editors save logs, which are packed afterwards) goes through that decoder as well. */
#include "input/unpack.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/ring.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RAW_BYTES = 64 * 1024 };

/* An unpacked text that is in another encoding. */
struct coded {
    void *decoder;                      /* NULL: it is not */
    char *text;                         /* the present UNPACK_BLOCK bytes of it */
    size_t len, used;
    uint64_t taken;                     /* bytes of it used up, those of blocks before too */
};

struct unpack {
    const struct packing *packing;
    struct raw *raw;
    struct ring *ring;
    /* the thread's own until the end */
    void *decoder;
    int over;                           /* the text has ended, well or not */
    const char *fault;
    uint64_t unpacked, proven;          /* bytes that the packing gave before this block; and those
                                           of them that are proven */
    uint64_t given, sound;              /* the same of the text, as it stands in the slots */
    struct coded coded;
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

/* All that was unpacked so far is proven. */
static void prove(struct unpack *u)
{
    u->proven = u->unpacked + UNPACK_BLOCK - u->io.out_len;
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

/* Unpacks the next block; its length. */
static size_t unpack_block(struct unpack *u, char *block)
{
    u->io.out = block;
    u->io.out_len = UNPACK_BLOCK;
    while (!u->over && u->io.out_len > 0)
        u->over = !step(u);
    const size_t len = UNPACK_BLOCK - u->io.out_len;
    u->unpacked += len;
    return len;
}

/* Is this, the text's first block, UTF-16?  Then it is kept, to be decoded. */
static int begin_coded(struct unpack *u, const char *block, size_t len)
{
    const size_t front = len < PACKING_FRONT ? len : PACKING_FRONT;

    if (u->packing == &packing_utf16 || len < 2 ||
        !packing_begins(&packing_utf16, (const unsigned char *)block, front))
        return 0;
    u->coded.decoder = packing_utf16.open();
    if (!u->coded.decoder)
        return 0;
    u->coded.text = mem_resize(NULL, UNPACK_BLOCK);
    memcpy(u->coded.text, block, len);
    u->coded.len = len;
    return 1;
}

/* Input for the decoder, up to where what is proven ends. */
static struct smtplog_slice next_coded(struct unpack *u)
{
    struct coded *c = &u->coded;

    if (c->used == c->len) {
        c->len = unpack_block(u, c->text);
        c->used = 0;
    }
    struct smtplog_slice rest = slice_of(c->text + c->used, c->len - c->used);
    return u->proven > c->taken ? slice_head(rest, (size_t)(u->proven - c->taken)) : rest;
}

/* Decodes the next block; its length. */
static size_t decode_block(struct unpack *u, char *block)
{
    struct coded *c = &u->coded;
    struct unpack_io io = {.out = block, .out_len = UNPACK_BLOCK};
    enum unpack_result result = UNPACK_GOES_ON;

    while (io.out_len > 0 && result == UNPACK_GOES_ON) {
        struct smtplog_slice coded = next_coded(u);
        io.in = (const unsigned char *)coded.ptr;
        io.in_len = coded.len;
        result = packing_utf16.step(c->decoder, &io);
        c->used += coded.len - io.in_len;
        c->taken += coded.len - io.in_len;
        if (c->taken <= u->proven)
            u->sound = u->given + UNPACK_BLOCK - io.out_len;
    }
    return UNPACK_BLOCK - io.out_len;
}

/* The thread's work: fills one slot; 0: there is nothing left to fill it with. */
static int fill_slot(void *to, size_t slot)
{
    struct unpack *u = to;
    const int is_first = u->unpacked == 0;
    size_t len = 0;

    if (!u->coded.decoder) {
        len = unpack_block(u, u->slot[slot]);
        u->sound = u->proven;
    }
    if (is_first && begin_coded(u, u->slot[slot], len))
        u->sound = 0;
    if (u->coded.decoder)
        len = decode_block(u, u->slot[slot]);
    u->len[slot] = len;
    u->given += len;
    return len > 0;
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
    if (u->coded.decoder)
        packing_utf16.close(u->coded.decoder);
    free(u->coded.text);
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
