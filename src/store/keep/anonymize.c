/* Forgetting who, and keeping what: see store_anonymize().  Ids of addresses and SASL users are
 * replaced event by event, for an address that is old here may be new elsewhere. */
#include "store/write/write.h"

#include "base/mask.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being worked on, and which id stands for which; 0 is "not known". */
struct masking {
    struct store *s;
    struct mask_key key;
    struct map address, sasl;           /* bytes of an id -> the other id, as a pointer */
};

struct people { int64_t a, b, sender, recipient, sasl; };       /* a, b: the row's key */

/* The id of the masked form of what `id` names; 0 for 0; STORE_FAILED. */
static int64_t mask_id(struct masking *m, struct map *known, enum store_statement text, int64_t id)
{
    struct smtplog_slice key = slice_of((const char *)&id, sizeof id);
    struct strbuf masked = {0};
    int64_t instead = STORE_FAILED;
    void *found = id ? map_get(known, key) : NULL;
    if (id == 0 || found)
        return (int64_t)(intptr_t)found;
    sqlite3_stmt *st = stmt_start(m->s, text, "i", id);
    int row = stmt_step(m->s, st);
    if (row == 1) {
        mask_address(&masked, stmt_slice(st, 0), m->key);
        sqlite3_reset(st);
        instead = known == &m->sasl ? dict_name(m->s, DICT_SASL, strbuf_view(&masked))
                                    : dict_address(m->s, strbuf_view(&masked));
    }
    strbuf_release(&masked);
    if (instead > 0)
        map_put(known, key)->value = (void *)(intptr_t)instead;
    return row == 0 ? id : instead;     /* a row that is gone names nobody */
}

static int mask_people(struct masking *m, struct people *p)
{
    p->sender = mask_id(m, &m->address, SQL_ADDRESS_TEXT, p->sender);
    p->recipient = mask_id(m, &m->address, SQL_ADDRESS_TEXT, p->recipient);
    p->sasl = mask_id(m, &m->sasl, SQL_SASL_USER_TEXT, p->sasl);
    return p->sender < 0 || p->recipient < 0 || p->sasl < 0 ? STORE_FAILED : STORE_OK;
}

struct crowd { struct people *list; size_t len, cap; };

/* Reads rows before any is changed.  `columns`: where sender, recipient and SASL user stand. */
static int gather(struct store *s, sqlite3_stmt *st, const int *columns, struct crowd *c)
{
    int row;
    c->len = 0;
    while ((row = stmt_step(s, st)) == 1) {
        c->list = mem_grow(c->list, &c->cap, c->len + 1, sizeof *c->list);
        int64_t *const fields[] = {&c->list[c->len].a, &c->list[c->len].b, &c->list[c->len].sender,
                                   &c->list[c->len].recipient, &c->list[c->len].sasl};
        for (int i = 0; i < 5; i++)
            *fields[i] = columns[i] < 0 ? 0 : sqlite3_column_int64(st, columns[i]);
        c->len++;
    }
    return row;
}

/* Who took part in the events of a page; each name is masked once and has one new id. */
static int mask_events(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    static const int columns[] = {0, 1, 2, 3, 4};
    if (gather(m->s, stmt_start(m->s, SQL_EVENT_PEOPLE, "ii", from, until), columns, c))
        return STORE_FAILED;
    for (size_t i = 0; i < c->len; i++) {
        struct people *p = &c->list[i];
        if (mask_people(m, p) ||
            stmt_run(m->s, SQL_EVENT_ANONYMIZE, "iinnn", p->a, p->b, p->sender,
                                          p->recipient, p->sasl))
            return STORE_FAILED;
    }
    return STORE_OK;
}

/* One by one: masking moves the row of a recipient behind the one that is asked for next. */
static int mask_fates(struct masking *m, int64_t message)
{
    int64_t recipient = 0;
    int found;
    while ((found = stmt_find(m->s, SQL_FATE_PEOPLE, &recipient, "ii", message, recipient)) == 1) {
        int64_t instead = mask_id(m, &m->address, SQL_ADDRESS_TEXT, recipient);
        if (instead < 0 ||
            (instead != recipient &&
             stmt_run(m->s, SQL_FATE_ANONYMIZE, "iii", message, recipient, instead)))
            return STORE_FAILED;
    }
    return found;
}

/* Page by page by id, so that memory does not grow with the days that are masked. */
static int mask_messages(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    static const int columns[] = {0, -1, 1, -1, 2};
    int64_t last = 0;
    do {
        sqlite3_stmt *st = stmt_start(m->s, SQL_MESSAGE_PEOPLE, "iii", last, from, until);
        if (gather(m->s, st, columns, c))
            return STORE_FAILED;
        for (size_t i = 0; i < c->len; i++) {
            struct people *p = &c->list[i];
            last = p->a;
            if (mask_people(m, p) || mask_fates(m, last) ||
                stmt_run(m->s, SQL_MESSAGE_ANONYMIZE, "inn", last, p->sender, p->sasl))
                return STORE_FAILED;
        }
    } while (c->len);
    return STORE_OK;
}

/* Users of the page's logins. */
static int mask_logins(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    static const int columns[] = {0, -1, -1, -1, 0};
    if (gather(m->s, stmt_start(m->s, SQL_LOGIN_PEOPLE, "ii", from, until), columns, c))
        return STORE_FAILED;
    for (size_t i = 0; i < c->len; i++) {
        struct people *p = &c->list[i];
        if (mask_people(m, p) || (p->sasl != p->a && stmt_run(m->s, SQL_LOGIN_ANONYMIZE, "iiii",
                                                              from, until, p->a, p->sasl)))
            return STORE_FAILED;
    }
    return STORE_OK;
}

/* Senders alone name somebody here. */
static int mask_greylist(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    static const int columns[] = {0, -1, 0, -1, -1};
    if (gather(m->s, stmt_start(m->s, SQL_GREYLIST_PEOPLE, "ii", from, until), columns, c))
        return STORE_FAILED;
    for (size_t i = 0; i < c->len; i++) {
        struct people *p = &c->list[i];
        if (mask_people(m, p) ||
            (p->sender != p->a && stmt_run(m->s, SQL_GREYLIST_ANONYMIZE, "iiii", from, until,
                                           p->a, p->sender)))
            return STORE_FAILED;
    }
    return STORE_OK;
}

/* Days, each in a batch of its own, an hour of events in memory at a time.  -> events masked */
static int64_t mask_days(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    int64_t masked = 0, time = from;
    int found;
    while ((found = stmt_find(m->s, SQL_EVENT_NEXT_TIME, &time, "i", time)) == 1 && time < until) {
        int64_t day = store_floor(time, DAY);
        if (store_begin(m->s))
            return STORE_FAILED;
        for (time = day; time < day + DAY; time += HOUR) {
            if (mask_events(m, c, time, time + HOUR))
                return STORE_FAILED;
            masked += (int64_t)c->len;
        }
        if (pack_stale(m->s, day, day + DAY - 1) || store_commit(m->s))
            return STORE_FAILED;
    }
    return found < 0 ? STORE_FAILED : masked;
}

static int64_t meta_number(struct store *s, const char *name, int64_t none)
{
    struct strbuf text = {0};
    int64_t n = store_meta_get(s, name, &text) == 1 ? strtoll(text.ptr, NULL, 10) : none;
    strbuf_release(&text);
    return n;
}

static int set_number(struct store *s, const char *name, int64_t n)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%" PRId64, n);
    return store_meta_set(s, name, slice_of(text, (size_t)len));
}

/* Where to go on from: the end of the last time, or the beginning of an older log
 * that came since. */
static int64_t begin_of(struct store *s)
{
    int64_t from = meta_number(s, "anonymized_before", INT64_MIN), first;
    int64_t source = meta_number(s, "anonymized_sources", 0);
    if (stmt_find(s, SQL_SOURCE_FIRST_BEHIND, &first, "i", source) != 1)
        return from;
    first = store_floor(first, DAY);
    return first < from ? first : from;
}

/* Remembers what is done. */
static int set_end(struct store *s, int64_t until)
{
    int64_t source = 0;
    if (stmt_find(s, SQL_SOURCE_LAST, &source, "") < 0)
        return STORE_FAILED;
    return set_number(s, "anonymized_before", until) ||
           set_number(s, "anonymized_sources", source);
}

/* Packs tell of each event its message's sender: those of messages that began
 * before `from` too. */
static int drop_packs(struct store *s, int64_t from, int64_t until)
{
    int64_t first;
    int found = stmt_find(s, SQL_MESSAGE_FIRST, &first, "ii", from, until);
    return found == 1 ? pack_stale(s, first, until - 1) : found;
}

/* What is left when no old event names anybody. */
static int mask_rest(struct masking *m, struct crowd *c, int64_t from, int64_t until)
{
    struct store *s = m->s;
    if (store_begin(s) || mask_messages(m, c, from, until) || mask_logins(m, c, from, until) ||
        mask_greylist(m, c, from, until) || drop_packs(s, from, until) ||
        stmt_run(s, SQL_REASON_ANONYMIZE, "i", until) ||
        stmt_run(s, SQL_STRANGE_ANONYMIZE, "i", until) ||
        stmt_run(s, SQL_SOURCE_ANONYMIZE, "i", until) || stmt_run(s, SQL_TEXT_PRUNE, "") ||
        set_end(s, until) || store_commit(s) || store_pack(s, until) || store_begin(s) ||
        stmt_run(s, SQL_ADDRESS_PRUNE, "") || stmt_run(s, SQL_SASL_USER_PRUNE, "") ||
        store_commit(s))
        return STORE_FAILED;
    return STORE_OK;
}

int64_t store_anonymize(struct store *s, int64_t before)
{
    struct masking m = {.s = s};
    struct crowd c = {0};
    int64_t from = begin_of(s);
    before = store_floor(before, DAY);
    /* What is deleted is overwritten, or it could be read off the file. */
    if (store_key(s, &m.key) || store_exec(s, "PRAGMA secure_delete = ON", "anonymizing"))
        return STORE_FAILED;
    int64_t masked = before <= from ? 0 : mask_days(&m, &c, from, before);
    if (masked >= 0 && before > from && mask_rest(&m, &c, from, before))
        masked = STORE_FAILED;
    if (masked < 0)
        store_rollback(s);
    s->data_version = 0;                /* ids are gone that the caches know */
    free(c.list);
    map_release(&m.address, NULL);
    map_release(&m.sasl, NULL);
    return masked;
}
