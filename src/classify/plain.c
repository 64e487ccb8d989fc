/* Prose of a reply.  One pass over its pieces, which are parted by blanks and by the signs that
 * enclose URLs; each piece is judged by its form alone. */
#include "classify/plain.h"

#include "smtp/token.h"

static int is_end(char c)
{
    return c == ' ' || strchr("<>\"()[]{};,", c) != NULL;
}

/* The length of the piece at the front. */
static size_t piece_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && s.ptr[len] && !is_end(s.ptr[len]))
        len++;
    return len ? len : 1;
}

static size_t host_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && (scan_is_alnum(s.ptr[len]) || strchr(".-_", s.ptr[len])))
        len++;
    while (len && strchr(".-_", s.ptr[len - 1]))
        len--;
    return token_is_host(slice_head(s, len)) ? len : 0;
}

static int is_path(struct smtplog_slice s)
{
    if (s.len > 3 && scan_is_alnum(s.ptr[0]) && s.ptr[1] == ':' && s.ptr[2] == '\\')
        return 1;
    return s.len > 2 && s.ptr[0] == '/' && scan_is_alnum(s.ptr[1]);
}

/* "\321\217" is one letter to Exim's log. */
static int take_octal(struct strbuf *out, struct smtplog_slice s)
{
    if (s.len < 4 || s.ptr[0] != '\\' || s.ptr[1] < '2' || s.ptr[1] > '3')
        return 0;
    if (s.ptr[2] < '0' || s.ptr[2] > '7' || s.ptr[3] < '0' || s.ptr[3] > '7')
        return 0;
    strbuf_char(out, (char)((s.ptr[1] - '0') * 64 + (s.ptr[2] - '0') * 8 + s.ptr[3] - '0'));
    return 1;
}

static void put_word(struct strbuf *out, struct smtplog_slice s)
{
    while (s.len) {
        size_t taken = take_octal(out, s) ? 4 : 1;
        if (taken == 1)
            strbuf_char(out, s.ptr[0]);
        s = slice_from(s, taken);
    }
}

/* What is no word of a sentence (URL, path, host) becomes a placeholder, so that no general
 * pattern finds a word in it. */
static void put_piece(struct strbuf *out, struct smtplog_slice s)
{
    ptrdiff_t scheme = slice_find(s, "://");
    size_t host;
    if (scheme >= 0 || slice_starts(s, "www.")) {
        strbuf_str(out, "<url>");
    } else if (is_path(s)) {
        strbuf_str(out, "<path>");
    } else if ((host = host_len(s)) > 0) {
        struct smtplog_slice tail = slice_from(s, host);
        strbuf_str(out, tail.len > 1 && tail.ptr[0] == '/' ? "<url>" : "<host>");
        if (!tail.len || tail.ptr[0] != '/')
            put_word(out, tail);
    } else {
        put_word(out, s);
    }
}

/* What belongs to a URL goes with it, up to the next blank: its placeholders part it in pieces. */
static size_t url_rest(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && !strchr(" \")];,", s.ptr[len]))
        len++;
    return len;
}

void plain_words(struct strbuf *out, struct smtplog_slice text)
{
    while (text.len) {
        size_t len = piece_len(text), before = out->len;
        if (len == 1 && is_end(text.ptr[0]))
            strbuf_char(out, text.ptr[0]);
        else
            put_piece(out, slice_head(text, len));
        text = slice_from(text, len);
        if (slice_is(slice_from(strbuf_view(out), before), "<url>"))
            text = slice_from(text, url_rest(text));
    }
}
