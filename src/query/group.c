/* Counting by a key: whatever the key, the same loop over rows of numbers. */
#include "query/group.h"

#include "base/mem.h"

#include <stdlib.h>
#include <time.h>

const struct group_key_row group_keys[GROUP_KEYS] = {
    [GROUP_CAUSE] = {"cause", N_("cause"), 0, 0, 0},
    [GROUP_CODE] = {"code", N_("code"), 0, 0, 0},
    [GROUP_REASON] = {"reason", N_("reason"), 0, 0, 0},
    [GROUP_PEER] = {"peer", N_("peer"), SCAN_PEER, 1, NAME_PEER},
    [GROUP_PEER_NET] = {"peer-net", N_("network"), SCAN_PEER, 1, NAME_NET},
    [GROUP_SENDER] = {"sender", N_("sender"), SCAN_SENDER, 1, NAME_ADDRESS},
    [GROUP_SENDER_DOMAIN] = {"sender-domain", N_("sender's domain"), SCAN_SENDER, 1, NAME_DOMAIN},
    [GROUP_RECIPIENT] = {"recipient", N_("recipient"), SCAN_RECIPIENT, 1, NAME_ADDRESS},
    [GROUP_RECIPIENT_DOMAIN] = {"recipient-domain", N_("recipient's domain"), SCAN_RECIPIENT, 1,
                                NAME_DOMAIN},
    [GROUP_PROVIDER] = {"provider", N_("provider"), 0, 0, 0},
    [GROUP_SASL_USER] = {"sasl-user", N_("user"), SCAN_SASL, 1, NAME_SASL},
    [GROUP_HELO] = {"helo", N_("HELO"), SCAN_HELO, 1, NAME_HELO},
    [GROUP_HOST] = {"host", N_("host"), 0, 1, NAME_HOST},
    [GROUP_MTA] = {"mta", N_("MTA"), 0, 0, 0},
    [GROUP_DIRECTION] = {"direction", N_("direction"), 0, 0, 0},
    [GROUP_PHASE] = {"phase", N_("phase"), 0, 0, 0},
    [GROUP_ENHANCED] = {"enhanced", N_("enhanced code"), 0, 0, 0},
    [GROUP_TAG] = {"tag", N_("tag"), 0, 0, 0},
    [GROUP_HOUR] = {"hour", N_("hour"), 0, 0, 0},
    [GROUP_DAY] = {"day", N_("day"), 0, 0, 0},
};

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
    const struct reason *r = row->reason;
    switch (key) {
    case GROUP_CAUSE: return r->cause;
    case GROUP_CODE: return (uint64_t)r->code;
    case GROUP_REASON: return r->template;
    case GROUP_PROVIDER: return r->provider;
    case GROUP_PHASE: return r->phase;
    case GROUP_MTA: return r->mta;
    case GROUP_DIRECTION: return r->direction;
    case GROUP_ENHANCED: return r->enhanced;
    case GROUP_TAG: return r->tag;
    case GROUP_HELO: return (uint64_t)row->helo;
    case GROUP_PEER:
    case GROUP_PEER_NET: return (uint64_t)row->peer;
    case GROUP_SENDER:
    case GROUP_SENDER_DOMAIN: return (uint64_t)row->sender;
    case GROUP_RECIPIENT:
    case GROUP_RECIPIENT_DOMAIN: return (uint64_t)row->recipient;
    case GROUP_SASL_USER: return (uint64_t)row->sasl;
    case GROUP_HOST: return (uint64_t)row->host;
    case GROUP_HOUR: return (uint64_t)(row->first / 3600 * 3600);
    case GROUP_DAY: return (uint64_t)period_day_of(row->first);
    default: return 0;
    }
}

int group_text(enum group_key key, uint64_t word, const struct words *words, struct strbuf *out)
{
    if (word == 0)
        return 0;
    if (key == GROUP_CODE) {
        strbuf_fmt(out, "%llu", (unsigned long long)word);
    } else if (key == GROUP_HOUR || key == GROUP_DAY) {
        time_t t = (time_t)word;
        struct tm tm = {0};
        char text[32];
        localtime_r(&t, &tm);
        strftime(text, sizeof text, key == GROUP_HOUR ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &tm);
        strbuf_str(out, text);
    } else {
        strbuf_slice(out, words_text(words, (uint32_t)word));
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

static struct group_stat *stat_of(struct grouping *g, const struct scan_row *row)
{
    const struct reason *reason = row->reason;
    uint64_t raw = group_raw(g->key, row);
    struct count_cell *cell = count_at(&g->index, group_side(reason->class, reason->direction), raw);
    if (!cell->n) {
        g->stats = mem_grow(g->stats, &g->cap, g->len + 1, sizeof *g->stats);
        g->stats[g->len] = (struct group_stat){.class = reason->class, .raw = raw, .first = row->first,
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

/* The pair that tells one recipient or message from all others; 0: the row is of none.  Ids are far
 * below 2^31. */
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
static int stays(const struct grouping *g, const struct count_cell *cell, const struct scan_row *row)
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
