/* lines.h - bytes to lines
 *
 * A line is zero-copy where it lies in one block, else it is put together in a carry buffer.
 * A line longer than LINE_MAX_BYTES is cut there, flagged and counted; its rest is dropped.  One
 * that begins like JSON (blanks, then a brace, a bracket or a quote mark), or as a statement of a
 * database's dump, may have LINE_MAX_JSON: tools put a whole log into one.  A trailing CR is
 * stripped, a UTF-8 byte order mark at offset 0 too; NUL bytes stay.
 */
#ifndef INPUT_LINES_H
#define INPUT_LINES_H

#include "input/blocks.h"

#include <smtplog/parser.h>
#include <stdint.h>

struct stream;
struct line_ahead;                      /* frame/ahead.h; here it is only passed on */

enum { LINE_MAX_BYTES = 64 * 1024, LINE_MAX_JSON = 16 * 1024 * 1024 };

enum { LINE_UNTERMINATED = 1, LINE_CUT = 2 };

struct line {
    struct smtplog_slice text;      /* without its end; valid until the next lines_next() */
    uint64_t number;                /* 1-based */
    uint64_t start, end;            /* offset of its first byte, and of the byte after its end */
    unsigned flags;                 /* LINE_* */
    const struct line_ahead *ahead; /* what was made of it before its turn; NULL: nothing */
};

/* Where bytes come from: the next ones, valid until the next call, len 0 at the (present) end; and
 * what that end is. */
enum line_end {
    LINE_END_WHOLE,
    LINE_END_PAUSE,                 /* more may come at once: a pipe is silent */
    LINE_END_CUT                    /* there was more: the source is cut off or damaged */
};
struct line_feed {
    struct smtplog_slice (*next)(void *from);
    enum line_end (*end)(void *from);   /* NULL: always whole */
    void *from;
    /* What was made of the line ahead of its turn, which has come.  NULL: nothing ever is. */
    const struct line_ahead *(*ahead)(void *from, struct smtplog_slice text, uint64_t number);
};

struct lines {
    struct line_feed feed;
    struct smtplog_slice block;     /* what is left of the present block */
    struct strbuf carry;            /* the front of a line that goes on in the next block */
    uint64_t offset, number;        /* start of the next line; number of the last line given */
    uint64_t carried;               /* bytes of the line consumed so far, dropped ones included */
    uint64_t cut;                   /* lines that were cut */
    enum line_end end;              /* what the present end is, once lines_next() has found it */
    int growing;                    /* a last line without newline is still being written */
    struct blocks *blocks;          /* gets all bytes that lines are made of, and where lines end;
                                       the caller's, who sets it; NULL: nobody asks */
    const char *unhashed;           /* of the block: what `blocks` has not got yet */
};

/* Starts at `offset` of the source, after line `number` (0, 0: the beginning).  With `growing`
 * an unterminated last line waits for its end (a plain file that may grow); without it is given
 * with LINE_UNTERMINATED (gzip, standard input, a file that is done with). */
void lines_init(struct lines *l, struct line_feed feed, uint64_t offset, uint64_t number,
                int growing);
/* What the stream's present end is. */
enum line_end lines_end_of_stream(const struct stream *s);
/* The same over a stream, which stands at the offset where the lines are to start. */
void lines_of_stream(struct lines *l, struct stream *s, uint64_t number, int growing);
void lines_release(struct lines *l);

/* All bytes of the lines given so far go to `blocks`.  -> the offset that it stands at then; it is
 * behind the next line's start where bytes of that were needed already. */
uint64_t lines_hash(struct lines *l);

/* 1: a line; 0: the end for now.  May be called again when the source has grown. */
int lines_next(struct lines *l, struct line *line);

#endif
