/* Strangers' text as cells show it: Markdown. */
#include "render/format.h"

#include "base/text.h"

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
