/* Reads with pread() where the source can seek, so that its head can be looked at without
 * losing the place. */
#include "input/raw.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { PAUSE_MS = 250 };

void raw_init(struct raw *r, int fd, int can_seek)
{
    r->fd = fd;
    r->can_seek = can_seek;
    atomic_init(&r->at, 0);
    r->front_len = r->front_used = 0;
    atomic_init(&r->pauses, 0);
    atomic_init(&r->patient, 0);
}

static ssize_t read_some(const struct raw *r, char *buf, size_t len, uint64_t at)
{
    ssize_t n;
    do {
        n = r->can_seek ? pread(r->fd, buf, len, (off_t)at) : read(r->fd, buf, len);
    } while (n < 0 && errno == EINTR);
    return n;
}

/* A pipe has something to give, or its end: 1.  0: it is silent, or a signal came. */
static int is_ready(const struct raw *r)
{
    struct pollfd p = {.fd = r->fd, .events = POLLIN};
    return r->can_seek || poll(&p, 1, PAUSE_MS) > 0;
}

size_t raw_peek_front(struct raw *r, char *buf, size_t want)
{
    if (want > RAW_FRONT_MAX)
        want = RAW_FRONT_MAX;
    while (r->front_len < want) {
        if (r->front_len > 0 && !is_ready(r))
            break;
        ssize_t n = read_some(r, r->front + r->front_len, want - r->front_len, r->front_len);
        if (n <= 0)
            break;
        r->front_len += (size_t)n;
    }
    size_t len = r->front_len < want ? r->front_len : want;
    memcpy(buf, r->front, len);
    if (r->can_seek)
        r->front_len = 0;               /* a file is read again from its start */
    return len;
}

ssize_t raw_read(struct raw *r, char *buf, size_t len)
{
    ssize_t n;
    r->pauses = 0;
    if (r->front_used < r->front_len) {
        size_t left = r->front_len - r->front_used;
        n = (ssize_t)(left < len ? left : len);
        memcpy(buf, r->front + r->front_used, (size_t)n);
        r->front_used += (size_t)n;
    } else if (!r->patient && !is_ready(r)) {
        r->pauses = 1;
        return 0;
    } else {
        n = read_some(r, buf, len, atomic_load_explicit(&r->at, memory_order_relaxed));
    }
    if (n > 0)
        atomic_fetch_add_explicit(&r->at, (uint64_t)n, memory_order_relaxed);
    return n;
}

uint64_t raw_consumed(const struct raw *r)
{
    return atomic_load_explicit(&r->at, memory_order_relaxed);
}
