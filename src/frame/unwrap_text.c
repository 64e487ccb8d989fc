/* unwrap_text.c - a line that was written as text of something else: a string of a programming
 * language, a web page */
#include "frame/unwrap_rows.h"

#include <strings.h>

static int hex_digit(char ch)
{
    const char low = (char)(ch | 0x20);
    return scan_is_digit(ch) ? ch - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The four digits of "\u003c" at i; -1: they are none. */
static int scan_unicode(struct smtplog_slice c, size_t i)
{
    int n = 0;
    if (i + 4 > c.len)
        return -1;
    for (size_t k = i; k < i + 4; k++) {
        const int digit = hex_digit(c.ptr[k]);
        if (digit < 0)
            return -1;
        n = n * 16 + digit;
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

/* "cell","cell": a table's. */
static int is_row(struct smtplog_slice c)
{
    for (size_t i = 1; i + 2 < c.len; i++)
        if (c.ptr[i] == c.ptr[0] && c.ptr[i - 1] != '\\' && c.ptr[i + 1] == ',' &&
            c.ptr[i + 2] != ' ')
            return 1;
    return 0;
}

/* Quotes as books print them. */
static const struct { const char *open, *close; } marks[] = {
    {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\xe2\x80\x9e", "\xe2\x80\x9c"},
    {"\xe2\x80\x98", "\xe2\x80\x99"}, {"\xc2\xab", "\xc2\xbb"},
};

/* Between such: nothing in there is escaped. */
static int is_between_marks(struct smtplog_slice *c)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct smtplog_slice inside = *c;
        if (slice_ends(inside, marks[i].close) && scan_lit(&inside, marks[i].open)) {
            inside.len -= strlen(marks[i].close);
            *c = slice_trim(inside);
            return 1;
        }
    }
    return 0;
}

/* "line", 'line', b'line', `line`, a comma behind it: one of a list, pasted, or printed for
 * programmers.  Doubled quotes are one (YAML, SQL, cells of spreadsheets). */
enum undone undo_string(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = slice_trim(p->text);
    if (slice_ends(c, ",") || slice_ends(c, ";"))
        c.len--;
    if (is_between_marks(&c)) {
        p->text = c;
        return UNDO_DONE;
    }
    if (slice_starts(c, "b'") || slice_starts(c, "b\"") || slice_starts(c, "u'"))
        c = slice_from(c, 1);
    const char quote = c.len > 1 ? c.ptr[0] : 0;
    if (!quote || !strchr("\"'`", quote) || c.ptr[c.len - 1] != quote || is_member(c) ||
        is_row(c))
        return UNDO_NO;
    c = slice_from(slice_head(c, c.len - 1), 1);
    strbuf_clear(&u->scratch);
    for (size_t i = 0; i < c.len;) {
        if (c.ptr[i] == '\\' && quote != '`') {
            i += unescape(c, i, &u->scratch);
            continue;
        }
        i += quote != '`' && c.ptr[i] == quote && i + 1 < c.len && c.ptr[i + 1] == quote;
        strbuf_char(&u->scratch, c.ptr[i++]);
    }
    p->text = strbuf_view(&u->scratch);
    while (slice_ends(p->text, "\n"))
        p->text.len--;
    return UNDO_DONE;
}

/* How many lines a text may be: with fewer bytes a line, for their average, it is no log but what
 * somebody made of newlines, and each costs as a record does.  What is beyond goes on the last. */
enum { LINES_LEAST = 256, LINE_BYTES = 32 };

/* A string or an object's message that is a text of several lines: the first of them, and the
 * others as what is left.  fields.c gives a message's further lines apart, right behind it. */
enum undone undo_text_lines(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, more = p->outer.more, line;
    const int is_rest = more.ptr && c.ptr >= more.ptr && c.ptr <= more.ptr + more.len;

    if (more.ptr && more.ptr == c.ptr + c.len + 1)
        c.len += 1 + more.len;
    if (!u->goes_on)
        u->lines_left = LINES_LEAST + c.len / LINE_BYTES;
    if (!scan_until(&c, '\n', &line)) {
        if (!is_rest)
            return UNDO_NO;
        line = c;
        c.len = 0;
    }
    if (slice_ends(line, "\r"))
        line.len--;
    p->text = p->outer.body = line;
    p->outer.more = u->lines_left ? slice_of(NULL, 0) : c;
    u->rest = u->lines_left ? c : slice_of(NULL, 0);
    u->lines_left -= u->lines_left > 0;
    return UNDO_DONE;
}

/* What a web page writes for signs that it keeps for itself. */
static const struct { const char *entity, *sign; } entities[] = {
    {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&nbsp;", " "},
    {"&amp;", "&"},
};
enum { ENTITIES = sizeof entities / sizeof *entities, ELEMENT_MOST = 128 };

/* "&#39;", "&#x27;": a sign of ASCII by its number; 0: none begins here. */
static char scan_numbered(struct smtplog_slice *c)
{
    struct smtplog_slice rest = *c;
    uint64_t n = 0;
    if (!scan_lit(&rest, "&#"))
        return 0;
    if (scan_lit(&rest, "x") || scan_lit(&rest, "X")) {
        for (int digit; rest.len && n < 0x80 && (digit = hex_digit(rest.ptr[0])) >= 0;) {
            n = n * 16 + (uint64_t)digit;
            rest = slice_from(rest, 1);
        }
    } else if (!scan_number(&rest, 3, &n)) {
        return 0;
    }
    if (n < ' ' || n >= 0x7f || !scan_lit(&rest, ";"))
        return 0;
    *c = rest;
    return (char)n;
}

/* An entity at the front goes into `out` as the sign that it stands for. */
static int scan_entity(struct smtplog_slice *c, struct strbuf *out)
{
    const char sign = scan_numbered(c);
    if (sign) {
        strbuf_char(out, sign);
        return 1;
    }
    for (size_t k = 0; k < ENTITIES && c->len > 1 && c->ptr[0] == '&'; k++)
        if (c->ptr[1] == entities[k].entity[1] && scan_lit(c, entities[k].entity)) {
            strbuf_str(out, entities[k].sign);
            return 1;
        }
    return 0;
}

/* Elements of a page that stand within lines, and what is to be read for them. */
static const struct { const char *name, *text; } elements[] = {
    {"br", "\n"}, {"p", "\n"}, {"li", "\n"}, {"tr", "\n"}, {"div", "\n"}, {"td", "\t"},
    {"th", "\t"}, {"span", ""}, {"pre", ""}, {"code", ""}, {"b", ""}, {"i", ""}, {"a", ""},
    {"font", ""}, {"ul", ""}, {"ol", ""}, {"table", ""}, {"tbody", ""}, {"mark", ""},
    {"strong", ""}, {"em", ""},
};
enum { ELEMENTS = sizeof elements / sizeof *elements, NAME_MOST = 6 };     /* "strong" */

/* "<br>", "</li>", "<span class=x>"; other words between brackets are the log's. */
static int scan_element(struct smtplog_slice *c, struct strbuf *out)
{
    struct smtplog_slice near = slice_head(*c, ELEMENT_MOST), inside;
    size_t len = 0, k = 0;
    if (!scan_lit(&near, "<"))
        return 0;
    scan_lit(&near, "/");
    while (len < near.len && len <= NAME_MOST && scan_is_alnum(near.ptr[len]))
        len++;
    if (!len || len == near.len || !strchr(" />", near.ptr[len]))
        return 0;
    while (k < ELEMENTS && ((elements[k].name[0] ^ near.ptr[0]) % 32 ||
                            strlen(elements[k].name) != len ||
                            strncasecmp(elements[k].name, near.ptr, len) != 0))
        k++;
    if (k == ELEMENTS || !scan_until(&near, '>', &inside))
        return 0;
    strbuf_str(out, elements[k].text);
    *c = slice_from(*c, (size_t)(near.ptr - c->ptr));
    return 1;
}

/* Of XML any element may stand around a line: "<line><![CDATA[...]]></line>", "<v x='y'>...</v>".
 * How much of it there is at the front; 0: none. */
static size_t front_length(struct smtplog_slice c)
{
    struct smtplog_slice near = slice_head(c, ELEMENT_MOST), inside;
    if (scan_lit(&near, "<![CDATA["))
        return c.len - slice_from(c, 9).len;
    if (!scan_lit(&near, "<") || !near.len || !strchr("abcdefghijklmnopqrstuvwxyz", near.ptr[0]) ||
        !scan_until(&near, '>', &inside) || memchr(inside.ptr, '@', inside.len))
        return 0;
    return inside.len + 2;
}

/* The same at the end, "]]>" and "</line>". */
static size_t end_length(struct smtplog_slice c)
{
    ptrdiff_t begin = slice_ends(c, ">") ? slice_rfind(c, "</") : -1;
    if (slice_ends(c, "]]>"))
        return 3;
    if (begin < 0 || c.len - (size_t)begin > ELEMENT_MOST)
        return 0;
    for (size_t i = (size_t)begin + 2; i + 1 < c.len; i++)
        if (!scan_is_alnum(c.ptr[i]) && !strchr("._:-", c.ptr[i]))
            return 0;
    return c.len - (size_t)begin;
}

/* What stands between the elements around; where there is an end, there was a front. */
static struct smtplog_slice strip_elements(struct smtplog_slice c)
{
    size_t len, ends = 0;
    struct smtplog_slice inside = slice_trim(c);
    for (; (len = end_length(inside)) > 0; ends++)
        inside.len -= len;
    if (!ends)
        return c;
    while ((len = front_length(inside)) > 0)
        inside = slice_from(inside, len);
    return inside;
}

/* A line of a page or of XML: signs and elements are undone.  Breaks become newlines, for the row
 * "lines"; those at the edges are nothing. */
enum undone undo_html(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = strip_elements(p->text);
    size_t found = c.len != p->text.len, i;

    if (!c.len || (!found && !memchr(c.ptr, '&', c.len) && !memchr(c.ptr, '<', c.len)))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    while (c.len) {
        for (i = 0; i < c.len && c.ptr[i] != '&' && c.ptr[i] != '<'; i++)
            ;
        strbuf_slice(&u->scratch, slice_head(c, i));
        c = slice_from(c, i);
        if (c.len && (scan_entity(&c, &u->scratch) || scan_element(&c, &u->scratch))) {
            found++;
        } else if (c.len) {
            strbuf_char(&u->scratch, c.ptr[0]);
            c = slice_from(c, 1);
        }
    }
    if (!found)
        return UNDO_NO;
    c = strbuf_view(&u->scratch);
    while (c.len && strchr(" \t\n", c.ptr[c.len - 1]))
        c.len--;
    while (c.len && strchr(" \t\n", c.ptr[0]))
        c = slice_from(c, 1);
    p->text = c;
    return UNDO_DONE;
}

/* "\[9\]", "\<a\_b@example.org\>": what a program put before signs that Markdown would take for
 * its own. */
enum undone undo_backslashes(struct undoing *u, struct peeled *p)
{
    static const char signs[] = "\\`*_{}[]()<>#+-.!|~\"'";
    struct smtplog_slice c = p->text;
    size_t found = 0;

    if (!c.len || !memchr(c.ptr, '\\', c.len))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    for (size_t i = 0; i < c.len; i++) {
        const int escapes = c.ptr[i] == '\\' && i + 1 < c.len && strchr(signs, c.ptr[i + 1]);
        i += (size_t)escapes;
        found += (size_t)escapes;
        strbuf_char(&u->scratch, c.ptr[i]);
    }
    if (!found)
        return UNDO_NO;
    p->text = strbuf_view(&u->scratch);
    return UNDO_DONE;
}
