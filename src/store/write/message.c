/* Rows of messages: what a queue id's lines tell of sender, client and user comes bit by bit, so
 * rows stay in memory and are written once a batch. */
#include "store/write/write.h"

#include "base/mem.h"

#include <stdlib.h>

/* A queue id that comes back after this long without a failure is another message's: longer than
 * any usual queue lifetime (Postfix 5 days, Exim retries 4 and thaws later). */
enum { LIFE = 10 * DAY, REMEMBERED = 65536 };

static void message_free(void *value)
{
    struct message *m = value;
    free(m->queue_id);
    free(m->message_id);
    free(m);
}

static void forget(struct store *s)
{
    map_clear(&s->messages, message_free);
    s->dirty_len = 0;
}

/* Messages are written at the commit, once each, whatever happened to them. */
static void touch(struct store *s, struct message *m)
{
    if (m->dirty)
        return;
    m->dirty = 1;
    s->dirty = mem_grow(s->dirty, &s->dirty_cap, s->dirty_len + 1, sizeof *s->dirty);
    s->dirty[s->dirty_len++] = m;
}

/* Writes what changed since the last batch, each message once however often it changed. */
static int flush(struct store *s)
{
    for (size_t i = 0; i < s->dirty_len; i++) {
        struct message *m = s->dirty[i];
        m->dirty = 0;
        if (stmt_run(s, SQL_MESSAGE_PUT, "iiciicnnnnn", m->id, m->host_id, m->queue_id,
                     m->first_time, m->last_time, m->message_id, m->sender_id, m->client_id,
                     m->sasl_id, m->helo_id, m->size))
            return STORE_FAILED;
    }
    s->dirty_len = 0;
    return STORE_OK;
}

static void release(struct store *s)
{
    map_release(&s->messages, message_free);
    free(s->dirty);
}

static const struct store_cache cache = {flush, forget, release};

/* 1 if the failure may be of this life of the queue id. */
static int is_of(const struct message *m, const struct event *e)
{
    if (e->time < m->first_time - LIFE || e->time > m->last_time + LIFE)
        return 0;
    return !m->message_id || !e->message_id.len || slice_is(e->message_id, m->message_id);
}

/* Columns of schema/query/message_find.sql, in order. */
enum {
    LIFE_NO, LIFE_FIRST, LIFE_LAST, LIFE_MESSAGE_ID, LIFE_SENDER, LIFE_CLIENT, LIFE_SASL,
    LIFE_HELO, LIFE_SIZE
};

/* A message as another run left it. */
static struct message *from_row(sqlite3_stmt *st, const struct event *e, int64_t host_id)
{
    struct message *m = mem_alloc(sizeof *m);
    struct smtplog_slice header = stmt_slice(st, LIFE_MESSAGE_ID);
    *m = (struct message){
        .id = sqlite3_column_int64(st, LIFE_NO), .host_id = host_id,
        .first_time = sqlite3_column_int64(st, LIFE_FIRST),
        .last_time = sqlite3_column_int64(st, LIFE_LAST),
        .sender_id = sqlite3_column_int64(st, LIFE_SENDER),
        .client_id = sqlite3_column_int64(st, LIFE_CLIENT),
        .sasl_id = sqlite3_column_int64(st, LIFE_SASL),
        .helo_id = sqlite3_column_int64(st, LIFE_HELO),
        .size = sqlite3_column_int64(st, LIFE_SIZE),
        .queue_id = mem_strn(e->queue_id.ptr, e->queue_id.len),
        .message_id = mem_slice(header),
    };
    return m;
}

/* The life in the database that the failure is of, or NULL. */
static int load(struct store *s, const struct event *e, int64_t host_id, struct message **out)
{
    sqlite3_stmt *st = stmt_start(s, SQL_MESSAGE_FIND, "ti", e->queue_id, host_id);
    int row;
    while ((row = stmt_step(s, st)) == 1) {
        *out = from_row(st, e, host_id);
        if (is_of(*out, e)) {
            sqlite3_reset(st);
            return STORE_OK;
        }
        message_free(*out);
        *out = NULL;
    }
    return row;
}

/* From the first failure to the last. */
static void widen(struct store *s, struct message *m, int64_t time)
{
    if (time >= m->first_time && time <= m->last_time)
        return;
    m->first_time = time < m->first_time ? time : m->first_time;
    m->last_time = time > m->last_time ? time : m->last_time;
    touch(s, m);
}

/* Ids are given here and not by SQLite: rows are written later, many at once. */
static struct message *begin(struct store *s, const struct event *e, int64_t host_id)
{
    struct message *m = mem_alloc(sizeof *m);
    *m = (struct message){
        .id = ++s->last_message_id, .host_id = host_id, .first_time = e->time,
        .last_time = e->time,
        .queue_id = mem_strn(e->queue_id.ptr, e->queue_id.len),
    };
    return m;
}

/* In place of what the map holds for the key, which is another life and written already. */
static int keep(struct store *s, struct smtplog_slice key, struct message *m)
{
    struct message *old = map_get(&s->messages, key);
    if (s->messages.len >= REMEMBERED) {
        if (flush(s)) {
            message_free(m);
            return STORE_FAILED;
        }
        forget(s);
        old = NULL;
    }
    batch_join(s, &cache);
    map_put(&s->messages, key)->value = m;
    if (old)
        message_free(old);
    return STORE_OK;
}

int message_find(struct store *s, const struct event *e, int64_t host_id, int create,
                 struct message **out)
{
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)&host_id, sizeof host_id);
    strbuf_slice(&s->key, e->queue_id);
    struct message *cached = map_get(&s->messages, strbuf_view(&s->key));
    *out = cached && is_of(cached, e) ? cached : NULL;
    if (*out) {
        if (create)
            widen(s, *out, e->time);
        return STORE_OK;
    }
    if ((cached && cached->dirty && flush(s)) || load(s, e, host_id, out))
        return STORE_FAILED;
    if (!*out && create) {
        *out = begin(s, e, host_id);
        touch(s, *out);
    }
    if (!*out || keep(s, strbuf_view(&s->key), *out))
        return *out ? STORE_FAILED : STORE_OK;
    if (create)
        widen(s, *out, e->time);
    return STORE_OK;
}

int message_facts(struct store *s, const struct event *e, struct message_facts *f)
{
    f->sender_id = dict_address(s, e->sender);
    f->client_id = dict_peer(s, e->client_ip, e->client_name);
    f->sasl_id = dict_name(s, DICT_SASL, e->sasl_user);
    f->helo_id = dict_name(s, DICT_HELO, e->helo);
    return f->sender_id < 0 || f->client_id < 0 || f->sasl_id < 0 || f->helo_id < 0 ? STORE_FAILED
                                                                                   : STORE_OK;
}

/* Takes what is news; 1 if anything was. */
static int learn(int64_t *known, int64_t told)
{
    int news = *known == 0 && told != 0;
    if (news)
        *known = told;
    return news;
}

int message_learn(struct store *s, struct message *m, const struct event *e,
                  const struct message_facts *f)
{
    int packed = learn(&m->sender_id, f->sender_id) | learn(&m->sasl_id, f->sasl_id) |
                 learn(&m->client_id, f->client_id);
    int news = packed | learn(&m->helo_id, f->helo_id) | learn(&m->size, e->size);
    if (!m->message_id && e->message_id.len) {
        m->message_id = mem_strn(e->message_id.ptr, e->message_id.len);
        news = 1;
    }
    if (!news)
        return STORE_OK;
    touch(s, m);
    return packed ? pack_stale(s, m->first_time, m->last_time)
                  : export_stale(s, m->first_time, m->last_time);
}

/* Clients that became known after their failures: who speaks to this server is the other side. */
static int tell_peer(struct store *s, const struct message *m)
{
    int failed = stmt_run(s, SQL_EVENT_TELL_PEER, "iiii", m->id, m->client_id, m->first_time,
                          m->last_time);
    return failed ? STORE_FAILED : pack_stale(s, m->first_time, m->last_time);
}

int store_message(struct store *s, const struct event *e)
{
    struct message_facts facts;
    struct message *m;
    int64_t known;
    if (store_ready(s))
        return STORE_FAILED;
    int64_t host_id = dict_host(s, e->host);
    if (host_id < 0 || message_find(s, e, host_id, 0, &m))
        return STORE_FAILED;
    if (!m)
        return STORE_OK;
    known = m->client_id;
    if (message_facts(s, e, &facts) || message_learn(s, m, e, &facts))
        return STORE_FAILED;
    return !known && m->client_id ? tell_peer(s, m) : STORE_OK;
}

/* The same for ever and of nobody: how long it took. */
static int count_delay(struct store *s, const struct message *m, struct smtplog_slice recipient,
                       struct smtplog_slice provider, int64_t time)
{
    int64_t id = dict_domain(s, recipient);
    if (id <= 0)
        return (int)id;
    return stmt_run(s, SQL_DELAY_ADD, "iiiwi", store_floor(time, HOUR), m->host_id, id, provider,
                    time > m->first_time ? time - m->first_time : 0);
}

int store_fate(struct store *s, struct smtplog_slice host, struct smtplog_slice queue_id,
               struct smtplog_slice recipient, struct smtplog_slice provider, int64_t time)
{
    struct event e = {.host = host, .queue_id = queue_id, .time = time};
    struct message *m;
    if (store_ready(s))
        return STORE_FAILED;
    int64_t host_id = dict_host(s, host);
    if (host_id < 0 || message_find(s, &e, host_id, 0, &m))
        return STORE_FAILED;
    if (!m)
        return STORE_OK;
    int64_t recipient_id = dict_address(s, recipient);
    if (recipient_id <= 0)
        return (int)recipient_id;
    if (stmt_run(s, SQL_FATE_PUT, "iii", m->id, recipient_id, time))
        return STORE_FAILED;
    return sqlite3_changes(s->db) ? count_delay(s, m, recipient, provider, time) : STORE_OK;
}
