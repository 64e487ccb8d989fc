/* inside.h - what the files of this room share; nobody else includes it
 *
 * db/ holds the file, its statements, its readers and the batch; write/ what a batch writes, and
 * keep/ what is done to all that was written.  Each may call the one before: what db/ must ask of
 * write/ (to write what is still in memory, to forget it) it asks through struct store_cache.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "base/map.h"
#include "base/units.h"
#include "store/query.h"
#include "store/sql.h"
#include "store/store.h"

#include <signal.h>
#include <sqlite3.h>

enum {
    STORE_APPLICATION_ID = 0x534D5450,  /* as in schema/migrate/0001_init.sql */
    STORE_ROLLUP_VERSION = 2,           /* of schema/rollup/ and of what fills it */
    STORE_WAIT_MS = 30000,              /* for another writer's batch */
    STORE_CHANNELS = 63                 /* bits of event.also_in */
};

/* The dimensions whose ids are remembered. */
enum dict_name {
    DICT_HOST, DICT_SASL, DICT_HELO, DICT_DOMAIN, DICT_ADDRESS, DICT_PEER, DICT_TEXT, DICT_REPLY,
    DICT_REASON, DICTS
};

/* Ids by a 96-bit hash of their text, seeded in secret: a table without the texts themselves.  A
 * text has few places, in one line of the cache; the newest takes the oldest's, whose text is then
 * found in the database again. */
struct dict {
    struct dict_place { uint64_t hash; uint32_t more, id; } *places;
    void *memory;                       /* where they stand */
    size_t sets;                        /* a power of two; 0: not made yet */
    struct fresh *fresh;                /* its rows not written yet; NULL: never had any */
    int grows;                          /* the last text that it did not hold was a new one */
};

/* The row of a message that had failures; 0: not known. */
struct message {
    int64_t id, host_id, first_time, last_time, size;
    int64_t sender_id, client_id, sasl_id, helo_id;
    char *queue_id, *message_id;
    int dirty;                          /* stands in store.dirty */
};

struct channel {
    char *name;
    int64_t first, last;                /* times that its events cover; first > last: none */
};

/* What a file of write/ keeps in memory.  It joins the batch when it first keeps something. */
struct store_cache {
    int (*flush)(struct store *s);      /* before a commit; NULL: all is written at once */
    void (*forget)(struct store *s);    /* the batch was lost, or another process wrote */
    void (*release)(struct store *s);   /* for good */
};
enum { STORE_CACHES = 8 };

struct store {
    sqlite3 *db;
    char *path;
    struct diag *diag;
    enum store_mode mode;
    int is_immutable;                   /* opened as a file that nobody writes: it lies where
                                           nobody can */
    int claim;                          /* descriptor that holds the claim, or -1 */
    int in_batch, broken;               /* broken: failed, until the next begin */
    int64_t data_version;               /* of the database when the caches were filled */
    sqlite3_stmt *statement[SQL_STATEMENTS];
    struct strbuf clean, key;           /* scratch */
    const struct store_cache *cache[STORE_CACHES];      /* that joined, in this order */
    size_t caches;

    struct dict dict[DICTS];
    uint64_t seed[2];                   /* of their hashes */
    enum { NAMES_UNASKED, NAMES_STOOD, NAMES_NEW } names;      /* fresh.c */
    struct map messages;                /* host id and queue id -> struct message */
    struct message **dirty;
    size_t dirty_len, dirty_cap;
    int64_t last_message_id;
    struct channel channel[STORE_CHANNELS];
    int channels;

    int64_t max_ts;                     /* of all events */
    int64_t clock_ts, clock_seq;        /* of the last event stored */
    int64_t fresh_hour, fresh_sum;      /* known to have no pack; the first of 64 hours of which
                                           `fresh_sums` says the same of sums; -1: none */
    uint64_t fresh_sums;                /* a bit an hour */
    struct map hourly;                  /* cells of failure_hourly, until the commit */
    struct map replies;                 /* cells of reply_hourly */
    struct map deliveries;              /* rows of delivery_hourly, by provider */
    size_t deliveries_len;              /* of all providers */
    struct map shapes;                  /* strange shapes known to have a row */
    int new_shapes;                     /* in this run */
    struct strbuf fresh_hashes;         /* of what the batch put into `pending` (pending.c) */

    enum anonymity anonymity;     /* whom rows may name */
    struct mask_key mask_key;           /* of the SQL functions; none until one asks */
    int asks_itself;                    /* a statement of this room's within an operator's */
    struct strbuf refused;              /* table that an operator's statement may
                                           not read; or "" */

    int64_t deadline_ms;                /* of the statement running; 0: none */
    int limit_seconds;
    const volatile sig_atomic_t *interrupted;
    volatile sig_atomic_t *overdue;     /* sql.h */
};

/* ---- stmt.c: statements of schema/query/, prepared once ---- */

/* SQLite's last error as a sentence after `doing`; the batch, if any, is gone.  -> STORE_FAILED */
int store_fail(struct store *s, const char *doing);
const char *store_sql_text(enum store_statement which);         /* as it stands in schema/ */
/* Parameters by letters: i int64_t, n int64_t with 0 for NULL, t slice (cleaned; NULL by ptr),
 * w slice with '' for NULL, k slice that is clean, c const char * or NULL, b slice of bytes. */
sqlite3_stmt *stmt_start(struct store *s, enum store_statement which, const char *kinds, ...);
int stmt_step(struct store *s, sqlite3_stmt *st);       /* 1 row, 0 end (reset), STORE_FAILED */
int stmt_run(struct store *s, enum store_statement which, const char *kinds, ...);
/* The first column of the first row: 1 and *out, 0 no row or NULL, STORE_FAILED. */
int stmt_find(struct store *s, enum store_statement which, int64_t *out, const char *kinds, ...);
int store_exec(struct store *s, const char *sql, const char *doing);
struct smtplog_slice stmt_slice(sqlite3_stmt *st, int column);  /* until the next step */
void stmt_close_all(struct store *s);
/* s itself, or what text_clean() makes of it, in `scratch`. */
struct smtplog_slice store_cleaned(struct smtplog_slice text, struct strbuf *scratch);

/* ---- given.c: many rows in one statement ---- */

struct given {
    const int64_t *values;              /* row after row, `width` of at most 20 each: columns a, b,
                                           ... of the table `given` */
    size_t len, width;
    const struct smtplog_slice *texts;  /* row after row, `text_width` of at most 3 each: columns
                                           x, y, z; NULL: none */
    size_t text_width;
};
int given_table(struct store *s);       /* makes it known to the connection */
/* Runs a statement of stmt_start() whose last parameter is the rows.  Best in the order of the key
 * that it inserts by. */
int given_run(struct store *s, sqlite3_stmt *st, const struct given *given);

/* ---- open.c ---- */
/* The database's path as a URI of SQLite's, with how it was opened; the caller frees. */
char *store_uri(const struct store *s);

/* ---- migrate.c ---- */
int store_schema_latest(void);
int store_tell_newer(struct store *s, int64_t version);         /* -> STORE_FAILED */
int store_migrate(struct store *s);
int store_exec_folder(struct store *s, const char *folder);     /* "views/": every file of it */
int store_pragma(struct store *s, const char *name, int64_t *out);

/* ---- anonymous.c ---- */
int mask_functions(struct store *s);         /* mask_address(), mask_host(), mask_names() */
/* 1 if this reading may not have the table of the schema `db` within `view` (NULL:
 * within none). */
int anonymous_refuses(const struct store *s, const char *table, const char *db, const char *view);

/* ---- query.c ---- */
void query_limit(struct store *s, const struct store_limits *limits);
struct store_query *query_take(struct store *s, sqlite3_stmt *st);     /* takes st over */

/* ---- rebuild.c ---- */
int rollup_rebuild(struct store *s);            /* all rollups anew, inside a transaction */

/* ---- batch.c ---- */
void batch_join(struct store *s, const struct store_cache *cache);      /* once is enough */
void store_forget(struct store *s);             /* all caches: the database changed behind us */
void store_release_caches(struct store *s);
int store_ready(struct store *s);               /* STORE_OK in a sound batch; else told */

#endif
