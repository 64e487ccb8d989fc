/* sql.h - operators' SQL, read only
 *
 * Several locks, none alone sufficient: the file is opened read-only, query_only and defensive, no
 * ATTACH, an authorizer that allows reading and nothing else (views and tables, built-in
 * functions, a few harmless pragmas), each statement checked to be read-only before it is stepped,
 * limits on its size, a deadline, and a flag that a signal handler may set.
 * (sqlite.org/security.html)
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "store/query.h"

#include <signal.h>

enum { STORE_OVERDUE_SECONDS = 1 };             /* after the limit */

struct store_limits {
    int seconds;                                /* of one statement; 0: no limit */
    const volatile sig_atomic_t *interrupted;   /* not 0: stop; may be NULL */
    /* A function over a huge text runs without asking for the time.  While a statement works this
     * is the second of CLOCK_MONOTONIC from which on only the end of the process can stop it,
     * else 0; a timer may look at it.  NULL: nobody does. */
    volatile sig_atomic_t *overdue;
    enum anonymity anonymity;             /* see store_anonymous(); the tables behind its
                                                   views are refused, by their names: a guard
                                                   against slips, no wall before who can read the
                                                   file */
};

/* Like store_open() with STORE_READ, locked down as above; close with store_close(). */
struct store *store_sql_open(const char *path, const struct store_limits *limits,
                             struct diag *diag);
/* The next statement of *sql, which is moved behind it (also on failure).  NULL and *sql at its
 * end: no more; NULL otherwise: told.  Rows through query.h; store_query_end() frees. */
struct store_query *store_sql_next(struct store *s, const char **sql);
/* 1 if the text ends with a whole statement: a semicolon that is in no string or comment. */
int store_sql_is_complete(const char *sql);
/* Names and texts of the documented views, comments included, for `sql --schema`: one column. */
struct store_query *store_sql_schema(struct store *s);

#endif
