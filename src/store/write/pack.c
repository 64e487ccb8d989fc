/* Columns of varints: most columns of an hour are equal or go up by little. */
#include "store/pack.h"

#include "base/mem.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum kind { EQUAL, PLAIN, STEPS };      /* of a column */
enum { VARINT_MAX = 10, WORD = 8 };      /* bytes */
#define HIGH_BITS UINT64_C(0x8080808080808080)

/* ---- Writing -------------------------------------------------------------------------------- */

/* All columns grow together, so each begins from the same size. */
static void make_room(struct pack *p, size_t len)
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
    make_room(p, p->len + 1);
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

static int64_t unzigzag(uint64_t n)
{
    return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

/* The shortest of three ways: one value for all, the differences, the values themselves. */
static enum kind write_values(const int64_t *values, size_t len, struct strbuf *plain,
                              struct strbuf *steps)
{
    int equal = 1;
    for (size_t i = 0; i < len; i++) {
        int64_t before = i ? values[i - 1] : 0;
        equal &= i == 0 || values[i] == before;
        put(plain, (uint64_t)values[i]);
        put(steps, zigzag((int64_t)((uint64_t)values[i] - (uint64_t)before)));
    }
    return equal ? EQUAL : steps->len < plain->len ? STEPS : PLAIN;
}

void pack_write(const struct pack *p, struct strbuf *out)
{
    struct strbuf plain = {0}, steps = {0};
    put(out, p->len);
    for (int c = 0; p->len && c < PACK_COLUMNS; c++) {
        strbuf_clear(&plain);
        strbuf_clear(&steps);
        enum kind kind = write_values(p->column[c], p->len, &plain, &steps);
        if (kind == EQUAL) {
            strbuf_clear(&plain);
            put(&plain, (uint64_t)p->column[c][0]);
        }
        const struct strbuf *best = kind == STEPS ? &steps : &plain;
        put(out, best->len + 1);
        strbuf_char(out, (char)kind);
        strbuf_add(out, best->ptr, best->len);
    }
    strbuf_release(&plain);
    strbuf_release(&steps);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* NULL: there is no whole varint before `end`. */
static const unsigned char *get_slow(const unsigned char *at, const unsigned char *end,
                                     uint64_t *n)
{
    uint64_t value = 0;
    for (unsigned shift = 0; at < end && shift < 64; shift += 7) {
        unsigned char byte = *at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *n = value;
            return at;
        }
    }
    return NULL;
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

/* One value stands for all. */
static const unsigned char *read_equal(int64_t *values, size_t len, const unsigned char *at,
                                       const unsigned char *end)
{
    uint64_t n = 0;
    at = get(at, end, &n);
    for (size_t i = 0; at && i < len; i++)
        values[i] = (int64_t)n;
    return at;
}

/* 1: the next eight numbers are a byte each, which most of some columns are. */
static inline int are_small(const unsigned char *at, const unsigned char *end, size_t left)
{
    return left >= WORD && end - at >= WORD && !(word_at(at) & HIGH_BITS);
}

/* NULL: the bytes end too early. */
static const unsigned char *read_plain(int64_t *values, size_t len, const unsigned char *at,
                                       const unsigned char *end)
{
    uint64_t n = 0;
    for (size_t i = 0; at && i < len;) {
        if (are_small(at, end, len - i)) {
            for (int k = 0; k < WORD; k++)
                values[i++] = *at++;
            continue;
        }
        at = get(at, end, &n);
        values[i++] = (int64_t)n;
    }
    return at;
}

/* The sum of the differences; it may wrap where the bytes are damaged, which unsigned numbers do
 * without harm. */
static const unsigned char *read_steps(int64_t *values, size_t len, const unsigned char *at,
                                       const unsigned char *end)
{
    uint64_t n = 0, value = 0;
    for (size_t i = 0; at && i < len;) {
        if (are_small(at, end, len - i)) {
            for (int k = 0; k < WORD; k++) {
                value += (uint64_t)unzigzag(*at++);
                values[i++] = (int64_t)value;
            }
            continue;
        }
        at = get(at, end, &n);
        value += (uint64_t)unzigzag(n);
        values[i++] = (int64_t)value;
    }
    return at;
}

int pack_read(struct pack *p, struct smtplog_slice bytes, unsigned wanted)
{
    static const unsigned char *(*const readers[])(int64_t *, size_t, const unsigned char *,
                                                   const unsigned char *) = {
        [EQUAL] = read_equal, [PLAIN] = read_plain, [STEPS] = read_steps,
    };
    uint64_t rows = 0, len = 0;
    pack_clear(p);
    if (!bytes.ptr)
        return -1;
    const unsigned char *end = (const unsigned char *)bytes.ptr + bytes.len;
    const unsigned char *at = get((const unsigned char *)bytes.ptr, end, &rows);
    /* keys differ, so time or place in the second take a byte a row: no damaged
     * number eats memory */
    if (!at || rows > bytes.len + 1)
        return -1;
    make_room(p, (size_t)rows);
    for (int c = 0; rows && c < PACK_COLUMNS; c++) {
        at = get(at, end, &len);
        if (!at || len == 0 || len > (uint64_t)(end - at) || *at > STEPS)
            return -1;
        const unsigned char *last = at + len;
        if (wanted >> c & 1 && readers[*at](p->column[c], (size_t)rows, at + 1, last) != last)
            return -1;
        at = last;
    }
    p->len = (size_t)rows;
    return at == end ? 0 : -1;
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
