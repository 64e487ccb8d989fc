/* Replies as logs hold them: code, enhanced code, lines. */
#include "smtp/reply.h"

#include <criterion/criterion.h>

static const struct {
    const char *name, *logged;
    uint32_t joint;
    int32_t code;
    const char *enhanced, *text;
} rows[] = {
    {"plain", "550 5.1.1 no such user", SMTPLOG_ONE_LINE, 550, "5.1.1", "no such user"},
    {"no enhanced", "451 try later", SMTPLOG_ONE_LINE, 451, NULL, "try later"},
    {"code only", "421", SMTPLOG_ONE_LINE, 421, NULL, ""},
    {"colon after enhanced", "550 5.1.1: no", SMTPLOG_ONE_LINE, 550, "5.1.1", "no"},
    {"hash before enhanced", "550 #5.1.0 no", SMTPLOG_ONE_LINE, 550, "5.1.0", "no"},
    {"garbage", "garbage line 450 4.0.0 after", SMTPLOG_BY_BLANK, 0, NULL, "garbage line 450 4.0.0 after"},
    {"three by blank", "450-4.2.0 first 450-4.2.0 second 450 4.2.0 last", SMTPLOG_BY_BLANK, 450, "4.2.0",
     "first\nsecond\nlast"},
    {"number in a single line", "550 5.7.1 see error 550 here", SMTPLOG_BY_BLANK, 550, "5.7.1",
     "see error 550 here"},
    {"number in the last line", "550-5.7.1 a 550 5.7.1 mail 550 times", SMTPLOG_BY_BLANK, 550, "5.7.1",
     "a\nmail 550 times"},
    {"by mark", "535-5.7.8 no. Learn more at?535 5.7.8  https://x.example/?p=1", SMTPLOG_BY_MARK, 535, "5.7.8",
     "no. Learn more at\nhttps://x.example/?p=1"},
    {"by double mark", "550-5.7.1 one??550 5.7.1 two", SMTPLOG_BY_MARK, 550, "5.7.1", "one\ntwo"},
    {"codes that differ", "550-5.1.1 first\\n451 4.3.0 last", SMTPLOG_BY_ESCAPE, 451, "4.3.0",
     "first\nlast"},
    {"a number in a line that is not behind NNN-", "550 5.1.1 first\\n451 words", SMTPLOG_BY_ESCAPE, 550,
     "5.1.1", "first\n451 words"},
    {"by escape", "550-5.1.1 first\\n550 5.1.1 last", SMTPLOG_BY_ESCAPE, 550, "5.1.1", "first\nlast"},
    {"by quoted escape", "250-one\\\\n250 two", SMTPLOG_BY_QUOTED_ESCAPE, 250, NULL, "one\ntwo"},
    {"by newline", "535-5.7.8 a\n535 5.7.8 b", SMTPLOG_BY_NEWLINE, 535, "5.7.8", "a\nb"},
    {"not an enhanced code", "554 5.7.1234 x", SMTPLOG_ONE_LINE, 554, NULL, "5.7.1234 x"},
    {"empty", "", SMTPLOG_BY_BLANK, 0, NULL, ""},
};

Test(smtp_reply, table)
{
    struct strbuf scratch = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reply r = reply_read(slice_str(rows[i].logged), rows[i].joint, &scratch);
        cr_expect_eq(r.code, rows[i].code, "row %s: code %d", rows[i].name, r.code);
        cr_expect(slice_is(r.text, rows[i].text), "row %s: text '%.*s'", rows[i].name, (int)r.text.len, r.text.ptr);
        if (rows[i].enhanced)
            cr_expect(slice_is(r.enhanced, rows[i].enhanced), "row %s: enhanced", rows[i].name);
        else
            cr_expect_null(r.enhanced.ptr, "row %s: enhanced", rows[i].name);
    }
    strbuf_release(&scratch);
}
