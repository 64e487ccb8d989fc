/* export.h - what of the database was handed on to another store, hour by hour
 *
 * A table that is exported in part, its `kind`, has a row of export_hour for each hour that went
 * out.  Whatever changes an hour marks it (as it drops the hour's pack), so a later export looks
 * at hours without a row, at marked ones, and at those that a run sent which never said that its
 * output was whole.  A run has a number, higher than those of all runs before: the version of the
 * rows that it sends.
 */
#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "store/query.h"

struct store_export {
    const char *kind;
    enum store_statement next;          /* ?1 time -> the first one from there on with anything */
    int64_t run;                        /* this one; 0: nothing is marked, all hours are told */
    int64_t confirmed;                  /* the last one whose output was whole; 0: none */
};

enum export_state {
    EXPORT_NEW,                         /* never sent */
    EXPORT_STALE,                       /* sent, and changed since */
    EXPORT_UNSURE,                      /* it may have been sent */
    EXPORT_SENT                         /* nothing changed: handed out where run is 0 alone */
};
struct export_hour {
    int64_t hour;                       /* its first second */
    enum export_state state;
    struct strbuf body;                 /* as it was put; owned */
};

/* Begins a run: its number is `now` in milliseconds, or more. */
int store_export_begin(struct store *s, struct store_export *x, int64_t now);
/* The first hour at or after `from` that is to be told: 1, 0 none, STORE_FAILED. */
int store_export_next(struct store *s, const struct store_export *x, int64_t from,
                      struct export_hour *hour);
/* Before the hour is read: what changes from now on marks it again.  A batch of its own, so that
 * nobody waits while the rows are written to somebody slow. */
int store_export_claim(struct store *s, const struct store_export *x,
                       const struct export_hour *hour);
/* After it was: what stands for it from now on. */
int store_export_told(struct store *s, const struct store_export *x, int64_t hour,
                      struct smtplog_slice body);
/* The run's output is whole and safe. */
int store_export_confirm(struct store *s, const struct store_export *x);

#endif
