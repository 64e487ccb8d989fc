/* A word is told by its bytes alone; what it means in a sentence is for template.c to say. */
#include "smtp/token.h"

#include <strings.h>

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int is_letter(char c) { return is_alpha(c) || (unsigned char)c >= 0x80; }
static int is_hex(char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

static size_t run(struct smtplog_slice s, size_t from, int (*is)(char))
{
    size_t i = from;
    while (i < s.len && is(s.ptr[i]))
        i++;
    return i - from;
}

int token_is_ip4(struct smtplog_slice s)
{
    size_t at = 0;
    for (int part = 0; part < 4; part++) {
        size_t n = run(s, at, is_digit);
        if (n == 0 || n > 3)
            return 0;
        at += n;
        if (part < 3 && (at >= s.len || s.ptr[at++] != '.'))
            return 0;
    }
    return at == s.len;
}

int token_is_ip6(struct smtplog_slice s)
{
    size_t colons = 0, group = 0;
    size_t gaps = 0;
    if (s.len > 5 && strncasecmp(s.ptr, "IPv6:", 5) == 0)
        s = slice_from(s, 5);
    if (s.len < 2 || s.len > 45)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ':') {
            colons++;
            gaps += i && s.ptr[i - 1] == ':';
            group = 0;
        } else if (s.ptr[i] == '.') {
            return colons >= 2 && token_is_ip4(slice_from(s, i - group));
        } else if (!is_hex(s.ptr[i]) || ++group > 4) {
            return 0;
        }
    }
    return gaps ? gaps == 1 && colons <= 8 : colons == 7;
}

/* Words run together ("again.Please") are no host names: the last label is all of one case. */
int token_is_host(struct smtplog_slice s)
{
    size_t label = 0, dots = 0, lower = 0, upper = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '.') {
            if (label == 0)
                return 0;
            dots++;
            label = lower = upper = 0;
            continue;
        }
        lower += c >= 'a' && c <= 'z';
        upper += c >= 'A' && c <= 'Z';
        label++;
    }
    if (dots && label > 4 && strncasecmp(s.ptr + s.len - label, "xn--", 4) == 0)
        return 1;
    return dots && label >= 2 && (lower == label || upper == label);
}

/* YYYY-MM-DD */
static int is_date(struct smtplog_slice s)
{
    return s.len >= 10 && run(s, 0, is_digit) == 4 && s.ptr[4] == '-' &&
           run(s, 5, is_digit) == 2 && s.ptr[7] == '-' && is_digit(s.ptr[8]) && is_digit(s.ptr[9]);
}

static const char *const units[] = {
    "b", "k", "m", "g", "kb", "mb", "gb", "kib", "mib", "gib", "byte", "bytes", "octets",
    "ms", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes",
    "h", "hr", "hrs", "hour", "hours", "d", "day", "days", "w", "week", "weeks",
    "st", "nd", "rd", "th", "x", "msgs", "messages", "emails", "times",
};

/* A word that begins with digits and is no number: a quantity, or letters that happen to follow a
 * digit (8BITMIME, 7bit, 5xx). */
static enum token_kind leading_digits(struct smtplog_slice s, size_t digits)
{
    struct smtplog_slice rest = slice_from(s, digits);
    if (digits == 1 && rest.len >= 2 && strncasecmp(rest.ptr, "xx", 2) == 0)
        return TOKEN_WORD;
    if (digits == 1 && rest.len >= 3 && strncasecmp(rest.ptr, "bit", 3) == 0)
        return TOKEN_WORD;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (rest.len == strlen(units[i]) && strncasecmp(rest.ptr, units[i], rest.len) == 0)
            return TOKEN_QUANTITY;
    return TOKEN_ID;
}

/* Letters, then a short number, the parts joined by '-' or '_': OFR_506, DHE-RSA-AES256, TSS04. */
static int is_tag(struct smtplog_slice s)
{
    size_t at = 0, parts = 0, digits_in_all = 0;
    while (at < s.len) {
        size_t letters = run(s, at, is_letter);
        size_t digits = run(s, at + letters, is_digit);
        if (letters == 0 && (parts == 0 || digits > 4))
            return 0;
        if (digits > 6 || letters > 12)
            return 0;
        digits_in_all += digits;
        at += letters + digits;
        parts++;
        if (at < s.len && s.ptr[at] != '-' && s.ptr[at] != '_' && s.ptr[at] != '.')
            return 0;
        if (at < s.len && s.ptr[at] == '.' && !(at + 2 == s.len && is_digit(s.ptr[at + 1])))
            return 0;
        at += at < s.len;
    }
    return parts <= 6 && digits_in_all <= (parts > 1 ? 8 : 6);
}

enum token_kind token_kind(struct smtplog_slice s)
{
    struct smtplog_slice rest = s, enhanced;
    size_t digits = 0, letters = 0, latin = 0, dots = 0;

    for (size_t i = 0; i < s.len; i++) {
        digits += is_digit(s.ptr[i]);
        letters += is_letter(s.ptr[i]);
        latin += is_alpha(s.ptr[i]);
        dots += s.ptr[i] == '.';
    }
    if (letters == 0 && digits) {
        if (scan_enhanced(&rest, &enhanced) && rest.len == 0)
            return TOKEN_ENHANCED;
        if (token_is_ip4(s))
            return TOKEN_IP;
        if (is_date(s))
            return TOKEN_DATE;
        if (s.len == 6 && s.ptr[3] == '.' && (s.ptr[0] == '5' || s.ptr[0] == '4') && digits == 5)
            return TOKEN_CODE;
        return digits + dots == s.len && dots <= 1 ? TOKEN_NUMBER : TOKEN_ID;
    }
    if (dots && token_is_host(s))
        return TOKEN_HOST;
    if (digits == 0)
        return latin > 32 && latin == s.len ? TOKEN_ID : TOKEN_WORD;  /* Japanese has no blanks */
    if (is_date(s))
        return TOKEN_DATE;
    if (is_digit(s.ptr[0]))
        return leading_digits(s, run(s, 0, is_digit));
    return is_tag(s) ? TOKEN_TAG : TOKEN_ID;
}

static int is_local_part(char c)
{
    return scan_is_alnum(c) || (unsigned char)c >= 0x80 || (c && strchr(".-_+=!#$%&'*/~^{}|", c));
}

static int is_domain(char c)
{
    return scan_is_alnum(c) || (unsigned char)c >= 0x80 || c == '.' || c == '-' || c == '_';
}

/* Of a local part; RFC 5321 allows 64 bytes (4.5.3.1.1), rewritten ones are longer.  Looked for at
 * every word of a text, so never to the text's end. */
enum { LOCAL_MOST = 320 };

size_t token_before_ellipsis(struct smtplog_slice s)
{
    size_t at = run(slice_head(s, LOCAL_MOST + 1), 0, is_local_part);
    ptrdiff_t dots = slice_find(slice_head(s, at), "...");
    return dots > 0 && at < s.len && s.ptr[at] == '@' ? (size_t)dots : 0;
}

size_t token_address(struct smtplog_slice s, size_t *key)
{
    size_t at = run(slice_head(s, LOCAL_MOST + 1), 0, is_local_part), equals = 0, first = 0;
    *key = 0;
    if (at == 0 || at > LOCAL_MOST || at + 1 >= s.len || s.ptr[at] != '@')
        return 0;
    if (slice_find(slice_head(s, at), "...") >= 0)
        return 0;
    for (size_t i = at; i-- > 0;)
        if (s.ptr[i] == '=')
            equals++, first = i;
    if (equals == 1 && first < 16 && run(s, 0, is_alpha) == first)
        *key = first + 1;
    size_t domain = run(s, at + 1, is_domain);
    if (domain == 0 && s.ptr[at + 1] == '[') {
        const char *end = memchr(s.ptr + at, ']', s.len - at < 64 ? s.len - at : 64);
        return end ? (size_t)(end + 1 - s.ptr) : 0;
    }
    while (domain && s.ptr[at + domain] == '.')
        domain--;
    return domain ? at + 1 + domain : 0;
}
