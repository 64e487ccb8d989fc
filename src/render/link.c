/* A link is a sequence before and one behind the words, ECMA-48 "OSC 8 ; ; URI ST".  It may not
 * span lines, because a pager draws each line by itself. */
#include "render/link.h"

#include <smtplog/scan.h>

/* An address of the web, of letters that no terminal takes for anything else. */
static int is_address(struct smtplog_slice text)
{
    if (!slice_starts(text, "https://"))
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= 0x20 || text.ptr[i] >= 0x7f)
            return 0;
    return 1;
}

/* "RFC 5321 section 4.2.3" at the front of text. */
static int rfc_address(struct strbuf *out, struct smtplog_slice text)
{
    enum { DIGITS = 5 };
    uint64_t number;
    if (!scan_lit(&text, "RFC ") || !scan_number(&text, DIGITS, &number))
        return 0;
    strbuf_fmt(out, "https://www.rfc-editor.org/rfc/rfc%llu", (unsigned long long)number);
    if (scan_lit(&text, " section ") && text.len && scan_is_digit(text.ptr[0])) {
        size_t n = 0;
        while (n < text.len && (scan_is_digit(text.ptr[n]) ||
                                (text.ptr[n] == '.' && n + 1 < text.len &&
                                 scan_is_digit(text.ptr[n + 1]))))
            n++;
        strbuf_fmt(out, "#section-%.*s", (int)n, text.ptr);
    }
    return 1;
}

int link_address(struct strbuf *out, struct smtplog_slice source)
{
    if (is_address(source)) {
        strbuf_slice(out, source);
        return 1;
    }
    for (; source.len; source = slice_from(source, 1))
        if (rfc_address(out, source))
            return 1;
    return 0;
}

void link_words(struct strbuf *out, struct smtplog_slice words, struct smtplog_slice source,
                struct style style)
{
    struct strbuf address = {0};
    struct smtplog_slice line;
    if (!style.links || !link_address(&address, source)) {
        strbuf_slice(out, words);
        words.len = 0;
    }
    while (words.len) {
        int ended = scan_until(&words, '\n', &line);
        if (!ended) {
            line = words;
            words.len = 0;
        }
        size_t blanks = 0;
        while (blanks < line.len && line.ptr[blanks] == ' ')
            blanks++;
        strbuf_blanks(out, (int)blanks);
        if (line.len > blanks)
            strbuf_fmt(out, "\033]8;;%s\033\\%.*s\033]8;;\033\\", address.ptr,
                       (int)(line.len - blanks), line.ptr + blanks);
        strbuf_str(out, ended ? "\n" : "");
    }
    strbuf_release(&address);
}
