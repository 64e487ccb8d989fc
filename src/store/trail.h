/* trail.h - what the records of a log leave behind, to be known again in another log
 *
 * Every record that says something and is counted leaves six bytes: a hash of its second and its
 * words, in the order of its log; one of a journal leaves a hash of its cursor too.  They are kept
 * by hour, source and host, and twins.h compares other logs with them.
 */
#ifndef STORE_TRAIL_H
#define STORE_TRAIL_H

#include "base/strbuf.h"
#include "event/trail.h"

struct trail_record {
    int64_t time;
    struct smtplog_slice host;
    uint64_t words, cursor;             /* hashes: of its second and what it says; of its place in
                                           the journal, 0: none */
};

/* As much of a record's words as its trail keeps.  A macro: without optimizing, a compiler does
 * not see that a constant object fits a field. */
enum { TRAIL_WORD_BYTES = 6 };
#define TRAIL_WORDS (((uint64_t)1 << 8 * TRAIL_WORD_BYTES) - 1)

/* The first second of the hour that the time is in. */
int64_t trail_hour_of(int64_t time);

/* How many records a trail's body holds, and the next one, from *at on: fills words and cursor;
 * 0: there is none. */
size_t trail_len(const struct trail *t);
int trail_read(const char *body, size_t len, size_t *at, int cursors, struct trail_record *r);

/* ---- The trail of the source that is being read ------------------------------------------- */

/* Hosts and hours that are collected before all is handed out. */
enum { TRAIL_PARTS = 64 };

/* A zeroed struct is a valid empty one. */
struct own_trail {
    struct trail_part {
        int64_t hour;
        char *host;
        size_t host_len;
        int cursors;
        struct strbuf body;
    } parts[TRAIL_PARTS];
    size_t parts_len, waiting;          /* bytes in them */
    int many_hosts;
};

/* 1: so much waits that own_trail_give() is due. */
int own_trail_add(struct own_trail *t, const struct trail_record *r);
/* Hands all out piece by piece, and forgets it; `take` NULL: only forgets. */
void own_trail_give(struct own_trail *t, trail_take *take, void *to);

#endif
