/* filter.h - the contract's FILTERs: which events a question is about
 *
 * What a filter says of the reply (class, code, cause, ...) is decided once for each reason of the
 * catalogue; what it says of who was involved becomes SQL over the event's row with bound values.
 *
 * --peer takes an address, a name (case does not matter) or a network as peer-net prints it;
 * --sender and --recipient an address, a domain ("example.com" or "@example.com"), or "<>" for the
 * null sender.  All of them, and --sasl-user, also take a word that an anonymous reading printed.
 */
#ifndef QUERY_FILTER_H
#define QUERY_FILTER_H

#include "query/catalogue.h"

struct filter {
    int32_t class, code;                /* 3, 4, 5; 550; 0: any */
    const char *enhanced, *direction, *mta, *cause, *provider;  /* borrowed; NULL: any */
    const char *peer, *sender, *recipient, *sasl_user, *host;
    int attempts;                       /* 1: replies that were no failure of their own too */
};

/* Sets `passes` of every reason. */
void filter_apply(const struct filter *f, struct catalogue *c);
/* 1 if it says anything of who was involved: the hourly counts do not know that. */
int filter_names_somebody(const struct filter *f);
int filter_is_any(const struct filter *f);

/* " AND ..." for rows that have host_id; for rows of event e with its message m. */
void filter_where_host(const struct filter *f, struct strbuf *sql);
void filter_where_event(const struct filter *f, struct strbuf *sql);
void filter_bind(const struct filter *f, struct store_query *q);

#endif
