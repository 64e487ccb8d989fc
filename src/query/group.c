/* Counting by a key: whatever the key, the same loop over rows of numbers. */
#include "query/group.h"

#include "base/mem.h"

#include <stdlib.h>
#include <time.h>

#define GROUP_RAW(id, name, title, columns, decided, shown, names, masked, told, value) \
    static uint64_t raw_##id(const struct scan_row *row) { return (uint64_t)(value); }
GROUP_TABLE(GROUP_RAW)

#define GROUP_ROW(id, name, title, columns, decided, shown, names, masked, told, value) \
    [GROUP_##id] = {name, title, columns, decided, shown, names, ANONYMITY_##masked, told, \
                    raw_##id},
const struct group_key_row group_keys[GROUP_KEYS] = {GROUP_TABLE(GROUP_ROW)};

int group_key_by_name(const char *name, enum group_key *out)
{
    for (unsigned i = 0; i < GROUP_KEYS; i++)
        if (strcmp(group_keys[i].name, name) == 0) {
            *out = i;
            return 1;
        }
    return 0;
}

int group_unit_by_name(const char *name, enum group_unit *out)
{
    static const char *const units[GROUP_UNITS] = {"events", "recipients", "messages", "attempts"};
    for (unsigned i = 0; i < GROUP_UNITS; i++)
        if (strcmp(units[i], name) == 0) {
            *out = i;
            return 1;
        }
    return 0;
}

uint64_t group_raw(enum group_key key, const struct scan_row *row)
{
    return group_keys[key].raw(row);
}

static void say_time(struct strbuf *out, uint64_t word, enum key_shown shown)
{
    time_t t = (time_t)word;
    struct tm tm = {0};
    char text[32];
    localtime_r(&t, &tm);
    strftime(text, sizeof text, shown == KEY_HOUR ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &tm);
    strbuf_str(out, text);
}

int group_text(enum group_key key, uint64_t word, const struct words *words, struct strbuf *out)
{
    if (word == 0)
        return 0;
    switch (group_keys[key].shown) {
    case KEY_NUMBER: strbuf_fmt(out, "%llu", (unsigned long long)word); break;
    case KEY_HOUR:
    case KEY_DAY: say_time(out, word, group_keys[key].shown); break;
    case KEY_WORD:
    case KEY_NAMED: strbuf_slice(out, words_text(words, (uint32_t)word)); break;
    }
    return 1;
}

enum { CLASS_BITS = 8 };

uint64_t group_side(int32_t class, uint32_t direction)
{
    return (uint64_t)direction << CLASS_BITS | (uint64_t)class;
}

int32_t group_class(const struct count_cell *group)
{
    return (int32_t)(group->a & ((1 << CLASS_BITS) - 1));
}

uint32_t group_direction(const struct count_cell *group)
{
    return (uint32_t)(group->a >> CLASS_BITS);
}

enum { SMALL_IDS = 1 << 22 };

static void grow_places(struct group_side *side, size_t raw)
{
    size_t cap = side->cap ? side->cap * 2 : 1024;
    while (cap <= raw)
        cap *= 2;
    side->places = mem_resize(side->places, cap * sizeof *side->places);
    memset(side->places + side->cap, 0, (cap - side->cap) * sizeof *side->places);
    side->cap = cap;
}

/* Where the place of a group is noted, so that a row does not search for it: ids are small
 * numbers.  NULL: it is noted nowhere. */
static uint32_t *note_of(struct grouping *g, uint64_t side, uint64_t raw)
{
    size_t i = 0;
    if (raw >= SMALL_IDS)
        return NULL;
    while (i < g->sides_len && g->sides[i].side != side)
        i++;
    if (i == GROUP_SIDES)
        return NULL;
    if (i == g->sides_len)
        g->sides[g->sides_len++] = (struct group_side){.side = side};
    if (raw >= g->sides[i].cap)
        grow_places(&g->sides[i], (size_t)raw);
    return &g->sides[i].places[raw];
}

static void forget_places(struct grouping *g)
{
    while (g->sides_len)
        free(g->sides[--g->sides_len].places);
}

/* The place of a group, made where it is the first of it. */
static size_t place_of(struct grouping *g, uint64_t side, uint64_t raw)
{
    uint32_t *note = note_of(g, side, raw);
    if (note && *note)
        return *note - 1;
    struct count_cell *cell = note ? count_append(&g->groups, side, raw)
                                   : count_at(&g->groups, side, raw);
    size_t place = (size_t)(cell - g->groups.cells);
    if (g->groups.len > g->more_cap)
        g->more = mem_grow(g->more, &g->more_cap, g->groups.len, sizeof *g->more);
    if (note)
        *note = (uint32_t)place + 1;
    return place;
}

/* The same of a row; a group that is made begins with it. */
static size_t place_from(struct grouping *g, const struct reason *reason, uint64_t raw,
                         int64_t first)
{
    size_t len = g->groups.len;
    size_t place = place_of(g, group_side(reason->class, reason->direction), raw);
    if (g->groups.len > len)
        g->more[place] = (struct group_more){.first = g->span == GROUP_NOW ? first : INT64_MAX};
    return place;
}

/* Counts the row in its group and answers the group's place. */
static size_t add(struct grouping *g, const struct scan_row *row)
{
    size_t place = place_from(g, row->reason, group_raw(g->key, row), row->first);
    struct count_cell *cell = &g->groups.cells[place];
    struct group_more *more = &g->more[place];
    if (g->span == GROUP_BEFORE) {
        more->before += row->n;
        return place;
    }
    cell->n += row->n;
    cell->latest = row->last > cell->latest ? row->last : cell->latest;
    more->echoes += row->reason->echo ? row->n : 0;
    more->first = row->first < more->first ? row->first : more->first;
    return place;
}

static void on_event(void *to, const struct scan_row *row)
{
    add(to, row);
}

/* Rows of a block in their groups.  Notes and cells of a million groups are far away: they are
 * asked for in one loop and used in the next, when they have come. */
static void on_block(void *to, const struct scan_block *b)
{
    struct grouping *g = to;
    const int64_t *keys = b->pack->column[g->column], *reasons = b->pack->column[PACK_REASON],
                  *times = b->pack->column[PACK_TIME];
    uint32_t places[SCAN_BLOCK];
    for (size_t k = 0; k < b->len; k++) {
        const struct reason *r = &g->reasons[reasons[b->rows[k]]];
        __builtin_prefetch(note_of(g, group_side(r->class, r->direction),
                                   (uint64_t)keys[b->rows[k]]));
    }
    for (size_t k = 0; k < b->len; k++) {
        size_t i = b->rows[k];
        places[k] = (uint32_t)place_from(g, &g->reasons[reasons[i]], (uint64_t)keys[i], times[i]);
        __builtin_prefetch(&g->groups.cells[places[k]], 1);
    }
    for (size_t k = 0; k < b->len; k++) {
        size_t i = b->rows[k];
        if (g->span == GROUP_BEFORE) {
            g->more[places[k]].before++;
            continue;
        }
        g->groups.cells[places[k]].n++;
        g->groups.cells[places[k]].latest = times[i];
        if (g->reasons[reasons[i]].echo)
            g->more[places[k]].echoes++;
    }
}

/* The pair that tells one recipient or message from all others; 0: the row is of none.
 * Ids are far below 2^31. */
static int identity(enum group_unit unit, const struct scan_row *row, uint64_t *a, uint64_t *b)
{
    uint64_t who = (uint64_t)row->peer << 32 | (uint64_t)row->sender;
    *a = row->message ? (uint64_t)row->message : who | UINT64_C(1) << 63;
    *b = unit == UNIT_RECIPIENTS ? (uint64_t)row->recipient : 0;
    if (unit == UNIT_RECIPIENTS)
        return row->recipient != 0;
    return row->message || row->sender;
}

/* A message that failed for good for one recipient stays there, though another still waits. */
static int stays(const struct grouping *g, const struct count_cell *seen,
                 const struct scan_row *row)
{
    return g->unit == UNIT_MESSAGES && group_class(&g->groups.cells[seen->n - 1]) == 5 &&
           row->reason->class != 5;
}

static void take_back(struct grouping *g, size_t place)
{
    if (g->span == GROUP_BEFORE)
        g->more[place].before--;
    else
        g->groups.cells[place].n--;
}

/* A recipient or message that fails again moves to the group of its new failure. */
static void on_once(void *to, const struct scan_row *row)
{
    struct grouping *g = to;
    uint64_t a, b;
    if (!identity(g->unit, row, &a, &b))
        return;
    struct count_cell *seen = count_at(&g->seen, a, b);
    if (seen->n && stays(g, seen, row))
        return;
    if (seen->n)
        take_back(g, (size_t)seen->n - 1);
    seen->n = (int64_t)add(g, row) + 1;
}

/* Exim tells the last host's reply again in the delivery's result: within a minute the same reply
 * of the same peer to the same message is the same try. */
static void on_attempt(void *to, const struct scan_row *row)
{
    enum { SAME_TRY = 60 };
    struct grouping *g = to;
    if (row->reason->echo)
        return;
    uint64_t reply = (uint64_t)row->peer << 10 | (uint64_t)row->reason->code;
    if (row->message && !row->reason->final)
        count_add(&g->seen, (uint64_t)row->message, reply, 1, row->last);
    else if (row->message) {
        const struct count_cell *cell = count_get(&g->seen, (uint64_t)row->message, reply);
        if (cell && row->last - cell->latest <= SAME_TRY)
            return;
    }
    add(g, row);
}

int grouping_count(struct grouping *g, enum group_span span, const struct scan *s,
                   struct period p)
{
    static const struct { unsigned columns; void (*row)(void *,
                                                        const struct scan_row *); } units[] = {
        [UNIT_EVENTS] = {0, on_event},
        [UNIT_RECIPIENTS] = {SCAN_PEER | SCAN_SENDER | SCAN_RECIPIENT | SCAN_MESSAGE, on_once},
        [UNIT_MESSAGES] = {SCAN_PEER | SCAN_SENDER | SCAN_MESSAGE, on_once},
        [UNIT_ATTEMPTS] = {SCAN_PEER | SCAN_MESSAGE, on_attempt},
    };
    struct scan scan = *s;
    scan.row = units[g->unit].row;
    scan.to = g;
    g->span = span;
    g->reasons = s->catalogue->reasons;
    g->column = scan_column(group_keys[g->key].columns);
    if (g->unit == UNIT_EVENTS && g->column != PACK_COLUMNS)
        scan.block = on_block;
    unsigned columns = units[g->unit].columns | group_keys[g->key].columns;
    int failed = columns ? scan_events(&scan, p, columns) : scan_counts(&scan, p);
    count_release(&g->seen);
    return failed;
}

/* ---- Equal names --------------------------------------------------------------------------- */

/* Adds a group to another grouping, under another key. */
static void move(struct grouping *to, const struct count_cell *cell, const struct group_more *more,
                 uint64_t raw)
{
    size_t len = to->groups.len, place = place_of(to, cell->a, raw);
    struct count_cell *sum = &to->groups.cells[place];
    struct group_more *all = &to->more[place];
    if (to->groups.len > len)
        *all = (struct group_more){.first = more->first};
    sum->n += cell->n;
    sum->latest = cell->latest > sum->latest ? cell->latest : sum->latest;
    all->before += more->before;
    all->echoes += more->echoes;
    all->first = more->first < all->first ? more->first : all->first;
}

int grouping_unite(struct grouping *g, struct names *names)
{
    const struct group_key_row *key = &group_keys[g->key];
    struct grouping united = {.key = g->key, .unit = g->unit};
    forget_places(g);
    if (key->shown != KEY_NAMED || names_are_unique(names, key->names))
        return STORE_OK;
    uint64_t *ids = mem_alloc((g->groups.len + 1) * sizeof *ids);
    for (size_t i = 0; i < g->groups.len; i++)
        ids[i] = g->groups.cells[i].b;
    int failed = names_unite(names, key->names, ids, g->groups.len, &united.same);
    for (size_t i = 0; i < g->groups.len; i++)
        move(&united, &g->groups.cells[i], &g->more[i],
             united_of(&united.same, g->groups.cells[i].b));
    forget_places(&united);
    grouping_release(g);
    *g = united;
    return failed;
}

void grouping_release(struct grouping *g)
{
    count_release(&g->groups);
    count_release(&g->seen);
    free(g->more);
    forget_places(g);
    united_release(&g->same);
    *g = (struct grouping){0};
}
