/* Failures of this site's mail, told by how many they hit and on which side they are.
 *
 * The same words mean different things: "connection timed out" at one destination is theirs, at
 * nearly all of them this server's network, at 127.0.0.1 its own filter.  So a group of one cause
 * and direction is first asked who is hit, then what its cause is. */
#include "base/mem.h"
#include "base/units.h"
#include "event/causes.h"
#include "report/health.h"

#include <stdlib.h>

enum { IN = 1, OUT = 2, LOCAL = 4 };

/* Causes that only this server's people can mend, whether new or not, from so many failures on. */
static const struct own {
    const char *cause;
    unsigned sides;
    enum trouble_kind kind;
    int least;
    const char *who;
} owns[] = {
    {CAUSE_FILTER_FAILURE, IN | OUT | LOCAL, TROUBLE_FILTER, 3, "client-admin"},
    {CAUSE_LOCAL_CONFIG, IN | OUT | LOCAL, TROUBLE_CONFIG, 3, "client-admin"},
    {CAUSE_SYSTEM_FULL, IN | LOCAL, TROUBLE_DISK, 3, "client-admin"},
    {CAUSE_BLOCKLISTED, OUT, TROUBLE_LISTED, 2, "client-admin"},    /* no one is, by chance */
    {CAUSE_IP_REPUTATION, OUT, TROUBLE_LISTED, 3, "client-admin"},
    {CAUSE_SENDER_UNAUTHENTICATED, OUT, TROUBLE_UNAUTHENTICATED, 4, "sender-dns, client-admin"},
    {CAUSE_REVERSE_DNS, OUT, TROUBLE_REVERSE_DNS, 4, "client-admin"},
    {CAUSE_HELO_REJECTED, OUT, TROUBLE_REVERSE_DNS, 4, "client-admin"},
    {CAUSE_AUTH_FAILED, OUT, TROUBLE_SMART_HOST, 3, "client-admin"},
    {CAUSE_AUTH_REQUIRED, OUT, TROUBLE_SMART_HOST, 3, "client-admin"},
};

/* Causes by which no reply came, or none that says anything about this site's mail. */
static const char *const unreached[] = {
    CAUSE_CONNECT_FAILED, CAUSE_TIMEOUT, CAUSE_CONNECTION_LOST, CAUSE_DNS_TEMPORARY, CAUSE_TLS,
    CAUSE_PROTOCOL, CAUSE_RECIPIENT_DOMAIN,
};

/* Causes that pass by themselves, or repeat others. */
static const char *const passing[] = {CAUSE_GREYLISTED, CAUSE_RETRY_WAIT, CAUSE_HELD,
                                      CAUSE_VERIFICATION_PENDING};

/* One group of the top, with what is asked of it. */
struct look {
    struct evidence *e;
    const struct top_group *g;
    struct smtplog_slice cause;
    uint32_t word, direction;
    unsigned side;
};

static int is_only_host(const struct top_group *g, const char *host)
{
    const struct leader *l = first_of(g, LEAD_HOST);
    return l && l->n >= g->events && slice_is(l->text, host);
}

/* Where several hosts are, the one that has all of the group; else NULL. */
static char *only_host(const struct look *l)
{
    const struct leader *host = first_of(l->g, LEAD_HOST);
    const char *hosts = l->e->all->coverage.hosts;
    if (!hosts || !strchr(hosts, ',') || !host || host->n < l->g->events)
        return NULL;
    return mem_strn(host->text.ptr, host->text.len);
}

/* The trouble of this kind and subject, that of another class of replies goes on with. */
static struct trouble *tell(const struct look *l, enum trouble_kind kind,
                            struct smtplog_slice subject)
{
    struct health *h = l->e->health;
    const struct top_group *g = l->g;
    for (size_t i = 0; i < h->len; i++) {
        struct trouble *t = &h->troubles[i];
        if (t->kind != kind || !slice_is(subject, t->subject ? t->subject : ""))
            continue;
        t->n += g->count;
        if (t->host && !is_only_host(g, t->host)) {
            free(t->host);
            t->host = NULL;
        }
        t->since = g->first < t->since ? g->first : t->since;
        t->until = g->last > t->until ? g->last : t->until;
        return t;
    }
    const struct leader *place = first_of(g, l->side == IN ? LEAD_NET : LEAD_RECIPIENT_DOMAIN);
    struct trouble *t = trouble_add(h, kind, subject);
    t->cause = mem_strn(l->cause.ptr, l->cause.len);
    t->direction = l->direction;
    t->where = place ? mem_strn(place->text.ptr, place->text.len) : NULL;
    t->host = only_host(l);
    t->sample = g->sample.text ? mem_str(g->sample.text) : NULL;
    t->n = g->count;
    t->since = g->first;
    t->until = g->last;
    t->usual = cause_usual(l->e, l->direction, l->word);
    t->people = (int64_t)g->lead[l->side == IN ? LEAD_NET : LEAD_SENDER].distinct;
    t->places = (int64_t)g->lead[LEAD_RECIPIENT_DOMAIN].distinct;
    t->who = "client-admin";
    return t;
}

/* A day may have twice what days go up to; over many days such bursts even out. */
static int is_more(const struct look *l, int floor)
{
    struct likely usual = cause_usual(l->e, l->direction, l->word);
    struct period p = l->e->health->period;
    double times = p.until - p.since > 3 * DAY ? 1.5 : 2;
    return l->g->count >= floor && usual.known &&
           (double)l->g->count > times * usual.high + 5;
}

/* ---- One's own machine ---------------------------------------------------------------------- */

/* Private and loopback addresses (RFC 1918, 3927, 4193): behind one stands an own filter or
 * relay, never a stranger. */
static int is_own_address(struct smtplog_slice ip)
{
    static const char *const heads[] = {"127.", "10.", "192.168.", "169.254.", "::1", "fe80:",
                                        "fd"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (slice_starts(ip, heads[i]))
            return 1;
    int second = 0;
    if (!slice_starts(ip, "172."))
        return 0;
    for (size_t i = 4; i < ip.len && ip.ptr[i] >= '0' && ip.ptr[i] <= '9'; i++)
        second = second * 10 + (ip.ptr[i] - '0');
    return second >= 16 && second <= 31;
}

/* Where a connection to this machine or this network failed, that was the filter's, the store's or
 * the next server's behind this one.  A delivery that had no connection has no
 * peer: its words do. */
static int is_own_peer(const struct top_group *g)
{
    static const char *const words[] = {"[127.", "[::1]", "[private/", "localhost["};
    const struct leader *peer = first_of(g, LEAD_PEER);
    if (peer && peer->n * 2 > g->count && is_own_address(peer->text))
        return 1;
    for (size_t i = 0; g->sample.text && i < sizeof words / sizeof *words; i++)
        if (strstr(g->sample.text, words[i]))
            return 1;
    return 0;
}

/* A client that does not trust this server's certificate says so in an alert, in the words of
 * OpenSSL or of GnuTLS; a server that cannot read its own says so itself. */
static int is_own_certificate(const struct look *l)
{
    static const struct {
        const char *words;
        int64_t clients;                /* that must say so: one may merely be old, or test */
    } signs[] = {
        {"certificate expired", 1}, {"ertificate is expired", 1}, {"cert/key", 1},
        {"cert setup", 1}, {"certificate revoked", 1}, {"ertificate was revoked", 1},
        {"unknown ca", 3}, {"CA is unknown", 3}, {"bad certificate", 3}, {"ertificate is bad", 3},
        {"certificate unknown", 3}, {"nknown certificate", 3}, {"unsupported certificate", 3},
        {"ertificate is not supported", 3}, {"key setup", 3}, {"no shared cipher", 3},
    };
    const char *text = l->g->sample.text;
    if (l->side != IN || !slice_is(l->cause, CAUSE_TLS) || !text)
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(text, signs[i].words))
            return (int64_t)l->g->lead[LEAD_NET].distinct >= signs[i].clients;
    return 0;
}

/* A few stand for nothing where there are days to compare with; on the first days they
 * are all that there is. */
static int least_of(const struct look *l, const struct own *o)
{
    int is_machine = o->kind >= TROUBLE_FILTER && o->kind <= TROUBLE_DISK;
    return l->e->health->usual.known ? o->least : is_machine ? 1 : 2;
}

/* A filter or a setting that another server says is broken is that server's. */
static int is_told_by_another(const struct look *l, const struct own *o)
{
    return l->side == OUT && (o->kind == TROUBLE_FILTER || o->kind == TROUBLE_CONFIG) &&
           l->g->lead[LEAD_PEER].distinct && !is_own_peer(l->g);
}

/* What only this server's people can mend: a row of `owns`, a certificate, or an own peer that
 * does not answer. */
static int look_at_own(const struct look *l)
{
    for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
        const struct own *o = &owns[i];
        if (!slice_is(l->cause, o->cause) || !(o->sides & l->side) || is_told_by_another(l, o))
            continue;
        if (l->g->count < least_of(l, o))
            return 1;
        const struct leader *peer = first_of(l->g, LEAD_PEER_NAME);
        int is_one = o->kind == TROUBLE_SMART_HOST && peer && peer->n * 2 > l->g->count;
        struct trouble *t = tell(l, o->kind, is_one ? peer->text : slice_of(NULL, 0));
        t->who = o->who;
        return 1;
    }
    if (is_own_certificate(l)) {
        tell(l, TROUBLE_CERTIFICATE, slice_of(NULL, 0));
        return 1;
    }
    if (l->side == OUT && IS_CAUSE_OF(l->cause, unreached) && is_own_peer(l->g)) {
        const struct leader *peer = first_of(l->g, LEAD_PEER);
        if (l->g->count >= 3 || !l->e->health->usual.known)
            tell(l, TROUBLE_FILTER, peer ? peer->text : slice_of(NULL, 0));
        return 1;
    }
    return 0;
}

/* ---- Destinations --------------------------------------------------------------------------- */

/* What did go out in that hour: rows lie in the order of their hours. */
static int64_t deliveries_out(const struct evidence *e, int64_t hour)
{
    int64_t n = 0;
    for (size_t i = flow_rows_from(&e->flows, hour);
         i < e->flows.len && e->flows.rows[i].hour == hour; i++)
        n += lane_count(&e->lanes, &e->flows.rows[i], LANE_OUT);
    return n;
}

/* Hours in which more failed so than was delivered. */
struct outage { int64_t n, since, until; };

/* The hours in which a cause took more mail than went out: an hour in which most got through is
 * none of an outage. */
static struct outage outage_of(const struct look *l)
{
    enum { FEW = 2 };
    struct outage o = {0};
    const struct counts *hours = &l->e->hours;
    uint64_t key = (uint64_t)l->direction << 32 | l->word;
    for (size_t i = 0; i < hours->len; i++) {
        const struct count_cell *cell = &hours->cells[i];
        int64_t hour = (int64_t)cell->b;
        if (cell->a != key || cell->n < FEW || cell->n <= deliveries_out(l->e, hour))
            continue;
        o.n += cell->n;
        o.since = !o.n || !o.since || hour < o.since ? hour : o.since;
        o.until = hour + HOUR > o.until ? hour + HOUR : o.until;
    }
    return o;
}

/* Nearly all destinations: this server's network or its resolver. */
static int look_at_width(const struct look *l)
{
    enum { LEAST = 8, DESTINATIONS = 4 };
    const struct leaders *domains = &l->g->lead[LEAD_RECIPIENT_DOMAIN];
    struct outage o = outage_of(l);
    int dns = slice_is(l->cause, CAUSE_DNS_TEMPORARY) ||
              slice_is(l->cause, CAUSE_RECIPIENT_DOMAIN);
    if (l->side != OUT || o.n < LEAST || domains->distinct < DESTINATIONS ||
        domains->top[0].n * 10 > l->g->count * 7 || !is_more(l, LEAST))
        return 0;
    struct trouble *t = tell(l, dns ? TROUBLE_DNS : TROUBLE_NETWORK, slice_of(NULL, 0));
    t->since = o.since > t->since ? o.since : t->since;
    t->until = o.until < l->g->last ? o.until : l->g->last;
    return 1;
}

/* One domain makes most of it: its server has a trouble of its own, and waiting is all that can
 * be done. */
static int look_at_destination(const struct look *l)
{
    enum { LEAST = 10 };
    const struct leader *domain = first_of(l->g, LEAD_RECIPIENT_DOMAIN);
    if (l->side != OUT || !domain || !domain->text.len || domain->n < LEAST ||
        domain->n * 10 < l->g->count * 6 || !is_more(l, LEAST))
        return 0;
    struct trouble *t = tell(l, TROUBLE_DESTINATION, domain->text);
    t->n = domain->n;
    t->who = "server-admin";
    return 1;
}

/* A receiver that takes less than is sent.  By provider where one stands for half of it, for the
 * limit is the provider's; else by domain. */
static int look_at_throttle(const struct look *l)
{
    enum { LEAST = 15 };
    const struct leader *who = first_of(l->g, LEAD_PROVIDER);
    if (l->side != OUT || !(slice_is(l->cause, CAUSE_RATE_LIMITED) ||
                            slice_is(l->cause, CAUSE_TOO_MANY_CONNECTIONS)))
        return 0;
    if (!who || who->n * 2 < l->g->count)
        who = first_of(l->g, LEAD_RECIPIENT_DOMAIN);
    if (who && is_more(l, LEAST))
        tell(l, TROUBLE_THROTTLED, who->text);
    return 1;
}

/* What is put off from one sender to one domain is tried again and again: few messages, whatever
 * the number of tries.  What waits is told elsewhere. */
static int is_one_pair(const struct top_group *g)
{
    enum { TEMPORARY = 4 };
    return g->class == TEMPORARY && g->lead[LEAD_SENDER].distinct <= 1 &&
           g->lead[LEAD_RECIPIENT_DOMAIN].distinct <= 1;
}

/* Anything else that this site's mail met with, and did not before. */
static void look_at_growth(const struct look *l)
{
    enum { LEAST = 20, DAYS = 3 };
    struct likely usual = cause_usual(l->e, l->direction, l->word);
    if (l->side == IN || IS_CAUSE_OF(l->cause, passing) ||
        usual.known + l->e->health->usual.len < DAYS || !is_more(l, LEAST) || is_one_pair(l->g))
        return;
    struct trouble *t = tell(l, usual.high < 4 ? TROUBLE_NEW : TROUBLE_GREW, l->cause);
    const struct leader *sender = first_of(l->g, LEAD_SENDER);
    if (sender && sender->n * 10 >= l->g->count * 6) {
        free(t->where);
        t->where = mem_strn(sender->text.ptr, sender->text.len);
        t->people = 1;
    }
    t->who = NULL;                      /* the cause tells */
}

/* The most special explanation first; a cause that has one is not told as growth too. */
static void look_at_group(struct evidence *e, const struct top_group *g)
{
    struct look l = {.e = e, .g = g, .direction = g->direction,
                     .cause = g->key ? slice_str(g->key) : slice_of(NULL, 0)};
    l.word = words_number(&e->all->catalogue.words, l.cause);
    l.side = g->direction == e->inbound ? IN : g->direction == e->outbound ? OUT : LOCAL;
    if (!l.cause.len || look_at_own(&l))
        return;
    if (IS_CAUSE_OF(l.cause, unreached) && (look_at_width(&l) || look_at_destination(&l)))
        return;
    if (!look_at_throttle(&l))
        look_at_growth(&l);
}

int find_causes(struct evidence *e)
{
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < e->all->section[i].len; k++)
            look_at_group(e, &e->all->section[i].groups[k]);
    return STORE_OK;
}
