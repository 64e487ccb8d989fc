/* group.h - the KEYs of the contract, and counting by them
 *
 * A scan feeds rows; a grouping counts them by class, direction and key.  While it counts, what
 * belongs to a key is told apart by its number in the database ("raw": an id, a word, a code, a
 * time); afterwards equal names are one group, so two rows of one address do not stand twice.  A
 * group takes 72 bytes at most and no name, so that a million of them are no trouble.
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

/* What is counted: the period asked for, then the one before it. */
enum group_span { GROUP_NOW, GROUP_BEFORE };

/* Of a group beside its cell; of now, but for `before`. */
struct group_more {
    int64_t before;         /* failures */
    int64_t echoes, first;  /* time; INT64_MAX: none */
};

enum { GROUP_SIDES = 8 };   /* classes and directions, more than there often are */

struct grouping {
    enum group_key key;
    enum group_unit unit;
    struct counts groups;   /* (class and direction, raw) -> failures of now; latest: their last
                               time.  A group never mixes directions */
    struct group_more *more;            /* of each cell */
    size_t more_cap;
    enum group_span span;   /* that is being counted */
    enum pack_column column;            /* while counting: has the key in packs */
    const struct reason *reasons;       /* while counting: the catalogue's */
    struct group_side {     /* until grouping_unite(): where groups of small ids are */
        uint64_t side;
        uint32_t *places;               /* by raw, below cap, from 1; 0: not known yet */
        size_t cap;
    } sides[GROUP_SIDES];
    size_t sides_len;
    struct counts seen;     /* while counting.  Recipients and messages: -> place in groups, from
                               1; attempts: -> time */
    struct united same;     /* grouping_unite(): the keys of what is one group; none: each key is
                               its own */
};

/* Counts the rows of the period into g (zeroed but for key and unit). */
int grouping_count(struct grouping *g, enum group_span span, const struct scan *s,
                   struct period p);
/* Nothing is counted any more.  Makes one group of those that bear one name, with the least id as
 * its key. */
int grouping_unite(struct grouping *g, struct names *names);
/* A cell's class, and its direction, a word. */
int32_t group_class(const struct count_cell *group);
uint32_t group_direction(const struct count_cell *group);
/* Class and direction as one number: a cell's `a`. */
uint64_t group_side(int32_t class, uint32_t direction);
void grouping_release(struct grouping *g);

/* The key's number in a row; keys.h tells which. */
uint64_t group_raw(enum group_key key, const struct scan_row *row);
/* The key's text as people read it: a word, "550", "2026-11-22 18:00"; appended.  0: not known. */
int group_text(enum group_key key, uint64_t word, const struct words *words, struct strbuf *out);

#endif
