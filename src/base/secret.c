/* Finds "AUTH MECHANISM CREDENTIALS" anywhere: the words stand in quotes, behind arrows, or
 * alone. */
#include "base/secret.h"

#include <strings.h>

/* Of a mechanism's name (RFC 4422 section 3.1). */
static size_t mechanism_len(struct smtplog_slice c)
{
    size_t n = 0;

    while (n < c.len && n < 21 && (scan_is_alnum(c.ptr[n]) || c.ptr[n] == '-' || c.ptr[n] == '_'))
        n++;
    return n;
}

static size_t base64_len(struct smtplog_slice c)
{
    size_t n = 0;

    while (n < c.len && (scan_is_alnum(c.ptr[n]) || c.ptr[n] == '+' || c.ptr[n] == '/' ||
                         c.ptr[n] == '='))
        n++;
    return n;
}

/* A list of mechanisms is no secret: "AUTH PLAIN LOGIN". */
static int is_mechanism(struct smtplog_slice word)
{
    static const char *const names[] = {
        "PLAIN", "LOGIN", "CRAM", "DIGEST", "NTLM", "GSSAPI", "XOAUTH2", "SCRAM", "EXTERNAL",
        "OAUTHBEARER", "ANONYMOUS", "GSS",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(word, names[i]))
            return 1;
    return 0;
}

/* Where the credentials begin if an AUTH command stands at `c`, and how long they are; 0: none. */
static size_t find_secret(struct smtplog_slice c, size_t *len)
{
    size_t at, n;

    if (c.len < 5 || strncasecmp(c.ptr, "AUTH", 4) != 0 || !scan_is_blank(c.ptr[4]))
        return 0;
    at = 4 + slice_blanks(slice_from(c, 4));
    n = mechanism_len(slice_from(c, at));
    if (n < 2 || at + n >= c.len || !scan_is_blank(c.ptr[at + n]))
        return 0;
    at += n + slice_blanks(slice_from(c, at + n));
    *len = base64_len(slice_from(c, at));
    return *len && !is_mechanism(slice_head(slice_from(c, at), *len)) ? at : 0;
}

int secret_mask(struct strbuf *out, struct smtplog_slice text)
{
    int found = 0;
    size_t from = 0, len, at;

    for (size_t i = 0; i + 5 < text.len; i++) {
        if ((text.ptr[i] | 0x20) != 'a' || (i && scan_is_alnum(text.ptr[i - 1])) ||
            !(at = find_secret(slice_from(text, i), &len)))
            continue;
        strbuf_slice(out, slice_head(slice_from(text, from), i + at - from));
        strbuf_str(out, "(...)");
        from = i + at + len;
        i = from - 1;
        found = 1;
    }
    strbuf_slice(out, slice_from(text, from));
    return found;
}
