/* ahead.h - the packs of a period, read and unpacked ahead by a thread of their own
 *
 *     struct ahead *a = ahead_begin(store, period, wanted);
 *     while ((pack = ahead_next(a, &hour)))
 *         count(pack);
 *     failed |= ahead_end(a);
 *
 * With two cores a report on a month takes a fifth less time so.
 * Until ahead_end() the thread uses the store's connection, which serves one thread at a
 * time: whoever else wants it meanwhile holds it (ahead_hold()).  Where no thread is to
 * be had, the caller's reads.
 */
#ifndef QUERY_AHEAD_H
#define QUERY_AHEAD_H

#include "query/period.h"
#include "store/pack.h"
#include "store/query.h"

struct ahead;

/* `wanted`: bits of columns, as pack_read() takes them. */
struct ahead *ahead_begin(struct store *s, struct period p, unsigned wanted);
/* The next pack that can be read, of the hour that begins at *hour; valid until the next call.
 * NULL: there are no more, or reading failed. */
const struct pack *ahead_next(struct ahead *a, int64_t *hour);
/* Between these the connection is the caller's. */
void ahead_hold(struct ahead *a);
void ahead_let(struct ahead *a);
int ahead_end(struct ahead *a);         /* frees; STORE_FAILED if reading failed: told */

#endif
