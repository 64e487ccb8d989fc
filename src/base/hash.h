/* hash.h - hashes of bytes
 *
 * hash_bytes() is stable for ever and everywhere: its values are stored in databases (identity
 * of sources and records), so it may never change.  XXH64 of the xxHash library.
 *
 * hash_quick() is for tables in memory alone: a third of the price on short keys, and free to
 * become another one.  XXH3 of the same library, compiled in.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The same for the same bytes on every machine and in every version: it may be stored. */
uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed);
/* For tables in memory alone: another version may answer otherwise. */
uint64_t hash_quick(const void *bytes, size_t len, uint64_t seed);

/* One seed a process, for tables whose keys strangers choose: drawn at the first use and never
 * changed. */
uint64_t hash_seed(void);

/* The same of bytes that come bit by bit: hash_run_begin(), any number of hash_run_add(), and
 * hash_run_end() gives what hash_bytes() says of all of them; adding may go on after it. */
struct hash_run { uint64_t state[11]; };
void hash_run_begin(struct hash_run *r, uint64_t seed);
void hash_run_add(struct hash_run *r, const void *bytes, size_t len);
uint64_t hash_run_end(const struct hash_run *r);

#endif
