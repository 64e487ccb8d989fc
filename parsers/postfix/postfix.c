/* postfix.c - the Postfix parser: who wrote a record, and to which room it goes
 *
 * What each daemon prints is told in postfix.md. */
#include "pieces.h"
#include "postfix.h"

#include <stdlib.h>

static void postfix_close(void *state)
{
    struct postfix_state *s = state;
    if (!s)
        return;
    for (size_t i = 0; i < POSTFIX_TABLES; i++)
        form_set_free(s->sets[i]);
    free(s);
}

static const struct {
    const struct form *forms;
    const size_t *len;
} tables[POSTFIX_TABLES] = {
    [POSTFIX_SMTPD_FORMS] = {postfix_smtpd_forms, &postfix_smtpd_forms_len},
    [POSTFIX_POSTSCREEN_FORMS] = {postfix_postscreen_forms, &postfix_postscreen_forms_len},
    [POSTFIX_CLEANUP_FORMS] = {postfix_cleanup_forms, &postfix_cleanup_forms_len},
    [POSTFIX_TOOL_FORMS] = {postfix_tool_forms, &postfix_tool_forms_len},
};

/* One set of forms a table; `askable` says which programs can be asked when the tag is cut. */
static void *postfix_open(const struct smtplog_host *host)
{
    struct postfix_state *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    postfix_programs_to_ask(s->askable);
    s->tags = host->setting(host->to, "tags");
    for (size_t i = 0; i < POSTFIX_TABLES; i++)
        if (!(s->sets[i] = form_set_new(tables[i].forms, *tables[i].len, host))) {
            postfix_close(s);
            return NULL;
        }
    return s;
}

static unsigned postfix_check(const struct smtplog_host *host)
{
    unsigned faults = 0;

    for (size_t i = 0; i < POSTFIX_TABLES; i++)
        faults += form_check(tables[i].forms, *tables[i].len, host);
    return faults;
}

int postfix_match(const struct postfix_record *r, enum postfix_table table,
                  struct smtplog_event *e)
{
    return form_set_match(r->state->sets[table], r->state, r->line, r->rest, e);
}

/* msg_warn() and its like put the word in front; a message without one is for information. */
static uint32_t scan_severity(struct smtplog_slice *c)
{
    static const struct { const char *word; uint32_t severity; } words[] = {
        {"warning: ", POSTFIX_WARNING}, {"error: ", POSTFIX_ERROR}, {"fatal: ", POSTFIX_FATAL},
        {"panic: ", POSTFIX_PANIC},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (c->len && c->ptr[0] == words[i].word[0] && scan_lit(c, words[i].word))
            return words[i].severity;
    return POSTFIX_INFO;
}

/* An id, or NOQUEUE, with its colon.  What merely looks like one (a word of a warning) is left in
 * the text. */
static void scan_queue_id(struct postfix_record *r)
{
    struct smtplog_slice front = slice_head(r->rest, 34), c = r->rest, id;

    if (!scan_until(&front, ':', &id))
        return;
    c = slice_from(c, id.len + 1);
    if (!scan_lit(&c, " "))
        return;
    if (queue_id_seems(id))
        r->queue_id = id;
    else if (!slice_is(id, "NOQUEUE"))
        return;
    r->has_id = 1;
    r->rest = c;
}

static int is_our_tag(const struct postfix_record *r)
{
    return slice_starts(r->line->tag, "postfix") || slice_in_list(r->line->tag, r->state->tags);
}

/* The program that follows the tag's last '/'; NULL: the tag does not tell.  What stands
 * before it is an instance or a service, "postfix-out" or "postfix/submission"; a cut
 * tag holds nothing else. */
static const struct postfix_program *program_of(struct smtplog_slice tag,
                                                struct smtplog_slice *instance)
{
    const char *slash = tag.len ? (const char *)memrchr(tag.ptr, '/', tag.len) : NULL;

    if (!slash)
        return NULL;
    *instance = slice_head(tag, (size_t)(slash - tag.ptr));
    return postfix_program_named(slice_from(tag, instance->len + 1));
}

/* The same, looked up once for a run of lines. */
static const struct postfix_program *tagged_program(struct postfix_state *s,
                                                    const struct smtplog_line *line,
                                                    struct smtplog_slice *instance)
{
    const struct smtplog_slice tag = line->tag;
    struct postfix_tag *met;

    *instance = slice_of(NULL, 0);
    if (line->flags & SMTPLOG_LINE_CUT_TAG) {
        *instance = tag;
        return NULL;
    }
    if (!tag.len || tag.len > POSTFIX_TAG_MOST)
        return program_of(tag, instance);
    met = &s->met[(tag.len + (unsigned char)tag.ptr[tag.len - 1]) % POSTFIX_TAGS];
    if (!slice_eq(slice_of(met->text, met->len), tag)) {
        memcpy(met->text, tag.ptr, tag.len);
        met->len = tag.len;
        met->program = program_of(tag, instance);
        met->instance_len = instance->len;
        met->has_instance = instance->ptr != NULL;
    } else if (met->has_instance) {
        *instance = slice_head(tag, met->instance_len);
    }
    return met->program;
}

/* Whether a tag that names no program leaves a guess: behind another program's name the message
 * must hold a queue id, too. */
static int may_guess(const struct postfix_record *r)
{
    const struct smtplog_line *line = r->line;

    return !line->tag.len || (line->flags & SMTPLOG_LINE_CUT_TAG) || is_our_tag(r) || r->has_id;
}

/* Asks the room of one program.  With a cut tag the program is a guess: the form, if it knows
 * better, says which it is. */
static int ask(struct postfix_record *r, const struct postfix_program *program,
               struct smtplog_event *e)
{
    r->program = slice_str(program->name);
    r->direction = program->direction;
    e->queue_id = r->queue_id;
    e->instance = r->instance;
    if (!r->guessing)
        e->process = r->program;        /* else the form may know better */
    int result = program->room(r, e);
    if (result == SMTPLOG_SAID && !e->process.ptr)
        e->process = r->program;
    if (program->has_queue && slice_eq(e->process, r->program))
        e->flags |= SMTPLOG_HAS_QUEUE;
    return result;
}

/* A message whose tag does not tell: the first room that knows it has it.  A
 * delivery tells its agent. */
static int ask_all(struct postfix_record *r, int ours, struct smtplog_event *e)
{
    struct smtplog_slice agent = postfix_delivery_agent(r);

    r->guessing = 1;
    if (agent.ptr)
        return ask(r, postfix_program_named(agent), e);
    for (size_t i = 0; i < POSTFIX_ASKED; i++) {
        int result = ask(r, r->state->askable[i], e);
        if (result == SMTPLOG_SAID || (result == SMTPLOG_QUIET && ours))
            return result;
        memset(e, 0, sizeof *e);
    }
    return SMTPLOG_NOT_MINE;
}

/* Severity, queue id, then the room of the tag's program; where there is no such program, all
 * rooms that may be asked. */
static int postfix_parse(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    struct postfix_record r = {.state = state, .line = line, .body = line->body};
    const struct postfix_program *program = tagged_program(state, line, &r.instance);
    int ours = program || is_our_tag(&r), result = SMTPLOG_NOT_MINE;

    r.rest = r.body;
    r.severity = scan_severity(&r.rest);
    scan_queue_id(&r);
    if (program)
        result = ask(&r, program, event);
    else if (may_guess(&r))
        result = ask_all(&r, ours, event);
    return result == SMTPLOG_NOT_MINE && ours ? postfix_leftover(&r, event) : result;
}

static int postfix_alone(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    struct postfix_state *s = state;

    s->in_order = 0;
    int result = postfix_parse(s, line, event);
    return s->in_order ? SMTPLOG_IN_ORDER : result;
}

/* One for each room; checked when the parser is loaded. */
static const char *const samples[] = {
    "Nov 22 18:00:00 mx1 postfix/smtpd[4711]: connect from mail.example.net[192.0.2.7]",
    "Nov 22 18:00:01 mx1 postfix/submission/smtpd[4711]: NOQUEUE: reject: RCPT from "
    "mail.example.net[192.0.2.7]: 550 5.1.1 <nobody@example.org>: Recipient address rejected: "
    "User unknown in local recipient table; from=<a@example.com> to=<nobody@example.org> "
    "proto=ESMTP helo=<mail.example.net>",
    "Nov 22 18:00:02 mx1 postfix/smtpd[4711]: warning: unknown[203.0.113.5]: SASL LOGIN "
    "authentication failed: UGFzc3dvcmQ6",
    "Nov 22 18:00:03 mx1 postfix/postscreen[4712]: NOQUEUE: reject: RCPT from [192.0.2.9]:40535: "
    "550 5.7.1 Service unavailable; client [192.0.2.9] blocked using rbl.example.net; "
    "from=<s@example.com>, to=<r@example.org>, proto=ESMTP, helo=<h.example.com>",
    "Nov 22 18:00:04 mx1 postfix/cleanup[4713]: 38CB7A9A517: message-id=<1@example.com>",
    "Nov 22 18:00:05 mx1 postfix/qmgr[4714]: 38CB7A9A517: from=<a@example.com>, size=851, nrcpt=1 "
    "(queue active)",
    "Nov 22 18:00:06 mx1 postfix/smtp[4715]: 38CB7A9A517: to=<r@example.org>, "
    "relay=mx.example.org[192.0.2.3]:25, delay=0.2, delays=0.1/0/0.1/0, dsn=5.1.1, "
    "status=bounced (host mx.example.org[192.0.2.3] said: 550 5.1.1 no such user "
    "(in reply to RCPT TO command))",
    "Nov 22 18:00:07 mx1 postfix/smtp[4715]: 38CB7A9A518: to=<s@example.org>, "
    "relay=mx.example.org[192.0.2.3]:25, delay=0.2, delays=0.1/0/0.1/0, dsn=2.0.0, "
    "status=sent (250 2.0.0 Ok: queued as 4jYDtB20xNz1dSk8)",
    "Nov 22 18:00:08 mx1 postfix/qmgr[4714]: 38CB7A9A517: removed",
    NULL,
};

static const struct smtplog_option options[] = {
    {"tags", "", "further tags in syslog that are this server's (its syslog_name)"},
    {NULL, NULL, NULL},
};

SMTPLOG_PARSER(postfix) = {
    SMTPLOG_PARSER_HEAD,
    .name = "postfix",
    .summary = "Postfix 2.3 to 3.12: smtpd, postscreen, cleanup, delivery agents, queue manager",
    .samples = samples,
    .options = options,
    .wordings = postfix_wordings,
    .fronts = postfix_fronts,
    .made = queue_id_made,
    .check = postfix_check,
    .open = postfix_open,
    .close = postfix_close,
    .parse = postfix_parse,
    .alone = postfix_alone,
};
