/* What repeats in the texts of replies: placeholders for what varies, the rest as it is. */
#include "smtp/template.h"
#include "smtp/template_maker.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct { const char *text, *want; } rows[] = {
    {"", ""},
    {"  two\n lines\tfolded  ", "two lines folded"},
    {"<bob@example.org>: Recipient address rejected: User unknown in local recipient table",
     "<address>: Recipient address rejected: User unknown in local recipient table"},
    {"user bob@example.org or to=eve+x@example.net, VERP a=b=c@example.com.",
     "user <address> or to=<address>, VERP <address>."},
    {"<\"a b\"@example.org> <> <bob> <DATA> <mx.example.org> <192.0.2.1>",
     "<address> <> <name> <DATA> <host> <ip>"},
    {"sending not allowed...bob@example.org", "sending not allowed...<address>"},
    {"refused ...bob@example.org a..b@example.org", "refused ...<address> <address>"},
    {"Client host rejected: cannot find your hostname, [192.0.2.7]",
     "Client host rejected: cannot find your hostname, [<ip>]"},
    {"Client host [2001:db8::7] blocked, [IPv6:2001:db8:0:1:2:3:4:5] and 2001:db8::1: refused, ::1",
     "Client host [<ip>] blocked, [<ip>] and <ip>: refused, <ip>"},
    {"connect to mx1.example.net[192.0.2.3]:25: Connection refused",
     "connect to <host>[<ip>]:25: Connection refused"},
    {"lost connection with unknown[2001:db8::9] while sending RCPT TO",
     "lost connection with <host>[<ip>] while sending RCPT TO"},
    {"from unknown[192.0.2.1]:51234", "from <host>[<ip>]:<n>"},
    {"failed for some (bob@example.org:550 no, or at 550)", "failed for some (<address>:550 no, or at <n>)"},
    {"blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.9",
     "blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/<ip>"},
    {"see http://www.spamhaus.org/sbl/query/SBL123456.", "see http://www.spamhaus.org/sbl/query/SBL<n>."},
    {"See https://support.google.com/mail/answer/81126 a1b2c3d4e5f6-0001abcd1234si1234567wrb.12 - gsmtp",
     "See https://support.google.com/mail/answer/81126 <id> - gsmtp"},
    {"visit https://support.google.com/mail/?p=NoSuchUser x",
     "visit https://support.google.com/mail/?p=NoSuchUser x"},
    {"https://postmaster.example.net/en/case?c=r0201&i=ip&v=192.0.2.1&r=1MabcD-1234x",
     "https://postmaster.example.net/en/case?c=r0201&i=ip&v=<ip>&r=<...>"},
    {"Greylisted, see http://postgrey.example.net/help/example.com.html http://a.example/help/faq.html",
     "Greylisted, see http://postgrey.example.net/help/<host>.html http://a.example/help/faq.html"},
    {"http://a.example/check/mx1.example.org http://a.example/192.0.2.1.html",
     "http://a.example/check/<host> http://a.example/<ip>.html"},
    {"http://a.example/BBDDHsLz http://a.example/xKqLaPoZ http://a.example/SenderSupport/DNSBL",
     "http://a.example/<...> http://a.example/<...> http://a.example/SenderSupport/DNSBL"},
    {"http://a.example/BB4xK9 http://a.example/v1.2/SBL99 http://a.example/unknown_user",
     "http://a.example/<...> http://a.example/v1.2/SBL99 http://a.example/unknown_user"},
    {"http://192.0.2.1/x?id=123456789 (help.example.org/faq).", "http://<ip>/x?id=<...> (help.example.org/faq)."},
    {"part of their network is on our block list (S3150). [BN1NAM01FT03.example.com 2026-11-23T20:37:00.123Z 08DE2A01B2C3D4E5]",
     "part of their network is on our block list (S3150). [<host> <date> <id>]"},
    {"421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", "421 4.7.0 [TSS04] Messages from <ip> temporarily deferred"},
    {"AUP#1260, AUP#I-1150, AUP#CXBL, OFR_506 [506], LPN007_402, #BL000001, HL:REP, (554.30)",
     "AUP#1260, AUP#I-1150, AUP#CXBL, OFR_506 [<n>], LPN007_402, #BL000001, HL:REP, (554.30)"},
    {"queued as 38CB7A9A517 and 4jYDtB20xNz1dSk8, 1vbXyz-0001AB-CD", "queued as <id> and <id>, <id>"},
    {"message size 12345 exceeds size limit 10240000 of server mx.example.org[192.0.2.1]",
     "message size <n> exceeds size limit <n> of server <host>[<ip>]"},
    {"limit is 10MB, wait 300s or 5minutes at 12:34:56 on 2026-11-23", "limit is <n>MB, wait <n>s or <n>minutes at <time> on <date>"},
    {"8BITMIME, 7bit, SMTPUTF8, TLSv1.2, IPv6, 5xx, DHE-RSA-AES256-GCM-SHA384",
     "8BITMIME, 7bit, SMTPUTF8, TLSv1.2, IPv6, 5xx, DHE-RSA-AES256-GCM-SHA384"},
    {"unverified address: host mx.example.org[192.0.2.1] said: 550 5.1.1 no 12 such user",
     "unverified address: host <host>[<ip>] said: 550 5.1.1 no <n> such user"},
    {"550-5.1.1 first 550 5.1.1 last", "550-5.1.1 first 550 5.1.1 last"},
    {"unknown user: \"bob\"; Command died with status 75: \"/usr/bin/x -d bob\"",
     "unknown user: \"<name>\"; Command died with status <n>: \"<...>\""},
    {"rejected \"EHLO\" 'over quota' can't find user 'bob'", "rejected \"EHLO\" 'over quota' can't find user '<name>'"},
    {"mail for example.org loops back; try again.Please wait", "mail for <host> loops back; try again.Please wait"},
    {"\"JunkMail rejected - mx.example.org (x) [192.0.2.1]:40 is in an RBL: see\" y",
     "\"JunkMail rejected - <host> (x) [<ip>]:<n> is in an RBL: see\" y"},
    {"550-\"Two lines of it\n550 and that\"", "550-\"Two lines of it <n> and that\""},
    {"not RFC 5322 compliant, RFC-821", "not RFC 5322 compliant, RFC-821"},
    {"no data (set_id=bob) (set_id=o\"brien), user=12 x", "no data (set_id=<name>) (set_id=<name>), user=<name> x"},
    {"over quota mrjvewyp - gsmtp", "over quota <id> - gsmtp"},
    {"first\\n550 5.1.1 second", "first 550 5.1.1 second"},
    {"\xd0\x9f\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0 42", "\xd0\x9f\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0 <n>"},
    {"a\x01" "b\x7f" "c", "a b c"},
    {"< 192.0.2.1 >_is_blocked", "< <ip> >_is_blocked"},
    {"<<<<", "<<<<"}, {"[[[", "[[["}, {"\"\"\"", "\"\"\""}, {"@@@", "@@@"}, {"a@", "a@"}, {"http://", "http://"},
    {":::::", ":::::"},
};

Test(template, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        template_make(&out, slice_str(rows[i].text), NULL);
        cr_expect(slice_is(strbuf_view(&out), rows[i].want), "row %zu: got  %.*s\n    want %s", i,
                  (int)out.len, out.ptr ? out.ptr : "", rows[i].want);
        strbuf_release(&out);
    }
}

Test(template, listed_hosts_stay)
{
    struct map kept = {0};
    struct strbuf out = {0};
    map_put(&kept, SLICE_LIT("barracudacentral.org"))->value = &kept;
    template_make(&out, SLICE_LIT("b.BarracudaCentral.ORG not example.org"), &kept);
    cr_expect(slice_is(strbuf_view(&out), "b.BarracudaCentral.ORG not <host>"), "%s", out.ptr);
    strbuf_release(&out);
    map_release(&kept, NULL);
}

/* What was anonymized is judged by its template alone. */
Test(template, a_template_of_a_template_is_the_template)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf again = {0};
        template_make(&again, slice_str(rows[i].want), NULL);
        cr_expect(slice_is(strbuf_view(&again), rows[i].want), "row %zu: got  %.*s\n    want %s", i,
                  (int)again.len, again.ptr ? again.ptr : "", rows[i].want);
        strbuf_release(&again);
    }
}

/* No bytes are read or written beyond the ends. */
Test(template, hostile_text_is_bounded)
{
    static const char alphabet[] = "<>[]\"'@:.-_=/#ab15 \n\\?&\xd0\x9f\xff%";
    srand(7);
    for (int round = 0; round < 20000; round++) {
        size_t len = (size_t)rand() % 80;
        char *text = malloc(len ? len : 1);
        struct strbuf out = {0};
        for (size_t i = 0; i < len; i++)
            text[i] = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
        template_make(&out, slice_of(text, len), NULL);
        cr_assert_leq(out.len, 10 * len + 10);
        strbuf_release(&out);
        free(text);
    }
    char *big = malloc(100000);
    for (int i = 0; i < 100000; i++)
        big[i] = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
    struct strbuf out = {0};
    template_make(&out, slice_of(big, 100000), NULL);
    cr_expect_leq(out.len, TEMPLATE_MAX);
    strbuf_release(&out);
    free(big);
}

Test(template, costs_little)
{
    struct strbuf out = {0};
    struct timespec a, b;
    enum { ROUNDS = 20000 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    for (int i = 0; i < ROUNDS; i++) {
        strbuf_clear(&out);
        template_make(&out, slice_str(rows[2 + i % 20].text), NULL);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double us = ((double)(b.tv_sec - a.tv_sec) * 1e6 + (double)(b.tv_nsec - a.tv_nsec) / 1e3) / ROUNDS;
    if (getenv("SMTPLOG_TIMES"))
        fprintf(stderr, "template: %.3f us\n", us);
    cr_expect_lt(us, 50.0);             /* 0.3 us optimised; sanitizers are slow */
    strbuf_release(&out);
}

/* Whoever judges by words sees what is quoted; its template is the text's. */
Test(template, words_stay_open)
{
    static const struct { const char *text, *words, *made; } open[] = {
        {"the filter said \"mailbox of bob@example.org full\", twice",
         "the filter said \"mailbox of <address> full\", twice", "the filter said \"<address>\", twice"},
        {"user \"bob\" unknown", "user \"<name>\" unknown", "user \"<name>\" unknown"},
        {"to <\"a b\"@example.org> no", "to <address> no", "to <address> no"},
    };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        struct strbuf words = {0}, made = {0};
        template_words(&words, slice_str(open[i].text), NULL);
        template_make(&made, slice_str(open[i].text), NULL);
        cr_expect(slice_is(strbuf_view(&words), open[i].words), "%.*s", (int)words.len, words.ptr);
        cr_expect(slice_is(strbuf_view(&made), open[i].made), "%.*s", (int)made.len, made.ptr);
        strbuf_release(&words), strbuf_release(&made);
    }
}
