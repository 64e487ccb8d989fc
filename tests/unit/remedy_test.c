/* Commands to paste: filled with the row's own, and harmless whatever a stranger wrote there. */
#include "base/mem.h"
#include "explain/remedy.h"
#include "knowledge/stanza.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#define S(lit) {lit, sizeof(lit) - 1}

static const struct {
    struct event event;
    const char *line, *want;
} rows[] = {
    {{.recipient = S("bob@Example.org")}, "swaks --to {recipient}", "swaks --to bob@Example.org"},
    {{.recipient = S("bob@Example.org")}, "dig MX {recipient_domain}", "dig MX example.org"},
    {{.recipient = S("o'brien@example.org")}, "x {recipient}", "x 'o'\\''brien@example.org'"},
    {{.recipient = S("a$(reboot)@example.org")}, "x {recipient}", "x 'a$(reboot)@example.org'"},
    {{.recipient = S("a;b`c`@example.org")}, "x {recipient}", "x 'a;b`c`@example.org'"},
    {{.recipient = S("a\nrm -rf /@example.org")}, "x {recipient}", "x RECIPIENT"},
    {{.recipient = S("a\033[2J@example.org")}, "x {recipient}", "x RECIPIENT"},
    {{.recipient = S("a\0b@example.org")}, "x {recipient}", "x RECIPIENT"},
    {{.recipient = S("a\xff@example.org")}, "x {recipient}", "x RECIPIENT"},
    {{.recipient = S("-oQ/tmp@example.org")}, "x {recipient}", "x RECIPIENT"},
    {{.recipient = S("a@example.org'; reboot; '")}, "'{recipient_domain} slow:'", "'RECIPIENT_DOMAIN slow:'"},
    {{.recipient = S("a@$(reboot).org")}, "dig {recipient_domain}", "dig RECIPIENT_DOMAIN"},
    {{.recipient = S("a@-x.org")}, "dig {recipient_domain}", "dig RECIPIENT_DOMAIN"},
    {{.peer_name = S("mx.example.org"), .direction = SMTPLOG_OUTBOUND}, "nc {host} 25", "nc mx.example.org 25"},
    {{.peer_name = S("mx;reboot"), .peer_ip = S("192.0.2.1"), .direction = SMTPLOG_OUTBOUND}, "nc {host} 25",
     "nc 192.0.2.1 25"},
    {{.peer_ip = S("2001:db8::1"), .direction = SMTPLOG_INBOUND}, "dig -x {client}", "dig -x 2001:db8::1"},
    {{.client_ip = S("192.0.2.7"), .direction = SMTPLOG_OUTBOUND}, "dig -x {client}", "dig -x 192.0.2.7"},
    {{.text = S("go away, [198.51.100.7]: see our page"), .direction = SMTPLOG_OUTBOUND}, "q={named}",
     "q=198.51.100.7"},
    {{.text = S("192.0.2.1 refused 198.51.100.7."), .peer_ip = S("192.0.2.1"), .direction = SMTPLOG_OUTBOUND},
     "q={named}", "q=198.51.100.7"},
    {{.text = S("see page 5.7.1 of version 1.2.3")}, "q={named}", "q=YOUR_IP"},
    {{.queue_id = S("4AB01CD")}, "trace {queue_id} {none} {", "trace 4AB01CD {none} {"},
    {{.sasl_user = S("bob@example.org")}, "test {user}", "test bob@example.org"},
    {{.sasl_user = S("")}, "test {user}", "test USER"},
};

Test(remedy, holes_are_filled_and_nothing_gets_out_of_its_word)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        remedy_fill(&out, slice_str(rows[i].line), &rows[i].event);
        cr_expect_str_eq(out.ptr, rows[i].want, "row %zu: %s", i, out.ptr);
        strbuf_release(&out);
    }
}

/* The shell itself is asked: each quoted address comes out of it as one word, unchanged. */
Test(remedy, the_shell_reads_back_what_was_quoted)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strbuf out = {0};
        const struct smtplog_slice *r = &rows[i].event.recipient;
        char got[400];
        if (!r->len)
            continue;
        remedy_fill(&out, slice_str("printf '%s|' {recipient}"), &rows[i].event);
        if (!strstr(out.ptr, " RECIPIENT")) {
            FILE *shell = popen(out.ptr, "r");
            size_t n = fread(got, 1, sizeof got - 1, shell);
            pclose(shell);
            cr_assert_eq(n, r->len + 1, "%s", out.ptr);
            cr_expect(memcmp(got, r->ptr, r->len) == 0 && got[r->len] == '|', "%s", out.ptr);
        }
        strbuf_release(&out);
    }
}

/* The causes that logs are full of: each has commands for both sides and both classes. */
static const char *const common[] = {
    "user-unknown", "mailbox-full", "mailbox-disabled", "recipient-domain", "relay-denied", "auth-failed",
    "auth-required", "greylisted", "rate-limited", "too-many-connections", "too-many-recipients",
    "blocklisted", "ip-reputation", "reverse-dns", "helo-rejected", "sender-rejected", "sender-domain",
    "sender-unauthenticated", "content-rejected", "message-too-big", "policy", "tls", "system-busy",
    "dns-temporary", "connection-lost", "timeout", "other",
};

/* What stands in the place of a value that the row does not have; SELECTOR and PASSWORD no row has. */
static const char *const unknown_words[] = {"IP_ADDRESS", "HOST", "CLIENT_IP", "YOUR_IP", "RECIPIENT", "SENDER",
                                            "USER", "QUEUE_ID"};

/* What acts on a message of the queue, or waits for it: not for one that went back. */
static const char *const of_the_queue[] = {"postqueue", "postsuper -r", "exim -M", "exim -bp", "next attempt"};

static char *commands(const struct lang *lang, const char *cause, enum who_side side, const struct event *e)
{
    struct sheet s = {0};
    remedy_add(&s, lang, slice_str(cause), side, slice_of(NULL, 0), e);
    char *text = s.len == 1 ? mem_strn(s.lines[0].text, strlen(s.lines[0].text)) : NULL;
    sheet_release(&s);
    return text;
}

static void check_commands(const struct lang *lang, const char *cause, enum who_side side, int class)
{
    struct event e = {
        .class = class, .direction = side == WHO_ANSWERED ? SMTPLOG_INBOUND : SMTPLOG_OUTBOUND,
        .peer_ip = S("192.0.2.7"), .peer_name = S("mx.example.org"), .recipient = S("bob@example.org"),
        .sender = S("ann@example.com"), .sasl_user = S("ann"), .queue_id = S("4AB01CD"),
        .text = S("[198.51.100.7] is refused"),
    };
    char *text = commands(lang, cause, side, &e);
    cr_assert_not_null(text, "%s has no commands, side %d, %dxx", cause, side, class);
    cr_expect_eq(text[0], '#', "%s", text);
    cr_expect_null(strpbrk(text, "{}"), "%s", text);
    for (size_t i = 0; class == 5 && i < sizeof of_the_queue / sizeof *of_the_queue; i++)
        cr_expect_null(strstr(text, of_the_queue[i]), "%s as 5xx: %s", cause, text);
    for (size_t i = 0; i < sizeof unknown_words / sizeof *unknown_words; i++)
        cr_expect_null(strstr(text, unknown_words[i]), "%s, side %d: %s", cause, side, text);
    free(text);
}

Test(remedy, common_causes_have_commands_for_each_side_and_class_in_all_languages)
{
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; i < sizeof common / sizeof *common; i++)
            for (int class = 4; class <= 5; class++) {
                check_commands(lang, common[i], WHO_ANSWERED, class);
                check_commands(lang, common[i], WHO_ASKED, class);
            }
}

/* Words that only lines for one mail server have. */
static const struct { const char *mta, *words[8]; } own_words[] = {
    {"postfix", {"postfix", "postconf", "postqueue", "postsuper", "postcat", "postmap", "posttls"}},
    {"exim", {"exim", "driver =", "max_rcpt", "smtputf8_advertise_hosts"}},
};
static const char *const servers[] = {"postfix", "exim", "sendmail", "opensmtpd"};

static const struct { uint32_t direction; enum who_side side; } walks[] = {
    {SMTPLOG_INBOUND, WHO_ANSWERED}, {SMTPLOG_LOCAL, WHO_ANSWERED},
    {SMTPLOG_OUTBOUND, WHO_ASKED}, {SMTPLOG_OUTBOUND, WHO_ALONE},
};

static void check_server(const char *text, const char *mta)
{
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        for (size_t w = 0; strcmp(mta, own_words[i].mta) && own_words[i].words[w]; w++)
            cr_expect_null(strstr(text, own_words[i].words[w]), "a row of %s: %s", mta, text);
}

/* What the commands of a row look like, of a message (`id`) or of a client before it had one. */
static void check_row(const struct lang *lang, struct smtplog_slice cause, size_t walk, int class,
                      const char *mta, int id)
{
    struct event e = {
        .class = class, .direction = walks[walk].direction, .mta = slice_str(mta),
        .peer_ip = S("192.0.2.7"), .peer_name = S("mx.example.org"), .recipient = S("bob@example.org"),
        .sender = S("ann@example.com"), .sasl_user = S("ann"), .text = S("[198.51.100.7] is refused"),
    };
    if (id)
        e.queue_id = SLICE_LIT("4AB01CD");
    if (walks[walk].direction == SMTPLOG_OUTBOUND)
        e.client_ip = SLICE_LIT("192.0.2.9");
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)cause.len, cause.ptr);
    char *text = commands(lang, name, walks[walk].side, &e);
    if (!text)
        return;
    const char *last = strrchr(text, '\n');
    check_server(text, mta);
    cr_expect(last && last[1] != '#', "a caption alone: %s", text);
    cr_expect(!strpbrk(text, "{}") && !strstr(text, "\"\"") && !strstr(text, "''"), "%s", text);
    cr_expect(!strstr(text, " \n") && text[strlen(text) - 1] != ' ', "%s", text);
    for (size_t i = 0; i < sizeof unknown_words / sizeof *unknown_words; i++)
        if (strcmp(unknown_words[i], "HOST") != 0 || walks[walk].direction == SMTPLOG_OUTBOUND)
            cr_expect_null(strstr(text, unknown_words[i]), "%s of %s: %s", name, mta, text);
    for (size_t i = 0; class == 5 && i < sizeof of_the_queue / sizeof *of_the_queue; i++)
        if (strcmp(name, "held") != 0 && strcmp(name, "retry-wait") != 0)
            cr_expect_null(strstr(text, of_the_queue[i]), "%s as 5xx: %s", name, text);
    free(text);
}

/* All causes, of all mail servers, on all sides, in all languages: nothing of another mail server,
 * no hole that the row fills or that nobody could fill, no caption without commands. */
Test(remedy, every_row_has_only_what_it_can_use)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    struct knowledge_cause c;
    for (const struct lang *lang = lang_all; lang->name; lang++)
        for (size_t i = 0; knowledge_cause_at(k, i, KNOWLEDGE_EN, &c); i++)
            for (size_t row = 0; row < 2 * 2 * 4 * 4; row++)
                check_row(lang, c.cause, row / 4 % 4, row / 32 ? 4 : 5, servers[row % 4],
                          row / 16 % 2);
    knowledge_free(k);
}

Test(remedy, the_file_of_commands_is_sound)
{
    struct diag diag = {0};
    const struct embedded_file *e = knowledge_file("commands.txt");
    struct knowledge *k = knowledge_new(&diag);
    struct stanza_file f = {0};
    cr_assert_eq(stanza_file_read(&f, e->name, slice_of((const char *)e->bytes, e->len), &diag), 0);
    for (size_t i = 0; i < f.count; i++) {
        const struct stanza *s = &f.stanzas[i];
        struct smtplog_slice list = stanza_get(s, "Cause"), cause, side = stanza_get(s, "Side");
        struct knowledge_cause known;
        cr_expect(stanza_get(s, "En").len && stanza_get(s, "Ru").len, "line %u", s->line);
        cr_expect(stanza_get(s, "Run").len || stanza_get(s, "Page").len, "line %u", s->line);
        struct smtplog_slice class = stanza_get(s, "Class");
        cr_expect(!class.len || slice_is(class, "4xx") || slice_is(class, "5xx"), "line %u", s->line);
        cr_expect(!side.len || slice_is(side, "inbound") || slice_is(side, "outbound") ||
                      slice_is(side, "own"), "line %u", s->line);
        while (stanza_item(&list, &cause))
            cr_expect(knowledge_cause(k, cause, KNOWLEDGE_EN, &known), "line %u: %.*s", s->line,
                      (int)cause.len, cause.ptr);
    }
    stanza_file_release(&f);
    knowledge_free(k);
}

/* What a Run of the shell may begin with, and the package of Debian that has it. */
static const struct { const char *program, *package; } programs[] = {
    {"sendmail", "postfix, exim4"}, {"exim", "exim4"}, {"dig", "bind9-dnsutils"},
    {"swaks", "swaks"}, {"doveadm", "dovecot-core"}, {"testsaslauthd", "sasl2-bin"},
    {"smtplog", "smtplog"}, {"postconf", "postfix"}, {"postfix", "postfix"},
    {"postqueue", "postfix"}, {"postsuper", "postfix"}, {"postcat", "postfix"},
    {"posttls-finger", "postfix"}, {"openssl", "openssl"}, {"ss", "iproute2"},
    {"nc", "netcat-openbsd"}, {"ping", "iputils-ping"}, {"grep", "grep"}, {"cat", "coreutils"},
    {"test", "coreutils"}, {"xargs", "findutils"}, {"df", "coreutils"}, {"echo", "coreutils"}, {"journalctl", "systemd"}, {"systemctl", "systemd"},
};

/* Lines of Exim's configuration: a setting, the name of a router or transport, a comment. */
static int is_configuration(struct smtplog_slice run)
{
    return run.ptr[0] == '#' || run.ptr[run.len - 1] == ':' || slice_is(run, "no_more") ||
           slice_find(run, " = ") >= 0;
}

static int is_program(struct smtplog_slice run)
{
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        size_t len = strlen(programs[i].program);
        if (slice_starts(run, programs[i].program) && run.len > len && run.ptr[len] == ' ')
            return 1;
    }
    return 0;
}

/* Every command is one of a package of Debian, and the shell can read it. */
Test(remedy, commands_are_there_and_well_formed)
{
    struct diag diag = {0};
    const struct embedded_file *e = knowledge_file("commands.txt");
    struct stanza_file f = {0};
    struct event none = {0};
    size_t runs = 0;
    cr_assert_eq(stanza_file_read(&f, e->name, slice_of((const char *)e->bytes, e->len), &diag), 0);
    for (size_t i = 0; i < f.count; i++)
        for (size_t n = 0; n < f.stanzas[i].count; n++) {
            struct smtplog_slice run = f.stanzas[i].fields[n].value;
            struct strbuf out = {0};
            if (!slice_is(f.stanzas[i].fields[n].name, "Run") || is_configuration(run))
                continue;
            runs++;
            cr_expect(is_program(run), "line %u: %.*s", f.stanzas[i].line, (int)run.len, run.ptr);
            remedy_fill(&out, run, &none);
            FILE *shell = popen("sh -n", "w");
            fprintf(shell, "%.*s\n", (int)out.len, out.ptr);
            cr_expect_eq(pclose(shell), 0, "%.*s", (int)out.len, out.ptr);
            strbuf_release(&out);
        }
    cr_expect_gt(runs, 60);
    stanza_file_release(&f);
}

Test(who, advice_follows_the_side)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    for (int lang = 0; lang < KNOWLEDGE_LANGS; lang++) {
        struct knowledge_cause c;
        for (size_t i = 0; knowledge_cause_at(k, i, lang, &c); i++) {
            cr_expect_eq(c.inbound.len > 0, c.outbound.len > 0, "%.*s has one side only", (int)c.cause.len,
                         c.cause.ptr);
            cr_expect(slice_eq(who_fix(&c, WHO_UNKNOWN), c.how_to_fix));
            cr_expect(slice_eq(who_fix(&c, WHO_ASKED), who_fix(&c, WHO_ALONE)));
            cr_expect_eq(slice_eq(who_fix(&c, WHO_ANSWERED), who_fix(&c, WHO_ASKED)), !c.inbound.len);
        }
    }
    knowledge_free(k);
}

/* What must not be said of a reply of that class, in the order 4xx, 5xx. */
static const char *const contradicting[2][KNOWLEDGE_LANGS][8] = {
    {{"off lists", "off all lists", "take it off", "Sending again", "Retrying;", "Retrying the same",
      "Retrying with the old", "Sending the same"},
     {"из рассылок", "из всех рассылок", "из списков", "Повторная отправка", "Повторы;", "Повторы:",
      "Повторять ту же", "Посылать то же"}},
    {{"queue retries", "Wait;", "Wait,", "retries within", "next attempt", "keeps mail waiting"},
     {"очередь повторит", "Очередь повторит", "Ждите", "Подождите", "следующая попытка"}},
};

static void check_class(const struct knowledge_cause *c, int lang, int class)
{
    const struct smtplog_slice texts[] = {who_fix(c, WHO_UNKNOWN), who_fix(c, WHO_ANSWERED),
                                          who_fix(c, WHO_ASKED), c->wont_help};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect(texts[i].len, "%.*s has no text", (int)c->cause.len, c->cause.ptr);
        for (size_t w = 0; w < 8 && contradicting[class - 4][lang][w]; w++)
            cr_expect(slice_find(texts[i], contradicting[class - 4][lang][w]) < 0,
                      "%.*s as %dxx: %.*s", (int)c->cause.len, c->cause.ptr, class,
                      (int)texts[i].len, texts[i].ptr);
    }
}

/* Where both sides have a text, neither is told what the other may do. */
static const struct { int lang; const char *words; int not_inbound, not_outbound; } of_the_other[] = {
    {KNOWLEDGE_EN, "n your own server", 1, 1}, {KNOWLEDGE_RU, "а своём сервере", 1, 1},
    {KNOWLEDGE_EN, "The queue retries", 1, 0}, {KNOWLEDGE_RU, "Очередь повторит", 1, 0},
    {KNOWLEDGE_EN, "quota_rule", 0, 1}, {KNOWLEDGE_RU, "quota_rule", 0, 1},
    {KNOWLEDGE_EN, "check_spool", 0, 1}, {KNOWLEDGE_RU, "check_spool", 0, 1},
};

static void check_sides(const struct knowledge_cause *c, int lang)
{
    cr_expect_eq(c->inbound.len > 0, c->outbound.len > 0, "%.*s", (int)c->cause.len, c->cause.ptr);
    for (size_t i = 0; i < sizeof of_the_other / sizeof *of_the_other; i++) {
        const char *words = of_the_other[i].words;
        int told = (of_the_other[i].not_inbound && slice_find(c->inbound, words) >= 0) ||
                   (of_the_other[i].not_outbound && slice_find(c->outbound, words) >= 0);
        cr_expect(of_the_other[i].lang != lang || !told, "%.*s: %s", (int)c->cause.len,
                  c->cause.ptr, words);
    }
}

Test(who, the_class_binds_every_cause)
{
    struct diag diag = {0};
    struct knowledge *k = knowledge_new(&diag);
    for (int lang = 0; lang < KNOWLEDGE_LANGS; lang++) {
        struct knowledge_cause c;
        for (size_t i = 0; knowledge_cause_at(k, i, lang, &c); i++)
            for (int class = 4; class <= 5; class++) {
                struct knowledge_cause said = c;
                cr_expect_eq(c.of_class[class - 4].how_to_fix.len > 0,
                             c.of_class[class - 4].wont_help.len > 0);
                knowledge_cause_of_class(&said, class);
                check_class(&said, lang, class);
                check_sides(&said, lang);
            }
    }
    knowledge_free(k);
}
