/* cleanup.c - what is refused when the message is there: milters at its end, header
 * and body checks
 *
 * The reply is smtpd's and is not logged by it; cleanup prints its text without the code
 * (cleanup_milter.c cleanup_milter_apply, cleanup_message.c cleanup_act). */
#include "pieces.h"
#include "postfix.h"

/* Texts of the milter library whose code is fixed; a milter's own text may go with any. */
static const struct { const char *text; int32_t code; } library_texts[] = {
    {"5.7.1 Command rejected", 550},
    {"4.7.1 Service unavailable - try again later", 451},
    {"4.7.0 Server closing connection", 421},
    {"4.3.5 Server configuration problem - try again later", 451},
    {"5.5.0 Service unavailable", 550},
};

/* "5.7.1 one??554 5.7.1 two": all lines but the first still show the code.  Puts it back. */
static int restore_code(struct postfix_state *state, struct smtplog_slice text,
                        struct smtplog_event *e)
{
    ptrdiff_t at = slice_find(text, "??");
    struct smtplog_slice c;
    int32_t code;

    if (at < 0)
        return 0;
    c = slice_from(text, (size_t)at + 2);
    if (!scan_code(&c, &code) || text.len + 4 > sizeof state->buffer)
        return 0;
    state->in_order = 1;
    memcpy(state->buffer, text.ptr + at + 2, 3);
    state->buffer[3] = '-';
    memcpy(state->buffer + 4, text.ptr, text.len);
    e->reply = slice_of(state->buffer, text.len + 4);
    e->joint = SMTPLOG_BY_MARK;
    e->text = slice_of(NULL, 0);
    return 1;
}

/* A text of the milter library tells which code went with it; a milter's own does not. */
static void imply_milter_code(struct smtplog_event *e)
{
    struct smtplog_slice c = e->text;

    for (size_t i = 0; i < sizeof library_texts / sizeof *library_texts; i++)
        if (slice_is(e->text, library_texts[i].text)) {
            e->code = library_texts[i].code;
            e->flags |= SMTPLOG_CODE_IMPLIED;
        }
    if (scan_enhanced(&c, &e->enhanced))
        e->text = slice_trim(c);
}

/* While the tag is cut smtpd's lines come here too, and they look alike: only what cleanup alone
 * can say is taken then. */
static int say_milter(const struct postfix_record *r, struct smtplog_event *e)
{
    int result = postfix_access(r, e);

    if (result != SMTPLOG_SAID)
        return result;
    if (r->guessing && e->phase != SMTPLOG_EOD &&
        (e->reply.ptr || e->disposition != SMTPLOG_REJECTED))
        return SMTPLOG_NOT_MINE;        /* smtpd's: of commands cleanup has no reply with a code */
    e->flags |= SMTPLOG_ONCE;           /* seen twice for one message */
    if (!e->reply.ptr && e->disposition == SMTPLOG_REJECTED &&
        !restore_code(r->state, e->text, e))
        imply_milter_code(e);
    return SMTPLOG_SAID;
}

/* Actions of header and body checks; those not listed change or note something, and let pass. */
static const struct { const char *word; uint32_t disposition, flags; } checks[] = {
    {"reject", SMTPLOG_REJECTED, 0},
    {"hold", SMTPLOG_HELD, SMTPLOG_NOT_FINAL},
    {"discard", SMTPLOG_DISCARDED, SMTPLOG_NOT_FINAL},
};

/* A refused message: "5.7.1 text" after the tail, or nothing for mime-error. */
static void say_refused(struct smtplog_slice what, struct smtplog_slice words,
                        struct smtplog_event *e)
{
    int mime = slice_starts(what, "mime-error");

    e->enhanced = mime ? SLICE_LIT("5.6.0") : SLICE_LIT("5.7.1");
    scan_enhanced(&words, &e->enhanced);
    words = slice_trim(words);
    e->text = words.len ? words : what;
    if (e->direction == SMTPLOG_LOCAL) {
        e->flags |= SMTPLOG_NOT_FINAL;  /* no dialogue: cleanup bounces it on its next line */
        return;
    }
    e->code = e->enhanced.ptr[0] == '4' ? 451 : 550;
    e->flags |= SMTPLOG_CODE_IMPLIED;
    e->phase = SMTPLOG_EOD;
    e->after_code = 354;
}

/* "ACTION: header LINE from CLIENT; TAIL: TEXT".  The line is the sender's own writing. */
static int say_check(struct smtplog_slice word, struct smtplog_slice c, struct smtplog_event *e)
{
    struct smtplog_slice words, from;
    struct endpoint client = {{0}, {0}, 0};
    struct tail tail;
    ptrdiff_t at;
    size_t i = 0, n = sizeof checks / sizeof *checks;

    while (i < n && !slice_is(word, checks[i].word))
        i++;
    if (i == n)
        return SMTPLOG_QUIET;
    tail_cut(&c, &tail, &words);
    if ((at = slice_rfind(c, " from ")) >= 0) {
        from = slice_from(c, (size_t)at + 6);
        if (endpoint_scan_original(&from, &client) && from.len == 0)
            c = slice_head(c, (size_t)at);
    }
    e->kind = SMTPLOG_FAILURE;
    e->form = "content-check";
    e->direction = client.ip.ptr || client.name.ptr ? SMTPLOG_INBOUND : SMTPLOG_LOCAL;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = checks[i].disposition;
    e->flags |= checks[i].flags;
    endpoint_is_peer(&client, e);
    tail_fill(&tail, e);
    if (e->disposition == SMTPLOG_REJECTED)
        say_refused(c, words, e);
    else
        e->text = words.len ? words : c;
    return SMTPLOG_SAID;
}

/* Splits "ACTION: header ..." and "milter-header-ACTION: header ..."; 0 if it is no such line. */
static int scan_check(struct smtplog_slice *c, struct smtplog_slice *word)
{
    static const char *const parts[] = {"header ", "body ", "content ", "mime-error "};
    struct smtplog_slice at = *c;

    if (!scan_lit(&at, "milter-header-"))
        scan_lit(&at, "milter-body-");
    if (!word_scan(&at, 12, word))
        return 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (slice_starts(at, parts[i])) {
            *c = at;
            return 1;
        }
    return 0;
}

/* "message-id=<m>"; rubbish is printed without brackets, or as it is. */
static int say_message_id(struct smtplog_slice c, struct smtplog_event *e)
{
    e->kind = SMTPLOG_FACTS;
    e->form = "message-id";
    if (c.len >= 2 && c.ptr[0] == '<' && c.ptr[c.len - 1] == '>')
        c = slice_head(slice_from(c, 1), c.len - 2);
    if (c.len)
        e->message_id = c;
    return SMTPLOG_SAID;
}

const struct form postfix_cleanup_forms[] = {
    {"too-many-hops", "message rejected: hopcount exceeded", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_EOD, SMTPLOG_REJECTED, 554, "5.4.0", SMTPLOG_ONCE),
     "cleanup_envelope.c, cleanup_strerror.c"},
    {"message-rejected", "message rejected: ", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_EOD, SMTPLOG_REJECTED, 451, "4.3.0", SMTPLOG_ONCE),
     "cleanup_envelope.c, cleanup_extracted.c"},
    {"not-accepted", NULL, " -- message not accepted, try again later", "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_EOD, SMTPLOG_REJECTED, 451, "4.3.0", SMTPLOG_ONCE),
     "cleanup_map11.c, cleanup_map1n.c"},
    {"queue-file-write", "write queue file: ", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_EOD, SMTPLOG_REJECTED, 451, "4.3.0", SMTPLOG_ONCE),
     "cleanup_out.c"},
};
const size_t postfix_cleanup_forms_len =
    sizeof postfix_cleanup_forms / sizeof *postfix_cleanup_forms;

static int say_warning(const struct postfix_record *r, struct smtplog_event *e)
{
    int result = postfix_match(r, POSTFIX_CLEANUP_FORMS, e);

    if (result == SMTPLOG_NOT_MINE && r->queue_id.ptr && !r->guessing)
        result = postfix_match(r, POSTFIX_SMTPD_FORMS, e);
    return result;
}

int postfix_cleanup(const struct postfix_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->rest, word;

    if (scan_lit(&c, "message-id=") || scan_lit(&c, "resent-message-id="))
        return say_message_id(c, e);
    if (slice_starts(c, "to="))
        return postfix_delivery(r, e);
    /* one cleanup serves one message after another: the dialogue is the message */
    e->session = r->queue_id;
    if (r->severity != POSTFIX_INFO)
        return say_warning(r, e);
    if (scan_check(&c, &word))
        return say_check(word, c, e);
    if (r->guessing && !slice_starts(c, "milter-"))
        return SMTPLOG_NOT_MINE;        /* smtpd's, or the queue manager's */
    if (r->queue_id.ptr && scan_lit(&c, "removed")) {
        e->kind = SMTPLOG_FACTS;        /* "removed (canceled)", 3.10 */
        e->form = "removed";
        e->flags |= SMTPLOG_MESSAGE_ENDS;
        return SMTPLOG_SAID;
    }
    return say_milter(r, e);
}
