/* Small pieces of layout that text renderings share. */
#include "render/lay.h"

#include <string.h>

void lay_part(struct strbuf *out, struct smtplog_slice part, int width)
{
    enum { GAP = 3 };
    if (!part.len)
        return;
    const char *end = out->len ? memrchr(out->ptr, '\n', out->len) : NULL;
    size_t start = end ? (size_t)(end - out->ptr) + 1 : 0;
    int at = text_width(slice_from(strbuf_view(out), start));
    if (at && at + GAP + text_width(part) > width)
        strbuf_char(out, '\n');
    else if (at)
        strbuf_blanks(out, GAP);
    strbuf_slice(out, part);
}

void lay_count(struct strbuf *out, int64_t n, const char *words, int width,
               const struct lang *lang)
{
    struct strbuf part = {0};
    lang_count(&part, n, lang);
    strbuf_fmt(&part, " %s", words);
    lay_part(out, strbuf_view(&part), width);
    strbuf_release(&part);
}

void lay_subject(struct strbuf *out, const char *words, struct period period,
                 const struct coverage *c, int width, const struct lang *lang)
{
    const char *const lists[] = {c->hosts, c->mtas};
    struct strbuf part = {0};

    strbuf_fmt(&part, "%s ", words);
    period_text(&part, period, lang);
    lay_part(out, strbuf_view(&part), width);
    for (int i = 0; i < 2; i++) {
        strbuf_clear(&part);
        if (lists[i])
            text_for_terminal(&part, slice_str(lists[i]));
        lay_part(out, strbuf_view(&part), width);
    }
    strbuf_char(out, '\n');
    strbuf_release(&part);
}

void lay_styled(struct strbuf *out, const char *text, enum style_kind kind, struct style style)
{
    struct smtplog_slice rest = slice_str(text), line;
    while (rest.len) {                  /* a pager draws each line by itself */
        int ended = scan_until(&rest, '\n', &line);
        if (!ended) {
            line = rest;
            rest.len = 0;
        }
        strbuf_str(out, style_begin(style, kind));
        strbuf_slice(out, line);
        strbuf_str(out, style_end(style, kind));
        if (ended)
            strbuf_char(out, '\n');
    }
}

void lay_labelled(struct strbuf *out, const char *label, int label_width,
                  struct smtplog_slice text, int indent, int width, struct style style)
{
    enum { GAP = 2 };
    struct strbuf safe = {0};
    struct smtplog_slice line;
    text_for_terminal(&safe, text);
    struct smtplog_slice rest = strbuf_view(&safe);
    int left = indent + label_width + GAP;
    for (int first = 1; wrap_line(&rest, width - left, &line); first = 0) {
        if (first) {
            strbuf_blanks(out, indent);
            lay_styled(out, label, STYLE_FAINT, style);
            strbuf_blanks(out, label_width + GAP - text_width(slice_str(label)));
        } else {
            strbuf_blanks(out, left);
        }
        strbuf_slice(out, line);
        strbuf_char(out, '\n');
    }
    strbuf_release(&safe);
}
