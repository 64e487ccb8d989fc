/* sums.h - counters found by a few numbers
 *
 * A cell is found by SUMS_KEY numbers and holds as many counters as the table was made for, all 0
 * at first.  Numbers that stand for texts come from numbered.h.  Made for tables that are filled
 * by the million and given out whole: nothing is removed, cells stand in one block and move as it
 * grows, so a cell is valid until the next sums_cell().
 *
 * A zeroed struct with `counters` set is a valid empty table.
 */
#ifndef BASE_SUMS_H
#define BASE_SUMS_H

#include <stddef.h>
#include <stdint.h>

enum { SUMS_KEY = 3 };

struct sums {
    size_t counters;                    /* of a cell */
    uint64_t *cells;                    /* key and counters, cell by cell, in order of coming */
    uint32_t *places;                   /* a cell's number + 1, by hash; 0: free */
    size_t len, cap, places_cap;        /* places_cap is 0 or a power of two */
    uint64_t seed;
};

/* The counters of the cell. */
uint64_t *sums_cell(struct sums *s, const uint64_t key[SUMS_KEY]);
/* The key of cell `i` < s->len; its counters follow. */
const uint64_t *sums_at(const struct sums *s, size_t i);
void sums_clear(struct sums *s);
void sums_release(struct sums *s);

#endif
