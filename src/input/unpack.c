#include "input/gunzip.h"

#include "base/mem.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { RAW_BYTES = 64 * 1024 };

struct gunzip {
    struct raw *raw;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    /* guarded by lock */
    size_t full;                        /* slots filled and not yet given back */
    int done, stop;
    /* the reader's own */
    size_t next;
    int holding;                        /* slot next - 1 is lent to the caller */
    /* the thread's own until done */
    z_stream z;
    const char *fault;
    char input[RAW_BYTES];
    size_t len[GUNZIP_SLOTS];
    char slot[GUNZIP_SLOTS][GUNZIP_BLOCK];
};

/* Makes sure of at least one byte of input; 0 at the end or on a failing disk. */
static int refill(struct gunzip *g)
{
    if (g->z.avail_in > 0)
        return 1;
    ssize_t n = raw_read(g->raw, g->input, sizeof g->input);
    if (n < 0)
        g->fault = strerror(errno);
    if (n <= 0)
        return 0;
    g->z.next_in = (Bytef *)g->input;
    g->z.avail_in = (uInt)n;
    return 1;
}

/* After the end of a member: 1 if another one begins. */
static int next_member(struct gunzip *g)
{
    while (refill(g) && *g->z.next_in == 0)
        g->z.next_in++, g->z.avail_in--;
    if (g->z.avail_in == 0)
        return 0;
    if (*g->z.next_in != 0x1f) {
        g->fault = "bytes that are not gzip follow the compressed text";
        return 0;
    }
    return inflateReset(&g->z) == Z_OK;
}

/* Fills one slot; 0 if the text ends in it. */
static int inflate_slot(struct gunzip *g, char *slot, size_t *len)
{
    int more = 1;
    g->z.next_out = (Bytef *)slot;
    g->z.avail_out = GUNZIP_BLOCK;
    while (more && g->z.avail_out > 0) {
        if (!refill(g)) {
            if (!g->fault)
                g->fault = "the compressed file is cut off";
            more = 0;
            break;
        }
        int rc = inflate(&g->z, Z_NO_FLUSH);
        if (rc == Z_STREAM_END) {
            more = next_member(g);
        } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
            g->fault = "the compressed file is damaged";
            more = 0;
        }
    }
    *len = GUNZIP_BLOCK - g->z.avail_out;
    return more;
}

static void *inflate_ahead(void *arg)
{
    struct gunzip *g = arg;
    int more = 1;
    for (size_t i = 0; more; i = (i + 1) % GUNZIP_SLOTS) {
        pthread_mutex_lock(&g->lock);
        while (g->full == GUNZIP_SLOTS && !g->stop)
            pthread_cond_wait(&g->emptied, &g->lock);
        int stop = g->stop;
        pthread_mutex_unlock(&g->lock);
        if (stop)
            break;
        more = inflate_slot(g, g->slot[i], &g->len[i]);
        pthread_mutex_lock(&g->lock);
        g->full += g->len[i] > 0;       /* an empty slot is the end and needs no reader */
        g->done = !more;
        pthread_cond_signal(&g->filled);
        pthread_mutex_unlock(&g->lock);
    }
    return NULL;
}

struct gunzip *gunzip_start(struct raw *raw)
{
    struct gunzip *g = mem_alloc(sizeof *g);
    g->raw = raw;
    pthread_mutex_init(&g->lock, NULL);
    pthread_cond_init(&g->filled, NULL);
    pthread_cond_init(&g->emptied, NULL);
    /* 15 bits of window, +16: gzip and nothing else (zlib.h, inflateInit2) */
    if (inflateInit2(&g->z, 15 + 16) != Z_OK) {
        free(g);
        return NULL;
    }
    if (pthread_create(&g->thread, NULL, inflate_ahead, g) != 0) {
        inflateEnd(&g->z);
        free(g);
        return NULL;
    }
    return g;
}

void gunzip_free(struct gunzip *g)
{
    if (!g)
        return;
    pthread_mutex_lock(&g->lock);
    g->stop = 1;
    pthread_cond_signal(&g->emptied);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    inflateEnd(&g->z);
    pthread_mutex_destroy(&g->lock);
    pthread_cond_destroy(&g->filled);
    pthread_cond_destroy(&g->emptied);
    free(g);
}

struct smtplog_slice gunzip_next(struct gunzip *g)
{
    struct smtplog_slice block = {NULL, 0};
    pthread_mutex_lock(&g->lock);
    if (g->holding) {
        g->holding = 0;
        g->full--;
        pthread_cond_signal(&g->emptied);
    }
    while (g->full == 0 && !g->done)
        pthread_cond_wait(&g->filled, &g->lock);
    if (g->full > 0) {
        block = slice_of(g->slot[g->next], g->len[g->next]);
        g->next = (g->next + 1) % GUNZIP_SLOTS;
        g->holding = 1;
    }
    pthread_mutex_unlock(&g->lock);
    return block;
}

const char *gunzip_fault(const struct gunzip *g)
{
    return g->fault;
}
