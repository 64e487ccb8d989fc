/* pieces.c - what stands in many lines: queue ids, clients and servers, addresses */
#include "sendmail.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <time.h>

/* assign_queueid() since 8.12: eight characters of 60 and the process id in six digits or seven;
 * up to 8.11 seven characters and five digits. */
static int is_id(struct smtplog_slice id)
{
    size_t head = id.len == 12 ? 7 : 8;

    if (id.len != 12 && id.len != 14 && id.len != 15)
        return 0;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        if (i >= head ? !scan_is_digit(c) : !scan_is_alnum(c) || (c > 'x' && c <= 'z'))
            return 0;
    }
    return 1;
}

/* Year since 1900 modulo 60, month from 0, day, hour, minute, second: a character each (queue.c
 * assign_queueid).  The years taken are 2000 to 2059. */
int64_t sendmail_id_made(struct smtplog_slice id)
{
    static const char base60[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
    enum { YEAR, MONTH, DAY_OF_MONTH, HOURS, MINUTES, SECONDS, PARTS };
    int part[PARTS];

    if (!is_id(id) || id.len == 12)
        return 0;
    for (int i = 0; i < PARTS; i++)
        part[i] = (int)slice_number(slice_of(id.ptr + i, 1), base60);
    if (part[MONTH] > 11 || part[DAY_OF_MONTH] < 1 || part[DAY_OF_MONTH] > 31 || part[HOURS] > 23)
        return 0;
    struct tm tm = {.tm_year = part[YEAR] < 40 ? part[YEAR] + 120 : part[YEAR] + 60,
                    .tm_mon = part[MONTH], .tm_mday = part[DAY_OF_MONTH], .tm_hour = part[HOURS],
                    .tm_min = part[MINUTES], .tm_sec = part[SECONDS]};
    return (int64_t)timegm(&tm);
}

int sendmail_id_scan(struct smtplog_slice *c, struct smtplog_slice *id, unsigned *part)
{
    struct smtplog_slice rest, word;
    size_t n = 0;
    uint64_t number = 0;

    while (n < c->len && n < 16 && scan_is_alnum(c->ptr[n]))
        n++;
    word = slice_head(*c, n);
    if (n && !is_id(word) && !slice_is(word, "NOQUEUE"))
        return 0;
    rest = slice_from(*c, n);
    if (scan_lit(&rest, "[") && !(scan_number(&rest, 3, &number) && scan_lit(&rest, "]")))
        return 0;
    if ((!n && !number) || !scan_lit(&rest, ": "))
        return 0;
    *part = (unsigned)number;
    *id = n && n != 7 ? word : slice_of(NULL, 0);
    *c = rest;
    return 1;
}

/* "IPv6:2001:db8:0:0:0:0:0:1" as everybody writes it; others as they are. */
struct smtplog_slice sendmail_ip(struct sendmail *s, struct smtplog_slice ip)
{
    struct in6_addr in6;
    char *room = s->ip;

    if (!scan_lit(&ip, "IPv6:") || ip.len >= sizeof s->ip)
        return ip;
    s->in_order = 1;
    memcpy(room, ip.ptr, ip.len);
    room[ip.len] = '\0';
    if (inet_pton(AF_INET6, room, &in6) != 1 ||
        !inet_ntop(AF_INET6, &in6, room, sizeof s->ip))
        return ip;
    return slice_str(room);
}

/* An address of either family, without asking whether it is a right one: the mail server wrote
 * it. */
static int seems_ip(struct smtplog_slice ip)
{
    size_t marks = 0;

    for (size_t i = 0; i < ip.len; i++) {
        char c = ip.ptr[i];
        if (c == '.' || c == ':')
            marks++;
        else if (!scan_is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
            return 0;
    }
    return marks >= 2;
}

int sendmail_peer(struct sendmail *s, struct smtplog_slice relay, struct smtplog_event *e)
{
    struct smtplog_slice name = relay, ip = {NULL, 0}, inner, ident;
    ptrdiff_t open = slice_rfind(relay, "[");

    if (open >= 0) {
        inner = slice_from(relay, (size_t)open + 1);
        if (scan_until(&inner, ']', &ip))
            ip = sendmail_ip(s, ip);
        name = slice_trim(slice_head(relay, (size_t)open));
    }
    scan_until(&name, '@', &ident);     /* nobody's */
    name = slice_trim(name);
    if (ip.ptr && seems_ip(ip))
        e->peer_ip = ip;
    else
        ip.ptr = NULL;
    if (name.len && name.ptr[0] != '[' && slice_find(name, " ") < 0) {
        if (slice_ends(name, "."))
            name.len--;
        e->peer_name = name;
    }
    return ip.ptr != NULL;
}

struct smtplog_slice sendmail_address(struct smtplog_slice c)
{
    if (slice_starts(c, "<") && slice_ends(c, ">") && c.len >= 2)
        return slice_of(c.ptr + 1, c.len - 2);
    return c;
}

int sendmail_address_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    int quoted = 0;

    if (!c->len || c->ptr[0] != '<')
        return 0;
    for (size_t i = 1; i < c->len; i++) {
        char b = c->ptr[i];
        if (b == '\\' && quoted)
            i++;
        else if (b == '"')
            quoted = !quoted;
        else if (b == '>' && !quoted &&
                 (i + 1 == c->len || c->ptr[i + 1] == ',' || c->ptr[i + 1] == ' ')) {
            *out = slice_of(c->ptr + 1, i - 1);
            *c = slice_from(*c, i + 1);
            return 1;
        }
    }
    return 0;
}

void sendmail_say_inbound(const struct sendmail_record *r, struct smtplog_event *e,
                          const char *form, uint32_t phase, int32_t implied)
{
    e->kind = SMTPLOG_FAILURE;
    e->form = form;
    e->direction = SMTPLOG_INBOUND;
    e->origin = SMTPLOG_BY_LOCAL;
    e->disposition = SMTPLOG_REJECTED;
    e->phase = phase;
    e->queue_id = r->id;
    if (implied) {
        e->code = implied;
        e->flags |= SMTPLOG_CODE_IMPLIED;
    }
}

void sendmail_await_sender(struct smtplog_event *e)
{
    if (!e->queue_id.ptr)
        return;
    e->wait = SMTPLOG_WAIT_MESSAGE;
    e->awaits = SENDMAIL_SENDER_LINE;
}

int sendmail_client_form(const struct form_context *ctx, struct smtplog_event *e)
{
    sendmail_peer(ctx->state, ctx->rest, e);
    return SMTPLOG_SAID;
}
