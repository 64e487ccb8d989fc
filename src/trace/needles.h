/* needles.h - which records of a log are worth parsing
 *
 * A record is wanted if it holds the word that was asked for, a queue id as a word of its own or
 * the first half of one, the key of a dialogue, or comes from a process that took a message in.
 * It is asked of framed records, so continuation lines, Exim's pieces in syslog and "last message
 * repeated" are in their places.  A zeroed struct wants nothing.
 */
#ifndef TRACE_NEEDLES_H
#define TRACE_NEEDLES_H

#include "base/map.h"

enum { NEEDLES_DIALOGUES = 256 };

struct needles {
    struct smtplog_slice word;          /* borrowed; upper and lower case alike */
    struct map ids;                     /* queue ids */
    uint64_t lengths;                   /* of them, a bit each */
    struct map processes;               /* pid and host */
    unsigned char pids[256];            /* 1: some pid ends with this byte */
    char *dialogues[NEEDLES_DIALOGUES]; /* keys that Exim prints: "192.0.2.1]:4711" */
    size_t dialogues_len;
};

/* 1: it was not wanted before. */
int needles_want_id(struct needles *n, struct smtplog_slice id);
int needles_want_process(struct needles *n, const struct smtplog_line *line);
int needles_want_dialogue(struct needles *n, struct smtplog_slice key);

/* 1 if anything that is wanted stands in the line: it is worth parsing. */
int needles_are_in(const struct needles *n, const struct smtplog_line *line);
/* 1 if that queue id is wanted. */
int needles_has_id(const struct needles *n, struct smtplog_slice id);
void needles_release(struct needles *n);        /* the struct is zeroed */

/* 1 if `word` stands in the text, upper and lower case alike. */
int needles_word_in(struct smtplog_slice text, struct smtplog_slice word);

#endif
