/* count.h - counting by pairs of numbers
 *
 * A table from (a, b) to how many, and the latest of something: what a scan of a day's events
 * adds to a million times.  Keys are ids of the database, so the hash need not be secret.  Cells
 * stand in one block in the order in which their keys came; a million take 44 MB at most.  A
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
};

struct counts {
    struct count_cell *cells;           /* `len` of them */
    uint32_t *places;                   /* a cell's number, from 1, by hash; 0: free */
    size_t len, cap, places_cap;        /* places_cap is 0 or a power of two */
};

/* NULL: not there */
struct count_cell *count_get(const struct counts *c, uint64_t a, uint64_t b);
/* Made with n 0 and latest 0 if it was not there; valid until the next new key. */
struct count_cell *count_at(struct counts *c, uint64_t a, uint64_t b);
/* A new cell that count_at() will not be asked for: its number is kept elsewhere. */
struct count_cell *count_append(struct counts *c, uint64_t a, uint64_t b);
void count_add(struct counts *c, uint64_t a, uint64_t b, int64_t n, int64_t latest);
/* Asks the memory for what count_add() will look at: some rows ahead of it. */
void count_ahead(const struct counts *c, uint64_t a, uint64_t b);
/* Puts the cells in order of a, then of n falling, then of b; then only reading cells[0] to
 * cells[len - 1] is allowed. */
void count_sort(struct counts *c);
void count_release(struct counts *c);

#endif
