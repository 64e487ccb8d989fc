/* whose.c - a table of a few hashes, for the same servers answer again and again: a name is found
 * without being looked at.  Two names fall together once in 2^48, by a seed that nobody knows. */
#include "ingest/whose.h"

#include "base/map.h"

enum { NUMBER_MASK = 0xffff };          /* providers are some hundreds */

struct smtplog_slice whose_server(struct whose *w, struct smtplog_slice server)
{
    struct classify_provider found;
    if (!server.len)
        return slice_of(NULL, 0);
    const uint64_t hash = map_hash(server);
    uint64_t *recent = &w->recent[hash >> 32 & (WHOSE_RECENT - 1)];
    if (!*recent || (*recent ^ hash) > NUMBER_MASK)
        *recent = (hash & ~(uint64_t)NUMBER_MASK) |
                  classifier_provider_number(w->classifier, server);
    const uint64_t number = *recent & NUMBER_MASK;
    return number && classifier_provider_at(w->classifier, number - 1, &found)
               ? found.name : slice_of(NULL, 0);
}
