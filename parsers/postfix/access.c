/* access.c - "ACTION: STAGE from CLIENT: TEXT; TAIL": smtpd, postscreen and, for milters, cleanup
 *
 * smtpd_check.c log_whatsup, smtpd_milter.c, postscreen_smtpd.c psc_rcpt_cmd, cleanup_milter.c. */
#include "pieces.h"
#include "postfix.h"

struct action {
    const char *word;
    uint32_t disposition, flags;        /* disposition 0: nothing was refused */
};

/* Held and discarded mail was answered with 250: told, but no failure of its own. */
static const struct action actions[] = {
    {"reject", SMTPLOG_REJECTED, 0},
    {"milter-reject", SMTPLOG_REJECTED, 0},
    {"reject_warning", SMTPLOG_WARNED, 0},
    {"abort", SMTPLOG_REJECTED, 0},
    {"hold", SMTPLOG_HELD, SMTPLOG_NOT_FINAL},
    {"milter-hold", SMTPLOG_HELD, SMTPLOG_NOT_FINAL},
    {"discard", SMTPLOG_DISCARDED, SMTPLOG_NOT_FINAL},
    {"milter-discard", SMTPLOG_DISCARDED, SMTPLOG_NOT_FINAL},
    {"warn", 0, 0}, {"info", 0, 0}, {"filter", 0, 0}, {"redirect", 0, 0}, {"bcc", 0, 0},
    {"permit", 0, 0}, {"delay", 0, 0}, {"hangup", 0, 0}, {"prepend", 0, 0},
    {"milter-quarantine", SMTPLOG_HELD, SMTPLOG_NOT_FINAL},
};

enum { ACTION_MOST = 17 };              /* bytes of the longest */

/* Lines that show no code, but whose reply the source fixes. */
static const struct { const char *starts; int32_t code; const char *enhanced; } silent[] = {
    {"bare <LF> received", 550, "5.5.2"},               /* smtpd.c, smtpd_forbid_bare_newline */
    {"too many connections", 421, "4.7.0"},             /* postscreen.c psc_service */
    {"all server ports busy", 421, "4.3.2"},            /* postscreen_send.c */
    {"all screening ports busy", 421, "4.3.2"},         /* postscreen.c psc_service */
    {"No client certificate presented", 421, "4.7.1"},  /* smtpd.c smtpd_start_tls */
    {"Client certificate not trusted", 421, "4.7.1"},
};

static const struct action *find_action(struct smtplog_slice word)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (slice_is(word, actions[i].word))
            return &actions[i];
    return NULL;
}

/* Texts that smtpd logs without the code that it sent with them. */
static void imply_code(struct smtplog_slice text, struct smtplog_event *e)
{
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (slice_starts(text, silent[i].starts)) {
            e->code = silent[i].code;
            e->enhanced = slice_str(silent[i].enhanced);
            e->flags |= SMTPLOG_CODE_IMPLIED;
            return;
        }
}

/* A milter's reply to connection or HELO is logged at once, but the client hears it at each MAIL,
 * which has its own line: until then it sees 220 and 250.  Only 421 is sent at once (smtpd.c
 * check_milter_reply).  Without an SMTP dialogue cleanup speaks for all stages of one message. */
static void place_milter_reply(const struct postfix_record *r, int32_t code,
                               struct smtplog_event *e)
{
    int is_early = e->phase == SMTPLOG_CONNECT || e->phase == SMTPLOG_EHLO;

    if (!slice_is(r->program, "smtpd")) {
        if (is_early || e->phase == SMTPLOG_MAIL)
            e->flags |= SMTPLOG_ONCE;
        if (is_early && code != 421)
            e->phase = SMTPLOG_MAIL;
        return;
    }
    if (e->phase == SMTPLOG_MAIL)
        e->tells = POSTFIX_MILTER_HEARD;
    if (!is_early || code == 421)
        return;
    e->flags |= SMTPLOG_NOT_FINAL;
    e->wait = SMTPLOG_WAIT_SENT;
    e->awaits = POSTFIX_MILTER_HEARD;
}

/* A milter's reply may have several lines, which Postfix joins with a mark of its own; others
 * have one. */
static void fill_reply(const struct postfix_record *r, struct smtplog_slice text, int is_milter,
                       struct smtplog_event *e)
{
    struct smtplog_slice c = text;
    int32_t code = 0;

    if (!scan_code(&c, &code)) {
        e->text = text;
        imply_code(text, e);
    } else {
        e->reply = text;
        e->joint = is_milter ? SMTPLOG_BY_MARK : SMTPLOG_ONE_LINE;
    }
    if (is_milter)
        place_milter_reply(r, code, e);
    if (e->phase == SMTPLOG_EOD)
        e->after_code = 354;
}

int postfix_access(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest, word, stage;
    struct endpoint client;
    struct tail tail;

    if (!word_scan(&c, ACTION_MOST, &word))
        return SMTPLOG_NOT_MINE;
    const struct action *action = find_action(word);
    if (!action || !scan_until_lit(&c, " from ", &stage) || stage.len > 20 ||
        !endpoint_scan_original(&c, &client) || (c.len && !scan_lit(&c, ":")))
        return SMTPLOG_NOT_MINE;
    if (!action->disposition)
        return SMTPLOG_QUIET;
    tail_cut(&c, &tail, NULL);
    c = slice_trim(c);
    e->kind = SMTPLOG_FAILURE;
    e->form = action->word;
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = action->disposition;
    e->flags |= action->flags;
    e->phase = slice_is(stage, "TLS") ? SMTPLOG_STARTTLS
             : slice_is(stage, "connect") ? SMTPLOG_CONNECT : form_phase(stage);
    endpoint_is_peer(&client, e);
    tail_fill(&tail, e);
    if (e->disposition == SMTPLOG_HELD || e->disposition == SMTPLOG_DISCARDED)
        e->text = c;
    else
        fill_reply(r, c, slice_is(word, "milter-reject"), e);
    return SMTPLOG_SAID;
}
