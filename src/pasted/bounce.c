/* Bounces: who did not get the message, and in what words the servers refused it.
 *
 * A delivery status (RFC 3464) tells each recipient with its code; it stands in a part of its own,
 * or people paste it without the rest.  The text for people is read as well (prose.c): it names
 * the host and the command, which a delivery status often leaves out. */
#include "pasted/bounce.h"

#include "base/mem.h"
#include "pasted/mime.h"

#include <stdlib.h>
#include <strings.h>

/* ---- delivery status ------------------------------------------------------------- */

/* "rfc822; bob@example.org" and "dns; mx.example.org" without what kind of name it is. */
static struct smtplog_slice name_of(struct smtplog_slice field)
{
    struct smtplog_slice kind, rest = field;
    if (scan_until(&rest, ';', &kind))
        field = slice_trim(rest);
    if (field.len > 1 && field.ptr[0] == '<' && field.ptr[field.len - 1] == '>')
        field = slice_of(field.ptr + 1, field.len - 2);
    return field;
}

static int starts_nocase(struct smtplog_slice s, const char *lit)
{
    return s.len >= strlen(lit) && strncasecmp(s.ptr, lit, strlen(lit)) == 0;
}

/* Lines of a field that was folded, joined by one blank. */
static struct smtplog_slice unfold(struct pasted *p, struct smtplog_slice value)
{
    struct strbuf out = {0};
    struct smtplog_slice rest = value, line;
    while (rest.len) {
        line = slice_trim(scan_next_line(&rest));
        if (out.len && line.len)
            strbuf_char(&out, ' ');
        strbuf_slice(&out, line);
    }
    value = out.len ? pasted_keep(p, strbuf_view(&out)) : slice_of("", 0);
    strbuf_release(&out);
    return value;
}

/* The fields of one recipient (RFC 3464 section 2.3); a group that names neither a recipient nor
 * what became of him is not one. */
static void read_group(struct pasted *p, struct bounce *b, struct smtplog_slice group)
{
    struct smtplog_slice recipient = mime_field(group, "Original-Recipient");
    struct smtplog_slice final = mime_field(group, "Final-Recipient");
    struct smtplog_slice status = mime_field(group, "Status"),
                                  action = mime_field(group, "Action");
    struct smtplog_slice words = mime_field(group, "Diagnostic-Code");
    if (!final.ptr && !recipient.ptr && !(status.ptr && action.ptr))
        return;
    struct bounce_recipient r = {
        .address = name_of(final.ptr ? final : recipient),
        .remote = name_of(mime_field(group, "Remote-MTA")),
        .words = unfold(p, words),
        .local = starts_nocase(words, "x-postfix") || starts_nocase(words, "x-unix"),
    };
    while (status.len && !scan_enhanced(&status, &r.status))
        status = slice_from(status, 1);
    if (starts_nocase(action, "delivered") || starts_nocase(action, "relayed") ||
        starts_nocase(action, "expanded"))
        r.done = 1;
    r.delayed = starts_nocase(action, "delayed") || starts_nocase(action, "delay");
    bounce_add(b, &r);
}

/* Groups of fields parted by empty lines; the first is about the message. */
static void read_status(struct pasted *p, struct bounce *b, struct smtplog_slice text)
{
    struct smtplog_slice rest = text, line;
    const char *start = text.ptr;
    while (rest.len) {
        const char *at = rest.ptr;
        line = scan_next_line(&rest);
        int empty = slice_trim(line).len == 0;
        if (!empty && rest.len)
            continue;
        const char *end = empty ? at : line.ptr + line.len;
        read_group(p, b, slice_of(start, (size_t)(end - start)));
        start = rest.ptr;
    }
}

/* A delivery status pasted without its message: from the line that opens a recipient's group. */
static int find_status(struct pasted *p, struct bounce *b, struct smtplog_slice text)
{
    static const char *const begins[] = {"Final-Recipient:", "Original-Recipient:",
                                         "Reporting-MTA:"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        ptrdiff_t at = slice_find(text, begins[i]);
        if (at < 0 || (at > 0 && text.ptr[at - 1] != '\n'))
            continue;
        ptrdiff_t group = slice_rfind(slice_head(text, (size_t)at), "\n\n");
        at = group < 0 ? 0 : group + 2; /* fields may stand in any order */
        read_status(p, b, slice_from(text, (size_t)at));
        if (b->len)
            return 1;
    }
    return 0;
}

/* ---- all of it ------------------------------------------------------------------- */

void bounce_add(struct bounce *b, const struct bounce_recipient *r)
{
    b->list = mem_grow(b->list, &b->cap, b->len + 1, sizeof *b->list);
    b->list[b->len++] = *r;
}

/* What the text for people says of the same recipient; of the only one whatever its name. */
static const struct bounce_recipient *same(const struct bounce *text,
                                           const struct bounce_recipient *r)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->list[i].address.len == r->address.len && r->address.len &&
            strncasecmp(text->list[i].address.ptr, r->address.ptr, r->address.len) == 0)
            return &text->list[i];
    return text->len == 1 ? &text->list[0] : NULL;
}

/* The event of a recipient: words of the delivery status first, then those of the text. */
static void tell(struct pasted *p, const struct bounce_recipient *r, const struct bounce *text)
{
    const struct bounce_recipient *also = same(text, r);
    struct event e = {0}, spoken = {0};
    int coded = r->words.len && pasted_reply(p, r->words, &e);
    if (also && also->words.len && pasted_reply(p, also->words, &spoken) &&
        (!coded || (spoken.code == e.code && spoken.text.len >= e.text.len)))
        e = spoken;
    else if (!e.phase)
        e.phase = spoken.phase;
    if (!e.text.len && also)
        e.text = also->words;
    if (!e.code && r->words.len && !spoken.code)
        e.text = name_of(r->words);
    if (!e.enhanced.len || (!e.code && r->status.len))
        e.enhanced = r->status;
    if (!e.peer_name.len) {
        e.peer_name = r->remote.len ? r->remote : spoken.peer_name;
        e.peer_ip = spoken.peer_ip;
    }
    e.recipient = r->address;
    e.direction = SMTPLOG_OUTBOUND;
    e.disposition = r->delayed ? SMTPLOG_DEFERRED : SMTPLOG_BOUNCED;
    e.origin = e.code ? SMTPLOG_BY_REMOTE : r->local ? SMTPLOG_BY_LOCAL : 0;
    e.class = event_class(e.code, e.enhanced, e.disposition);
    e.final = 1;
    pasted_add(p, &e);
}

static void tell_all(struct pasted *p, const struct bounce *list, const struct bounce *text)
{
    for (size_t i = 0; i < list->len; i++) {
        if (list->list[i].done)
            p->delivered++;
        else
            tell(p, &list->list[i], text);
    }
}

/* Parts of the report: its status for machines, and its text for people. */
static void read_message(struct pasted *p, struct smtplog_slice message, struct bounce *status,
                         struct bounce *text)
{
    struct mime m;
    mime_read(&m, message);
    for (size_t i = 0; i < m.len; i++) {
        struct smtplog_slice body = pasted_keep(p, strbuf_view(&m.parts[i].body));
        if (m.parts[i].kind == MIME_STATUS)
            read_status(p, status, body);
        else if (text->len == 0)
            prose_read(p, body, text);
    }
    mime_release(&m);
}

int pasted_bounce(struct pasted *p, struct smtplog_slice text)
{
    struct bounce status = {0}, prose = {0};
    while (text.len && strchr(" \t\r\n", text.ptr[0]) && text.ptr[0])
        text = slice_from(text, 1);
    if (mime_is_message(text))
        read_message(p, text, &status, &prose);
    if (!status.len && !find_status(p, &status, text) && !prose.len)
        prose_read(p, text, &prose);
    tell_all(p, status.len ? &status : &prose, &prose);
    free(status.list);
    free(prose.list);
    return p->len + p->delivered > 0;
}
