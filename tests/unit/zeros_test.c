/* Runs of zeros are short, all else stays, and what is damaged is refused. */
#include "base/zeros.h"

#include <criterion/criterion.h>

static const struct { struct smtplog_slice plain, squeezed; } rows[] = {
    {{"", 0}, {"", 0}}, {{"abc", 3}, {"abc", 3}}, {{"\0", 1}, {"\0\1", 2}},
    {{"a\0\0\0b", 5}, {"a\0\3b", 4}}, {{"\0a\0", 3}, {"\0\1a\0\1", 5}},
};

Test(zeros, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf there = {0}, back = {0};
        zeros_squeeze(&there, rows[i].plain);
        cr_expect(slice_eq(strbuf_view(&there), rows[i].squeezed), "%zu", i);
        cr_expect(zeros_spread(&back, strbuf_view(&there), rows[i].plain.len), "%zu", i);
        cr_expect(slice_eq(strbuf_view(&back), rows[i].plain), "%zu", i);
        strbuf_release(&there);
        strbuf_release(&back);
    }
}

/* Runs about as long as a count can be. */
Test(zeros, long_runs)
{
    for (size_t len = 250; len < 520; len++) {
        struct strbuf plain = {0}, there = {0}, back = {0};
        for (size_t i = 0; i < len; i++)
            strbuf_char(&plain, 0);
        strbuf_char(&plain, 'x');
        zeros_squeeze(&there, strbuf_view(&plain));
        cr_expect_leq(there.len, 7);
        cr_expect(zeros_spread(&back, strbuf_view(&there), len + 1));
        cr_expect(slice_eq(strbuf_view(&back), strbuf_view(&plain)), "%zu", len);
        cr_expect_not(zeros_spread(&back, strbuf_view(&there), len), "more than asked for");
        strbuf_release(&plain);
        strbuf_release(&there);
        strbuf_release(&back);
    }
}

Test(zeros, damaged)
{
    const struct smtplog_slice bad[] = {{"a\0", 2}, {"\0\0", 2}, {"\0\377", 2}};
    struct strbuf out = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_not(zeros_spread(&out, bad[i], 100), "%zu", i);
    strbuf_release(&out);
}
