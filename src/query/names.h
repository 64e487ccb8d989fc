/* names.h - texts of the ids that events are made of
 *
 *     names_want(&n, NAME_PEER, id);          for every id that matters
 *     names_load(&n);                         one query for all of a table
 *     word = names_word(&n, NAME_NET, id);
 *
 * Answers are words of the catalogue (query/catalogue.h), so that two peers with one address, or
 * two senders of one domain, fall together by number.  0: not known.  The null sender is the word
 * "<>".
 */
#ifndef QUERY_NAMES_H
#define QUERY_NAMES_H

#include "query/catalogue.h"
#include "query/count.h"

enum name_kind {
    NAME_PEER,          /* peer_id: its address, else its name */
    NAME_PEER_NAME,     /* peer_id: its name, else its address */
    NAME_NET,           /* peer_id: its /24 or /64; else as NAME_PEER */
    NAME_ADDRESS,       /* address_id */
    NAME_DOMAIN,        /* address_id: its domain */
    NAME_DOMAIN_ITSELF, /* domain_id */
    NAME_SASL, NAME_HELO, NAME_HOST,
    NAME_KINDS
};
enum { NAME_TABLES = 6 };

struct names {
    struct store *store;
    struct words *words;
    struct counts known;                /* (kind, id) -> word */
    struct strbuf wanted[NAME_TABLES];  /* ids as a JSON array, its end missing */
};

/* `kind` stands for its table: what is wanted of a peer is wanted of all that it answers. */
void names_want(struct names *n, enum name_kind kind, int64_t id);
int names_load(struct names *n);        /* 0, or STORE_FAILED: told */
uint32_t names_word(const struct names *n, enum name_kind kind, int64_t id);
void names_release(struct names *n);

#endif
