/* Names that a reply repeats bare: when the words of replies must be known to tell them. */
#include "classify/bare_names.h"
#include "classify/classify.h"

#include "base/diag.h"

#include <criterion/criterion.h>
#include <malloc.h>

static struct event refused(const char *text)
{
    return (struct event){.code = 550, .class = 5, .recipient = SLICE_LIT("bob@example.org"),
                          .text = slice_str(text)};
}

Test(classify_names, one_may_stand)
{
    static const struct { const char *reason; int may; } rows[] = {
        {"no mailbox bob here", 1}, {"Bob", 1}, {"no mailbox <address> here", 0}, {"bobby is full", 0},
        {"", 0},
    };
    struct map none = {0};
    struct strbuf out = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct event e = refused(rows[i].reason);
        const struct smtplog_slice reason = slice_str(rows[i].reason);
        cr_expect_eq(bare_names_may_stand(reason, &e), rows[i].may, "%s", rows[i].reason);
        cr_expect_eq(slice_eq(bare_names_mask(reason, &e, &none, &out), reason), !rows[i].may,
                     "%s", rows[i].reason);
    }
    strbuf_release(&out);
}

/* By the memory that they take: thousands of words. */
static size_t grown(struct classifier *c, const char *text, const char *want)
{
    struct event e = refused(text);
    const size_t before = mallinfo2().uordblks;
    classify_event(c, &e);
    cr_expect(slice_is(e.reason, want), "%.*s", (int)e.reason.len, e.reason.ptr);
    return mallinfo2().uordblks - before;
}

Test(classify_names, words_are_learnt_when_a_name_stands)
{
    enum { WORDS = 100 * 1024 };
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    if (!mallinfo2().uordblks)
        cr_skip_test("a sanitizer's malloc() does not tell");
    grown(c, "quite unheard of", "quite unheard of");       /* the rules are read now */
    cr_expect_lt(grown(c, "never seen either", "never seen either"), WORDS);
    cr_expect_gt(grown(c, "nothing to do for bob today", "nothing to do for <name> today"), WORDS);
    cr_expect_lt(grown(c, "nothing for bob today", "nothing for <name> today"), WORDS);
    classifier_free(c);
}
