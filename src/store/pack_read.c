/* Columns are read a stretch at a time, so that what was unpacked is counted while it lies in the
 * processor's cache.  That a column holds as many values as there are rows is looked at when the
 * pack is opened: nothing of a damaged pack is told. */
#include "store/pack.h"

#include "base/mem.h"

#include <endian.h>
#include <string.h>

enum { WORD = 8 };                      /* bytes */
#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

/* ---- Varints -------------------------------------------------------------------------------- */

/* Bits that are too many are left out. */
static const unsigned char *get_slow(const unsigned char *at, const unsigned char *end,
                                     uint64_t *n)
{
    uint64_t value = 0;
    for (unsigned shift = 0; at < end; shift += 7) {
        unsigned char byte = *at++;
        value |= shift < 64 ? (uint64_t)(byte & 0x7f) << shift : 0;
        if (byte < 0x80)
            break;
    }
    *n = value;
    return at;
}

/* Eight bytes as a number, the first the lowest. */
static inline uint64_t word_at(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return le64toh(word);
}

/* Sevens of bits, each in a byte of its own, moved together. */
static inline uint64_t join_sevens(uint64_t word)
{
    word &= UINT64_C(0x7f7f7f7f7f7f7f7f);
    word = (word & UINT64_C(0x007f007f007f007f)) | (word & UINT64_C(0x7f007f007f007f00)) >> 1;
    word = (word & UINT64_C(0x00003fff00003fff)) | (word & UINT64_C(0x3fff00003fff0000)) >> 2;
    return (word & UINT64_C(0x0fffffff)) | (word & UINT64_C(0x0fffffff00000000)) >> 4;
}

/* Numbers of all lengths are mixed, so a loop over their bytes is guessed wrong for most of them:
 * the last byte's place is computed instead. */
static inline const unsigned char *get(const unsigned char *at, const unsigned char *end,
                                       uint64_t *n)
{
    if (end - at < WORD)
        return get_slow(at, end, n);
    uint64_t word = word_at(at), last = ~word & HIGH_BITS;
    if (!last)
        return get_slow(at, end, n);
    *n = join_sevens(word & (last ^ (last - 1)));
    return at + __builtin_ctzll(last) / 8 + 1;
}

/* How many varints end in the bytes. */
static size_t ends(const unsigned char *at, const unsigned char *end)
{
    size_t n = 0;
    for (; end - at >= WORD; at += WORD)
        n += (~word_at(at) & HIGH_BITS) / 128 * LOW_BITS >> 56;
    for (; at < end; at++)
        n += *at < 0x80;
    return n;
}

/* 1: the next eight numbers are a byte each, which most of some columns are. */
static inline int are_small(const unsigned char *at, const unsigned char *end, size_t left)
{
    return left >= WORD && end - at >= WORD && !(word_at(at) & HIGH_BITS);
}

/* ---- The kinds of columns ------------------------------------------------------------------- */

static int open_varints(struct pack_at *c, size_t rows)
{
    return c->at < c->end && c->end[-1] < 0x80 && ends(c->at, c->end) == rows ? 0 : -1;
}

/* One value stands for all. */
static int open_equal(struct pack_at *c, size_t rows)
{
    uint64_t n;
    (void)rows;
    if (open_varints(c, 1))
        return -1;
    get(c->at, c->end, &n);
    c->value = n;
    return 0;
}

static void next_equal(struct pack_at *c, int64_t *values, size_t len)
{
    for (size_t i = 0; i < len; i++)
        values[i] = (int64_t)c->value;
}

static void next_plain(struct pack_at *c, int64_t *values, size_t len)
{
    const unsigned char *at = c->at;
    uint64_t n;
    for (size_t i = 0; i < len;) {
        if (are_small(at, c->end, len - i)) {
            for (int k = 0; k < WORD; k++)
                values[i++] = *at++;
            continue;
        }
        at = get(at, c->end, &n);
        values[i++] = (int64_t)n;
    }
    c->at = at;
}

static int64_t unzigzag(uint64_t n)
{
    return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

/* The sum of the differences; it may wrap where the bytes are damaged, which unsigned numbers do
 * without harm. */
static void next_steps(struct pack_at *c, int64_t *values, size_t len)
{
    const unsigned char *at = c->at;
    uint64_t n, value = c->value;
    for (size_t i = 0; i < len;) {
        if (are_small(at, c->end, len - i)) {
            for (int k = 0; k < WORD; k++) {
                value += (uint64_t)unzigzag(*at++);
                values[i++] = (int64_t)value;
            }
            continue;
        }
        at = get(at, c->end, &n);
        value += (uint64_t)unzigzag(n);
        values[i++] = (int64_t)value;
    }
    c->value = value;
    c->at = at;
}

/* The width stands in front. */
static int open_width(struct pack_at *c)
{
    if (c->at == c->end || *c->at < 1 || *c->at > PACK_WIDTH_MAX)
        return -1;
    c->width = *c->at++;
    c->mask = UINT32_MAX >> (32 - 8 * c->width);
    return 0;
}

static int open_fixed(struct pack_at *c, size_t rows)
{
    return open_width(c) || (size_t)(c->end - c->at) != rows * c->width ? -1 : 0;
}

/* The number of c->width bytes there. */
static inline uint32_t number_at(const struct pack_at *c, const unsigned char *at)
{
    uint32_t n = 0;
    if (c->end - at >= (ptrdiff_t)sizeof n) {
        memcpy(&n, at, sizeof n);
        return le32toh(n) & c->mask;
    }
    for (unsigned k = 0; k < c->width && at < c->end; k++)
        n |= (uint32_t)*at++ << 8 * k;
    return n;
}

static void next_fixed(struct pack_at *c, int64_t *values, size_t len)
{
    for (size_t i = 0; i < len; i++)
        values[i] = number_at(c, c->at + i * c->width);
    c->at += len * c->width;
}

static size_t bits_set(const unsigned char *at, const unsigned char *end)
{
    size_t n = 0;
    for (; end - at >= WORD; at += WORD)
        n += (size_t)__builtin_popcountll(word_at(at));
    for (; at < end; at++)
        n += (size_t)__builtin_popcount(*at);
    return n;
}

static int open_sparse(struct pack_at *c, size_t rows)
{
    if (!rows || open_width(c) || (size_t)(c->end - c->at) < (rows + 7) / 8)
        return -1;
    c->bits = c->at;
    c->at += (rows + 7) / 8;
    if (rows % 8 && c->at[-1] >> rows % 8)
        return -1;
    return (size_t)(c->end - c->at) == bits_set(c->bits, c->at) * c->width ? 0 : -1;
}

/* Eight rows, of one byte of bits; so many bytes lie before them that none is read behind. */
static const unsigned char *next_eight(const struct pack_at *c, int64_t *values, unsigned bits,
                                       const unsigned char *at)
{
    for (int k = 0; k < 8; k++, bits >>= 1) {
        uint32_t n, is_there = -(bits & 1);
        memcpy(&n, at, sizeof n);
        values[k] = le32toh(n) & c->mask & is_there;
        at += c->width & is_there;
    }
    return at;
}

static void next_sparse(struct pack_at *c, int64_t *values, size_t len)
{
    const unsigned char *at = c->at;
    size_t i = 0, bit = c->bit;
    while (i < len)
        if (bit % 8 == 0 && len - i >= 8 && c->end - at >= 8 * PACK_WIDTH_MAX) {
            at = next_eight(c, values + i, c->bits[bit / 8], at);
            i += 8, bit += 8;
        } else {
            uint32_t is_there = -(c->bits[bit / 8] >> bit % 8 & 1u);
            values[i++] = number_at(c, at) & is_there;
            at += c->width & is_there;
            bit++;
        }
    c->bit = bit;
    c->at = at;
}

static const struct kind {
    int (*open)(struct pack_at *c, size_t rows);        /* -1: is none of so many rows */
    void (*next)(struct pack_at *c, int64_t *values, size_t len);
} kinds[PACK_KINDS] = {
    [PACK_EQUAL] = {open_equal, next_equal}, [PACK_PLAIN] = {open_varints, next_plain},
    [PACK_STEPS] = {open_varints, next_steps}, [PACK_FIXED] = {open_fixed, next_fixed},
    [PACK_SPARSE] = {open_sparse, next_sparse},
};

/* ---- A pack --------------------------------------------------------------------------------- */

int pack_open(struct pack_reader *r, struct smtplog_slice bytes, unsigned wanted)
{
    uint64_t rows = 0, len = 0;
    *r = (struct pack_reader){.wanted = wanted};
    if (!bytes.len)
        return -1;
    const unsigned char *at = (const unsigned char *)bytes.ptr, *end = at + bytes.len;
    at = get(at, end, &rows);
    /* keys differ, so time or place in the second take a byte a row or, of some, a bit: no
     * damaged number eats memory */
    if (rows / 8 > bytes.len)
        return -1;
    for (int c = 0; rows && c < PACK_COLUMNS; c++) {
        at = get(at, end, &len);
        if (len == 0 || len > (uint64_t)(end - at) || *at >= PACK_KINDS)
            return -1;
        struct pack_at *column = &r->column[c];
        *column = (struct pack_at){.kind = *at, .at = at + 1, .end = at + len};
        if (wanted >> c & 1 && kinds[*at].open(column, (size_t)rows))
            return -1;
        at = column->end;
    }
    r->left = (size_t)rows;
    return at == end ? 0 : -1;
}

size_t pack_next(struct pack_reader *r, struct pack *p, size_t most)
{
    size_t len = r->left < most ? r->left : most;
    pack_room(p, len);
    for (int c = 0; c < PACK_COLUMNS; c++)
        if (r->wanted >> c & 1 && len)
            kinds[r->column[c].kind].next(&r->column[c], p->column[c], len);
    r->left -= len;
    p->len = len;
    return len;
}

int pack_read(struct pack *p, struct smtplog_slice bytes, unsigned wanted)
{
    struct pack_reader reader;
    pack_clear(p);
    if (pack_open(&reader, bytes, wanted))
        return -1;
    pack_next(&reader, p, reader.left);
    return 0;
}
