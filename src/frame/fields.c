/* fields.c - the names that the parts of a record go by */
#include "frame/fields.h"

#include "frame/shape.h"

#include <stdio.h>
#include <strings.h>

enum { NAMES = 28, PATH_MOST = 64 };

/* For each role the better name first.  "host.name": only inside an object "host". */
static const char *const names[FIELD_ROLES][NAMES] = {
    [FIELD_TEXT] = {"message", "msg", "log", "raw", "short_message", "line", "textPayload", "text",
                    "body", "logmessage", "syslog_message", "full_message",
                    "rawmsg", "content", "entry", "event", "SyslogMessage",
                    "body.stringValue", "full_log", "logmsg", "rawstring", "m", "mt", "stdout",
                    "output"},
    [FIELD_STAMP] = {"SOURCE_REALTIME_TIMESTAMP", "REALTIME_TIMESTAMP", "timestamp", "time",
                     "timereported", "isodate", "R_ISODATE", "S_ISODATE", "datetime", "date", "ts",
                     "timegenerated", "eventtime", "event_time", "syslog_timestamp", "created",
                     "receivedat", "received_at", "ingestionTime", "timeUnixNano", "dt", "t",
                     "observedtimestamp"},
    [FIELD_HOST] = {"hostname", "host", "host.name", "host.hostname", "syslog_hostname",
                    "logsource", "syslog_host", "log.syslog.hostname", "fromhost", "source_host",
                    "computer", "node", "source"},
    [FIELD_TAG] = {"SYSLOG_IDENTIFIER", "syslogtag", "syslog-tag", "program", "app-name",
                   "appname", "app_name", "programname", "ident", "identifier", "syslog_program",
                   "syslog_appname", "process.name", "application_name", "application", "process",
                   "COMM", "tag", "syslog.appname", "ProcessName", "SourceName"},
    [FIELD_PID] = {"SYSLOG_PID", "pid", "procid", "process_id", "process.pid", "syslog_pid",
                   "processid", "syslog_procid", "syslog.procid", "proc_id"},
};

static struct smtplog_slice strip_marks(struct smtplog_slice name)
{
    while (name.len && (name.ptr[0] == '_' || name.ptr[0] == '@'))
        name = slice_from(name, 1);
    return name;
}

/* "a.b" stands for b within a, as nested objects have it; keys are compared without regard to
 * case. */
static int is_named(const char *want, const char *parent, struct smtplog_slice name)
{
    /* the last letter first: hundreds of names are looked through for each field */
    const size_t all = strlen(want);
    if (!name.len || all < name.len || (want[all - 1] ^ name.ptr[name.len - 1]) % 32)
        return 0;
    const char *dot = strrchr(want, '.');
    if (dot) {
        size_t len = (size_t)(dot - want), parent_len = strlen(parent);
        if (parent_len < len || strncasecmp(parent + parent_len - len, want, len) != 0)
            return 0;
        want = dot + 1;
    }
    return strlen(want) == name.len && strncasecmp(want, name.ptr, name.len) == 0;
}

/* Several fields may play one role (host, hostname, agent.hostname): the one that stands first in
 * the row wins, wherever it came in the object. */
static void hear(struct fields *f, const char *parent, struct smtplog_slice bare,
                 struct smtplog_slice value)
{
    for (unsigned role = 0; role < FIELD_ROLES; role++)
        for (unsigned i = 0; i < NAMES && names[role][i]; i++)
            if (is_named(names[role][i], parent, bare) &&
                (!f->rank[role] || i + 1 < f->rank[role])) {
                f->rank[role] = i + 1;
                f->value[role] = value;
            }
    if (is_named("event.original", parent, bare))
        f->original = value;
}

void fields_hear(struct fields *f, const char *parent, struct smtplog_slice name,
                 struct smtplog_slice value)
{
    char path[PATH_MOST];
    const struct smtplog_slice bare = strip_marks(name);
    const ptrdiff_t dot = slice_rfind(bare, ".");

    if (dot <= 0)                       /* "host.name" may be one name, too */
        hear(f, parent, bare, value);
    else if (snprintf(path, sizeof path, "%s%s%.*s", parent, *parent ? "." : "", (int)dot,
                      bare.ptr) < (int)sizeof path)
        hear(f, path, slice_from(bare, (size_t)dot + 1), value);
}

/* "postfix/smtpd[668]:" as rsyslog's syslogtag is; a bare word too. */
static void tell_tag(struct smtplog_slice value, struct outer *o)
{
    struct smtplog_slice c = value, tag, number;
    uint64_t pid;
    if (slice_ends(c, ":"))
        c.len--;
    value = c;
    if (scan_until(&c, '[', &tag) && scan_until(&c, ']', &number) &&
        scan_number(&number, 10, &pid) && tag.len) {
        value = slice_trim(tag);
        o->pid = (uint32_t)pid;
    }
    if (value.len && !memchr(value.ptr, ' ', value.len))
        o->tag = value;
}

/* "HOST postfix/smtpd[9]: body" as the text of a record that names the host too (Graylog). */
static void strip_host(struct smtplog_slice *text, struct outer *o)
{
    struct smtplog_slice rest = *text, word, tag;
    uint32_t pid;
    if (o->host.len && scan_until(&rest, ' ', &word) && slice_eq(word, o->host) &&
        shape_tag(&rest, &tag, &pid) && (!o->tag.len || slice_eq(tag, o->tag))) {
        o->tag = tag;
        o->pid = pid;
        *text = rest;
    }
}

enum undone fields_tell(const struct fields *f, struct peeled *p)
{
    struct smtplog_slice text = f->value[FIELD_TEXT], c = f->value[FIELD_STAMP];
    struct outer *o = &p->outer;
    uint64_t pid;

    if (f->original.len && !f->rank[FIELD_TAG])     /* the line, when nobody took it apart */
        text = f->original;
    else if (!f->rank[FIELD_TEXT])
        return UNDO_NO;
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    if (f->rank[FIELD_STAMP] && unwrap_scan_stamp(&c, &o->stamp))
        o->stamped = 1;
    if (f->rank[FIELD_HOST] && f->value[FIELD_HOST].len)
        o->host = f->value[FIELD_HOST];
    o->pid = 0;
    if (f->rank[FIELD_TAG])
        tell_tag(f->value[FIELD_TAG], o);
    c = f->value[FIELD_PID];
    if (f->rank[FIELD_PID] && scan_number(&c, 10, &pid) && !c.len)
        o->pid = (uint32_t)pid;
    const char *newline = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
    if (newline) {
        o->more = slice_from(text, (size_t)(newline - text.ptr) + 1);
        text.len = (size_t)(newline - text.ptr);
    }
    if (text.len && text.ptr[0] == ' ')         /* rsyslog keeps the blank after the tag */
        text = slice_from(text, 1);
    strip_host(&text, o);
    o->complete = o->stamped && o->tag.ptr;
    p->text = o->body = text;
    return UNDO_DONE;
}
