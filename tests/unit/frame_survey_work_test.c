/* How much the survey of a hostile text does, counted by the lines that it has judged. */
#include "base/strbuf.h"
#include "frame/frame.h"
#include "frame/unwrap_plan.h"

#include <criterion/criterion.h>

static enum frame_worth count(void *to, const struct smtplog_line *line)
{
    unsigned long *n = to;
    (void)line;
    ++*n;
    return FRAME_NOBODYS;
}

/* Texts that fit many rows, some of which make the same of them: gone on from each plan, whatever
 * was tried before, the survey judges 353, 86, 92 and 220 lines; else 188, 46, 57 and 117. */
static const struct { const char *before, *repeated, *after; unsigned long most; } rows[] = {
    {"Nov 23 10:09:00 mx2", "a:<br>", " smtpd[72]: relay: no", 260},
    {"2026-11-22 10:00:00 {\"MESSAGE\":\"", "\t{\"MESSAGE\":\"", "", 65},
    {"Jan  1 00:00:01 mx1 postfix/smtpd", "{\"a\":{\"a\":the ", "[7]: disconnect from unknown", 75},
    {"Nov 22 10:00:00 mx1 x: ", "Nov 22 10:00:00 mx1 x: ",
     "postfix/smtpd[9]: \\n2026-11-22 10:00:00 &lt;", 160},
};
enum { LONG = 500 };

Test(frame_survey_work, no_two_plans_that_make_the_same)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned long n = 0;
        const struct frame_judge judge = {count, &n};
        struct strbuf text = {0};
        struct unwrap_plan plan;
        strbuf_str(&text, rows[i].before);
        while (text.len < LONG)
            strbuf_str(&text, rows[i].repeated);
        strbuf_str(&text, rows[i].after);
        cr_expect_eq(frame_plan_of_text(strbuf_view(&text), &judge, &plan), 0);
        cr_expect_gt(n, 0);
        cr_expect_lt(n, rows[i].most, "row %zu: %lu lines were judged", i, n);
        strbuf_release(&text);
    }
}
