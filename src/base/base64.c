/* Both ways of Base64 (RFC 4648 section 4): reports are sent in it, bounces and challenges are
 * read from it.  Reading is lenient, for people paste what their mail program had folded. */
#include "base/base64.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct strbuf *out, const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
    for (; len >= 3; p += 3, len -= 3) {
        strbuf_char(out, alphabet[p[0] >> 2]);
        strbuf_char(out, alphabet[(p[0] & 3) << 4 | p[1] >> 4]);
        strbuf_char(out, alphabet[(p[1] & 15) << 2 | p[2] >> 6]);
        strbuf_char(out, alphabet[p[2] & 63]);
    }
    if (len == 0)
        return;
    strbuf_char(out, alphabet[p[0] >> 2]);
    strbuf_char(out, alphabet[(p[0] & 3) << 4 | (len == 2 ? p[1] >> 4 : 0)]);
    strbuf_char(out, len == 2 ? alphabet[(p[1] & 15) << 2] : '=');
    strbuf_char(out, '=');
}

int base64_read(struct strbuf *out, struct smtplog_slice s)
{
    unsigned bits = 0, have = 0;
    size_t digits = 0, i = 0;
    for (; i < s.len && s.ptr[i] != '='; i++) {
        if (strchr(" \t\r\n", s.ptr[i]) && s.ptr[i])
            continue;
        int d = scan_base64_digit(s.ptr[i]);
        if (d < 0)
            return 0;
        digits++;
        bits = bits << 6 | (unsigned)d;
        have += 6;
        if (have >= 8) {
            have -= 8;
            strbuf_char(out, (char)(bits >> have & 255));
        }
    }
    for (; i < s.len; i++)
        if (!strchr("= \t\r\n", s.ptr[i]) || !s.ptr[i])
            return 0;
    return digits > 0 && digits % 4 != 1;
}
