/* Syslog as RFC 5424 has it, with structured data in front of the message. */
#include "frame/exim.h"
#include "frame/shape.h"

/* A field up to the blank; "-" (NILVALUE) is not known. */
static int scan_field(struct smtplog_slice *c, struct smtplog_slice *out)
{
    if (!scan_until(c, ' ', out) || out->len == 0)
        return 0;
    if (slice_is(*out, "-"))
        *out = (struct smtplog_slice){0};
    return 1;
}

/* STRUCTURED-DATA (RFC 5424 section 6.3): "-" or [id name="value" ...]..., where a backslash
 * protects '"', '\' and ']' in a value. */
static int scan_structured_data(struct smtplog_slice *c)
{
    size_t i = 0;
    int quoted = 0;
    if (scan_lit(c, "-"))
        return 1;
    while (i < c->len && c->ptr[i] == '[') {
        for (i++; i < c->len && (quoted || c->ptr[i] != ']'); i++) {
            if (c->ptr[i] == '\\' && quoted)
                i++;
            else if (c->ptr[i] == '"')
                quoted = !quoted;
        }
        if (i >= c->len)
            return 0;
        i++;
    }
    if (i == 0)
        return 0;
    *c = slice_from(*c, i);
    return 1;
}

/* "postfix/smtpd[9]" where APP-NAME should stand alone: a relay that did not part them. */
static void part_pid(struct shaped *out)
{
    struct smtplog_slice c = out->tag, tag;
    uint64_t pid;
    if (scan_until(&c, '[', &tag) && scan_number(&c, 10, &pid) && slice_is(c, "]")) {
        out->tag = tag;
        out->pid = (uint32_t)pid;
    }
}

int shape_rfc5424(struct smtplog_slice c, struct shaped *out)
{
    struct smtplog_slice procid, msgid;
    uint64_t pid;
    if (!scan_lit(&c, "1 ") || !stamp_scan_iso(&c, &out->stamp) || !scan_field(&c, &out->host) ||
        !scan_field(&c, &out->tag) || !scan_field(&c, &procid) || !scan_field(&c, &msgid) ||
        !scan_structured_data(&c))
        return 0;
    if (procid.len && scan_number(&procid, 10, &pid) && procid.len == 0)
        out->pid = (uint32_t)pid;
    else if (!procid.len && slice_ends(out->tag, "]"))
        part_pid(out);
    scan_lit(&c, " ");
    scan_lit(&c, "\xef\xbb\xbf");           /* section 6.4: BOM before UTF-8 text */
    scan_lit(&c, " ");                      /* rsyslog's messages keep the blank after the tag */
    out->body = c;
    if (!out->tag.len || !memchr(out->tag.ptr, '/', out->tag.len))
        out->flags |= SMTPLOG_LINE_CUT_TAG;
    shape_body(out);
    exim_unwrap(out);
    return 1;
}
