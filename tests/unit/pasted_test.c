/* What people paste: every kind is told apart, and the failures in it come out whole. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "pasted/challenge.h"
#include "pasted/mime.h"
#include "pasted/pasted.h"

#include <criterion/criterion.h>
#include <stdlib.h>

/* One line for what was found: "bounce 2: 550 5.1.1 rcpt a@x | 452 4.2.2 rcpt b@x". */
static char *told(struct smtplog_slice text)
{
    static const char *const kinds[] = {"nothing", "reply", "log", "bounce", "dialogue"};
    struct diag diag = {0};
    struct registry *registry = registry_new(&diag);
    struct pasted p;
    struct strbuf out = {0};
    pasted_read(&p, text, registry);
    strbuf_fmt(&out, "%s %zu:", kinds[p.kind], p.len);
    for (size_t i = 0; i < p.len; i++) {
        const struct event *e = &p.items[i];
        strbuf_fmt(&out, "%s %d", i ? " |" : "", e->code);
        if (e->enhanced.len)
            strbuf_fmt(&out, " %.*s", (int)e->enhanced.len, e->enhanced.ptr);
        if (event_phase_word(e->phase))
            strbuf_fmt(&out, " %s", event_phase_word(e->phase));
        if (e->after_code)
            strbuf_fmt(&out, " after %d", e->after_code);
        if (e->recipient.len)
            strbuf_fmt(&out, " %.*s", (int)e->recipient.len, e->recipient.ptr);
    }
    pasted_release(&p);
    registry_free(registry);
    return strbuf_steal(&out);
}

static void check(const char *name, const char *text, const char *want)
{
    char *got = told(slice_str(text));
    cr_expect_str_eq(got, want, "%s\n  got  %s\n  want %s", name, got, want);
    free(got);
}

struct row { const char *text, *want; };

static const struct row replies[] = {
    {"550", "reply 1: 550"},
    {"550.", "reply 1: 550"},
    {"#550", "reply 1: 550"},
    {"Error 452", "reply 1: 452"},
    {"SMTP Error Code: 554", "reply 1: 554"},
    {"550/5.7.1", "reply 1: 550 5.7.1"},
    {"(#5.4.4)", "reply 1: 0 5.4.4"},
    {"Status: 4.2.2", "reply 1: 0 4.2.2"},
    {"dsn=5.1.8", "reply 1: 0 5.1.8"},
    {"#554 5.7.1 Rejected##", "reply 1: 554 5.7.1"},
    {"#5.1.1 smtp;550 5.1.1 no such person", "reply 1: 550 5.1.1"},
    {"The server responded: 451 4.7.1 later", "reply 1: 451 4.7.1"},
    {"Remote host said: 553 sorry, not here", "reply 1: 553"},
    {"192.0.2.7 does not like recipient. Remote host said: 553 5.1.2 no", "reply 1: 553 5.1.2"},
    {"host mx.example.net[192.0.2.1] said: 450 4.2.0 wait (in reply to RCPT TO command)",
     "reply 1: 450 4.2.0 rcpt"},
    {"host mx.example.net[192.0.2.1] refused to talk to me: 554 5.7.1 go away",
     "reply 1: 554 5.7.1 connect"},
    {"Remote server returned '550 5.7.133 sender not authenticated for group'", "reply 1: 550 5.7.133"},
    {"550-5.7.26 first\n550-5.7.26 second\n550 5.7.26 third", "reply 1: 550 5.7.26"},
    {"{'bob@example.org': (550, b'5.1.1 no such user')}", "reply 1: 550 5.1.1"},
    {"The mail server responded:  5.7.1 relaying denied. Check the recipient", "reply 1: 0 5.7.1"},
    {"#<mx.example.net #5.1.1 smtp;550 5.1.1 unknown> #SMTP#", "reply 1: 550 5.1.1"},
    {"hello there", "nothing 1: 0"},
    {"we sent 500 messages", "nothing 1: 0"},
    {"", "nothing 1: 0"},
};

static const struct row logs[] = {
    {"Jan  5 10:00:00 mx postfix/qmgr[7]: 4AB01CD: from=<a@example.org>, status=expired, returned to sender",
     "log 1: 0"},
    {"4AB01CD: to=<a@example.org>, relay=none, delay=3, delays=1/1/1/0, dsn=4.4.1, status=deferred "
     "(connect to mx.example.org[192.0.2.3]:25: Connection refused)", "log 1: 0 4.4.1 connect a@example.org"},
    /* as a container, the journal or a page has them: the 354 stands in no words */
    {"smtp-1  | May  1 10:00:00 mx postfix/smtpd[9]: lost connection after DATA (17 bytes) from "
     "unknown[192.0.2.3]", "log 1: 354 eod"},
    {"{\"log\":\"May  1 10:00:00 mx postfix/smtpd[9]: lost connection after DATA (17 bytes) from "
     "unknown[192.0.2.3]\\n\",\"stream\":\"stdout\",\"time\":\"2024-05-01T10:00:00.1Z\"}", "log 1: 354 eod"},
    {"Wed 2024-05-01 10:00:00.1 UTC [s=4a;i=1]\n    SYSLOG_IDENTIFIER=postfix/smtpd\n    _PID=9\n"
     "    MESSAGE=lost connection after DATA (17 bytes) from unknown[192.0.2.3]", "log 1: 354 eod"},
    {"mail.log:May  1 10:00:00 mx postfix/smtpd[9]: lost connection after DATA (17 bytes) from "
     "unknown[192.0.2.3]", "log 1: 354 eod"},
    {"postfix/smtpd[9]: lost connection after DATA (17 bytes) from unknown[192.0.2.3]", "log 1: 354 eod"},
    {"1tAbCd-000001-Ab == bob@example.org R=dnslookup T=remote_smtp defer (110): Connection timed out",
     "log 1: 0 connect bob@example.org"},
    {"H=mail.example.net [192.0.2.4] F=<x@example.net> rejected RCPT <y@example.com>: No such person",
     "log 1: 550 rcpt y@example.com"},
    /* what went well has no failure: the reply alone is told */
    {"Jan  5 10:00:00 mx postfix/smtp[7]: 4AB01CD: to=<a@example.org>, relay=mx.example.org[192.0.2.3]:25, "
     "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 7)", "reply 1: 250 2.0.0"},
};

static const struct row dialogues[] = {
    {"220 mx ESMTP\nHELO a.example\n250 mx\nMAIL FROM:<a@example>\n250 ok\nRCPT TO:<b@example.org>\n"
     "550 5.1.1 unknown\nDATA\n503 5.5.1 need RCPT\nQUIT\n221 bye", "dialogue 1: 550 5.1.1 rcpt b@example.org"},
    {"EHLO a\n250-mx\n250 HELP\nMAIL FROM:<a@example>\n550 5.7.1 not you\nRCPT TO:<b@example.org>\n"
     "503 5.5.1 MAIL first\nDATA\n503 5.5.1 MAIL first", "dialogue 1: 550 5.7.1 mail"},
    {"S: 220 mx\nC: EHLO a\nS: 250-mx\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\n"
     "S: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 535 5.7.8 no\nC: MAIL FROM:<a@example.org>\n"
     "S: 530 5.7.0 log in first", "dialogue 1: 535 5.7.8 auth after 334"},
    {"<-  220 mx\n -> EHLO a\n<-  250 mx\n -> MAIL FROM:<a@example>\n<-  250 ok\n"
     " -> RCPT TO:<b@example.org>\n<** 450 4.7.1 greylisted\n -> QUIT\n<-  221 bye",
     "dialogue 1: 450 4.7.1 rcpt b@example.org"},
    {">>> DATA\n<<< 354 go\n>>> .\n<<< 552 5.3.4 too big", "dialogue 1: 552 5.3.4 eod after 354"},
    {"MAIL FROM:<a@example>\n250 ok\nRCPT TO:<b@example.org>\n550 no\nRCPT TO:<c@example.org>\n250 ok\n"
     "DATA\n354 go\nSubject: 550 problems\n\n550 is a number in my text\n.\n554 5.6.0 bad header",
     "dialogue 2: 554 5.6.0 eod after 354 | 550 rcpt b@example.org"},
    {"AUTH PLAIN AGJvYgBzZWNyZXQ=\n535 5.7.8 no\nAUTH LOGIN\n334 VXNlcm5hbWU6", "dialogue 1: 535 5.7.8 auth"},
    {"RCPT TO:<b@example.org>\n354 go ahead", "dialogue 1: 354 rcpt b@example.org"},
    {"DATA\n354 go ahead\n.\n334 what", "dialogue 1: 334 eod after 354"},
    {"EHLO a\n250 mx\nSTARTTLS\n454 4.7.0 TLS not available", "dialogue 1: 454 4.7.0 starttls"},
    {"220 mx\nEHLO a\n250 mx\nQUIT\n221 bye", "dialogue 0:"},
    {"554 5.7.1 go away\nEHLO a\n503 5.5.0 no", "dialogue 2: 503 5.5.0 ehlo | 554 5.7.1 connect"},
};

static const struct row bounces[] = {
    /* Postfix's text alone */
    {"This is the mail system at host relay.example.org.\n\nI'm sorry to have to inform you\n\n"
     "<b@example.net>: host mx.example.net[192.0.2.1] said: 554 5.7.1 <b@example.net>:\n"
     "    Relay access denied (in reply to RCPT TO command)\n\n"
     "<c@example.com>: Host or domain name not found. Name service error for name=example.com\n"
     "    type=A: Host not found\n",
     "bounce 2: 554 5.7.1 rcpt b@example.net | 0 c@example.com"},
    /* Exim, two recipients, one with a local reason */
    {"This message was created automatically by mail delivery software.\n\nA message that you sent could "
     "not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n"
     "  one@example.net\n    host mx.example.net [192.0.2.1]\n    SMTP error from remote mail server "
     "after end of data:\n    552 5.3.4 too large\n  two@example.org\n    Unrouteable address\n\n"
     "------ This is a copy of the message, including all the headers. ------\n\nTo: one@example.net\n",
     "bounce 2: 552 5.3.4 eod one@example.net | 0 two@example.org"},
    /* qmail */
    {"Hi. This is the qmail-send program at mail.example.org.\nI'm afraid I wasn't able to deliver your "
     "message to the following addresses.\n\n<x@example.net>:\nSorry, no mailbox here by that name. "
     "(#5.1.1)\n\n<y@example.com>:\n192.0.2.8 failed after I sent the message.\nRemote host said: 554 "
     "rejected as spam\n", "bounce 2: 0 5.1.1 x@example.net | 554 y@example.com"},
    /* Sendmail */
    {"The original message was received at Mon\n\n   ----- The following addresses had permanent fatal "
     "errors -----\n<who@example.net>\n    (reason: 553 5.3.0 no such place)\n    (expanded from: "
     "<alias@example.org>)\n\n   ----- Transcript of session follows -----\n... while talking to "
     "mx.example.net.:\n>>> RCPT To:<who@example.net>\n<<< 553 5.3.0 no such place\n",
     "bounce 1: 553 5.3.0 who@example.net"},
    /* Exchange, two recipients */
    {"Delivery has failed to these recipients or groups:\n\nOne (one@example.net)\nSomething is wrong.\n\n"
     "Diagnostic information for administrators:\n\nGenerating server: X.prod.example.com\n\n"
     "one@example.net\nRemote Server returned '550 5.7.1 TRANSPORT.RULES.RejectMessage; refused'\n\n"
     "two@example.net\n#554 5.2.0 STOREDRV.Deliver.Exception ##\n\nOriginal message headers:\n\n"
     "Received: from a by b; 550 5.0.0\n",
     "bounce 2: 550 5.7.1 one@example.net | 554 5.2.0 two@example.net"},
    /* Exchange in another language; the headers of the message are a stranger's */
    {"Fehler bei der Zustellung:\n\nThree (three@example.net)\nDas Postfach nimmt nichts an.\n\n"
     "Generierender Server: mail.example.com\n\nthree@example.net\n#550 5.2.2 QuotaExceeded ##\n\n"
     "Kopfzeilen:\n\nReceived: from a by b\nTo: three@example.net\n 554 5.7.1 no\n",
     "bounce 1: 550 5.2.2 three@example.net"},
    /* Gmail, with a reply */
    {"** Message blocked **\n\nYour message to c@example.net has been blocked. See technical details "
     "below.\n\nThe response from the remote server was:\n\n550 5.7.26 unauthenticated mail\n",
     "bounce 1: 550 5.7.26 c@example.net"},
    /* GMX */
    {"This message was created automatically by mail delivery software.\n\nA message that you sent could "
     "not be delivered to one or more of its recipients. This is a permanent error. The following "
     "address(es) failed:\n\nd@example.net:\nSMTP error from remote server for RCPT TO command, host: "
     "mx.example.net (192.0.2.5) reason: 550 no mailbox\n", "bounce 1: 550 rcpt d@example.net"},
    /* a delivery status without its message */
    {"Reporting-MTA: dns; relay.example.org\n\nFinal-Recipient: rfc822; e@example.net\nAction: delayed\n"
     "Status: 4.4.1\nDiagnostic-Code: X-Postfix; connect to mx.example.net[192.0.2.1]:25:\n"
     "    Connection timed out\n\nFinal-Recipient: rfc822; f@example.net\nAction: relayed\nStatus: 2.0.0\n",
     "bounce 1: 0 4.4.1 e@example.net"},
    /* all parts, Base64 text and quoted-printable status, two recipients, one of them fine */
    {"From: MAILER-DAEMON@example.org\nSubject: Returned\nMIME-Version: 1.0\nContent-Type: "
     "multipart/report; report-type=delivery-status;\n boundary=\"=_x\"\n\npreamble 550 5.0.0\n--=_x\n"
     "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
     "0JLQsNGI0LUg0L/QuNGB0YzQvNC+INC90LUg0LTQvtGB0YLQsNCy0LvQtdC90L4u\n--=_x\nContent-Type: "
     "message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\nReporting-MTA: dns;=20"
     "relay.example.org\n\nFinal-Recipient: rfc822; g@example.net\nAction: failed\nStatus: 5.2.2\n"
     "Diagnostic-Code: smtp; 552-5.2.2 The mailbox=\n is full\n\nFinal-Recipient: rfc822; h@example.net\n"
     "Action: delivered\nStatus: 2.1.5\n\n--=_x\nContent-Type: message/rfc822\n\nSubject: 550 5.1.1 x\n\n"
     "<i@example.net>: 550 5.1.1 in the original\n--=_x--\n", "bounce 1: 552 5.2.2 g@example.net"},
    /* fields of a delivery status in an order of their own */
    {"Diagnostic-Code: smtp;550 nobody of that name\nStatus: 5.1.1\nAction: failed\n"
     "Final-Recipient: rfc822;k@example.net\n", "bounce 1: 550 5.1.1 k@example.net"},
    /* the reason after an empty line */
    {"Your message\n\n  Subject: hi\n\nwas not delivered to:\n\n  l@example.net\n\nbecause:\n\n"
     "  552 5.2.2 mailbox full\n", "bounce 1: 552 5.2.2 l@example.net"},
    {"Your message to m@example.net couldn't be delivered.\n\nRecipient Address: m@example.net\n\n"
     "Error Details\nReported error: 550 5.7.1 not for you\n", "bounce 1: 550 5.7.1 m@example.net"},
    {"    Hi!\n\n    An error has occurred while attempting to deliver a message for\n    the following list "
     "of recipients:\n\nn@example.net: 421 4.3.0 later\n", "bounce 1: 421 4.3.0 n@example.net"},
    {"Sorry, we were unable to deliver your message to the following address.\n\n<o@example.net>:\n554: "
     "5.7.9 not accepted\n", "bounce 1: 554 5.7.9 o@example.net"},
    /* HTML alone */
    {"From: postmaster@example.org\nSubject: Undeliverable: hi\nContent-Type: text/html\n\n<html><style>p "
     "{}</style><p>Delivery has failed to these recipients or groups:</p><p>Diagnostic information for "
     "administrators:</p><p>j@example.net<br>Remote Server returned &#39;550 5.4.1 Recipient address "
     "rejected: Access denied&#39;</p></html>", "bounce 1: 550 5.4.1 j@example.net"},
};

Test(pasted, replies_in_all_spellings)
{
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
        check(replies[i].text, replies[i].text, replies[i].want);
}

Test(pasted, log_lines_also_without_their_front)
{
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
        check(logs[i].text, logs[i].text, logs[i].want);
}

Test(pasted, dialogues_give_the_refusal_that_stands_for_itself)
{
    for (size_t i = 0; i < sizeof dialogues / sizeof *dialogues; i++)
        check(dialogues[i].text, dialogues[i].text, dialogues[i].want);
}

Test(pasted, bounces_give_every_recipient)
{
    for (size_t i = 0; i < sizeof bounces / sizeof *bounces; i++)
        check(bounces[i].text, bounces[i].text, bounces[i].want);
}

Test(pasted, line_ends_of_the_wire_are_the_same)
{
    for (size_t i = 0; i < sizeof bounces / sizeof *bounces; i++) {
        struct strbuf wire = {0};
        for (const char *c = bounces[i].text; *c; c++)
            strbuf_str(&wire, *c == '\n' ? "\r\n" : (char[]){*c, 0});
        check(bounces[i].text, wire.ptr, bounces[i].want);
        strbuf_release(&wire);
    }
}

static void everything_of(struct pasted *p)
{
    for (size_t i = 0; i < p->turns_len; i++)
        cr_expect(slice_find(p->turns[i].command, "secret") < 0);
}

Test(pasted, no_password_is_handed_on)
{
    struct pasted p;
    pasted_read(&p, slice_str("AUTH PLAIN secret\n535 no\nAUTH LOGIN\n334 VXNlcm5hbWU6\nsecret\n"
                              "334 UGFzc3dvcmQ6\nsecret\n535 5.7.8 no"), NULL);
    cr_expect_eq(p.turns_len, 4);
    everything_of(&p);
    pasted_release(&p);
}

/* Every bounce and dialogue cut at every byte, and with a NUL, an escape and a brace put in at every
 * seventh: nothing is read beyond its end (the sanitizers watch) and nothing takes long. */
Test(pasted, whatever_is_cut_or_damaged_is_borne, .timeout = 120)
{
    for (size_t i = 0; i < sizeof bounces / sizeof *bounces; i++)
        for (size_t cut = 0, len = strlen(bounces[i].text); cut < len; cut += 3) {
            char *piece = mem_strn(bounces[i].text, cut);
            struct pasted p;
            pasted_read(&p, slice_of(piece, cut), NULL);
            pasted_release(&p);
            for (size_t at = cut % 7; at < cut; at += 7)
                piece[at] = "\0\033{<=\n-"[(at + i) % 7];
            pasted_read(&p, slice_of(piece, cut), NULL);
            pasted_release(&p);
            free(piece);
        }
}

/* What could make a reader slow or fat, repeated to 512 KB: seconds would be minutes with a walk too
 * many. */
static const char *const heavy[] = {
    "host (", "550 ", "<a@b.c>:\n", "EHLO a\n250 b\nMAIL FROM:<a@b>\n550 no\n", "\033[2J", "a", "\n", " said: ",
    "This is the mail system at host x\n\n<a@b.org>: 550 no\n\n", "From: a\nContent-Type: multipart/x; boundary=b\n\n--b\n",
    "Undeliverable <style>&", "334 QUFB", "1.1.1.1", "Final-Recipient: rfc822;a@b.org\nStatus: 5.0.0\n\n", "(#", "\"'(",
};

Test(pasted, large_and_hostile_texts_take_no_long, .timeout = 60)
{
    for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++) {
        struct strbuf text = {0};
        struct pasted p;
        while (text.len < 512 * 1024)
            strbuf_str(&text, heavy[i]);
        pasted_read(&p, strbuf_view(&text), NULL);
        cr_expect_leq(p.len, PASTED_ITEMS_MAX);
        pasted_release(&p);
        strbuf_release(&text);
    }
}

static const struct { const char *text; enum challenge_kind kind; const char *part, *value; } asked[] = {
    {"", CHALLENGE_EMPTY, NULL, NULL},
    {"VXNlcm5hbWU6", CHALLENGE_LOGIN_USER, NULL, NULL},
    {"UGFzc3dvcmQ6", CHALLENGE_LOGIN_PASSWORD, NULL, NULL},
    {"VXNlciBOYW1lAA==", CHALLENGE_LOGIN_USER, NULL, NULL},
    {"PDEyMy40NTZAbXguZXhhbXBsZS5vcmc+", CHALLENGE_CRAM, "msg-id", "<123.456@mx.example.org>"},
    {"cj1hYmNkZWYscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==", CHALLENGE_SCRAM_FIRST, "i", "4096"},
    {"dj1ycG1tL3c=", CHALLENGE_SCRAM_FINAL, "v", "rpmm/w"},
    {"ZT1pbnZhbGlkLXByb29m", CHALLENGE_SCRAM_ERROR, "e", "invalid-proof"},
    {"cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iYWJjIixxb3A9ImF1dGgi", CHALLENGE_DIGEST, "realm", "example.org"},
    {"cnNwYXV0aD0xMjM0", CHALLENGE_DIGEST_DONE, "rspauth", "1234"},
    {"eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJtYWlsIn0=", CHALLENGE_OAUTH_ERROR, "scope", "mail"},
    {"eyJhIjp7ImIiOnsiYyI6eyJkIjp7ImUiOjF9fX19fQ==", CHALLENGE_UNKNOWN, NULL, NULL},
    {"NTLM supported", CHALLENGE_NTLM_GO, NULL, NULL},
    {"TlRMTVNTUAACAAAABgAGADgAAAACAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAABNWDEAAA==",
     CHALLENGE_NTLM, NULL, NULL},
    {"BwAQAA==", CHALLENGE_GSSAPI_LAYER, NULL, NULL},
    {"go ahead", CHALLENGE_WORDS, NULL, NULL},
    {"AAECAwQFBgc=", CHALLENGE_UNKNOWN, NULL, NULL},
};

Test(challenge, mechanisms_are_told_by_what_is_in_it)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct challenge c;
        challenge_read(&c, slice_str(asked[i].text));
        cr_expect_eq(c.kind, asked[i].kind, "%s is %d", asked[i].text, c.kind);
        const char *value = asked[i].part ? challenge_part(&c, asked[i].part) : NULL;
        cr_expect(!asked[i].part || (value && strcmp(value, asked[i].value) == 0), "%s: %s",
                  asked[i].text, value ? value : "no part");
        challenge_release(&c);
    }
}

/* What editors of Windows and old mail programs leave: marks, two bytes a letter, Latin letters; the
 * last one cut, as a trimmed text is. */
Test(pasted, any_encoding_is_read)
{
    static const char le[] = "\xff\xfe" "4\0" "5\0" "2\0" " \0" "4\0" ".\0" "2\0" ".\0" "2\0";
    static const char be[] = "\xfe\xff\0" "5\0" "5\0" "0\0" " \0" "n\0" "o\0";
    struct { struct smtplog_slice text; const char *want, *words; } rows[] = {
        {slice_of(le, sizeof le - 1), "reply 1: 452 4.2.2", ""},
        {slice_of(be, sizeof be - 1), "reply 1: 550", "no"},
        {slice_str("\xef\xbb\xbf" "554 5.7.1 x"), "reply 1: 554 5.7.1", "x"},
        {slice_str("550 Empf\xe4nger unbekannt"), "reply 1: 550",
         "Empf\xc3\xa4nger unbekannt"},
        {slice_str("550 Empf\xc3\xa4nger \xff"), "reply 1: 550", "Empf\xc3\xa4nger \xff"},
        {slice_str("Subject: no bounce\nContent-Transfer-Encoding: quoted-printable\n\n"
                   "450 4.2.0 come=20agai=\nn\n"), "reply 1: 450 4.2.0", "come again"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pasted p;
        char *got = told(rows[i].text);
        cr_expect_str_eq(got, rows[i].want, "row %zu: %s", i, got);
        pasted_read(&p, rows[i].text, NULL);
        cr_assert_eq(p.len, 1);
        cr_expect(slice_is(p.items[0].text, rows[i].words), "row %zu: %.*s", i,
                  (int)p.items[0].text.len, p.items[0].text.ptr);
        pasted_release(&p);
        free(got);
    }
}
