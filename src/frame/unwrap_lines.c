/* unwrap_lines.c - records that take several lines: the journal's export format,
 * spread out JSON */
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

/* Follows a line's brackets and quotes. */
static void follow(struct undoing *u, struct smtplog_slice line)
{
    for (size_t i = 0; i < line.len; i++) {
        char ch = line.ptr[i];
        if (u->quoted && ch == '\\')
            i++;
        else if (ch == '"')
            u->quoted = !u->quoted;
        else if (!u->quoted)
            u->depth += (ch == '{') - (ch == '}');
    }
}

/* Objects over several lines, perhaps in a list: jq, journalctl -o json-pretty. */
enum undone undo_pretty(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice line = slice_trim(p->text);

    if (u->depth == 0) {
        if (slice_is(line, "[") || slice_is(line, "]") || slice_is(line, ",")) {
            p->text = slice_of("", 0);
            return UNDO_DONE;
        }
        if (!slice_starts(line, "{"))
            return UNDO_NO;
        strbuf_clear(&u->scratch);
        u->quoted = 0;
    }
    if (u->scratch.len + line.len > RECORD_MAX) {
        u->depth = 0;
        p->text = slice_of("", 0);
        return UNDO_DONE;
    }
    follow(u, line);
    strbuf_slice(&u->scratch, line);
    if (u->depth > 0) {
        p->text = slice_of("", 0);
        return UNDO_PART;
    }
    u->depth = 0;
    p->text = strbuf_view(&u->scratch);
    if (slice_ends(p->text, ","))
        p->text.len--;
    return UNDO_DONE;
}
