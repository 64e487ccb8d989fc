/* unwrap_text.c - a line that was written as text of something else: a string of a programming
 * language, a web page */
#include "frame/unwrap_rows.h"

#include <strings.h>

/* The four digits of "\u003c" at i; -1: they are none. */
static int scan_unicode(struct smtplog_slice c, size_t i)
{
    int n = 0;
    if (i + 4 > c.len)
        return -1;
    for (size_t k = i; k < i + 4; k++) {
        const char ch = c.ptr[k], low = (char)(ch | 0x20);
        if (!scan_is_digit(ch) && (low < 'a' || low > 'f'))
            return -1;
        n = n * 16 + (scan_is_digit(ch) ? ch - '0' : low - 'a' + 10);
    }
    return n;
}

/* The escape whose backslash stands at i.  -> its length. */
static size_t unescape(struct smtplog_slice c, size_t i, struct strbuf *out)
{
    const char ch = i + 1 < c.len ? c.ptr[i + 1] : '\\';
    const int code = ch == 'u' ? scan_unicode(c, i + 2) : -1;

    if (code >= ' ' && code < 0x7f) {
        strbuf_char(out, (char)code);
        return 6;
    }
    if (ch == 'n' || ch == 'r' || ch == 't')
        strbuf_char(out, ch == 'n' ? '\n' : ch == 'r' ? '\r' : '\t');
    else if (strchr("\\\"'/`", ch))
        strbuf_char(out, ch);
    else
        return strbuf_add(out, c.ptr + i, 2), 2;
    return 2;
}

/* "name": "value", the member of an object. */
static int is_member(struct smtplog_slice c)
{
    struct smtplog_slice name;
    c = slice_from(c, 1);
    return scan_until(&c, '"', &name) && slice_starts(c, ":") && !memchr(name.ptr, ' ', name.len);
}

/* "line", 'line', b'line', `line`, a comma behind it: one of a list, pasted, or printed for
 * programmers.  Doubled single quotes are one (YAML, SQL). */
enum undone undo_string(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = slice_trim(p->text);
    if (slice_ends(c, ",") || slice_ends(c, ";"))
        c.len--;
    if (slice_starts(c, "b'") || slice_starts(c, "b\"") || slice_starts(c, "u'"))
        c = slice_from(c, 1);
    const char quote = c.len > 1 ? c.ptr[0] : 0;
    if (!quote || !strchr("\"'`", quote) || c.ptr[c.len - 1] != quote || is_member(c))
        return UNDO_NO;
    c = slice_from(slice_head(c, c.len - 1), 1);
    strbuf_clear(&u->scratch);
    for (size_t i = 0; i < c.len;) {
        if (c.ptr[i] == '\\' && quote != '`') {
            i += unescape(c, i, &u->scratch);
            continue;
        }
        i += quote == '\'' && c.ptr[i] == '\'' && i + 1 < c.len && c.ptr[i + 1] == '\'';
        strbuf_char(&u->scratch, c.ptr[i++]);
    }
    p->text = strbuf_view(&u->scratch);
    while (slice_ends(p->text, "\n"))
        p->text.len--;
    return UNDO_DONE;
}

/* A string or an object's message that is a text of several lines: the first of them, and the
 * others as what is left.  fields.c gives a message's further lines apart, right behind it. */
enum undone undo_text_lines(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, more = p->outer.more, line;
    const int is_rest = more.ptr && c.ptr >= more.ptr && c.ptr <= more.ptr + more.len;

    if (more.ptr && more.ptr == c.ptr + c.len + 1)
        c.len += 1 + more.len;
    if (!scan_until(&c, '\n', &line)) {
        if (!is_rest)
            return UNDO_NO;
        line = c;
        c.len = 0;
    }
    if (slice_ends(line, "\r"))
        line.len--;
    p->outer.more = slice_of(NULL, 0);
    p->text = p->outer.body = line;
    u->rest = c;
    return UNDO_DONE;
}

static int is_one_of(struct smtplog_slice word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.len == strlen(list[i]) && strncasecmp(word.ptr, list[i], word.len) == 0)
            return 1;
    return 0;
}

/* What a web page writes for signs that it keeps for itself. */
static const struct { const char *entity, *sign; } entities[] = {
    {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#34;", "\""},
    {"&apos;", "'"}, {"&nbsp;", " "}, {"&#x27;", "'"}, {"&#x2F;", "/"}, {"&amp;", "&"},
};
enum { ENTITIES = sizeof entities / sizeof *entities };

/* The sign that an entity at the front stands for; NULL: none begins here. */
static const char *scan_entity(struct smtplog_slice *c)
{
    for (size_t k = 0; k < ENTITIES; k++)
        if (scan_lit(c, entities[k].entity))
            return entities[k].sign;
    return NULL;
}

enum { ELEMENT_MOST = 128 };

/* Elements of a page that stand around lines. */
static const char *const elements[] = {
    "br", "p", "li", "ul", "ol", "td", "tr", "th", "table", "tbody", "div", "span", "pre", "code",
    "b", "i", "a", "font",
};

/* "<br>", "</li>", "<span class=x>"; other words between brackets are the log's. */
static int scan_element(struct smtplog_slice *c)
{
    struct smtplog_slice near = slice_head(*c, ELEMENT_MOST), inside;
    if (!scan_lit(&near, "<") || !scan_until(&near, '>', &inside))
        return 0;
    scan_lit(&inside, "/");
    size_t len = 0;
    while (len < inside.len && scan_is_alnum(inside.ptr[len]))
        len++;
    if ((len < inside.len && !strchr(" /", inside.ptr[len])) ||
        !is_one_of(slice_head(inside, len), elements, sizeof elements / sizeof *elements))
        return 0;
    *c = slice_from(*c, (size_t)(near.ptr - c->ptr));
    return 1;
}

enum undone undo_html(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    const char *sign;
    size_t found = 0, i;

    if (!c.len || (!memchr(c.ptr, '&', c.len) && !memchr(c.ptr, '<', c.len)))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    while (c.len) {
        for (i = 0; i < c.len && c.ptr[i] != '&' && c.ptr[i] != '<'; i++)
            ;
        strbuf_slice(&u->scratch, slice_head(c, i));
        c = slice_from(c, i);
        sign = c.len && c.ptr[0] == '&' ? scan_entity(&c) : NULL;
        if (sign || (c.len && scan_element(&c))) {
            strbuf_str(&u->scratch, sign ? sign : "");
            found++;
        } else if (c.len) {
            strbuf_char(&u->scratch, c.ptr[0]);
            c = slice_from(c, 1);
        }
    }
    if (!found)
        return UNDO_NO;
    p->text = strbuf_view(&u->scratch);
    return UNDO_DONE;
}
