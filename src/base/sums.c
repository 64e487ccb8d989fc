/* sums.c - open addressing over numbers of cells: the table stays small, and walking it is walking
 * an array.
 *
 * Numbers of names come from logs, though not their values; the seed keeps even chosen times from
 * falling together. */
#include "base/sums.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static size_t cell_size(const struct sums *s)
{
    return SUMS_KEY + s->counters;
}

const uint64_t *sums_at(const struct sums *s, size_t i)
{
    return s->cells + i * cell_size(s);
}

/* Multiplies and folds, as wyhash and others do: two numbers at once.  Machines of 32 bits have no
 * product of 128; the parts of it are added up there. */
static uint64_t mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t low = (a & UINT32_MAX) * (b & UINT32_MAX), high = (a >> 32) * (b >> 32);
    uint64_t left = (a >> 32) * (b & UINT32_MAX), right = (a & UINT32_MAX) * (b >> 32);
    uint64_t middle = (low >> 32) + (left & UINT32_MAX) + (right & UINT32_MAX);
    high += (left >> 32) + (right >> 32) + (middle >> 32);
    return ((low & UINT32_MAX) | middle << 32) ^ high;
#endif
}

/* Open addressing; where nothing stands yet, the place to put it. */
static size_t place_of(const struct sums *s, const uint64_t key[SUMS_KEY])
{
    uint64_t hash = s->seed;
    for (size_t i = 0; i < SUMS_KEY; i++)
        hash = mix(hash ^ key[i], 0x9e3779b97f4a7c15u);
    size_t i = (size_t)hash & (s->places_cap - 1);
    while (s->places[i] && memcmp(sums_at(s, s->places[i] - 1), key, SUMS_KEY * sizeof *key) != 0)
        i = (i + 1) & (s->places_cap - 1);
    return i;
}

/* The seed is random, so that no log can be written whose keys all meet in one place. */
static void grow(struct sums *s)
{
    while (s->seed == 0 && getrandom(&s->seed, sizeof s->seed, 0) != sizeof s->seed)
        ;
    free(s->places);
    s->places_cap = s->places_cap ? s->places_cap * 2 : 64;
    s->places = mem_alloc(s->places_cap * sizeof *s->places);
    for (size_t i = 0; i < s->len; i++)
        s->places[place_of(s, sums_at(s, i))] = (uint32_t)i + 1;
}

uint64_t *sums_cell(struct sums *s, const uint64_t key[SUMS_KEY])
{
    if ((s->len + 1) * 2 > s->places_cap)
        grow(s);
    size_t place = place_of(s, key);
    if (!s->places[place]) {
        s->cells = mem_grow(s->cells, &s->cap, s->len + 1, cell_size(s) * sizeof *s->cells);
        uint64_t *cell = s->cells + s->len * cell_size(s);
        memcpy(cell, key, SUMS_KEY * sizeof *key);
        memset(cell + SUMS_KEY, 0, s->counters * sizeof *cell);
        s->places[place] = (uint32_t)++s->len;
    }
    return s->cells + (s->places[place] - 1) * cell_size(s) + SUMS_KEY;
}

void sums_clear(struct sums *s)
{
    s->len = 0;
    if (s->places)
        memset(s->places, 0, s->places_cap * sizeof *s->places);
}

void sums_release(struct sums *s)
{
    free(s->cells);
    free(s->places);
    *s = (struct sums){.counters = s->counters};
}
