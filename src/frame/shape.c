/* Takes a line apart by what stands in front: stamp, host, tag. All known fronts are tried,
 * since a file may have several. */
#include "frame/shape.h"

#include "frame/exim.h"
#include "frame/journal.h"

enum { TAG_MAX = 128, PID_MAX_DIGITS = 10 };

/* Byte classes of a tag's end: everything else belongs to the tag. */
static int ends_tag(char ch)
{
    return ch == ' ' || ch == ':' || ch == '[' || ch == '\t';
}

/* "[pid]:" at the front. */
static int scan_pid(struct smtplog_slice *c, uint32_t *pid)
{
    size_t i = 1;
    uint64_t n = 0;
    while (i < c->len && i <= PID_MAX_DIGITS && scan_is_digit(c->ptr[i]))
        n = n * 10 + (uint64_t)(c->ptr[i++] - '0');
    if (i < c->len && c->ptr[i] != ']') {       /* not a number: "[main]" */
        n = 0;
        while (i < c->len && i < TAG_MAX && c->ptr[i] != ']' && c->ptr[i] != ' ')
            i++;
    }
    if (i == 1 || i + 1 >= c->len || c->ptr[i] != ']' || c->ptr[i + 1] != ':')
        return 0;
    *pid = (uint32_t)n;
    *c = slice_from(*c, i + 2);
    return 1;
}

/* Where the word `word` ends as a tag: at its "[pid]:" or ":", and the pid.  0: it is no tag. */
static size_t tag_length(struct smtplog_slice word, uint32_t *pid)
{
    const size_t end = word.len - 2, most = PID_MAX_DIGITS + 1;
    const size_t least = end > most ? end - most : 0;
    size_t i = end;
    uint64_t n = 0;
    *pid = 0;
    if (word.ptr[end] != ']')
        return memchr(word.ptr, '[', word.len) ? 0 : word.len - 1;
    while (i > least && scan_is_digit(word.ptr[i - 1]))
        i--;
    if (i < 2 || word.ptr[i - 1] != '[' || i == end)
        return 0;
    for (size_t at = i; at < end; at++)
        n = n * 10 + (uint64_t)(word.ptr[at] - '0');
    *pid = (uint32_t)n;
    return i - 1;
}

/* The rare tags: a pid that is no number, no blank after the colon. */
static int scan_odd_tag(struct smtplog_slice *c, struct smtplog_slice *tag, uint32_t *pid)
{
    struct smtplog_slice rest;
    size_t i = 0, max = c->len < TAG_MAX ? c->len : TAG_MAX;
    for (; i < max; i++) {
        if (!ends_tag(c->ptr[i]))
            continue;
        if (c->ptr[i] != ':' || i + 1 == c->len || c->ptr[i + 1] == ' ')
            break;
    }
    if (i == 0 || i == max || c->ptr[i] == ' ' || c->ptr[i] == '\t')
        return 0;
    rest = slice_from(*c, i);
    *pid = 0;
    if (rest.ptr[0] == ':')
        rest = slice_from(rest, 1);
    else if (!scan_pid(&rest, pid))
        return 0;
    *tag = slice_head(*c, i);
    scan_lit(&rest, " ");
    *c = rest;
    return 1;
}

int shape_tag(struct smtplog_slice *c, struct smtplog_slice *tag, uint32_t *pid)
{
    const char *blank = c->len ? memchr(c->ptr, ' ', c->len < TAG_MAX ? c->len : TAG_MAX) : NULL;
    size_t len = blank ? (size_t)(blank - c->ptr) : 0;
    if (len >= 2 && blank[-1] == ':') {
        size_t tag_len = tag_length(slice_head(*c, len), pid);
        if (tag_len > 0) {
            *tag = slice_head(*c, tag_len);
            *c = slice_from(*c, len + 1);
            return 1;
        }
    }
    return scan_odd_tag(c, tag, pid);
}

/* Solaris syslogd puts "[ID 197553 mail.info] " before the message (msgid(4)). */
static void strip_solaris_id(struct smtplog_slice *body)
{
    struct smtplog_slice c = *body, word;
    uint64_t id;
    if (scan_lit(&c, "[ID ") && scan_number(&c, 10, &id) && scan_lit(&c, " ") &&
        scan_until_lit(&c, "] ", &word) && word.len < 20)
        *body = c;
}

/* Old syslogd, without a tag: the line before came N times more. */
static uint32_t scan_repeat(struct smtplog_slice c)
{
    uint64_t n;
    if (!scan_lit(&c, "last message repeated ") || !scan_number(&c, 9, &n))
        return 0;
    return slice_is(c, " times") || slice_is(c, " time") ? (uint32_t)n : 0;
}

/* rsyslog with $RepeatedMsgReduction: "message repeated N times: [ X]" stands for N records X,
 * after a first one that stands by itself (ratelimit.c ratelimitGenRepMsg). */
static uint32_t unwrap_repetition(struct smtplog_slice *body)
{
    struct smtplog_slice c = *body;
    uint64_t n;
    if (!scan_lit(&c, "message repeated ") || !scan_number(&c, 9, &n) ||
        !scan_lit(&c, " times: ["))
        return 0;
    c = slice_trim(c);
    if (slice_ends(c, "]"))
        c.len--;
    *body = slice_trim(c);
    return n ? (uint32_t)n : 1;
}

void shape_body(struct shaped *out)
{
    if (out->body.len && out->body.ptr[0] == '[')
        strip_solaris_id(&out->body);
    if (out->body.len && out->body.ptr[0] == 'm')
        out->times = unwrap_repetition(&out->body);
}

void shape_tail(struct smtplog_slice rest, struct shaped *out)
{
    struct smtplog_slice c = rest, word;
    if (c.len && c.ptr[0] == '<' && scan_until_lit(&c, "> ", &word) && word.len < 24)
        rest = c;                   /* FreeBSD syslogd -v: "<mail.info> " */
    struct smtplog_slice whole = c = rest;
    if (scan_until(&c, ' ', &word) && word.len < 256) {
        /* a local datagram has no host: "tag[pid]: body" at once */
        char last = word.len ? word.ptr[word.len - 1] : ' ';
        if (last != ':' || !shape_tag(&rest, &out->tag, &out->pid)) {
            out->host = word.len ? word : out->host;
            rest = c;
        }
    }
    if (!out->tag.ptr && !shape_tag(&rest, &out->tag, &out->pid)) {
        out->repeat = scan_repeat(rest);
        if (out->repeat == 0)
            out->repeat = scan_repeat(whole);   /* no host either */
    }
    out->body = rest;
    shape_body(out);
    rest = out->body;
    if (out->tag.ptr && rest.len && (rest.ptr[0] == '[' || scan_is_digit(rest.ptr[0])))
        exim_unwrap(out);
}

/* "<22>": a priority of RFC 3164 or 5424. */
static int scan_priority(struct smtplog_slice *c)
{
    struct smtplog_slice rest = *c;
    uint64_t priority;
    if (!scan_lit(&rest, "<") || !scan_number(&rest, 3, &priority) || !scan_lit(&rest, ">"))
        return 0;
    *c = rest;
    return 1;
}

static int shape_letter(struct smtplog_slice c, struct shaped *out)
{
    if (!stamp_scan_bsd(&c, &out->stamp) && !stamp_scan_full(&c, &out->stamp))
        return 0;
    shape_tail(c, out);
    return 1;
}

/* Is there a colon in the word in front?  No tag is without, and Exim's own lines go on with two
 * signs, "<=". */
static int has_colon(struct smtplog_slice c)
{
    for (size_t i = 0; i < c.len && c.ptr[i] != ' '; i++)
        if (c.ptr[i] == ':')
            return 1;
    return 0;
}

/* 1 if "HOST TAG[pid]: " or "HOST exim...: " follows the stamp: not Exim's file but a syslog
 * daemon told to write such stamps. */
static int is_syslog_tail(struct smtplog_slice c)
{
    struct smtplog_slice host, tag;
    uint32_t pid;
    if (c.len == 0 || !scan_is_alnum(c.ptr[0]) || !scan_until(&c, ' ', &host) ||
        !has_colon(c) || !shape_tag(&c, &tag, &pid) || (pid == 0 && !exim_is_tag(tag)))
        return 0;
    for (size_t i = 0; i < host.len; i++)
        if (!scan_is_alnum(host.ptr[i]) && !strchr(".-_:", host.ptr[i]))
            return 0;
    return 1;
}

/* A line that begins with Exim's stamp: one of its files, or a syslog template of this style
 * before host and tag. */
static int shape_exim(struct smtplog_slice c, struct shaped *out)
{
    if (!stamp_scan_exim(&c, &out->stamp))
        return 0;
    if (is_syslog_tail(c)) {
        shape_tail(c, out);
        return 1;
    }
    exim_scan_pid(&c, &out->pid);
    out->flags |= SMTPLOG_LINE_MTA_STAMP;
    out->body = c;
    return 1;
}

/* What begins with a digit:  Exim's own stamp, RFC 5424 without its priority, ISO 8601, Unix
 * time. */
static int shape_digit(struct smtplog_slice c, struct shaped *out)
{
    if (c.len > 10 && c.ptr[4] == '-' && c.ptr[10] == ' ')
        return shape_exim(c, out);
    if (c.len > 2 && c.ptr[0] == '1' && c.ptr[1] == ' ')
        return shape_rfc5424(c, out);
    if (!stamp_scan_iso(&c, &out->stamp) && !stamp_scan_unix(&c, &out->stamp))
        return 0;
    shape_tail(c, out);
    return 1;
}

/* All but the stamp, which every shape sets as a whole. */
static void clear(struct shaped *out)
{
    out->host = out->tag = out->body = out->more = (struct smtplog_slice){0};
    out->pid = out->flags = out->repeat = out->times = out->stripped = out->indent = 0;
}

int shape_line(struct journal *j, struct smtplog_slice text, struct shaped *out)
{
    struct smtplog_slice c = text;
    int known = 0;
    clear(out);
    while (c.len && (unsigned char)c.ptr[c.len - 1] <= ' ')
        c.len--;                                /* a terminal's, a form's or Markdown's */
    if (c.len && c.ptr[0] == 0x1e)              /* RFC 7464: journalctl -o json-seq */
        c = slice_from(c, 1);
    if (c.len == 0)
        return 0;
    if (c.ptr[0] == '{')
        return j && journal_shape(j, c, out);
    if (c.ptr[0] == '<' && !scan_priority(&c))
        return 0;
    if (c.len && scan_is_digit(c.ptr[0]))
        known = shape_digit(c, out);
    else if (c.len && c.ptr[0] >= 'A' && c.ptr[0] <= 'W')
        known = shape_letter(c, out);
    if (known)
        out->indent = (uint32_t)(out->body.ptr - text.ptr);
    return known;
}
