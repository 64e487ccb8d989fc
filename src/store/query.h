/* query.h - reading rows
 *
 *     struct store_query *q = store_query(s, SQL_LOGIN_READ);
 *     store_bind_int(q, 1, since);
 *     while (store_next(q))
 *         print(store_int(q, LOGIN_HOUR), store_int(q, LOGIN_MESSAGES));
 *     failed |= store_query_end(q);
 *
 * A statement is a file of schema/query/ (statements.h is generated from their names; its first
 * comment names the parameters) or what query/scan_sql.h composes of constant parts; values are
 * always bound.  A query may be NULL (it could not be prepared: told): every function below takes
 * that and answers "no rows", so only store_query_end() need be looked at.  Bind before the first
 * store_next(); parameters are numbered from 1, columns from 0.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/statements.h"
#include "store/store.h"

/* event_id is ts << STORE_EVENT_SHIFT | seq: as in schema/views/events.sql. */
enum { STORE_EVENT_SHIFT = 20 };

/* What event.identity keeps of a record's hash: as much as its trail does. */
#define STORE_IDENTITY UINT64_C(0xffffffffffff)

struct store_query;

/* A statement of schema/query, or any text.  NULL: it cannot be prepared, told; the functions
 * below take NULL for a query without rows that failed.  Parameters count from 1, columns from
 * 0. */
struct store_query *store_query(struct store *s, enum store_statement which);
struct store_query *store_query_sql(struct store *s, const char *sql);
int store_query_end(struct store_query *q);     /* frees; STORE_FAILED if anything went wrong */

/* What is not bound is NULL; so is a text whose ptr is NULL.  A text must stay until the query
 * ends. */
void store_bind_int(struct store_query *q, int parameter, int64_t value);
void store_bind_real(struct store_query *q, int parameter, double value);
void store_bind_text(struct store_query *q, int parameter, struct smtplog_slice value);
/* By name, ":since"; a name that the statement does not have is left out. */
void store_bind_int_named(struct store_query *q, const char *name, int64_t value);
void store_bind_text_named(struct store_query *q, const char *name, struct smtplog_slice value);

int store_next(struct store_query *q);          /* 1: a row; 0: the end, or a failure */
int64_t store_int(struct store_query *q, int column);
double store_real(struct store_query *q, int column);
struct smtplog_slice store_text(struct store_query *q, int column);  /* ptr NULL: NULL; until the
                                                                        next store_next() */
char *store_copy(struct store_query *q, int column);   /* the same, the caller's; NULL: NULL */
/* until the next store_next() */
struct smtplog_slice store_blob(struct store_query *q, int column);
int store_is_null(struct store_query *q, int column);

enum store_type { STORE_NULL, STORE_INTEGER, STORE_REAL, STORE_TEXT, STORE_BLOB };
enum store_type store_type(struct store_query *q, int column);
/* Rows that were gone through one after another, for no key led to them, so far. */
int64_t store_rows_passed(struct store_query *q);
int store_columns(struct store_query *q);
const char *store_column_name(struct store_query *q, int column);

/* A consistent view for several queries: everything between sees one state of the database,
 * whatever a writer does meanwhile. */
int store_snapshot_begin(struct store *s);
void store_snapshot_end(struct store *s);

#endif
