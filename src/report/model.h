/* model.h - the report as data: what report.c fills, section by section, and renderings read */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include "report/health.h"
#include "report/status.h"
#include "report/top.h"

struct report_options {
    struct period period;
    int64_t now;
    int groups;                         /* top offenders a section; 0: all */
    struct filter filter;               /* with any the report is on failures alone: verdict,
                                           counts and deliveries know no filter */
};

enum { REPORT_SECTIONS = 16, REPORT_LISTS = 2 };         /* room for rows: sections.h */
enum { REPORT_HOURS = 3 * 25 + 1, REPORT_DAYS = 30, REPORT_ROWS = 10 };

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
    int64_t delivered, bounced, put_off, settled;       /* recipients, of destinations */
    int64_t asked;                      /* senders that were greylisted */
    int64_t waited, half, most;         /* so many were put off and delivered to at last, or came
                                           back; seconds that half and 95 % of them needed at
                                           most */
    int64_t first, last;                /* times; 0: not known */
    enum trend trend;
};
struct report_rows {
    struct report_row *rows;            /* count falling, then name */
    size_t len, cap;
    size_t more;                        /* rows left out */
    int64_t more_count, total;
    int64_t asked, returned;            /* all greylisted senders, and those that came back, where
                                           the list is the first of such */
};

/* The sides of mail: where this server asked, where it answered, where it delivered at home. */
enum report_side { SIDE_OUT, SIDE_IN, SIDE_HOME, REPORT_SIDES };

/* An hour or a day: [time, end), failures by class, replies that were no failures. */
struct report_slot {
    int64_t time, end, class[6], accepted;
    int64_t failed[REPORT_SIDES][6];    /* `class` by side */
    int64_t mail[REPORT_SIDES];         /* what went well: recipients delivered to, or messages
                                           taken */
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
    uint32_t sides[REPORT_SIDES];       /* words of the top's catalogue: directions of groups */
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

/* What a section's rows can be filled from. */
struct failing;
struct report_facts {
    struct report *report;
    struct store *store;
    const struct failing *failing;
};

#endif
