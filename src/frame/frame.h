/* frame.h - lines to records: time, host, tag, pid and what the program said
 *
 * Knows every shape in which syslog daemons, journald and Exim put a mail server's words into a
 * file (see shape.h) and takes each line by its own shape, so files may mix them.  Continuation
 * lines, Exim's split pieces and the two ways of saying that a message repeats are put right
 * here. A record is given out when the next line shows that it is complete: it lags one line.
 *
 * The time zone of stamps without one is the process's (TZ).  The clock is never read: "now" is
 * passed in.
 * / */
#ifndef FRAME_FRAME_H
#define FRAME_FRAME_H

#include "frame/unwrap.h"

#include <smtplog/parser.h>
#include <stdint.h>

struct stream;

/* Whose line is it?  Asked while it is not clear yet what a source's lines are wrapped in. */
enum frame_worth { FRAME_NOBODYS, FRAME_SERVERS, FRAME_KNOWN };
struct frame_judge {
    enum frame_worth (*worth)(void *to, const struct smtplog_line *line);   /* a mail server's; in
                                                                               a form that says
                                                                               much */
    void *to;
};

/* What is known of a source beside its lines; all times Unix seconds. */
struct frame_options {
    int64_t now;                    /* no stamp without a year is placed after it */
    int64_t anchor;                 /* when the newest line was written (stream_facts.written),
                                       0: not known; clamped to now */
    int32_t year;                   /* year of the first line without one, 0: to be found */
    int32_t first_year;             /* the same, as frame_first_year() found it; 0: not looked */
    struct unwrap_plan plan;        /* what stands around the lines, as frame_plan() found it */
    const struct frame_judge *judge;    /* not NULL: no plan is certain yet, lines that cannot be
                                       read are looked at for one; must stay */
    const char *host;               /* of records whose framing names none, or NULL; copied */
};

struct record {
    struct smtplog_line line;       /* slices valid until the next framer_next() */
    int32_t micros;                 /* fraction of the second, 0..999999 */
    int32_t digits;                 /* digits of the fraction that the log shows, 0..6 */
    uint32_t times;                 /* how many equal records this one stands for: N of "last
                                       message repeated N times", which is that message again, and
                                       of "message repeated N times: [ X]", which is X; else 1 */
    uint32_t unfinished;            /* Exim records of which pieces are still to come: a commit at
                                       this end_offset would lose them if the run broke off here */
    uint64_t cursor;                /* hash of the journal's cursor of it; 0: it has none */
    uint64_t end_offset;            /* the source is read up to here once this is handled */
    uint64_t end_line;              /* and up to this line */
    const struct line_ahead *ahead; /* what was made of its line before its turn (ahead.h), as long
                                       as that is kept; NULL: nothing */
    int altered;                    /* the record is not that line alone */
};

enum frame_result {
    FRAME_RECORD,
    FRAME_UNFRAMED,                 /* not a log line: only line.number, line.body, end_offset and
                                       end_line are set */
    FRAME_END                       /* with FRAME_FINISH, all up to lines->offset is handled */
};

enum frame_at_end {
    FRAME_FINISH,                   /* at the end of the lines the waiting record is complete */
    FRAME_HOLD                      /* more may come soon (follow): keep it waiting */
};

struct framer_counts {
    uint64_t records;               /* repeated ones too */
    uint64_t unframed;              /* lines that are not log lines; empty lines not counted */
    uint64_t continued;             /* lines that went into the record before them */
};

/* What must survive between two runs over a growing file; plain integers, to be stored as such. */
struct framer_state {
    int64_t last;                   /* the last yearless stamp, seconds as if it were UTC */
    int32_t year;                   /* its year, 0: there was none yet */
    int32_t is_second;              /* 1: in the hour that comes twice it was the second time */
};

/* `options` are copied; what they point to must outlive the framer. */
struct framer *framer_new(const struct frame_options *options);
void framer_free(struct framer *f);                 /* NULL is no harm */

enum frame_result framer_next(struct framer *f, struct lines *lines, enum frame_at_end at_end,
                              struct record *record);

void framer_clock(struct framer *f, int64_t now);   /* follow: time has gone on; anchor is now */
void framer_save(const struct framer *f, struct framer_state *state);
void framer_restore(struct framer *f, const struct framer_state *state);
/* The line of the record given out last, which a "last message repeated" would repeat; and that
 * line taken back when reading goes on in another run.  Empty: none. */
struct smtplog_slice framer_last(const struct framer *f);
void framer_restore_last(struct framer *f, struct smtplog_slice text);
/* The plan that the lines are read by; 0 if it is not certain yet. */
int framer_plan(const struct framer *f, struct unwrap_plan *plan);
struct framer_counts framer_counts(const struct framer *f);

/* Chooses what stands around a source's lines, from samples of it (of the first bytes, where it
 * cannot seek): the wrappings under which most of them are a mail server's.  1: *plan is certain;
 * 0: no line of a mail server was met, *plan is zeroed.  Only before the first stream_block(). */
int frame_plan(struct stream *s, const struct frame_judge *judge, struct unwrap_plan *plan);
/* The same of a text that is not long, perhaps one line. */
int frame_plan_of_text(struct smtplog_slice text, const struct frame_judge *judge,
                       struct unwrap_plan *plan);

/* The year of the first stamp without one, from stamps sampled across a stream that can seek: the
 * last one is not after the anchor, and New Years are counted back from it, so a file of several
 * years starts in the right one.  0: the stream cannot seek or has no such stamps; a framer then
 * takes the latest year that keeps the first line not after the anchor. */
int32_t frame_first_year(const struct stream *s, const struct unwrap_plan *plan, int64_t anchor,
                         int64_t now);

/* Frames one line alone (a parser's samples): 1 and *record filled with slices into `text`, or
 * 0.  `now` places a stamp without a year.  Not for JSON. */
int frame_one(struct smtplog_slice text, int64_t now, struct record *record);

#endif
