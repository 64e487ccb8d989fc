/* One hash for all that is hashed: XXH64 is fast on long texts, and its seed keeps strangers
 * from choosing keys that fall together. */
#include "base/hash.h"

#define XXH_INLINE_ALL
#include <sys/random.h>
#include <xxhash.h>

_Static_assert(sizeof(struct hash_run) >= sizeof(XXH64_state_t), "hash_run holds xxHash's state");

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
    return XXH64(bytes, len, seed);
}

uint64_t hash_quick(const void *bytes, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, len, seed);
}

uint64_t hash_seed(void)
{
    static uint64_t value;
    if (value == 0 && (getrandom(&value, sizeof value, 0) != sizeof value || value == 0))
        value = 0x9e3779b97f4a7c15u;
    return value;
}

static XXH64_state_t *state_of(struct hash_run *r)
{
    return (XXH64_state_t *)(void *)r->state;
}

void hash_run_begin(struct hash_run *r, uint64_t seed)
{
    XXH64_reset(state_of(r), seed);
}

void hash_run_add(struct hash_run *r, const void *bytes, size_t len)
{
    if (len)
        XXH64_update(state_of(r), bytes, len);
}

uint64_t hash_run_end(const struct hash_run *r)
{
    return XXH64_digest((const XXH64_state_t *)(const void *)r->state);
}
