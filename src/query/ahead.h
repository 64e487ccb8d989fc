/* ahead.h - the packs of a period, read ahead by a thread of their own
 *
 *     struct ahead *a = ahead_begin(store, period);
 *     while (ahead_next(a, &hour, &bytes))
 *         count(bytes);
 *     failed |= ahead_end(a);
 *
 * They are unpacked by who counts them: values that another core unpacked would come from its
 * cache, which takes longer than unpacking.
 * Until ahead_end() the thread uses the store's connection, which serves one thread at a
 * time: whoever else wants it meanwhile holds it (ahead_hold()).  Where no thread is to
 * be had, the caller's reads.
 */
#ifndef QUERY_AHEAD_H
#define QUERY_AHEAD_H

#include "query/period.h"
#include "store/query.h"

struct ahead;

struct ahead *ahead_begin(struct store *s, struct period p);
/* 1: the next pack's bytes, of the hour that begins at *hour; valid until the next call.  0: there
 * are no more, or reading failed. */
int ahead_next(struct ahead *a, int64_t *hour, struct smtplog_slice *bytes);
/* Between these the connection is the caller's. */
void ahead_hold(struct ahead *a);
void ahead_let(struct ahead *a);
int ahead_end(struct ahead *a);         /* frees; STORE_FAILED if reading failed: told */

#endif
