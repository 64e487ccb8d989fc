/* context.c - the table of open messages and dialogues, in the order of their last touch
 *
 * A map finds them, a list orders them; released ones are kept as spare, for lines come by the
 * million and messages with them. */
#include "correlate/context.h"

#include "base/mem.h"
#include "base/zeros.h"

#include <stdlib.h>

enum { BLOB_VERSION = 3, FACT_MOST = 1000, POOL_MOST = 16384 };
/* What the facts of all and what waits with them may take; and the most that a spare one keeps. */
enum { BYTES_MOST = 7 << 20, SPARE_MOST = 1024 };
/* A blob: the version, then squeezed, for most of it is zero, the numbers, the pool's length
 * (4 bytes), the pool, what waits.  Version 2 was not squeezed; 1 had fewer numbers besides, no
 * length, and nothing waited. */
enum { NUMBERS_V1 = offsetof(struct context_numbers, instance), BLOB_MOST = 1 << 20 };

struct smtplog_slice context_fact(const struct context *c, enum fact which)
{
    if (c->n.fact[which].at == 0)
        return slice_of(NULL, 0);
    return slice_of(c->pool.ptr + c->n.fact[which].at - 1, c->n.fact[which].len);
}

int context_learn(struct context *c, enum fact which, struct smtplog_slice value)
{
    struct smtplog_slice known;

    if (!value.ptr)
        return 0;
    known = context_fact(c, which);
    value = slice_head(value, FACT_MOST);
    if ((known.ptr && slice_eq(known, value)) || c->pool.len + value.len > POOL_MOST)
        return 0;
    c->n.fact[which].at = (uint32_t)c->pool.len + 1;
    c->n.fact[which].len = (uint32_t)value.len;
    strbuf_slice(&c->pool, value);
    c->dirty = 1;
    return 1;
}

static void free_context(void *value)
{
    struct context *c = value;
    strbuf_release(&c->pool);
    strbuf_release(&c->waiting);
    free(c);
}

/* An empty context, from the spare ones if there are any. */
static struct context *make_context(struct context_table *t)
{
    struct context *c = t->spare;
    if (!c)
        return mem_alloc(sizeof *c);
    t->spare = c->newer;
    struct strbuf pool = c->pool, waiting = c->waiting;
    *c = (struct context){.pool = pool, .waiting = waiting};
    strbuf_clear(&c->pool);
    strbuf_clear(&c->waiting);
    return c;
}

/* The list is linked one way: few are taken out of its middle, only those that a late line wakes
 * again. */
static void unlink_ended(struct context_table *t, struct context *c)
{
    struct context **at = &t->first_ended, *before = NULL;
    while (*at != c) {
        before = *at;
        at = &before->next_ended;
    }
    *at = c->next_ended;
    if (t->last_ended == c)
        t->last_ended = before;
    t->ended--;
    c->listed = 0;
}

void context_forget(struct context_table *t, struct context *c)
{
    if (c->listed)
        unlink_ended(t, c);
    memset(&c->n, 0, sizeof c->n);      /* with the gaps between its members: it is saved whole */
    strbuf_clear(&c->pool);
    strbuf_clear(&c->waiting);
    c->dirty = 1;
}

int context_seen(struct context *c, uint64_t hash)
{
    for (size_t i = 0; i < CONTEXT_ONCE; i++)
        if (c->n.once[i] == hash)
            return 1;
    memmove(c->n.once + 1, c->n.once, sizeof c->n.once - sizeof *c->n.once);
    c->n.once[0] = hash;
    c->dirty = 1;
    return 0;
}

int context_wait(struct context *c, uint64_t recipient)
{
    for (size_t i = 0; i < c->n.waiting_len; i++)
        if (c->n.waiting[i] == recipient)
            return 0;
    if (c->n.waiting_len == CONTEXT_WAITING)
        return 0;
    c->n.waiting[c->n.waiting_len++] = recipient;
    c->dirty = 1;
    return 1;
}

int context_settle_all(struct context *c)
{
    int n = c->n.waiting_len;
    c->n.waiting_len = 0;
    c->dirty |= n != 0;
    return n;
}

int context_settle(struct context *c, uint64_t recipient)
{
    for (size_t i = 0; i < c->n.waiting_len; i++) {
        if (c->n.waiting[i] != recipient)
            continue;
        c->n.waiting[i] = c->n.waiting[--c->n.waiting_len];
        c->dirty = 1;
        return 1;
    }
    return 0;
}

static void unlink_context(struct context_table *t, struct context *c)
{
    *(c->older ? &c->older->newer : &t->oldest) = c->newer;
    *(c->newer ? &c->newer->older : &t->newest) = c->older;
    c->older = c->newer = NULL;
}

static void link_newest(struct context_table *t, struct context *c)
{
    c->older = t->newest;
    *(t->newest ? &t->newest->newer : &t->oldest) = c;
    t->newest = c;
}

struct context *context_find(struct context_table *t, struct smtplog_slice key)
{
    const uint64_t hash = map_hash(key);
    struct context *c = map_get_by(&t->map, key, hash);
    struct smtplog_slice blob;

    if (c || !t->shelf || !t->shelf->fetch(t->shelf->saver.to, key, &blob))
        return c;
    context_load(t, key, blob);
    return map_get_by(&t->map, key, hash);
}

static void count_bytes(struct context_table *t, struct context *c)
{
    if (!c)
        return;
    size_t bytes = c->pool.cap + c->waiting.cap;
    t->bytes += bytes - c->bytes;
    c->bytes = bytes;
}

/* Makes it the newest, and makes it at all where nothing was found. */
static struct context *touch(struct context_table *t, struct context *found,
                             struct smtplog_slice key, int64_t time)
{
    struct context *c = found;
    if (c) {
        unlink_context(t, c);
    } else {
        struct map_entry *e = map_put(&t->map, key);
        e->value = c = make_context(t);
        c->key = e->key;
        c->hash = e->hash;
    }
    if (c->n.began == 0) {
        c->n.began = time;
        c->life = ++t->lives;
    }
    c->n.touched = time;
    link_newest(t, c);
    return c;
}

/* An ended message is kept only while its failures lack their sender: an older file that is read
 * later may hold it. */
static int is_worth_saving(const struct context *c)
{
    return !c->n.ended || (c->n.failed && !c->n.fact[FACT_SENDER].at);
}

void context_drop(struct context_table *t, struct context *c)
{
    unlink_context(t, c);
    if (c->listed)
        unlink_ended(t, c);
    if (c->saved && t->shelf) {
        t->shelf->saver.drop(t->shelf->saver.to, c->key);
    } else if (c->saved) {
        strbuf_add(&t->gone, (const char *)&c->key.len, sizeof c->key.len);
        strbuf_slice(&t->gone, c->key);
    }
    map_remove_by(&t->map, c->key, c->hash);
    t->bytes -= c->bytes;
    c->bytes = 0;
    if (c->pool.cap + c->waiting.cap > SPARE_MOST) {
        strbuf_release(&c->pool);
        strbuf_release(&c->waiting);
    }
    c->newer = t->spare;
    t->spare = c;
}

void context_end(struct context_table *t, struct context *c)
{
    if (c->n.ended)
        return;
    c->n.ended = 1;
    c->dirty = 1;
    if (is_worth_saving(c))
        return;
    c->listed = 1;
    c->next_ended = NULL;
    *(t->last_ended ? &t->last_ended->next_ended : &t->first_ended) = c;
    t->last_ended = c;
    if (++t->ended > CONTEXT_STRAGGLERS)
        context_drop(t, t->first_ended);
}

/* Numbers, the length of the facts' pool, the pool, what waits: all as one text without its
 * zeros, for most of a context's numbers are 0. context_load() reads the same. */
static void save_one(struct context_table *t, struct context *c, const struct context_saver *saver)
{
    uint32_t pool_len = (uint32_t)c->pool.len;
    strbuf_clear(&t->plain);
    strbuf_add(&t->plain, (const char *)&c->n, sizeof c->n);
    strbuf_add(&t->plain, (const char *)&pool_len, sizeof pool_len);
    strbuf_slice(&t->plain, strbuf_view(&c->pool));
    strbuf_slice(&t->plain, strbuf_view(&c->waiting));
    strbuf_clear(&t->blob);
    strbuf_char(&t->blob, BLOB_VERSION);
    zeros_squeeze(&t->blob, strbuf_view(&t->plain));
    saver->put(saver->to, c->key, strbuf_view(&t->blob), c->n.touched);
    c->dirty = 0;
    c->saved = 1;
}

/* Out of memory; what is worth it is put on the shelf, if there is one. */
static void make_room(struct context_table *t, struct context *c)
{
    if (t->give_way)
        t->give_way(t->to, c);
    if (t->shelf && is_worth_saving(c)) {
        if (c->dirty || !c->saved)
            save_one(t, c, &t->shelf->saver);
        c->saved = 0;                   /* it stays there */
    }
    context_drop(t, c);
}

struct context *context_touch(struct context_table *t, struct context *found,
                              struct smtplog_slice key, int64_t time)
{
    /* the last record's dialogue and message may have grown since they were touched */
    count_bytes(t, t->newest);
    count_bytes(t, t->newest ? t->newest->older : NULL);
    struct context *c = touch(t, found, key, time);
    while ((t->map.len > t->limit || t->bytes > BYTES_MOST) && t->oldest != c)
        make_room(t, t->oldest);
    return c;
}

void context_save(struct context_table *t, const struct context_saver *saver)
{
    size_t len;

    for (size_t at = 0; at < t->gone.len; at += sizeof len + len) {
        memcpy(&len, t->gone.ptr + at, sizeof len);
        saver->drop(saver->to, slice_of(t->gone.ptr + at + sizeof len, len));
    }
    strbuf_clear(&t->gone);
    for (struct context *c = t->oldest; c; c = c->newer)
        if (c->dirty && is_worth_saving(c))
            save_one(t, c, saver);
        else if (c->saved && !is_worth_saving(c)) {
            saver->drop(saver->to, c->key);
            c->saved = 0;
        }
}

int context_is_time(int64_t seconds)
{
    const int64_t most = INT64_C(1) << 40;      /* 34,000 years */
    return seconds > -most && seconds < most;
}

/* The version, and what follows it as it was before it was squeezed, into `plain`; 0: damaged, or
 * of another version. */
static int open_blob(struct smtplog_slice blob, struct strbuf *plain)
{
    int version = blob.len ? blob.ptr[0] : 0;
    strbuf_clear(plain);
    if (version < 1 || version > BLOB_VERSION)
        return 0;
    blob = slice_from(blob, 1);
    if (version == BLOB_VERSION)
        return zeros_spread(plain, blob, BLOB_MOST) ? version : 0;
    strbuf_slice(plain, blob);
    return version;
}

/* Takes a blob apart; 0 if it is none of ours. */
static int read_blob(struct smtplog_slice blob, struct strbuf *plain, struct context_numbers *n,
                     struct smtplog_slice *pool, struct smtplog_slice *waiting)
{
    const int version = open_blob(blob, plain), first = version == 1;
    size_t numbers = first ? NUMBERS_V1 : sizeof *n;
    uint32_t pool_len;

    memset(n, 0, sizeof *n);
    *waiting = (struct smtplog_slice){0};
    if (!version || plain->len < numbers)
        return 0;
    memcpy(n, plain->ptr, numbers);
    *pool = slice_from(strbuf_view(plain), numbers);
    if (!first) {
        if (pool->len < sizeof pool_len)
            return 0;
        memcpy(&pool_len, pool->ptr, sizeof pool_len);
        *pool = slice_from(*pool, sizeof pool_len);
        if (pool->len < pool_len)
            return 0;
        *waiting = slice_from(*pool, pool_len);
        *pool = slice_head(*pool, pool_len);
    }
    for (size_t i = 0; i < FACTS; i++)
        if (n->fact[i].at && (uint64_t)n->fact[i].at - 1 + n->fact[i].len > pool->len)
            return 0;
    return n->waiting_len <= CONTEXT_WAITING && context_is_time(n->began) &&
           context_is_time(n->touched);
}

void context_load(struct context_table *t, struct smtplog_slice key, struct smtplog_slice blob)
{
    struct context_numbers n;
    struct smtplog_slice pool, waiting;

    if (!read_blob(blob, &t->plain, &n, &pool, &waiting))
        return;
    struct context *c = touch(t, map_get(&t->map, key), key, n.touched);
    c->n = n;
    strbuf_clear(&c->pool);
    strbuf_slice(&c->pool, pool);
    strbuf_clear(&c->waiting);
    if (waiting.len)
        strbuf_slice(&c->waiting, waiting);
    c->saved = 1;
    c->dirty = 0;
}

void context_table_release(struct context_table *t)
{
    map_release(&t->map, free_context);
    while (t->spare) {
        struct context *next = t->spare->newer;
        free_context(t->spare);
        t->spare = next;
    }
    strbuf_release(&t->gone);
    strbuf_release(&t->blob);
    strbuf_release(&t->plain);
    *t = (struct context_table){0};
}
