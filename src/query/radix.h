/* radix.h - sorting many small numbers
 *
 * A radix sort from the lowest digit on: several times faster than qsort() for a million numbers,
 * and stable.  Digits that all numbers share cost nothing.
 */
#ifndef QUERY_RADIX_H
#define QUERY_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts by the bits from `lowest` on; numbers that differ only below keep their order. */
void radix_sort(uint64_t *numbers, size_t len, int lowest);

#endif
