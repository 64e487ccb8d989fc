/* Postfix builds all its messages of the same few pieces, so they are scanned once, here, for
 * every daemon. */
#include "pieces.h"

/* Base 52 of long queue ids: no vowels, so that no words come about (Postfix safe_ultostr.c). */
static int is_safe(char c)
{
    return scan_is_alnum(c) && !memchr("AEIOUaeiou", c, 10);
}

int queue_id_is(struct smtplog_slice s)
{
    size_t hex = 0, safe = 0;

    if (s.len < 6 || s.len > 32)
        return 0;
    while (hex < s.len && (scan_is_digit(s.ptr[hex]) || (s.ptr[hex] >= 'A' && s.ptr[hex] <= 'F')))
        hex++;
    if (hex == s.len)
        return 1;
    while (safe < s.len && is_safe(s.ptr[safe]))
        safe++;
    return safe == s.len && s.len > 10 && memchr(s.ptr + 10, 'z', s.len - 10) != NULL;
}

/* Long ids: seconds in six digits, microseconds in four, 'z', the inode (Postfix mail_queue.h,
 * MQID_LG_ENCODE_SEC). */
int64_t queue_id_made(struct smtplog_slice s)
{
    static const char base52[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    enum { LEAST = 12, SECONDS = 6, MICROSECONDS_END = 10, Y2000 = 946684800 };
    int64_t time;

    if (s.len < LEAST || s.ptr[MICROSECONDS_END] != 'z' || !queue_id_is(s))
        return 0;
    time = slice_number(slice_head(s, SECONDS), base52);
    return time > Y2000 ? time : 0;
}

int queue_id_seems(struct smtplog_slice s)
{
    if (s.len < 6 || s.len > 32 || slice_alnums(s) != s.len)
        return 0;
    for (size_t i = 0; i < s.len; i++)
        if (scan_is_digit(s.ptr[i]))
            return 1;
    return queue_id_is(s);
}

int word_scan(struct smtplog_slice *c, size_t max, struct smtplog_slice *out)
{
    struct smtplog_slice front = slice_head(*c, max + 2), word;

    if (!scan_until(&front, ':', &word) || !slice_starts(front, " "))
        return 0;
    *out = word;
    *c = slice_from(*c, word.len + 2);
    return 1;
}

int endpoint_scan(struct smtplog_slice *c, struct endpoint *out)
{
    struct smtplog_slice at = *c, front, name, ip;
    uint64_t port = 0;
    const char *blank = at.len ? (const char *)memchr(at.ptr, ' ', at.len) : NULL;

    front = slice_head(at, blank ? (size_t)(blank - at.ptr) : at.len);
    if (!scan_until(&front, '[', &name))
        return 0;
    at = slice_from(at, name.len + 1);
    if (!scan_until(&at, ']', &ip) || memchr(ip.ptr, ' ', ip.len))
        return 0;
    if (at.len > 1 && at.ptr[0] == ':' && scan_is_digit(at.ptr[1])) {
        at = slice_from(at, 1);
        scan_number(&at, 5, &port);
    }
    *out = (struct endpoint){name, ip, (uint32_t)port};
    if (name.len == 0 || slice_is(name, "unknown") || slice_eq(name, ip))
        out->name = slice_of(NULL, 0);
    if (ip.len == 0 || slice_is(ip, "unknown") || memchr(ip.ptr, '/', ip.len))
        out->ip = slice_of(NULL, 0);        /* "[unknown]"; LMTP by "[private/socket]" */
    *c = at;
    return 1;
}

int endpoint_scan_original(struct smtplog_slice *c, struct endpoint *out)
{
    struct smtplog_slice at = *c;

    if (endpoint_scan(c, out))
        return 1;
    if ((!scan_lit(&at, "local") && !scan_lit(&at, "unknown")) ||
        (at.len && at.ptr[0] != ';' && at.ptr[0] != ':'))
        return 0;
    *out = (struct endpoint){{0}, {0}, 0};
    *c = at;
    return 1;
}

void endpoint_is_peer(const struct endpoint *end, struct smtplog_event *e)
{
    e->peer_name = end->name;
    e->peer_ip = end->ip;
    e->peer_port = end->port;
}

struct smtplog_slice helo_said(struct smtplog_slice sample)
{
    size_t n = 0;

    if (!scan_lit(&sample, "EHLO ") && !scan_lit(&sample, "HELO "))
        return slice_of(NULL, 0);
    while (n < sample.len && sample.ptr[n] != '\\' && sample.ptr[n] != ' ')
        n++;
    return n ? slice_head(sample, n) : slice_of(NULL, 0);
}

/* Asked at each byte of a value, and most are no stop's first one. */
static int stops_here(struct smtplog_slice at, const char *const *stops)
{
    if (at.len == 0)
        return 1;
    for (; *stops; stops++)
        if (at.ptr[0] == **stops && slice_starts(at, *stops))
            return 1;
    return 0;
}

/* An address in brackets; with mind_quotes a '>' inside '"' is part of it. */
static int bracketed_scan(struct smtplog_slice *c, const char *const *stops, int mind_quotes,
                          struct smtplog_slice *out)
{
    struct smtplog_slice at = *c;
    int quoted = 0;

    if (!scan_lit(&at, "<"))
        return 0;
    const char *end = at.len ? (const char *)memchr(at.ptr, '>', at.len) : NULL;
    size_t len = end ? (size_t)(end - at.ptr) : 0;
    if (end && !memchr(at.ptr, '"', len) && stops_here(slice_from(at, len + 1), stops)) {
        *out = slice_head(at, len);     /* as nearly all are: without a quote to mind */
        *c = slice_from(at, len + 1);
        return 1;
    }
    for (size_t i = 0; i < at.len; i++) {
        if (mind_quotes && at.ptr[i] == '"')
            quoted = !quoted;
        else if (quoted && at.ptr[i] == '\\')
            i++;
        else if (!quoted && at.ptr[i] == '>' && stops_here(slice_from(at, i + 1), stops)) {
            *out = slice_head(at, i);
            *c = slice_from(at, i + 1);
            return 1;
        }
    }
    return 0;
}

int address_scan(struct smtplog_slice *c, const char *const *stops, struct smtplog_slice *out)
{
    /* since 3.5 local parts are quoted where needed; before, a lone '"' may stand there */
    return bracketed_scan(c, stops, 1, out) || bracketed_scan(c, stops, 0, out);
}

enum { TAIL_FROM, TAIL_TO, TAIL_PROTO, TAIL_HELO, TAIL_METHOD, TAIL_USER, TAIL_SENDER,
       TAIL_ITEMS };
static const char *const tail_keys[TAIL_ITEMS] = {
    "from=", "to=", "proto=", "helo=", "sasl_method=", "sasl_username=", "sasl_sender=",
};
/* What may follow a value: the next item by either separator, or the words after the tail. */
static const char *const tail_stops[] = {
    " to=", " proto=", " helo=", " sasl_", ", to=", ", proto=", ", helo=", ", sasl_", ": ", NULL,
};

/* Login names come without brackets in rejections (3.10) and may hold a blank. */
static int tail_value(struct smtplog_slice *c, int login, int strict, struct smtplog_slice *out)
{
    const char *ends = login ? "" : " <>\"";
    size_t n = 0;

    if (bracketed_scan(c, tail_stops, 1, out) ||
        (!strict && bracketed_scan(c, tail_stops, 0, out)))
        return 1;
    if (strict && c->len && c->ptr[0] == '<')
        return 0;
    if (c->len && c->ptr[0] == '<' && !memchr(c->ptr, '>', c->len)) {
        *out = slice_from(*c, 1);           /* the line was cut in mid-word */
        *c = slice_from(*c, c->len);
        return 1;
    }
    while (n < c->len && c->ptr[n] && !strchr(ends, c->ptr[n]) &&
           !stops_here(slice_from(*c, n), tail_stops))
        n++;
    *out = slice_head(*c, n);
    *c = slice_from(*c, n);
    return 1;
}

/* Reads items in their order to the end, or to the colon before *after; `strict`: no address may
 * hold half of a pair of quotes. */
static int tail_scan(struct smtplog_slice c, int strict, struct tail *tail,
                     struct smtplog_slice *after)
{
    struct smtplog_slice value[TAIL_ITEMS] = {{0}};
    size_t seen = 0;

    for (size_t i = 0; i < TAIL_ITEMS && c.len; i++) {
        struct smtplog_slice at = c;
        if (seen && !scan_lit(&at, ", ") && !scan_lit(&at, " "))
            break;
        if (!scan_lit(&at, tail_keys[i]) || !tail_value(&at, i >= TAIL_METHOD, strict, &value[i]))
            continue;
        c = at;
        seen++;
    }
    if (after)
        *after = slice_of(NULL, 0);
    if (!seen || (c.len && !(after && scan_lit(&c, ":"))))
        return 0;
    if (after && c.ptr)
        *after = slice_trim(c);
    *tail = (struct tail){value[TAIL_FROM], value[TAIL_TO], value[TAIL_HELO], value[TAIL_USER]};
    return 1;
}

/* Looks for the tail from the right. */
static int tail_find(struct smtplog_slice *text, int strict, struct tail *tail,
                     struct smtplog_slice *after)
{
    int tries = 0;      /* what a stranger can put behind the tail's start is not much longer */

    for (size_t i = text->len; i >= 2 && tries < 200; i--) {
        if (text->ptr[i - 2] != ';' || text->ptr[i - 1] != ' ')
            continue;
        tries++;
        if (tail_scan(slice_from(*text, i), strict, tail, after)) {
            *text = slice_head(*text, i - 2);
            return 1;
        }
    }
    return 0;
}

int tail_cut(struct smtplog_slice *text, struct tail *tail, struct smtplog_slice *after)
{
    *tail = (struct tail){{0}, {0}, {0}, {0}};
    if (after)
        *after = slice_of(NULL, 0);
    /* a quoted address may hold what looks like a tail: its quotes tell */
    return tail_find(text, 1, tail, after) || tail_find(text, 0, tail, after);
}

void tail_fill(const struct tail *tail, struct smtplog_event *e)
{
    e->sender = tail->sender;
    e->recipient = tail->recipient;
    if (tail->helo.len)
        e->helo = tail->helo;
    if (tail->sasl_user.len)
        e->sasl_user = tail->sasl_user;
}
