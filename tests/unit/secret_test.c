/* Passwords in lines: whatever stands around the command, and nothing that is no password. */
#include "base/secret.h"

#include <criterion/criterion.h>

static const struct { const char *text, *masked; } rows[] = {
    {"", ""}, {"AUTH", "AUTH"}, {"AUTH PLAIN", "AUTH PLAIN"}, {"AUTH PLAIN ", "AUTH PLAIN "},
    {"AUTH PLAIN AGJvYgBzZWNyZXQ=", "AUTH PLAIN (...)"},
    {"x command=\"auth plain  AGJvYgBzZWNyZXQ=\" result=\"503 5.5.1 no\"",
     "x command=\"auth plain  (...)\" result=\"503 5.5.1 no\""},
    {"<-- AUTH LOGIN Ym9i and AUTH XOAUTH2 dXNlcj1ib2I=", "<-- AUTH LOGIN (...) and AUTH XOAUTH2 (...)"},
    {"AUTH PLAIN (...)", "AUTH PLAIN (...)"}, {"AUTH LOGIN (password)", "AUTH LOGIN (password)"},
    {"250-AUTH PLAIN LOGIN CRAM-MD5", "250-AUTH PLAIN LOGIN CRAM-MD5"},
    {"AUTH failure (LOGIN): no", "AUTH failure (LOGIN): no"},
    {"OAUTH PLAIN AGJv", "OAUTH PLAIN AGJv"}, {"AUTHPLAIN AGJv", "AUTHPLAIN AGJv"},
};

Test(secret, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        int found = secret_mask(&out, slice_str(rows[i].text));
        cr_expect(slice_is(strbuf_view(&out), rows[i].masked), "%s: %.*s", rows[i].text,
                  (int)out.len, out.ptr ? out.ptr : "");
        cr_expect_eq(found, strcmp(rows[i].text, rows[i].masked) != 0, "%s", rows[i].text);
        strbuf_release(&out);
    }
}

/* What is masked once stays as it is. */
Test(secret, again)
{
    struct strbuf once = {0}, twice = {0};

    secret_mask(&once, SLICE_LIT("AUTH PLAIN AGJvYgBzZWNyZXQ="));
    cr_expect_eq(secret_mask(&twice, strbuf_view(&once)), 0);
    cr_expect(slice_eq(strbuf_view(&once), strbuf_view(&twice)));
    strbuf_release(&once);
    strbuf_release(&twice);
}
