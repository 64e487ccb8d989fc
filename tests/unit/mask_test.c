/* Masks: the hash is SipHash-2-4, local parts and clients are hidden and nothing else is. */
#include "base/mask.h"

#include <criterion/criterion.h>
#include <fnmatch.h>

static const struct mask_key key = {{7, 8}}, other_key = {{7, 9}};

/* Of the reference code: key and text are 00 01 02 ... */
Test(mask, hash_has_the_values_of_the_reference)
{
    static const struct { size_t len; uint64_t want; } rows[] = {
        {0, 0x726fdb47dd0e0e31}, {1, 0x74f839c593dc67fd}, {7, 0xab0200f58b01d137},
        {8, 0x93f5f5799a932462}, {15, 0xa129ca6149be45e5}, {63, 0x958a324ceb064572},
    };
    const struct mask_key reference = {{0x0706050403020100, 0x0f0e0d0c0b0a0908}};
    char text[63];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)i;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(mask_hash(slice_of(text, rows[i].len), reference), rows[i].want, "%zu bytes",
                     rows[i].len);
}

typedef void mask_function(struct strbuf *out, struct smtplog_slice word, struct mask_key key);

static const struct { mask_function *mask; const char *word, *want; } rows[] = {
    {mask_address, "a@example.com", "anon.????????????@example.com"},
    {mask_address, "a@b@example.com", "anon.????????????@example.com"},
    {mask_address, "\"Bob B. @ home\"@example.com", "anon.????????????@example.com"},
    {mask_address, "example.org!bob", "anon.????????????"},
    {mask_address, "root", "anon.????????????"},
    {mask_address, "bob@", "anon.????????????@"},
    {mask_address, "anon.bob.builders@example.com", "anon.????????????@example.com"},
    {mask_address, "anon.0123456789AB@example.com", "anon.????????????@example.com"},
    {mask_address, "", ""}, {mask_address, "@example.com", "@example.com"},
    {mask_address, "anon.0123456789ab@example.com", "anon.0123456789ab@example.com"},
    {mask_host, "192.0.2.1", "anon.????????????"},
    {mask_host, "2001:db8::/64", "anon.????????????"},
    {mask_host, "a@mail.example.com", "anon.????????????"},
    {mask_host, "", ""}, {mask_host, "anon.0123456789ab", "anon.0123456789ab"},
};

static void expect_mask(size_t i)
{
    struct strbuf out = {0}, again = {0}, other = {0};
    struct smtplog_slice word = slice_str(rows[i].word);
    rows[i].mask(&out, word, key);
    rows[i].mask(&again, strbuf_view(&out), key);
    rows[i].mask(&other, word, other_key);
    cr_expect_eq(fnmatch(rows[i].want, strbuf_text(&out), 0), 0, "%s: %s", rows[i].word, strbuf_text(&out));
    cr_expect_str_eq(strbuf_text(&again), strbuf_text(&out), "%s: what is masked stays", rows[i].word);
    cr_expect_eq(mask_is(strbuf_view(&out)), strstr(strbuf_text(&out), "anon.") != NULL, "%s", strbuf_text(&out));
    if (strchr(rows[i].want, '?')) {
        cr_expect_str_neq(strbuf_text(&other), strbuf_text(&out), "%s: another key", rows[i].word);
        cr_expect_not(mask_is(word), "%s", rows[i].word);
    }
    strbuf_release(&out);
    strbuf_release(&again);
    strbuf_release(&other);
}

Test(mask, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_mask(i);
}

/* The front of a mask, to be compared. */
static const char *front(mask_function *mask, const char *word)
{
    static struct strbuf kept[8];
    static size_t n;
    struct strbuf *out = &kept[n++ % 8];
    strbuf_clear(out);
    mask(out, slice_str(word), key);
    out->ptr[17] = 0;
    return out->ptr;
}

Test(mask, case_matters_in_local_parts_alone)
{
    static const char bob[] = "bob@example.com";
    cr_expect_str_eq(front(mask_address, bob), front(mask_address, "bob@Example.COM"));
    cr_expect_str_neq(front(mask_address, bob), front(mask_address, "Bob@example.com"));
    cr_expect_str_neq(front(mask_address, bob), front(mask_address, "bob@example.org"));
    cr_expect_str_eq(front(mask_host, "PC.example.com"), front(mask_host, "pc.example.com"));
}

Test(mask, keys_are_written_and_read_back)
{
    static const char *const none[] = {"", "0123456789abcdef", "0123456789abcdef0123456789abcdeg",
                                       "0123456789abcdef0123456789abcdef0"};
    struct strbuf text = {0};
    struct mask_key a = mask_key_new(), b = mask_key_new();
    cr_expect(mask_key_is_set(a) && memcmp(&a, &b, sizeof a) != 0);
    mask_key_write(&text, a);
    b = mask_key_read(strbuf_view(&text));
    cr_expect_eq(memcmp(&a, &b, sizeof a), 0);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_expect_not(mask_key_is_set(mask_key_read(slice_str(none[i]))), "%s", none[i]);
    strbuf_release(&text);
}
