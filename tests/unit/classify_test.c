/* What replies mean: the promised wordings, collisions, the rules' own proof, operators' files. */
#include "classify/classify.h"
#include "knowledge/stanza.h"
#include "pasted/pasted.h"
#include "base/strbuf.h"
#include "classify_reply.h"
#include "classify_rows.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void collect(void *to, enum diag_level level, const char *sentence)
{
    strbuf_fmt(to, "%d %s\n", level, sentence);
}

static void check_rows(const struct row *table, size_t count)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &table[i];
        struct event e = reply_of(r->peer, r->reply);
        classify_event(c, &e);
        cr_expect(slice_is(e.cause, r->cause) && slice_is(e.provider, r->provider) && slice_is(e.tag, r->tag),
                  "row %s: %s\n   got %.*s, %.*s, %.*s", r->row, r->reply, (int)e.cause.len, e.cause.ptr,
                  (int)e.provider.len, e.provider.ptr ? e.provider.ptr : "", (int)e.tag.len,
                  e.tag.ptr ? e.tag.ptr : "");
    }
    cr_expect_eq(diag.errors, 0);
    classifier_free(c);
}

Test(classify, promised_wordings)
{
    check_rows(rows, sizeof rows / sizeof *rows);
}

Test(classify, collisions)
{
    check_rows(collisions, sizeof collisions / sizeof *collisions);
}

Test(classify, rules_are_sound)
{
    struct strbuf told = {0};
    struct diag diag = {.tell = collect, .to = &told};
    struct knowledge *k = knowledge_new(&diag);
    struct classifier *c = classifier_new(NULL, &diag);
    cr_expect_eq(classifier_lint(c, k, &diag), 0, "%s", told.ptr ? told.ptr : "");
    cr_expect_eq(diag.errors + diag.warnings, 0, "%s", told.ptr ? told.ptr : "");
    classifier_free(c);
    knowledge_free(k);
    strbuf_release(&told);
}

Test(classify, every_cause_is_told_in_every_language)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_cause out;
    size_t count = 0;
    for (int lang = 0; lang < KNOWLEDGE_LANGS; lang++)
        for (count = 0; knowledge_cause_at(k, count, lang, &out); count++)
            cr_expect(out.title.len && out.description.len && out.how_to_fix.len && out.wont_help.len &&
                      out.who_acts.len && out.source.len, "%.*s in %s", (int)out.cause.len,
                      out.cause.ptr, knowledge_lang_word(lang));
    cr_expect_geq(count, 30);
    knowledge_free(k);
}

/* Dialogues that break off, inbound rejections, and events with no words. */
static const struct {
    const char *name;
    uint32_t direction, phase, disposition;
    int32_t code;
    const char *enhanced, *text, *cause;
} ours[] = {
    {"334 open", SMTPLOG_INBOUND, SMTPLOG_AUTH, SMTPLOG_ABORTED, 334, "", "lost connection after AUTH", "auth-abandoned"},
    {"354 open", SMTPLOG_INBOUND, SMTPLOG_DATA, SMTPLOG_ABORTED, 354, "", "lost connection after DATA (10 bytes)", "data-abandoned"},
    {"hang-up", SMTPLOG_INBOUND, SMTPLOG_EHLO, SMTPLOG_ABORTED, 0, "", "lost connection after EHLO", "connection-lost"},
    {"no words", SMTPLOG_INBOUND, SMTPLOG_RCPT, SMTPLOG_REJECTED, 550, "", "", "other"},
    {"nothing at all", SMTPLOG_OUTBOUND, 0, SMTPLOG_BOUNCED, 0, "", "", "other"},
    {"exim wrapper", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_BOUNCED, 550, "5.1.1",
     "SMTP error from remote mail server after RCPT TO:<a@example.org>: 550 5.1.1 no such user", "user-unknown"},
    {"at MAIL it is the sender", SMTPLOG_OUTBOUND, SMTPLOG_MAIL, SMTPLOG_BOUNCED, 550, "5.1.1",
     "no such user", "sender-rejected"},
    {"at MAIL, his domain", SMTPLOG_OUTBOUND, SMTPLOG_MAIL, SMTPLOG_BOUNCED, 550, "",
     "no such domain", "sender-domain"},
    {"at MAIL, his account", SMTPLOG_OUTBOUND, SMTPLOG_MAIL, SMTPLOG_BOUNCED, 550, "",
     "your mailbox is suspended", "sender-rejected"},
    {"at MAIL, his HELO", SMTPLOG_OUTBOUND, SMTPLOG_MAIL, SMTPLOG_BOUNCED, 550, "",
     "unknown domain in HELO", "helo-rejected"},
    {"at RCPT, the recipient's domain", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_BOUNCED, 550, "",
     "no such domain", "recipient-domain"},
    {"milter says later", SMTPLOG_INBOUND, SMTPLOG_EOD, SMTPLOG_REJECTED, 0, "4.7.1", "words of a site", "other"},
    {"suspended", SMTPLOG_OUTBOUND, 0, SMTPLOG_DEFERRED, 0, "4.4.1",
     "delivery temporarily suspended: connect to mx.example.org[192.0.2.1]:25: Connection timed out", "connect-failed"},
    {"expired", SMTPLOG_OUTBOUND, 0, SMTPLOG_EXPIRED, 0, "", "returned to sender", "expired"},
    {"unrouteable here", SMTPLOG_INBOUND, SMTPLOG_RCPT, SMTPLOG_REJECTED, 550, "", "Unrouteable address", "user-unknown"},
    {"unrouteable away", SMTPLOG_OUTBOUND, 0, SMTPLOG_BOUNCED, 0, "", "Unrouteable address", "recipient-domain"},
    {"354 to RCPT", SMTPLOG_OUTBOUND, SMTPLOG_RCPT, SMTPLOG_BOUNCED, 354, "5.5.0", "go on", "protocol"},
};

Test(classify, what_this_server_says)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        struct event e = {.direction = ours[i].direction, .phase = ours[i].phase, .code = ours[i].code,
                          .disposition = ours[i].disposition};
        e.text = slice_str(ours[i].text);
        if (*ours[i].enhanced)
            e.enhanced = slice_str(ours[i].enhanced);
        classify_event(c, &e);
        cr_expect(slice_is(e.cause, ours[i].cause), "row %s: got %.*s", ours[i].name, (int)e.cause.len,
                  e.cause.ptr);
    }
    classifier_free(c);
}

static const struct { const char *pasted; int32_t code; uint32_t phase; const char *cause, *provider; int known; } pastes[] = {
    {"550 5.1.1 <a@example.org>: User unknown", 550, 0, "user-unknown", "", 1},
    {"host mx.google.com[192.0.2.1] said: 550-5.7.27 one 550 5.7.27 two (in reply to end of DATA command)",
     550, SMTPLOG_EOD, "sender-unauthenticated", "gmail", 1},
    {"421-4.7.28 Our system saw an unusual rate of mail\n421 4.7.28 a1-b2 - gsmtp", 421, 0, "rate-limited", "gmail", 1},
    {"Diagnostic-Code: smtp; 452 4.2.2 Mailbox full", 452, 0, "mailbox-full", "", 1},
    {"H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<a@example.org>: 550 no such user",
     550, SMTPLOG_RCPT, "user-unknown", "", 1},
    {"NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <a@example.net>: Relay access denied; from=<b@example.com> to=<a@example.net>",
     554, 0, "relay-denied", "", 1},
    {"Connection refused", 0, 0, "connect-failed", "", 1},
    {"lorem ipsum dolor", 0, 0, "other", "", 0},
    {"", 0, 0, "other", "", 0},
};

/* Reads and judges as `explain` does; `extra` may be NULL.  1 if there is a code, or a rule for the
 * words. */
static int judge_pasted(struct classifier *c, struct pasted *p, const struct smtplog_wording *extra,
                        const char *text, struct event *e, struct classify_finding *v)
{
    *p = (struct pasted){0};
    *e = (struct event){0};
    wordings_init(&p->wordings);
    wordings_add(&p->wordings, extra);
    int has_code = pasted_reply(p, slice_str(text), e);
    classify_ask(c, e, v);
    return has_code || v->rule.ptr != NULL;
}

Test(classify, pasted_texts)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof pastes / sizeof *pastes; i++) {
        struct event e;
        struct classify_finding v;
        struct pasted p;
        int known = judge_pasted(c, &p, NULL, pastes[i].pasted, &e, &v);
        cr_expect_eq(known, pastes[i].known, "row %zu", i);
        cr_expect_eq(e.code, pastes[i].code, "row %zu: %d", i, e.code);
        cr_expect(pastes[i].phase == 0 || e.phase == pastes[i].phase, "row %zu: %u", i, e.phase);
        cr_expect(slice_is(v.cause, pastes[i].cause), "row %zu: %.*s", i, (int)v.cause.len, v.cause.ptr);
        cr_expect(slice_is(v.provider, pastes[i].provider), "row %zu", i);
        pasted_release(&p);
    }
    classifier_free(c);
}

/* A further server's wordings, from its parser: its texts are read as those of the built-in ones. */
static const struct smtplog_wording dove[] = {
    {"das Gegenueber gurrt nach ", SMTPLOG_BEFORE_COMMAND, 0},
    {" gurrt: ", SMTPLOG_BEFORE_REPLY, 0},
    {" (auf ", SMTPLOG_AFTER_REPLY, 0},
    {"Schlag ", SMTPLOG_BEFORE_PEER, 0},
    {"(auf RCPT", SMTPLOG_NAMES_PHASE, SMTPLOG_RCPT},
    {NULL, 0, 0},
};

Test(classify, wordings_of_a_loaded_parser)
{
    static const char pasted[] = "Schlag mx.example.org[192.0.2.1] gurrt: 550 5.1.1 no such user (auf RCPT)";
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag), *plain = classifier_new(NULL, &diag);
    struct event e, quoted = {.direction = SMTPLOG_OUTBOUND, .code = 550, .disposition = SMTPLOG_BOUNCED,
                              .text = SLICE_LIT("das Gegenueber gurrt nach RCPT: 550 no such user")};
    struct classify_finding v;
    struct pasted p;

    classifier_know(c, dove);
    classifier_know(c, NULL);
    judge_pasted(c, &p, dove, pasted, &e, &v);
    cr_expect(slice_is(e.text, "no such user"), "%.*s", (int)e.text.len, e.text.ptr);
    cr_expect(slice_is(e.peer_name, "mx.example.org"));
    cr_expect_eq(e.phase, SMTPLOG_RCPT);
    pasted_release(&p);
    judge_pasted(plain, &p, NULL, pasted, &e, &v);
    cr_expect(!slice_is(e.text, "no such user") && !e.peer_name.len && !e.phase, "nobody else knows them");
    classify_event(c, &quoted);
    cr_expect(slice_is(quoted.reason, "no such user"), "%.*s", (int)quoted.reason.len, quoted.reason.ptr);
    cr_expect_eq(classifier_version(c), classifier_version(plain));
    pasted_release(&p);
    classifier_free(c);
    classifier_free(plain);
}

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    fputs(text, f);
    fclose(f);
}

Test(classify, operators_rules_come_first_and_replace_by_name)
{
    char folder[] = "/tmp/smtplog-rules-XXXXXX", command[64];
    cr_assert(mkdtemp(folder));
    put_file(folder, "10-site", "Name: our-relay\nPattern: grumpy relay\nCause: policy\n\n"
                                "Name: relay-denied\nPattern: Relay access denied\nCause: auth-required\n\n"
                                "Name: broken\nPattern: (\nCause: policy\n\n"
                                "Pattern: x\n\nProvider: house\nHosts: corp.example\n");
    put_file(folder, "10-site~", "Name: editor\nCause: virus\n");

    struct strbuf told = {0};
    struct diag diag = {.tell = collect, .to = &told};
    struct classifier *c = classifier_new(folder, &diag), *plain = classifier_new(NULL, &diag);
    cr_expect_eq(diag.errors, 2, "%s", told.ptr);
    cr_expect(strstr(told.ptr, "10-site:9: a pattern does not compile"), "%s", told.ptr);
    cr_expect(strstr(told.ptr, "10-site:13: a rule needs Name and Cause"), "%s", told.ptr);
    cr_expect_neq(classifier_version(c), classifier_version(plain));

    struct event e = reply_of("mx.corp.example", "550 5.1.1 a grumpy relay; mx.example.net said: 552 mailbox full");
    classify_event(c, &e);
    cr_expect(slice_is(e.cause, "policy") && slice_is(e.provider, "house"));
    e = reply_of("mx.example.org", "554 5.7.1 <a@example.org>: Relay access denied");
    classify_event(c, &e);
    cr_expect(slice_is(e.cause, "auth-required"));
    classifier_free(c);
    classifier_free(plain);
    strbuf_release(&told);
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_expect_eq(system(command), 0);
}

/* By the host that answered, and by what the text links to; an address or a domain names nobody. */
Test(classify, who_speaks)
{
    static const struct { const char *peer, *reply, *provider; } speakers[] = {
        {"smtp.office365.com", "550 5.0.0 no", "microsoft"},
        {"smtp-relay.gmail.com", "550 5.0.0 no", "gmail"},
        {"email-smtp.eu-west-1.amazonaws.com", "550 no", "amazon-ses"},
        {"ec2-192-0-2-1.compute-1.amazonaws.com", "550 no", ""},
        {"amazonaws.com", "550 no", ""},
        {"mx.example.org", "550 no <postmaster@t-online.de> here", ""},
        {"mx.example.org", "550 the domain yandex.ru has no mailbox of that name", ""},
        {"mx.example.org", "550 refused, see https://postmaster.gmx.net/en/case?c=r0201", "united-internet"},
        {"smtp.secureserver.net", "550 no", "godaddy"},
        {"mx.example.org", "550 5.7.515 no words", "microsoft"},
        {"mx.example.org", "550 5.7.15 no words", ""},
        {"route1.mx.cloudflare.net", "550 no", "cloudflare"},
    };
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    struct classify_provider p;
    size_t known = 0, hosted = 0;
    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++) {
        struct event e = reply_of(speakers[i].peer, speakers[i].reply);
        classify_event(c, &e);
        cr_expect(slice_is(e.provider, speakers[i].provider), "%s: %.*s", speakers[i].peer,
                  (int)e.provider.len, e.provider.ptr ? e.provider.ptr : "");
    }
    for (; classifier_provider_at(c, known, &p); known++) {
        struct smtplog_slice hosts = p.hosts, host;
        cr_expect(p.page.len, "%.*s has no page", (int)p.name.len, p.name.ptr);
        hosted += p.hosts.len > 0;
        while (stanza_item(&hosts, &host)) {        /* a server below each of its domains */
            char peer[200];
            snprintf(peer, sizeof peer, "mx1.%.*s", (int)host.len, host.ptr);
            for (char *any = strstr(peer, "*"); any; any = strstr(peer, "*"))
                *any = 'x';
            struct event e = reply_of(peer, "550 no");
            classify_event(c, &e);
            cr_expect(slice_eq(e.provider, p.name), "%s: %.*s", peer, (int)e.provider.len,
                      e.provider.ptr ? e.provider.ptr : "");
        }
    }
    cr_expect_geq(hosted, 90);
    classifier_free(c);
}

/* Bare names of the event's own people; words of replies are none, whoever is called so. */
static const struct { const char *reply, *recipient, *sender, *user, *helo, *reason; } named[] = {
    {"550 5.1.1 No mailbox Bob here, bob!", "bob@example.org", "", "", "",
     "No mailbox <name> here, <name>!"},
    {"550 5.1.1 bob-jones: no such user", "bob-jones@example.org", "bob@example.com", "", "",
     "<name>: no such user"},
    {"550 5.1.1 bobby and J.Smith", "bob@example.org", "J.Smith@example.com", "", "",
     "bobby and <name>"},
    {"554 5.7.1 bob99 may not send as BOX7", "x@example.org", "", "bob99@example.org", "box7",
     "<name> may not send as <name>"},
    {"550 5.1.1 User unknown", "user@example.org", "unknown@example.com", "", "",
     "User unknown"},
    {"550 5.1.1 <a@example.org> no address for you", "address@example.org", "", "", "",
     "<address> no address for you"},
    {"550 5.1.1 a b", "a@example.org", "b", "", "", "a b"},
};

Test(classify, reasons_do_not_name_the_events_people)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        struct event e = reply_of("mx.example.org", named[i].reply);
        e.recipient = slice_str(named[i].recipient), e.sender = slice_str(named[i].sender);
        e.sasl_user = slice_str(named[i].user), e.helo = slice_str(named[i].helo);
        classify_event(c, &e);
        cr_expect(slice_is(e.reason, named[i].reason), "row %zu: %.*s", i, (int)e.reason.len,
                  e.reason.ptr);
    }
    classifier_free(c);
}

/* More distinct questions than are remembered: answers stay right. */
Test(classify, forgets_and_asks_anew)
{
    struct diag diag = {0};
    struct classifier *c = classifier_new(NULL, &diag);
    char text[64];
    for (int i = 0; i < CLASSIFY_REMEMBERED + 1000; i += 1) {
        int n = snprintf(text, sizeof text, "word%c%c%c%c Relay access denied", 'a' + i % 26,
                         'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576 % 26);
        struct event e = {.code = 554, .direction = SMTPLOG_INBOUND, .text = {text, (size_t)n}};
        classify_event(c, &e);
        cr_assert(slice_is(e.cause, "relay-denied"));
    }
    classifier_free(c);
}
