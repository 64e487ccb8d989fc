/* Of ten million rows each step costs a hundredth of a second for every nanosecond, so steps are
 * loops over arrays without branches that depend on the data. */
#include "report/top_pass.h"

#include "base/mem.h"

#include <stdlib.h>

/* Events of a reason, and the latest of them. */
struct tally { int64_t n, event_id; };

enum { TALLIES = 1 << 18 };             /* more are counted in a map */

/* What a reason says of its events. */
enum { IS_INBOUND = 1, IS_DEFERRED = 2 };

/* What was looked up last: many rows have no key, or are of one hour, day or host. */
struct last { uint32_t raw_known, place; uint64_t raw; };

/* Rows of a block that are of groups that are shown, and of which. */
struct hits {
    uint32_t row[SCAN_BLOCK];
    uint32_t group[SCAN_BLOCK];         /* its place, then its number */
    size_t len;
};

struct reading {
    struct top_pass *pass;
    struct top *top;
    const struct top_shown *shown;
    unsigned char *says;                /* by reason: IS_* */
    struct top_group **shown_groups;    /* by place from 1 on: of all that are shown */
    uint32_t *numbers;                  /* by place: number in the pass from 1; 0: none yet */
    size_t shown_len;
    uint32_t *decided;                  /* by reason, where that decides the group: its place; 0:
                                           not shown.  Or NULL */
    struct last *last;                  /* by reason */
    struct tally *tallies;              /* by group and reason; by reason where that decides */
    size_t stride;                      /* of a group in tallies */
    enum pack_column column;            /* that has the key; PACK_COLUMNS: none has */
    int64_t quarter;                    /* of an hour, and the day that it is in; 0: none yet */
    uint64_t day;
    struct outcome_steps steps;
    struct hits all, in, out;           /* of a block: mail from clients, and the other */
};

/* ---- The group of a row --------------------------------------------------------------------- */

/* The number of the row's key.  Asking the calendar costs as much as all else of a row, so a day
 * is asked once for a quarter of an hour: no zone's midnight lies within one. */
static uint64_t raw_of(struct reading *r, const struct scan_row *row)
{
    enum { QUARTER = 900 };
    enum group_key key = r->top->options.key;
    if (group_keys[key].shown != KEY_DAY)
        return group_raw(key, row);
    if (!r->day || row->first / QUARTER != r->quarter) {
        r->day = group_raw(key, row);
        r->quarter = row->first / QUARTER;
    }
    return r->day;
}

/* Its place from 1, 0 if it is not shown. */
static uint32_t look_up(struct reading *r, const struct scan_row *row, uint64_t raw)
{
    const struct top_group *group = top_shown_group(r->top, r->shown, row, raw);
    return group ? group->place : 0;
}

/* The same, found once for each reason where that decides. */
static uint32_t place_of(struct reading *r, const struct scan_row *row)
{
    return r->decided ? r->decided[row->reason->id] : look_up(r, row, raw_of(r, row));
}

/* The groups that are shown are known by their places until rows of them come. */
static void place_groups(struct reading *r)
{
    struct top *t = r->top;
    size_t most = t->section[0].len + t->section[1].len + t->section[2].len;
    r->shown_groups = mem_alloc((most + 1) * sizeof(struct top_group *));
    r->numbers = mem_alloc((most + 1) * sizeof *r->numbers);
    r->pass->group = mem_alloc((most + 1) * sizeof(struct top_group *));
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < t->section[i].len; k++) {
            r->shown_groups[r->shown_len++] = &t->section[i].groups[k];
            t->section[i].groups[k].place = (uint32_t)r->shown_len;
        }
}

/* The number of the group at a place, by which it is counted: which is met first is the first. */
static inline uint32_t number_of(struct reading *r, uint32_t place)
{
    struct top_pass *p = r->pass;
    if (!r->numbers[place]) {
        p->group[p->len++] = r->shown_groups[place - 1];
        r->numbers[place] = (uint32_t)p->len;
    }
    return r->numbers[place] - 1;
}

static void know_reasons(struct reading *r)
{
    struct top *t = r->top;
    const struct catalogue *c = &t->catalogue;
    uint32_t deferred = words_number(&t->catalogue.words, SLICE_LIT("deferred")),
             inbound = words_number(&t->catalogue.words, SLICE_LIT("inbound"));
    r->says = mem_alloc(c->cap + 1);
    r->last = mem_alloc((c->cap + 1) * sizeof *r->last);
    if (group_keys[t->options.key].decided)
        r->decided = mem_alloc((c->cap + 1) * sizeof *r->decided);
    for (size_t i = 0; i < c->cap; i++) {
        const struct scan_row row = {.reason = catalogue_reason(c, (int64_t)i)};
        if (!row.reason)
            continue;
        r->says[i] = (unsigned char)((row.reason->direction == inbound ? IS_INBOUND : 0) |
                                     (row.reason->disposition == deferred ? IS_DEFERRED : 0));
        if (r->decided)
            r->decided[i] = look_up(r, &row, raw_of(r, &row));
    }
}

/* ---- Counting ------------------------------------------------------------------------------- */

static void make_tallies(struct reading *r)
{
    size_t cap = r->top->catalogue.cap + 1;
    r->stride = r->decided ? 0 : cap;
    if (r->decided || r->shown_len * cap <= TALLIES)
        r->tallies = mem_alloc((r->stride * r->shown_len + cap) * sizeof *r->tallies);
}

/* Rows come in order of time: the last is the latest. */
static void tally(struct reading *r, uint32_t number, int64_t reason, int64_t event_id)
{
    if (!r->tallies) {
        count_add(&r->pass->reasons, number, (uint64_t)reason, 1, event_id);
        return;
    }
    struct tally *of = &r->tallies[number * r->stride + (size_t)reason];
    of->n++;
    of->event_id = event_id;
}

static void take_tally(struct reading *r, size_t number, size_t reason)
{
    const struct tally *of = &r->tallies[number * r->stride + reason];
    if (of->n)
        count_add(&r->pass->reasons, number, reason, of->n, of->event_id);
}

/* Counted in arrays, which are faster than a map; now by group. */
static void take_tallies(struct reading *r)
{
    struct top_pass *p = r->pass;
    size_t reasons = r->tallies ? r->top->catalogue.cap : 0;
    for (size_t i = 0; i < reasons; i++)
        for (size_t number = 0; !r->decided && number < p->len; number++)
            take_tally(r, number, i);
    for (size_t i = 0; r->decided && i < reasons; i++)
        if (r->decided[i] && r->numbers[r->decided[i]])
            take_tally(r, number_of(r, r->decided[i]), i);
    for (size_t i = 0; i < p->reasons.len; i++)
        p->group[p->reasons.cells[i].a]->events += p->reasons.cells[i].n;
}

/* Counts an event in its group: by reason, and by everyone who took part. */
static void on_row(void *to, const struct scan_row *row)
{
    struct reading *r = to;
    const unsigned says = r->says[row->reason->id];
    const int inbound = says & IS_INBOUND;
    if (!inbound)
        outcome_add(&r->steps, row, (says & IS_DEFERRED) != 0);
    uint32_t place = place_of(r, row);
    if (!place)
        return;
    uint32_t number = number_of(r, place);
    const int64_t ids[WHOS] = {
        [WHO_CLIENT] = inbound ? row->peer : 0, [WHO_SERVER] = inbound ? 0 : row->peer,
        [WHO_SENDER] = row->sender, [WHO_RECIPIENT] = inbound ? row->recipient : 0,
        [WHO_DOMAIN] = inbound ? 0 : row->domain, [WHO_SASL] = row->sasl,
        [WHO_HOST] = row->host,
    };
    tally(r, number, row->reason->id, row->event_id);
    for (unsigned i = 0; i < WHOS; i++)
        if (ids[i] > 0)
            pairs_add(&r->pass->who[i], number, ids[i]);
}

/* ---- A block -------------------------------------------------------------------------------- */

/* Every row's group is known by its reason. */
static void hit_decided(struct reading *r, const struct scan_block *b)
{
    const int64_t *reason = b->pack->column[PACK_REASON];
    size_t len = 0;
    for (size_t k = 0; k < b->len; k++) {
        uint32_t place = r->decided[reason[b->rows[k]]];
        r->all.row[len] = b->rows[k];
        r->all.group[len] = place;
        len += place != 0;
    }
    r->all.len = len;
}

/* Those that may be of a group by a bit of their key; then each of those few is looked up. */
static void hit_by_key(struct reading *r, const struct scan_block *b)
{
    const struct pack *p = b->pack;
    size_t len = b->len;
    uint32_t may_be[SCAN_BLOCK];
    if (r->column != PACK_COLUMNS)
        len = top_shown_may_be(r->shown, p->column[r->column], b->rows, b->len, may_be);
    else
        memcpy(may_be, b->rows, len * sizeof *may_be);
    r->all.len = 0;
    for (size_t k = 0; k < len; k++) {
        size_t i = may_be[k];
        const struct scan_row row = {
            .reason = &r->top->catalogue.reasons[p->column[PACK_REASON][i]],
            .first = p->column[PACK_TIME][i], .host = p->column[PACK_HOST][i],
        };
        uint64_t raw = r->column != PACK_COLUMNS ? (uint64_t)p->column[r->column][i]
                                                 : raw_of(r, &row);
        struct last *last = &r->last[row.reason->id];
        if (!last->raw_known || last->raw != raw)
            *last = (struct last){1, look_up(r, &row, raw), raw};
        r->all.row[r->all.len] = (uint32_t)i;
        r->all.group[r->all.len] = last->place;
        r->all.len += last->place != 0;
    }
}

/* Those of mail from clients, and the others. */
static void part(struct reading *r, const struct pack *p)
{
    size_t in = 0, out = 0;
    for (size_t k = 0; k < r->all.len; k++) {
        size_t inbound = r->says[p->column[PACK_REASON][r->all.row[k]]] & IS_INBOUND;
        r->in.row[in] = r->out.row[out] = r->all.row[k];
        r->in.group[in] = r->out.group[out] = r->all.group[k];
        in += inbound;
        out += 1 - inbound;
    }
    r->in.len = in;
    r->out.len = out;
}

static void count_who(struct pairs *who, const struct hits *hits, const int64_t *ids)
{
    for (size_t k = 0; k < hits->len; k++) {
        int64_t id = ids[hits->row[k]];
        if (id > 0)
            pairs_add(who, hits->group[k], id);
    }
}

/* Steps of deliveries, of all groups. */
static void add_steps(struct reading *r, const struct scan_block *b)
{
    int64_t *const *column = b->pack->column;
    outcome_room(&r->steps, b->len);
    for (size_t k = 0; k < b->len; k++) {
        size_t i = b->rows[k];
        unsigned says = r->says[column[PACK_REASON][i]];
        outcome_put(&r->steps, !(says & IS_INBOUND), column[PACK_MESSAGE][i],
                    column[PACK_RECIPIENT][i], (says & IS_DEFERRED) != 0);
    }
}

static void on_block(void *to, const struct scan_block *b)
{
    struct reading *r = to;
    int64_t *const *column = b->pack->column;
    struct pairs *who = r->pass->who;
    add_steps(r, b);
    if (r->decided)
        hit_decided(r, b);
    else
        hit_by_key(r, b);
    for (size_t k = 0; k < r->all.len; k++) {
        size_t i = r->all.row[k];
        r->all.group[k] = number_of(r, r->all.group[k]);
        tally(r, r->all.group[k], column[PACK_REASON][i],
              column[PACK_TIME][i] << STORE_EVENT_SHIFT | column[PACK_SEQ][i]);
    }
    part(r, b->pack);
    count_who(&who[WHO_CLIENT], &r->in, column[PACK_PEER]);
    count_who(&who[WHO_SERVER], &r->out, column[PACK_PEER]);
    count_who(&who[WHO_SENDER], &r->all, column[PACK_SENDER]);
    count_who(&who[WHO_RECIPIENT], &r->in, column[PACK_RECIPIENT]);
    count_who(&who[WHO_DOMAIN], &r->out, column[PACK_DOMAIN]);
    count_who(&who[WHO_SASL], &r->all, column[PACK_SASL]);
    count_who(&who[WHO_HOST], &r->all, column[PACK_HOST]);
}

/* ---- The whole ------------------------------------------------------------------------------ */

int top_pass(struct top_pass *p, struct top *t, struct store *s, const struct top_shown *shown)
{
    const struct top_options *o = &t->options;
    const unsigned columns = group_keys[o->key].columns | SCAN_PEER | SCAN_SENDER |
                             SCAN_RECIPIENT | SCAN_DOMAIN | SCAN_SASL | SCAN_MESSAGE;
    struct reading *r = mem_alloc(sizeof *r);
    *r = (struct reading){.pass = p, .top = t, .shown = shown,
                          .column = scan_column(group_keys[o->key].columns)};
    const struct scan scan = {.store = s, .catalogue = &t->catalogue, .filter = &o->filter,
                              .row = on_row, .block = on_block, .to = r};
    place_groups(r);
    know_reasons(r);
    make_tallies(r);
    for (unsigned i = 0; i < WHOS; i++)
        pairs_begin(&p->who[i], r->shown_len);
    int failed = scan_events(&scan, o->period, columns);
    take_tallies(r);
    for (unsigned i = 0; i < WHOS; i++)
        pairs_finish(&p->who[i]);
    failed |= outcome_settle(&t->outcome, &r->steps, s, o->period);
    outcome_release(&r->steps);
    free(r->says);
    free(r->last);
    free(r->decided);
    free(r->shown_groups);
    free(r->numbers);
    free(r->tallies);
    free(r);
    return failed;
}

void top_pass_release(struct top_pass *p)
{
    free(p->group);
    count_release(&p->reasons);
    for (unsigned i = 0; i < WHOS; i++)
        pairs_release(&p->who[i]);
    *p = (struct top_pass){0};
}
