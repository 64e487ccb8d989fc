/* Most columns of an hour are equal, go up by little, or are not known of many events. */
#include "store/pack.h"

#include "base/mem.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { VARINT_MAX = 10 };                /* bytes */

/* All columns grow together, so each begins from the same size. */
void pack_room(struct pack *p, size_t len)
{
    size_t cap = p->cap;
    if (len <= cap)
        return;
    for (int c = 0; c < PACK_COLUMNS; c++) {
        p->cap = cap;
        p->column[c] = mem_grow(p->column[c], &p->cap, len, sizeof *p->column[c]);
    }
}

void pack_add(struct pack *p, const int64_t row[PACK_COLUMNS])
{
    pack_room(p, p->len + 1);
    for (int c = 0; c < PACK_COLUMNS; c++)
        p->column[c][p->len] = row[c];
    p->len++;
}

/* Seven bits a byte, the lowest first. */
static void put(struct strbuf *out, uint64_t n)
{
    char bytes[VARINT_MAX];
    size_t len = 0;
    for (; n > 0x7f; n >>= 7)
        bytes[len++] = (char)(n | 0x80);
    bytes[len++] = (char)n;
    strbuf_add(out, bytes, len);
}

/* Small for small differences of either sign. */
static uint64_t zigzag(int64_t n)
{
    return ((uint64_t)n << 1) ^ -(uint64_t)(n < 0);
}

/* A column in every way that it can be written in. */
struct ways {
    struct strbuf of[PACK_KINDS];
    int may_be[PACK_KINDS];             /* 1: tells all values */
};

static void write_varints(struct ways *w, const int64_t *values, size_t len)
{
    int equal = 1;
    for (size_t i = 0; i < len; i++) {
        int64_t before = i ? values[i - 1] : 0;
        equal &= i == 0 || values[i] == before;
        put(&w->of[PACK_PLAIN], (uint64_t)values[i]);
        put(&w->of[PACK_STEPS], zigzag((int64_t)((uint64_t)values[i] - (uint64_t)before)));
    }
    put(&w->of[PACK_EQUAL], (uint64_t)values[0]);
    w->may_be[PACK_EQUAL] = equal;
    w->may_be[PACK_PLAIN] = w->may_be[PACK_STEPS] = 1;
}

/* How many bytes each needs; more than PACK_WIDTH_MAX: some are too large. */
static unsigned width_of(const int64_t *values, size_t len)
{
    uint64_t all = 0;
    unsigned width = 1;
    for (size_t i = 0; i < len; i++)
        all |= (uint64_t)values[i];
    for (; all > 0xff; all >>= 8)
        width++;
    return width;
}

static void write_widths(struct ways *w, const int64_t *values, size_t len)
{
    unsigned width = width_of(values, len);
    struct strbuf *fixed = &w->of[PACK_FIXED], *sparse = &w->of[PACK_SPARSE];
    if (width > PACK_WIDTH_MAX)
        return;
    strbuf_char(fixed, (char)width);
    strbuf_char(sparse, (char)width);
    for (size_t i = 0; i < len; i += 8) {
        unsigned bits = 0;
        for (size_t k = i; k < len && k < i + 8; k++)
            bits |= (values[k] != 0) << (k - i);
        strbuf_char(sparse, (char)bits);
    }
    for (size_t i = 0; i < len; i++) {
        uint32_t n = htole32((uint32_t)values[i]);
        strbuf_add(fixed, (const char *)&n, width);
        if (n)
            strbuf_add(sparse, (const char *)&n, width);
    }
    w->may_be[PACK_FIXED] = w->may_be[PACK_SPARSE] = 1;
}

/* The shortest; what has a width may be a sixteenth longer, and numbers without bits before them
 * a sixteenth more. */
static enum pack_kind best_of(const struct ways *w)
{
    static const unsigned sixteenths[PACK_KINDS] = {
        [PACK_EQUAL] = 16, [PACK_PLAIN] = 18, [PACK_STEPS] = 18, [PACK_FIXED] = 16,
        [PACK_SPARSE] = 17,
    };
    enum pack_kind best = PACK_PLAIN;
    for (unsigned k = 0; k < PACK_KINDS; k++)
        if (w->may_be[k] && w->of[k].len * sixteenths[k] < w->of[best].len * sixteenths[best])
            best = k;
    return w->may_be[PACK_EQUAL] ? PACK_EQUAL : best;
}

void pack_write(const struct pack *p, struct strbuf *out)
{
    struct ways ways = {.may_be = {0}};
    put(out, p->len);
    for (int c = 0; p->len && c < PACK_COLUMNS; c++) {
        for (int k = 0; k < PACK_KINDS; k++) {
            strbuf_clear(&ways.of[k]);
            ways.may_be[k] = 0;
        }
        write_varints(&ways, p->column[c], p->len);
        write_widths(&ways, p->column[c], p->len);
        enum pack_kind kind = best_of(&ways);
        put(out, ways.of[kind].len + 1);
        strbuf_char(out, (char)kind);
        strbuf_slice(out, strbuf_view(&ways.of[kind]));
    }
    for (int k = 0; k < PACK_KINDS; k++)
        strbuf_release(&ways.of[k]);
}

void pack_clear(struct pack *p)
{
    p->len = 0;
}

void pack_release(struct pack *p)
{
    for (int c = 0; c < PACK_COLUMNS; c++)
        free(p->column[c]);
    *p = (struct pack){0};
}
