/* shelf.c - the two ways to know that a message is on no shelf: its hash, or a query */
#include "ingest/shelf.h"

enum {
    FEW = 1000,                         /* keys that are loaded at once: a millisecond */
    ASKED_MOST = 300,                   /* queries that cost less than loading a million hashes */
    OVER_MOST = 4096                    /* keys: half a megabyte */
};

/* What is on its way to the writer counts as on the shelf: fetch() waits for it. */
static void put(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched)
{
    struct shelf *s = to;
    struct parcel_pending open = {key, blob, touched};

    courier_pack(s->courier, PARCEL_PENDING_PUT, &open);
    hashes_add(&s->keys, hashes_of(key));
    map_remove(&s->over, key);
}

static void drop(void *to, struct smtplog_slice key)
{
    struct shelf *s = to;
    struct parcel_pending over = {.key = key};

    courier_pack(s->courier, PARCEL_PENDING_DROP, &over);
    if (s->over.len >= OVER_MOST)
        map_clear(&s->over, NULL);
    map_put(&s->over, key)->value = s;
}

static void add_key(void *to, struct smtplog_slice key, struct smtplog_slice none)
{
    (void)none;
    hashes_add(to, hashes_of(key));
}

/* The keys themselves, if they are few. */
static void load_few(struct shelf *s)
{
    int64_t n = store_pending_keys(s->store, FEW, add_key, &s->keys);
    s->failed |= n < 0;
    s->has_all = n >= 0 && n < FEW;
}

/* Those of this run stand there too, or in the batch that is written. */
static void load_all(struct shelf *s)
{
    s->failed |= store_pending_hashes(s->store, &s->keys) != STORE_OK;
    s->has_all = 1;
}

static void keep_blob(void *to, struct smtplog_slice key, struct smtplog_slice blob)
{
    struct shelf *s = to;
    (void)key;
    strbuf_slice(&s->blob, blob);
}

/* Most keys are on no shelf: a set of hashes says so without asking the database.  It is loaded
 * when it was asked often enough to be worth it. */
static int fetch(void *to, struct smtplog_slice key, struct smtplog_slice *blob)
{
    struct shelf *s = to;
    const uint32_t hash = hashes_of(key);

    if (s->failed || (s->has_all && !hashes_may_have(&s->keys, hash)) || map_get(&s->over, key))
        return 0;
    courier_wait(s->courier);
    if (!s->has_all && ++s->asked > ASKED_MOST) {
        load_all(s);
        if (!hashes_may_have(&s->keys, hash))
            return 0;
    }
    strbuf_clear(&s->blob);
    s->failed |= store_pending_find(s->store, key, keep_blob, s) != STORE_OK;
    *blob = strbuf_view(&s->blob);
    return !s->failed && blob->len > 0;
}

int shelf_open(struct shelf *s, struct store *store, struct courier *courier)
{
    *s = (struct shelf){.door = {{put, drop, s}, fetch}, .store = store, .courier = courier};
    load_few(s);
    return s->failed ? -1 : 0;
}

void shelf_release(struct shelf *s)
{
    hashes_release(&s->keys);
    map_release(&s->over, NULL);
    strbuf_release(&s->blob);
}
