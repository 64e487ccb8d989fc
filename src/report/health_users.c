/* Logins: guessing that ended in one, users whose mail looks like a thief's,
 * guessing that did not.
 *
 * A stolen password has evidence of its own: the user's mail comes from networks that the
 * user never came from, there is far more of it than ever, receivers refuse it for its
 * content or its rate.  Two of these must agree.  What strikes everybody's mail is no
 * evidence against anybody. */
#include "base/mem.h"
#include "base/units.h"
#include "event/causes.h"
#include "report/health.h"

#include <stdlib.h>

struct login_row { int64_t hour, sasl, peer, messages, first; };

struct users {
    struct evidence *e;
    struct login_row *logins;
    size_t len, cap;
    struct counts guesses;              /* (peer, user) -> failed logins; latest:
                                           -time of the first */
    struct counts refused;           /* (user's id, 0) -> deliveries refused for content or rate */
    struct united of_peer, of_sasl;     /* networks and users, by what bears one name */
    int failed;
    /* by them */
    struct counts nets;                 /* (network, 0) -> failed logins; latest:
                                           -time of the first */
    struct counts known;                /* (network, user) of logins before the period */
    struct counts volume;               /* (user, period) -> messages */
    struct counts fresh;                /* (user, network) in the period, from where
                                           never before */
    struct counts bad;                  /* (user, 0) -> deliveries refused */
    size_t names;                       /* that were guessed */
    int64_t all_bad;
};

/* ---- Failed logins and refused deliveries --------------------------------------------------- */

/* The time is kept negative, since a count keeps the latest and the first is wanted. */
static void on_row(void *to, const struct scan_row *row)
{
    struct users *u = to;
    if (row->reason->direction == u->e->inbound)
        count_add(&u->guesses, (uint64_t)row->peer, (uint64_t)row->sasl, row->n, -row->first);
    else if (row->sasl)
        count_add(&u->refused, (uint64_t)row->sasl, 0, row->n, 0);
}

/* The same of a block.  Some rows ahead, what is counted is asked for. */
static void on_block(void *to, const struct scan_block *b)
{
    enum { AHEAD = 8 };
    struct users *u = to;
    const int64_t *reasons = b->pack->column[PACK_REASON], *peers = b->pack->column[PACK_PEER],
                  *users = b->pack->column[PACK_SASL], *times = b->pack->column[PACK_TIME];
    for (size_t k = 0; k < b->len; k++) {
        size_t i = b->rows[k], next = b->rows[k + AHEAD < b->len ? k + AHEAD : k];
        const struct scan_row row = {
            .reason = &u->e->all->catalogue.reasons[reasons[i]], .n = 1, .first = times[i],
            .peer = peers[i], .sasl = users[i],
        };
        count_ahead(&u->guesses, (uint64_t)peers[next], (uint64_t)users[next]);
        on_row(u, &row);
    }
}

/* Causes by which receivers refuse what a thief sends: for what it says, how much it is, or the
 * name that the server got by it. */
static int is_about_content(const struct catalogue *c, const struct reason *r)
{
    static const char *const causes[] = {
        CAUSE_CONTENT_REJECTED, CAUSE_RATE_LIMITED, CAUSE_VIRUS, CAUSE_POLICY, CAUSE_IP_REPUTATION,
        CAUSE_TOO_MANY_RECIPIENTS, CAUSE_BLOCKLISTED,
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (catalogue_is(c, r->cause, causes[i]))
            return 1;
    return 0;
}

/* The catalogue's filter is used for the choice, and made whole again for who comes next: failed
 * logins on our side, refusals of content on that of others. */
static int read_failures(struct users *u)
{
    static const struct filter any = {0};
    struct catalogue *c = &u->e->all->catalogue;
    const struct scan scan = {.store = u->e->store, .catalogue = c, .filter = &any, .row = on_row,
                              .block = on_block, .to = u};
    for (size_t i = 0; i < c->cap; i++) {
        struct reason *r = &c->reasons[i];
        int inbound = r->direction == u->e->inbound;
        int login = catalogue_is(c, r->disposition, "auth_failed") ||
                    (inbound && catalogue_is(c, r->cause, CAUSE_AUTH_FAILED));
        r->passes = r->passes && (inbound ? login : is_about_content(c, r));
    }
    int failed = scan_events(&scan, u->e->health->period, SCAN_PEER | SCAN_SASL);
    filter_apply(&any, c);
    return failed;
}

/* Columns of schema/query/login_read.sql, in order. */
enum { LOGIN_HOUR, LOGIN_USER, LOGIN_CLIENT, LOGIN_MESSAGES, LOGIN_FIRST };

/* From the oldest period that tells what is usual on. */
static int read_logins(struct users *u)
{
    const struct usual *usual = &u->e->health->usual;
    struct store_query *q = store_query(u->e->store, SQL_LOGIN_READ);
    store_bind_int(q, 1, usual->periods[usual->len - 1].since);
    store_bind_int(q, 2, u->e->health->period.until);
    while (store_next(q)) {
        u->logins = mem_grow(u->logins, &u->cap, u->len + 1, sizeof *u->logins);
        u->logins[u->len++] = (struct login_row){store_int(q, LOGIN_HOUR),
                                                 store_int(q, LOGIN_USER),
                                                 store_int(q, LOGIN_CLIENT),
                                                 store_int(q, LOGIN_MESSAGES),
                                                 store_int(q, LOGIN_FIRST)};
    }
    return store_query_end(q);
}

/* The ids of one column of logins, and of cells. */
static int unite(struct users *u, enum name_kind kind, struct united *united)
{
    size_t len = 0, most = u->len + u->guesses.len + u->refused.len;
    uint64_t *ids = mem_alloc((most + 1) * sizeof *ids);
    for (size_t i = 0; i < u->len; i++)
        ids[len++] = (uint64_t)(kind == NAME_NET ? u->logins[i].peer : u->logins[i].sasl);
    for (size_t i = 0; i < u->guesses.len; i++)
        ids[len++] = kind == NAME_NET ? u->guesses.cells[i].a : u->guesses.cells[i].b;
    for (size_t i = 0; kind != NAME_NET && i < u->refused.len; i++)
        ids[len++] = u->refused.cells[i].a;
    return names_unite(&u->e->all->names, kind, ids, len, united);
}

static uint64_t net_of(const struct users *u, int64_t peer)
{
    return united_of(&u->of_peer, (uint64_t)peer);
}

static uint64_t user_of(const struct users *u, int64_t sasl)
{
    return united_of(&u->of_sasl, (uint64_t)sasl);
}

/* The name of a network or a user that is told of. */
static struct smtplog_slice name_of(struct users *u, enum name_kind kind, uint64_t id)
{
    struct names *names = &u->e->all->names;
    names_want(names, kind, (int64_t)id);
    u->failed |= names_load(names);
    return words_text(&u->e->all->catalogue.words, names_word(names, kind, (int64_t)id));
}

/* Failed logins by network and by name; who was refused, by user. */
static void sum_failures(struct users *u)
{
    struct counts names = {0};
    for (size_t i = 0; i < u->guesses.len; i++) {
        const struct count_cell *cell = &u->guesses.cells[i];
        count_add(&u->nets, net_of(u, (int64_t)cell->a), 0, cell->n, cell->latest);
        if (cell->b)
            count_add(&names, user_of(u, (int64_t)cell->b), 0, 1, 0);
    }
    u->names = names.len;
    count_release(&names);
    for (size_t i = 0; i < u->refused.len; i++) {
        const struct count_cell *cell = &u->refused.cells[i];
        count_add(&u->bad, user_of(u, (int64_t)cell->a), 0, cell->n, 0);
        u->all_bad += cell->n;
    }
}

/* Logins come in order of time: what is known of the days before is whole when the
 * period's begin. */
static void sum_logins(struct users *u)
{
    const struct health *h = u->e->health;
    for (size_t i = 0; i < u->len; i++) {
        const struct login_row *l = &u->logins[i];
        uint64_t user = user_of(u, l->sasl), net = net_of(u, l->peer);
        int period = usual_at(&h->usual, l->first);
        if (period >= 0)
            count_add(&u->volume, user, (uint64_t)period, l->messages, 0);
        if (period != 0)
            count_add(&u->known, net, user, l->messages, 0);
        else if (!count_get(&u->known, net, user))
            count_add(&u->fresh, user, net, l->messages, 0);
    }
}

/* ---- Guessing that ended in a login --------------------------------------------------------- */

/* One user is one trouble, however many signs there are. */
static int is_told(const struct health *h, struct smtplog_slice user)
{
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].subject && slice_is(user, h->troubles[i].subject))
            return h->troubles[i].kind == TROUBLE_BROKEN_IN ||
                   h->troubles[i].kind == TROUBLE_HIJACKED;
    return 0;
}

static struct trouble *tell(struct users *u, enum trouble_kind kind, struct smtplog_slice subject)
{
    struct trouble *t = trouble_add(u->e->health, kind, subject);
    t->who = "client-admin";
    return t;
}

/* A user who mistypes does so a few times, and from a network that the user is
 * known to come from. */
static void find_broken_in(struct users *u)
{
    enum { GUESSES = 10 };
    struct health *h = u->e->health;
    for (size_t i = 0; i < u->len; i++) {
        const struct login_row *l = &u->logins[i];
        uint64_t user = user_of(u, l->sasl), net = net_of(u, l->peer);
        const struct count_cell *tried = count_get(&u->nets, net, 0);
        if (usual_at(&h->usual, l->first) != 0 || !tried || tried->n < GUESSES ||
            l->first < -tried->latest || count_get(&u->known, net, user))
            continue;
        h->guesses_in++;
        struct smtplog_slice name = name_of(u, NAME_SASL, user);
        if (is_told(h, name))
            continue;
        const struct count_cell *all = count_get(&u->volume, user, 0);
        struct trouble *t = tell(u, TROUBLE_BROKEN_IN, name);
        struct smtplog_slice where = name_of(u, NAME_NET, net);
        t->where = mem_strn(where.ptr, where.len);
        t->n = tried->n;
        t->of = all ? all->n : l->messages;
        t->since = l->first;
    }
}

/* ---- Users whose mail looks like a thief's -------------------------------------------------- */

/* The network that most of the user's mail came from and never did before; how much came from all
 * such. */
static int64_t from_fresh(const struct users *u, uint64_t user, uint64_t *net)
{
    int64_t all = 0, most = 0;
    *net = 0;
    for (size_t i = 0; i < u->fresh.len; i++) {
        const struct count_cell *cell = &u->fresh.cells[i];
        if (cell->a != user)
            continue;
        all += cell->n;
        if (cell->n > most || (cell->n == most && cell->b < *net)) {
            most = cell->n;
            *net = cell->b;
        }
    }
    return all;
}

/* Logins come in order of time, so the first that fits is the earliest. */
static int64_t login_since(const struct users *u, uint64_t user, uint64_t net)
{
    for (size_t i = 0; i < u->len; i++)
        if (user_of(u, u->logins[i].sasl) == user && net_of(u, u->logins[i].peer) == net &&
            usual_at(&u->e->health->usual, u->logins[i].first) == 0)
            return u->logins[i].first;
    return 0;
}

/* Two signs of three are needed: far more than usual, from networks never seen with him,
 * refused for what he sends. One alone is a newsletter, a journey, a full mailbox. */
static void look_at_user(struct users *u, uint64_t user, int64_t now)
{
    enum { MUCH = 40, MUCH_UNKNOWN = 150, FRESH = 20, BAD = 10 };
    const struct usual *usual = &u->e->health->usual;
    int64_t values[USUAL_MOST];
    uint64_t net;
    for (int i = 0; i < USUAL_MOST; i++) {
        const struct count_cell *cell = count_get(&u->volume, user, (uint64_t)i);
        values[i] = cell ? cell->n : 0;
    }
    struct likely l = usual_of(usual, values);
    const struct count_cell *cell = count_get(&u->bad, user, 0);
    int64_t bad = cell ? cell->n : 0, fresh = from_fresh(u, user, &net);
    int much = l.known ? now >= MUCH && (double)now > 3 * l.high : now >= MUCH_UNKNOWN;
    int elsewhere = l.known && fresh >= FRESH && fresh * 2 >= now;
    int refused = bad >= BAD && bad * 10 >= now && bad * 10 >= u->all_bad * 6;
    if (much + elsewhere + refused < 2)
        return;
    struct smtplog_slice name = name_of(u, NAME_SASL, user);
    if (is_told(u->e->health, name))
        return;
    struct trouble *t = tell(u, TROUBLE_HIJACKED, name);
    struct smtplog_slice where = name_of(u, NAME_NET, net);
    t->where = elsewhere && where.len ? mem_strn(where.ptr, where.len) : NULL;
    t->n = now;
    t->of = bad;
    t->usual = l;
    t->since = elsewhere ? login_since(u, user, net) : 0;
}

static void find_hijacked(struct users *u)
{
    for (size_t i = 0; i < u->volume.len; i++)
        if (u->volume.cells[i].b == 0 && u->volume.cells[i].a)
            look_at_user(u, u->volume.cells[i].a, u->volume.cells[i].n);
}

/* ---- Guessing that did not ------------------------------------------------------------------ */

/* The network that most guesses came from; 0: none. */
static uint64_t busiest_net(const struct users *u)
{
    const struct count_cell *most = NULL;
    for (size_t i = 0; i < u->nets.len; i++) {
        const struct count_cell *cell = &u->nets.cells[i];
        if (!most || cell->n > most->n || (cell->n == most->n && cell->a < most->a))
            most = cell;
    }
    return most ? most->a : 0;
}

/* It is everywhere and every day: told where it is far more than usual, or where
 * nobody knows what is usual. */
static void find_guessing(struct users *u)
{
    enum { MUCH = 300, MUCH_UNKNOWN = 100 };
    struct health *h = u->e->health;
    const struct health_figure *f = &h->figures[COUNT_GUESSED];
    int64_t days = (h->period.until - h->period.since + DAY - 1) / DAY;
    int much = f->usual.known ? f->now >= MUCH && (double)f->now > 4 * f->usual.high
                              : f->now >= MUCH_UNKNOWN * days;
    if (!much || h->guesses_in)
        return;
    struct trouble *t = tell(u, TROUBLE_GUESSING, slice_of(NULL, 0));
    t->n = f->now;
    t->usual = f->usual;
    t->people = (int64_t)u->names;
    t->places = (int64_t)u->nets.len;
    struct smtplog_slice where = name_of(u, NAME_NET, busiest_net(u));
    t->where = where.len ? mem_strn(where.ptr, where.len) : NULL;
}

int find_users(struct evidence *e)
{
    struct users u = {.e = e};
    int failed = read_failures(&u);
    failed |= read_logins(&u);
    failed |= unite(&u, NAME_NET, &u.of_peer) | unite(&u, NAME_SASL, &u.of_sasl);
    sum_failures(&u);
    sum_logins(&u);
    find_broken_in(&u);
    find_hijacked(&u);
    find_guessing(&u);
    struct counts *const all[] = {&u.guesses, &u.refused, &u.nets, &u.known, &u.volume, &u.fresh,
                                  &u.bad};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        count_release(all[i]);
    united_release(&u.of_peer);
    united_release(&u.of_sasl);
    free(u.logins);
    return failed | u.failed;
}
