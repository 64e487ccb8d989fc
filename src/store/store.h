/* store.h - the database: what the logs said, kept once, and read back
 *
 * A store is one SQLite file (or ":memory:").  Facts are narrow rows of ids; every text stands
 * once in a dimension table.  Rollups can be derived from the facts and are rebuilt at will.  All
 * SQL lives in schema/; sqlite3.h is included nowhere else but in this room.
 *
 * Writing.  One writer at a time: store_claim() once, then batches: store_begin(), some ten
 * thousand events with what belongs to them (sources, messages, traffic, pending contexts),
 * store_commit().  A batch is one transaction: after a crash or a failure the offsets of the
 * sources and the events that were read up to them agree, always.  On STORE_FAILED the reason has
 * been told to the diag, the batch is lost as a whole (store_rollback() is allowed and harmless),
 * and what was read since store_begin() must be read again from the sources' saved offsets.
 *
 * Reading.  report/ runs named statements of schema/query/ or SQL that it composes itself
 * (store_query_*); operators' SQL goes through sql.h.
 *
 * Slices handed in are borrowed for the call; ptr NULL is NULL ("not known"), an empty slice is
 * the empty string.  Bytes that are not UTF-8 are stored as U+FFFD.  Times are Unix seconds, UTC.
 */
#ifndef STORE_H
#define STORE_H

#include "base/diag.h"
#include "base/hashes.h"
#include "base/mask.h"
#include "base/strbuf.h"
#include "event/event.h"
#include "event/strange.h"
#include "event/flow.h"
#include "store/twins.h"

struct store;                           /* one connection, used by one thread */

enum store_mode {
    STORE_READ,                         /* never creates, never migrates, never writes */
    STORE_WRITE                         /* creates file (0640) and folders (0750); migrates */
};
enum store_result { STORE_FAILED = -1, STORE_OK = 0, STORE_DUPLICATE = 1 };

/* Opens the database, ":memory:" for WRITE only; NULL: told why.  Refuses another program's file
 * and a newer schema; in READ mode also an older one ("`smtplog ingest` brings it up to date").
 * The diag is kept and told of all later failures. */
struct store *store_open(const char *path, enum store_mode mode, struct diag *diag);
/* Rolls back an open batch and closes.  NULL: nothing to do. */
void store_close(struct store *s);
const char *store_path(const struct store *s);

/* Makes this process the only one that ingests into the file until store_close(): others are told
 * to wait.  Not needed for prune or for reading. */
int store_claim(struct store *s);

/* 1: the file was removed, renamed or replaced, so that what is written is lost. */
int store_has_moved(const struct store *s);
/* STORE_OK, or told that it has.  Every store_begin() asks; who waits long between batches may
 * ask too. */
int store_is_there(struct store *s);

/* ---- Batches -------------------------------------------------------------------------------- */

enum { STORE_BATCH = 10000 };        /* events a batch: more is not faster, see schema/README.md */

/* The batch: all that is stored in it becomes one with store_commit(), or nothing does.  One that
 * is open is given up first.  0, or STORE_FAILED: told. */
int store_begin(struct store *s);
int store_commit(struct store *s);
void store_rollback(struct store *s);
int store_in_batch(const struct store *s);

/* ---- Sources: each line exactly once -------------------------------------------------------- */

/* A family of logs: "mainlog", "rejectlog", "mail.log".  Rotated files of a log are of its family.
 *  Of logs whose records left no trail, events are matched across families, never within. */
int store_channel(struct store *s, const char *name);   /* its id, >= 0; STORE_FAILED */

/* One stream of bytes, known by its content: found by the hash of its first head_len bytes
 * (uncompressed, at most 4096; hash_bytes() with seed 0), and known to be the same by the hashes
 * of its blocks up to `offset` and of the tail_len (at most 1024) bytes before it. */
struct store_source {
    int64_t id;                         /* 0: not in the database yet */
    int channel;
    uint64_t head_hash, tail_hash;
    uint64_t first_line;                /* hash of the first line, for a new source: what its
                                           events are known by in other stores */
    uint32_t head_len, tail_len;
    uint64_t offset;                    /* uncompressed bytes read so far */
    uint64_t line_no;                   /* lines before offset */
    int64_t size, mtime_ns;             /* of the file when it was last read to its end: a hint
                                           that it need not be opened again; 0: none */
    int64_t device, inode;              /* of that file; 0: not known */
    char *name;                         /* path as last seen; owned, like the next two */
    char *format, *host;                /* NULL: not known yet */
    char *wrapping;                     /* what stands around its lines (frame/unwrap.h: a plan's
                                           name); owned; NULL: not known yet */
    struct strbuf framer;               /* the framer's state, opaque */
    uint64_t lines, recognised;         /* read; said something or were known to be harmless */
    uint64_t events, duplicates;        /* stored; matched with a copy in another channel */
    uint64_t strange, foreign, unframed;    /* words of failure in no known form; other programs'
                                               lines; lines without time stamp */
    uint64_t unknown;                   /* a mail server's lines in no known form, without words of
                                           failure, or in a wrapping that was not taken off */
    int64_t first_time, last_time;      /* of its records; 0: none */
    int complete;                       /* read to its end, and it cannot grow (compressed) */
    struct strbuf blocks;               /* input/blocks.h: those that end at `offset` or before;
                                           opaque here; empty: none, or not kept yet */
    uint64_t saved_offset;              /* the store's: offset when loaded or last saved */
};

void store_source_release(struct store_source *source);         /* what it owns; not itself */
/* The distinct head lengths in the database, ascending; *n of them; free(). */
uint32_t *store_head_lens(struct store *s, size_t *n);
/* All sources with this head, newest first; *n of them.  Free with store_sources_free(). */
struct store_source *store_sources_by_head(struct store *s, uint32_t head_len, uint64_t head_hash,
                                           size_t *n);
struct store_source *store_sources_all(struct store *s, size_t *n);     /* by name */
void store_sources_free(struct store_source *list, size_t n);
/* Writes it within the batch: inserts where id is 0 (and sets it), else updates.  Fails if another
 * process moved its offset meanwhile. */
int store_source_save(struct store *s, struct store_source *source);

/* A line that was not understood: counted by source and shape (the line with its variable parts
 * masked).  Of shapes new in a run the first 50 are kept with a sample, the rest under the shape
 * "". */
int store_strange(struct store *s, const struct store_source *source, enum strange_kind kind,
                  struct smtplog_slice shape, struct smtplog_slice line, uint64_t line_no,
                  int64_t time);

/* Percent of a mail server's lines, and of those that may be one's, that are in a known form: the
 * one definition of "recognised".  Lines of other programs do not count.  -1: there are none. */
double store_recognised(uint64_t recognised, uint64_t strange, uint64_t unknown,
                        uint64_t unframed);

/* The clock of `host` went back in a source: `line_no` is the first line with the new time. */
int store_jump(struct store *s, const struct store_source *source, struct smtplog_slice host,
               int64_t before, int64_t after, uint64_t line_no);

/* ---- Trails: which records were counted --------------------------------------------------- */

/* Trails older than this before the newest are dropped, at six bytes for each line that says
 * something. */
enum { STORE_TRAIL_DAYS = 40 };

/* Keeps a trail of the source, for later logs to be compared with. */
int store_trail(struct store *s, const struct store_source *source, const struct trail *trail);
/* Those of other sources than `source` (0: all); `take` may not call the store. */
int store_trail_hour(struct store *s, int64_t hour, int64_t source,
                     trail_take *take, void *to);
/* The hours that have trails; first > last: none has. */
struct store_hours { int64_t first, last; };
int store_trail_span(struct store *s, struct store_hours *out);
/* Records of `source` were found to be copies of records of `of`. */
int store_twin(struct store *s, const struct store_source *source, int64_t of);

/* ---- Facts -------------------------------------------------------------------------------- */

/* Stores one event of a source that has been saved (id).  STORE_DUPLICATE: the record is a copy of
 * one that stands in another log; nothing was added but the mark that it stands here too. `reason`
 * is the template of `text`; where a queue id is known, sender, client, SASL user, HELO and
 * message-id go to the message's row and fill what was unknown there. */
int store_event(struct store *s, const struct event *e, const struct store_source *source);

/* What became known of a message after its failures were stored.  Nothing happens if the message
 * has no row (it had no failure).  Takes host, queue_id, time and the message's facts from `e`. */
int store_message(struct store *s, const struct event *e);

/* A recipient whose delivery had failed for the time being was delivered to at last, by a server
 * of that provider (ptr NULL: not known).  Told again nothing happens. */
int store_fate(struct store *s, struct smtplog_slice host, struct smtplog_slice queue_id,
               struct smtplog_slice recipient, struct smtplog_slice provider, int64_t time);

/* Replies that crossed the wire, the denominators: every 2xx, and every failure with a code that
 * is no echo.  Summed in memory by hour until the commit.  Where a failure came back as
 * STORE_DUPLICATE, do not count it; nor a 2xx of a record that is a copy. */
struct store_replies {
    int64_t time;                       /* any second of the hour */
    struct smtplog_slice host, mta;
    uint32_t direction;                 /* enum smtplog_direction */
    int32_t code;
    struct smtplog_slice domain;        /* of the other side's mail: outbound the recipient's,
                                           inbound the sender's; ptr NULL: not known */
    uint64_t n;
};
int store_traffic(struct store *s, const struct store_replies *r);

/* A sender (not NULL) was refused by this server's greylist: `e` has time, host, sender, peer. */
int store_greylisted(struct store *s, const struct event *e);
/* A message was taken: if its sender was greylisted before, it has come back. */
int store_arrival(struct store *s, const struct arrival *a);
/* At most so many of the senders that have not; `each` may not call the store. */
int store_greylist_waiting(struct store *s, int64_t most,
                           void (*each)(void *to, struct smtplog_slice sender), void *to);

/* What mail did besides (event/flow.h), added to the hour's: all counts to those of the host, and
 * those from FLOW_DELIVERIES on to those of the domain and the provider.  Each call is a row, so
 * sums are told, not records. */
int store_flow(struct store *s, const struct flow *flow);
int store_delivery(struct store *s, const struct flow *flow);
int store_login(struct store *s, const struct login *login);

/* ---- Pending: what the correlator keeps from run to run ------------------------------------- */

/* Within the batch.  Key and blob are bytes; `time` is the last touch. */
int store_pending_put(struct store *s, struct smtplog_slice key, struct smtplog_slice blob,
                      int64_t time);
int store_pending_drop(struct store *s, struct smtplog_slice key);
/* These hand what they find to `load`, which may not call the store. */
typedef void store_pending_take(void *to, struct smtplog_slice key, struct smtplog_slice blob);
/* Those whose keys begin with the letter, in order. */
int store_pending_kind(struct store *s, char letter, store_pending_take *load, void *to);
int store_pending_find(struct store *s, struct smtplog_slice key, store_pending_take *load,
                       void *to);
/* Keys without blobs, at most so many.  -> how many, -1: failed. */
int64_t store_pending_keys(struct store *s, int64_t most, store_pending_take *load, void *to);
/* The hashes of all keys, and of some that are gone; costs a hundredth of reading the keys, but
 * for the first time and when most are gone. */
int store_pending_hashes(struct store *s, struct hashes *hashes);

/* ---- Derived and kept in order -------------------------------------------------------------- */

/* Packs the events of the hours that are over and changed, or were never packed, for reports
 * (pack.h), and sums their replies.  Cheap when nothing changed; ingest calls it at its end, after
 * the last commit.  Readers take other hours from the events. */
int store_pack(struct store *s, int64_t now);
int store_rebuild(struct store *s);     /* all rollups anew from the events */

/* Every reason with what decided its cause, for `reclassify`: `e` has text (a sample), code,
 * enhanced, direction, phase, disposition, mta, process, tag, origin, peer_name of that sample and
 * the present cause, provider and reason.  `judge` sets e->cause and e->provider; where they
 * differ, the row changes, in one batch.  `version` is the classifier's (kept in meta). */
int store_reclassify(struct store *s, void (*judge)(void *to, struct event *e), void *to,
                     int64_t version);

/* Deletes events, messages, texts and addresses of the days (UTC) before the one of `before`;
 * hourly counts and traffic stay.  -> events gone, or STORE_FAILED. */
int64_t store_prune(struct store *s, int64_t before);
/* Makes events, messages and fates of the days (UTC) before the one of `before` name nobody: local
 * parts of addresses and SASL users become keyed hashes (base/mask.h), reply texts and samples
 * their templates, Message-IDs go.  Domains, hosts and IP addresses stay.  Days done once are not
 * looked at again, unless an older log came since.  -> events changed, or STORE_FAILED. */
int64_t store_anonymize(struct store *s, int64_t before);
/* Takes over everything of another database of this schema version, but for what is pending;
 * refused if any of its sources is here already.  -> events added, or STORE_FAILED. */
int64_t store_merge(struct store *s, const char *other);
/* Is it there, and one that this program reads?  STORE_OK, or told. */
int store_can_merge(const char *other, struct diag *diag);

/* Small values by name: "kb_version", "classify_version", ...  `text` is appended to. */
int store_meta_get(struct store *s, const char *name, struct strbuf *text);     /* 1: found */
int store_meta_set(struct store *s, const char *name, struct smtplog_slice text);

/* ---- Reading without names ------------------------------------------------------------------ */

/* The key behind --anonymize: made at random with the database, or when it is next opened for
 * writing, and the same for ever.  STORE_FAILED: there is none yet, told. */
int store_key(struct store *s, struct mask_key *key);

/* Makes everything that is read from now on name nobody: views of the connection's own take the
 * place of the tables and views that do (schema/anonymous/), so statements and whoever runs them
 * need know nothing of it.  Statements that ask for `main.` tables see them as they are: filters
 * do.  STORE_FAILED: told; nothing may be read then. */
int store_anonymous(struct store *s, enum anonymity anonymity);
/* Whom rows hide; ANONYMITY_NONE: nobody. */
enum anonymity store_anonymity(const struct store *s);

/* ---- Knowledge: what codes and causes mean -------------------------------------------------- */

/* The knowledge base is replaced as a whole: begin (its own batch), put every row, end (commits
 * and sets meta kb_version).  A table's fields, in this order, all text; NULL: absent. */
enum store_knowledge {
    STORE_REPLY_CODE,       /* code lang class title description when_seen how_to_fix source */
    STORE_ENHANCED_CODE,    /* code lang class title description when_seen how_to_fix source; code
                               with its class digit, or X for all: the view has a row for each */
    STORE_CAUSE,            /* cause lang title description who_acts how_to_fix source, and
                               how_to_fix after a 4xx, after a 5xx */
    STORE_PROVIDER,         /* provider lang title description how_to_fix source */
    STORE_RULE,             /* rule cause provider pattern source: how causes are told */
    STORE_KNOWLEDGE_TABLES
};
enum { STORE_KNOWLEDGE_FIELDS = 9 };
int store_knowledge_begin(struct store *s);
int store_knowledge_put(struct store *s, enum store_knowledge table,
                        const struct smtplog_slice *fields, size_t n);
int store_knowledge_end(struct store *s, struct smtplog_slice version);

#endif
