/* The bytes of a template, and its URLs: fixed parts stay, what varies does not. */
#include "smtp/template_maker.h"

#include "smtp/token.h"

void maker_put(struct maker *m, struct smtplog_slice s)
{
    if (s.len > PIECE_MAX)
        s.len = PIECE_MAX;
    if (m->len + s.len <= sizeof m->out) {
        memcpy(m->out + m->len, s.ptr, s.len);
        m->len += s.len;
    }
}

void maker_put_str(struct maker *m, const char *s)
{
    maker_put(m, slice_str(s));
}

void maker_skip(struct maker *m, size_t len)
{
    m->left = slice_from(m->left, len);
}

int maker_ends_with(const struct maker *m, const char *word)
{
    return slice_ends(slice_of(m->out, m->len), word);
}

int maker_is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

int maker_is_word(char c)
{
    return scan_is_alnum(c) || (unsigned char)c >= 0x80 || c == '.' || c == '-' || c == '_';
}

size_t maker_word_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && maker_is_word(s.ptr[len]))
        len++;
    while (len && (s.ptr[len - 1] == '.' || s.ptr[len - 1] == '-'))
        len--;
    return len;
}

static int only_letters(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (scan_is_digit(s.ptr[i]) || !maker_is_word(s.ptr[i]))
            return 0;
    return 1;
}

static int is_short_tag(struct smtplog_slice s)
{
    return s.len && s.len <= 6 && token_kind(s) == TOKEN_TAG;
}

/* Endings of pages; what stands before one is looked at by itself. */
static const char *const page_ends[] = {".html", ".htm", ".php", ".aspx", ".asp", ".cgi", ".pl"};

static struct smtplog_slice without_page_end(struct smtplog_slice s)
{
    for (size_t i = 0; i < sizeof page_ends / sizeof *page_ends; i++)
        if (slice_ends(s, page_ends[i]))
            return slice_head(s, s.len - strlen(page_ends[i]));
    return s;
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Letters that somebody drew at random ("BBDDHsLz", "qzxkvbnm"): in words, and in words in
 * CamelCase, small letters come two or more in a row and have a vowel among them or before. */
static int looks_random(struct smtplog_slice s)
{
    int random = 0, mixed = 0;
    for (size_t i = 0; s.len >= 6 && i < s.len;) {
        size_t first = i, vowels = 0;
        while (i < s.len && is_lower(s.ptr[i]))
            vowels += strchr("aeiouy", s.ptr[i++]) != NULL;
        vowels += first && strchr("AEIOUY", s.ptr[first - 1]) != NULL;
        random |= i > first && (i - first == 1 || !vowels);
        for (; i < s.len && !is_lower(s.ptr[i]); i++)
            mixed |= s.ptr[i] == '-' || s.ptr[i] == '_' || s.ptr[i] == '.';
    }
    return random && !mixed;
}

/* "12345", "SBL123456", "v1.2": few letters or none, then figures to the end. */
static int is_numbered(struct smtplog_slice s, size_t *letters)
{
    size_t at = 0;
    while (at < s.len && !scan_is_digit(s.ptr[at]))
        at++;
    *letters = at;
    while (at < s.len && (scan_is_digit(s.ptr[at]) || s.ptr[at] == '.'))
        at++;
    return at == s.len && *letters <= 4 && only_letters(slice_head(s, *letters));
}

/* A segment of a URL's path: words of the page stay, what names the case does not. */
static void put_segment(struct maker *m, struct smtplog_slice s)
{
    struct smtplog_slice page = without_page_end(s);
    size_t letters;
    if (token_is_ip4(page) || token_is_ip6(page))
        maker_put_str(m, "<ip>"), maker_put(m, slice_from(s, page.len));
    else if (memchr(page.ptr, '.', page.len) && token_is_host(page))
        maker_put_str(m, "<host>"), maker_put(m, slice_from(s, page.len));
    else if ((only_letters(s) && s.len <= 40 && !looks_random(page)) || is_short_tag(s) ||
             (maker_ends_with(m, "/answer/") && s.len < 9) ||
             (maker_ends_with(m, "/err/") && s.len < 4))
        maker_put(m, s);
    else if (is_numbered(s, &letters))
        maker_put(m, slice_head(s, letters)), maker_put_str(m, "<n>");
    else
        maker_put_str(m, "<...>");
}

/* One "key=value" of a URL's query, or a bare word. */
static void put_query(struct maker *m, struct smtplog_slice s)
{
    struct smtplog_slice key;
    if (scan_until(&s, '=', &key) && key.len <= 24) {
        maker_put(m, key);
        maker_put_str(m, "=");
    }
    if ((only_letters(s) && s.len <= 16) || is_short_tag(s))
        maker_put(m, s);
    else
        maker_put_str(m, token_is_ip4(s) ? "<ip>" : "<...>");
}

static size_t url_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && !maker_is_blank(s.ptr[len]) && !strchr("<>\"'()[]{}\\;", s.ptr[len]))
        len++;
    while (len && strchr(".,:!?-", s.ptr[len - 1]))
        len--;
    return len;
}

/* What follows a URL's host: "/path?query#fragment". */
static void put_url_tail(struct maker *m, struct smtplog_slice tail)
{
    while (tail.len && m->len < TEMPLATE_MAX) {
        char c = tail.ptr[0];
        size_t len = 1;
        while (len < tail.len && !strchr("/?&#", tail.ptr[len]))
            len++;
        struct smtplog_slice part = slice_of(tail.ptr + 1, len - 1);
        maker_put(m, slice_head(tail, 1));
        if (part.len && (c == '/' || c == ':'))
            put_segment(m, part);
        else if (part.len && c == '#')
            maker_put_str(m, "<...>");
        else if (part.len)
            put_query(m, part);
        tail = slice_from(tail, len);
    }
}

int maker_take_url(struct maker *m, size_t scheme)
{
    struct smtplog_slice rest = slice_from(m->left, scheme);
    size_t host = maker_word_len(rest), all = url_len(rest);
    if (host == 0 || all < host)
        return 0;
    maker_put(m, slice_head(m->left, scheme));
    if (token_is_ip4(slice_head(rest, host)))
        maker_put_str(m, "<ip>");
    else
        maker_put(m, slice_head(rest, host));
    put_url_tail(m, slice_of(rest.ptr + host, all - host));
    maker_skip(m, scheme + all);
    return 1;
}
