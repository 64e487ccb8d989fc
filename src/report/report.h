/* report.h - the nightly report as one model, which every rendering reads
 *
 * report_build() asks the database everything; renderings only lay out.  Rendering is done by
 *
 *   report_text.h       80 columns, for terminals and mail
 *   report_markdown.h   headings and tables
 *   report_data.h       JSON and CSV
 *   report_html.h       one self-contained page
 *
 * The verdict and what is wrong are report/health.h's.  Compared is with equal periods: the one
 * before, and of periods of a week or less the same a week before.  Nothing is judged
 * that the logs do not cover.  Texts are owned by the report and may be strangers':
 * renderings make them safe.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/health.h"
#include "report/status.h"
#include "report/top.h"

struct report_options {
    struct period period;
    int64_t now;
    int groups;                         /* top offenders a section; 0: all */
};

enum { REPORT_SECTIONS = 16, REPORT_LISTS = 2 };         /* room for rows: sections.h */
enum { REPORT_DAYS = 30, REPORT_ROWS = 10 };

/* Failures of a period by class. */
struct report_sums {
    struct period period;
    int known;                          /* logs cover it */
    int64_t all, class[6];              /* by first digit, 3 to 5 */
    int64_t untold;                     /* of `all`: no words and no code tell why */
};

/* One provider, host, network or user: rows.h. */
struct report_row {
    char *name;                         /* NULL: not known */
    char *cause;                        /* leading; NULL: none */
    int64_t count, before, class[6];
    int64_t others;                  /* of failed logins: networks: users tried; users: networks */
    int64_t delivered, bounced, put_off;        /* recipients, of destinations */
    int64_t first, last;                /* times; 0: not known */
    enum trend trend;
};
struct report_rows {
    struct report_row *rows;            /* count falling, then name */
    size_t len, cap;
    size_t more;                        /* rows left out */
    int64_t more_count, total;
};

/* An hour or a day: [time, end), failures by class, replies that were no failures. */
struct report_slot {
    int64_t time, end, class[6], accepted;
};

/* Whole hours without a word of the servers. */
struct report_gap {
    int64_t since, until;
};

/* The clock of a logging host went back. */
struct report_jump {
    char *host, *source;                /* host NULL: not known; owned */
    int64_t before, after, line_no;
};

struct report {
    struct report_options options;
    struct top top;                     /* by cause, with coverage */
    struct report_sums now, before, week_before;
    struct health health;               /* the verdict, and what is wrong */
    struct report_rows rows[REPORT_SECTIONS][REPORT_LISTS];     /* of lists: sections.h */
    struct report_slot *hours;          /* of the period, at most three days; local hours */
    size_t hours_len;
    struct report_slot days[REPORT_DAYS];               /* local days up to the period's end */
    struct report_gap *gaps;
    size_t gaps_len, gaps_cap;
    struct report_jump *jumps;
    size_t jumps_len, jumps_cap;
    int64_t future;                     /* events dated after now: a clock was wrong */
    struct status status;               /* the logs, and lines not understood */
    char **harmless;                    /* texts that report_defang() made */
    size_t harmless_len, harmless_cap;
};

/* 0, or STORE_FAILED: told.  Call it within a snapshot (store_snapshot_begin). */
int report_build(struct report *r, struct store *s, const struct report_options *options);
void report_release(struct report *r);
int report_no_data(const struct report *r);
/* 1 if there is nothing to say: no failures, no troubles, logs cover the period. */
int report_is_clean(const struct report *r);

/* The slot that holds a time; NULL: none.  Slots stand in order. */
struct report_slot *report_slot_at(struct report_slot *slots, size_t len, int64_t time);

#endif
