/* Some servers send bounces as pages alone: tags go, and what a browser would show as a new
 * line is one. */
#include "pasted/html.h"

#include <strings.h>

static const struct { const char *name, *text; } entities[] = {
    {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"},
    {"&apos;", "'"}, {"&nbsp;", " "}, {"&#160;", " "}, {"&#43;", "+"}, {"&#64;", "@"},
};

static int is_tag(struct smtplog_slice tag, const char *name)
{
    size_t n = strlen(name);
    scan_lit(&tag, "/");
    return tag.len >= n && strncasecmp(tag.ptr, name, n) == 0 &&
           (tag.len == n || !scan_is_alnum(tag.ptr[n]));
}

/* Tags behind which a new line begins. */
static int ends_line(struct smtplog_slice tag)
{
    static const char *const names[] = {"br", "p", "div", "tr", "td", "li", "h1", "h2", "h3",
                                        "table", "pre", "title"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_tag(tag, names[i]))
            return 1;
    return 0;
}

/* Passes over <style> and <script> with what is in them. */
static void skip_hidden(struct smtplog_slice *rest, struct smtplog_slice tag)
{
    const char *end = is_tag(tag, "style") ? "</style" : is_tag(tag, "script") ? "</script" : NULL;
    if (!end || tag.ptr[0] == '/')
        return;
    for (; rest->len; *rest = slice_from(*rest, 1))
        if (rest->len > strlen(end) && strncasecmp(rest->ptr, end, strlen(end)) == 0)
            return;
}

/* The few entities that mail programs write; another one stays as it is. */
static void take_entity(struct strbuf *out, struct smtplog_slice *rest)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (scan_lit(rest, entities[i].name)) {
            strbuf_str(out, entities[i].text);
            return;
        }
    strbuf_char(out, '&');
    *rest = slice_from(*rest, 1);
}

void html_to_text(struct strbuf *text)
{
    struct strbuf out = {0};
    struct smtplog_slice rest = strbuf_view(text), tag;
    while (rest.len) {
        if (rest.ptr[0] == '<' && rest.len > 1 &&
            (scan_is_alnum(rest.ptr[1]) || strchr("/!", rest.ptr[1]))) {
            rest = slice_from(rest, 1);
            if (!scan_until(&rest, '>', &tag))
                break;
            skip_hidden(&rest, tag);
            if (ends_line(tag))
                strbuf_char(&out, '\n');
        } else if (rest.ptr[0] == '&') {
            take_entity(&out, &rest);
        } else {
            strbuf_char(&out, rest.ptr[0]);
            rest = slice_from(rest, 1);
        }
    }
    strbuf_release(text);
    *text = out;
}
