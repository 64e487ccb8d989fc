/* Counts the groups of a period and of the one before, ranks them, and has the leading ones
 * looked at closely. */
#include "report/top.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_DAYS = 30 };

/* What falls together under one name; the small form, for there may be hundreds of thousands. */
struct flat {
    int32_t class;
    uint32_t direction;
    uint64_t word;
    int64_t count, before, echoes, first, last;
    struct top_group *shown;
};

struct merge {
    struct top *top;
    struct flat *flat;
    size_t len, cap;
    struct counts index;                /* (class and direction, word) -> place in flat, from 1 */
};

static uint64_t word_of(const struct top *t, const struct group_stat *stat)
{
    const struct group_key_row *key = &group_keys[t->options.key];
    return key->shown == KEY_NAMED ? names_word(&t->names, key->names, (int64_t)stat->raw)
                                   : stat->raw;
}

static int load_names(struct top *t, const struct grouping *g)
{
    const struct group_key_row *key = &group_keys[t->options.key];
    for (size_t i = 0; key->shown == KEY_NAMED && i < g->len; i++)
        names_want(&t->names, key->names, (int64_t)g->stats[i].raw);
    return names_load(&t->names);
}

static struct flat *flat_of(struct merge *m, const struct group_stat *stat)
{
    uint64_t word = word_of(m->top, stat);
    struct count_cell *cell = count_at(&m->index, group_side(stat->class, stat->direction), word);
    if (!cell->n) {
        m->flat = mem_grow(m->flat, &m->cap, m->len + 1, sizeof *m->flat);
        m->flat[m->len] = (struct flat){.class = stat->class, .direction = stat->direction,
                                         .word = word, .first = stat->first};
        cell->n = (int64_t)++m->len;
    }
    return &m->flat[cell->n - 1];
}

static void take_counts(struct merge *m, const struct grouping *now, const struct grouping *before)
{
    for (size_t i = 0; i < now->len; i++) {
        const struct group_stat *stat = &now->stats[i];
        struct flat *f = flat_of(m, stat);
        f->count += stat->n;
        f->echoes += stat->echoes;
        f->first = stat->first < f->first ? stat->first : f->first;
        f->last = stat->last > f->last ? stat->last : f->last;
    }
    for (size_t i = 0; i < before->len; i++)
        flat_of(m, &before->stats[i])->before += before->stats[i].n;
}

static struct top_section *section_of(struct top *t, int32_t class)
{
    return &t->section[5 - class];
}

/* The order of their bytes.  A month has a million groups of one event each, so nothing is copied
 * for that. */
static int words_order(struct smtplog_slice a, struct smtplog_slice b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int is_of_words(enum group_key key)
{
    return group_keys[key].shown == KEY_WORD || group_keys[key].shown == KEY_NAMED;
}

/* Class falling, count falling, then the key: words by their bytes, numbers by size. */
static int by_rank(const void *left, const void *right, void *to)
{
    const struct top *t = to;
    const struct flat *x = left, *y = right;
    if (x->class != y->class)
        return x->class > y->class ? -1 : 1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->word == y->word)
        return x->direction < y->direction ? -1 : x->direction > y->direction;
    if (!x->word || !y->word)
        return x->word ? -1 : 1;
    if (is_of_words(t->options.key))
        return words_order(words_text(&t->catalogue.words, (uint32_t)x->word),
                           words_text(&t->catalogue.words, (uint32_t)y->word));
    struct strbuf a = {0}, b = {0};
    group_text(t->options.key, x->word, &t->catalogue.words, &a);
    group_text(t->options.key, y->word, &t->catalogue.words, &b);
    int order = strcmp(a.ptr, b.ptr);
    strbuf_release(&a);
    strbuf_release(&b);
    return order;
}

static void show(struct top *t, struct top_section *s, struct flat *f)
{
    struct strbuf key = {0};
    int known = group_text(t->options.key, f->word, &t->catalogue.words, &key);
    f->shown = &s->groups[s->len++];
    *f->shown = (struct top_group){
        .class = f->class, .direction = f->direction, .key = known ? strbuf_steal(&key) : NULL,
        .count = f->count,
        .before = f->before, .echoes = f->echoes, .first = f->first, .last = f->last,
        .trend = trend_of(f->count, f->before, t->before_known),
    };
    strbuf_release(&key);
}

/* The flat groups are sorted: the first of each class are shown, the rest summed. */
static void fill_sections(struct merge *m)
{
    struct top *t = m->top;
    size_t limit = t->options.groups > 0 ? (size_t)t->options.groups : m->len;
    for (size_t i = 0; i < m->len; i++) {
        struct flat *f = &m->flat[i];
        struct top_section *s = section_of(t, f->class);
        s->count += f->count;
        s->before += f->before;
        s->echoes += f->echoes;
        t->count += f->count;
        if (f->count && !s->groups)
            s->groups = mem_alloc((limit < m->len ? limit : m->len) * sizeof *s->groups);
        if (f->count && s->len < limit) {
            show(t, s, f);
        } else if (f->count) {
            s->more_groups++;
            s->more_count += f->count;
        }
    }
    for (int i = 0; i < 3; i++)
        t->section[i].trend = trend_of(t->section[i].count, t->section[i].before, t->before_known);
}

/* After the sort places have changed: the index is made anew, then each row's group is known. */
static void place_stats(struct merge *m, struct grouping *g)
{
    for (size_t i = 0; i < m->len; i++)
        count_at(&m->index, group_side(m->flat[i].class, m->flat[i].direction),
                 m->flat[i].word)->n = (int64_t)i + 1;
    for (size_t i = 0; i < g->len; i++)
        g->stats[i].group = flat_of(m, &g->stats[i])->shown;
}

static int merge(struct top *t, struct grouping *now, struct grouping *before)
{
    struct merge m = {.top = t};
    int failed = load_names(t, now) | load_names(t, before);
    take_counts(&m, now, before);
    if (m.len)
        qsort_r(m.flat, m.len, sizeof *m.flat, by_rank, t);
    fill_sections(&m);
    place_stats(&m, now);
    free(m.flat);
    count_release(&m.index);
    return failed;
}

struct course_of {
    const struct top *top;
    const struct grouping *now;
};

static void on_after(void *to, const struct scan_row *row)
{
    int64_t *n = to;
    if (row->reason->class != 3 && row->reason->after_code)
        *n += row->n;
}

/* Which reasons belong to shown groups that are new, as a JSON array; 0: none. */
static int reasons_of_new(const struct top *t, const struct grouping *now, struct strbuf *json)
{
    for (size_t i = 0; i < t->catalogue.cap; i++) {
        const struct scan_row row = {.reason = catalogue_reason(&t->catalogue, (int64_t)i)};
        const struct group_stat *stat = row.reason
            ? grouping_find(now, &row) : NULL;
        if (stat && stat->group && stat->group->trend == TREND_NEW)
            strbuf_fmt(json, "%c%lld", json->len ? ',' : '[', (long long)row.reason->id);
    }
    if (json->len)
        strbuf_char(json, ']');
    return json->len != 0;
}

/* When a new group was last seen before: asked of the hourly counts, so of keys that a reason
 * decides. */
static int look_back(struct top *t, struct store *s, const struct grouping *now)
{
    struct strbuf json = {0};
    const struct filter *filter = &t->options.filter;
    if (!group_keys[t->options.key].decided || filter->host || filter_names_somebody(filter) ||
        !reasons_of_new(t, now, &json))
        return STORE_OK;
    int64_t since = period_days_back(t->options.period, HISTORY_DAYS).since;
    t->history_since = since > t->coverage.all_first ? since : t->coverage.all_first;
    struct store_query *q = store_query(s, SQL_TOP_LAST_BEFORE);
    store_bind_int(q, 1, since);
    store_bind_int(q, 2, t->before.since);
    store_bind_text(q, 3, strbuf_view(&json));
    while (store_next(q)) {
        const struct scan_row row = {.reason = catalogue_reason(&t->catalogue, store_int(q, 0))};
        struct top_group *g = grouping_find(now, &row)->group;
        g->last_before = store_int(q, 1) > g->last_before ? store_int(q, 1) : g->last_before;
    }
    strbuf_release(&json);
    return store_query_end(q);
}

static int count_after(struct top *t, const struct scan *s)
{
    struct scan scan = *s;
    int any = 0;
    for (size_t i = 0; i < t->catalogue.cap; i++) {
        const struct reason *r = catalogue_reason(&t->catalogue, (int64_t)i);
        any |= r && r->after_code && r->class != 3;
    }
    if (!any)
        return STORE_OK;
    scan.row = on_after;
    scan.to = &t->after_intermediate;
    return scan_counts(&scan, t->options.period);
}

static void on_course(void *to, const struct scan_row *row)
{
    const struct course_of *c = to;
    struct period p = c->top->options.period;
    const struct group_stat *stat = grouping_find(c->now, row);
    if (stat && stat->group && row->first >= p.since)
        stat->group->course[(row->first - p.since) * TOP_COURSE / (p.until - p.since)] += row->n;
}

/* Of keys that a reason decides, for only these do the hourly counts know. */
static int count_course(struct top *t, const struct scan *s, const struct grouping *now)
{
    struct course_of course = {t, now};
    struct scan scan = *s;
    t->course_known = t->options.course && group_keys[t->options.key].decided &&
                      t->options.unit == UNIT_EVENTS && !filter_names_somebody(s->filter);
    scan.row = on_course;
    scan.to = &course;
    return t->course_known ? scan_counts(&scan, t->options.period) : STORE_OK;
}

int top_build(struct top *t, struct store *s, const struct top_options *options)
{
    *t = (struct top){.options = *options, .before = period_before(options->period)};
    for (int i = 0; i < 3; i++)
        t->section[i].class = 5 - i;
    t->options.filter.attempts = options->unit == UNIT_ATTEMPTS;
    t->names = (struct names){.store = s, .words = &t->catalogue.words};
    struct grouping now = {.key = options->key, .unit = options->unit}, before = now;
    const struct scan scan = {.store = s, .catalogue = &t->catalogue,
                              .filter = &t->options.filter};

    int failed = coverage_load(&t->coverage, s, options->period);
    failed |= catalogue_load(&t->catalogue, s);
    filter_apply(&t->options.filter, &t->catalogue);
    t->before_covered = coverage_of(s, t->before);
    t->before_known = t->before_covered && coverage_of(s, options->period);
    failed |= grouping_count(&now, &scan, options->period);
    failed |= grouping_count(&before, &scan, t->before);
    failed |= merge(t, &now, &before);
    failed |= count_after(t, &scan);
    failed |= count_course(t, &scan, &now);
    failed |= look_back(t, s, &now);
    failed |= top_detail(t, s, &now);
    grouping_release(&now);
    grouping_release(&before);
    return failed ? STORE_FAILED : STORE_OK;
}

int top_no_data(const struct top *t)
{
    return t->count == 0 && t->coverage.sources == 0 && t->coverage.replies.all == 0;
}

static void release_group(struct top_group *g)
{
    struct sample *s = &g->sample;
    char *const owned[] = {s->text, s->trace, s->reason, s->tag, s->mta, s->process, s->direction,
                           s->phase, s->disposition, s->origin, s->peer_name, s->enhanced,
                           s->recipient, s->logged};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    free(g->key);
}

void top_limit(struct top *t, int groups)
{
    for (int i = 0; groups > 0 && i < 3; i++) {
        struct top_section *s = &t->section[i];
        while (s->len > (size_t)groups) {
            s->more_groups++;
            s->more_count += s->groups[--s->len].count;
            release_group(&s->groups[s->len]);
        }
    }
    t->options.groups = groups;
}

void top_release(struct top *t)
{
    for (int i = 0; i < 3; i++) {
        for (size_t k = 0; k < t->section[i].len; k++)
            release_group(&t->section[i].groups[k]);
        free(t->section[i].groups);
    }
    coverage_release(&t->coverage);
    names_release(&t->names);
    catalogue_release(&t->catalogue);
    *t = (struct top){0};
}
