/* A log quotes strangers: what they wrote must not move a cursor, break a table or be invalid
 * UTF-8. utf8proc knows what a character is, so that the C library's locale does not matter. */
#include "base/text.h"

#include <utf8proc.h>

size_t text_decode(struct smtplog_slice s, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3
               : p[0] < 0xf5 ? 4 : 0;
    if (n == 0 || n > s.len)
        return 0;
    uint32_t c = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3f);
    }
    if (n > 1 && (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)))
        return 0;
    *out = c;
    return n;
}

/* How many bytes at the front are ASCII and no NUL, by eights: nearly all text is nothing else. */
static size_t plain_run(struct smtplog_slice s)
{
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= s.len; i += sizeof word) {
        memcpy(&word, s.ptr + i, sizeof word);
        if ((word | (word - ones)) & high)      /* a NUL borrows */
            break;
    }
    while (i < s.len && (signed char)s.ptr[i] > 0)
        i++;
    return i;
}

/* The same for letters of two bytes, which Cyrillic text is made of. */
static size_t pairs_run(struct smtplog_slice s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while (i + 1 < s.len && p[i] >= 0xc2 && p[i] < 0xe0 && (p[i + 1] & 0xc0) == 0x80)
        i += 2;
    return i;
}

int text_is_clean(struct smtplog_slice s)
{
    uint32_t c;
    for (size_t i = plain_run(s); i < s.len; i += plain_run(slice_from(s, i))) {
        size_t pairs = pairs_run(slice_from(s, i));
        if (pairs) {
            i += pairs;
            continue;
        }
        size_t n = text_decode(slice_from(s, i), &c);
        if (n == 0 || c == 0)
            return 0;
        i += n;
    }
    return 1;
}

void text_clean(struct strbuf *out, struct smtplog_slice s)
{
    uint32_t c;
    for (size_t i = 0; i < s.len;) {
        size_t n = text_decode(slice_from(s, i), &c);
        if (n == 0 || c == 0)
            strbuf_str(out, "\xef\xbf\xbd");
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
}

/* Characters that move the cursor, hide text or turn its direction: controls, and what Unicode
 * calls format characters and line separators (bidirectional marks, zero-width spaces, tags). */
int text_is_unsafe(uint32_t c)
{
    if (c < 0x7f)
        return c < 0x20;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return 1;
    default: return 0;
    }
}

/* By hand: a line of a stranger may be nothing but what must be escaped, and printf() takes a
 * thousand instructions for each. */
static void escape(struct strbuf *out, char sign, size_t digits, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    char *at = strbuf_room(out, 2 + digits);
    at[0] = '\\';
    at[1] = sign;
    for (size_t i = 1 + digits; i > 1; i--, c >>= 4)
        at[i] = hex[c & 0xf];
}

void text_escape(struct strbuf *out, uint32_t c)
{
    if (c < 0x100)
        escape(out, 'x', 2, c);
    else if (c < 0x10000)
        escape(out, 'u', 4, c);
    else
        escape(out, 'U', 8, c);
}

/* Beyond 16 bits JSON wants a pair of surrogates. */
static void json_escape(struct strbuf *out, uint32_t c)
{
    if (c >= 0x10000) {
        escape(out, 'u', 4, 0xd7c0 + (c >> 10));
        c = 0xdc00 + (c & 0x3ff);
    }
    escape(out, 'u', 4, c);
}

/* How many characters at the front JSON takes as they are: nearly all of nearly every text. */
static size_t json_run(struct smtplog_slice s)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] >= ' ' && s.ptr[n] < 0x7f && s.ptr[n] != '"' && s.ptr[n] != '\\')
        n++;
    return n;
}

void text_for_json(struct strbuf *out, struct smtplog_slice s)
{
    static const char *const shorts[0x20] = {
        ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t",
    };
    uint32_t c;
    strbuf_char(out, '"');
    for (size_t i = 0; i < s.len;) {
        size_t n = json_run(slice_from(s, i));
        strbuf_add(out, s.ptr + i, n);
        if ((i += n) == s.len)
            break;
        n = text_decode(slice_from(s, i), &c);
        if (n == 0)
            strbuf_str(out, "\xef\xbf\xbd");
        else if (c == '"' || c == '\\')
            strbuf_add(out, (const char[]){'\\', (char)c}, 2);
        else if (c < 0x20 && shorts[c])
            strbuf_str(out, shorts[c]);
        else if (text_is_unsafe(c))
            json_escape(out, c);
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
    strbuf_char(out, '"');
}

void text_for_terminal(struct strbuf *out, struct smtplog_slice s)
{
    uint32_t c;
    for (size_t i = 0; i < s.len;) {
        size_t n = text_decode(slice_from(s, i), &c);
        if (n == 0)
            escape(out, 'x', 2, (unsigned char)s.ptr[i]);
        else if (c == '\n')
            strbuf_char(out, ' ');
        else if (text_is_unsafe(c))
            text_escape(out, c);
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
}

/* Below combining marks everything is one column; above, the Unicode tables of utf8proc tell,
 * whatever the locale.  Terminals that measure by the same tables (tmux) agree to the column. */
static int columns_of(uint32_t c)
{
    return c < 0x300 ? 1 : utf8proc_charwidth((utf8proc_int32_t)c);
}

int text_width(struct smtplog_slice s)
{
    uint32_t c;
    int width = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = text_decode(slice_from(s, i), &c);
        width += n ? columns_of(c) : 1;
        i += n ? n : 1;
    }
    return width;
}

void text_fit(struct strbuf *out, struct smtplog_slice s, int columns)
{
    uint32_t c;
    size_t i = 0;
    int width = 0;
    if (text_width(s) <= columns) {
        strbuf_slice(out, s);
        return;
    }
    while (i < s.len) {
        size_t n = text_decode(slice_from(s, i), &c);
        int w = n ? columns_of(c) : 1;
        if (width + w > columns - 1)
            break;
        width += w;
        i += n ? n : 1;
    }
    strbuf_add(out, s.ptr, i);
    if (columns > 0)
        strbuf_str(out, "\xe2\x80\xa6");
}

/* 1 if a mark that belongs to the character before stands at i. */
static int starts_between(struct smtplog_slice s, size_t i)
{
    uint32_t c;
    return text_decode(slice_from(s, i), &c) && columns_of(c) == 0;
}

void text_fit_tail(struct strbuf *out, struct smtplog_slice s, int columns)
{
    uint32_t c;
    size_t i = 0;
    int left = text_width(s);
    if (left <= columns) {
        strbuf_slice(out, s);
        return;
    }
    while (i < s.len && (left > columns - 1 || starts_between(s, i))) {
        size_t n = text_decode(slice_from(s, i), &c);
        left -= n ? columns_of(c) : 1;
        i += n ? n : 1;
    }
    if (columns > 0)
        strbuf_str(out, "\xe2\x80\xa6");
    strbuf_slice(out, slice_from(s, i));
}

void text_lower_add(struct strbuf *out, struct smtplog_slice s)
{
    text_lower_copy(strbuf_room(out, s.len), s);
}
