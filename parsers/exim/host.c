/* host.c - the other side of a dialogue, as Exim prints it: "name (helo) [ip]:port"
 *
 * The name in parentheses is the client's own word and may hold anything, an address in brackets
 * included.  So the end of a host is looked for where Exim's own words go on.
 */
#include "host.h"
#include "token.h"

/* "[ip][:port][*]"; the star marks a further message on a kept connection. */
static int address_scan(struct smtplog_slice *c, struct exim_host *h)
{
    struct smtplog_slice s = *c, colon;
    uint64_t port;

    if (!exim_ip_scan(&s, &h->ip))
        return 0;
    h->endpoint = slice_of(NULL, 0);
    h->port = 0;
    colon = s;
    if (scan_lit(&colon, ":") && scan_number(&colon, 5, &port)) {
        s = colon;
        h->port = (uint32_t)port;
        h->endpoint = slice_of(h->ip.ptr, (size_t)(s.ptr - h->ip.ptr));
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
    return slice_starts_any(s, words, sizeof words / sizeof *words);
}

/* "(helo) [ip]:port".  A HELO may be any junk, parentheses and brackets included, if the host's
 * configuration lets it: its end is the first ") [ip]" with Exim's own words behind. */
static int helo_scan(struct smtplog_slice *c, struct exim_host *h)
{
    struct smtplog_slice start = *c, best = {NULL, 0};
    struct exim_host found = *h;

    if (!scan_lit(&start, "("))
        return 0;
    for (struct smtplog_slice s = start; s.len; s = slice_from(s, 1)) {
        struct smtplog_slice after = s;
        struct exim_host here = *h;
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
    *h = found;
    *c = best;
    return 1;
}

int exim_host_scan(struct smtplog_slice *c, struct exim_host *h)
{
    struct smtplog_slice s = *c, name = {NULL, 0};
    struct exim_host found = *h;

    if (s.len && s.ptr[0] != '[' && s.ptr[0] != '(') {
        if (!scan_until(&s, ' ', &name) || name.len == 0)
            return 0;
        scan_lit(&s, "DS ");            /* +dnssec */
    }
    if (!address_scan(&s, &found) && !helo_scan(&s, &found))
        return 0;
    found.name = name;
    *h = found;
    *c = s;
    return 1;
}
