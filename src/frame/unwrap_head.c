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

/* "STAMP [postfix/smtpd] body": metalog. */
enum undone undo_metalog(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, tag;
    struct stamp stamp;
    (void)u;
    if (!unwrap_scan_stamp(&c, &stamp) || !scan_lit(&c, "[") || !scan_until(&c, ']', &tag) ||
        !tag.len || memchr(tag.ptr, ' ', tag.len) || scan_is_digit(tag.ptr[0]))
        return UNDO_NO;
    p->outer.stamp = stamp;
    p->outer.stamped = p->outer.complete = 1;
    p->outer.tag = tag;
    p->text = p->outer.body = slice_trim(c);
    return UNDO_DONE;
}
