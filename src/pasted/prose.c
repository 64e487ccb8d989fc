/* The text of a bounce, as people see it.
 *
 * Two shapes cover the mail servers that write them.  Either an address stands at the front of a
 * line and the reason follows, on that line or on those below until an empty one (Postfix, Exim,
 * qmail, Sendmail, Exchange, GMX); or a sentence names the address, and "The response was:" leads
 * to the reason (Gmail).  That a text is a bounce at all is told by the sentences with which these
 * programs begin. */
#include "pasted/bounce.h"

#include "base/strbuf.h"
#include "smtp/token.h"

#include <strings.h>

enum { WORDS_MOST = 4096, LINES_AHEAD = 12 };

/* Any of these makes it a bounce. */
static const char *const proofs[] = {
    "This is the mail system at host", "could not be delivered to", "could not be delivered",
    "message was created automatically by mail delivery software",
    "wasn't able to deliver your message", "wasn't able to deliver the", "qmail-send program",
    "had permanent fatal errors", "had transient non-fatal errors",
    "Transcript of session follows", "Delivery has failed to these recipients",
    "Delivery to the following recipient", "Diagnostic information for administrators",
    "Undeliverable", "undeliverable", "Your message wasn't delivered to", "couldn't be delivered",
    "attempting to deliver a message", "Delivery incomplete",
    "There was a temporary problem delivering your message", "Address not found",
    "Message not delivered", "Message blocked", "unable to deliver your message",
    "Sorry, we were unable to deliver", "Your message to", "did not reach the following recipient",
    "The following address(es) failed", "failed permanently", "Delivery Status Notification",
    "could not be sent", "was not delivered to", "Mail delivery failed",
    "Delivery to these recipients", "Reporting-MTA",
    "Remote Server returned '", " ##\n", " ##\r\n", /* Exchange in any language */
    "Diagnoseinformationen für Administratoren", "Informations de diagnostic pour les",
    "Información de diagnóstico para los administradores", "Informazioni di diagnostica per gli",
    "Диагностические сведения для администраторов",
    "Сообщение не доставлено", "не было доставлено",
    "не может быть доставлено", "Message non distribu",
    "konnte nicht zugestellt werden", "no se pudo entregar",
};

/* What leads to the reply where the address stands in a sentence. */
static const char *const leads[] = {
    "The response was:", "The response from the remote server was:",
    "The error that the other server returned was:", "returned was:", "Technical details of",
    "Reported error:", "because:", "We tried to deliver your message, but", "Response from",
    "The remote server said:", "server said:", "server replied:",
    "Ответ сервера:",
};

static int is_bounce(struct smtplog_slice text)
{
    return slice_holds_any(text, proofs, sizeof proofs / sizeof *proofs);
}

/* "<a@b>: words", "a@b", "  a@b (generated from c@d)": the address goes to *address, the words
 * behind it to *words.  A line that goes on in the middle of a sentence is none. */
static int address_line(struct smtplog_slice line, struct smtplog_slice *address,
                        struct smtplog_slice *words)
{
    struct smtplog_slice c = slice_trim(line);
    size_t key;
    scan_lit(&c, "* ");
    scan_lit(&c, "To: ");
    int bracket = scan_lit(&c, "<");
    size_t len = token_address(c, &key);
    if (!len || key)
        return 0;
    *address = slice_head(c, len);
    c = slice_from(c, len);
    if (bracket && !scan_lit(&c, ">"))
        return 0;
    c = slice_trim(c);
    if (c.len && c.ptr[0] == '(') {     /* the display's address, or what it was generated from */
        struct smtplog_slice inner;
        if (!scan_until(&c, ')', &inner))
            return 0;
        c = slice_trim(c);
    }
    if (c.len && c.ptr[0] != ':' && !slice_starts(c, "#") && !slice_starts(c, "<#"))
        return 0;
    scan_lit(&c, ":");
    *words = slice_trim(c);
    return 1;
}

/* Lines that are no reason though they follow an address. */
static int is_chatter(struct smtplog_slice line)
{
    static const char *const words[] = {"The email address you entered", "A problem occurred",
                                        "Please check", "For Email Administrators",
                                        "Giving up on"};
    return slice_starts_any(line, words, sizeof words / sizeof *words);
}

/* The words of a bounce's block, without what mail programs say to be polite. */
static void add_words(struct strbuf *out, struct smtplog_slice line)
{
    line = slice_trim(line);
    while (scan_lit(&line, "<<<"))      /* Sendmail's transcript */
        line = slice_trim(line);
    if (!line.len || out->len > WORDS_MOST || is_chatter(line))
        return;
    strbuf_str(out, out->len ? " " : "");
    strbuf_slice(out, line);
}

/* The lines below an address up to an empty line or the next address; *rest moves behind them. */
static void take_block(struct smtplog_slice *rest, struct strbuf *words)
{
    struct smtplog_slice address, more;
    while (rest->len) {
        struct smtplog_slice after = *rest, line = scan_next_line(&after);
        if (slice_trim(line).len == 0 && words->len)
            return;
        if (slice_trim(line).len == 0 || address_line(line, &address, &more))
            return;
        add_words(words, line);
        *rest = after;
    }
}

/* Sendmail gives the server's words again in the transcript at the end. */
static struct smtplog_slice without_reason(struct smtplog_slice words)
{
    struct smtplog_slice inner = words;
    if (scan_lit(&inner, "(reason: ") && inner.len && inner.ptr[inner.len - 1] == ')')
        inner.len--;
    return inner;
}

/* Blocks that begin with an address.  They end where the returned message begins: its text is a
 * stranger's. */
static void read_blocks(struct pasted *p, struct smtplog_slice text, struct bounce *out)
{
    struct smtplog_slice rest = text;
    while (rest.len) {
        struct smtplog_slice line = scan_next_line(&rest), address, first;
        struct strbuf words = {0};
        if (slice_starts(line, "Original message headers") || slice_starts(line, "Received: ") ||
            slice_starts(line, "------ This is a copy") ||
            slice_find(line, "Original message ---") >= 0)
            return;
        if (!address_line(line, &address, &first))
            continue;
        add_words(&words, first);
        take_block(&rest, &words);
        struct bounce_recipient r = {.address = address};
        if (words.len)
            r.words = without_reason(pasted_keep(p, strbuf_view(&words)));
        strbuf_release(&words);
        bounce_add(out, &r);
    }
}

/* Exchange and Gmail name an address twice: once for people, once with the reason.  Those that
 * have a reason stay; of a list under one heading each has the reason that follows. */
static void keep_best(struct bounce *b)
{
    size_t len = 0;
    int any = 0;
    for (size_t i = b->len; i-- > 0;) {
        any |= b->list[i].words.len > 0;
        if (!b->list[i].words.len && i + 1 < b->len && b->list[i + 1].words.len)
            b->list[i].words = b->list[i + 1].words;
    }
    for (size_t i = 0; i < b->len; i++) {
        const struct bounce_recipient *r = &b->list[i];
        size_t again = 0;
        while (again < len && !(b->list[again].address.len == r->address.len &&
                                !strncasecmp(b->list[again].address.ptr, r->address.ptr,
                                             r->address.len)))
            again++;
        if (again < len) {
            if (r->words.len)
                b->list[again].words = r->words;
        } else if (r->words.len || !any) {
            b->list[len++] = *r;
        }
    }
    b->len = len;
}

/* The words behind a lead: the rest of its line, else the next lines that are not empty. */
static struct smtplog_slice led(struct pasted *p, struct smtplog_slice text)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        struct smtplog_slice rest = text, before;
        struct strbuf words = {0};
        if (!scan_until_lit(&rest, leads[i], &before))
            continue;
        for (int n = 0; n < LINES_AHEAD && rest.len; n++) {
            struct smtplog_slice line = scan_next_line(&rest);
            if (slice_trim(line).len == 0 && words.len)
                break;
            add_words(&words, line);
        }
        struct smtplog_slice kept = words.len ? pasted_keep(p, strbuf_view(&words))
                                    : slice_of("", 0);
        strbuf_release(&words);
        if (kept.len)
            return kept;
    }
    return slice_of("", 0);
}

/* "Your message wasn't delivered to bob@example.org because ...". */
static int read_sentence(struct pasted *p, struct smtplog_slice text, struct bounce *out)
{
    struct smtplog_slice words = led(p, text);
    if (!words.len)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t key, len = (i == 0 || strchr(" \t\n<\"", text.ptr[i - 1])) && text.ptr[i] > ' '
            ? token_address(slice_from(text, i), &key) : 0;
        if (!len)
            continue;
        struct bounce_recipient r = {.address = slice_of(text.ptr + i, len), .words = words};
        bounce_add(out, &r);
        return 1;
    }
    struct bounce_recipient nobody = {.words = words};
    bounce_add(out, &nobody);
    return 1;
}

void prose_read(struct pasted *p, struct smtplog_slice text, struct bounce *out)
{
    if (!is_bounce(text))
        return;
    read_blocks(p, text, out);
    keep_best(out);
    int any = 0;
    for (size_t i = 0; i < out->len; i++)
        any |= out->list[i].words.len > 0;
    if (any)
        return;
    size_t named = out->len;
    out->len = 0;
    if (!read_sentence(p, text, out))
        out->len = named;               /* no reason is told, but who did not get it is */
}
