/* A keyed hash in the place of a name: the same person stays the same word, and who has no key
 * cannot try names. */
#include "base/mask.h"

#include "base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/random.h>

/* "anon." and 12 hexadecimal digits: among a million names two are one with a chance of 1:500. */
enum { MASK_BITS = 48, MASK_DIGITS = 12, KEY_DIGITS = 32 };
static const char mask_front[] = "anon.";
enum { MASK_LEN = sizeof mask_front - 1 + MASK_DIGITS };

/* ---- keys ---- */

struct mask_key mask_key_new(void)
{
    struct mask_key key = {{0}};
    while (!mask_key_is_set(key) &&
           (getrandom(&key, sizeof key, 0) == (ssize_t)sizeof key || errno == EINTR))
        ;
    return key;
}

int mask_key_is_set(struct mask_key key)
{
    return key.k[0] || key.k[1];
}

void mask_key_write(struct strbuf *out, struct mask_key key)
{
    strbuf_fmt(out, "%016" PRIx64 "%016" PRIx64, key.k[0], key.k[1]);
}

/* The value of a hexadecimal digit as we write it; -1: none. */
static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct mask_key mask_key_read(struct smtplog_slice text)
{
    struct mask_key key = {{0}};
    if (text.len != KEY_DIGITS)
        return key;
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.ptr[i]);
        if (digit < 0)
            return (struct mask_key){{0}};
        uint64_t *half = &key.k[i / (KEY_DIGITS / 2)];
        *half = *half << 4 | (uint64_t)digit;
    }
    return key;
}

/* ---- the hash ---- */

static uint64_t left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

/* SipRound, n times (Aumasson and Bernstein, "SipHash", 2012). */
static void rounds(uint64_t v[4], int n)
{
    while (n--) {
        v[0] += v[1], v[2] += v[3];
        v[1] = left(v[1], 13) ^ v[0], v[3] = left(v[3], 16) ^ v[2];
        v[0] = left(v[0], 32);
        v[2] += v[1], v[0] += v[3];
        v[1] = left(v[1], 17) ^ v[2], v[3] = left(v[3], 21) ^ v[0];
        v[2] = left(v[2], 32);
    }
}

static void absorb(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

/* Up to eight bytes as a number, the first the lowest, whatever the machine's order. */
static uint64_t word_at(const char *bytes, size_t len)
{
    uint64_t word = 0;
    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return word;
}

uint64_t mask_hash(struct smtplog_slice bytes, struct mask_key key)
{
    uint64_t v[4] = {key.k[0] ^ 0x736f6d6570736575, key.k[1] ^ 0x646f72616e646f6d,
                     key.k[0] ^ 0x6c7967656e657261, key.k[1] ^ 0x7465646279746573};
    size_t at = 0;
    for (; at + 8 <= bytes.len; at += 8)
        absorb(v, word_at(bytes.ptr + at, 8));
    absorb(v, word_at(bytes.ptr + at, bytes.len - at) | (uint64_t)bytes.len << 56);
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* ---- masks ---- */

static int is_masked(struct smtplog_slice name)
{
    if (name.len != MASK_LEN || !slice_starts(name, mask_front))
        return 0;
    for (size_t i = sizeof mask_front - 1; i < name.len; i++)
        if (digit_of(name.ptr[i]) < 0)
            return 0;
    return 1;
}

/* The bytes before the last "@"; all, if there is none. */
static size_t local_len(struct smtplog_slice address)
{
    ptrdiff_t at = slice_rfind(address, "@");
    return at < 0 ? address.len : (size_t)at;
}

/* The mask of all of `word`, its case from `from` on left out, for its first `len` bytes. */
static void mask(struct strbuf *out, struct smtplog_slice word, size_t len, size_t from,
                 struct mask_key key)
{
    if (len == 0 || is_masked(slice_head(word, len))) {
        strbuf_slice(out, word);
        return;
    }
    struct strbuf folded = {0};
    strbuf_slice(&folded, slice_head(word, from));
    text_lower_add(&folded, slice_from(word, from));
    uint64_t hash = mask_hash(strbuf_view(&folded), key) & (((uint64_t)1 << MASK_BITS) - 1);
    strbuf_release(&folded);
    strbuf_fmt(out, "%s%0*" PRIx64, mask_front, MASK_DIGITS, hash);
    strbuf_slice(out, slice_from(word, len));
}

/* Of the whole address, so that equal names in two domains are not known for one. */
void mask_address(struct strbuf *out, struct smtplog_slice address, struct mask_key key)
{
    size_t len = local_len(address);
    mask(out, address, len, len, key);
}

void mask_host(struct strbuf *out, struct smtplog_slice name, struct mask_key key)
{
    mask(out, name, name.len, 0, key);
}

int mask_is(struct smtplog_slice word)
{
    return is_masked(slice_head(word, local_len(word)));
}
