/* smtplog/scan.h - scanners over borrowed bytes, for parsers
 *
 * Header only: a parser links against nothing of the host.  A cursor is a slice whose front
 * moves.  Every scan_*() moves the cursor only if it succeeded, so alternatives need no save
 * and restore:  if (scan_lit(&c, "to=<") && scan_until(&c, '>', &to)) ...
 * Nothing reads past ptr + len; nothing needs a terminating NUL.
 */
#ifndef SMTPLOG_SCAN_H
#define SMTPLOG_SCAN_H

#include <smtplog/parser.h>
#include <string.h>

/* memmem() and memrchr() are declared by <string.h> under _GNU_SOURCE alone.  Undeclared they
 * would be taken to answer an int, and half of a pointer is no error but a wrong place. */
#if !defined(_GNU_SOURCE) && !defined(__cplusplus)
extern void *memmem(const void *haystack, size_t haystack_len, const void *needle,
                    size_t needle_len);
extern void *memrchr(const void *s, int c, size_t n);
#endif

#define SLICE_LIT(s) ((struct smtplog_slice){(s), sizeof(s) - 1})

static inline struct smtplog_slice slice_of(const char *ptr, size_t len)
{
    struct smtplog_slice s = {ptr, len};
    return s;
}

static inline struct smtplog_slice slice_str(const char *s)
{
    return slice_of(s, s ? strlen(s) : 0);
}

/* The part of s from byte `from` on; empty at the end if `from` is beyond it. */
static inline struct smtplog_slice slice_from(struct smtplog_slice s, size_t from)
{
    if (from > s.len)
        from = s.len;
    return s.ptr ? slice_of(s.ptr + from, s.len - from) : s;
}

static inline struct smtplog_slice slice_head(struct smtplog_slice s, size_t len)
{
    return slice_of(s.ptr, len < s.len ? len : s.len);
}

static inline int slice_eq(struct smtplog_slice a, struct smtplog_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The first byte alone tells most texts from a literal: a parser tries a line against many. */
static inline int slice_starts(struct smtplog_slice a, const char *lit)
{
    if (a.len == 0 || a.ptr[0] != lit[0])
        return lit[0] == '\0';
    size_t n = strlen(lit);
    return a.len >= n && memcmp(a.ptr, lit, n) == 0;
}

static inline int slice_is(struct smtplog_slice a, const char *lit)
{
    return slice_starts(a, lit) && a.len == strlen(lit);
}

static inline int slice_ends(struct smtplog_slice a, const char *lit)
{
    size_t n = strlen(lit);
    return a.len >= n && memcmp(a.ptr + a.len - n, lit, n) == 0;
}

/* Does `word` stand in `list`, whose words are parted by blanks or commas?  For settings. */
static inline int slice_in_list(struct smtplog_slice word, const char *list)
{
    while (*list) {
        size_t n = strcspn(list, ", ");
        if (n && slice_eq(word, slice_of(list, n)))
            return 1;
        list += n;
        list += strspn(list, ", ");
    }
    return 0;
}

/* Offset of the first `lit` in s, or -1. */
static inline ptrdiff_t slice_find(struct smtplog_slice s, const char *lit)
{
    const char *at = s.len ? (const char *)memmem(s.ptr, s.len, lit, strlen(lit)) : NULL;
    return at ? at - s.ptr : -1;
}

/* Does s begin with one of n literals?  Does it hold one? */
static inline int slice_starts_any(struct smtplog_slice s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_starts(s, list[i]))
            return 1;
    return 0;
}

static inline int slice_holds_any(struct smtplog_slice s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_find(s, list[i]) >= 0)
            return 1;
    return 0;
}

/* Offset of the last `lit` in s, or -1. */
static inline ptrdiff_t slice_rfind(struct smtplog_slice s, const char *lit)
{
    size_t n = strlen(lit), fronts = n && s.len >= n ? s.len - n + 1 : 0;
    while (fronts) {
        const char *at = (const char *)memrchr(s.ptr, lit[0], fronts);
        if (!at)
            break;
        if (memcmp(at, lit, n) == 0)
            return at - s.ptr;
        fronts = (size_t)(at - s.ptr);
    }
    return -1;
}

static inline int scan_is_blank(char c) { return c == ' ' || c == '\t'; }

/* How many blanks stand at the front of s; s without them. */
static inline size_t slice_blanks(struct smtplog_slice s)
{
    size_t n = 0;
    while (n < s.len && scan_is_blank(s.ptr[n]))
        n++;
    return n;
}

static inline struct smtplog_slice slice_unindented(struct smtplog_slice s)
{
    return slice_from(s, slice_blanks(s));
}

static inline struct smtplog_slice slice_trim(struct smtplog_slice s)
{
    while (s.len && scan_is_blank(s.ptr[0]))
        s.ptr++, s.len--;
    while (s.len && (scan_is_blank(s.ptr[s.len - 1]) || s.ptr[s.len - 1] == '\r'))
        s.len--;
    return s;
}

static inline int scan_is_digit(char c) { return (unsigned char)(c - '0') < 10; }
static inline int scan_is_alnum(char c)
{
    return scan_is_digit(c) || (unsigned char)((c | 0x20) - 'a') < 26;
}

/* The eight bytes from p on as one number, the first the lowest, on any machine. */
static inline uint64_t scan_eight(const char *p)
{
    uint64_t n;
    memcpy(&n, p, sizeof n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    n = __builtin_bswap64(n);
#endif
    return n;
}

/* How many bytes at the front of s are letters or digits.  Eight are looked at at once, as every
 * line names a message by such a word: what is added carries into a byte's highest bit from the
 * range's first byte on, and no further. */
static inline size_t slice_alnums(struct smtplog_slice s)
{
    const uint64_t ones = 0x0101010101010101u, highest = 0x80 * ones;
    size_t n = 0;
    for (; n + 8 <= s.len; n += 8) {
        uint64_t bytes = scan_eight(s.ptr + n), low = bytes & ~highest, small = low | 0x20 * ones;
        uint64_t digits = (low + (0x80 - '0') * ones) & ~(low + (0x7f - '9') * ones);
        uint64_t letters = (small + (0x80 - 'a') * ones) & ~(small + (0x7f - 'z') * ones);
        uint64_t others = ~((digits | letters) & ~bytes) & highest;
        if (others)
            return n + (size_t)__builtin_ctzll(others) / 8;
    }
    while (n < s.len && scan_is_alnum(s.ptr[n]))
        n++;
    return n;
}

/* What a digit of Base64 (RFC 4648 section 4) stands for, 0 to 63; -1: it is none. */
static inline int scan_base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    return scan_is_digit(c) ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The literal `lit` at the front. */
static inline int scan_lit(struct smtplog_slice *c, const char *lit)
{
    if (!slice_starts(*c, lit))
        return 0;
    size_t n = strlen(lit);
    c->ptr += n, c->len -= n;
    return 1;
}

/* Bytes up to `stop`, which is consumed too. */
static inline int scan_until(struct smtplog_slice *c, char stop, struct smtplog_slice *out)
{
    const char *at = c->len ? (const char *)memchr(c->ptr, stop, c->len) : NULL;
    if (!at)
        return 0;
    *out = slice_of(c->ptr, (size_t)(at - c->ptr));
    c->len -= out->len + 1;
    c->ptr = at + 1;
    return 1;
}

/* The next line without its end, LF or CRLF; the last one may have none. */
static inline struct smtplog_slice scan_next_line(struct smtplog_slice *c)
{
    struct smtplog_slice line;
    if (!scan_until(c, '\n', &line)) {
        line = *c;
        *c = slice_from(*c, c->len);
    }
    line.len -= line.len && line.ptr[line.len - 1] == '\r';
    return line;
}

/* Bytes up to the literal `stop`, which is consumed too. */
static inline int scan_until_lit(struct smtplog_slice *c, const char *stop,
                                 struct smtplog_slice *out)
{
    ptrdiff_t at = slice_find(*c, stop);
    if (at < 0)
        return 0;
    *out = slice_head(*c, (size_t)at);
    *c = slice_from(*c, (size_t)at + strlen(stop));
    return 1;
}

/* A run of 1..max decimal digits. */
static inline int scan_number(struct smtplog_slice *c, size_t max, uint64_t *out)
{
    uint64_t n = 0;
    size_t i = 0;
    while (i < c->len && i < max && scan_is_digit(c->ptr[i]))
        n = n * 10 + (uint64_t)(c->ptr[i++] - '0');
    if (i == 0 || max > 19)
        return 0;
    *c = slice_from(*c, i);
    *out = n;
    return 1;
}

/* Three digits 200..999 followed by a blank, '-' or the end: a reply code.  The separator
 * stays. */
static inline int scan_code(struct smtplog_slice *c, int32_t *out)
{
    if (c->len < 3 || !scan_is_digit(c->ptr[0]) || !scan_is_digit(c->ptr[1]) ||
        !scan_is_digit(c->ptr[2]))
        return 0;
    if (c->len > 3 && c->ptr[3] != ' ' && c->ptr[3] != '-')
        return 0;
    int32_t code = (c->ptr[0] - '0') * 100 + (c->ptr[1] - '0') * 10 + (c->ptr[2] - '0');
    if (code < 200)
        return 0;
    *out = code;
    *c = slice_from(*c, 3);
    return 1;
}

/* x.y.z with x in 2, 4, 5 and parts of 1..3 digits (RFC 3463 section 2). */
static inline int scan_enhanced(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t i = 0, part;
    if (c->len < 5 || (c->ptr[0] != '2' && c->ptr[0] != '4' && c->ptr[0] != '5') ||
        c->ptr[1] != '.')
        return 0;
    i = 2;
    for (part = 0; part < 2; part++) {
        size_t start = i;
        while (i < c->len && i - start < 3 && scan_is_digit(c->ptr[i]))
            i++;
        if (i == start)
            return 0;
        if (part == 0 && (i >= c->len || c->ptr[i++] != '.'))
            return 0;
    }
    if (i < c->len && (scan_is_alnum(c->ptr[i]) || c->ptr[i] == '.'))
        return 0;
    *out = slice_head(*c, i);
    *c = slice_from(*c, i);
    return 1;
}

/* The number that all of s is, its digits being the bytes of `alphabet`; -1: some byte is none, or
 * there are too many (10 digits of base 62 fit). */
static inline int64_t slice_number(struct smtplog_slice s, const char *alphabet)
{
    int64_t number = 0, base = (int64_t)strlen(alphabet);

    if (!s.len || s.len > 10)
        return -1;
    for (size_t i = 0; i < s.len; i++) {
        const char *at = s.ptr[i] ? strchr(alphabet, s.ptr[i]) : NULL;
        if (!at)
            return -1;
        number = number * base + (at - alphabet);
    }
    return number;
}

#endif
