/* What the lines of one dialogue tell only together, and what they must not tell of another. */
#include "correlate_lines.h"

#include "base/zeros.h"

#define SMTPD "postfix/smtpd[21]: "
#define SCREEN "postfix/postscreen[9]: "
#define A "unknown[192.0.2.1]"
#define B "unknown[192.0.2.2]"
#define LATER "451 4.7.1 Service unavailable - try again later; "
#define REJECT(client, user)                                                                      \
    "NOQUEUE: reject: RCPT from " client ": 554 5.7.1 <r@example.net>: Relay access denied; "     \
    "from=<s@example.com> to=<r@example.net> proto=ESMTP helo=<h.example.com>" user
#define ALERT                                                                                     \
    "warning: TLS library problem: error:0A000418:SSL routines::tlsv1 alert unknown ca:"          \
    "../ssl/record/rec_layer_s3.c:1600:SSL alert number 48:"
#define REJECTED "rcpt rejected 5xx peer="
#define ENVELOPE " helo=h.example.com from=s@example.com to=r@example.net\n"

static const struct lines_case cases[] = {
    /* ---- Pipelining ---- */
    {"pipelining, answered",
     {"0 " SMTPD "connect from " A,
      "0 " SMTPD "improper command pipelining after CONNECT from " A ": EHLO bot\\r\\nQUIT\\r\\n",
      "0 " SMTPD "disconnect from " A " commands=0/0",
      "1 " SMTPD "connect from " A, "1 " SMTPD "improper command pipelining after EHLO from " A ": QUIT",
      "1 " SMTPD "disconnect from " A " ehlo=0/1 commands=0/1",
      "2 " SMTPD "connect from " A, "2 " SMTPD "improper command pipelining after DATA from " A ": x",
      "2 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=1 data=0/1 commands=3/4"},
     "2 final 554/5.5.0 connect rejected 5xx peer=192.0.2.1 helo=bot\n"
     "5 final 554/5.5.0 ehlo rejected 5xx peer=192.0.2.1\n"
     "8 final 554/5.5.0 data rejected 5xx peer=192.0.2.1\n"},
    {"pipelining, let pass",
     {"0 " SMTPD "connect from " A,
      "0 " SMTPD "improper command pipelining after CONNECT from " A ": EHLO bot\\r\\nQUIT\\r\\n",
      "0 " SMTPD "disconnect from " A " ehlo=1 quit=1 commands=2",
      "1 " SMTPD "connect from " A, "1 " SMTPD "improper command pipelining after EHLO from " A ": RSET",
      "1 " SMTPD "lost connection after RSET from " A,
      "1 " SMTPD "disconnect from " A " ehlo=0/1 rset=1 commands=1/2",
      "2 " SMTPD "connect from " A, "2 " SMTPD "improper command pipelining after EHLO from " A ": QUIT",
      "2 " SMTPD "disconnect from " A " ehlo=0/1 quit=1 commands=1/2",
      "3 " SMTPD "connect from " A, "3 " SMTPD "improper command pipelining after EHLO from " A ": QUIT",
      "3 " SMTPD "disconnect from " A},
     "6 final 0 rset aborted 4xx peer=192.0.2.1\n"},
    /* ---- Milters ---- */
    {"a milter's verdict is heard at each MAIL",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "NOQUEUE: milter-reject: CONNECT from " A ": " LATER "proto=SMTP",
      "0 " SMTPD "NOQUEUE: milter-reject: EHLO from " A ": " LATER "proto=SMTP helo=<h>",
      "1 " SMTPD "NOQUEUE: milter-reject: MAIL from " A ": " LATER "from=<a@x.example> proto=ESMTP helo=<h>",
      "2 " SMTPD "NOQUEUE: milter-reject: MAIL from " A ": " LATER "from=<b@x.example> proto=ESMTP helo=<h>",
      "2 " SMTPD "disconnect from " A " ehlo=1 mail=0/2 quit=1 commands=2/4"},
     "2 not 451/4.7.1 mail rejected 4xx peer=192.0.2.1 helo=h\n"
     "3 not 451/4.7.1 mail rejected 4xx peer=192.0.2.1 helo=h\n"
     "4 final 451/4.7.1 mail rejected 4xx peer=192.0.2.1 helo=h from=a@x.example\n"
     "5 final 451/4.7.1 mail rejected 4xx peer=192.0.2.1 helo=h from=b@x.example\n"},
    {"who went away before MAIL heard nothing",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "NOQUEUE: milter-reject: CONNECT from " A ": " LATER "proto=SMTP",
      "0 " SMTPD "disconnect from " A " ehlo=1 quit=1 commands=2"},
     "2 not 0/4.7.1 connect rejected 4xx peer=192.0.2.1\n"},
    /* ---- Reply filters ---- */
    {"another reply was sent",
     {"0 " SMTPD "connect from " A, "0 " SMTPD REJECT(A, ""),
      "0 " SMTPD "NOQUEUE: reply filter in: 554 5.7.1 <r@example.net>: Relay access denied",
      "0 " SMTPD "NOQUEUE: reply filter out: 450 4.7.0 later", "0 " SMTPD REJECT(A, ""),
      "0 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=0/2 quit=1 commands=3/5"},
     "2 final 450/4.7.0 rcpt rejected 4xx peer=192.0.2.1" ENVELOPE
     "5 final 554/5.7.1 " REJECTED "192.0.2.1" ENVELOPE},
    {"for a reply without a line of its own",
     {"0 " SMTPD "connect from " A,
      "0 " SMTPD "NOQUEUE: reply filter in: 500 5.5.2 Error: command not recognized",
      "0 " SMTPD "NOQUEUE: reply filter out: 502 5.5.2 what?",
      "0 " SMTPD "disconnect from " A " unknown=0/1 quit=1 commands=1/2"},
     "3 final 502/5.5.2 - rejected 5xx peer=192.0.2.1\n"},
    /* ---- Filters before the queue ---- */
    {"a filter that dies at the end of a message",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "NOQUEUE: client=" A,
      "9 " SMTPD "warning: lost connection with proxy 127.0.0.1:10025",
      "9 " SMTPD "proxy-reject: END-OF-MESSAGE: 451 4.3.0 Error: queue file write error; "
      "from=<s@example.com> to=<r@example.net> proto=ESMTP helo=<h.example.com>",
      "9 " SMTPD "disconnect from " A " ehlo=1 mail=1 rcpt=1 data=0/1 quit=1 commands=4/5"},
     "3 not 451/4.3.0 - rejected 4xx peer=192.0.2.1 helo=h.example.com\n"
     "4 final 451/4.3.0 after 354 eod rejected 4xx peer=192.0.2.1" ENVELOPE},
    {"a filter that is not there at MAIL",
     {"0 " SMTPD "connect from " A,
      "0 " SMTPD "warning: connect to proxy filter 127.0.0.1:10025: Connection refused",
      "0 " SMTPD "disconnect from " A " ehlo=1 mail=0/1 quit=1 commands=2/3"},
     "2 final 451/4.3.0 - rejected 4xx peer=192.0.2.1\n"},
    /* ---- postscreen ---- */
    {"dropped at once",
     {"0 " SCREEN "CONNECT from [192.0.2.1]:4001 to [192.0.2.9]:25",
      "0 " SCREEN "PREGREET 9 after 0 from [192.0.2.1]:4001: EHLO x\\r\\n",
      "0 " SCREEN "DISCONNECT [192.0.2.1]:4001",
      "3 " SCREEN "CONNECT from [192.0.2.1]:4002 to [192.0.2.9]:25",
      "9 " SCREEN "DNSBL rank 4 for [192.0.2.1]:4002", "9 " SCREEN "DISCONNECT [192.0.2.1]:4002",
      "20 " SCREEN "CONNECT from [192.0.2.2]:4003 to [192.0.2.9]:25",
      "27 " SCREEN "COMMAND PIPELINING from [192.0.2.2]:4003 after EHLO: MAIL FROM:<x>",
      "27 " SCREEN "DISCONNECT [192.0.2.2]:4003"},
     "2 final 521/5.5.1 connect rejected 5xx peer=192.0.2.1 helo=x\n"
     "5 final 521/5.7.1 connect rejected 5xx peer=192.0.2.1\n"
     "8 final 521/5.5.1 ehlo rejected 5xx peer=192.0.2.2\n"},
    {"let go on: what follows tells",
     {"0 " SCREEN "CONNECT from [192.0.2.1]:4001 to [192.0.2.9]:25",
      "0 " SCREEN "PREGREET 9 after 0 from [192.0.2.1]:4001: EHLO x\\r\\n",
      "1 " SCREEN "HANGUP after 1 from [192.0.2.1]:4001 in tests before SMTP handshake",
      "1 " SCREEN "DISCONNECT [192.0.2.1]:4001",
      "3 " SCREEN "CONNECT from [192.0.2.1]:4002 to [192.0.2.9]:25",
      "4 " SCREEN "PREGREET 9 after 0 from [192.0.2.1]:4002: EHLO x\\r\\n",
      "9 " SCREEN "NOQUEUE: reject: RCPT from [192.0.2.1]:4002: 550 5.5.1 Protocol error; "
      "from=<s@example.com>, to=<r@example.net>, proto=ESMTP, helo=<h.example.com>",
      "9 " SCREEN "DISCONNECT [192.0.2.1]:4002"},
     "7 final 550/5.5.1 " REJECTED "192.0.2.1" ENVELOPE},
    {"a QUIT looks like a drop, but this server enforces",
     {"0 " SCREEN "CONNECT from [192.0.2.1]:4001 to [192.0.2.9]:25",
      "0 " SCREEN "BARE NEWLINE from [192.0.2.1]:4001 after EHLO x",
      "4 " SCREEN "DISCONNECT [192.0.2.1]:4001",
      "5 " SCREEN "CONNECT from [192.0.2.1]:4002 to [192.0.2.9]:25",
      "5 " SCREEN "BARE NEWLINE from [192.0.2.1]:4002 after QUIT", "5 " SCREEN "DISCONNECT [192.0.2.1]:4002"},
     ""},
    {"three in a row: the configuration was changed",
     {"0 " SCREEN "DENYLISTED [192.0.2.1]:4001", "9 " SCREEN "DISCONNECT [192.0.2.1]:4001",
      "10 " SCREEN "DENYLISTED [192.0.2.1]:4002", "10 " SCREEN "DISCONNECT [192.0.2.1]:4002",
      "11 " SCREEN "DENYLISTED [192.0.2.1]:4003", "11 " SCREEN "DISCONNECT [192.0.2.1]:4003",
      "12 " SCREEN "DENYLISTED [192.0.2.1]:4004", "12 " SCREEN "DISCONNECT [192.0.2.1]:4004"},
     "7 final 521/5.3.2 connect rejected 5xx peer=192.0.2.1\n"},
    /* ---- A certificate that the client does not take ---- */
    {"under a cut tag the hang-up tells whose the alert was",
     {"0 postfix[21]: connect from " A, "0 postfix[21]: SSL_accept error from " A ": -1",
      "0 postfix[21]: " ALERT, "0 postfix[22]: connect from " B,
      "0 postfix[22]: lost connection after STARTTLS from " B,
      "0 postfix[21]: lost connection after STARTTLS from " A,
      "0 postfix[21]: disconnect from " A " ehlo=1 starttls=0/1 commands=1/2",
      "0 postfix[21]: connect from " A, "1 postfix[21]: lost connection after CONNECT from " A},
     "5 final 0 starttls aborted 4xx peer=192.0.2.2\n"
     "6 final 0 starttls aborted 4xx peer=192.0.2.1\n"
     "9 final 0 connect aborted 4xx peer=192.0.2.1\n"},
    {"the SMTP client's alert is nobody's",
     {"0 postfix[30]: " ALERT, "9 postfix[30]: connect from " A,
      "9 postfix[30]: lost connection after CONNECT from " A},
     "3 final 0 connect aborted 4xx peer=192.0.2.1\n"},
    {"tlsproxy names the client behind the alert",
     {"0 postfix/tlsproxy[40]: CONNECT from [192.0.2.1]:4001", "0 postfix/tlsproxy[40]: " ALERT,
      "0 postfix/tlsproxy[40]: TLS handshake failed for service=smtpd peer=[192.0.2.1]:4001",
      "0 postfix/tlsproxy[40]: DISCONNECT [192.0.2.1]:4001"},
     "3 final 0 starttls aborted 4xx peer=192.0.2.1\n"},
    {"the alert is the failure, the hang-up is not",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "SSL_accept error from " A ": -1", "0 " SMTPD ALERT,
      "0 " SMTPD ALERT, "0 " SMTPD "lost connection after STARTTLS from " A,
      "0 " SMTPD "disconnect from " A " ehlo=1 starttls=0/1 commands=1/2",
      "5 " SMTPD "connect from " B, "5 " SMTPD "lost connection after STARTTLS from " B,
      "5 " SMTPD "disconnect from " B " ehlo=1 starttls=0/1 commands=1/2"},
     "3 final 0 starttls aborted 4xx peer=192.0.2.1\n"
     "4 not 0 starttls aborted 4xx peer=192.0.2.1\n"
     "5 not 0 starttls aborted 4xx peer=192.0.2.1\n"
     "8 final 0 starttls aborted 4xx peer=192.0.2.2\n"},
    {"the same where the log begins within",
     {"0 " SMTPD ALERT, "0 " SMTPD "lost connection after CONNECT from " A,
      "0 " SMTPD "disconnect from " A " commands=0/0"},
     "1 final 0 starttls aborted 4xx\n"
     "2 not 0 connect aborted 4xx peer=192.0.2.1\n"},
    /* ---- Whose dialogue ---- */
    {"lines were lost: another client's login is not this one's",
     {"0 " SMTPD "4F00001: client=" A ", sasl_method=PLAIN, sasl_username=jo", "9 " SMTPD REJECT(B, "")},
     "2 final 554/5.7.1 " REJECTED "192.0.2.2" ENVELOPE},
    {"the same client's is",
     {"0 " SMTPD "connect from " A, "0 " SMTPD "4F00001: client=" A ", sasl_method=PLAIN, sasl_username=jo",
      "1 " SMTPD REJECT(A, "")},
     "3 final 554/5.7.1 " REJECTED "192.0.2.1 user=jo" ENVELOPE},
    {"the same address, as IPv6 sockets show it",
     {"0 " SMTPD "connect from unknown[::ffff:192.0.2.1]",
      "0 " SMTPD "4F00001: client=unknown[::FFFF:192.0.2.1], sasl_method=PLAIN, sasl_username=jo",
      "1 " SMTPD REJECT(A, "")},
     "3 final 554/5.7.1 " REJECTED "192.0.2.1 user=jo" ENVELOPE},
    {"one process id, two services",
     {"0 postfix/submission/smtpd[21]: connect from " A,
      "0 postfix/submission/smtpd[21]: 4F00001: client=" A ", sasl_method=PLAIN, sasl_username=jo",
      "9 " SMTPD REJECT(A, "")},
     "3 final 554/5.7.1 " REJECTED "192.0.2.1" ENVELOPE},
    {"only who answers clients has dialogues",
     {"0 " SMTPD "4F00001: client=" A ", sasl_method=PLAIN, sasl_username=jo",
      "9 postfix/qmgr[21]: 4F00002: from=<s@example.com>, size=9, nrcpt=1 (queue active)",
      "9 postfix/smtp[21]: 4F00002: to=<r@example.net>, relay=none, delay=1, delays=1/0/0/0, dsn=4.4.1, "
      "status=deferred (connect to mx.example.net[192.0.2.3]:25: Connection refused)"},
     "3 final 0/4.4.1 connect deferred 4xx peer=192.0.2.3 from=s@example.com to=r@example.net\n"},
};

CORRELATE_LINES_TESTS(correlate_dialogue, cases)

/* An open dialogue as it is saved, and as version 2 saved it: not squeezed. */
struct kept {
    struct saved_contexts saved;
    struct smtplog_slice key, now;
    struct strbuf older;
};

static struct kept keep(const char *const *lines, size_t n)
{
    struct strbuf heard = {0};
    const struct correlate_sink sink = {.event = hear_words, .to = &heard};
    struct kept k = {.older = {0}};
    const struct context_saver saver = {saved_put, saved_drop, &k.saved};
    struct correlator *c = correlator_new(&sink);
    void *state = smtplog_parser_postfix.open(&nobody);

    for (size_t i = 0; i < n; i++)
        say_line_of(&smtplog_parser_postfix, c, state, lines[i], i + 1);
    correlator_save(c, &saver);
    correlator_free(c);
    smtplog_parser_postfix.close(state);
    strbuf_release(&heard);
    cr_assert_eq(k.saved.n, 1);
    k.key = strbuf_view(&k.saved.key[0]);
    k.now = strbuf_view(&k.saved.blob[0]);
    strbuf_char(&k.older, 2);
    cr_assert(zeros_spread(&k.older, slice_from(k.now, 1), 100000));
    return k;
}

static void let_go(struct kept *k)
{
    strbuf_release(&k->older);
    saved_drop(&k->saved, k->key);
}

/* What an open message's blob leads to. */
static void leads_to(struct strbuf *out, struct smtplog_slice key, struct smtplog_slice blob)
{
    const struct correlate_sink sink = {.event = hear_words, .to = out};
    struct correlator *c = correlator_new(&sink);
    strbuf_clear(out);
    correlator_load(c, key, blob);
    correlate_end(c, 1);
    correlator_free(c);
}

static void damage(struct smtplog_slice key, struct smtplog_slice whole)
{
    for (size_t at = 0; at < whole.len; at++) {
        struct strbuf out = {0}, bytes = {0};
        for (int flip = 0; flip < 2; flip++) {
            strbuf_clear(&bytes);
            strbuf_slice(&bytes, flip ? whole : slice_head(whole, at));
            if (flip)
                bytes.ptr[at] ^= 0x55;
            leads_to(&out, key, strbuf_view(&bytes));
        }
        strbuf_release(&bytes);
        strbuf_release(&out);
    }
}

/* What waits in a database may come back damaged: then it is left out, and nothing is read beyond. */
Test(correlate_dialogue, damaged_in_the_database)
{
    static const char *const lines[] = {"0 " SMTPD "connect from " A, "0 " SMTPD REJECT(A, "")};
    struct kept k = keep(lines, 2);
    damage(k.key, k.now);
    damage(k.key, strbuf_view(&k.older));
    let_go(&k);
}

static const char *const after_auth[] = {"0 " SMTPD "lost connection after AUTH from " A};

Test(correlate_dialogue, what_an_older_version_saved)
{
    struct strbuf of_older = {0}, of_now = {0};
    struct kept k = keep(after_auth, 1);
    cr_expect_lt(k.now.len, k.older.len / 2);
    leads_to(&of_now, k.key, k.now);
    leads_to(&of_older, k.key, strbuf_view(&k.older));
    cr_expect_gt(of_now.len, 0);
    cr_expect_str_eq(of_older.ptr, of_now.ptr);
    strbuf_release(&of_older);
    strbuf_release(&of_now);
    let_go(&k);
}

/* A time that cannot be was damaged: no distance to it can be reckoned. */
Test(correlate_dialogue, a_time_that_cannot_be_is_left_out)
{
    static const size_t times[] = {offsetof(struct context_numbers, began),
                                   offsetof(struct context_numbers, touched)};
    static const int64_t wrong[] = {INT64_MIN, INT64_MAX, INT64_C(1) << 60};
    struct strbuf out = {0};
    struct kept k = keep(after_auth, 1);
    for (size_t i = 0; i < 2 * (sizeof wrong / sizeof *wrong); i++) {
        struct strbuf blob = {0};
        strbuf_slice(&blob, strbuf_view(&k.older));
        memcpy(blob.ptr + 1 + times[i % 2], &wrong[i / 2], sizeof *wrong);
        leads_to(&out, k.key, strbuf_view(&blob));
        cr_expect_eq(out.len, 0, "%zu: %s", i, out.ptr);
        strbuf_release(&blob);
    }
    strbuf_release(&out);
    let_go(&k);
}

/* Where the lines that end dialogues are missing, what waits comes together under one key: it stays
 * bounded, and each event is told once. */
Test(correlate_dialogue, what_waits_is_bounded)
{
    enum { LINES = 1000, BOUND = 40000 };
    struct strbuf heard = {0};
    const struct correlate_sink sink = {.event = hear_words, .to = &heard};
    struct saved_contexts saved = {0};
    const struct context_saver saver = {saved_put, saved_drop, &saved};
    struct correlator *c = correlator_new(&sink);
    void *state = smtplog_parser_postfix.open(&nobody);
    int told = 0;

    for (int i = 1; i <= LINES; i++)
        say_line_of(&smtplog_parser_postfix, c, state, "0 " SMTPD "lost connection after AUTH from " A, (uint64_t)i);
    correlator_save(c, &saver);
    cr_assert_eq(saved.n, 1);
    cr_expect_lt(saved.blob[0].len, BOUND);
    correlate_end(c, 1);
    for (size_t i = 0; i < heard.len; i++)
        told += heard.ptr[i] == '\n';
    cr_expect_eq(told, LINES);
    correlator_free(c);
    strbuf_release(&heard);
    saved_drop(&saved, strbuf_view(&saved.key[0]));
    smtplog_parser_postfix.close(state);
}
