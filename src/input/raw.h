/* raw.h - the bytes of a source as they lie on the disk or come through a pipe
 *
 * Not for other rooms: see stream.h.  One thread at a time may read; raw_consumed() may be
 * asked by any, and so may what is atomic.
 */
#ifndef INPUT_RAW_H
#define INPUT_RAW_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { RAW_FRONT_MAX = 4096 };

struct raw {
    int fd;
    int can_seek;                   /* read with pread, at `at` */
    _Atomic uint64_t at;            /* offset of the next raw_read() */
    char front[RAW_FRONT_MAX];      /* of a pipe: bytes looked at before their time */
    size_t front_len, front_used;
    atomic_int pauses;              /* a pipe was silent for a moment, or a signal came, when
                                       raw_read() gave nothing last */
    atomic_int patient;             /* 1: raw_read() waits for as long as it takes */
};

/* The descriptor stays the caller's. */
void raw_init(struct raw *r, int fd, int can_seek);

/* Up to `want` first bytes without consuming them, before any raw_read(); fewer only at the end.
 * On a pipe those that are there, and come without a pause.  Their count; `buf` gets
 * them. */
size_t raw_peek_front(struct raw *r, char *buf, size_t want);

/* The next bytes: how many, 0 at the end or, with `pauses`, for now; -1 with errno. */
ssize_t raw_read(struct raw *r, char *buf, size_t len);

/* Bytes given by raw_read() so far, of a packed file the packed ones.  May be asked from another
 * thread. */
uint64_t raw_consumed(const struct raw *r);

#endif
