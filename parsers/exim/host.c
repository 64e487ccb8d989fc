#include "fields.h"

static int is_blank_at(struct smtplog_slice s, size_t i)
{
    return i >= s.len || s.ptr[i] == ' ';
}

int exim_ip_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t i = 1;

    if (c->len < 4 || c->ptr[0] != '[')
        return 0;
    while (i < c->len && (scan_is_digit(c->ptr[i]) || c->ptr[i] == ':' || c->ptr[i] == '.' ||
                          (c->ptr[i] >= 'a' && c->ptr[i] <= 'f') ||
                          (c->ptr[i] >= 'A' && c->ptr[i] <= 'F')))
        i++;
    if (i < 3 || i >= c->len || c->ptr[i] != ']')
        return 0;
    *out = slice_of(c->ptr + 1, i - 1);
    *c = slice_from(*c, i + 1);
    return 1;
}

/* "[ip][:port][*]"; the star marks a further message on a kept connection. */
static int address_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    struct smtplog_slice s = *c, colon;
    uint64_t port;

    if (!exim_ip_scan(&s, &f->ip))
        return 0;
    f->endpoint = slice_of(NULL, 0);
    f->port = 0;
    colon = s;
    if (scan_lit(&colon, ":") && scan_number(&colon, 5, &port)) {
        s = colon;
        f->port = (uint32_t)port;
        f->endpoint = slice_of(f->ip.ptr, (size_t)(s.ptr - f->ip.ptr));
    }
    scan_lit(&s, "*");
    *c = s;
    return 1;
}

/* Whether s, what stands behind "[ip]:port", can follow a host: the end, a field, or a word that
 * Exim itself writes there.  Tells the true address from one inside a junk HELO. */
static int may_follow_host(struct smtplog_slice s)
{
    static const char *const words[] = {
        "rejected ", "temporarily ", "sender verify ", "Warning:", "RCPT ", "MAIL ", "incomplete ",
        "dropped", "closed ", "lost", "refused", "next input", "input=", "TFO", "(", ": ", "DS ",
        "unrecognized command", "unexpected argument", "NUL character", "SMTP", "XCLIENT ",
        "invalid ", "already ", "not permitted", "HELO or EHLO", "STARTTLS ", "AUTH command",
        "BDAT ", "ETRN ", "valid RCPT", "only ", "missing size", "zero size", "malformed address",
        "unmatched ", "tmp-reject", "PRDR ", "K ", "L ", "ENVID", "ORCPT", "NOTIFY", "RET ",
        "Value for", "argument must",
    };

    if (s.len == 0 || slice_starts(s, ": ") || slice_is(s, ":"))
        return 1;
    if (!scan_lit(&s, " "))
        return 0;
    if (exim_tag_at(s).ptr)
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_starts(s, words[i]))
            return 1;
    return 0;
}

/* "(helo) [ip]:port".  A HELO may be any junk, parentheses and brackets included, if the host's
 * configuration lets it: its end is the first ") [ip]" with Exim's own words behind. */
static int helo_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    struct smtplog_slice start = *c, best = {NULL, 0};
    struct exim_fields found = *f;

    if (!scan_lit(&start, "("))
        return 0;
    for (struct smtplog_slice s = start; s.len; s = slice_from(s, 1)) {
        struct smtplog_slice after = s;
        struct exim_fields here = *f;
        if (!scan_lit(&after, ") ") || !address_scan(&after, &here))
            continue;
        int fits = may_follow_host(after);
        if (!best.ptr || fits) {
            here.helo = slice_of(start.ptr, (size_t)(s.ptr - start.ptr));
            found = here;
            best = after;
        }
        if (fits)
            break;
    }
    if (!best.ptr)
        return 0;
    *f = found;
    *c = best;
    return 1;
}

int exim_host_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    struct smtplog_slice s = *c, name = {NULL, 0};
    struct exim_fields found = *f;

    if (s.len && s.ptr[0] != '[' && s.ptr[0] != '(') {
        if (!scan_until(&s, ' ', &name) || name.len == 0)
            return 0;
        scan_lit(&s, "DS ");            /* +dnssec */
    }
    if (!address_scan(&s, &found) && !helo_scan(&s, &found))
        return 0;
    found.host = name;
    *f = found;
    *c = s;
    return 1;
}

int exim_angle_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    size_t i, plain = 0;
    int quoted = 0;

    if (c->len < 2 || c->ptr[0] != '<')
        return 0;
    for (i = 1; i < c->len; i++) {
        if (quoted && c->ptr[i] == '\\')
            i++;
        else if (c->ptr[i] == '"')
            quoted = !quoted;
        else if (c->ptr[i] == '>') {
            if (!quoted)
                break;
            if (!plain)
                plain = i;              /* the end, should the quote never close */
        }
    }
    if (i >= c->len)
        i = plain;
    if (i == 0)
        return 0;
    *out = slice_of(c->ptr + 1, i - 1);
    *c = slice_from(*c, i + 1);
    return 1;
}

int exim_id_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    static const unsigned char shapes[2][3] = {{6, 6, 2}, {6, 11, 4}};

    for (size_t shape = 0; shape < 2; shape++) {
        size_t i = 0;
        int fits = 1;
        for (int part = 0; fits && part < 3; part++) {
            for (int n = shapes[shape][part]; fits && n > 0; n--, i++)
                fits = i < c->len && scan_is_alnum(c->ptr[i]);
            if (fits && part < 2)
                fits = i < c->len && c->ptr[i++] == '-';
        }
        if (fits && is_blank_at(*c, i)) {
            *out = slice_head(*c, i);
            *c = slice_from(*c, i + 1);
            return 1;
        }
    }
    return 0;
}

ptrdiff_t exim_find_outside(struct smtplog_slice s, const char *lit)
{
    for (size_t i = 0; i < s.len; i++) {
        struct smtplog_slice at = slice_from(s, i), inside;
        if (slice_starts(at, lit))
            return (ptrdiff_t)i;
        if (at.ptr[0] == '<' && exim_angle_scan(&at, &inside))
            i = (size_t)(at.ptr - s.ptr) - 1;
    }
    return -1;
}
