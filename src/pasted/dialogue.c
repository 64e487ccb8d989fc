/* A dialogue typed by hand, or out of swaks, telnet, openssl, curl -v, Postfix's -v: whose turn is
 * told by the marks in front ("S:", "<<<", "->") or, without marks, by what only one side says.
 *
 * The refusal that matters is the last one that no earlier one explains.  A client that goes on
 * after a refusal earns others (503 "need RCPT", 554 "no valid recipients", 530 after a 535); they
 * say nothing new. */
#include "pasted/pasted.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "smtp/reply.h"

#include <strings.h>

enum { TURNS_MOST = 1000 };             /* what comes after them is not read */
enum turn_of { NOBODY, CLIENT, SERVER };

static const struct { const char *mark; enum turn_of whose; } marks[] = {
    {"<<< ", SERVER}, {">>> ", CLIENT}, {"S: ", SERVER}, {"C: ", CLIENT}, {"S:", SERVER},
    {"C:", CLIENT}, {"<** ", SERVER}, {"<~* ", SERVER}, {"<-  ", SERVER}, {"<~  ", SERVER},
    {"-> ", CLIENT}, {"~> ", CLIENT}, {"<- ", SERVER}, {"<= ", SERVER}, {"=> ", CLIENT},
    {"SERVER: ", SERVER}, {"CLIENT: ", CLIENT}, {"Server: ", SERVER}, {"Client: ", CLIENT},
    {"SMTP<< ", SERVER}, {"SMTP>> ", CLIENT}, {"<<", SERVER}, {">>", CLIENT}, {"< ", SERVER},
    {"> ", CLIENT}, {">>>", CLIENT}, {"->", CLIENT},
};

static const struct { const char *verb; uint32_t phase; } verbs[] = {
    {"EHLO", SMTPLOG_EHLO}, {"HELO", SMTPLOG_EHLO}, {"LHLO", SMTPLOG_EHLO},
    {"STARTTLS", SMTPLOG_STARTTLS}, {"AUTH", SMTPLOG_AUTH}, {"MAIL", SMTPLOG_MAIL},
    {"RCPT", SMTPLOG_RCPT}, {"DATA", SMTPLOG_DATA}, {"BDAT", SMTPLOG_EOD}, {"RSET", SMTPLOG_RSET},
    {"VRFY", SMTPLOG_VRFY}, {"ETRN", SMTPLOG_ETRN}, {"QUIT", SMTPLOG_QUIT},
    {"NOOP", SMTPLOG_OTHER}, {"EXPN", SMTPLOG_OTHER}, {"HELP", SMTPLOG_OTHER},
};

/* What is known while the lines go by. */
struct talk {
    struct pasted *out;
    struct smtplog_slice command, recipient, sender;
    struct strbuf text;                 /* of the reply whose lines are still coming */
    struct smtplog_slice enhanced;
    int32_t code, before;               /* of that reply; the 334 or 354 that came last */
    uint32_t phase;
    int commands, marked;
};

static struct smtplog_slice next_line(struct smtplog_slice *rest)
{
    struct smtplog_slice line = scan_next_line(rest);
    while (line.len && (line.ptr[line.len - 1] == '\r' || line.ptr[line.len - 1] == ' '))
        line.len--;
    return line;
}

/* Whose line it is where the tool wrote a mark in front (C:, S:, swaks' arrows, < and >). */
static enum turn_of take_mark(struct smtplog_slice *line)
{
    while (line->len && line->ptr[0] == ' ')
        *line = slice_from(*line, 1);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (scan_lit(line, marks[i].mark)) {
            *line = slice_trim(*line);
            return marks[i].whose;
        }
    return NOBODY;
}

/* 0: it is no command. */
static uint32_t verb_phase(struct smtplog_slice line)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t n = strlen(verbs[i].verb);
        if (line.len >= n && strncasecmp(line.ptr, verbs[i].verb, n) == 0 &&
            (line.len == n || line.ptr[n] == ' '))
            return verbs[i].phase;
    }
    return 0;
}

static int is_reply(struct smtplog_slice line)
{
    int32_t code;
    return scan_code(&line, &code) && code < 600;
}

/* ---- what follows from what ------------------------------------------------------ */

static int is_refusal(const struct pasted_turn *t)
{
    return t->code >= 400 || (t->code >= 300 && t->code != 334 && t->code != 354) ||
           (t->code == 334 && t->phase != SMTPLOG_AUTH) ||
           (t->code == 354 && t->phase != SMTPLOG_DATA);
}

/* Was there an earlier refusal of that phase which no success undid? */
static int failed_before(const struct pasted *p, uint32_t phase)
{
    int failed = 0;
    for (size_t i = 0; i < p->turns_len; i++) {
        const struct pasted_turn *t = &p->turns[i];
        if (t->phase == phase && (t->code < 300 || is_refusal(t)))
            failed = is_refusal(t);
        if (phase == SMTPLOG_RCPT && t->phase == phase && t->code < 300)
            return 0;                   /* one recipient that was taken is enough for DATA */
    }
    return failed;
}

/* RCPT after a refused MAIL, DATA after refused recipients: refused because of what went before,
 * and not what to explain. */
static int is_consequence(const struct pasted *p, const struct pasted_turn *t)
{
    int mail = failed_before(p, SMTPLOG_MAIL), rcpt = failed_before(p, SMTPLOG_RCPT);
    int auth = failed_before(p, SMTPLOG_AUTH), hello = failed_before(p, SMTPLOG_EHLO);
    if (t->phase == SMTPLOG_RCPT)
        return (mail || hello) && t->code == 503;
    if (t->phase == SMTPLOG_DATA || t->phase == SMTPLOG_EOD)
        return (mail || rcpt || hello) && (t->code == 503 || t->code == 554) &&
               t->phase == SMTPLOG_DATA;
    if (t->phase == SMTPLOG_MAIL)
        return (hello && t->code == 503) || (auth && (t->code == 530 || t->code == 503));
    return 0;
}

/* ---- turns ----------------------------------------------------------------------- */

/* The reply is whole: a turn of the dialogue, and an event if it refuses. */
static void end_reply(struct talk *t)
{
    struct pasted *p = t->out;
    if (!t->code)
        return;
    struct pasted_turn turn = {
        .command = t->command, .code = t->code, .enhanced = t->enhanced, .phase = t->phase,
        .text = pasted_keep(p, strbuf_view(&t->text)),
    };
    turn.consequence = is_refusal(&turn) && is_consequence(p, &turn);
    p->turns = mem_grow(p->turns, &p->turns_cap, p->turns_len + 1, sizeof *p->turns);
    p->turns[p->turns_len++] = turn;
    if (is_refusal(&turn) && !turn.consequence) {
        struct event e = {
            .code = turn.code, .enhanced = turn.enhanced, .phase = turn.phase, .text = turn.text,
            .recipient = turn.phase == SMTPLOG_RCPT ? t->recipient : slice_of(NULL, 0),
            .sender = t->sender, .final = 1,
            .after_code = t->before,
            .class = event_class(turn.code, turn.enhanced, SMTPLOG_REJECTED),
        };
        pasted_add(p, &e);
    }
    t->before = turn.code == 334 || turn.code == 354 ? turn.code : 0;
    if (turn.code == 354 && turn.phase == SMTPLOG_DATA) {
        t->phase = SMTPLOG_EOD;
        t->command = SLICE_LIT(".");
    } else if (turn.code == 334) {
        t->command = slice_of("", 0);   /* credentials follow */
    }
    strbuf_clear(&t->text);
    t->code = 0;
    t->enhanced = slice_of(NULL, 0);
}

/* One line of a reply; a line of another code begins another reply. */
static void server_says(struct talk *t, struct smtplog_slice line)
{
    struct reply r = {0};
    struct strbuf unused = {0};
    r = reply_read(line, SMTPLOG_ONE_LINE, &unused);
    if (t->code && r.code && r.code != t->code)
        end_reply(t);
    if (r.code)
        t->code = r.code;
    if (!t->enhanced.ptr)
        t->enhanced = r.enhanced;
    if (t->text.len)
        strbuf_char(&t->text, '\n');
    strbuf_slice(&t->text, r.code ? r.text : line);
}

static struct smtplog_slice path_of(struct smtplog_slice line)
{
    struct smtplog_slice before, address;
    if (scan_until(&line, '<', &before) && scan_until(&line, '>', &address))
        return address;
    return slice_of(NULL, 0);
}

/* "AUTH PLAIN AHVzZXI..." without what follows the mechanism. */
static struct smtplog_slice without_secret(struct smtplog_slice line)
{
    size_t i = 5;
    while (i < line.len && line.ptr[i] != ' ')
        i++;
    return slice_head(line, i);
}

/* After 334 comes a secret and after 354 the message: neither is a command, and neither is
 * kept. */
static void client_says(struct talk *t, struct smtplog_slice line)
{
    uint32_t phase = verb_phase(line);
    end_reply(t);
    if (t->before == 334 || (t->before == 354 && !phase)) {
        return;                         /* credentials, or the message */
    }
    t->commands++;
    t->before = 0;
    t->phase = phase ? phase : SMTPLOG_OTHER;
    t->command = phase == SMTPLOG_AUTH ? without_secret(line) : line;
    if (phase == SMTPLOG_MAIL)
        t->sender = path_of(line);
    if (phase == SMTPLOG_RCPT)
        t->recipient = path_of(line);
}

/* Behind the message, if its final dot is there; else `rest` as it is. */
static struct smtplog_slice behind_message(struct smtplog_slice rest)
{
    struct smtplog_slice c = rest;
    while (c.len) {
        struct smtplog_slice line = next_line(&c);
        take_mark(&line);
        if (slice_is(line, "."))
            return c;
    }
    return rest;
}

/* Lines without marks are told apart by what they look like; once marks were seen, they
 * decide. */
static void take_line(struct talk *t, struct smtplog_slice line)
{
    enum turn_of whose = take_mark(&line);
    if (whose != NOBODY)
        t->marked = 1;
    else if (is_reply(line))
        whose = SERVER;
    else if (verb_phase(line) || t->before == 334)
        whose = CLIENT;
    if (whose == SERVER && (is_reply(line) || t->code))
        server_says(t, line);
    else if (whose == CLIENT)
        client_says(t, line);
}

int pasted_dialogue(struct pasted *p, struct smtplog_slice text)
{
    struct talk t = {.out = p, .phase = SMTPLOG_CONNECT};
    struct smtplog_slice rest = text;
    while (rest.len && p->turns_len < TURNS_MOST) {
        struct smtplog_slice line = next_line(&rest);
        if (!line.len)
            continue;
        take_line(&t, line);
        if (t.code == 354 && t.phase == SMTPLOG_DATA) {
            rest = behind_message(rest);
            end_reply(&t);
        }
        if (t.code == 334)
            end_reply(&t);
    }
    end_reply(&t);
    strbuf_release(&t.text);
    /* a line of one reply, or one reply of several lines, is no dialogue */
    if (p->turns_len == 0 || (!t.commands && p->turns_len < 2)) {
        p->turns_len = p->len = 0;
        return 0;
    }
    for (size_t i = 0; i < p->len / 2; i++) {   /* the last one first */
        struct event e = p->items[i];
        p->items[i] = p->items[p->len - 1 - i];
        p->items[p->len - 1 - i] = e;
    }
    return 1;
}
