/* What needs attention now: what is new, what grew beyond its usual spread, who began to refuse. */
#include "base/mem.h"
#include "query/series.h"
#include "report/report.h"

#include <stdlib.h>

/* Below ALERT_FLOOR events nothing is judged, below ALERT_NEW_FLOOR nothing is news; usual is what
 * at least ALERT_PERIODS periods show; what is beyond the mean by ALERT_SPREAD standard deviations
 * and half again as much as the mean grew. */
enum { ALERT_FLOOR = 10, ALERT_NEW_FLOOR = 5, ALERT_SENDER_FLOOR = 20, ALERT_PERIODS = 3,
       ALERT_SPREAD = 3, ALERT_JUMP = 5, ALERTS_OF_KIND = 5 };

/* Causes that have a place of their own. */
static const struct { const char *cause; enum alert_kind kind; } special[] = {
    {"tls", ALERT_TLS}, {"dns-temporary", ALERT_DNS}, {"expired", ALERT_EXPIRED},
};

static struct alert *add(struct report *r, enum alert_kind kind, struct smtplog_slice subject)
{
    r->alerts = mem_grow(r->alerts, &r->alerts_cap, r->alerts_len + 1, sizeof *r->alerts);
    struct alert *a = &r->alerts[r->alerts_len++];
    *a = (struct alert){.kind = kind, .subject = mem_strn(subject.ptr, subject.len)};
    return a;
}

/* Whether a series grew beyond what is usual.  Few periods of history judge by the one before. */
static int grew(const struct series *x, enum series_kind kind, uint32_t word, struct alert *a)
{
    double mean, deviation;
    int64_t now = series_at(x, kind, word, 0), before = series_at(x, kind, word, 1);
    int periods = series_usual(x, kind, word, &mean, &deviation);
    *a = (struct alert){.now = now, .before = before, .usual = mean, .periods = periods,
                        .first = series_first(x, kind, word)};
    if (now < ALERT_FLOOR || !periods)
        return 0;
    if (periods < ALERT_PERIODS)
        return x->covered[1] && now >= 2 * before && trend_of(now, before, 1) != TREND_SAME;
    return (double)now > mean * 1.5 && (double)now > mean + ALERT_SPREAD * deviation;
}

static void take(struct report *r, enum alert_kind kind, struct smtplog_slice subject,
                 struct smtplog_slice cause, const struct alert *found)
{
    struct alert *a = add(r, kind, subject);
    char *name = a->subject;
    *a = *found;
    a->kind = kind;
    a->subject = name;
    a->cause = cause.len ? mem_strn(cause.ptr, cause.len) : NULL;
}

static enum alert_kind kind_of_cause(struct smtplog_slice cause, int is_new)
{
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (slice_is(cause, special[i].cause))
            return special[i].kind;
    return is_new ? ALERT_NEW : ALERT_GREW;
}

static void look_at(struct report *r, const struct series *x, enum series_kind kind, uint32_t word)
{
    const struct words *words = &r->top.catalogue.words;
    struct smtplog_slice text = words_text(words, word);
    struct alert found;
    int more = grew(x, kind, word, &found);
    int is_new = found.periods > 0 && found.usual == 0 && found.now >= ALERT_NEW_FLOOR;
    if (kind == SERIES_REFUSED && more)
        take(r, ALERT_PROVIDER, text, words_text(words, series_cause(x, kind, word)), &found);
    if (kind == SERIES_CAUSE && !slice_is(text, "other") && (more || is_new))
        take(r, kind_of_cause(text, is_new), text, text, &found);
}

/* ---- Senders and users --------------------------------------------------------------------- */

struct jumped {
    uint32_t word;
    int64_t now, before, first;
};

static int by_now(const void *left, const void *right)
{
    const struct jumped *x = left, *y = right;
    if (x->now != y->now)
        return x->now > y->now ? -1 : 1;
    return (x->word > y->word) - (x->word < y->word);
}

/* Failures of a key in the period and the one before, merged over classes. */
static int load_jumps(struct report *r, const struct scan *scan, enum group_key key,
                      enum name_kind kind, struct counts *now, struct counts *before)
{
    struct counts *const sums[] = {now, before};
    const struct period periods[] = {r->options.period, period_before(r->options.period)};
    int failed = STORE_OK;
    for (int i = 0; i < 2; i++) {
        struct grouping g = {.key = key};
        failed |= grouping_count(&g, scan, periods[i]);
        for (size_t k = 0; k < g.len; k++)
            if (g.stats[k].raw)
                count_add(sums[i], g.stats[k].raw, 0, g.stats[k].n, -g.stats[k].first);
        grouping_release(&g);
    }
    for (size_t i = 0; i < now->cap; i++)
        if (now->cells[i].used && now->cells[i].n >= ALERT_SENDER_FLOOR)
            names_want(&r->top.names, kind, (int64_t)now->cells[i].a);
    return failed | names_load(&r->top.names);
}

static void take_jumps(struct report *r, enum alert_kind alert, enum name_kind kind,
                       const struct counts *now, const struct counts *before)
{
    struct jumped all[ALERTS_OF_KIND + 1];
    size_t len = 0;
    for (size_t i = 0; i < now->cap; i++) {
        const struct count_cell *cell = &now->cells[i];
        const struct count_cell *old = cell->used ? count_get(before, cell->a, 0) : NULL;
        int64_t was = old ? old->n : 0;
        if (!cell->used || cell->n < ALERT_SENDER_FLOOR || cell->n < was * ALERT_JUMP)
            continue;
        all[len++] = (struct jumped){names_word(&r->top.names, kind, (int64_t)cell->a), cell->n,
                                     was,
                                     0};
        qsort(all, len, sizeof *all, by_now);
        len = len > ALERTS_OF_KIND ? ALERTS_OF_KIND : len;
    }
    for (size_t i = 0; i < len; i++) {
        const struct alert found = {.now = all[i].now, .before = all[i].before};
        take(r, alert, words_text(&r->top.catalogue.words, all[i].word), slice_of(NULL, 0), &found);
    }
}

/* Who sends through this site: deliveries' senders, and users.  Compared with the period before, so
 * only where logs cover it. */
static int look_at_senders(struct report *r, struct store *s, const struct series *x)
{
    enum { DAYS_MOST = 3, DAY = 86400 };
    static const struct {
        enum group_key key;
        enum name_kind name;
        enum alert_kind alert;
    } who[] = {
        {GROUP_SASL_USER, NAME_SASL, ALERT_USER}, {GROUP_SENDER, NAME_ADDRESS, ALERT_SENDER},
    };
    const struct filter outbound = {.direction = "outbound"}, any = {0};
    const struct scan scan = {.store = s, .catalogue = &r->top.catalogue, .filter = &outbound};
    int failed = STORE_OK;
    if (!x->covered[1] || r->options.period.until - r->options.period.since > DAYS_MOST * DAY)
        return STORE_OK;
    filter_apply(&outbound, &r->top.catalogue);
    for (size_t i = 0; i < 2; i++) {
        struct counts now = {0}, before = {0};
        failed |= load_jumps(r, &scan, who[i].key, who[i].name, &now, &before);
        take_jumps(r, who[i].alert, who[i].name, &now, &before);
        count_release(&now);
        count_release(&before);
    }
    filter_apply(&any, &r->top.catalogue);
    return failed;
}

static int by_kind(const void *left, const void *right)
{
    const struct alert *x = left, *y = right;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->now != y->now)
        return x->now > y->now ? -1 : 1;
    return strcmp(x->subject, y->subject);
}

int report_attention(struct report *r, struct store *s, const struct series *x)
{
    for (size_t i = 0; i < x->firsts.cap; i++)
        if (x->firsts.cells[i].used)
            look_at(r, x, (enum series_kind)(x->firsts.cells[i].a >> 32),
                    (uint32_t)x->firsts.cells[i].a);
    int failed = look_at_senders(r, s, x);
    if (r->alerts_len)
        qsort(r->alerts, r->alerts_len, sizeof *r->alerts, by_kind);
    return failed;
}
