/* group.h - the KEYs of the contract, and counting by them
 *
 * A scan feeds rows; a grouping counts them by class and key.  While it counts, what belongs to a
 * key is told apart by its number in the database ("raw": an id, a word, a code, a time);
 * afterwards equal names are one group, so two rows of one address do not stand twice.
 */
#ifndef QUERY_GROUP_H
#define QUERY_GROUP_H

#include "base/mask.h"
#include "query/count.h"
#include "query/keys.h"
#include "query/names.h"
#include "query/scan.h"

/* What is counted.  Of recipients and messages each counts once, where its last failure stands; a
 * message that has permanent ones, where the last of those does. */
enum group_unit {
    UNIT_EVENTS,            /* failures */
    UNIT_RECIPIENTS,        /* pairs of message and recipient; of mail that was never accepted,
                               triplets of client, sender and recipient */
    UNIT_MESSAGES,          /* messages; of mail that was never accepted, pairs of client and
                               sender */
    UNIT_ATTEMPTS,          /* failed tries: those before a delivery's result too, echoes not */
    GROUP_UNITS
};
#define UNIT_CHOICES "events|recipients|messages|attempts"

/* A row of the table of keys: keys.h tells the members. */
struct group_key_row {
    const char *name, *title;
    unsigned columns;
    int decided;
    enum key_shown shown;
    enum name_kind names;
    enum anonymity masked;              /* the reading from which on its words are masks */
    int told;
    uint64_t (*raw)(const struct scan_row *row);
};
extern const struct group_key_row group_keys[GROUP_KEYS];
int group_key_by_name(const char *name, enum group_key *out);
int group_unit_by_name(const char *name, enum group_unit *out);

struct top_group;

struct group_stat {
    int32_t class;
    uint32_t direction;     /* a word: a group never mixes directions */
    uint64_t raw;
    int64_t n, echoes, first, last;
    struct top_group *group;            /* for whoever merges: where it went; NULL: not shown */
};

struct grouping {
    enum group_key key;
    enum group_unit unit;
    struct group_stat *stats;
    size_t len, cap;
    struct counts index;    /* (class and direction, raw) -> place in stats, from 1 */
    struct counts seen;     /* recipients and messages: -> place in stats; attempts: -> time */
};

/* Counts the rows of the period into g (zeroed but for key and unit). */
int grouping_count(struct grouping *g, const struct scan *s, struct period p);
struct group_stat *grouping_find(const struct grouping *g, const struct scan_row *row);
/* Class and direction as one number. */
uint64_t group_side(int32_t class, uint32_t direction);
void grouping_release(struct grouping *g);

uint64_t group_raw(enum group_key key, const struct scan_row *row);
/* The key's text as people read it: a word, "550", "2026-11-22 18:00"; appended.  0: not known. */
int group_text(enum group_key key, uint64_t word, const struct words *words, struct strbuf *out);

#endif
