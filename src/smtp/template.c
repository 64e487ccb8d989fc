/* Replaces what differs from reply to reply, so that what repeats can be counted and matched.
 * Its version is part of the classifier's: another template is another reason. */
#include "smtp/template.h"

#include "base/text.h"
#include "smtp/template_maker.h"
#include "smtp/token.h"

#include <strings.h>

enum { TEXT_MAX = 8 * 1024 };       /* bytes of the text that are looked at */

char maker_last(const struct maker *m)
{
    return m->len ? m->out[m->len - 1] : ' ';
}

/* Whether the host, or a domain that it belongs to, is in the list. */
static int is_kept(const struct maker *m, struct smtplog_slice host)
{
    char lower[256];
    if (!m->kept || host.len > sizeof lower)
        return 0;
    text_lower_copy(lower, host);
    struct smtplog_slice domain = slice_of(lower, host.len);
    for (;;) {
        if (map_get(m->kept, domain))
            return 1;
        const char *dot = memchr(domain.ptr, '.', domain.len);
        if (!dot)
            return 0;
        domain = slice_from(domain, (size_t)(dot + 1 - domain.ptr));
    }
}

/* What may end right before a reply code, and only before one. */
static const char *const before_code[] = {
    ": ", "code ", "SMTP ", "error ", "-> ", "smtp;", "smtp; ", "responded with: \"",
    "(<address>:",
};

/* A reply code inside a text stays one where it stands as such: at the front, behind such words,
 * before an enhanced code, or before a reply in quotes. */
static int is_code_here(const struct maker *m, size_t len)
{
    struct smtplog_slice rest = slice_from(m->left, len + 1), enhanced;
    if (len != 3 || m->left.ptr[0] < '2' || m->left.ptr[0] > '5')
        return 0;
    if (m->left.len > 3 && m->left.ptr[3] != ' ' && m->left.ptr[3] != '-')
        return 0;
    for (size_t i = 0; i < sizeof before_code / sizeof *before_code; i++)
        if (maker_ends_with(m, before_code[i]))
            return 1;
    return m->len == 0 || slice_starts(slice_from(m->left, 3), "-'") ||
           scan_enhanced(&rest, &enhanced);
}

static const char *const mail_ports[] = {"25", "465", "587", "24", "2525", "10025", "10024"};

/* "RFC 5322": which one it is tells what is wrong. */
static int is_rfc(const struct maker *m)
{
    return m->len >= 4 && strncasecmp(m->out + m->len - 4, "RFC", 3) == 0 &&
           (maker_last(m) == ' ' || maker_last(m) == '-' || maker_last(m) == '.');
}

/* Numbers vary, but not those that say something: RFCs, reply codes, the ports of mail,
 * "#5.1.1". */
static void put_number(struct maker *m, struct smtplog_slice s)
{
    if (is_rfc(m) || is_code_here(m, s.len) || (maker_last(m) == '#' && m->len > 1 && s.len <= 5 &&
                                   scan_is_alnum(m->out[m->len - 2]))) {
        maker_put(m, s);
        return;
    }
    if (maker_last(m) == ':' && m->len > 1 &&
        (m->out[m->len - 2] == ']' || m->out[m->len - 2] == '>'))
        for (size_t i = 0; i < sizeof mail_ports / sizeof *mail_ports; i++)
            if (slice_is(s, mail_ports[i])) {
                maker_put(m, s);
                return;
            }
    maker_put_str(m, "<n>");
}

/* A date may go on with a time: 2026-11-23T20:37:00.123Z. */
static size_t date_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && (scan_is_digit(s.ptr[len]) || strchr("-:.TZ+", s.ptr[len])))
        len++;
    return len;
}

/* Names that clients choose: what stands behind "set_id=" and its like. */
static const char *const name_keys[] = {
    "set_id=", "sasl_username=", "username=", "user=", "login=", "helo=",
};

static int is_name_here(const struct maker *m)
{
    for (size_t i = 0; maker_last(m) == '=' && i < sizeof name_keys / sizeof *name_keys; i++)
        if (maker_ends_with(m, name_keys[i]))
            return 1;
    return 0;
}

/* The bytes of such a name: up to a blank or what closes the item. */
static size_t name_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && !maker_is_blank(s.ptr[len]) && !strchr(");,>]", s.ptr[len]))
        len++;
    return len;
}

/* Google ends its replies with a session id and " - gsmtp": letters only, now and then. */
static int is_session_id(struct smtplog_slice rest)
{
    return slice_starts(rest, " - gsmtp") || slice_starts(rest, " - gcdp ");
}

static int only_digits(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!scan_is_digit(s.ptr[i]))
            return 0;
    return 1;
}

/* One word; `len` bytes of it. */
static void take_word(struct maker *m, size_t len)
{
    struct smtplog_slice s = slice_head(m->left, len);
    char next = len < m->left.len ? m->left.ptr[len] : ' ';
    enum token_kind kind = is_session_id(slice_from(m->left, len)) ? TOKEN_ID : token_kind(s);

    if (len > 4 && s.ptr[3] == '-' && is_code_here(m, 3) && only_digits(slice_head(s, 3)))
        s.len = 3, kind = TOKEN_NUMBER;         /* 550-5.1.1 */
    if (next == '[' && kind != TOKEN_NUMBER && maker_bracketed_ip_len(slice_from(m->left, len)))
        kind = TOKEN_HOST, m->keep_host = 0;    /* unknown[192.0.2.1] */
    if (kind == TOKEN_HOST && next == '/' && maker_take_url(m, 0))
        return;
    switch (kind) {
    case TOKEN_WORD: case TOKEN_TAG: case TOKEN_CODE: case TOKEN_ENHANCED:
        maker_put(m, s);
        break;
    case TOKEN_NUMBER:
        put_number(m, s);
        break;
    case TOKEN_QUANTITY:
        maker_put_str(m, "<n>");
        while (s.len && scan_is_digit(s.ptr[0]))
            s = slice_from(s, 1), maker_skip(m, 1);
        maker_put(m, s);
        break;
    case TOKEN_DATE:
        maker_put_str(m, "<date>");
        s.len = date_len(m->left);
        break;
    case TOKEN_IP:
        maker_put_str(m, "<ip>");
        break;
    case TOKEN_HOST:
        if (m->keep_host || is_kept(m, s))
            maker_put(m, s);
        else
            maker_put_str(m, "<host>");
        break;
    case TOKEN_ID:
        maker_put_str(m, "<id>");
        break;
    }
    m->keep_host = s.len == 5 && strncasecmp(s.ptr, "using", 5) == 0;
    maker_skip(m, s.len);
}

/* An address, a name behind a key, a URL, or a word. */
static int take_name(struct maker *m)
{
    size_t key, len = token_address(m->left, &key);
    if (is_name_here(m) && m->left.ptr[0] != '[') {
        maker_put_str(m, "<name>");
        maker_skip(m, name_len(m->left));
        return 1;
    }
    if (len) {
        maker_put(m, slice_head(m->left, key));
        maker_put_str(m, "<address>");
        maker_skip(m, len);
        return 1;
    }
    len = maker_word_len(m->left);
    if (len == 0)
        return 0;
    if (len < m->left.len && m->left.ptr[len] == '@' && token_before_ellipsis(m->left))
        len = token_before_ellipsis(m->left);
    if (slice_starts(slice_from(m->left, len), "://") && maker_take_url(m, len + 3))
        return 1;
    if (len <= 4 && len < m->left.len && m->left.ptr[len] == ':' && maker_take_colons(m))
        return 1;
    take_word(m, len);
    return 1;
}

/* One piece, chosen by its first byte: what varies becomes a placeholder, the rest is copied. */
static void step(struct maker *m)
{
    char c = m->left.ptr[0];
    int newline = c == '\\' && m->left.len > 1 && m->left.ptr[1] == 'n';
    if (maker_is_blank(c) || newline) {
        m->at_line |= newline || c == '\n';
        if (maker_last(m) != ' ')
            maker_put_str(m, " ");
        maker_skip(m, newline ? 2 : 1);
        return;
    }
    if (maker_is_word(c) && c != '-' && c != '.' ? take_name(m)
        : c == '<' ? maker_take_bracketed(m)
        : c == '[' ? maker_take_ip_in_brackets(m)
        : c == '"' || c == '\'' ? maker_take_quoted(m)
        : c == ':' && m->left.len > 2 && m->left.ptr[1] == ':' ? maker_take_colons(m)
        : 0) {
        m->at_line = 0;
        return;
    }
    m->at_line = 0;
    maker_put(m, slice_head(m->left, 1));
    maker_skip(m, 1);
}

/* Runs of blanks become one, the end is trimmed; a text that is too long is cut, so a reason has
 * a bound. */
static void make(struct strbuf *out, struct smtplog_slice text, const struct map *kept,
                 int open_quotes)
{
    struct maker m;
    m.left = slice_head(text, TEXT_MAX);
    m.kept = kept;
    m.keep_host = m.at_line = 0;
    m.open_quotes = open_quotes;
    m.closes = NULL;
    m.len = 0;
    while (m.left.len && m.len < TEMPLATE_MAX)
        step(&m);
    if (m.left.len)
        m.len = m.len < TEMPLATE_MAX ? m.len : TEMPLATE_MAX;
    while (m.len && maker_last(&m) == ' ')
        m.len--;
    strbuf_add(out, m.out, m.len);
}

void template_make(struct strbuf *out, struct smtplog_slice text, const struct map *kept)
{
    make(out, text, kept, 0);
}

void template_words(struct strbuf *out, struct smtplog_slice text, const struct map *kept)
{
    make(out, text, kept, 1);
}
