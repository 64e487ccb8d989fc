/* catalogue.h - every kind of reply that the database knows, in memory
 *
 * Events are rows of ids; a few hundred or thousand reasons say what happened.  A report reads the
 * reasons once, decides for each of them whether the filter takes it and to which group it
 * belongs, and then counts events by number.  Words are interned: equal words have equal numbers.
 */
#ifndef QUERY_CATALOGUE_H
#define QUERY_CATALOGUE_H

#include "base/map.h"
#include "store/query.h"

/* A word by number; 0 is "not known". */
struct words {
    struct map numbers;
    struct smtplog_slice *text;         /* into the map's keys */
    size_t len, cap;
};

/* The word's number, from 1 on, the same for equal words; 0 for an empty one.  A copy is kept. */
uint32_t words_number(struct words *w, struct smtplog_slice text);
uint32_t words_find(const struct words *w, struct smtplog_slice text);      /* 0: is not there */
struct smtplog_slice words_text(const struct words *w, uint32_t number);    /* 0: ptr NULL */
void words_release(struct words *w);

/* 44 bytes: there may be a million. */
struct reason {
    int32_t id;                         /* 0: there is none of this number */
    int16_t code, after_code;           /* 0: none */
    unsigned class : 3;                 /* 3..5 */
    unsigned final : 1, echo : 1;
    unsigned passes : 1;                /* the filter takes it (filter_apply) */
    uint32_t mta, direction, phase, enhanced, disposition;      /* words, like the next */
    uint32_t cause, provider, tag;
};

struct catalogue {
    struct words words;
    struct reason *reasons;             /* by reason_id */
    size_t cap;
};

int catalogue_load(struct catalogue *c, struct store *s);   /* 0, or STORE_FAILED: told */
void catalogue_release(struct catalogue *c);
/* NULL: no such reason, or the filter does not take it. */
static inline const struct reason *catalogue_reason(const struct catalogue *c, int64_t id)
{
    if (id <= 0 || (size_t)id >= c->cap || !c->reasons[id].id || !c->reasons[id].passes)
        return NULL;
    return &c->reasons[id];
}
int catalogue_is(const struct catalogue *c, uint32_t word, const char *text);
/* 1 if neither words nor a code tell why: no cause, or "other". */
int catalogue_untold(const struct catalogue *c, const struct reason *reason);

#endif
