/* Asks everything that a night's report tells, in few passes over the counts. */
#include "report/report.h"

#include "base/units.h"
#include "base/mem.h"
#include "report/failing.h"
#include "report/rows.h"
#include "report/sections.h"

#include <stdlib.h>

/* ---- Hours, days, gaps --------------------------------------------------------------------- */

struct report_slot *report_slot_at(struct report_slot *slots, size_t len, int64_t time)
{
    size_t low = 0, high = len;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (slots[middle].time <= time)
            low = middle;
        else
            high = middle;
    }
    return len && time >= slots[low].time && time < slots[low].end ? &slots[low] : NULL;
}

enum report_side report_side_of(const struct report *r, uint32_t direction)
{
    return direction == r->sides[SIDE_IN] ? SIDE_IN
         : direction == r->sides[SIDE_HOME] ? SIDE_HOME : SIDE_OUT;
}

/* Days back from the last one, by the local calendar: one of them may have 23 or 25 hours.  Hours
 * of longer periods would be no picture, so there are none. */
static void make_slots(struct report *r)
{
    struct period p = r->options.period;
    int64_t day = period_day_of(p.until - 1);
    for (int i = REPORT_DAYS - 1; i >= 0; i--, day = period_day_of(day - 1))
        r->days[i] = (struct report_slot){.time = day, .end = i == REPORT_DAYS - 1
                                          ? period_day_of(day + 36 * HOUR) : r->days[i + 1].time};
    int64_t first = p.since / HOUR * HOUR;
    if ((p.until - first) / HOUR >= REPORT_HOURS)
        return;
    r->hours = mem_alloc((size_t)((p.until - first) / HOUR + 1) * sizeof *r->hours);
    for (int64_t t = first; t < p.until; t += HOUR)
        r->hours[r->hours_len++] = (struct report_slot){.time = t, .end = t + HOUR};
}

static void add_accepted(struct report_slot *slots, size_t len, const struct reply_sum *sum)
{
    struct report_slot *slot = report_slot_at(slots, len, sum->hour);
    if (slot)
        slot->accepted += sum->n;
}

/* Failures are counted from the events; here only what went well. */
static void on_accepted(void *to, const struct reply_sum *sum)
{
    struct report *r = to;
    if (sum->class != 2)
        return;
    add_accepted(r->days, REPORT_DAYS, sum);
    add_accepted(r->hours, r->hours_len, sum);
}

static int count_accepted(struct report *r, struct store *s)
{
    return replies_each(s, (struct period){r->days[0].time, r->options.period.until}, on_accepted,
                        r);
}

/* Three sides of the same mail: out, within this host, and in or submitted. */
static void add_mail(struct report_slot *slot, const struct flow_row *row,
                     const struct lane_words *w)
{
    if (!slot)
        return;
    slot->mail[SIDE_OUT] += lane_count(w, row, LANE_OUT);
    slot->mail[SIDE_HOME] += lane_count(w, row, LANE_HOME);
    slot->mail[SIDE_IN] += lane_count(w, row, LANE_IN) + lane_count(w, row, LANE_SUBMITTED);
}

struct mail {
    struct report *report;
    struct lane_words lanes;
};

/* All hosts together. */
static void on_mail(void *to, const struct flow_row *row, struct smtplog_slice host)
{
    const struct mail *m = to;
    struct report *r = m->report;
    (void)host;
    add_mail(report_slot_at(r->days, REPORT_DAYS, row->hour), row, &m->lanes);
    add_mail(report_slot_at(r->hours, r->hours_len, row->hour), row, &m->lanes);
}

/* What went well, by hour and day. */
static int count_mail(struct report *r, struct store *s)
{
    struct words *words = &r->top.catalogue.words;
    struct mail to = {r, lane_words(words)};
    return flow_rows_each(s, words, (struct period){r->days[0].time, r->options.period.until},
                          on_mail, &to);
}

static int64_t slot_all(const struct report_slot *slot)
{
    return slot->accepted + slot->class[3] + slot->class[4] + slot->class[5];
}

/* An hour of silence is a gap where an hour has 20 replies on average: with fewer, chance does it.
 */
static void find_gaps(struct report *r)
{
    enum { BUSY = 20 };
    int64_t sum = 0;
    for (size_t i = 0; i < r->hours_len; i++)
        sum += slot_all(&r->hours[i]);
    if (!r->hours_len || sum < (int64_t)r->hours_len * BUSY)
        return;
    for (size_t i = 0; i < r->hours_len; i++) {
        if (slot_all(&r->hours[i]) || r->hours[i].time >= r->options.now)
            continue;
        struct report_gap *last = r->gaps_len ? &r->gaps[r->gaps_len - 1] : NULL;
        if (last && last->until == r->hours[i].time) {
            last->until = r->hours[i].end;
            continue;
        }
        r->gaps = mem_grow(r->gaps, &r->gaps_cap, r->gaps_len + 1, sizeof *r->gaps);
        r->gaps[r->gaps_len++] = (struct report_gap){r->hours[i].time, r->hours[i].end};
    }
}

static int count_future(struct report *r, struct store *s)
{
    struct store_query *q = store_query(s, SQL_REPORT_FUTURE);
    store_bind_int(q, 1, r->options.now + HOUR);
    r->future = store_next(q) ? store_int(q, 0) : 0;
    return store_query_end(q);
}

/* Columns of schema/query/report_jumps.sql, in order. */
enum { JUMP_HOST, JUMP_BEFORE, JUMP_AFTER, JUMP_SOURCE, JUMP_LINE_NO };

/* Where clocks went back in the period: such hours hold times twice. */
static int load_jumps(struct report *r, struct store *s)
{
    struct store_query *q = store_query(s, SQL_REPORT_JUMPS);
    store_bind_int(q, 1, r->options.period.since);
    store_bind_int(q, 2, r->options.period.until);
    while (store_next(q)) {
        r->jumps = mem_grow(r->jumps, &r->jumps_cap, r->jumps_len + 1, sizeof *r->jumps);
        r->jumps[r->jumps_len++] = (struct report_jump){
            .host = store_copy(q, JUMP_HOST),
            .source = store_copy(q, JUMP_SOURCE), .before = store_int(q, JUMP_BEFORE),
            .after = store_int(q, JUMP_AFTER), .line_no = store_int(q, JUMP_LINE_NO),
        };
    }
    return store_query_end(q);
}

/* ---- Failures by time ---------------------------------------------------------------------- */

/* Both shapes of the course: by class, and by side and class. */
static void add_slot(struct report_slot *slots, size_t len, const struct scan_row *row, int side)
{
    struct report_slot *slot = report_slot_at(slots, len, row->first);
    if (!slot)
        return;
    slot->class[row->reason->class] += row->n;
    slot->failed[side][row->reason->class] += row->n;
}

/* `untold`: the row's reason is told by nothing. */
static void add_sums(struct report_sums *sums, const struct scan_row *row, int untold)
{
    if (row->first < sums->period.since || row->first >= sums->period.until)
        return;
    sums->all += row->n;
    sums->class[row->reason->class] += row->n;
    if (untold)
        sums->untold += row->n;
}

/* What one pass over the failures adds to. */
struct failures {
    struct report *report;
    struct failing *failing;
};

/* One reading serves the courses, the three sums and the lists of who. */
static void on_failures(void *to, const struct scan_row *row)
{
    const struct failures *f = to;
    struct report *r = f->report;
    int untold = catalogue_untold(&r->top.catalogue, row->reason);
    int side = report_side_of(r, row->reason->direction);
    add_slot(r->days, REPORT_DAYS, row, side);
    add_slot(r->hours, r->hours_len, row, side);
    add_sums(&r->now, row, untold);
    add_sums(&r->before, row, untold);
    add_sums(&r->week_before, row, untold);
    if (row->first >= r->options.period.since)
        failing_add(f->failing, row);
}

static int by_time(const void *left, const void *right)
{
    const int64_t *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

/* The failures of now and then, in one pass; cut where periods begin and end, so that no hour is
 * counted in two of them. */
static int count_failures(struct report *r, struct store *s, struct failing *failing)
{
    struct failures to = {r, failing};
    const struct scan scan = {.store = s, .catalogue = &r->top.catalogue,
                              .filter = &r->options.filter,
                              .row = on_failures, .to = &to};
    int64_t cuts[] = {r->days[0].time, r->week_before.period.since, r->week_before.period.until,
                      r->before.period.since, r->now.period.since, r->now.period.until};
    const size_t len = sizeof cuts / sizeof *cuts;
    int failed = STORE_OK;
    qsort(cuts, len, sizeof *cuts, by_time);
    for (size_t i = 1; i < len && cuts[i] <= r->now.period.until; i++)
        failed |= scan_counts(&scan, (struct period){cuts[i - 1], cuts[i]});
    return failed;
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* The catalogue's numbers of these words, looked up once. */
static void name_sides(struct report *r)
{
    static const char *const words[REPORT_SIDES] = {
        [SIDE_OUT] = "outbound", [SIDE_IN] = "inbound", [SIDE_HOME] = "local",
    };
    for (int i = 0; i < REPORT_SIDES; i++)
        r->sides[i] = words_number(&r->top.catalogue.words, slice_str(words[i]));
}

static struct report_sums sums_of(struct store *s, struct period p)
{
    return (struct report_sums){.period = p, .known = coverage_of(s, p)};
}

/* What a filter takes has no verdict. */
static int judge(struct report *r, struct store *s, int is_all)
{
    if (is_all)
        return health_build(&r->health, s, &r->top, r->options.now);
    int failed = health_of_period(&r->health, s, r->options.period, r->options.now, NULL);
    health_keep_unlogged(&r->health);
    return failed;
}

int report_build(struct report *r, struct store *s, const struct report_options *options)
{
    const struct period p = options->period;
    const struct top_options top = {.period = p, .key = GROUP_CAUSE, .filter = options->filter};
    const int is_all = filter_is_any(&options->filter);
    struct failing failing = {0};
    *r = (struct report){.options = *options};
    int failed = top_build(&r->top, s, &top);
    r->now = sums_of(s, p);
    r->before = sums_of(s, period_before(p));
    r->week_before = sums_of(s, period_days_back(p, 7));
    if (r->week_before.period.until > p.since)
        r->week_before.known = 0;       /* a longer period overlaps it */
    make_slots(r);
    name_sides(r);
    failed |= count_failures(r, s, &failing);
    if (is_all) {
        failed |= count_accepted(r, s);
        failed |= count_mail(r, s);
        find_gaps(r);
    }
    failed |= judge(r, s, is_all);
    top_limit(&r->top, options->groups);
    failed |= report_sections_fill(&(struct report_facts){r, s, &failing});
    failed |= count_future(r, s);
    failed |= load_jumps(r, s);
    failed |= status_build(&r->status, s, p);
    failing_release(&failing);
    return failed ? STORE_FAILED : STORE_OK;
}

int report_no_data(const struct report *r)
{
    return top_no_data(&r->top);
}

int report_is_clean(const struct report *r)
{
    return r->top.count == 0 && r->health.len == 0 && r->gaps_len == 0 && r->jumps_len == 0 &&
           !report_no_data(r);
}

void report_release(struct report *r)
{
    for (size_t i = 0; i < r->harmless_len; i++)
        free(r->harmless[i]);
    for (size_t i = 0; i < r->jumps_len; i++) {
        free(r->jumps[i].host);
        free(r->jumps[i].source);
    }
    free(r->harmless);
    free(r->jumps);
    health_release(&r->health);
    free(r->hours);
    free(r->gaps);
    for (size_t i = 0; i < REPORT_SECTIONS; i++)
        for (size_t k = 0; k < REPORT_LISTS; k++)
            rows_release(&r->rows[i][k]);
    status_release(&r->status);
    top_release(&r->top);
    *r = (struct report){0};
}
