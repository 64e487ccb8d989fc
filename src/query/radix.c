/* Sorting by digits beats comparing for numbers of few bytes; digits that are equal everywhere
 * are left out. */
#include "query/radix.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* Equal digits keep the order that they came in, so the lower digits, sorted before, stay
 * sorted. */
static void sort_by_digit(const uint64_t *from, uint64_t *to, size_t len, int shift)
{
    size_t start[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < len; i++)
        start[from[i] >> shift & (DIGITS - 1)]++;
    for (size_t i = 0; i < DIGITS; i++) {
        size_t n = start[i];
        start[i] = sum;
        sum += n;
    }
    for (size_t i = 0; i < len; i++)
        to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

/* The bits in which the numbers are not all equal. */
static uint64_t differing(const uint64_t *numbers, size_t len)
{
    uint64_t bits = 0;
    for (size_t i = 1; i < len; i++)
        bits |= numbers[i] ^ numbers[0];
    return bits;
}

/* What comes in order of time often is in order of ids too. */
static int is_sorted(const uint64_t *numbers, size_t len, int lowest)
{
    for (size_t i = 1; i < len; i++)
        if (numbers[i - 1] >> lowest > numbers[i] >> lowest)
            return 0;
    return 1;
}

void radix_sort(uint64_t *numbers, size_t len, int lowest)
{
    if (is_sorted(numbers, len, lowest))
        return;
    uint64_t *other = mem_resize(NULL, len * sizeof *other), *from = numbers, *to = other;
    uint64_t bits = differing(numbers, len);
    for (int shift = lowest; shift < 64; shift += DIGIT_BITS) {
        if (!(bits >> shift & (DIGITS - 1)))
            continue;
        sort_by_digit(from, to, len, shift);
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != numbers)
        memcpy(numbers, from, len * sizeof *numbers);
    free(other);
}
