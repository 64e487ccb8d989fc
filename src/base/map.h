/* map.h - a hash table from bytes to pointers
 *
 * Keys are copied in and owned by the map; values belong to the caller.  Open addressing,
 * seeded per process so that strangers who write log lines cannot choose collisions.  A zeroed
 * struct is a valid empty map.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <smtplog/scan.h>
#include <stdint.h>

struct map_entry {
    struct smtplog_slice key;       /* owned by the map, terminated; ptr NULL: free place */
    uint64_t hash;
    void *value;
};

struct map {
    struct map_entry *entries;
    size_t cap, len;                /* cap is 0 or a power of two */
};

void *map_get(const struct map *m, struct smtplog_slice key);       /* NULL: not there */
/* The same where the key's hash is known already: map_hash(), or what its entry says. */
uint64_t map_hash(struct smtplog_slice key);
void *map_get_by(const struct map *m, struct smtplog_slice key, uint64_t hash);
void *map_remove_by(struct map *m, struct smtplog_slice key, uint64_t hash);
/* The entry of `key`, made with value NULL if it was not there; valid until the next change. */
struct map_entry *map_put(struct map *m, struct smtplog_slice key);
void *map_remove(struct map *m, struct smtplog_slice key);          /* its value, or NULL */
/* Steps through all entries: *at starts at 0; NULL at the end.  No changes meanwhile. */
struct map_entry *map_next(const struct map *m, size_t *at);
void map_clear(struct map *m, void (*free_value)(void *));          /* free_value may be NULL */
void map_release(struct map *m, void (*free_value)(void *));

#endif
