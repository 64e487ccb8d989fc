/* Mail: encodings, addresses, hand-over.  tests/support/check_mail.py reads whole messages. */
#include "mail/defang.h"
#include "mail/mail.h"
#include "mail/mime.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { NOW = 1795457070 };

static void hear(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    strbuf_str(to, sentence);
    strbuf_char(to, '\n');
}

Test(mime, quoted_printable)
{
    static const struct { const char *name, *text, *want; } rows[] = {
        {"plain", "a line\n", "a line\n"},
        {"the last line is ended", "a line", "a line\n"},
        {"equals sign, tab, a letter beyond ASCII", "a=b\tc \xc3\xa9\n", "a=3Db=09c =C3=A9\n"},
        {"blank at the end", "end \n", "end=20\n"},
        {"what mbox takes for a beginning", "From here\n", "=46rom here\n"},
        {"what sendmail takes for the end", ".\n..\n", "=2E\n..\n"},
        {"empty lines", "\n\n", "\n\n"},
        {"a line that just fits",
         "1234567890123456789012345678901234567890123456789012345678901234567890123456\n",
         "1234567890123456789012345678901234567890123456789012345678901234567890123456\n"},
        {"one more is broken",
         "12345678901234567890123456789012345678901234567890123456789012345678901234567\n",
         "123456789012345678901234567890123456789012345678901234567890123456789012345=\n67\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        mime_text(&out, slice_str(rows[i].text), MIME_QUOTED_PRINTABLE);
        cr_expect_str_eq(strbuf_text(&out), rows[i].want, "row %s", rows[i].name);
        strbuf_release(&out);
    }
}

Test(mime, base64_ends_lines_as_the_standard_wants)
{
    struct strbuf out = {0};
    mime_text(&out, slice_str("a\nbc\n"), MIME_BASE64);
    cr_expect_str_eq(strbuf_text(&out), "YQ0KYmMNCg==\n");
    strbuf_release(&out);
}

Test(mime, words_of_a_field)
{
    static const struct { const char *name, *words, *want; } rows[] = {
        {"plain", "3 failures", "3 failures"},
        {"no field begins within another", "a\r\nBcc: x@example.org", "a  Bcc: x@example.org"},
        {"a long one is folded at a blank",
         "smtplog mx1 2026-11-22: no log line since 01:59, 12 to do, 23 bounced (usual 20)",
         "smtplog mx1 2026-11-22: no log line since 01:59, 12 to do, 23\n bounced (usual 20)"},
        {"a word that no line holds",
         "12345678901234567890123456789012345678901234567890123456789012345678901234567",
         "=?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5?=\n "
         "=?UTF-8?B?MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc=?="},
        {"what looks encoded is encoded", "=?x", "=?UTF-8?B?PT94?="},
        {"a letter beyond ASCII", "\xc3\xa9", "=?UTF-8?B?w6k=?="},
        {"broken UTF-8", "\xff", "=?UTF-8?B?77+9?="},
        {"characters are not cut in two", "123456789012345678901234567890123456789\xc3\xa9",
         "=?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5?=\n =?UTF-8?B?w6k=?="},
        {"nor here", "12345678901234567890123456789012345678\xc3\xa9",
         "=?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg=?=\n =?UTF-8?B?w6k=?="},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        mime_words(&out, slice_str(rows[i].words), 9);
        cr_expect_str_eq(strbuf_text(&out), rows[i].want, "row %s", rows[i].name);
        strbuf_release(&out);
    }
}

Test(defang, names_and_links)
{
    static const struct { const char *text, *want; } rows[] = {
        {"see https://www.example.com/a.b?c=1 now", "see hxxps://www[.]example[.]com/a.b?c=1 now"},
        {"HTTP://example.org", "hxxp://example[.]org"},
        {"<a.b@mail.example.co.uk>: gone.", "<a.b@mail[.]example[.]co[.]uk>: gone."},
        {"550 5.7.26 from 192.0.2.1", "550 5.7.26 from 192.0.2.1"},
        {"It ends. Here... and so on.", "It ends. Here... and so on."},
        {"\xd0\xbf\xd1\x80\xd0\xb8.\xd1\x80\xd1\x84",
         "\xd0\xbf\xd1\x80\xd0\xb8[.]\xd1\x80\xd1\x84"},
        {"example.com.", "example[.]com."},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        defang(&out, slice_str(rows[i].text));
        cr_expect_str_eq(strbuf_text(&out), rows[i].want, "row %s", rows[i].text);
        strbuf_release(&out);
    }
}

Test(mail, addresses)
{
    static const struct { const char *list; int ok; } rows[] = {
        {"root", 1}, {"a@example.org", 1}, {"a.b+c@example.org,root, d@example.net", 1},
        {"o'neil@example.org", 1}, {"", 0}, {"a@example.org,", 0}, {"a b@example.org", 0},
        {"a@example.org\nBcc: b@example.org", 0}, {"<a@example.org>", 0}, {"a@b@example.org", 0},
        {"\"a\"@example.org", 0}, {"-oQ/tmp@example.org", 0}, {"a@", 0}, {"@example.org", 0},
        {"a..b@example.org", 0}, {"a.@example.org", 0}, {"a@.example.org", 0},
        {"\xc3\xa9@example.org", 0},
        {"a(b)@example.org", 0}, {"a:b;", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(mail_address_ok(rows[i].list), rows[i].ok, "row %s", rows[i].list);
}

static struct mail sample(struct strbuf *html)
{
    for (int i = 0; i < 200; i++)
        strbuf_fmt(html, "<p class=\"n\">%d \xe2\x80\x94 x%*s</p>", i, i, "");
    strbuf_str(html, "\n");
    return (struct mail){
        .to = "root@example.org, postmaster@example.net", .date = NOW,
        .subject = "smtplog mx1: 1\xc2\xa0" "204 \xd0\xbe\xd1\x82\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0 "
                   "\xd0\xb7\xd0\xb0 2026-11-22 (\xe2\x96\xb2 \xc3\x97" "2.1), \xd0\xbd\xd0\xb5 "
                   "\xd0\xb4\xd0\xbe\xd1\x81\xd1\x82\xd0\xb0\xd0\xb2\xd0\xbb\xd0\xb5\xd0\xbd\xd0\xbe",
        .text = slice_str("\xd0\x9e\xd1\x82\xd0\xba\xd0\xb0\xd0\xb7\xd1\x8b\nFrom x\n.\n"),
        .html = strbuf_view(html),
    };
}

Test(mail, another_library_reads_it_without_a_defect)
{
    struct strbuf html = {0}, told = {0};
    struct diag diag = {.tell = hear, .to = &told};
    struct mail mail = sample(&html);
    setenv("WANT_SUBJECT", mail.subject, 1);
    setenv("WANT_TO", mail.to, 1);
    setenv("WANT_TEXT", mail.text.ptr, 1);
    setenv("WANT_HTML", mail.html.ptr, 1);
    cr_expect_eq(mail_send(&mail, SMTPLOG_SOURCE "/tests/support/check_mail.py", &diag), 0, "%s",
                 told.ptr);
    mail.subject = "plain\nBcc: evil@example.org";
    setenv("WANT_SUBJECT", "plain Bcc: evil@example.org", 1);
    mail.text = slice_str("plain\n");
    setenv("WANT_TEXT", "plain\n", 1);
    cr_expect_eq(mail_send(&mail, SMTPLOG_SOURCE "/tests/support/check_mail.py", &diag), 0, "%s",
                 told.ptr);
    strbuf_release(&html);
    strbuf_release(&told);
}

Test(mail, what_fails_is_told)
{
    static const struct { const char *sendmail, *told; } rows[] = {
        {"/nonexistent/sendmail",
         "cannot run /nonexistent/sendmail: No such file or directory; the mail is not sent\n"},
        {"false", "false ended with status 1; the mail is not sent\n"},
        {"true", "true did not take the whole mail: Broken pipe\n"},
    };
    struct strbuf html = {0};
    struct mail mail = sample(&html);
    for (int i = 0; i < 4000; i++)      /* more than a pipe holds */
        strbuf_str(&html, "<p>0123456789012345678901234567890123456789</p>\n");
    mail.html = strbuf_view(&html);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf told = {0};
        struct diag diag = {.tell = hear, .to = &told};
        cr_expect_eq(mail_send(&mail, rows[i].sendmail, &diag), -1, "row %s", rows[i].sendmail);
        cr_expect_str_eq(told.ptr, rows[i].told, "row %s", rows[i].sendmail);
        strbuf_release(&told);
    }
    struct strbuf told = {0};
    struct diag diag = {.tell = hear, .to = &told};
    mail.to = "a@example.org\nBcc: b@example.org";
    cr_expect_eq(mail_send(&mail, "true", &diag), -1);
    cr_expect_eq(diag.errors, 1);
    strbuf_release(&told);
    strbuf_release(&html);
}
