/* misread.h - the lines of a source that nobody could read, to be told of honestly
 *
 * Two kinds beside those that a parser does not know: lines without a time stamp, and lines of
 * other programs that hold a mail server's tag ("postfix/smtpd[12]: ") further on, in a wrapping
 * that was not taken off.  The first few of each are kept, for it shows only at the end whether
 * the source is a mail log at all; then they are given to the outlet.
 */
#ifndef INGEST_MISREAD_H
#define INGEST_MISREAD_H

#include "base/strbuf.h"
#include "ingest/outlet.h"
#include "plugin/registry.h"

enum { MISREAD_KEPT = 20, MISREAD_BYTES = 1024 };

struct misread {
    uint64_t unframed, wrapped;         /* how many */
    uint64_t tagged;                    /* of both: with a mail server's tag */
    uint64_t first_unframed, first_wrapped, first_tagged;   /* line numbers, 0: none */
    struct misread_line {
        enum strange_kind kind;
        uint64_t number;
        size_t at, len;                 /* in `bytes` */
    } kept[MISREAD_KEPT];
    size_t kept_len;
    struct strbuf bytes;
};

/* A line without a time stamp. */
void misread_unframed(struct misread *m, const struct smtplog_line *line,
                      const struct registry *registry);
/* Does this line of another program hold the tag of a mail server that a parser is named
 * after?  1: it is counted. */
int misread_wrapped(struct misread *m, const struct smtplog_line *line,
                    const struct registry *registry);

/* Are the kept lines a mail server's but for the time, which nobody wrote (journalctl -o cat)? */
int misread_is_timeless(const struct misread *m, const struct registry *registry);

/* One sentence each, for people. */
void misread_tell(const struct misread *m, struct diag *diag, const char *name);
/* Hands the kept lines on as lines not understood, with the time of the source's last record. */
void misread_give(const struct misread *m, const struct outlet *outlet, int64_t time);
void misread_release(struct misread *m);

#endif
