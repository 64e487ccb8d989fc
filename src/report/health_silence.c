/* What was not said.  For each voice - all of the logs, a host, a daemon, mail of one way - the
 * hours without a word are compared with the same hours of like days: silence that they never had
 * is a trouble, whatever the replies before it looked like. */
#include "base/mem.h"
#include "base/units.h"
#include "event/causes.h"
#include "report/health.h"

#include <stdlib.h>

enum { HOURS_MOST = 31 * 24 + 1 };

/* Whose words: 0 is anybody's.  A way counts mail, the others count records. */
struct voice { uint32_t host, process; int way; };      /* way -1: none */
enum { NO_LANE = -1 };

/* Words by hour, of the period and of those before it. */
struct course {
    int64_t first;                      /* the first whole hour */
    int len;                            /* whole hours up to the end, or to now */
    int64_t *n[USUAL_MOST];
};

/* Hours without a word. */
struct silence { int64_t since, until; struct likely usual; int to_end; };

/* So many words must be missed, on a usual day and on the poorest ordinary one.  A message makes
 * some six records, so records come in clumps and are less sure than messages. */
struct floor { double usual, low; };
static const struct floor floor_all = {60, 30}, floor_way = {25, 12}, floor_process = {90, 45};

static int64_t words_of(const struct evidence *e, const struct flow_row *row,
                        const struct voice *v)
{
    if ((v->host && row->host != v->host) || (v->process && row->process != v->process))
        return 0;
    return v->way == NO_LANE ? row->n[FLOW_RECORDS] : lane_count(&e->lanes, row, v->way);
}

/* Whole hours alone: one that has just begun is always quiet. 0: the period has none, or too many
 * to be looked at. */
static int course_begin(struct course *c, const struct evidence *e)
{
    const struct health *h = e->health;
    int64_t end = h->period.until < h->now ? h->period.until : h->now;
    c->first = (h->period.since + HOUR - 1) / HOUR * HOUR;
    c->len = end > c->first ? (int)((end - c->first) / HOUR) : 0;
    if (c->len < 1 || c->len > HOURS_MOST)
        return 0;
    for (int i = 0; i < h->usual.len; i++)
        c->n[i] = mem_alloc((size_t)c->len * sizeof **c->n);
    return 1;
}

static void course_release(struct course *c)
{
    for (int i = 0; i < USUAL_MOST; i++)
        free(c->n[i]);
}

/* The same hours of each period that tells what is usual, moved by its distance. */
static void course_fill(struct course *c, const struct evidence *e, const struct voice *v)
{
    const struct usual *u = &e->health->usual;
    for (int i = 0; i < u->len; i++) {
        int64_t shift = u->periods[0].since - u->periods[i].since;
        int64_t from = c->first - shift / HOUR * HOUR;
        memset(c->n[i], 0, (size_t)c->len * sizeof **c->n);
        for (size_t k = flow_rows_from(&e->flows, from); k < e->flows.len; k++) {
            int64_t hour = (e->flows.rows[k].hour - from) / HOUR;
            if (hour >= c->len)
                break;
            c->n[i][hour] += words_of(e, &e->flows.rows[k], v);
        }
    }
}

/* What is usual of these hours together: single ones vary too much. */
static struct likely usual_of_hours(const struct course *c, const struct usual *u, int from,
                                    int to)
{
    int64_t values[USUAL_MOST] = {0};
    for (int i = 0; i < u->len; i++)
        for (int k = from; k < to; k++)
            values[i] += c->n[i][k];
    return usual_of(u, values);
}

/* The silence that is missed most.  0: there is none that is beyond an ordinary day's. */
static int longest(const struct course *c, const struct usual *u, struct floor floor,
                   struct silence *out)
{
    int found = 0;
    for (int from = 0, to; from < c->len; from = to + 1) {
        for (to = from; to < c->len && !c->n[0][to]; to++)
            ;
        struct likely l = usual_of_hours(c, u, from, to);
        double least = l.known < 2 ? 2 * floor.usual : floor.usual;
        if (to == from || !l.known || l.low < floor.low || l.usual < least)
            continue;
        if (found && l.usual <= out->usual.usual)
            continue;
        *out = (struct silence){c->first + from * HOUR, c->first + to * HOUR, l, to == c->len};
        found = 1;
    }
    return found;
}

/* When the voice was last heard: the end of that hour, or where the silence begins. */
static int64_t last_heard(const struct evidence *e, const struct voice *v, int64_t before)
{
    for (size_t i = flow_rows_from(&e->flows, before); i > 0; i--)
        if (words_of(e, &e->flows.rows[i - 1], v))
            return e->flows.rows[i - 1].hour + HOUR;
    return before;
}

/* That a log stopped is for whoever runs this server, whatever stopped it. */
static struct trouble *tell(struct evidence *e, enum trouble_kind kind,
                            struct smtplog_slice subject, const struct silence *s,
                            const struct voice *v)
{
    struct trouble *t = trouble_add(e->health, kind, subject);
    t->since = last_heard(e, v, s->since);
    t->until = s->to_end ? 0 : s->until;
    t->usual = s->usual;
    t->who = "client-admin";
    return t;
}

static int overlaps(const struct trouble *t, const struct silence *s)
{
    int64_t until = t->until ? t->until : INT64_MAX;
    int64_t from = t->since > s->since ? t->since : s->since,
            to = until < s->until ? until : s->until;
    return (to - from) * 2 >= s->until - s->since;
}

/* 1 if a trouble from `first` to `last` of the list of kinds tells of these hours already. */
static int is_told(const struct health *h, enum trouble_kind first, enum trouble_kind last,
                   const struct silence *s)
{
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].kind >= first && h->troubles[i].kind <= last &&
            overlaps(&h->troubles[i], s))
            return 1;
    return 0;
}

/* ---- All of the logs ------------------------------------------------------------------------ */

/* Without days to compare with: the log ended long ago and was a busy one, or ended a day ago. */
static int ended_early(const struct evidence *e, const struct course *c, struct silence *out)
{
    enum { BUSY = 20, LONG = 6, LONGEST = 24 };
    int64_t words = 0;
    int last = 0;
    for (int i = 0; i < c->len; i++) {
        words += c->n[0][i];
        last = c->n[0][i] ? i + 1 : last;
    }
    int silent = c->len - last, busy = words >= (int64_t)last * BUSY;
    if (e->health->usual.known || silent < (busy ? LONG : LONGEST) || !last)
        return 0;
    *out = (struct silence){.since = c->first + last * HOUR, .until = c->first + c->len * HOUR,
                            .to_end = 1};
    return 1;
}

/* Silence of everything: the log ended, or there is a hole in it. */
static void of_all(struct evidence *e, struct course *c)
{
    const struct voice all = {.way = NO_LANE};
    struct health *h = e->health;
    struct silence s;
    course_fill(c, e, &all);
    if (!longest(c, &h->usual, floor_all, &s) && !ended_early(e, c, &s))
        return;
    struct trouble *t = tell(e, s.to_end ? TROUBLE_SILENT : TROUBLE_GAP, slice_of(NULL, 0), &s,
                             &all);
    if (s.to_end && e->all->coverage.last_log)
        t->where = mem_str(e->all->coverage.last_log);
    h->stale = s.to_end && h->last_line < s.since + HOUR;
    if (h->stale && h->last_line)
        t->since = h->last_line;
    else if (!s.to_end)
        t->since = s.since;
}

/* ---- One host, one daemon, one way ---------------------------------------------------------- */

/* Words that stand in rows, once each. */
struct met { uint32_t host, process; };

/* Who speaks at all in what was loaded, each pair once. */
static size_t hosts_and_processes(const struct evidence *e, struct met *met, size_t most)
{
    size_t len = 0;
    for (size_t i = 0; i < e->flows.len; i++) {
        const struct met now = {e->flows.rows[i].host, e->flows.rows[i].process};
        size_t k = 0;
        while (k < len && (met[k].host != now.host || met[k].process != now.process))
            k++;
        if (k == len && len < most)
            met[len++] = now;
    }
    return len;
}

/* A host that fell silent while others spoke.  When everything was silent at that time, that is
 * told already. */
static void of_hosts(struct evidence *e, struct course *c, const struct met *met, size_t len)
{
    struct health *h = e->health;
    struct silence s;
    for (size_t i = 0; i < len; i++) {
        const struct voice v = {.host = met[i].host, .way = NO_LANE};
        size_t k = 0;
        while (met[k].host != met[i].host)
            k++;
        if (k < i || !v.host)
            continue;
        course_fill(c, e, &v);
        if (longest(c, &h->usual, floor_all, &s) && !is_told(h, TROUBLE_SILENT, TROUBLE_GAP, &s))
            tell(e, TROUBLE_HOST, words_text(&e->all->catalogue.words, v.host), &s, &v);
    }
}

/* For which strangers leave, or are sent away before they offer any mail. */
static const char *const of_strangers[] = {CAUSE_AUTH_FAILED, CAUSE_AUTH_ABANDONED,
                                           CAUSE_CONNECTION_LOST};

/* No mail is taken in: was it refused instead?  Then clients do come. */
static void look_at_refusals(const struct evidence *e, struct trouble *t, const struct silence *s)
{
    const struct counts *hours = &e->hours;
    struct counts causes = {0};
    for (size_t i = 0; i < hours->len; i++) {
        const struct count_cell *cell = &hours->cells[i];
        const uint32_t word = (uint32_t)cell->a;
        if (cell->a >> 32 != e->inbound || (int64_t)cell->b < s->since ||
            (int64_t)cell->b >= s->until ||
            IS_CAUSE_OF(words_text(&e->all->catalogue.words, word), of_strangers))
            continue;
        t->n += cell->n;
        count_add(&causes, word, 0, cell->n, 0);
    }
    int64_t most = 0;
    for (size_t i = 0; i < causes.len; i++) {
        if (causes.cells[i].n <= most)
            continue;
        struct smtplog_slice name = words_text(&e->all->catalogue.words,
                                               (uint32_t)causes.cells[i].a);
        most = causes.cells[i].n;
        free(t->cause);
        t->cause = mem_strn(name.ptr, name.len);
    }
    count_release(&causes);
}

/* Ways that stop together are one trouble; where a cause is known it was told already. */
static void of_ways(struct evidence *e, struct course *c)
{
    struct health *h = e->health;
    struct trouble *one = NULL;
    struct silence s;
    for (int way = 0; way < LANES; way++) {
        const struct voice v = {.way = way};
        course_fill(c, e, &v);
        if (!longest(c, &h->usual, floor_way, &s) ||
            is_told(h, TROUBLE_SILENT, TROUBLE_HOST, &s) ||
            is_told(h, TROUBLE_GAP, TROUBLE_GAP, &s) ||
            is_told(h, TROUBLE_NETWORK, TROUBLE_DISK, &s) ||
            is_told(h, TROUBLE_SMART_HOST, TROUBLE_SMART_HOST, &s))
            continue;
        if (!one || !overlaps(one, &s))
            one = tell(e, TROUBLE_STOPPED, slice_of(NULL, 0), &s, &v);
        else if (s.usual.usual > one->usual.usual)
            one->usual = s.usual;
        one->directions |= 1u << way;
        if (way == LANE_IN)
            look_at_refusals(e, one, &s);
    }
}

/* Where others go on, a daemon's host is part of its name. */
static void name_host(const struct evidence *e, struct trouble *t, const struct met *met,
                      size_t len, uint32_t host)
{
    struct smtplog_slice name = words_text(&e->all->catalogue.words, host);
    size_t i = 0;
    while (i < len && met[i].host == host)
        i++;
    if (i < len && name.len && !t->where)
        t->where = mem_strn(name.ptr, name.len);
}

/* A daemon that fell silent with the mail that it moves is named there. */
static void of_processes(struct evidence *e, struct course *c, const struct met *met, size_t len)
{
    struct health *h = e->health;
    struct silence s;
    for (size_t i = 0; i < len; i++) {
        const struct voice v = {met[i].host, met[i].process, NO_LANE};
        struct smtplog_slice name = words_text(&e->all->catalogue.words, v.process);
        course_fill(c, e, &v);
        if (!v.process || !longest(c, &h->usual, floor_process, &s) ||
            is_told(h, TROUBLE_SILENT, TROUBLE_HOST, &s) ||
            is_told(h, TROUBLE_GAP, TROUBLE_GAP, &s) ||
            is_told(h, TROUBLE_NETWORK, TROUBLE_DISK, &s))
            continue;
        size_t k = 0;
        while (k < h->len && (h->troubles[k].kind != TROUBLE_STOPPED ||
                              !overlaps(&h->troubles[k], &s)))
            k++;
        if (k == h->len) {
            name_host(e, tell(e, TROUBLE_PROCESS, name, &s, &v), met, len, v.host);
            continue;
        }
        char *before = h->troubles[k].where;
        h->troubles[k].where = before ? mem_fmt("%s, %.*s", before, (int)name.len, name.ptr)
                                      : mem_strn(name.ptr, name.len);
        free(before);
    }
}

/* Far less than ever, though not nothing. */
static void of_amounts(struct evidence *e, struct course *c)
{
    enum { FLOOR = 60 };
    struct health *h = e->health;
    struct trouble *one = NULL;
    for (size_t i = 0; i < h->len; i++)
        if (h->troubles[i].kind <= TROUBLE_GAP || (h->troubles[i].kind >= TROUBLE_NETWORK &&
                                                   h->troubles[i].kind <= TROUBLE_SMART_HOST))
            return;
    for (int way = 0; way < LANES; way++) {
        const struct voice v = {.way = way};
        int64_t now = 0;
        course_fill(c, e, &v);
        struct likely l = usual_of_hours(c, &h->usual, 0, c->len);
        for (int i = 0; i < c->len; i++)
            now += c->n[0][i];
        if (l.known < 2 || l.usual < FLOOR || (double)now >= .3 * l.low)
            continue;
        if (!one) {
            const struct silence all = {h->period.since, h->period.until, l, 1};
            one = tell(e, TROUBLE_FELL, slice_of(NULL, 0), &all, &v);
            one->since = h->period.since;
            one->n = now;
        }
        one->directions |= 1u << way;
    }
}

void find_silence(struct evidence *e)
{
    enum { MOST = 200 };
    struct course c = {0};
    struct met met[MOST];
    size_t len = hosts_and_processes(e, met, MOST);
    if (course_begin(&c, e)) {
        of_all(e, &c);
        of_hosts(e, &c, met, len);
        of_ways(e, &c);
        of_processes(e, &c, met, len);
        of_amounts(e, &c);
    }
    course_release(&c);
}
