/* unwrap_head.c - heads of lines as syslog daemons write them who put their own words between
 * stamp and tag, or in another order */
#include "frame/shape.h"
#include "frame/unwrap_rows.h"

#include <strings.h>

static int is_one_of(struct smtplog_slice word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.len == strlen(list[i]) && strncasecmp(word.ptr, list[i], word.len) == 0)
            return 1;
    return 0;
}

/* Which part of the machine speaks, and how loud (syslog(3)). */
static int is_facility(struct smtplog_slice word)
{
    static const char *const facilities[] = {
        "mail", "daemon", "user", "syslog", "auth", "authpriv", "kern", "cron", "news", "lpr",
        "uucp", "ftp", "local0", "local1", "local2", "local3", "local4", "local5", "local6",
        "local7",
    };
    return is_one_of(word, facilities, sizeof facilities / sizeof *facilities);
}

/* The words of syslog(3), as some daemons print them in front of the tag. */
static int is_severity(struct smtplog_slice word)
{
    static const char *const severities[] = {
        "debug", "info", "notice", "warn", "warning", "err", "error", "crit", "alert", "emerg",
        "panic",
    };
    return is_one_of(word, severities, sizeof severities / sizeof *severities);
}

/* "mail.info", "mail:info", "mail.info:", "mail info"; where a host stood before, the severity
 * alone or a lonely colon will do. */
static int scan_priority(struct smtplog_slice *c, int after_host)
{
    struct smtplog_slice rest = *c, word, facility;
    if (!scan_until(&rest, ' ', &word) || !word.len)
        return 0;
    if (slice_ends(word, ":"))
        word.len--;
    struct smtplog_slice severity = word;
    if (scan_until(&severity, '.', &facility) || scan_until(&severity, ':', &facility)) {
        if (!is_facility(facility) || !is_severity(severity))
            return 0;
    } else if (is_facility(word)) {
        if (!scan_until(&rest, ' ', &word) || !is_severity(word))
            return 0;
    } else if (!after_host || (word.len && !is_severity(word))) {
        return 0;
    }
    *c = rest;
    return 1;
}

/* The record is told whole. */
static enum undone tell(struct peeled *p, const struct stamp *stamp, struct smtplog_slice host,
                        struct smtplog_slice tag, uint32_t pid, struct smtplog_slice body)
{
    p->outer.stamp = *stamp;
    p->outer.stamped = p->outer.complete = 1;
    p->outer.host = host.len ? host : p->outer.host;
    p->outer.tag = tag;
    p->outer.pid = pid;
    p->text = p->outer.body = body;
    return UNDO_DONE;
}

/* "STAMP HOST mail.info TAG[pid]: ", "STAMP mail.info HOST TAG[pid]: ", also without a host:
 * busybox, AIX, OpenWrt's logread, templates. */
enum undone undo_facility(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, host = {NULL, 0};
    struct stamp stamp;

    if (!unwrap_scan_stamp(&c, &stamp) ||
        (!scan_priority(&c, 0) && (!scan_until(&c, ' ', &host) || !scan_priority(&c, 1))))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    if (host.len) {
        strbuf_slice(&u->scratch, host);
        strbuf_char(&u->scratch, ' ');
    }
    strbuf_slice(&u->scratch, c);
    p->outer.stamp = stamp;
    p->outer.stamped = 1;
    p->text = strbuf_view(&u->scratch);
    return UNDO_DONE;
}

/* "STAMP HOST logger: postfix/smtpd[9]: body": given on by logger(1), with a tag of its own. */
enum undone undo_tagged(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice body, tag;
    struct shaped s;
    uint32_t pid;

    if (!shape_line(u->journal, p->text, &s) || !s.tag.ptr)
        return UNDO_NO;
    body = s.body;
    if (!shape_tag(&body, &tag, &pid) || !pid || memchr(tag.ptr, ' ', tag.len))
        return UNDO_NO;
    p->outer.stamp = s.stamp;
    p->outer.stamped = p->outer.complete = 1;
    p->outer.host = s.host.ptr ? s.host : p->outer.host;
    p->outer.tag = tag;
    p->outer.pid = pid;
    p->text = p->outer.body = body;
    return UNDO_DONE;
}

/* "STAMP [postfix/smtpd] body": metalog; "STAMP HOST [postfix/smtpd] [9] body": templates. */
enum undone undo_metalog(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, host = {NULL, 0}, tag, behind;
    struct stamp stamp;
    uint64_t pid = 0;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp) || (!slice_starts(c, "[") && !scan_until(&c, ' ', &host)) ||
        !scan_lit(&c, "[") || !scan_until(&c, ']', &tag) || !tag.len ||
        memchr(tag.ptr, ' ', tag.len) || scan_is_digit(tag.ptr[0]))
        return UNDO_NO;
    behind = c = slice_trim(c);
    if (scan_lit(&behind, "[") && scan_number(&behind, 10, &pid) && scan_lit(&behind, "]")) {
        scan_lit(&behind, ":");
        c = slice_trim(behind);
    } else if (host.len) {              /* words in brackets behind any word */
        return UNDO_NO;
    }
    return tell(p, &stamp, host, tag, (uint32_t)pid, c);
}

/* A word, and the blanks behind it. */
static struct smtplog_slice scan_word(struct smtplog_slice *c)
{
    size_t i = 0;
    while (i < c->len && !scan_is_blank(c->ptr[i]))
        i++;
    struct smtplog_slice word = slice_head(*c, i);
    *c = slice_unindented(slice_from(*c, i));
    return word;
}

/* The blank that does not break (U+00A0) made one that does. */
static struct smtplog_slice with_plain_blanks(struct undoing *u, struct smtplog_slice c)
{
    static const char unbroken[] = "\xc2\xa0";
    struct smtplog_slice before;
    if (slice_find(c, unbroken) < 0)
        return c;
    strbuf_clear(&u->scratch);
    while (scan_until_lit(&c, unbroken, &before)) {
        strbuf_slice(&u->scratch, before);
        strbuf_char(&u->scratch, ' ');
    }
    strbuf_slice(&u->scratch, c);
    return strbuf_view(&u->scratch);
}

/* Other than one blank between words. */
static int is_spaced(const char *from, const char *to)
{
    for (; from < to; from++)
        if (from[0] == '\t' || (from[0] == ' ' && (from[-1] == ' ' || from[-1] == '\t')))
            return 1;
    return 0;
}

/* "STAMP<tab>HOST<tab>TAG[pid]:<tab>body", "STAMP  HOST  TAG[pid]:  body": as copied out of a
 * table or a web page. */
enum undone undo_spaced(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = with_plain_blanks(u, p->text), host = {NULL, 0}, tag, colon;
    const int was_unbroken = c.ptr != p->text.ptr;
    struct stamp stamp;
    uint32_t pid;

    if (!unwrap_scan_stamp(&c, &stamp))
        return UNDO_NO;
    const char *begin = c.ptr - 1;
    struct smtplog_slice word = scan_word(&c);
    if (!slice_ends(word, ":")) {
        host = word;
        word = scan_word(&c);
    }
    colon = word;
    if (!word.len || !slice_ends(word, ":") || !shape_tag(&colon, &tag, &pid) || colon.len ||
        (!was_unbroken && !is_spaced(begin, c.ptr)))
        return UNDO_NO;
    return tell(p, &stamp, host, tag, pid, c);
}

/* "STAMP HOST TAG PID - - body": RFC 5424 without the priority and the version, as NetBSD's
 * syslogd writes files. */
enum undone undo_bare_5424(struct undoing *u, struct peeled *p)
{
    struct shaped s = {0};
    strbuf_clear(&u->scratch);
    strbuf_str(&u->scratch, "1 ");
    strbuf_slice(&u->scratch, p->text);
    if (!shape_rfc5424(strbuf_view(&u->scratch), &s) || !s.pid || !s.tag.len)
        return UNDO_NO;
    p->text = strbuf_view(&u->scratch);
    return UNDO_DONE;
}

/* "STAMP Message forwarded from HOST: TAG[pid]: body": AIX' syslogd of another machine's. */
enum undone undo_forwarded(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, host, tag;
    struct stamp stamp;
    uint32_t pid;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp) || !scan_lit(&c, "Message forwarded from ") ||
        !scan_until_lit(&c, ": ", &host) || !shape_tag(&c, &tag, &pid))
        return UNDO_NO;
    return tell(p, &stamp, host, tag, pid, c);
}

/* "STAMP 192.0.2.1 HOST TAG[pid]: body": whoever sent it, and whose it is. */
enum undone undo_hosts(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, tag;
    struct stamp stamp;
    uint32_t pid;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp) || !scan_word(&c).len)
        return UNDO_NO;
    struct smtplog_slice host = scan_word(&c);
    if (!host.len || slice_ends(host, ":") || !shape_tag(&c, &tag, &pid) || !pid)
        return UNDO_NO;
    return tell(p, &stamp, host, tag, pid, c);
}

/* "STAMP HOST TAG[pid] <Info>: body": Apple's syslogd. */
enum undone undo_level(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, tag, level, word;
    struct stamp stamp;
    uint64_t pid;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp))
        return UNDO_NO;
    struct smtplog_slice host = scan_word(&c);
    word = scan_word(&c);
    if (!scan_until(&word, '[', &tag) || !scan_number(&word, 10, &pid) || !slice_is(word, "]") ||
        !scan_lit(&c, "<") || !scan_until_lit(&c, ">: ", &level) || level.len > 16)
        return UNDO_NO;
    return tell(p, &stamp, host, tag, (uint32_t)pid, c);
}

/* "STAMP 0x8e0d8 Info 0x0 19867 0 smtpd: body": thread, type, activity, pid, time to live and
 * program, as macOS' log(1) shows its unified log. */
enum undone undo_unified(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, number, tag, none = {NULL, 0};
    struct stamp stamp;
    uint64_t pid, life;
    uint32_t no_pid;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp) || !slice_starts(scan_word(&c), "0x") ||
        !scan_word(&c).len || !slice_starts(scan_word(&c), "0x"))
        return UNDO_NO;
    number = scan_word(&c);
    if (!scan_number(&number, 10, &pid) || number.len || !scan_number(&c, 10, &life))
        return UNDO_NO;
    c = slice_unindented(c);
    if (!shape_tag(&c, &tag, &no_pid))
        return UNDO_NO;
    p->outer.flags |= SMTPLOG_LINE_CUT_TAG;     /* the program's name, and no service's */
    return tell(p, &stamp, none, tag, (uint32_t)pid, c);
}
