/* A single reply: bare, as a log or a bounce quotes it, or in one of the spellings in which people
 * and programs write codes ("Error 550", "#550 5.1.1 ...##", "550/5.1.1", "Status: 5.2.2"). */
#include "classify/quoted.h"
#include "pasted/pasted.h"
#include "smtp/reply.h"
#include "smtp/token.h"

#include <strings.h>

enum { WORDS_MOST = 64 * 1024, PEER_MOST = 320 };      /* bytes looked at */

/* How bounces name the command that a reply answers; what mail servers log, their parsers tell
 * (classify/wordings.h). */
static const struct { const char *words; uint32_t phase; } commands[] = {
    {"for RCPT TO command", SMTPLOG_RCPT}, {"for MAIL FROM command", SMTPLOG_MAIL},
    {"for end of DATA", SMTPLOG_EOD},
};

/* What stands right before a quoted reply in bounces and in what people write. */
static const char *const leads[] = {
    "(", "Diagnostic-Code: smtp; ", "Diagnostic-Code: SMTP; ", "Diagnostic-Code: smtp;", "smtp; ",
    "SMTP; ", "smtp;", "SMTP;", "reason: ", "returned: ", "responded: ", "response: ", ": ",
    ">: ", "error: ", "<<< ", "returned ", "Remote server returned '", "Remote Server returned '",
    "< ", "#", "'", "\"",
};

/* Words that people and programs put before a code and that say nothing more. */
static const char *const fillers[] = {
    "error", "errors", "smtp", "code", "status", "reply", "response", "server", "remote", "mail",
    "message", "the", "a", "an", "with", "returned", "responded", "said", "got", "was", "is",
    "failed", "failure", "fatal", "permanent", "temporary", "enhanced", "bounce", "bounced",
    "dsn", "b", "diagnostic-code", "x-postfix", "host", "reason", "smtp-error", "result",
};

static int is_reply_at(struct smtplog_slice s)
{
    int32_t code;
    struct smtplog_slice rest = s;
    return scan_code(&rest, &code) && code < 600;
}

static int is_glue(char c)
{
    return c == ' ' || c == '\t' || c == ':' || c == '#' || c == '<' || c == '"' || c == '\'' ||
           c == '=' || c == ';' || c == '(' || c == '[' || c == ',' || c == '*' || c == '\n';
}

static int is_filler(struct smtplog_slice word)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (word.len == strlen(fillers[i]) && !strncasecmp(word.ptr, fillers[i], word.len))
            return 1;
    return 0;
}

/* The text behind words and marks that say nothing: "Error #550" begins at 550. */
static struct smtplog_slice behind_fillers(struct smtplog_slice s)
{
    for (;;) {
        size_t len = 0;
        while (s.len && is_glue(s.ptr[0]))
            s = slice_from(s, 1);
        while (len < s.len && !is_glue(s.ptr[len]))
            len++;
        if (!is_filler(slice_head(s, len)))
            return s;
        s = slice_from(s, len);
    }
}

/* "550.", "550:", "550/5.1.1", "550,": three digits and what people put after them. */
static int scan_loose_code(struct smtplog_slice *s, int32_t *code)
{
    struct smtplog_slice three = slice_head(*s, 3);
    if (s->len < 4 || !strchr(".:/,;)]>'\"\n", s->ptr[3]) || !scan_code(&three, code) ||
        *code > 599)
        return 0;
    if (s->ptr[3] == '.' && s->len > 4 && scan_is_digit(s->ptr[4]))
        return 0;                       /* 550.1 */
    *s = slice_from(*s, 4);
    return 1;
}

static int is_code_at(struct smtplog_slice s)
{
    struct smtplog_slice code;
    return is_reply_at(s) || scan_enhanced(&s, &code);
}

/* The first code right behind `lead`; 0: none. */
static int find_behind(const char *lead, struct smtplog_slice s, struct smtplog_slice *out)
{
    struct smtplog_slice before;
    while (scan_until_lit(&s, lead, &before)) {
        struct smtplog_slice at = slice_trim(s), loose = at;
        int32_t code;
        if (is_code_at(at) || (lead[0] == '(' && slice_starts(slice_from(at, 3), ", ") &&
                               scan_loose_code(&loose, &code))) {
            *out = at;
            return 1;
        }
    }
    return 0;
}

/* Where the reply itself begins: at the front, else behind the first lead that a code follows. */
static struct smtplog_slice find_reply(const struct wordings *wordings, struct smtplog_slice s)
{
    struct smtplog_slice front = behind_fillers(s), loose = front, found;
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    int32_t code;
    if (is_reply_at(s))
        return s;
    if (is_code_at(front) || scan_loose_code(&loose, &code))
        return front;
    while ((w = wordings_next(wordings, SMTPLOG_BEFORE_REPLY, &place)))
        if (find_behind(w->words, s, &found))
            return found;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (find_behind(leads[i], s, &found))
            return found;
    return s;
}

/* "mx.example.net[192.0.2.1]" and "mx.example.net (192.0.2.1)", wherever `lead` stands before. */
static int peer_behind(const char *lead, struct smtplog_slice s, struct event *e)
{
    static const char opens[] = "[(", ends[] = "])";
    struct smtplog_slice before, name, ip;
    while (scan_until_lit(&s, lead, &before))
        for (int i = 0; i < 2; i++) {
            struct smtplog_slice c = slice_head(s, PEER_MOST);
            if (!scan_until(&c, opens[i], &name) || !scan_until(&c, ends[i], &ip))
                continue;
            name = slice_trim(name);
            if (!token_is_host(name) || !(token_is_ip4(ip) || token_is_ip6(ip)))
                continue;
            e->peer_name = name;
            e->peer_ip = ip;
            e->direction = SMTPLOG_OUTBOUND;
            return 1;
        }
    return 0;
}

/* Who answered, as the parsers' wordings have it, then as other programs say it. */
static void read_peer(const struct wordings *wordings, struct smtplog_slice s, struct event *e)
{
    static const char *const words[] = {"server ", "host: ", "talking to "};
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    while ((w = wordings_next(wordings, SMTPLOG_BEFORE_PEER, &place)))
        if (peer_behind(w->words, s, e))
            return;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (peer_behind(words[i], s, e))
            return;
}

static void answers(struct event *e, uint32_t phase)
{
    e->phase = phase;
    e->direction = SMTPLOG_OUTBOUND;
}

/* To which command, by the parsers' wordings first. */
static void read_phase(const struct wordings *wordings, struct smtplog_slice s, struct event *e)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    while (!e->phase && (w = wordings_next(wordings, SMTPLOG_NAMES_PHASE, &place)))
        if (slice_find(s, w->words) >= 0)
            answers(e, w->phase);
    for (size_t i = 0; i < sizeof commands / sizeof *commands && !e->phase; i++)
        if (slice_find(s, commands[i].words) >= 0)
            answers(e, commands[i].phase);
}

/* Marks that people and programs leave at the end: "##", the quote that the front opened. */
static struct smtplog_slice without_marks(struct smtplog_slice s, int quoted)
{
    ptrdiff_t angle = slice_find(s, "> #SMTP#");        /* Exchange 2003 */
    s = slice_trim(angle > 0 ? slice_head(s, (size_t)angle) : s);
    while (s.len && (slice_ends(s, "##") || slice_ends(s, " #") || slice_ends(s, "\n")))
        s = slice_trim(slice_head(s, s.len - (slice_ends(s, "##") ? 2 : 1)));
    if (quoted && s.len && strchr("'\")>", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
        s.len--;
    return slice_trim(s);
}

/* The reply without what the log or the bounce put around it. */
static struct smtplog_slice without_tail(const struct wordings *wordings, struct smtplog_slice s,
                                         int quoted)
{
    struct wording_place place = {0};
    const struct smtplog_wording *w;
    while ((w = wordings_next(wordings, SMTPLOG_AFTER_REPLY, &place))) {
        ptrdiff_t at = slice_rfind(s, w->words);
        if (at > 0)
            s = slice_head(s, (size_t)at);
    }
    return without_marks(s, quoted);
}

/* The reply begins right behind an opening quote, which its end then closes. */
static int is_quoted(struct smtplog_slice whole, struct smtplog_slice reply)
{
    return reply.ptr > whole.ptr && strchr("'\"(<", reply.ptr[-1]) != NULL && reply.ptr[-1];
}

int pasted_reply(struct pasted *p, struct smtplog_slice words, struct event *event)
{
    words = slice_trim(slice_head(words, WORDS_MOST));
    if (!p->wordings.len)
        wordings_init(&p->wordings);
    read_peer(&p->wordings, words, event);
    read_phase(&p->wordings, words, event);

    struct smtplog_slice said = find_reply(&p->wordings, words), rest;
    said = without_tail(&p->wordings, said, is_quoted(words, said));
    rest = said;
    int32_t loose = 0;
    if (!is_reply_at(said) && scan_loose_code(&rest, &loose)) {
        event->code = loose;
        event->text = rest = behind_fillers(rest);
    } else {
        struct strbuf scratch = {0};
        struct reply reply = reply_read(said, quoted_joint(said), &scratch);
        event->code = reply.code;
        event->enhanced = reply.enhanced;
        event->text = pasted_keep(p, reply.text);
        strbuf_release(&scratch);
    }
    if (!event->enhanced.ptr && scan_enhanced(&rest, &event->enhanced)) {
        scan_lit(&rest, ":");
        event->text = slice_trim(rest);
        struct smtplog_slice again = behind_fillers(rest);
        if (!event->code && is_reply_at(again)) /* "5.1.1 smtp;550 5.1.1 ..." */
            return pasted_reply(p, again, event);
    }
    event->class = event_class(event->code, event->enhanced, 0);
    return event->code || event->enhanced.len;
}
