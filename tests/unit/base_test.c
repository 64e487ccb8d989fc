/* The ground: buffers, maps, hashes that are stored for ever, text made safe. */
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/numbered.h"
#include "base/strbuf.h"
#include "base/sums.h"
#include "base/text.h"
#include "base/zone.h"

#include <stdlib.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

/* Eight bytes at a time say what each byte says, at every place and length, at every value. */
Test(base, runs_of_letters_and_digits)
{
    char text[] = "aZ09mNopQ7zA4jYDtB20x";
    const size_t len = sizeof text - 1;
    for (size_t at = 0; at < len; at++)
        for (int value = 0; value < 256; value++) {
            const char was = text[at];
            text[at] = (char)value;
            for (size_t from = 0; from <= at; from++)
                cr_assert_eq(slice_alnums(slice_of(text + from, len - from)),
                             scan_is_alnum((char)value) ? len - from : at - from,
                             "%d at %zu, from %zu", value, at, from);
            text[at] = was;
        }
    cr_expect_eq(slice_alnums(slice_of(NULL, 0)), 0);
}

/* The last of several, from the right; a literal longer than the text is not in it. */
Test(base, the_last_of_a_literal)
{
    cr_expect_eq(slice_rfind(SLICE_LIT("a id=1 id=2 i"), " id="), 6);
    cr_expect_eq(slice_rfind(SLICE_LIT("id="), "id="), 0);
    cr_expect_eq(slice_rfind(SLICE_LIT("xid"), "id="), -1);
    cr_expect_eq(slice_rfind(SLICE_LIT("id"), "id="), -1);
    cr_expect_eq(slice_rfind(slice_of(NULL, 0), "@"), -1);
    cr_expect_eq(slice_rfind(SLICE_LIT("aaa"), "aa"), 1);
    cr_expect_eq(slice_rfind(SLICE_LIT("aaa"), ""), -1);
}

Test(base, hash_is_for_ever)
{
    cr_expect_eq(hash_bytes("", 0, 0), 0xef46db3751d8e999u);
    cr_expect_eq(hash_bytes("abc", 3, 0), 0x44bc2cf5ad770999u);
}

Test(base, map_keeps_what_was_put_through_removals)
{
    struct map m = {0};
    char key[32];
    for (int i = 0; i < 5000; i++) {
        int n = snprintf(key, sizeof key, "key%d", i);
        map_put(&m, slice_of(key, (size_t)n))->value = (void *)(intptr_t)(i + 1);
    }
    for (int i = 0; i < 5000; i += 3) {
        int n = snprintf(key, sizeof key, "key%d", i);
        cr_expect_eq((intptr_t)map_remove(&m, slice_of(key, (size_t)n)), i + 1);
    }
    for (int i = 0; i < 5000; i++) {
        int n = snprintf(key, sizeof key, "key%d", i);
        cr_expect_eq((intptr_t)map_get(&m, slice_of(key, (size_t)n)), i % 3 ? i + 1 : 0, "%s", key);
    }
    cr_expect_eq(m.len, 5000 - 1667);
    map_release(&m, NULL);
}

Test(base, texts_keep_their_numbers)
{
    struct numbered n = {0};
    char text[32];
    cr_expect_eq(numbered_of(&n, slice_of(NULL, 0)), 0, "not known");
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 3000; i++) {
            int len = snprintf(text, sizeof text, "%u.example.org", i);
            cr_expect_eq(numbered_of(&n, slice_of(text, (size_t)len)), i + 1, "%s", text);
        }
    cr_expect_eq(numbered_of(&n, slice_of("", 0)), 3001, "empty is known to be empty");
    cr_expect(slice_is(numbered_text(&n, 43), "42.example.org"));
    cr_expect_null(numbered_text(&n, 0).ptr);
    numbered_clear(&n);
    cr_expect_eq(numbered_of(&n, SLICE_LIT("42.example.org")), 1, "a new life");
    numbered_release(&n);
}

/* Of texts that differ in one byte, at every place of every length, in more of them than are kept
 * at hand. */
Test(base, texts_that_look_alike_have_numbers_of_their_own)
{
    enum { LENGTHS = 24, VALUES = 8 };
    static struct numbered n;
    char text[LENGTHS];
    for (int round = 0; round < 2; round++) {
        uint32_t number = 0;
        for (size_t len = 1; len < LENGTHS; len++)
            for (size_t at = 0; at < len; at++)
                for (int value = 0; value < VALUES; value++) {
                    memset(text, 'm', len);
                    text[at] = (char)('a' + value);
                    cr_assert_eq(numbered_of(&n, slice_of(text, len)), ++number, "%.*s", (int)len,
                                 text);
                }
        cr_expect_eq(numbered_count(&n), number);
    }
    numbered_release(&n);
}

Test(base, sums_by_numbers)
{
    struct sums s = {.counters = 2};
    for (uint64_t i = 0; i < 30000; i++) {
        const uint64_t key[SUMS_KEY] = {i % 1000, i % 7, i % 1000 * 3};
        uint64_t *n = sums_cell(&s, key);
        n[0]++;
        n[1] += i;
    }
    cr_expect_eq(s.len, 7000);
    uint64_t all = 0, sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        const uint64_t *key = sums_at(&s, i), *n = key + SUMS_KEY;
        cr_expect_eq(key[2], key[0] * 3);
        cr_expect_geq(n[0], 4);
        all += n[0];
        sum += n[1];
    }
    cr_expect_eq(all, 30000);
    cr_expect_eq(sum, 30000u * 29999u / 2);
    cr_expect_eq(sums_at(&s, 0)[0], 0, "in order of coming");
    sums_clear(&s);
    cr_expect_eq(s.len, 0);
    cr_expect_eq(*sums_cell(&s, (const uint64_t[SUMS_KEY]){5, 5, 15}), 0, "a cell begins at 0");
    sums_release(&s);
}

static const struct { const char *in, *clean, *terminal; int width; } texts[] = {
    {"plain", "plain", "plain", 5},
    {"\xd0\xbf\xd0\xb8", "\xd0\xbf\xd0\xb8", "\xd0\xbf\xd0\xb8", 2},
    {"a\x1b[31mb", "a\x1b[31mb", "a\\x1b[31mb", 10},
    {"a\xff" "b", "a\xef\xbf\xbd" "b", "a\\xffb", 6},
    {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac", 4},
    {"\xe2\x80\xae" "evil", "\xe2\x80\xae" "evil", "\\u202eevil", 10},
    {"two\nlines", "two\nlines", "two lines", 9},
};

Test(base, text_is_made_safe)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct strbuf clean = {0}, terminal = {0};
        text_clean(&clean, slice_str(texts[i].in));
        text_for_terminal(&terminal, slice_str(texts[i].in));
        cr_expect_str_eq(clean.ptr, texts[i].clean, "row %zu", i);
        cr_expect_str_eq(terminal.ptr, texts[i].terminal, "row %zu", i);
        cr_expect_eq(text_width(strbuf_view(&terminal)), texts[i].width, "row %zu", i);
        strbuf_release(&clean);
        strbuf_release(&terminal);
    }
}

Test(base, text_as_json)
{
    struct strbuf out = {0};
    text_for_json(&out, slice_of("a\"\\\n\x01\xff\0z", 8));
    cr_expect_str_eq(out.ptr, "\"a\\\"\\\\\\n\\u0001\xef\xbf\xbd\\u0000z\"");
    strbuf_release(&out);
}

Test(base, text_is_cut_by_columns)
{
    struct strbuf out = {0};
    text_fit(&out, slice_str("\xe6\x97\xa5\xe6\x9c\xac\xe6\x97\xa5"), 4);
    cr_expect_str_eq(out.ptr, "\xe6\x97\xa5\xe2\x80\xa6");
    strbuf_release(&out);
}

/* A buffer that nothing was added to reads as the empty text, however it came to be so. */
Test(strbuf, an_empty_buffer_is_an_empty_text)
{
    struct strbuf b = {0};
    cr_expect_str_empty(strbuf_text(&b));
    cr_expect_not_null(strbuf_view(&b).ptr);
    strbuf_fmt(&b, "%s", "");
    cr_expect_str_empty(strbuf_text(&b));
    char *stolen = strbuf_steal(&b);
    cr_expect_str_empty(stolen);
    free(stolen);
    cr_expect_str_empty(strbuf_text(&b));
    strbuf_str(&b, "250 OK");
    strbuf_clear(&b);
    cr_expect_str_empty(strbuf_text(&b));
    cr_expect_eq(strbuf_view(&b).len, 0u);
    strbuf_release(&b);
}

Test(base, zones_that_the_library_follows)
{
    static const struct { const char *zone; int known; } rows[] = {
        {"UTC", 1}, {"CET-1CEST,M3.5.0,M10.5.0/3", 1}, {"EST5EDT,M3.2.0,M11.1.0", 1},
        {"<+0330>-3:30", 1}, {"XXX3", 1}, {"EST5EDT", 1}, {"NZST-12:00:00NZDT-13", 1},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", 1}, {"AAA0BBB,J60/-5,364/167:59:59", 1},
        {"CET-1CEST,M13.5.0,M10.5.0/3", 0}, {"CET-1CEST,M3.5.0", 0}, {"CETX", 0}, {"AB1", 0},
        {"CET-25", 0}, {"<+03-3", 0}, {"CET-1CEST,M3.5.0,M10.5.0/3x", 0}, {"Foo/Bar1", 0}, {"", 0},
        {"../../../etc/passwd", 0}, {"/etc/passwd", 0}, {"AAA0BBB,J0,J1", 0}, {"AAA0BBB,", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(zone_is_known(rows[i].zone), rows[i].known, "%s", rows[i].zone);
}

/* Beside zones there lie lists in the folder of zones. */
Test(base, zones_are_files_of_their_format)
{
    char folder[] = "/tmp/smtplog-zones-XXXXXX", path[64];
    static const struct { const char *name, *bytes; int known; } files[] = {
        {"Berlin", "TZif2 and so on", 1}, {"leapseconds", "# Allowance for leap seconds", 0},
        {"short", "TZ", 0},
    };
    cr_assert_not_null(mkdtemp(folder));
    setenv("TZDIR", folder, 1);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *f = fopen(path, "w");
        cr_assert_not_null(f);
        fputs(files[i].bytes, f);
        fclose(f);
        cr_expect_eq(zone_is_known(files[i].name), files[i].known, "%s", files[i].name);
        cr_expect_eq(zone_is_known(path), files[i].known, "%s", path);
        remove(path);
    }
    rmdir(folder);
}
