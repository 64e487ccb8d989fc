#include "report/radix.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* 0 if all have the same digit: `to` is as it was. */
static int sort_by_digit(const uint64_t *from, uint64_t *to, size_t len, int shift)
{
    size_t start[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < len; i++)
        start[from[i] >> shift & (DIGITS - 1)]++;
    if (start[from[0] >> shift & (DIGITS - 1)] == len)
        return 0;
    for (size_t i = 0; i < DIGITS; i++) {
        size_t n = start[i];
        start[i] = sum;
        sum += n;
    }
    for (size_t i = 0; i < len; i++)
        to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
    return 1;
}

void radix_sort(uint64_t *numbers, size_t len, int lowest)
{
    if (len < 2)
        return;
    uint64_t *other = mem_resize(NULL, len * sizeof *other), *from = numbers, *to = other;
    for (int shift = lowest; shift < 64; shift += DIGIT_BITS)
        if (sort_by_digit(from, to, len, shift)) {
            uint64_t *swap = from;
            from = to;
            to = swap;
        }
    if (from != numbers)
        memcpy(numbers, from, len * sizeof *numbers);
    free(other);
}
