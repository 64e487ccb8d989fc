/* explain and compare: whatever is asked, nothing comes out empty, in either language. */
#include "base/mem.h"
#include "explain/codes.h"
#include "cli/command.h"
#include "explain/compare.h"
#include "explain/explain.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static const struct { const char *in; int code, class; const char *enhanced, *rest; } asked[] = {
    {"550", 550, 0, "", ""},
    {" 550 ", 550, 0, "", ""},
    {"5.7.26", 0, 0, "5.7.26", ""},
    {"550 5.7.26", 550, 0, "5.7.26", ""},
    {"550-5.7.26", 550, 0, "5.7.26", ""},
    {"550 #5.1.0 Address rejected", 550, 0, "5.1.0", "Address rejected"},
    {"550 no such user", 550, 0, "", "no such user"},
    {"4xx", 0, 4, "", ""},
    {"5yz", 0, 5, "", ""},
    {"6xx", 0, 0, "", "6xx"},
    {"99", 0, 0, "", "99"},
    {"5501", 0, 0, "", "5501"},
    {"5.7", 0, 0, "", "5.7"},
    {"3.7.0", 0, 0, "", "3.7.0"},
    {"", 0, 0, "", ""},
};

Test(codes, what_is_asked_is_read)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct codes_asked a = codes_read(slice_str(asked[i].in));
        cr_expect_eq(a.code, asked[i].code, "row %s", asked[i].in);
        cr_expect_eq(a.class, asked[i].class, "row %s", asked[i].in);
        cr_expect(slice_is(a.enhanced, asked[i].enhanced), "row %s", asked[i].in);
        cr_expect(slice_is(a.rest, asked[i].rest), "row %s", asked[i].in);
    }
}

enum { FEWEST_KEY_DIFFERENCES = 5 };

static void check_pair(const struct lang *lang, const struct knowledge *k, const struct compared *a,
                       const struct compared *b, size_t least)
{
    struct comparison c;
    compare_make(&c, lang, k, a, b);
    cr_expect(*c.title && *c.lead, "%s %s", a->name, b->name);
    for (size_t i = 0; i < COMPARE_ROWS; i++)
        cr_expect(strcmp(c.rows[i].key, "beware") == 0 || a->kind == COMPARE_MECHANISM ||
                  (*c.rows[i].texts[0] && *c.rows[i].texts[1]), "%s %s %s", a->name, b->name,
                  c.rows[i].key);
    cr_expect_geq(c.differences_len, least, "%s %s: %zu", a->name, b->name, c.differences_len);
    cr_expect_geq(c.applies_len, 3, "%s %s", a->name, b->name);
    char *twice[] = {mem_fmt("%s: %s: ", a->name, a->name), mem_fmt("%s: %s: ", b->name, b->name)};
    for (size_t i = 0; i < c.differences_len; i++) {
        cr_expect_null(strstr(c.differences[i], "%s"), "%s", c.differences[i]);
        cr_expect(!strstr(c.differences[i], twice[0]) && !strstr(c.differences[i], twice[1]), "%s",
                  c.differences[i]);
        if (a->k.class == b->k.class)               /* one digit is no difference */
            cr_expect(strncmp(c.differences[i], "Class:", 6) != 0, "%s", c.differences[i]);
        for (size_t j = 0; j < i; j++)
            cr_expect_str_neq(c.differences[i], c.differences[j]);
    }
    free(twice[0]);
    free(twice[1]);
    compare_release(&c);
}

Test(compare, all_pairs_of_codes_in_all_languages)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_code code;
    struct compared a, b;
    for (const struct lang *lang = lang_all; lang->name; lang++) {
        int l = knowledge_lang_of(lang->name);
        for (size_t i = 0; knowledge_reply_at(k, i, l, &code); i++) {
            compare_of_code(&a, &code);
            for (size_t j = 0; knowledge_reply_at(k, j, l, &code); j++)
                if (compare_of_code(&b, &code), i != j)
                    check_pair(lang, k, &a, &b, 1);
        }
        knowledge_reply(k, 550, l, &code);
        compare_of_code(&b, &code);
        for (size_t i = 0; knowledge_enhanced_at(k, i, l, &code); i++) {
            struct knowledge_code asked_for;
            char *as_five = mem_fmt("5%s", code.code + 1);      /* X.1.1 as 5.1.1 */
            cr_assert(knowledge_enhanced(k, slice_str(as_five), l, &asked_for), "%s", as_five);
            compare_of_code(&a, &asked_for);
            check_pair(lang, k, &a, &b, FEWEST_KEY_DIFFERENCES);
            free(as_five);
        }
    }
    knowledge_free(k);
}

/* The forty that logs are full of. */
static const char *const common[] = {
    "220", "221", "235", "250", "251", "252", "334", "354", "421", "432", "450", "451", "452", "454",
    "455", "500", "501", "502", "503", "504", "521", "530", "534", "535", "538", "550", "551", "552",
    "553", "554", "555", "556", "4.2.2", "4.4.1", "4.7.1", "5.1.1", "5.2.1", "5.2.2", "5.7.1", "5.7.26",
};

Test(compare, five_key_differences_for_each_pair_of_the_forty_commonest)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_code code;
    struct compared sides[2];
    enum { N = sizeof common / sizeof *common };
    cr_expect_eq(N, 40);
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                if (i == j)
                    continue;
                cr_assert(codes_find(k, slice_str(common[i]), lang, &code));
                compare_of_code(&sides[0], &code);
                cr_assert(codes_find(k, slice_str(common[j]), lang, &code));
                compare_of_code(&sides[1], &code);
                check_pair(lang, k, &sides[0], &sides[1], FEWEST_KEY_DIFFERENCES);
            }
    knowledge_free(k);
}

/* The causes that are taken for one another. */
static const char *const alike[][2] = {
    {"greylisted", "rate-limited"}, {"rate-limited", "system-busy"}, {"greylisted", "system-busy"},
    {"rate-limited", "too-many-connections"}, {"ip-reputation", "blocklisted"},
    {"content-rejected", "policy"}, {"content-rejected", "ip-reputation"},
    {"mailbox-disabled", "user-unknown"}, {"mailbox-full", "system-full"},
    {"mailbox-full", "message-too-big"}, {"auth-failed", "auth-required"},
    {"auth-required", "relay-denied"}, {"sender-rejected", "sender-unauthenticated"},
    {"recipient-domain", "user-unknown"}, {"connect-failed", "timeout"},
    {"helo-rejected", "reverse-dns"},
};

/* Own words about the pair, and no sentence that says a cause's word and title again. */
Test(compare, five_key_differences_of_the_causes_that_are_taken_for_one_another)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_cause cause;
    struct compared sides[2];
    struct comparison c;
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
            int l = knowledge_lang_of(lang->name);
            for (size_t j = 0; j < 2; j++) {
                cr_assert(knowledge_cause(k, slice_str(alike[i][j]), l, &cause), "%s", alike[i][j]);
                compare_of_cause(&sides[j], &cause);
            }
            cr_expect(knowledge_pair(k, sides[0].k.entry, sides[1].k.entry, l, "Difference", 0).ptr,
                      "%s %s: no words of their own", alike[i][0], alike[i][1]);
            compare_make(&c, lang, k, &sides[0], &sides[1]);
            cr_expect_geq(c.differences_len, FEWEST_KEY_DIFFERENCES, "%s %s: %zu", alike[i][0],
                          alike[i][1], c.differences_len);
            cr_expect_null(strstr(c.title, alike[i][0]), "%s", c.title);
            compare_release(&c);
        }
    knowledge_free(k);
}

/* Each mechanism of AUTH has a page with all its lines, in either language. */
Test(explain, a_page_for_each_mechanism)
{
    enum { LINES = 14 };                        /* but "beware", which some do without */
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_mechanism m;
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; knowledge_mechanism_at(k, i, knowledge_lang_of(lang->name), &m); i++) {
            struct sheet s = {0};
            explain_mechanism(&s, lang, &m);
            cr_expect_str_eq(s.key, "mechanism");
            cr_expect_geq(s.len, LINES - (m.beware.len == 0), "%s", s.heading);
            sheet_release(&s);
        }
    knowledge_free(k);
}

/* Each mechanism of AUTH with each other. */
Test(compare, five_key_differences_for_each_pair_of_mechanisms)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_mechanism one, other;
    struct compared a, b;
    size_t pairs = 0;
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; knowledge_mechanism_at(k, i, knowledge_lang_of(lang->name), &one); i++) {
            compare_of_mechanism(&a, &one);
            cr_expect(one.wire.len && one.dialogue.len && one.without_tls.len && one.keeps.len &&
                      one.needs.len && one.usually.len && one.source.len, "%s", a.name);
            for (size_t j = 0; knowledge_mechanism_at(k, j, knowledge_lang_of(lang->name), &other);
                 j++)
                if (i != j) {
                    compare_of_mechanism(&b, &other);
                    check_pair(lang, k, &a, &b, FEWEST_KEY_DIFFERENCES);
                    pairs++;
                }
        }
    cr_expect_eq(pairs, 2 * 12 * 11);
    cr_expect(knowledge_mechanism(k, SLICE_LIT("scram-sha-256"), KNOWLEDGE_EN, &one));
    cr_expect_not(knowledge_mechanism(k, SLICE_LIT("scram-sha-512"), KNOWLEDGE_EN, &one));
    knowledge_free(k);
}

/* The program run in memory: what it answers, and what it prints. */
static int answer(char *const *words, int n, char **out, char **err)
{
    struct app app;
    size_t out_len, err_len;
    app_init(&app);
    app.out = open_memstream(out, &out_len);
    app.err = open_memstream(err, &err_len);
    app.width = 80;
    app.lang = lang_all;
    app.now = 1795457070;
    int status = command_main(&app, n, words);
    fclose(app.out);
    fclose(app.err);
    app_release(&app);
    return status;
}

static const struct { const char *words[6]; int status; const char *out, *err; } runs[] = {
    {{"smtplog", "explain", "550", "--db", "/nonexistent/x.db"}, 0, "550 Mailbox Unavailable\n", ""},
    {{"smtplog", "--lang", "ru", "explain", "334", "--db=/x"}, 0, "\nКогда вы это видите", ""},
    {{"smtplog", "explain", "599", "--db=/x"}, 0, "No document known to us defines 599", ""},
    {{"smtplog", "explain", "447", "--db=/x"}, 0, "4.4.7", ""},
    {{"smtplog", "explain", "5xx", "--format=json", "--db=/x"}, 0, "\"code\": \"5xx\"", ""},
    {{"smtplog", "explain", "550", "5.7.26", "--format=json", "--db=/x"}, 0,
     "  \"enhanced\": {\n    \"code\": \"5.7.26\"", ""},
    {{"smtplog", "explain", "123", "--db=/x"}, 2, "", "123 is no reply code"},
    {{"smtplog", "explain", "hello there", "--db=/x"}, 2, "", "nothing is known of"},
    {{"smtplog", "explain", "LOGINN", "--db=/x"}, 2, "", "a mechanism of AUTH"},
    {{"smtplog", "explain", "user-unknown", "--db=/x"}, 0, "Unknown User\n", ""},
    {{"smtplog", "explain", "user-unknow", "--db=/x"}, 2, "", "did you mean user-unknown?"},
    {{"smtplog", "explain", "550 5.1.1 <a@example.org>: User unknown", "--db=/x"}, 0,
     "Unknown User\nReply  ", ""},
    {{"smtplog", "explain", "Nov 22 18:00:00 mx1 postfix/smtp[9]: 4cR1: to=<a@example.org>, "
      "relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host "
      "mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))",
      "--db=/x", "--format=json"}, 0, "\"cause\": \"user-unknown\"", ""},
    {{"smtplog", "explain", "550 5.1.1 User unknown", "--db=/x", "--format=json"}, 0,
     "\"code_source\": \"logged\",\n", ""},
    {{"smtplog", "explain", "TSS04", "--db=/x"}, 0, "Yahoo", ""},
    {{"smtplog", "explain", "PLAIN", "--db=/x"}, 0, "AUTH PLAIN: Name and Password at Once\n", ""},
    {{"smtplog", "explain", "auth", "cram-md5", "--db=/x"}, 0, "AUTH CRAM-MD5: ", ""},
    {{"smtplog", "--lang", "ru", "explain", "login", "--db=/x"}, 0, "\nСервер хранит ", ""},
    {{"smtplog", "explain", "[S3150]", "--db=/x"}, 0, "Microsoft", ""},
    {{"smtplog", "explain", "5.7.515", "--db=/x"}, 0, "5.7.515: Sender Not Authenticated", ""},
    {{"smtplog", "explain", "X.1.1", "--db=/x"}, 0, "X.1.1 Unknown Mailbox\nClass            open: 4", ""},
    {{"smtplog", "explain", "111", "--db=/x"}, 0, "111 Connection Refused, Not a Reply\nNote", ""},
    {{"smtplog", "explain", "errno", "111", "--db=/x"}, 0, "errno 111: Connection Refused", ""},
    {{"smtplog", "explain", "defer (-44)", "--db=/x"}, 0, "Exim (-44): Recipient Put Off", ""},
    {{"smtplog", "explain", "334 UGFzc3dvcmQ6", "--db=/x"}, 0, "334 AUTH LOGIN Asks for the Password", ""},
    {{"smtplog", "explain", "334 go ahead then", "--db=/x"}, 0, "334 Server Challenge in Plain Words", ""},
    {{"smtplog", "explain", "AUTH GSSAPI\n334 \nYII=\n501 5.7.0 no", "--db=/x"}, 0, "Mechanism        GSSAPI\n", ""},
    {{"smtplog", "explain", "AUTH SCRAM-SHA-1\n334 cj1hLHM9Yj09LGk9NDA5Ng==", "--db=/x"}, 0,
     "Mechanism        SCRAM-SHA-1\n", ""},
    {{"smtplog", "explain", "550", "a\033[31mb", "--db=/x"}, 0, "a\\x1b[31mb", ""},
    {{"smtplog", "explain"}, 2, "", "something is missing: smtplog explain CODE"},
    {{"smtplog", "compare", "334", "501"}, 0,
     "SMTP 334 Server Challenge vs 501 Syntax Error in Parameters\n", ""},
    {{"smtplog", "compare", "334", "501", "--lang=ru"}, 0, "Ключевые различия\n", ""},
    {{"smtplog", "compare", "334", "501", "--lang=ru"}, 0, "Когда что использовать\n", ""},
    {{"smtplog", "compare", "421", "451"}, 0, "421 ends the session: the server closes", ""},
    {{"smtplog", "compare", "550", "5.1.1"}, 0, "The two go together", ""},
    {{"smtplog", "compare", "504", "5.1.1"}, 0, "does not give the enhanced code", ""},
    {{"smtplog", "compare", "504", "5.1.1"}, 0, "504 and 5.1.1 begin with the same digit", ""},
    {{"smtplog", "compare", "550", "5.7.1"}, 0, "550 with many, such as X.1.1, X.3.0", ""},
    {{"smtplog", "compare", "553", "555"}, 0, "After either, the client corrects", ""},
    {{"smtplog", "compare", "535", "534"}, 0, "534 rejects the way", ""},
    {{"smtplog", "compare", "5.7.1", "5.7.26"}, 0, "5.7.26 refines 5.7.1", ""},
    {{"smtplog", "compare", "user-unknown", "mailbox-full"}, 0,
     "Unknown User vs Mailbox Full\n", ""},
    {{"smtplog", "compare", "TSS04", "greylisted"}, 0, "a provider's own mark", ""},
    {{"smtplog", "compare", "#550", "X.1.1"}, 0, "SMTP 550 Mailbox Unavailable vs X.1.1", ""},
    {{"smtplog", "compare", "550", "550"}, 2, "", "nothing to compare"},
    {{"smtplog", "compare", "550", "potato"}, 2, "", "potato is neither"},
    {{"smtplog", "compare", "550"}, 2, "", "something is missing"},
    {{"smtplog", "compare", "550", "551", "552"}, 2, "", "one word too many: 552"},
    {{"smtplog", "epxlain", "550"}, 2, "", "did you mean explain?"},
    {{"smtplog", "expl", "550"}, 2, "", "did you mean explain?"},
    {{"smtplog"}, 2, "", "no command is given"},
    {{"smtplog", "--version"}, 0, "smtplog ", ""},
    {{"smtplog", "explain", "--help"}, 0, "Usage: smtplog explain", ""},
    {{"smtplog", "--help", "explain"}, 0, "Usage: smtplog explain", ""},
    {{"smtplog", "explain", "--config", "/nonexistent/x", "550"}, 2, "", "cannot read the config"},
};

Test(explain, the_program_answers)
{
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        char *out, *err;
        int n = 0;
        while (n < 6 && runs[i].words[n])
            n++;
        int status = answer((char *const *)(uintptr_t)runs[i].words, n, &out, &err);
        cr_expect_eq(status, runs[i].status, "row %zu: %s", i, err);
        cr_expect(strstr(out, runs[i].out), "row %zu:\n%s", i, out);
        cr_expect(strstr(err, runs[i].err), "row %zu:\n%s", i, err);
        cr_expect(status == 0 || !*out, "row %zu:\n%s", i, out);
        free(out);
        free(err);
    }
}
