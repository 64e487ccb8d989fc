/* Lines are dealt out: what is fixed first, then troubles up to a third, then the sections. */
#include "render/top_brief.h"

#include "phrase/say.h"
#include "render/format.h"
#include "render/health_text.h"
#include "render/lay.h"

/* One line of a text that may be a stranger's. */
static void line(struct strbuf *out, struct smtplog_slice text, const struct text_options *o,
                 enum style_kind kind)
{
    struct strbuf safe = {0}, fitted = {0};
    text_for_terminal(&safe, text);
    text_fit(&fitted, strbuf_view(&safe), o->width);
    lay_styled(out, strbuf_text(&fitted), kind, o->style);
    strbuf_char(out, '\n');
    strbuf_release(&safe);
    strbuf_release(&fitted);
}

static int count_lines(const struct strbuf *text)
{
    int n = 0;
    for (size_t i = 0; i < text->len; i++)
        n += text->ptr[i] == '\n';
    return n;
}

/* "1. The smart host does not take this server's login: 59 failures ..." */
static void troubles(struct strbuf *out, const struct health *h, const struct text_options *o,
                     int most)
{
    struct strbuf text = {0}, rest = {0};
    size_t len = h->len > (size_t)most && most > 0 ? (size_t)most - 1 : h->len;
    for (size_t i = 0; i < len && most > 0; i++) {
        strbuf_clear(&text);
        strbuf_fmt(&text, "%2zu. ", i + 1);
        health_say_trouble(&text, h, &h->troubles[i], o->adviser);
        line(out, strbuf_view(&text), o, h->troubles[i].yours ? STYLE_WORSE : STYLE_PLAIN);
    }
    if (len < h->len && most > 0) {
        uint64_t more = h->len - len;
        strbuf_fmt(&rest, tr_n(o->adviser->lang, "    and %llu more", "    and %llu more", more),
                   (unsigned long long)more);
        line(out, strbuf_view(&rest), o, STYLE_FAINT);
    }
    strbuf_release(&text);
    strbuf_release(&rest);
}

void top_brief(struct strbuf *out, const struct top *t, const struct health *h,
               const struct text_options *o, int rows)
{
    struct strbuf text = {0};
    struct text_options brief = *o;
    int sections = 0;
    top_text_header(&text, t, o);
    if (filter_is_any(&t->options.filter))
        health_text_verdict(&text, h, o);
    int left = rows - count_lines(&text);
    if (filter_is_any(&t->options.filter)) {
        size_t start = text.len;
        troubles(&text, h, o, left / 3 < 8 ? left / 3 : 8);
        left -= count_lines(&(struct strbuf){.ptr = text.ptr + start, .len = text.len - start});
    }
    for (int i = 0; i < 3; i++)
        sections += t->section[i].len > 0;
    brief.section_rows = sections ? (left - 1 - sections) / sections : 0;
    if (!t->count) {
        say_none(&text, &t->coverage, filter_is_any(&t->options.filter), o->adviser->lang);
        strbuf_char(&text, '\n');
    } else if (brief.section_rows > 0) {
        top_text_sections(&text, t, &brief);
    }
    strbuf_slice(out, strbuf_view(&text));
    strbuf_release(&text);
}
