/* Ids of the texts that facts are made of.  A log says the same host, address and reply again and
 * again: most are answered from memory, by a hash, without asking the database. */
#include "store/write/write.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/write/fresh.h"
#include "store/write/text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <sys/random.h>

enum { WAYS = 4 };                      /* places that a text may take */
enum { CACHE_LINE = 64 };
_Static_assert(WAYS * sizeof(struct dict_place) == CACHE_LINE, "a set is a line of the cache");

/* Sets of each: the places together take some 8 MB. */
static const size_t sizes[DICTS] = {
    [DICT_HOST] = 1 << 8, [DICT_SASL] = 1 << 12, [DICT_HELO] = 1 << 14, [DICT_DOMAIN] = 1 << 14,
    [DICT_ADDRESS] = 1 << 15, [DICT_PEER] = 1 << 15, [DICT_TEXT] = 1 << 10, [DICT_REPLY] = 1 << 10,
    [DICT_REASON] = 1 << 13,
};

static struct dict_place hash_of(struct store *s, struct smtplog_slice key)
{
    while (s->seed[0] == 0 && getrandom(s->seed, sizeof s->seed, 0) != sizeof s->seed)
        ;
    return (struct dict_place){hash_quick(key.ptr, key.len, s->seed[0]),
                               (uint32_t)hash_quick(key.ptr, key.len, s->seed[1]), 0};
}

static void forget(struct store *s)
{
    for (size_t i = 0; i < DICTS; i++)
        if (s->dict[i].sets)
            memset(s->dict[i].places, 0, s->dict[i].sets * WAYS * sizeof *s->dict[i].places);
    fresh_forget(s);
}

static void release(struct store *s)
{
    for (size_t i = 0; i < DICTS; i++)
        free(s->dict[i].memory);
    fresh_release(s);
}

static const struct store_cache cache = {fresh_write_all, forget, release};

/* The first of the places that the text may stand in. */
static struct dict_place *places_of(struct store *s, enum dict_name which,
                                    const struct dict_place *p)
{
    struct dict *d = &s->dict[which];
    if (d->sets == 0) {
        batch_join(s, &cache);
        d->sets = sizes[which];
        d->memory = mem_alloc((d->sets + 1) * CACHE_LINE);
        d->places = (void *)(((uintptr_t)d->memory + CACHE_LINE - 1) & -(uintptr_t)CACHE_LINE);
    }
    return d->places + (p->hash & (d->sets - 1)) * WAYS;
}

/* *p: what remember() wants, if the answer is 0. */
static int64_t recall(struct store *s, enum dict_name which, struct smtplog_slice key,
                      struct dict_place *p)
{
    *p = hash_of(s, key);
    const struct dict_place *set = places_of(s, which, p);
    for (int i = 0; i < WAYS; i++)
        if (set[i].id && set[i].hash == p->hash && set[i].more == p->more)
            return set[i].id;
    return 0;
}

/* The newest first; the oldest of the set falls out, its row being written.  Ids beyond 32 bits
 * are looked up each time: nobody has so many names. */
static int64_t remember(struct store *s, enum dict_name which, const struct dict_place *p,
                        int64_t id)
{
    if (id <= 0 || id > UINT32_MAX)
        return id;
    struct dict_place *set = places_of(s, which, p);
    if (fresh_waits(&s->dict[which], set[WAYS - 1].id) && fresh_write(s, which))
        return STORE_FAILED;
    memmove(set + 1, set, (WAYS - 1) * sizeof *set);
    set[0] = *p;
    set[0].id = (uint32_t)id;
    return id;
}

static const struct { enum store_statement find, add; } rows[] = {
    [DICT_HOST] = {SQL_HOST_FIND, SQL_HOST_ADD},
    [DICT_SASL] = {SQL_SASL_USER_FIND, SQL_SASL_USER_ADD},
    [DICT_HELO] = {SQL_HELO_FIND, SQL_HELO_ADD},
    [DICT_DOMAIN] = {SQL_DOMAIN_FIND, SQL_DOMAIN_ADD},
    [DICT_ADDRESS] = {SQL_ADDRESS_FIND, SQL_ADDRESS_ADD},
    [DICT_PEER] = {SQL_PEER_FIND, SQL_PEER_ADD},
};

/* A row's text; a peer's are two. */
struct key { struct smtplog_slice text, second; };

/* 1 and *id, 0: there is none, STORE_FAILED. */
static int find_row(struct store *s, enum dict_name which, const struct key *k, int64_t *id)
{
    if (which == DICT_PEER)
        return stmt_find(s, rows[which].find, id, "ww", k->text, k->second);
    return stmt_find(s, rows[which].find, id, "t", k->text);
}

/* The network is kept beside the address: it is asked for as often. */
static int add_peer(struct store *s, const struct key *k)
{
    struct strbuf net = {0};
    peer_net(&net, k->text);
    int failed = stmt_run(s, SQL_PEER_ADD, "wwt", k->text, k->second, strbuf_view(&net));
    strbuf_release(&net);
    return failed;
}

static int add_address(struct store *s, const struct key *k)
{
    int64_t domain = dict_domain(s, k->text);
    return domain < 0 ? STORE_FAILED : stmt_run(s, SQL_ADDRESS_ADD, "tn", k->text, domain);
}

/* 1 and *id, 0: it stands there already, STORE_FAILED. */
static int add_row(struct store *s, enum dict_name which, const struct key *k, int64_t *id)
{
    if (which == DICT_PEER ? add_peer(s, k) : which == DICT_ADDRESS ? add_address(s, k)
        : stmt_run(s, rows[which].add, "t", k->text))
        return STORE_FAILED;
    *id = sqlite3_last_insert_rowid(s->db);
    return sqlite3_changes(s->db) > 0;
}

/* What memory does not know is either new or long forgotten, and the next one most likely the
 * same: so the statement that was right last is run first. */
static int64_t asked_row(struct store *s, enum dict_name which, const struct key *k)
{
    struct dict *d = &s->dict[which];
    int64_t id = 0;
    if (fresh_write(s, which))
        return STORE_FAILED;
    int got = d->grows ? add_row(s, which, k, &id) : find_row(s, which, k, &id);
    if (got == 0) {
        d->grows = !d->grows;
        got = d->grows ? add_row(s, which, k, &id) : find_row(s, which, k, &id);
    }
    fresh_met(d, id);
    return got == 1 ? id : STORE_FAILED;
}

/* A row of a name that is new. */
static int64_t new_row(struct store *s, enum dict_name which, const struct key *k)
{
    struct smtplog_slice texts[] = {k->text, k->second, {0}};
    if (which == DICT_ADDRESS) {
        int64_t domain = dict_domain(s, k->text);
        return domain < 0 ? STORE_FAILED : fresh_add(s, which, texts, domain);
    }
    if (which != DICT_PEER)
        return fresh_add(s, which, texts, 0);
    struct strbuf net = {0};
    peer_net(&net, k->text);
    texts[2] = strbuf_view(&net);
    int64_t id = fresh_add(s, which, texts, 0);
    strbuf_release(&net);
    return id;
}

/* A name that memory does not know.  Two that differ may be one when they are cleaned: those are
 * asked for. */
static int64_t row_of(struct store *s, enum dict_name which, const struct dict_place *p,
                      const struct key *k)
{
    int64_t id = 0;
    if (!fresh_takes(s, which, sizes[which] * WAYS) || !text_is_clean(k->text) ||
        !text_is_clean(k->second))
        return asked_row(s, which, k);
    if (places_of(s, which, p)[WAYS - 1].id) {          /* it may have fallen out */
        int got = find_row(s, which, k, &id);
        if (got)
            return got == 1 ? id : STORE_FAILED;
    }
    return new_row(s, which, k);
}

int64_t dict_name(struct store *s, enum dict_name which, struct smtplog_slice name)
{
    struct dict_place p;
    if (!name.ptr)
        return 0;
    int64_t id = recall(s, which, name, &p);
    return id ? id : remember(s, which, &p, row_of(s, which, &p, &(struct key){name, {0}}));
}

int64_t dict_host(struct store *s, struct smtplog_slice host)
{
    return dict_name(s, DICT_HOST, host.ptr ? host : SLICE_LIT(""));
}

int64_t dict_domain(struct store *s, struct smtplog_slice address)
{
    struct strbuf domain = {0};
    ptrdiff_t at = slice_rfind(address, "@");
    int64_t id = 0;

    if (at >= 0)
        text_lower_add(&domain, slice_from(address, (size_t)at + 1));
    if (domain.len)
        id = dict_name(s, DICT_DOMAIN, strbuf_view(&domain));
    strbuf_release(&domain);
    return id;
}

int64_t dict_address(struct store *s, struct smtplog_slice address)
{
    return dict_name(s, DICT_ADDRESS, address);
}

/* The network that is blamed for its members: /24 of IPv4, /64 of IPv6. */
void peer_net(struct strbuf *out, struct smtplog_slice ip)
{
    char text[INET6_ADDRSTRLEN];
    unsigned char a[16];
    if (ip.len >= sizeof text)
        return;
    memcpy(text, ip.len ? ip.ptr : "", ip.len);
    text[ip.len] = 0;
    if (inet_pton(AF_INET, text, a) == 1)
        strbuf_fmt(out, "%d.%d.%d.0/24", a[0], a[1], a[2]);
    else if (inet_pton(AF_INET6, text, a) == 1) {
        static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
        if (memcmp(a, mapped, 12) == 0) {
            strbuf_fmt(out, "%d.%d.%d.0/24", a[12], a[13], a[14]);
            return;
        }
        memset(a + 8, 0, 8);
        inet_ntop(AF_INET6, a, text, sizeof text);
        strbuf_fmt(out, "%s/64", text);
    }
}

int64_t dict_peer(struct store *s, struct smtplog_slice ip, struct smtplog_slice name)
{
    struct dict_place p;
    if (!ip.len && !name.len)
        return 0;
    strbuf_clear(&s->key);
    strbuf_slice(&s->key, ip);
    strbuf_char(&s->key, 0);
    strbuf_slice(&s->key, name);
    int64_t id = recall(s, DICT_PEER, strbuf_view(&s->key), &p);
    return id ? id : remember(s, DICT_PEER, &p, row_of(s, DICT_PEER, &p, &(struct key){ip, name}));
}

/* The id of the row just inserted, if that did well. */
static int64_t added(struct store *s, int failed)
{
    return failed ? STORE_FAILED : sqlite3_last_insert_rowid(s->db);
}

/* Texts have no index: what is forgotten is stored again.  The key's first byte tells the text
 * with marks from one that was logged so. */
int64_t dict_text(struct store *s, const struct event *e)
{
    if (!e->text.ptr)
        return 0;
    strbuf_clear(&s->key);
    strbuf_char(&s->key, 0);
    const unsigned taken = text_share(&s->key, e);
    s->key.ptr[0] = (char)taken;
    struct smtplog_slice key = strbuf_view(&s->key), body = slice_from(key, 1);
    struct dict_place p;
    int64_t id = recall(s, DICT_TEXT, key, &p);
    if (id)
        return id;
    id = added(s, stmt_run(s, SQL_TEXT_ADD, "ti", body, (int64_t)taken));
    return remember(s, DICT_TEXT, &p, id);
}

static void key_number(struct store *s, int64_t n)
{
    strbuf_add(&s->key, (const char *)&n, sizeof n);
}

static void key_slice(struct store *s, struct smtplog_slice t)
{
    key_number(s, (int64_t)t.len);
    strbuf_slice(&s->key, t);
}

/* All that makes a reply, into s->key. */
static void reply_key(struct store *s, const struct event *e)
{
    strbuf_clear(&s->key);
    key_number(s, (int64_t)e->direction << 48 | (int64_t)e->phase << 40 |
                  (int64_t)e->disposition << 32 | (int64_t)e->origin << 24 |
                  (int64_t)e->class << 8 |
                  (int64_t)e->code_implied << 3 | (int64_t)e->final << 2 | (int64_t)e->echo << 1 |
                  (int64_t)e->probe);
    key_number(s, (int64_t)e->code << 32 | (int64_t)e->after_code);
    key_slice(s, e->mta);
    key_slice(s, e->process);
    key_slice(s, e->enhanced);
    key_slice(s, e->tag);
    key_slice(s, e->challenge);
}

static struct smtplog_slice word(const char *s)
{
    return s ? slice_str(s) : SLICE_LIT("");
}

/* Finds or adds; the statements take the same parameters. */
static int64_t reply_row(struct store *s, const struct event *e)
{
    int64_t id = 0;
    int found = 0;
    for (int add = 0; add < 2 && found == 0; add++) {
        enum store_statement which = add ? SQL_REPLY_ADD : SQL_REPLY_FIND;
        sqlite3_stmt *st = stmt_start(s, which, "wwttiiiwtwiwtiii", e->mta, e->process,
            word(event_direction_word(e->direction)), word(event_phase_word(e->phase)),
            (int64_t)e->code, (int64_t)e->code_implied, (int64_t)e->class, e->enhanced,
            word(event_origin_word(e->origin)), e->tag, (int64_t)e->after_code, e->challenge,
            word(event_disposition_word(e->disposition)), (int64_t)e->final, (int64_t)e->echo,
            (int64_t)e->probe);
        found = stmt_step(s, st);
        if (found == 1) {
            id = sqlite3_column_int64(st, 0);
            sqlite3_reset(st);
        } else if (found == 0 && add)
            id = sqlite3_last_insert_rowid(s->db);
    }
    return found < 0 ? STORE_FAILED : id;
}

/* A reason keeps one sample: the first text that had it, unless the reason is the text. */
static int64_t reason_row(struct store *s, const struct event *e, int64_t reply, int64_t peer_id)
{
    int64_t id = 0;
    struct smtplog_slice sample = e->text;
    int found = stmt_find(s, SQL_REASON_FIND, &id, "iwww", reply, e->reason, e->cause,
                          e->provider);
    if (found)
        return found < 0 ? STORE_FAILED : id;
    if (slice_eq(sample, e->reason))
        sample = slice_of(NULL, 0);
    return added(s, stmt_run(s, SQL_REASON_ADD, "iwwwtn", reply, e->reason, e->cause, e->provider,
                             sample, peer_id));
}

int64_t dict_reason(struct store *s, const struct event *e, int64_t peer_id)
{
    reply_key(s, e);
    size_t reply_len = s->key.len;
    key_slice(s, e->reason);
    key_slice(s, e->cause);
    key_slice(s, e->provider);
    struct dict_place reason, words;
    int64_t id = recall(s, DICT_REASON, strbuf_view(&s->key), &reason);
    if (id)
        return id;
    int64_t reply = recall(s, DICT_REPLY, slice_head(strbuf_view(&s->key), reply_len), &words);
    if (!reply)
        reply = remember(s, DICT_REPLY, &words, reply_row(s, e));
    if (reply < 0)
        return STORE_FAILED;
    return remember(s, DICT_REASON, &reason, reason_row(s, e, reply, peer_id));
}
