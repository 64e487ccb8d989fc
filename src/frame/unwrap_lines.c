/* unwrap_lines.c - records of several lines: the journal's export format and its verbose one,
 * what shells of databases and PowerShell print, Exim's log to a terminal */
#include "frame/fields.h"

enum { RECORD_MAX = 64 * 1024 };

/* A journal field's name: capitals, digits and '_' (systemd.journal-fields(7)). */
static size_t name_length(struct smtplog_slice c)
{
    size_t i = 0;
    while (i < c.len && ((c.ptr[i] >= 'A' && c.ptr[i] <= 'Z') || c.ptr[i] == '_' ||
                         scan_is_digit(c.ptr[i])))
        i++;
    return i;
}

/* Kept fields: name, '=', four bytes of length, the value. */
static void keep_field(struct undoing *u, struct smtplog_slice name, struct smtplog_slice value)
{
    uint32_t len = (uint32_t)value.len;
    if (u->fields.len + name.len + value.len > RECORD_MAX)
        return;
    strbuf_slice(&u->fields, name);
    strbuf_char(&u->fields, '=');
    strbuf_add(&u->fields, (const char *)&len, sizeof len);
    strbuf_slice(&u->fields, value);
}

/* Fields were kept as name, '=', length, value, since a value may hold anything. */
static enum undone tell_fields(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = strbuf_view(&u->fields), name;
    struct fields fields = {0};
    uint32_t len;
    while (scan_until(&c, '=', &name) && c.len >= sizeof len) {
        memcpy(&len, c.ptr, sizeof len);
        c = slice_from(c, sizeof len);
        fields_hear(&fields, "", name, slice_head(c, len));
        c = slice_from(c, len);
    }
    u->depth = 0;
    return fields_tell(&fields, p);
}

/* A field that is not plain text: its name alone, then eight bytes of length, little-endian, and
 * the value, which may have newlines. */
static int take_binary(struct undoing *u, struct smtplog_slice line)
{
    if (u->quoted == 1) {
        uint64_t len = 0;
        if (line.len < 8)
            return 0;
        for (size_t i = 8; i-- > 0;)
            len = len << 8 | (unsigned char)line.ptr[i];
        u->awaits = len > RECORD_MAX ? RECORD_MAX : (size_t)len;
        line = slice_from(line, 8);
        u->quoted = 2;
    } else {
        strbuf_char(&u->scratch, '\n');
    }
    strbuf_slice(&u->scratch, line);
    struct smtplog_slice c = strbuf_view(&u->scratch), name;
    scan_until(&c, '=', &name);
    if (c.len < u->awaits)
        return 1;
    keep_field(u, name, slice_head(c, u->awaits));
    u->quoted = 0;
    return 1;
}

/* journalctl -o export (systemd: JOURNAL_EXPORT_FORMATS): FIELD=value lines, an empty line at the
 * end of each record.  u->depth: inside a record; u->quoted: inside a binary field. */
enum undone undo_export(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice line = p->text;
    size_t n = name_length(line);

    p->text = slice_of("", 0);
    if (u->depth && u->quoted) {
        u->quoted = take_binary(u, line) ? u->quoted : 0;
        return UNDO_PART;
    }
    if (u->depth && !line.len)
        return tell_fields(u, p), UNDO_DONE;
    if (n && n < line.len && line.ptr[n] == '=' && (u->depth || slice_starts(line, "__"))) {
        if (!u->depth)
            strbuf_clear(&u->fields);
        u->depth = 1;
        keep_field(u, slice_head(line, n), slice_from(line, n + 1));
        return UNDO_PART;
    }
    if (u->depth && n && n == line.len) {
        strbuf_clear(&u->scratch);
        strbuf_slice(&u->scratch, line);
        strbuf_char(&u->scratch, '=');
        u->quoted = 1;
        return UNDO_PART;
    }
    p->text = line;
    if (!u->depth)
        return UNDO_NO;
    u->depth = 0;                       /* broken off */
    return UNDO_DONE;
}

/* "Wed 2024-05-01 10:11:12.123456 CEST [s=4a...;i=...]" */
static int begins_verbose(struct smtplog_slice line)
{
    struct stamp stamp;
    return line.len > 24 && line.ptr[3] == ' ' && stamp_scan_full(&line, &stamp) &&
           slice_starts(line, "[s=");
}

/* journalctl -o verbose: such a line, and under it, indented, FIELD=value; the next such line
 * ends the record. */
enum undone undo_verbose(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice line = p->text, field = slice_trim(line);
    const size_t n = name_length(field);

    p->text = slice_of("", 0);
    if (begins_verbose(line)) {
        if (u->depth) {
            u->rest = line;
            return tell_fields(u, p), UNDO_DONE;
        }
        strbuf_clear(&u->fields);
        struct smtplog_slice stamp = slice_head(line, (size_t)slice_find(line, "[s="));
        keep_field(u, SLICE_LIT("REALTIME_TIMESTAMP"), stamp);
        u->depth = u->anew = 1;
        return UNDO_PART;
    }
    if (u->depth && slice_starts(line, "  ")) {
        if (n && n < field.len && field.ptr[n] == '=')
            keep_field(u, slice_head(field, n), slice_from(field, n + 1));
        return UNDO_PART;
    }
    if (u->depth)
        return u->rest = line, tell_fields(u, p), UNDO_DONE;
    p->text = line;
    return UNDO_NO;
}

/* "*** 3. row ***" (mysql -E, \G), "-[ RECORD 3 ]---" (psql -x), "LogRecord #3" (OpenTelemetry's
 * debug exporter): a record begins. */
static int begins_list(struct smtplog_slice line)
{
    struct smtplog_slice c = line;
    uint64_t n;
    if (scan_lit(&c, "***")) {
        while (scan_lit(&c, "*"))
            ;
        return scan_lit(&c, " ") && scan_number(&c, 10, &n) && slice_starts(c, ". row ***");
    }
    return (scan_lit(&c, "-[ RECORD ") && scan_number(&c, 10, &n) && slice_starts(c, " ]")) ||
           (scan_lit(&c, "LogRecord #") && scan_number(&c, 10, &n) && !c.len);
}

/* "   Message : value", "message | value": 1, and *c is the value. */
static int scan_named(struct smtplog_slice *c, struct smtplog_slice *name)
{
    struct smtplog_slice rest = slice_trim(*c);
    size_t i = 0;
    while (i < rest.len && (scan_is_alnum(rest.ptr[i]) || strchr("_.-", rest.ptr[i])))
        i++;
    *name = slice_head(rest, i);
    rest = slice_from(rest, i);
    while (scan_lit(&rest, " "))
        ;
    if (!i || !rest.len || !strchr(":|", rest.ptr[0]) || (rest.len > 1 && rest.ptr[1] != ' '))
        return 0;
    *c = slice_trim(slice_from(rest, 1));
    return 1;
}

/* "Str(line)" as OpenTelemetry shows a value's type. */
static struct smtplog_slice strip_type(struct smtplog_slice c)
{
    struct smtplog_slice inside = c;
    if (!slice_ends(c, ")") || !scan_lit(&inside, "Str("))
        return c;
    return slice_head(inside, inside.len - 1);
}

/* A field's name and its value, a line each, under such a head or not: then an empty line ends a
 * record (PowerShell's Format-List).  A log line ends it too: files may mix. */
enum undone undo_list(struct undoing *u, struct peeled *p)
{
    static const char never[] = "1970-01-01 00:00:00 ";     /* OpenTelemetry's unset time */
    struct smtplog_slice line = p->text, c = line, name;
    const int begins = begins_list(line), named = scan_named(&c, &name);
    const int other = u->depth && !begins && !named && unwrap_is_line(line);

    p->text = slice_of("", 0);
    if (u->depth && (begins || other || !slice_trim(line).len)) {
        u->depth = 0;
        u->rest = begins || other ? line : slice_of(NULL, 0);
        return tell_fields(u, p) == UNDO_DONE ? UNDO_DONE : UNDO_PART;
    }
    if (begins || (!u->depth && named)) {
        strbuf_clear(&u->fields);
        u->depth = u->anew = 1;
    }
    if (!u->depth) {
        p->text = line;
        return UNDO_NO;
    }
    if (named && !slice_starts(c, never))
        keep_field(u, name, strip_type(c));
    return UNDO_PART;
}

/* The pid's column in front of Exim's debugging, where it is shown. */
static uint32_t scan_column(struct smtplog_slice *c)
{
    struct smtplog_slice rest = *c;
    uint64_t pid;
    while (scan_lit(&rest, " "))
        ;
    if (!scan_number(&rest, 10, &pid) || !slice_starts(rest, " "))
        return 0;
    *c = slice_from(rest, 1);
    return (uint32_t)pid;
}

static int names_a_log(struct smtplog_slice c)
{
    static const char *const logs[] = {" MAIN", " PANIC", " REJECT"};
    return slice_starts(c, "LOG: ") &&
           slice_holds_any(c, logs, sizeof logs / sizeof *logs);
}

/* Exim's log as "exim -bd -v" and -d show it on a terminal, and containers keep it (log.c,
 * log_write()): "LOG: MAIN REJECT", and below it, behind two blanks, the text.  The time is
 * whoever's kept it. */
enum undone undo_eximv(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    const uint32_t pid = scan_column(&c);

    if (names_a_log(c)) {
        u->depth = u->anew = 1;
        p->text = slice_of("", 0);
        return UNDO_PART;
    }
    if (!u->depth)
        return UNDO_NO;
    u->depth = 0;
    p->outer.tag = SLICE_LIT("exim");
    p->outer.pid = pid;
    p->outer.complete = p->outer.stamped;
    p->text = p->outer.body = slice_trim(c);
    return UNDO_DONE;
}
