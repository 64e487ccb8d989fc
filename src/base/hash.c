/* One hash for all that is hashed: XXH64 is fast on long texts, and its seed keeps strangers
 * from choosing keys that fall together. */
#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
    return XXH64(bytes, len, seed);
}

uint64_t hash_quick(const void *bytes, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, len, seed);
}
