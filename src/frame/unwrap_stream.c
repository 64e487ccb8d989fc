/* unwrap_stream.c - JSON records wherever they stand: spread over lines, several in a line, in
 * lists, in the answers of web interfaces
 *
 * The text is walked byte by byte, whatever its lines are.  Outside of records it is only looked
 * for the next one.  A list in an object is a list of records if it has one of the names below:
 * then what was taken for a record was the envelope around it.  A record's text is given out as
 * it stands, its lines joined; what it says is the next row's. */
#include "frame/unwrap_rows.h"
#include "input/lines.h"

#include <strings.h>

/* What grows longer than a log's records do is none; strings that are whole logs do not count. */
enum { RECORD_MAX = 64 * 1024, LOG_MIN = 8 * 1024, LOGS_MAX = LINE_MAX_JSON };
enum { ENVELOPE_DEPTH = 6, NESTING_MAX = 1000 };

/* Lists of records in envelopes. */
static const char *const lists[] = {
    "events", "logEvents",              /* aws logs get-log-events, filter-log-events;
                                           subscriptions */
    "hits", "docs",                     /* Elasticsearch, OpenSearch, Kibana */
    "result", "values",                 /* Loki's query_range; Grafana */
    "resourceLogs", "scopeLogs", "logRecords",  /* OpenTelemetry's file exporter */
    "records", "tables", "rows",        /* Azure */
    "entries", "logs", "messages", "items", "results", "lines", "data",
    "stdout_lines", "stderr_lines",     /* Ansible */
};

/* The place of the next byte that is no blank, from i on. */
static size_t skip_blanks(struct smtplog_slice c, size_t i)
{
    return i + slice_blanks(slice_from(c, i));
}

/* The byte after the string that begins at i. */
static size_t string_end(struct smtplog_slice c, size_t i)
{
    for (i++; i < c.len && c.ptr[i] != '"'; i++)
        if (c.ptr[i] == '\\')
            i++;
    return i < c.len ? i + 1 : c.len;
}

/* The name in front of a value, at the end of what was read: "name": or ruby's "name" => . */
static struct smtplog_slice name_before(struct smtplog_slice read)
{
    while (read.len && strchr(" :=>", read.ptr[read.len - 1]))
        read.len--;
    if (!slice_ends(read, "\""))
        return slice_of(NULL, 0);
    read.len--;
    size_t n = read.len;
    while (n && read.ptr[n - 1] != '"')
        n--;
    return slice_from(read, n);
}

static int names_a_list(struct smtplog_slice name)
{
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        if (name.len == strlen(lists[k]) && strncasecmp(name.ptr, lists[k], name.len) == 0)
            return 1;
    return 0;
}

/* Is the list that begins behind what was read one of records? */
static int is_list_of_records(const struct undoing *u, struct smtplog_slice c, size_t i)
{
    const size_t next = skip_blanks(c, i + 1);

    if (u->depth > ENVELOPE_DEPTH ||
        (next < c.len && (c.ptr[next] == ']' || !strchr("{[\"", c.ptr[next]))))
        return 0;
    return names_a_list(name_before(strbuf_view(&u->scratch)));
}

static void begin_record(struct undoing *u)
{
    strbuf_clear(&u->scratch);
    u->awaits = 0;
    u->anew = 1;
}

/* A member of an envelope, whose name stands from i to `end`.  -> where its value begins; behind
 * it where it is a string, and in it where it is a list whose strings are no lines. */
static size_t walk_envelope(const struct undoing *u, struct smtplog_slice c, size_t i, size_t end)
{
    const struct smtplog_slice name = slice_head(slice_from(c, i + 1), end - i - 2);
    const size_t value = skip_blanks(c, skip_blanks(c, end) + 1);

    if (value < c.len && c.ptr[value] == '"')
        return string_end(c, value);
    return value < c.len && c.ptr[value] == '[' && !u->lists && !names_a_list(name) ? value + 1
                                                                                   : value;
}

/* A list begins outside of records: one of them, or one that is a record, [time, line]. */
static void walk_list(struct undoing *u, struct smtplog_slice c, size_t i)
{
    const size_t next = skip_blanks(c, i + 1);
    if (u->lists && next < c.len && c.ptr[next] != '{' && c.ptr[next] != ']') {
        begin_record(u);
        u->depth = 1;
        strbuf_char(&u->scratch, '[');
    } else {
        u->lists++;
    }
}

/* Outside of records: the byte at i, or the string that begins there.  -> where to go on. */
static size_t walk_outside(struct undoing *u, struct smtplog_slice c, size_t i, int *whole)
{
    size_t end;

    switch (c.ptr[i]) {
    case '{':
        begin_record(u);
        u->depth = 1;
        strbuf_char(&u->scratch, '{');
        return i + 1;
    case '[':
        walk_list(u, c, i);
        return i + 1;
    case ']':
        u->lists -= u->lists > 0;
        return i + 1;
    case '"':
        end = string_end(c, i);
        if (skip_blanks(c, end) < c.len && c.ptr[skip_blanks(c, end)] == ':')
            return walk_envelope(u, c, i, end);
        if (u->lists) {
            begin_record(u);
            strbuf_slice(&u->scratch, slice_head(slice_from(c, i), end - i));
            *whole = 1;
        }
        return end;
    default:
        return i + 1;
    }
}

/* Inside of a record. */
static size_t walk_inside(struct undoing *u, struct smtplog_slice c, size_t i, int *whole)
{
    const char ch = c.ptr[i];
    size_t end = i + 1;

    if (ch == '"')
        end = string_end(c, i);
    else if (ch == '{' || ch == '[')
        u->depth++;
    else if (ch == '}' || ch == ']')
        u->depth--;
    if (ch == '[' && is_list_of_records(u, c, i)) {
        u->depth = 0;
        u->lists = 1;
        return end;
    }
    strbuf_slice(&u->scratch, slice_head(slice_from(c, i), end - i));
    *whole = u->depth == 0;
    if (end - i > LOG_MIN && u->awaits + (end - i) <= LOGS_MAX)
        u->awaits += end - i;
    if (u->scratch.len > RECORD_MAX + u->awaits || u->depth > NESTING_MAX)
        u->depth = 0;                   /* no record of a log */
    return end;
}

/* Outside of records: could this line belong to such a text? */
static int may_go_on(const struct undoing *u, struct smtplog_slice c)
{
    if (!c.len || !strchr("{[]},\"", c.ptr[0]))
        return 0;
    return c.ptr[0] != '"' || u->lists || slice_find(c, "\":") > 0;
}

enum undone undo_pretty(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = slice_trim(p->text);
    int whole = 0;
    size_t i = 0;

    if (u->depth == 0 && !may_go_on(u, c)) {
        u->lists = 0;
        return UNDO_NO;
    }
    while (i < c.len && !whole)
        i = u->depth ? walk_inside(u, c, i, &whole) : walk_outside(u, c, i, &whole);
    p->text = whole ? strbuf_view(&u->scratch) : slice_of("", 0);
    while (i < c.len && strchr(" ,]}", c.ptr[i])) {
        u->lists -= c.ptr[i] == ']' && u->lists > 0;
        i++;
    }
    u->rest = slice_from(c, i);
    if (!whole && u->depth)
        strbuf_char(&u->scratch, ' ');
    return whole || !u->depth ? UNDO_DONE : UNDO_PART;
}
