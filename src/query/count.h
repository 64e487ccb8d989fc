/* count.h - counting by pairs of numbers
 *
 * A table from (a, b) to how many, and the latest of something: what a scan of a day's events
 * adds to a million times.  Keys are ids of the database, so the hash need not be secret.  A
 * zeroed struct is a valid empty table.
 */
#ifndef QUERY_COUNT_H
#define QUERY_COUNT_H

#include <stddef.h>
#include <stdint.h>

struct count_cell {
    uint64_t a, b;
    int64_t n;
    int64_t latest;         /* the largest number that count_add() was given with this key */
    int used;
};

struct counts {
    struct count_cell *cells;
    size_t cap, len;        /* cap is 0 or a power of two */
};

/* NULL: not there */
struct count_cell *count_get(const struct counts *c, uint64_t a, uint64_t b);
/* Made with n 0 and latest 0 if it was not there; valid until the next new key. */
struct count_cell *count_at(struct counts *c, uint64_t a, uint64_t b);
void count_add(struct counts *c, uint64_t a, uint64_t b, int64_t n, int64_t latest);
/* Packs the cells to the front, sorted by a, then by n falling, then by b; then only reading
 * cells[0] to cells[len - 1] is allowed. */
void count_sort(struct counts *c);
void count_release(struct counts *c);

#endif
