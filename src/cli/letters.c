/* One pass over what is about to be shown, character by character. */
#include "cli/letters.h"

#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <strings.h>

enum { SEQUENCE_MAX = 4096 };

/* Symbols that the house prints, in ASCII of the same width. */
static const struct { const char *symbol, *ascii; } symbols[] = {
    {"…", "~"}, {"–", "-"}, {"—", "-"}, {"−", "-"}, {"×", "x"}, {"·", "."}, {"≈", "~"}, {"→", ">"},
    {"←", "<"}, {"▲", "^"}, {"▼", "v"}, {"•", "*"}, {"№", "N"}, {"«", "\""}, {"»", "\""},
    {"“", "\""}, {"”", "\""}, {"„", "\""}, {"’", "'"}, {"‘", "'"}, {"≥", ">"}, {"≤", "<"},
    {"\u00a0", " "}, {"\u202f", " "}, {"│", "|"}, {"─", "-"}, {"┌", "+"}, {"┬", "+"}, {"┐", "+"},
    {"├", "+"}, {"┼", "+"}, {"┤", "+"}, {"└", "+"}, {"┴", "+"}, {"┘", "+"}, {"▁", "_"}, {"▂", "."},
    {"▃", ","}, {"▄", "-"}, {"▅", "="}, {"▆", "+"}, {"▇", "*"}, {"█", "#"},
};

/* The order of POSIX:  LC_ALL, then LC_CTYPE, then LANG; one that is empty counts as not set. */
static const char *locale_word(char *(*get)(const char *))
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *word = get(variables[i]);
        if (word && *word)
            return word;
    }
    return NULL;
}

struct letters letters_of(char *(*get)(const char *), int foreign)
{
    const char *word = locale_word(get);
    struct letters l = {.is_asked = word != NULL, .to = (iconv_t)-1, .keep = foreign};
    /* a UTF-8 locale that is not installed here is still what the terminal speaks */
    if (word && (strcasestr(word, "utf-8") || strcasestr(word, "utf8"))) {
        l.is_utf8 = 1;
        return l;
    }
    locale_t locale = word ? newlocale(LC_CTYPE_MASK, word, (locale_t)0) : (locale_t)0;
    if (!locale)
        return l;
    const char *set = nl_langinfo_l(CODESET, locale);
    l.is_utf8 = strcasecmp(set, "UTF-8") == 0;
    if (!l.is_utf8 && strcasecmp(set, "ANSI_X3.4-1968") != 0) {
        l.to = iconv_open(set, "UTF-8");
        l.keep &= l.to == (iconv_t)-1;
    }
    freelocale(locale);
    return l;
}

void letters_release(struct letters *l)
{
    if (l->to != (iconv_t)-1)
        iconv_close(l->to);
    l->to = (iconv_t)-1;
}

static const char *symbol_of(struct smtplog_slice character)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (slice_is(character, symbols[i].symbol))
            return symbols[i].ascii;
    return NULL;
}

/* A character beyond ASCII in the terminal's own set. */
static void convert(struct strbuf *out, const struct letters *l, struct smtplog_slice character)
{
    char bytes[16], *in = (char *)(uintptr_t)character.ptr, *to = bytes;
    size_t in_len = character.len, room = sizeof bytes;
    if (l->to != (iconv_t)-1 && iconv(l->to, &in, &in_len, &to, &room) == 0 && in_len == 0) {
        strbuf_add(out, bytes, sizeof bytes - room);
        return;
    }
    const char *ascii = symbol_of(character);
    if (ascii)
        strbuf_str(out, ascii);
    else if (l->keep)
        strbuf_slice(out, character);
    else
        for (int n = text_width(character); n > 0; n--)
            strbuf_char(out, '?');
}

/* The length of the house's own sequence at the front of text: a colour (ECMA-48 SGR) or a link
 * (OSC 8).  0: it is none; -1: it may become one. */
static int sequence(struct smtplog_slice text)
{
    size_t i = 2;
    if (text.len < 2)
        return -1;
    if (text.ptr[1] == '[') {
        while (i < text.len && (scan_is_digit(text.ptr[i]) || text.ptr[i] == ';'))
            i++;
        return i == text.len ? (i < 16 ? -1 : 0) : text.ptr[i] == 'm' ? (int)i + 1 : 0;
    }
    struct smtplog_slice front = slice_str("\033]8;;");
    size_t len = text.len < front.len ? text.len : front.len;
    if (memcmp(text.ptr, front.ptr, len) != 0)
        return 0;
    for (i = front.len; i < text.len && text.ptr[i] > 0x20 && text.ptr[i] < 0x7f; i++)
        ;
    if (i + 1 < text.len)
        return text.ptr[i] == '\033' && text.ptr[i + 1] == '\\' ? (int)i + 2 : 0;
    return i == text.len || text.ptr[i] == '\033' ? (text.len < SEQUENCE_MAX ? -1 : 0) : 0;
}

/* What is no plain letter at the front of text: how many bytes were taken, 0: more must come. */
static size_t control(struct strbuf *out, struct smtplog_slice text,
                      const struct letters_way *way, int last)
{
    char c = text.ptr[0];
    if (c == '\n' || c == '\t') {
        strbuf_char(out, c);
        return 1;
    }
    if (c == '\r' && text.len == 1 && !last)
        return 0;
    if (c == '\r' && text.len > 1 && text.ptr[1] == '\n') {
        strbuf_str(out, "\r\n");
        return 2;
    }
    int n = c == '\033' && way->styled ? sequence(text) : 0;
    if (n > 0)
        strbuf_slice(out, slice_head(text, (size_t)n));
    else if (n < 0 && !last)
        return 0;
    else
        text_escape(out, (unsigned char)c);
    return n > 0 ? (size_t)n : 1;
}

/* 1 if the bytes at the front are the beginning of a character that goes on behind them. */
static int is_cut(struct smtplog_slice text)
{
    unsigned char c = (unsigned char)text.ptr[0];
    size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 1;
    for (size_t i = 1; i < text.len && i < want; i++)
        if ((text.ptr[i] & 0xc0) != 0x80)
            return 0;
    return text.len < want;
}

/* The character at the front of text, which is no plain letter: how many bytes were taken, 0: more
 * must come. */
static size_t take_one(struct strbuf *out, struct smtplog_slice text,
                       const struct letters_way *way, int last)
{
    uint32_t c;
    size_t n = text_decode(text, &c);
    if (!n && !last && is_cut(text))
        return 0;
    if (!n && way->guard)
        text_escape(out, (unsigned char)text.ptr[0]);
    else if (!n)
        strbuf_char(out, text.ptr[0]);
    else if (c < 0x20 && way->guard)
        return control(out, text, way, last);
    else if (way->guard && text_is_unsafe(c))
        text_escape(out, c);
    else if (c < 0x80 || way->letters->is_utf8)
        strbuf_slice(out, slice_head(text, n));
    else
        convert(out, way->letters, slice_head(text, n));
    return n ? n : 1;
}

size_t letters_fit(struct strbuf *out, struct smtplog_slice text, const struct letters_way *way,
                   int last)
{
    size_t taken = 0;
    for (size_t n; text.len; taken += n, text = slice_from(text, n)) {
        for (n = 0; n < text.len && text.ptr[n] >= 0x20 && text.ptr[n] < 0x7f;)
            n++;
        strbuf_slice(out, slice_head(text, n));
        if (n == 0 && (n = take_one(out, text, way, last)) == 0)
            break;
    }
    return taken;
}
