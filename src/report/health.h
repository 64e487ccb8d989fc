/* health.h - is the mail OK? one model of the answer, which every rendering reads
 *
 * Three things are told of a period:
 *
 *   state     one word for the verdict: mail flows, in part, not at all, or nobody can know
 *   counts    delivered, waiting, bounced, refused here, failed logins: each with its usual
 *   troubles  what is wrong, one for each trouble however many figures it moves, the most pressing
 *             first; each with who must act, whom it hits, since when
 *
 * Rules that all of it keeps:
 *
 *   - Silence comes first: what was not logged is worse than any reply that was.
 *   - What is usual comes from the days before (usual.h), never from the period.
 *   - A trouble that only this server's people can mend is told whether it is new or not; anything
 *     else only if it is more than usual.
 *   - What this server rightly refuses strangers is no trouble, whatever its amount.
 *   - Who must act follows from how many it hits, and from the side that it is on.
 *
 * It takes: flows by hour for silence and counts (event/flow.h), failures by hour for amounts, the
 * groups of a top by cause (report/top.h) for who is hit, and logins.
 */
#ifndef REPORT_HEALTH_H
#define REPORT_HEALTH_H

#include "report/lanes.h"
#include "report/top.h"
#include "report/usual.h"

enum health_state {
    HEALTH_FLOWS, HEALTH_PARTLY, HEALTH_STANDS,
    HEALTH_UNKNOWN,                     /* the logs do not tell */
    HEALTH_STATES
};

enum health_count { COUNT_DELIVERED, COUNT_WAITING, COUNT_BOUNCED, COUNT_REFUSED, COUNT_GUESSED,
                    HEALTH_COUNTS };
enum { HEALTH_DAYS = 30 };

struct health_figure {
    int64_t now;
    struct likely usual;
    int64_t course[HEALTH_DAYS];    /* by local day, the last holds the period's end; -1: no log */
};

/* In the order in which they press. */
enum trouble_kind {
    TROUBLE_SILENT,                     /* no word of anything, up to the period's end */
    TROUBLE_BROKEN_IN,                  /* guessing ended in a login */
    TROUBLE_HIJACKED,                   /* a user's mail looks like a thief's */
    TROUBLE_HOST,                       /* one host says nothing, the others do */
    TROUBLE_STOPPED,                    /* mail of one direction stopped, up to the end */
    TROUBLE_PROCESS,                    /* one daemon says nothing */
    TROUBLE_GAP,                        /* hours without a word, in the midst */
    TROUBLE_FELL,                       /* far less mail than usual */
    TROUBLE_UNREAD,                     /* lines in no known form */
    TROUBLE_NETWORK, TROUBLE_DNS,       /* nearly all destinations */
    TROUBLE_FILTER, TROUBLE_CONFIG, TROUBLE_DISK, TROUBLE_CERTIFICATE,     /* this server's own */
    TROUBLE_SMART_HOST,                 /* does not take this server's login */
    TROUBLE_LISTED,                     /* this server's address */
    TROUBLE_UNAUTHENTICATED, TROUBLE_REVERSE_DNS,
    TROUBLE_THROTTLED,                  /* a provider slows this server down */
    TROUBLE_GUESSING,                   /* more guessed logins than usual, none succeeded */
    TROUBLE_DESTINATION,                /* one destination, that much goes to, is not reached */
    TROUBLE_WAITING,                    /* more waits than usual */
    TROUBLE_NEW, TROUBLE_GREW,          /* a cause of failures of this site's mail */
    TROUBLE_KINDS
};

struct trouble {
    enum trouble_kind kind;
    char *subject;                      /* host, user, domain, provider, process: by
                                           kind; NULL: none */
    char *cause;                        /* key into causes; NULL: none */
    uint32_t direction;                 /* of its failures, a word of the catalogue; 0: none */
    char *where, *sample;               /* what is hit most, or the log; the words of a reply.
                                           NULL: none */
    char *host;                         /* of several, the one that all of it is on; NULL: none */
    int64_t n, of;                      /* how many; of how many.  Messages or lines by kind */
    int64_t people, places;             /* users or clients; destinations or networks hit */
    int64_t since, until;               /* times; until 0: up to the period's end */
    struct likely usual;
    unsigned directions;                /* STOPPED, FELL: bits 1 << LANE_* */
    int yours;                          /* only this server's people can mend it */
    const char *who;                    /* who must act, as parts in the dialogue in which this
                                           server asked: "client-admin" is you.  NULL: the cause
                                           tells */
};

struct health {
    struct period period;
    int64_t now;
    struct usual usual;
    enum health_state state;
    struct health_figure figures[HEALTH_COUNTS];
    int has_flows;                      /* flows are known at all: logs were read by a program that
                                           counts them */
    int64_t last_line;                  /* of all logs; 0: none */
    int stale;                          /* no line for long: reading stopped, or the server */
    int64_t guesses_in;                 /* logins that guessing ended in */
    struct trouble *troubles;
    size_t len, cap;
    size_t yours;                       /* how many of them are yours to mend */
};

/* 1: of what was not logged, or not read: no filter makes it less true. */
int trouble_is_unlogged(const struct trouble *t);
/* Leaves no others, and no verdict: for who looks at a part of the mail alone. */
void health_keep_unlogged(struct health *h);

/* How loud a monitor should be. */
enum health_level { HEALTH_LEVEL_OK, HEALTH_LEVEL_WARNING, HEALTH_LEVEL_CRITICAL, HEALTH_LEVELS };
enum health_level health_level(const struct health *h);

/* `all` is a top of the period by cause with every group and no filter; it is read, and its words
 * and names grow.  0, or STORE_FAILED: told. */
int health_build(struct health *h, struct store *s, struct top *all, int64_t now);
/* The same for who has no such top: makes one of its own.  *no_data: no log of the period was
 * read; NULL if it does not matter. */
int health_of_period(struct health *h, struct store *s, struct period period, int64_t now,
                     int *no_data);
void health_release(struct health *h);

/* ---- For the files that find troubles ------------------------------------------------------- */

/* Everything that they look at. */
struct evidence {
    struct health *health;
    struct store *store;
    struct top *all;
    struct flow_rows flows;
    struct counts history;              /* (direction << 32 | cause, period) -> failures */
    struct counts hours;                /* (direction << 32 | cause, hour) ->
                                           failures of the period */
    uint32_t inbound, outbound;         /* words of the catalogue */
    struct lane_words lanes;
};

/* A trouble with its subject copied (empty: none); valid until the next one is added. */
struct trouble *trouble_add(struct health *h, enum trouble_kind kind,
                            struct smtplog_slice subject);
void trouble_release(struct trouble *t);        /* what it owns */
struct likely cause_usual(const struct evidence *e, uint32_t direction, uint32_t cause);
/* Is the cause one of a list, an array of words? */
int cause_is_among(struct smtplog_slice cause, const char *const *list, size_t n);
#define IS_CAUSE_OF(cause, list) cause_is_among(cause, list, sizeof(list) / sizeof *(list))
/* The commonest of a group's leaders of that kind; NULL: it has none. */
const struct leader *first_of(const struct top_group *g, enum lead_kind kind);

void find_silence(struct evidence *e);          /* health_silence.c */
int find_users(struct evidence *e);             /* health_users.c */
int find_causes(struct evidence *e);            /* health_causes.c */
void find_waiting(struct evidence *e);          /* health_waiting.c; after the causes */

#endif
