/* Open addressing with the hash kept beside the key: most misses are told without looking at
 * the key. Keys come from logs, so the hash is seeded. */
#include "base/map.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

/* The place of the key, or the free place where it would stand. */
static struct map_entry *place(const struct map *m, struct smtplog_slice key, uint64_t hash)
{
    size_t i = (size_t)hash & (m->cap - 1);
    while (m->entries[i].key.ptr &&
           (m->entries[i].hash != hash || !slice_eq(m->entries[i].key, key)))
        i = (i + 1) & (m->cap - 1);
    return &m->entries[i];
}

/* Hashes are kept with their keys: no key is hashed again. */
static void grow(struct map *m)
{
    struct map bigger = {.cap = m->cap ? m->cap * 2 : 64, .len = m->len};
    bigger.entries = mem_alloc(bigger.cap * sizeof *bigger.entries);
    for (size_t i = 0; i < m->cap; i++)
        if (m->entries[i].key.ptr)
            *place(&bigger, m->entries[i].key, m->entries[i].hash) = m->entries[i];
    free(m->entries);
    *m = bigger;
}

uint64_t map_hash(struct smtplog_slice key)
{
    return hash_quick(key.ptr, key.len, hash_seed());
}

void *map_get_by(const struct map *m, struct smtplog_slice key, uint64_t hash)
{
    if (m->len == 0)
        return NULL;
    const struct map_entry *e = place(m, key, hash);
    return e->key.ptr ? e->value : NULL;
}

void *map_get(const struct map *m, struct smtplog_slice key)
{
    return m->len ? map_get_by(m, key, map_hash(key)) : NULL;
}

struct map_entry *map_put(struct map *m, struct smtplog_slice key)
{
    uint64_t hash = map_hash(key);
    if (m->cap == 0 || (m->len + 1) * 3 > m->cap * 2)
        grow(m);
    struct map_entry *e = place(m, key, hash);
    if (!e->key.ptr) {
        e->key = slice_of(mem_strn(key.ptr, key.len), key.len);
        e->hash = hash;
        m->len++;
    }
    return e;
}

/* What was pushed past the free place moves into it, unless it stands behind its own already; so
 * does what was pushed past the place that it leaves. */
static void close_gap(struct map *m, size_t gap)
{
    const size_t mask = m->cap - 1;
    for (size_t i = (gap + 1) & mask; m->entries[i].key.ptr; i = (i + 1) & mask)
        if (((i - (size_t)m->entries[i].hash) & mask) >= ((i - gap) & mask)) {
            m->entries[gap] = m->entries[i];
            gap = i;
        }
    m->entries[gap] = (struct map_entry){0};
}

void *map_remove(struct map *m, struct smtplog_slice key)
{
    return map_remove_by(m, key, map_hash(key));
}

void *map_remove_by(struct map *m, struct smtplog_slice key, uint64_t hash)
{
    if (m->len == 0)
        return NULL;
    struct map_entry *e = place(m, key, hash);
    if (!e->key.ptr)
        return NULL;
    void *value = e->value;
    free((char *)(uintptr_t)e->key.ptr);
    m->len--;
    close_gap(m, (size_t)(e - m->entries));
    return value;
}

struct map_entry *map_next(const struct map *m, size_t *at)
{
    while (*at < m->cap) {
        struct map_entry *e = &m->entries[(*at)++];
        if (e->key.ptr)
            return e;
    }
    return NULL;
}

void map_clear(struct map *m, void (*free_value)(void *))
{
    for (size_t i = 0; i < m->cap; i++) {
        if (!m->entries[i].key.ptr)
            continue;
        free((char *)(uintptr_t)m->entries[i].key.ptr);
        if (free_value)
            free_value(m->entries[i].value);
        m->entries[i] = (struct map_entry){0};
    }
    m->len = 0;
}

void map_release(struct map *m, void (*free_value)(void *))
{
    map_clear(m, free_value);
    free(m->entries);
    *m = (struct map){0};
}
