/* template_marks.c - what brackets, quotes and colons hold in a reply
 *
 * A pair of marks says more of what stands inside than the words could: <...> is an address or a
 * name, [...] an address of the network, quotes hold a name or somebody else's text.  Each
 * function stands at its mark and takes the whole, or nothing where the mark is just a sign. */
#include "smtp/template_maker.h"
#include "smtp/token.h"

/* The bytes between the mark at the front and the next `close`, if near; 0: not there. */
static int enclosed(const struct maker *m, char close, size_t max, struct smtplog_slice *inside)
{
    struct smtplog_slice rest = slice_head(slice_from(m->left, 1), max);
    const char *end = rest.len ? memchr(rest.ptr, close, rest.len) : NULL;
    *inside = slice_head(rest, end ? (size_t)(end - rest.ptr) : 0);
    return end != NULL;
}

static int has_blank(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (maker_is_blank(s.ptr[i]))
            return 1;
    return 0;
}

/* Command words as Postfix brackets them: <DATA>, <END-OF-MESSAGE>, <CR><LF>. */
static int is_command(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') && s.ptr[i] != '-')
            return 0;
    return s.len >= 2 && s.len <= 16;
}

/* What a template has made already stays: a template of a template is the template. */
static const char *const placeholders[] = {
    "address", "host", "ip", "id", "n", "date", "time", "name", "...",
};

static int is_placeholder(struct smtplog_slice s)       /* without its signs */
{
    for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
        if (slice_is(s, placeholders[i]))
            return 1;
    return 0;
}

/* "<...>": an address, a name, a command word, or just a sign. */
int maker_take_bracketed(struct maker *m)
{
    struct smtplog_slice s;
    if (!enclosed(m, '>', 512, &s) || memchr(s.ptr, '<', s.len) || slice_find(s, "://") >= 0)
        return 0;
    if (s.len == 0)
        maker_put_str(m, "<>");
    else if (memchr(s.ptr, '@', s.len))
        maker_put_str(m, "<address>");
    else if (has_blank(s))
        return 0;
    else if (is_command(s) || is_placeholder(s))
        maker_put(m, slice_head(m->left, s.len + 2));
    else if (token_is_ip4(s) || token_is_ip6(s) || s.ptr[0] == '[')
        maker_put_str(m, "<ip>");
    else
        maker_put_str(m, token_is_host(s) ? "<host>" : "<name>");
    maker_skip(m, s.len + 2);
    return 1;
}

/* Words and blanks only. */
static int is_plain(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != ' ' &&
            (!maker_is_word(s.ptr[i]) || scan_is_digit(s.ptr[i]) || s.ptr[i] == '.'))
            return 0;
    return 1;
}

/* Whether a line begins here: nothing, or a reply code and its '-' or blank, stands before. */
static int opens_line(const struct maker *m)
{
    size_t at = m->len;
    if (at == 0 || m->at_line)
        return 1;
    if (at < 4 || (m->out[at - 1] != '-' && m->out[at - 1] != ' '))
        return 0;
    for (size_t i = at - 4; i < at - 1; i++)
        if (!scan_is_digit(m->out[i]))
            return 0;
    return at == 4 || m->out[at - 5] == ' ';
}

/* A quoted name or foreign text; quoted plain words stay. */
int maker_take_quoted(struct maker *m)
{
    char quote = m->left.ptr[0];
    struct smtplog_slice s;
    if (m->left.ptr == m->closes)
        return 0;
    if (quote == '\'' && scan_is_alnum(maker_last(m)))
        return 0;                       /* an apostrophe */
    if (!enclosed(m, quote, quote == '"' ? 1024 : 80, &s) || s.len == 0)
        return 0;
    size_t after = s.len + 2;
    if (quote == '\'' && after < m->left.len && scan_is_alnum(m->left.ptr[after]))
        return 0;
    int words = is_plain(s), blank = has_blank(s);
    int local_part = after < m->left.len && m->left.ptr[after] == '@';      /* "a b"@example.org */
    if (blank && !local_part && (m->open_quotes || opens_line(m))) {
        m->closes = s.ptr + s.len;
        return 0;
    }
    int is_made = s.len > 2 && s.ptr[0] == '<' && s.ptr[s.len - 1] == '>' &&
                  is_placeholder(slice_head(slice_from(s, 1), s.len - 2));
    maker_put(m, slice_of(&quote, 1));
    if (is_command(s) || is_made || (blank && words && s.len <= 60 && !maker_ends_with(m, "=\"")))
        maker_put(m, s);
    else
        maker_put_str(m, memchr(s.ptr, '@', s.len) ? "<address>" : blank ? "<...>" : "<name>");
    maker_put(m, slice_of(&quote, 1));
    maker_skip(m, after);
    return 1;
}

size_t maker_bracketed_ip_len(struct smtplog_slice s)
{
    struct smtplog_slice inside = slice_head(slice_from(s, 1), 64);
    const char *end = inside.len ? memchr(inside.ptr, ']', inside.len) : NULL;
    if (!end)
        return 0;
    inside.len = (size_t)(end - inside.ptr);
    return token_is_ip4(inside) || token_is_ip6(inside) ? inside.len + 2 : 0;
}

int maker_take_ip_in_brackets(struct maker *m)
{
    size_t len = maker_bracketed_ip_len(m->left);
    if (len) {
        maker_put_str(m, "[<ip>]");
        maker_skip(m, len);
    }
    return len != 0;
}

/* IPv6 without brackets, and times of day: both have colons. */
int maker_take_colons(struct maker *m)
{
    size_t len = 0, colons = 0;
    int digits = 1;
    while (len < m->left.len && len < 46 &&
           (scan_is_digit(m->left.ptr[len]) || strchr("abcdefABCDEF:.", m->left.ptr[len]))) {
        colons += m->left.ptr[len] == ':';
        digits &= scan_is_digit(m->left.ptr[len]) || m->left.ptr[len] == ':';
        len++;
    }
    while (len && (m->left.ptr[len - 1] == '.' || (m->left.ptr[len - 1] == ':' && colons == 1)))
        colons -= m->left.ptr[--len] == ':';
    if (len && m->left.ptr[len - 1] == ':' && !(len > 1 && m->left.ptr[len - 2] == ':'))
        len--, colons--;                /* "2001:db8::1: refused" */
    if (colons < 1 ||
        (len < m->left.len && maker_is_word(m->left.ptr[len]) && m->left.ptr[len] != '.'))
        return 0;
    struct smtplog_slice s = slice_head(m->left, len);
    if (token_is_ip6(s))
        maker_put_str(m, "<ip>");
    else if (digits && colons <= 2 && len >= 4 && len <= 8 && scan_is_digit(s.ptr[len - 2]))
        maker_put_str(m, "<time>");
    else
        return 0;
    maker_skip(m, len);
    return 1;
}
