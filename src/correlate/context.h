/* context.h - what is known of open messages and dialogues, bounded
 *
 * A context is either a message (by host and queue id) or a dialogue (by session key): the
 * facts that its lines told so far, to be joined to failures on other lines.  Or it is a service:
 * what its dialogues have shown.  The table keeps
 * the most recently touched ones, at most `limit`, and knows what changed since the last save, so
 * that a commit writes only that.  With a shelf the oldest are put there and fetched when a line
 * asks for them, so none is lost and memory is bounded; without one they are dropped.
 */
#ifndef CORRELATE_CONTEXT_H
#define CORRELATE_CONTEXT_H

#include "base/map.h"
#include "base/strbuf.h"

enum fact {
    FACT_SENDER, FACT_CLIENT_NAME, FACT_CLIENT_IP, FACT_SASL_USER, FACT_HELO, FACT_MESSAGE_ID,
    FACT_PEER_NAME, FACT_PEER_IP, FACT_RECIPIENT, FACTS
};

/* Keys that begin so are asked for before any record is read. */
enum { CONTEXT_AT_ONCE = 'i' };
enum { CONTEXT_ONCE = 4, CONTEXT_WAITING = 16, CONTEXT_STRAGGLERS = 256 };

/* All of a context that is plain numbers: saved as it is. */
struct context_numbers {
    int64_t began, touched;             /* Unix seconds of its first and last line */
    int64_t size;                       /* message size in bytes, 0: unknown */
    uint64_t once[CONTEXT_ONCE];        /* hashes of texts seen, newest first, 0: none */
    uint64_t waiting[CONTEXT_WAITING];  /* hashes of recipients whose delivery was deferred */
    uint16_t settled[SMTPLOG_PHASES];   /* reply that closed the phase's intermediate state */
    uint16_t peer_port;
    uint8_t waiting_len, failed, ended, probe;
    struct { uint32_t at, len; } fact[FACTS];   /* in the pool; at is 1-based, 0: unknown */
    /* since blobs of version 2 */
    uint64_t instance;                  /* hash of whose message it is, 0: not told */
    uint8_t told[SMTPLOG_PHASES];       /* replies that settled the phase in this dialogue */
    uint8_t inherited;                  /* its submitter is that of the message it was before */
    uint8_t shown, went_on, straight;   /* of a service: evidence.h */
    uint8_t crowd;                      /* dialogues that cannot be told apart: session.c */
};

struct context {
    struct context *older, *newer;      /* by last touch; `newer` links the spare ones too */
    struct context *next_ended;         /* by the order of their ends */
    struct smtplog_slice key;           /* owned by the table */
    uint64_t hash;                      /* map_hash() of it */
    uint64_t life;                      /* numbers the uses of keys within this table */
    struct context_numbers n;
    struct strbuf pool;                 /* the facts' bytes */
    struct strbuf waiting;              /* events that wait for a later record: waiting.c */
    size_t bytes;                       /* of pool and waiting, as counted in the table's */
    unsigned dirty : 1, saved : 1, listed : 1;  /* listed: among the ended */
};

/* Where the table is saved to: inside the caller's transaction. */
struct context_saver {
    void (*put)(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched);
    void (*drop)(void *to, struct smtplog_slice key);
    void *to;
};

/* Where contexts lie that are not in memory.  It may be used at any time, not only when the table
 * is saved. */
struct context_shelf {
    struct context_saver saver;
    /* What was put under the key; valid until the next call.  0: nothing. */
    int (*fetch)(void *to, struct smtplog_slice key, struct smtplog_slice *blob);
};

struct context_table {
    struct map map;
    struct context *oldest, *newest;
    struct context *first_ended, *last_ended;
    struct context *spare;              /* released, their memory kept for the next */
    uint64_t lives;                     /* the last number given */
    size_t limit;                       /* most contexts kept in memory */
    size_t bytes;                       /* that their facts and what waits take: bounded too */
    const struct context_shelf *shelf;  /* or NULL */
    size_t ended;                       /* how many have ended and wait for stragglers */
    void (*give_way)(void *to, struct context *c);  /* told of one that the limit puts out of
                                                       memory; or NULL */
    void *to;
    struct strbuf blob, plain;          /* of the one that is being saved or loaded */
    struct strbuf gone;                 /* keys of saved contexts dropped since the last save, each
                                           with its length before it; without a shelf */
};

/* 1 if a time that was kept can be one: what is not was damaged, and cannot be reckoned with. */
int context_is_time(int64_t seconds);

/* ptr NULL: unknown */
struct smtplog_slice context_fact(const struct context *c, enum fact which);
/* Learns a fact; a ptr of NULL teaches nothing.  1 if that is news. */
int context_learn(struct context *c, enum fact which, struct smtplog_slice value);
/* all but the key: a new life */
void context_forget(struct context_table *t, struct context *c);
/* 1 if the hash was among the last few seen here; remembers it. */
int context_seen(struct context *c, uint64_t hash);
/* A recipient's delivery was deferred / came to an end, 1 if it was waiting. */
int context_wait(struct context *c, uint64_t recipient);           /* 1: it was not waiting yet */
int context_settle(struct context *c, uint64_t recipient);
int context_settle_all(struct context *c);     /* all that wait; -> how many */

/* In memory or on the shelf; NULL: neither. */
struct context *context_find(struct context_table *t, struct smtplog_slice key);
/* The one that context_find() gave for the key, or if that was NULL a new one;
 * touched.  The oldest may give way. */
struct context *context_touch(struct context_table *t, struct context *found,
                              struct smtplog_slice key, int64_t time);
void context_drop(struct context_table *t, struct context *c);
/* The message is done with.  It stays for stragglers until CONTEXT_STRAGGLERS others have
 * ended, or, while its failures lack their sender (an older file that is read later may tell
 * it), like an open one. */
void context_end(struct context_table *t, struct context *c);
/* Writes what changed since the last save. */
void context_save(struct context_table *t, const struct context_saver *saver);
/* Takes back what save() wrote; a blob of another version or length is left out. */
void context_load(struct context_table *t, struct smtplog_slice key, struct smtplog_slice blob);
void context_table_release(struct context_table *t);

#endif
