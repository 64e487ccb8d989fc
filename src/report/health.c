/* Gathers the evidence, has the troubles found, and draws the verdict from them. */
#include "report/health.h"

#include "base/units.h"
#include "base/mem.h"
#include "event/causes.h"

#include <stdlib.h>

struct trouble *trouble_add(struct health *h, enum trouble_kind kind, struct smtplog_slice subject)
{
    h->troubles = mem_grow(h->troubles, &h->cap, h->len + 1, sizeof *h->troubles);
    struct trouble *t = &h->troubles[h->len++];
    *t = (struct trouble){.kind = kind,
                          .subject = subject.len ? mem_strn(subject.ptr, subject.len) : NULL};
    return t;
}

/* ---- Evidence ------------------------------------------------------------------------------- */

/* The local day among the last HEALTH_DAYS; -1: none of them. */
static int day_of(const int64_t *days, int64_t time)
{
    for (int i = HEALTH_DAYS - 1; i >= 0; i--)
        if (time >= days[i])
            return time < days[i + 1] ? i : -1;
    return -1;
}

static void make_days(int64_t *days, struct period p)
{
    int64_t day = period_day_of(p.until - 1);
    days[HEALTH_DAYS] = period_day_of(day + DAY + DAY / 2);
    for (int i = HEALTH_DAYS - 1; i >= 0; i--, day = period_day_of(day - 1))
        days[i] = day;
}

struct gathering {
    struct evidence *e;
    const int64_t *days;
    uint32_t rejected, failed_login, auth_failed;
    int64_t values[HEALTH_COUNTS][USUAL_MOST];
};

/* Into the sum of its period, and into the course of the last days. */
static void put_figure(struct gathering *g, enum health_count which, int period, int64_t time,
                       int64_t n)
{
    int day = day_of(g->days, time);
    if (period >= 0)
        g->values[which][period] += n;
    if (day >= 0)
        g->e->health->figures[which].course[day] += n;
}

/* One count of failures into its figure, and into the history of its side and cause by which it
 * is judged whether that cause has grown. */
static void on_row(void *to, const struct scan_row *row)
{
    struct gathering *g = to;
    struct evidence *e = g->e;
    const struct reason *r = row->reason;
    int period = usual_at(&e->health->usual, row->first);
    uint64_t side = (uint64_t)r->direction << 32;
    if (r->disposition == g->failed_login || (r->direction == e->inbound &&
                                              r->cause == g->auth_failed))
        put_figure(g, COUNT_GUESSED, period, row->first, row->n);
    else if (r->direction == e->inbound && r->disposition == g->rejected)
        put_figure(g, COUNT_REFUSED, period, row->first, row->n);
    if (period < 0)
        return;
    count_add(&e->history, side | r->cause, (uint64_t)period, row->n, 0);
    if (period == 0)
        count_add(&e->hours, side | r->cause, (uint64_t)(row->first / HOUR * HOUR), row->n, 0);
}

/* Failures by the hour, the period's and those before. */
static int read_failures(struct gathering *g, struct period back)
{
    static const struct filter any = {0};
    struct evidence *e = g->e;
    const struct scan scan = {.store = e->store, .catalogue = &e->all->catalogue, .filter = &any,
                              .row = on_row, .to = g};
    struct period p = e->health->period;
    return scan_counts(&scan, (struct period){back.since, p.since}) | scan_counts(&scan, p);
}

/* An hour belongs to the period that its middle is in, so one that two periods share is counted
 * once. */
static void add_flows(struct gathering *g)
{
    const struct flow_rows *f = &g->e->flows;
    for (size_t i = 0; i < f->len; i++) {
        const struct flow_row *row = &f->rows[i];
        int period = usual_at(&g->e->health->usual, row->hour + HOUR / 2);
        put_figure(g, COUNT_DELIVERED, period, row->hour, row->n[FLOW_DELIVERIES]);
        put_figure(g, COUNT_BOUNCED, period, row->hour, row->n[FLOW_BOUNCED]);
    }
}

/* What waits at a time is what began to wait before and was not settled. */
static int64_t waiting_at(const struct flow_rows *f, int64_t time)
{
    enum { LIFETIME = 7 * DAY };       /* nothing waits longer: Postfix gives up after five days */
    int64_t n = 0;
    for (size_t i = flow_rows_from(f, time - LIFETIME); i < f->len && f->rows[i].hour < time; i++)
        n += f->rows[i].n[FLOW_PUT_OFF] - f->rows[i].n[FLOW_SETTLED];
    return n > 0 ? n : 0;
}

/* How many wait is a level and no sum: it is asked at each period's end. */
static void add_waiting(struct gathering *g)
{
    struct health *h = g->e->health;
    struct health_figure *f = &h->figures[COUNT_WAITING];
    for (int i = 1; i < h->usual.len; i++)
        g->values[COUNT_WAITING][i] = waiting_at(&g->e->flows, h->usual.periods[i].until);
    for (int i = 0; i < HEALTH_DAYS; i++)
        f->course[i] = waiting_at(&g->e->flows, g->days[i + 1]);
    g->values[COUNT_WAITING][0] = f->course[HEALTH_DAYS - 1] = g->e->all->outcome.waiting;
}

/* Days before the first log are not known, which is not zero. */
static void finish_figures(struct gathering *g)
{
    struct health *h = g->e->health;
    for (int which = 0; which < HEALTH_COUNTS; which++) {
        struct health_figure *f = &h->figures[which];
        int of_flows = which == COUNT_DELIVERED || which == COUNT_WAITING ||
                       which == COUNT_BOUNCED;
        int64_t first = !of_flows ? g->e->all->coverage.all_first
                      : g->e->flows.len ? g->e->flows.rows[0].hour : INT64_MAX;
        f->now = g->values[which][0];
        f->usual = usual_of(&h->usual, g->values[which]);
        if (of_flows && !h->has_flows)
            f->usual.known = 0;
        for (int i = 0; i < HEALTH_DAYS; i++)
            if (g->days[i + 1] <= first || g->days[i] >= h->now)
                f->course[i] = -1;
    }
}

/* Reads failures and flows once for all that is looked at: the period, its like periods, and
 * the days of the course. */
static int gather(struct evidence *e)
{
    enum { AHEAD = 8 * DAY };           /* so that what waited on the first day is known */
    struct health *h = e->health;
    struct words *words = &e->all->catalogue.words;
    int64_t days[HEALTH_DAYS + 1];
    struct gathering g = {
        .e = e, .days = days, .rejected = words_number(words, SLICE_LIT("rejected")),
        .failed_login = words_number(words, SLICE_LIT("auth_failed")),
        .auth_failed = words_number(words, SLICE_LIT(CAUSE_AUTH_FAILED)),
    };
    make_days(days, h->period);
    struct period back = {h->usual.periods[h->usual.len - 1].since, h->period.until};
    back.since = days[0] < back.since ? days[0] : back.since;
    int failed = flow_rows_load(&e->flows, e->store, words,
                                (struct period){back.since - AHEAD, h->period.until});
    h->has_flows = e->flows.len > 0;
    failed |= read_failures(&g, back);
    add_flows(&g);
    add_waiting(&g);
    finish_figures(&g);
    return failed;
}

int cause_is_among(struct smtplog_slice cause, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_is(cause, list[i]))
            return 1;
    return 0;
}

const struct leader *first_of(const struct top_group *g, enum lead_kind kind)
{
    return g->lead[kind].distinct ? &g->lead[kind].top[0] : NULL;
}

struct likely cause_usual(const struct evidence *e, uint32_t direction, uint32_t cause)
{
    int64_t values[USUAL_MOST];
    for (int i = 0; i < USUAL_MOST; i++) {
        const struct count_cell *cell =
            count_get(&e->history, (uint64_t)direction << 32 | cause, (uint64_t)i);
        values[i] = cell ? cell->n : 0;
    }
    return usual_of(&e->health->usual, values);
}

/* Lines of the mail server in no known form: counts that lack them are not to be believed. */
static void find_unread(struct health *h, const struct coverage *c)
{
    enum { FLOOR = 40, KNOWN = 90 };
    int64_t missed = coverage_not_understood(c), all = c->recognised + missed;
    if (all < FLOOR || coverage_recognised(c) >= KNOWN)
        return;
    struct trouble *t = trouble_add(h, TROUBLE_UNREAD, slice_of(NULL, 0));
    t->n = missed;
    t->of = all;
    t->since = h->period.since;
    t->where = c->strange_log ? mem_str(c->strange_log) : NULL;
    t->who = "client-admin";
}

/* ---- The verdict ---------------------------------------------------------------------------- */

/* What each trouble makes of the verdict, and how loud it is. */
static const struct {
    enum health_state state;
    enum health_level level;
} weights[TROUBLE_KINDS] = {
    [TROUBLE_SILENT] = {HEALTH_UNKNOWN, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_BROKEN_IN] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_HIJACKED] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_HOST] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_STOPPED] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_PROCESS] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_GAP] = {HEALTH_PARTLY, HEALTH_LEVEL_WARNING},
    [TROUBLE_FELL] = {HEALTH_PARTLY, HEALTH_LEVEL_WARNING},
    [TROUBLE_UNREAD] = {HEALTH_UNKNOWN, HEALTH_LEVEL_WARNING},
    [TROUBLE_NETWORK] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_DNS] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_FILTER] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_CONFIG] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_DISK] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_CERTIFICATE] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_SMART_HOST] = {HEALTH_PARTLY, HEALTH_LEVEL_CRITICAL},
    [TROUBLE_LISTED] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_UNAUTHENTICATED] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_REVERSE_DNS] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_THROTTLED] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_GUESSING] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_DESTINATION] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_WAITING] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_NEW] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
    [TROUBLE_GREW] = {HEALTH_FLOWS, HEALTH_LEVEL_WARNING},
};

enum health_level health_level(const struct health *h)
{
    enum health_level level = HEALTH_LEVEL_OK;
    for (size_t i = 0; i < h->len; i++)
        if (weights[h->troubles[i].kind].level > level)
            level = weights[h->troubles[i].kind].level;
    return level;
}

/* An address that a tenth of the mail is refused for is more than a thing to do some day. */
static enum health_state state_of(const struct health *h, const struct trouble *t)
{
    if (t->kind == TROUBLE_LISTED && t->n * 10 >= h->figures[COUNT_DELIVERED].now)
        return HEALTH_PARTLY;
    return weights[t->kind].state;
}

/* Kinds stand in the order of their gravity (health.h); then what is most; then by name, so that
 * two runs say the same. */
static int by_gravity(const void *left, const void *right)
{
    const struct trouble *x = left, *y = right;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->subject ? x->subject : "", y->subject ? y->subject : "");
}

/* Order and verdict. "Mail flows" is said only where something was delivered. */
static void conclude(struct health *h)
{
    static const enum trouble_kind others[] = {TROUBLE_DESTINATION, TROUBLE_WAITING, TROUBLE_NEW,
                                               TROUBLE_GREW};
    if (h->len)
        qsort(h->troubles, h->len, sizeof *h->troubles, by_gravity);
    for (size_t i = 0; i < h->len; i++) {
        struct trouble *t = &h->troubles[i];
        enum health_state state = state_of(h, t);
        h->state = state > h->state ? state : h->state;
        t->yours = 1;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            if (t->kind == others[k])
                t->yours = 0;
        h->yours += (size_t)t->yours;
    }
    /* that mail flows is shown by a delivery, and by nothing else */
    if (h->state == HEALTH_FLOWS && (!h->has_flows || !h->figures[COUNT_DELIVERED].now))
        h->state = HEALTH_UNKNOWN;
}

int health_build(struct health *h, struct store *s, struct top *all, int64_t now)
{
    struct words *words = &all->catalogue.words;
    struct evidence e = {
        .health = h, .store = s, .all = all, .inbound = words_number(words, SLICE_LIT("inbound")),
        .outbound = words_number(words, SLICE_LIT("outbound")), .lanes = lane_words(words),
    };
    *h = (struct health){.period = all->options.period, .now = now,
                         .last_line = all->coverage.all_last};
    usual_make(&h->usual, s, h->period);
    int failed = gather(&e);
    failed |= find_causes(&e);
    find_waiting(&e);
    failed |= find_users(&e);
    find_silence(&e);
    find_unread(h, &all->coverage);
    conclude(h);
    flow_rows_release(&e.flows);
    count_release(&e.history);
    count_release(&e.hours);
    return failed ? STORE_FAILED : STORE_OK;
}

int trouble_is_unlogged(const struct trouble *t)
{
    return t->kind <= TROUBLE_UNREAD && t->kind != TROUBLE_BROKEN_IN &&
           t->kind != TROUBLE_HIJACKED;
}

void trouble_release(struct trouble *t)
{
    char *const owned[] = {t->subject, t->cause, t->where, t->host, t->sample};
    for (size_t k = 0; k < sizeof owned / sizeof *owned; k++)
        free(owned[k]);
}

void health_keep_unlogged(struct health *h)
{
    size_t len = 0;
    h->state = HEALTH_UNKNOWN;
    h->yours = 0;
    for (size_t i = 0; i < h->len; i++)
        if (trouble_is_unlogged(&h->troubles[i])) {
            h->yours += h->troubles[i].yours != 0;
            h->troubles[len++] = h->troubles[i];
        } else {
            trouble_release(&h->troubles[i]);
        }
    h->len = len;
}

void health_release(struct health *h)
{
    for (size_t i = 0; i < h->len; i++)
        trouble_release(&h->troubles[i]);
    free(h->troubles);
    *h = (struct health){0};
}

int health_of_period(struct health *h, struct store *s, struct period period, int64_t now,
                     int *no_data)
{
    const struct top_options every = {.period = period, .key = GROUP_CAUSE};
    struct top all;
    int failed = top_build(&all, s, &every);
    failed |= health_build(h, s, &all, now);
    if (no_data)
        *no_data = !failed && top_no_data(&all);
    top_release(&all);
    return failed ? STORE_FAILED : STORE_OK;
}
