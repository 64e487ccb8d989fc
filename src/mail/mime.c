/* Only what a report needs: quoted-printable where text is mostly ASCII, base64 where it is
 * not, whichever is shorter. */
#include "mail/mime.h"

#include "base/base64.h"
#include "base/text.h"

enum {
    BASE64_LINE = 57,           /* bytes that fill a line of 76 */
    WORD_BYTES = 39             /* in one encoded word: "Subject: =?UTF-8?B?...?=" fits a line */
};

static int is_plain(unsigned char c)
{
    return c >= ' ' && c <= '~' && c != '=';
}

enum mime_encoding mime_encoding_for(struct smtplog_slice text)
{
    size_t coded = 0;
    for (size_t i = 0; i < text.len; i++)
        coded += !is_plain((unsigned char)text.ptr[i]) && text.ptr[i] != '\n';
    return coded > text.len / 6 ? MIME_BASE64 : MIME_QUOTED_PRINTABLE;
}

const char *mime_encoding_word(enum mime_encoding encoding)
{
    return encoding == MIME_BASE64 ? "base64" : "quoted-printable";
}

/* One line without its end.  A line is broken so that the "=" that says so still fits. */
static void add_quoted_line(struct strbuf *out, struct smtplog_slice line)
{
    size_t column = 0;
    int mistaken = slice_starts(line, "From ") || slice_is(line, ".");
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        int at_end = i + 1 == line.len;
        int plain = is_plain(c) && !(c == ' ' && at_end) && !(i == 0 && mistaken);
        size_t width = plain ? 1 : 3;
        if (column + width > (at_end ? MIME_LINE : MIME_LINE - 1)) {
            strbuf_str(out, "=\n");
            column = 0;
        }
        if (plain)
            strbuf_char(out, (char)c);
        else
            strbuf_fmt(out, "=%02X", c);
        column += width;
    }
    strbuf_char(out, '\n');
}

/* Line ends are the caller's own:  LF alone. */
static int next_line(struct smtplog_slice *text, struct smtplog_slice *line)
{
    size_t end = 0;
    if (text->len == 0)
        return 0;
    while (end < text->len && text->ptr[end] != '\n')
        end++;
    *line = slice_of(text->ptr, end);
    end += end < text->len;
    *text = slice_of(text->ptr + end, text->len - end);
    return 1;
}

/* RFC 2045, 6.8: lines of text end with CR LF before they are encoded. */
static void add_base64_text(struct strbuf *out, struct smtplog_slice text)
{
    struct strbuf canonical = {0};
    struct smtplog_slice line;
    while (next_line(&text, &line)) {
        strbuf_slice(&canonical, line);
        strbuf_str(&canonical, "\r\n");
    }
    for (size_t at = 0; at < canonical.len; at += BASE64_LINE) {
        size_t left = canonical.len - at;
        base64_add(out, canonical.ptr + at, left < BASE64_LINE ? left : BASE64_LINE);
        strbuf_char(out, '\n');
    }
    strbuf_release(&canonical);
}

void mime_text(struct strbuf *out, struct smtplog_slice text, enum mime_encoding encoding)
{
    struct smtplog_slice line;
    if (encoding == MIME_BASE64)
        add_base64_text(out, text);
    else
        while (next_line(&text, &line))
            add_quoted_line(out, line);
}

/* The longest front of clean UTF-8 within WORD_BYTES that ends with a whole character. */
static size_t word_front(struct smtplog_slice s)
{
    size_t n = s.len < WORD_BYTES ? s.len : WORD_BYTES;
    while (n > 0 && n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* Plain words in lines that begin with a blank, as RFC 5322 2.2.3 wants them; 0, and nothing is
 * appended: one of them is too long for a line. */
static int fold_words(struct strbuf *out, struct smtplog_slice words, size_t used)
{
    size_t start = out->len, column = used;
    if (used + words.len <= MIME_LINE) {
        strbuf_slice(out, words);
        return 1;
    }
    while (words.len) {
        size_t len = 0;
        while (len < words.len && words.ptr[len] != ' ')
            len++;
        if (len + 1 > MIME_LINE || (column == used && used + len > MIME_LINE)) {
            out->len = start;
            return 0;
        }
        if (out->len > start) {
            int fits = column + 1 + len <= MIME_LINE;
            strbuf_str(out, fits ? " " : "\n ");
            column = fits ? column + 1 : 1;
        }
        strbuf_slice(out, slice_of(words.ptr, len));
        column += len;
        words = slice_trim(slice_of(words.ptr + len, words.len - len));
    }
    return 1;
}

void mime_words(struct strbuf *out, struct smtplog_slice words, size_t used)
{
    struct strbuf clean = {0};
    int plain = 1;
    text_clean(&clean, words);
    for (size_t i = 0; i < clean.len; i++) {
        if ((unsigned char)clean.ptr[i] < ' ' || clean.ptr[i] == 0x7F)
            clean.ptr[i] = ' ';
        plain &= (unsigned char)clean.ptr[i] < 0x80;
    }
    struct smtplog_slice rest = slice_trim(strbuf_view(&clean));
    plain = plain && slice_find(rest, "=?") < 0 && fold_words(out, rest, used);
    for (int first = 1; !plain && rest.len; first = 0) {
        size_t n = word_front(rest);
        strbuf_str(out, first ? "=?UTF-8?B?" : "\n =?UTF-8?B?");
        base64_add(out, rest.ptr, n);
        strbuf_str(out, "?=");
        rest = slice_of(rest.ptr + n, rest.len - n);
    }
    strbuf_release(&clean);
}
