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

uint64_t group_side(int32_t class, uint32_t direction)
{
    return (uint64_t)direction << 8 | (uint64_t)class;
}

struct group_stat *grouping_find(const struct grouping *g, const struct scan_row *row)
{
    const struct count_cell *cell =
        count_get(&g->index, group_side(row->reason->class, row->reason->direction),
                  group_raw(g->key, row));
    return cell ? &g->stats[cell->n - 1] : NULL;
}

/* The group of a row, made where it is the first; groups of two classes or directions never
 * mix. */
static struct group_stat *stat_of(struct grouping *g, const struct scan_row *row)
{
    const struct reason *reason = row->reason;
    uint64_t raw = group_raw(g->key, row);
    struct count_cell *cell = count_at(&g->index, group_side(reason->class, reason->direction),
                                       raw);
    if (!cell->n) {
        g->stats = mem_grow(g->stats, &g->cap, g->len + 1, sizeof *g->stats);
        g->stats[g->len] = (struct group_stat){.class = reason->class, .raw = raw,
                                               .first = row->first,
                                                .direction = reason->direction};
        cell->n = (int64_t)++g->len;
    }
    return &g->stats[cell->n - 1];
}

/* Counts the row in its group and answers the group. */
static struct group_stat *add(struct grouping *g, const struct scan_row *row)
{
    struct group_stat *stat = stat_of(g, row);
    stat->n += row->n;
    stat->echoes += row->reason->echo ? row->n : 0;
    stat->first = row->first < stat->first ? row->first : stat->first;
    stat->last = row->last > stat->last ? row->last : stat->last;
    return stat;
}

static void on_event(void *to, const struct scan_row *row)
{
    add(to, row);
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
static int stays(const struct grouping *g, const struct count_cell *cell,
                 const struct scan_row *row)
{
    return g->unit == UNIT_MESSAGES && g->stats[cell->n - 1].class == 5 && row->reason->class != 5;
}

/* A recipient or message that fails again moves to the group of its new failure. */
static void on_once(void *to, const struct scan_row *row)
{
    struct grouping *g = to;
    uint64_t a, b;
    if (!identity(g->unit, row, &a, &b))
        return;
    struct count_cell *cell = count_at(&g->seen, a, b);
    if (cell->n && stays(g, cell, row))
        return;
    if (cell->n)
        g->stats[cell->n - 1].n--;
    cell->n = add(g, row) - g->stats + 1;
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

int grouping_count(struct grouping *g, const struct scan *s, struct period p)
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
    unsigned columns = units[g->unit].columns | group_keys[g->key].columns;
    return columns ? scan_events(&scan, p, columns) : scan_counts(&scan, p);
}

void grouping_release(struct grouping *g)
{
    free(g->stats);
    count_release(&g->index);
    count_release(&g->seen);
    *g = (struct grouping){0};
}
