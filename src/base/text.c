/* A log quotes strangers: what they wrote must not move a cursor, break a table or be invalid
 * UTF-8. Tables of code points stand here so that the C library's locale does not matter. */
#include "base/text.h"

#include <wchar.h>

/* Decodes one character at the front; its length, or 0 where the bytes are not UTF-8. */
static size_t decode(struct smtplog_slice s, uint32_t *out)
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

int text_is_clean(struct smtplog_slice s)
{
    uint32_t c;
    for (size_t i = plain_run(s); i < s.len; i += plain_run(slice_from(s, i))) {
        size_t n = decode(slice_from(s, i), &c);
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
        size_t n = decode(slice_from(s, i), &c);
        if (n == 0 || c == 0)
            strbuf_str(out, "\xef\xbf\xbd");
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
}

void text_for_json(struct strbuf *out, struct smtplog_slice s)
{
    static const char *const shorts[0x20] = {
        ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t",
    };
    uint32_t c;
    strbuf_char(out, '"');
    for (size_t i = 0; i < s.len;) {
        size_t n = decode(slice_from(s, i), &c);
        if (n == 0)
            strbuf_str(out, "\xef\xbf\xbd");
        else if (c == '"' || c == '\\')
            strbuf_add(out, (const char[]){'\\', (char)c}, 2);
        else if (c < 0x20 && shorts[c])
            strbuf_str(out, shorts[c]);
        else if (c < 0x20 || c == 0x7f)
            strbuf_fmt(out, "\\u%04x", (unsigned)c);
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
    strbuf_char(out, '"');
}

/* Characters that move the cursor, hide text or turn its direction. */
static int is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void text_for_terminal(struct strbuf *out, struct smtplog_slice s)
{
    uint32_t c;
    for (size_t i = 0; i < s.len;) {
        size_t n = decode(slice_from(s, i), &c);
        if (n == 0)
            strbuf_fmt(out, "\\x%02x", (unsigned char)s.ptr[i]);
        else if (c == '\n')
            strbuf_char(out, ' ');
        else if (is_unsafe(c))
            strbuf_fmt(out, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
        else
            strbuf_add(out, s.ptr + i, n);
        i += n ? n : 1;
    }
}

/* East Asian wide and emoji blocks of Unicode, coarse; wcwidth() depends on the locale. */
static int columns_of(uint32_t c)
{
    if ((c >= 0x300 && c < 0x370) || (c >= 0x1ab0 && c < 0x1b00) || (c >= 0x20d0 && c < 0x2100) ||
        (c >= 0xfe00 && c < 0xfe10) || (c >= 0xfe20 && c < 0xfe30))
        return 0;
    return (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) ||
           (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) ||
           (c >= 0xfe30 && c < 0xfe70) || (c >= 0xff00 && c < 0xff61) ||
           (c >= 0xffe0 && c < 0xffe7) || (c >= 0x1f300 && c < 0x1fb00) ||
           (c >= 0x20000 && c < 0x3fffe)
               ? 2 : 1;
}

int text_width(struct smtplog_slice s)
{
    uint32_t c;
    int width = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = decode(slice_from(s, i), &c);
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
        size_t n = decode(slice_from(s, i), &c);
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

void text_lower_add(struct strbuf *out, struct smtplog_slice s)
{
    char *room = strbuf_room(out, s.len);
    for (size_t i = 0; i < s.len; i++)
        room[i] = text_lower(s.ptr[i]);
}
