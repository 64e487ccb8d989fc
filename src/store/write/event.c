/* One event becomes ids and one narrow row. A copy from another log is found here and only
 * marked. */
#include "store/write/write.h"

#include "event/host.h"

#include <stdlib.h>

/* 1 if it may be a copy: its record is one, or nobody knows and another channel's events cover
 * this time. */
static int may_be_copy(const struct store *s, const struct event *e, int channel)
{
    const int64_t ts = e->time;
    if (e->copy != EVENT_COPY_UNKNOWN)
        return e->copy == EVENT_COPY_YES;
    for (int i = 0; i < s->channels; i++)
        if (i != channel && s->channel[i].first <= ts && ts <= s->channel[i].last)
            return 1;
    return 0;
}

/* Columns of schema/query/event_copies.sql, in order. */
enum { COPY_SEQ, COPY_CHANNEL, COPY_ALSO_IN, COPY_HOST, COPY_SOURCE };

/* May the row, of SQL_EVENT_COPIES, be the event that this record is a copy of?  Where nothing
 * else is known, it is one of another channel that has not met its copy in this one yet: three
 * equal records in each of two logs are three events. */
static int is_original(sqlite3_stmt *st, const struct event *e, const struct store_source *source)
{
    uint64_t seen = (uint64_t)sqlite3_column_int64(st, COPY_ALSO_IN);
    if (!host_may_be(e->host, stmt_slice(st, COPY_HOST)))
        return 0;
    if (e->copy == EVENT_COPY_YES)
        return sqlite3_column_int64(st, COPY_SOURCE) != source->id;
    return sqlite3_column_int(st, COPY_CHANNEL) != source->channel &&
           !(seen >> source->channel & 1);
}

/* Looks for the event that this record is a copy of. */
static int match_copy(struct store *s, const struct event *e, const struct store_source *source,
                      int64_t *seq)
{
    sqlite3_stmt *st = stmt_start(s, SQL_EVENT_COPIES, "ii", e->time, (int64_t)e->identity);
    int row;
    while ((row = stmt_step(s, st)) == 1 && !is_original(st, e, source))
        ;
    if (row == 1) {
        *seq = sqlite3_column_int64(st, COPY_SEQ);
        sqlite3_reset(st);
    }
    return row;
}

/* The next free place in the second.  A second that overflows runs into the next one: the id stays
 * unique, the event is a second late. */
static int next_place(struct store *s, int64_t *ts, int64_t *seq)
{
    *seq = -1;
    if (*ts == s->clock_ts)
        *seq = s->clock_seq;
    else if (*ts <= s->max_ts && stmt_find(s, SQL_EVENT_LAST_SEQ, seq, "i", *ts) == 0)
        *seq = -1;
    if (s->broken)
        return STORE_FAILED;
    if (++*seq >> STORE_EVENT_SHIFT) {
        ++*ts;
        return next_place(s, ts, seq);
    }
    s->clock_ts = *ts;
    s->clock_seq = *seq;
    if (*ts > s->max_ts)
        s->max_ts = *ts;
    return STORE_OK;
}

/* Ids of what the event points to. */
struct ids {
    int64_t host, peer, reason, text, message, recipient;
    struct message_facts own;           /* what the message's row does not say */
};

static int64_t unless(int64_t own, int64_t of_message)
{
    return own == of_message ? 0 : own;
}

/* Ids of all names that the event needs. Of its message: what the event does not know itself. */
static int take_ids(struct store *s, const struct event *e, struct ids *id)
{
    id->peer = dict_peer(s, e->peer_ip, e->peer_name);
    id->reason = id->peer < 0 ? STORE_FAILED : dict_reason(s, e, id->peer);
    id->text = slice_eq(e->text, e->reason) ? 0 : dict_text(s, e);
    id->recipient = dict_address(s, e->recipient);
    id->message = 0;
    if (id->reason < 0 || id->text < 0 || id->recipient < 0 || message_facts(s, e, &id->own))
        return STORE_FAILED;
    if (!e->queue_id.len)
        return STORE_OK;
    struct message *m;
    if (message_find(s, e, id->host, 1, &m) || message_learn(s, m, e, &id->own))
        return STORE_FAILED;
    id->message = m->id;
    id->own.sender_id = unless(id->own.sender_id, m->sender_id);
    id->own.client_id = unless(id->own.client_id, m->client_id);
    id->own.sasl_id = unless(id->own.sasl_id, m->sasl_id);
    id->own.helo_id = unless(id->own.helo_id, m->helo_id);
    return STORE_OK;
}

/* Six bytes with their sign, which SQLite keeps as six. */
static int64_t kept_identity(uint64_t identity)
{
    return (int64_t)((identity & STORE_IDENTITY) << 16) >> 16;
}

static void widen(struct channel *c, int64_t ts)
{
    c->first = ts < c->first ? ts : c->first;
    c->last = ts > c->last ? ts : c->last;
}

/* The next free place of its second; the hour's sum follows. */
static int insert(struct store *s, const struct event *e, const struct ids *id,
                  const struct store_source *source)
{
    int64_t ts = e->time, seq;
    if (next_place(s, &ts, &seq))
        return STORE_FAILED;
    if (stmt_run(s, SQL_EVENT_ADD, "iiiiiinnnnnnnnniiii", ts, seq, (int64_t)e->micros,
                 (int64_t)e->digits, id->host, id->reason, id->text, id->message,
                 id->own.sender_id, id->recipient, id->peer, (int64_t)e->peer_port,
                 id->own.client_id, id->own.sasl_id, id->own.helo_id, source->id,
                 (int64_t)e->line_no, (int64_t)source->channel, kept_identity(e->identity)))
        return STORE_FAILED;
    widen(&s->channel[source->channel], ts);
    return hourly_count(s, ts, id->host, id->reason);
}

int store_event(struct store *s, const struct event *given, const struct store_source *source)
{
    struct event e = *given;
    struct ids id;
    int64_t seq;
    if (store_ready(s))
        return STORE_FAILED;
    if (source->id == 0 || source->channel < 0 || source->channel >= s->channels) {
        diag_error(s->diag, "%s: event of a source that was not saved", s->path);
        return STORE_FAILED;
    }
    if (!e.host.ptr)
        e.host = SLICE_LIT("");
    if (e.class < 3 || e.class > 5)
        event_settle(&e);
    if (may_be_copy(s, &e, source->channel)) {
        int copy = match_copy(s, &e, source, &seq);
        if (copy == 1 && stmt_run(s, SQL_EVENT_ALSO_IN, "iii", e.time, seq,
                                  (int64_t)1 << source->channel) == 0)
            return STORE_DUPLICATE;
        if (copy)
            return STORE_FAILED;
    }
    id.host = dict_name(s, DICT_HOST, e.host);
    if (id.host < 0 || take_ids(s, &e, &id))
        return STORE_FAILED;
    return insert(s, &e, &id, source);
}
