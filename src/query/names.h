/* names.h - texts of the ids that events are made of
 *
 *     names_want(&n, NAME_PEER, id);          for every id that matters
 *     names_load(&n);                         one query for all of a table
 *     word = names_word(&n, NAME_NET, id);
 *
 * Answers are words of the catalogue (query/catalogue.h), so that two peers with one address, or
 * two senders of one domain, fall together by number.  0: not known.  The null sender is the word
 * "<>".
 *
 * Words are kept for ever.  Where a million ids are counted and ten shown, names_each() tells
 * names without keeping them, and names_unite() which ids bear one name.
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
    NAME_TEMPLATE,      /* reason_id: its words */
    NAME_KINDS
};
enum { NAME_TABLES = 7 };

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

/* Tells the names of ids, which are in order and each there once: `i` is the id's place.  The text
 * is valid during the call; an id without a name is left out.  0, or STORE_FAILED: told. */
int names_each(struct names *n, enum name_kind kind, const uint64_t *ids, size_t len,
               void (*each)(void *to, size_t i, struct smtplog_slice text), void *to);
/* 1: no two ids bear one name, and each has one. */
int names_are_unique(const struct names *n, enum name_kind kind);

/* Which of some ids bear one name: that of each is the least of them, 16 bytes an id. */
struct united {
    uint64_t *ids, *same;               /* in order, each once; the least that bears its name */
    size_t len;
};

/* `ids` in any order, 0 and repeated ones among them; becomes u's.  0, or STORE_FAILED: told. */
int names_unite(struct names *n, enum name_kind kind, uint64_t *ids, size_t len,
                struct united *u);
/* 0: it has no name, or is none of the ids. */
uint64_t united_of(const struct united *u, uint64_t id);
void united_release(struct united *u);

#endif
