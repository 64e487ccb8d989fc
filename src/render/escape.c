/* Strangers' text as cells show it: JSON, Markdown. */
#include "render/format.h"

#include "base/text.h"

void format_json_string(struct strbuf *out, struct smtplog_slice s)
{
    static const char shorts[] = "btnvfr";      /* \b is 8; \v has no short form in JSON */
    struct strbuf clean = {0};
    text_clean(&clean, s);
    strbuf_char(out, '"');
    for (size_t i = 0; i < clean.len; i++) {
        unsigned char c = (unsigned char)clean.ptr[i];
        if (c == '"' || c == '\\')
            strbuf_fmt(out, "\\%c", c);
        else if (c >= 8 && c <= 13 && c != 11)
            strbuf_fmt(out, "\\%c", shorts[c - 8]);
        else if (c < 0x20 || c == 0x7f)
            strbuf_fmt(out, "\\u%04x", c);
        else if (c == 0xc2 && (unsigned char)clean.ptr[i + 1] < 0xa0)   /* C1 controls */
            strbuf_fmt(out, "\\u%04x", (unsigned char)clean.ptr[++i]);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_char(out, '"');
    strbuf_release(&clean);
}

void format_markdown_text(struct strbuf *out, struct smtplog_slice s)
{
    struct strbuf safe = {0};
    text_for_terminal(&safe, s);
    for (size_t i = 0; i < safe.len; i++) {
        if (strchr("\\`*_[]<>|#~", safe.ptr[i]))
            strbuf_char(out, '\\');
        strbuf_char(out, safe.ptr[i]);
    }
    strbuf_release(&safe);
}
