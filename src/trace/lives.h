/* lives.h - what one reading told of each life of each queue id, and which belong to the story
 *
 * A life belongs to it if the word is its queue id or Message-ID or names it, if the database
 * knows it as such, or if a hop leads to it or from it, near in time: a short id that comes back
 * later is another message.
 */
#ifndef TRACE_LIVES_H
#define TRACE_LIVES_H

#include "base/map.h"
#include "trace/trace.h"
#include "trace/needles.h"

enum { LIFE_DIALOGUES = 4, LIVES_MOST = 1000 };

struct dialogue {
    uint64_t number;
    char *key;                          /* what its records share; NULL: the process below */
    char *host;
    uint32_t pid;
};

struct life {
    uint64_t number;                    /* the correlator's */
    struct trace_message m;
    struct dialogue dialogues[LIFE_DIALOGUES];  /* in which it came in */
    size_t dialogues_len;
    unsigned by_id : 1;                 /* the word is its queue id or Message-ID */
    unsigned by_name : 1;               /* the word is an address, a host or a user of it */
    unsigned told : 1;                  /* belongs to the story */
};

struct lives {
    struct map numbers;                 /* -> struct life */
    struct life **all;                  /* in order of their first record */
    size_t len, cap;
    int cut;                            /* more than TRACE_MESSAGES had the name */
};

struct life *lives_find(const struct lives *l, uint64_t number);    /* NULL: none */
/* A new one; the oldest that is there for its name alone gives way to it. */
struct life *lives_make(struct lives *l, uint64_t number);
void lives_release(struct lives *l);

/* Marks those told.  In the `first` reading the latest TRACE_MESSAGES of a name are chosen; in
 * later ones those are told whose queue id is among the needles. */
void lives_choose(struct lives *l, const struct trace *stored, const struct needles *needles,
                  int first);
/* What those told lead to, into the needles; 1 if anything is new. */
int lives_extend(const struct lives *l, struct needles *needles);

#endif
