/* Counts the groups of a period and of the one before, ranks them, and has the leading ones
 * looked at closely.  Groups are numbers until they are ranked: names are read of those whose
 * count lets them be shown, and kept of those that are. */
#include "report/top.h"

#include "base/mem.h"
#include "report/rank.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_DAYS = 30 };

static struct top_section *section_of(struct top *t, int32_t class)
{
    return &t->section[5 - class];
}

/* ---- The first of each class ---------------------------------------------------------------- */

/* Those of a class that may be among the first, ranked by count and name. */
struct contest {
    const struct top *top;
    const struct grouping *groups;
    struct rank rank;
    size_t *places;                     /* of the groups, in order of their keys */
    size_t len, next;
    uint64_t *ids;                      /* their keys, each once */
    size_t ids_len;
};

static int is_of(const struct count_cell *group, int32_t class)
{
    return group->n > 0 && group_class(group) == class;
}

/* With fewer failures no group of the class is shown; 1: all are. */
static int64_t least_shown(const struct grouping *g, int32_t class, size_t most)
{
    uint64_t *counts = mem_alloc((g->groups.len + 1) * sizeof *counts);
    size_t len = 0;
    for (size_t i = 0; i < g->groups.len; i++)
        if (is_of(&g->groups.cells[i], class))
            counts[len++] = (uint64_t)g->groups.cells[i].n;
    int64_t least = rank_least(counts, len, most);
    free(counts);
    return least;
}

static int by_key(const void *left, const void *right, void *to)
{
    const struct count_cell *cells = to;
    uint64_t x = cells[*(const size_t *)left].b, y = cells[*(const size_t *)right].b;
    return (x > y) - (x < y);
}

/* Of equal counts all come in, for their names decide. */
static void let_in(struct contest *c, int32_t class)
{
    const struct counts *groups = &c->groups->groups;
    int64_t least = least_shown(c->groups, class, c->rank.most);
    c->places = mem_alloc((groups->len + 1) * sizeof *c->places);
    c->ids = mem_alloc((groups->len + 1) * sizeof *c->ids);
    for (size_t i = 0; i < groups->len; i++)
        if (is_of(&groups->cells[i], class) && groups->cells[i].n >= least)
            c->places[c->len++] = i;
    qsort_r(c->places, c->len, sizeof *c->places, by_key, groups->cells);
    for (size_t i = 0; i < c->len; i++) {
        uint64_t key = groups->cells[c->places[i]].b;
        if (key && (!c->ids_len || c->ids[c->ids_len - 1] != key))
            c->ids[c->ids_len++] = key;
    }
}

static uint64_t next_key(const struct contest *c)
{
    return c->groups->groups.cells[c->places[c->next]].b;
}

static void offer_next(struct contest *c, struct smtplog_slice name)
{
    size_t at = c->places[c->next++];
    const struct count_cell *group = &c->groups->groups.cells[at];
    rank_offer(&c->rank, (struct ranked){.at = at, .n = group->n,
                                         .direction = group_direction(group)}, name);
}

/* Those before it have no name. */
static void on_name(void *to, size_t i, struct smtplog_slice name)
{
    struct contest *c = to;
    while (next_key(c) < c->ids[i])
        offer_next(c, slice_of(NULL, 0));
    while (c->next < c->len && next_key(c) == c->ids[i])
        offer_next(c, name);
}

/* Who ranks among the first is decided by count and then by name, so names are read of those
 * alone that may be. */
static int offer_all(struct contest *c, struct names *names)
{
    const struct group_key_row *key = &group_keys[c->groups->key];
    int failed = STORE_OK;
    if (key->shown == KEY_NAMED)
        failed = names_each(names, key->names, c->ids, c->ids_len, on_name, c);
    while (c->next < c->len) {
        struct strbuf text = {0};
        int known = key->shown != KEY_NAMED &&
                    group_text(c->groups->key, next_key(c), &c->top->catalogue.words, &text);
        offer_next(c, known ? strbuf_view(&text) : slice_of(NULL, 0));
        strbuf_release(&text);
    }
    return failed;
}

/* A group leaves the rest when it is shown. */
static void show(struct top *t, struct top_section *s, const struct grouping *g,
                 const struct ranked *one)
{
    const struct count_cell *group = &g->groups.cells[one->at];
    const struct group_more *more = &g->more[one->at];
    s->groups[s->len++] = (struct top_group){
        .class = s->class, .direction = group_direction(group), .key = mem_slice(one->name),
        .count = group->n, .before = more->before, .echoes = more->echoes, .first = more->first,
        .last = group->latest, .trend = trend_of(group->n, more->before, t->before_known),
    };
    s->more_groups--;
    s->more_count -= group->n;
}

/* Shows the first groups of a section, and where rows find them. */
static int fill_section(struct top *t, struct top_section *s, const struct grouping *g,
                        struct top_shown *shown)
{
    struct contest c = {.top = t, .groups = g,
                        .rank.most = t->options.groups > 0 ? (size_t)t->options.groups : SIZE_MAX};
    let_in(&c, s->class);
    int failed = offer_all(&c, &t->names);
    rank_settle(&c.rank);
    if (c.rank.len)
        s->groups = mem_alloc(c.rank.len * sizeof *s->groups);
    for (size_t i = 0; i < c.rank.len; i++) {
        const struct count_cell *group = &g->groups.cells[c.rank.first[i].at];
        show(t, s, g, &c.rank.first[i]);
        top_shown_put(shown, group->a, group->b, top_shown_number(t, s, i));
    }
    rank_release(&c.rank);
    free(c.places);
    free(c.ids);
    return failed;
}

/* Every failure stands in one section, shown or not. */
static void sum_sections(struct top *t, const struct grouping *g)
{
    for (size_t i = 0; i < g->groups.len; i++) {
        const struct count_cell *group = &g->groups.cells[i];
        struct top_section *s = section_of(t, group_class(group));
        s->count += group->n;
        s->before += g->more[i].before;
        s->echoes += g->more[i].echoes;
        t->count += group->n;
        s->more_groups += group->n > 0;
        s->more_count += group->n;
    }
    for (int i = 0; i < 3; i++)
        t->section[i].trend = trend_of(t->section[i].count, t->section[i].before, t->before_known);
}

/* Names of several ids are united first, or one peer would stand there twice. */
static int rank_groups(struct top *t, struct grouping *g, struct top_shown *shown)
{
    int failed = grouping_unite(g, &t->names);
    sum_sections(t, g);
    for (int i = 0; i < 3; i++)
        failed |= fill_section(t, &t->section[i], g, shown);
    top_shown_all(shown, g);
    return failed;
}

/* ---- More of them --------------------------------------------------------------------------- */

struct course_of {
    struct top *top;
    const struct top_shown *shown;
};

/* NULL also where there is no reason. */
static struct top_group *shown_group(struct top *t, const struct top_shown *shown,
                                     const struct scan_row *row)
{
    return row->reason ? top_shown_group(t, shown, row, group_raw(t->options.key, row)) : NULL;
}

static void on_after(void *to, const struct scan_row *row)
{
    int64_t *n = to;
    if (row->reason->class != 3 && row->reason->after_code)
        *n += row->n;
}

/* Which reasons belong to shown groups that are new, as a JSON array; 0: none. */
static int reasons_of_new(struct top *t, const struct top_shown *shown, struct strbuf *json)
{
    for (size_t i = 0; i < t->catalogue.cap; i++) {
        const struct scan_row row = {.reason = catalogue_reason(&t->catalogue, (int64_t)i)};
        const struct top_group *group = shown_group(t, shown, &row);
        if (group && group->trend == TREND_NEW)
            strbuf_fmt(json, "%c%lld", json->len ? ',' : '[', (long long)row.reason->id);
    }
    if (json->len)
        strbuf_char(json, ']');
    return json->len != 0;
}

/* When a new group was last seen before: asked of the hourly counts, so of keys that a reason
 * decides. */
static int look_back(struct top *t, struct store *s, const struct top_shown *shown)
{
    struct strbuf json = {0};
    const struct filter *filter = &t->options.filter;
    if (!group_keys[t->options.key].decided || filter->host || filter_names_somebody(filter) ||
        !reasons_of_new(t, shown, &json))
        return STORE_OK;
    int64_t since = period_days_back(t->options.period, HISTORY_DAYS).since;
    t->history_since = since > t->coverage.all_first ? since : t->coverage.all_first;
    struct store_query *q = store_query(s, SQL_TOP_LAST_BEFORE);
    store_bind_int(q, 1, since);
    store_bind_int(q, 2, t->before.since);
    store_bind_text(q, 3, strbuf_view(&json));
    while (store_next(q)) {
        const struct scan_row row = {.reason = catalogue_reason(&t->catalogue, store_int(q, 0))};
        struct top_group *g = shown_group(t, shown, &row);
        g->last_before = store_int(q, 1) > g->last_before ? store_int(q, 1) : g->last_before;
    }
    strbuf_release(&json);
    return store_query_end(q);
}

/* How often mail failed after an intermediate reply (a 354, a 334).  Most databases have no such
 * reason, and a reading less. */
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

/* Where in the period: as many slots as the picture has. */
static void on_course(void *to, const struct scan_row *row)
{
    const struct course_of *c = to;
    struct period p = c->top->options.period;
    struct top_group *group = shown_group(c->top, c->shown, row);
    if (group && row->first >= p.since)
        group->course[(row->first - p.since) * TOP_COURSE / (p.until - p.since)] += row->n;
}

/* Of keys that a reason decides, for only these do the hourly counts know. */
static int count_course(struct top *t, const struct scan *s, const struct top_shown *shown)
{
    struct course_of course = {t, shown};
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
    struct grouping groups = {.key = options->key, .unit = options->unit};
    struct top_shown shown = {0};
    const struct scan scan = {.store = s, .catalogue = &t->catalogue,
                              .filter = &t->options.filter};

    int failed = coverage_load(&t->coverage, s, options->period);
    failed |= catalogue_load(&t->catalogue, s);
    filter_apply(&t->options.filter, &t->catalogue);
    t->before_covered = coverage_of(s, t->before);
    t->before_known = t->before_covered && coverage_of(s, options->period);
    failed |= grouping_count(&groups, GROUP_NOW, &scan, options->period);
    failed |= grouping_count(&groups, GROUP_BEFORE, &scan, t->before);
    failed |= rank_groups(t, &groups, &shown);
    grouping_release(&groups);
    failed |= count_after(t, &scan);
    failed |= count_course(t, &scan, &shown);
    failed |= look_back(t, s, &shown);
    failed |= top_detail(t, s, &shown);
    count_release(&shown.of);
    return failed ? STORE_FAILED : STORE_OK;
}

int top_no_data(const struct top *t)
{
    return t->count == 0 && t->coverage.sources == 0 && t->coverage.replies.all == 0;
}

/* The sample owns its texts; those of the leaders belong to the words of the catalogue. */
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
