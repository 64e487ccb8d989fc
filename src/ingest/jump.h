/* jump.h - did the clock of a logging host go back?
 *
 * A host's lines come in order of time, but for daemons that write side by side and for
 * stragglers. A line that is JUMP_LEAST seconds or more older than its host's line before is the
 * first after a jump if the next JUMP_PROOF lines of that host do not return to the old time; else
 * it was late and nothing happened.  A clock that was ahead and is set right goes back too; local
 * time in autumn does not, which frame/clock.h puts right.  A leap forward cannot be told from
 * silence.
 *
 * A log that many hosts write to is followed for the JUMP_HOSTS that were met first.
 */
#ifndef INGEST_JUMP_H
#define INGEST_JUMP_H

#include <smtplog/parser.h>

enum { JUMP_LEAST = 60, JUMP_PROOF = 5, JUMP_HOSTS = 16 };

struct jump {
    struct smtplog_slice host;          /* ptr NULL: the log names none; the watch's */
    int64_t before, after;              /* Unix seconds: the last line's, the first one's after
                                           it */
    uint64_t line_no;                   /* of that one */
};

struct jump_watch {                     /* of one source; zeroed is a valid start */
    struct jump_host {
        char *host;                     /* owned; "": none */
        size_t host_len;
        int64_t last;
        struct jump doubt;              /* line_no 0: there is none */
        int proof;                      /* lines since */
    } hosts[JUMP_HOSTS];
    size_t len;
};

/* Takes a record's time.  1: a jump is proven, *jump tells it, valid until the watch is
 * released. */
int jump_see(struct jump_watch *w, struct smtplog_slice host, int64_t time, uint64_t line_no,
             struct jump *jump);
/* At the source's end one line more is proof enough.  One jump a call: 1 and *jump; 0: no more. */
int jump_end(struct jump_watch *w, struct jump *jump);
void jump_release(struct jump_watch *w);

#endif
