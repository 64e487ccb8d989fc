/* top.h - the top offenders of a period
 *
 * Failures are counted by class and key.  Every failure stands in exactly one group of one
 * section, so sections add up to `SELECT count(*) FROM failures` with the same filter.  Failures
 * that repeat a reply that was given to another delivery (`echo`) are failures of their messages
 * and counted; only --count attempts, which counts what servers answered, leaves them out.
 *
 * All slices point into the top and live until top_release().
 */
#ifndef REPORT_TOP_H
#define REPORT_TOP_H

#include "query/coverage.h"
#include "query/group.h"
#include "query/outcome.h"
#include "query/trend.h"

struct top_options {
    struct period period;
    struct filter filter;
    enum group_key key;
    enum group_unit unit;
    int groups;                 /* at most so many a section; 0: all */
    int course;                 /* 1: `course` of the groups shown is wanted */
};
enum { TOP_COURSE = 24 };

enum lead_kind {
    LEAD_CODE,                  /* "550 5.1.1" */
    LEAD_CAUSE, LEAD_PROVIDER, LEAD_DIRECTION, LEAD_PHASE,
    LEAD_PEER, LEAD_PEER_NAME,
    LEAD_NET,                   /* of clients */
    LEAD_SENDER,
    LEAD_RECIPIENT,             /* of mail from clients */
    LEAD_RECIPIENT_DOMAIN,      /* of deliveries */
    LEAD_SASL, LEAD_HOST,
    LEAD_KINDS
};
enum { LEADERS = 3 };

/* Who or what stands out in a group: the most frequent first. */
struct leaders {
    struct leader { struct smtplog_slice text; int64_t n; } top[LEADERS];
    size_t distinct;            /* how many there are, `top` included */
    int64_t known;              /* events of which it is known */
};

/* An event of the group, with its most frequent reply. */
struct sample {
    char *text, *trace;         /* as logged; what to give to `trace`.  NULL: none.  Owned */
    char *reason, *tag, *mta, *process, *direction, *phase, *disposition, *origin, *peer_name,
         *enhanced, *recipient;
    char *logged;            /* text as it was logged, where `text` was made harmless for a mail */
    int32_t code;
    int64_t time;
};

struct top_group {
    int32_t class;
    uint32_t direction;         /* a word: all of it went that way */
    char *key;                  /* NULL: not known; owned */
    int64_t count, before;      /* in the period, in the one before */
    int64_t echoes;
    int64_t first, last;        /* times */
    int64_t last_before;        /* last time in the days before the period; 0: none,
                                   or not asked */
    enum trend trend;
    int64_t events;             /* that `lead` was taken from */
    int64_t course[TOP_COURSE]; /* `count` by equal parts of the period; see course_known */
    struct leaders lead[LEAD_KINDS];
    struct sample sample;
    uint32_t place;             /* top_pass.c's */
};

struct top_section {
    int32_t class;
    int64_t count, before, echoes;
    enum trend trend;
    struct top_group *groups;   /* count falling, then key, then direction */
    size_t len;
    size_t more_groups;         /* that are left out, and what they count */
    int64_t more_count;
};

struct top {
    struct top_options options;
    struct period before;
    int before_known;           /* logs cover this period and the one before */
    int before_covered;         /* they cover the one before, whatever of this */
    int course_known;           /* courses were asked for, and the hourly counts tell them */
    struct coverage coverage;
    int64_t count;              /* of all sections */
    int64_t after_intermediate; /* of classes 4xx and 5xx: came after 334 or 354 */
    struct top_section section[3];      /* 5xx, 4xx, 3xx */
    struct outcome outcome;
    int64_t history_since;      /* from here on `last_before` was looked for */
    struct catalogue catalogue;
    struct names names;
};

/* 0, or STORE_FAILED: told.  Borrows the options' texts.  Many queries: call it within a snapshot
 * (store_snapshot_begin) where a writer may be at work. */
int top_build(struct top *t, struct store *s, const struct top_options *options);
/* Leaves the first groups of each section, sums the others; 0: leaves all. */
void top_limit(struct top *t, int groups);
void top_release(struct top *t);
/* 1 if neither logs nor failures of the period are in the database. */
int top_no_data(const struct top *t);

/* ---- For the files that make it ------------------------------------------------------------- */

/* Which rows belong to groups that are shown. */
struct top_shown {
    struct counts of;           /* (class and direction, raw) -> number of the group, from 1 */
    uint64_t may_be[1 << 10];   /* bits: by the lowest bits of raw; 0: no group that is shown */
};

/* A group of a section, by its place there, as a number that is not 0. */
int64_t top_shown_number(const struct top *t, const struct top_section *s, size_t place);
void top_shown_put(struct top_shown *shown, uint64_t side, uint64_t raw, int64_t number);
/* Every id of a name leads to the name's group: what was said of the least is said of all. */
void top_shown_all(struct top_shown *shown, const struct grouping *g);
/* NULL: the row's group is not shown.  `raw`: its key's number (group_raw()). */
struct top_group *top_shown_group(struct top *t, const struct top_shown *shown,
                                  const struct scan_row *row, uint64_t raw);
/* The rows whose key, `keys[row]`, may be that of a group that is shown: into `may_be`, which has
 * room for all.  -> how many. */
size_t top_shown_may_be(const struct top_shown *shown, const int64_t *keys, const uint32_t *rows,
                        size_t len, uint32_t *may_be);
/* top_detail.c: fills leaders and samples of the groups. */
int top_detail(struct top *t, struct store *s, const struct top_shown *shown);

#endif
