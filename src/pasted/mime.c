/* Finds the parts of a pasted message that tell of a failure; broken messages are the rule
 * here, so nothing is refused. */
#include "pasted/mime.h"

#include "base/base64.h"
#include "base/mem.h"
#include "pasted/charset.h"
#include "pasted/html.h"

#include <stdlib.h>
#include <strings.h>

static int is_nocase(struct smtplog_slice a, const char *lit)
{
    return a.len == strlen(lit) && strncasecmp(a.ptr, lit, a.len) == 0;
}

static int starts_nocase(struct smtplog_slice a, const char *lit)
{
    return a.len >= strlen(lit) && strncasecmp(a.ptr, lit, strlen(lit)) == 0;
}

/* ---- header ---------------------------------------------------------------------- */

/* "Name:" at the front, RFC 5322 section 2.2. */
static size_t field_name(struct smtplog_slice line)
{
    size_t i = 0;
    while (i < line.len && line.ptr[i] > ' ' && line.ptr[i] < 127 && line.ptr[i] != ':')
        i++;
    return i && i < line.len && line.ptr[i] == ':' ? i : 0;
}

/* Splits at the first empty line. */
static struct smtplog_slice header_of(struct smtplog_slice message, struct smtplog_slice *body)
{
    struct smtplog_slice rest = message;
    while (rest.len) {
        const char *start = rest.ptr;
        if (scan_next_line(&rest).len == 0) {
            *body = rest;
            return slice_head(message, (size_t)(start - message.ptr));
        }
    }
    *body = rest;
    return message;
}

struct smtplog_slice mime_field(struct smtplog_slice header, const char *name)
{
    struct smtplog_slice rest = header;
    while (rest.len) {
        struct smtplog_slice line = scan_next_line(&rest);
        size_t len = field_name(line);
        if (!len || !is_nocase(slice_head(line, len), name))
            continue;
        struct smtplog_slice value = slice_from(line, len + 1);
        while (rest.len && scan_is_blank(rest.ptr[0])) {
            line = scan_next_line(&rest);
            value.len = (size_t)(line.ptr + line.len - value.ptr);
        }
        return slice_trim(value);
    }
    return slice_of(NULL, 0);
}

/* A message begins with fields, and one of them only a message has. */
int mime_is_message(struct smtplog_slice text)
{
    static const char *const proofs[] = {"Content-Type", "Subject", "Received", "Return-Path",
                                         "MIME-Version", "From"};
    struct smtplog_slice body, header, rest;
    if (slice_starts(text, "From ")) {
        rest = text;
        scan_next_line(&rest);
        text = rest;
    }
    header = header_of(text, &body);
    rest = header;
    if (!field_name(scan_next_line(&rest)))
        return 0;
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        if (mime_field(header, proofs[i]).ptr)
            return body.len > 0;
    return 0;
}

/* "boundary=..." of a Content-Type, quoted or not. */
static struct smtplog_slice parameter(struct smtplog_slice value, const char *name)
{
    struct smtplog_slice item, rest = value;
    if (!scan_until(&rest, ';', &item))
        return slice_of(NULL, 0);
    while (rest.len) {
        while (rest.len && strchr(" \t\r\n;", rest.ptr[0]))
            rest = slice_from(rest, 1);
        size_t len = 0, end;
        while (len < rest.len && rest.ptr[len] != '=')
            len++;
        item = slice_trim(slice_head(rest, len));
        rest = slice_from(rest, len + 1);
        int quoted = scan_lit(&rest, "\"");
        for (end = 0; end < rest.len &&
             (quoted ? rest.ptr[end] != '"' : !strchr("; \t\r\n", rest.ptr[end]));)
            end++;
        if (is_nocase(item, name))
            return slice_head(rest, end);
        rest = slice_from(rest, end + (size_t)quoted);
    }
    return slice_of(NULL, 0);
}

/* ---- encodings ------------------------------------------------------------------- */

static int hex(char c)
{
    return scan_is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 section 6.7; what is wrong stays as it is. */
static void quoted_printable(struct strbuf *out, struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '=') {
            strbuf_char(out, s.ptr[i]);
        } else if (i + 2 < s.len && hex(s.ptr[i + 1]) >= 0 && hex(s.ptr[i + 2]) >= 0) {
            strbuf_char(out, (char)(hex(s.ptr[i + 1]) * 16 + hex(s.ptr[i + 2])));
            i += 2;
        } else {                        /* a soft line break */
            while (i + 1 < s.len && strchr(" \t\r", s.ptr[i + 1]) && s.ptr[i + 1])
                i++;
            i += i + 1 < s.len && s.ptr[i + 1] == '\n';
        }
    }
}

/* Base64 that is damaged stays as it is: better letters that nobody reads than none. */
static void decode(struct strbuf *out, struct smtplog_slice body, struct smtplog_slice encoding)
{
    if (is_nocase(encoding, "quoted-printable")) {
        quoted_printable(out, body);
    } else if (is_nocase(encoding, "base64")) {
        if (!base64_read(out, body)) {
            strbuf_clear(out);
            strbuf_slice(out, body);
        }
    } else {
        strbuf_slice(out, body);
    }
}

/* ---- parts ----------------------------------------------------------------------- */

static void read_entity(struct mime *m, struct smtplog_slice entity, int depth);

/* Text, and the status of a bounce.  The message that bounced is somebody's own and says nothing
 * about why. */
static void add_part(struct mime *m, struct smtplog_slice header, struct smtplog_slice body,
                     struct smtplog_slice type)
{
    int status = starts_nocase(type, "message/delivery-status") ||
                 starts_nocase(type, "message/global-delivery-status");
    int html = starts_nocase(type, "text/html");
    if (m->len == MIME_PARTS || starts_nocase(type, "text/rfc822-headers") ||
        !(status || type.len == 0 || starts_nocase(type, "text")))
        return;
    struct mime_part *part = &m->parts[m->len++];
    *part = (struct mime_part){.kind = status ? MIME_STATUS : MIME_TEXT};
    decode(&part->body, body, mime_field(header, "Content-Transfer-Encoding"));
    charset_to_utf8(&part->body, parameter(type, "charset"));
    if (html)
        html_to_text(&part->body);
}

/* Each entity between two lines "--BOUNDARY". */
static void read_multipart(struct mime *m, struct smtplog_slice body,
                           struct smtplog_slice boundary, int depth)
{
    const char *start = NULL;
    struct smtplog_slice rest = body;
    while (rest.len) {
        const char *at = rest.ptr;
        struct smtplog_slice line = scan_next_line(&rest);
        if (!scan_lit(&line, "--") || !slice_eq(slice_head(line, boundary.len), boundary))
            continue;
        line = slice_trim(slice_from(line, boundary.len));
        if (line.len && !slice_is(line, "--"))
            continue;
        if (start)
            read_entity(m, slice_of(start, (size_t)(at - start)), depth + 1);
        start = line.len ? NULL : rest.ptr;
        if (line.len)
            return;
    }
    if (start)                          /* cut off: the last part goes to the end */
        read_entity(m, slice_of(start, (size_t)(body.ptr + body.len - start)), depth + 1);
}

/* A part, or parts within it down to a depth that no bounce needs. */
static void read_entity(struct mime *m, struct smtplog_slice entity, int depth)
{
    struct smtplog_slice body, header = header_of(entity, &body);
    struct smtplog_slice type = mime_field(header, "Content-Type");
    struct smtplog_slice boundary = parameter(type, "boundary");
    if (starts_nocase(type, "multipart/") && boundary.len && depth < MIME_DEPTH)
        read_multipart(m, body, boundary, depth);
    else
        add_part(m, header, body, type);
}

void mime_read(struct mime *m, struct smtplog_slice message)
{
    *m = (struct mime){0};
    if (slice_starts(message, "From "))
        scan_next_line(&message);
    read_entity(m, message, 0);
}

void mime_release(struct mime *m)
{
    for (size_t i = 0; i < m->len; i++)
        strbuf_release(&m->parts[i].body);
    m->len = 0;
}
