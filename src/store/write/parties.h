/* parties.h - who took part in an hour's events, for the view `who`
 *
 * Events are kept in order of time and named by ids, so somebody's are found by reading all; the
 * table event_party says of each hour that is packed where in it somebody is met.  What is near in
 * time is one row: whoever reads it looks at the events of that stretch anyway.
 */
#ifndef STORE_PARTIES_H
#define STORE_PARTIES_H

#include "store/inside.h"

/* As in schema/migrate/0013_parties.sql and schema/views/who.sql. */
enum party_role { PARTY_RECIPIENT, PARTY_SENDER, PARTY_PEER, PARTY_CLIENT, PARTY_SASL,
                  PARTY_SLOTS = 8 };    /* numbers that an hour has for them */
enum { PARTY_GAP = 60 };                /* seconds between events of one burst */

struct parties {                        /* zeroed is empty */
    struct party { int64_t role, domain, name, first, span; } *list;    /* as columns of a row */
    size_t len, cap;
};

/* `name` 0: nobody.  `domain` of an address, 0: none.  `second` of the hour; not in order. */
void parties_add(struct parties *p, enum party_role role, int64_t domain, int64_t name,
                 int64_t second);
/* Writes the rows of the hour, of which there are none yet, within the batch; the list is used
 * up. */
int parties_write(struct store *s, struct parties *p, int64_t hour);
void parties_release(struct parties *p);

#endif
