/* entry.h - a record while it is being put together
 *
 * Owns the bytes that its slices point into, so it outlives the line that it came from.
 */
#ifndef FRAME_ENTRY_H
#define FRAME_ENTRY_H

#include "base/strbuf.h"
#include "frame/shape.h"

struct line;
struct unwrapped;

enum { ENTRY_MORE_MAX = 64 * 1024 };

struct entry {
    struct shaped shaped;           /* into text, or into the journal's record */
    struct strbuf text;
    struct strbuf told;             /* what a wrapping told of it */
    struct strbuf more;             /* continuation lines */
    struct journal *journal;
    const struct line_ahead *ahead; /* what was made of the line before its turn; NULL: nothing */
    int altered;                    /* the record is not that line alone any more */
    int64_t time;
    uint64_t number, end_line, end_offset;
};

/* An entry is empty and owns nothing until a line is taken in. */
void entry_init(struct entry *e);
void entry_release(struct entry *e);

/* Takes a line in and shapes it; 0: it is no log line, its text is in e->text. */
int entry_load(struct entry *e, const struct line *line);

/* The same for a line from inside of wrappings (unwrap.h); *whole as in unwrap_shape(). */
int entry_load_inner(struct entry *e, const struct unwrapped *inner, int *whole);

/* The line goes on the record e: of a text that journalctl indents, the indentation is taken
 * off.  What is beyond ENTRY_MORE_MAX is dropped. */
void entry_continue(struct entry *e, struct smtplog_slice text);

/* Makes e say the same as `from`, in bytes of its own; number and end stay e's. */
void entry_copy(struct entry *e, const struct entry *from);

/* Lines beyond the first, those of the message itself and continuations. */
struct smtplog_slice entry_more(const struct entry *e);

#endif
