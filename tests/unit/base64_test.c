/* Base64: the vectors of RFC 4648 section 10 both ways, and what people paste. */
#include "base/base64.h"

#include <criterion/criterion.h>

static const struct { const char *bytes, *digits; } vectors[] = {
    {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "+/+/"}, {"?>z", "Pz56"},
};

Test(base64, vectors_of_the_rfc_both_ways)
{
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        struct strbuf coded = {0}, read = {0};
        base64_add(&coded, vectors[i].bytes, strlen(vectors[i].bytes));
        cr_expect_str_eq(coded.ptr, vectors[i].digits);
        cr_expect(base64_read(&read, slice_str(vectors[i].digits)));
        cr_expect_str_eq(read.ptr, vectors[i].bytes);
        strbuf_release(&coded);
        strbuf_release(&read);
    }
}

Test(base64, blanks_folds_and_missing_padding_are_passed_over)
{
    struct strbuf read = {0};
    cr_expect(base64_read(&read, SLICE_LIT(" Zm9v\r\n\tYg")));
    cr_expect_str_eq(read.ptr, "foob");
    strbuf_release(&read);
}

Test(base64, what_is_none_is_refused)
{
    static const char *const none[] = {"", "Z", "Zm9v!", "Zg==Zg", "Zm-_", "Ж"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct strbuf read = {0};
        cr_expect_not(base64_read(&read, slice_str(none[i])), "%s", none[i]);
        strbuf_release(&read);
    }
}
