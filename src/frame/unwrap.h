/* unwrap.h - what stands around a log line when it did not come straight from its file
 *
 * Containers, collectors, log shippers, grep and people put lines into something else: a prefix
 * with the container's name, a second time stamp, a JSON object, quote marks.  Each such wrapping
 * is one row of the table in unwrap_rows.c: a name and a function that takes it off.  Wrappings
 * nest: "docker compose logs" of a container that prints JSON is a prefix around an object.  The
 * rows of a source, from outside to inside, are its plan.
 *
 *     survey.c   looks at samples of a source and chooses its plan, once
 *     unwrap.c   takes the plan's wrappings off each line: the line inside, and what they told
 *     entry.c    shapes the line inside (shape.h) and fills what it lacks from what they told
 *
 * The inner stamp wins, for it is the mail server's own; the outer one serves where there is
 * none, and tells an inner one its year.  Host, tag and pid likewise.  A line that a row does not
 * fit passes through it, so files may mix.  A plan of no rows (zeroed) is the ordinary log: its
 * lines never come here.
 *
 * Texts are strangers': what looks like a log line is only believed where the plan says that one
 * stands, never searched for within a message.
 *
 * A new wrapping is a new function and a row.  It gets the text that is left and answers one of
 * enum undone; unwrap_rows.h tells what it may fill.  A line may hold several: unwrap_again().
 */
#ifndef FRAME_UNWRAP_H
#define FRAME_UNWRAP_H

#include "base/strbuf.h"
#include "frame/outer.h"
#include "frame/shape.h"
#include "frame/unwrap_plan.h"
#include "input/lines.h"

/* A line from inside. */
struct unwrapped {
    struct line line;                   /* number and start: of the first line that it came from */
    uint64_t last;                      /* number of the last one */
    struct outer outer;
};

struct unwrapper;

struct unwrapper *unwrapper_new(const struct unwrap_plan *plan);
void unwrapper_free(struct unwrapper *u);           /* NULL is no harm */

/* Takes a line.  1: *out is what stood inside, valid until the next call; 0: kept, for the next
 * lines belong to it. */
int unwrap_next(struct unwrapper *u, const struct line *line, struct unwrapped *out);

/* The same of a line for which wrappings further out have told something already. */
int unwrap_next_within(struct unwrapper *u, const struct line *line, const struct outer *around,
                       struct unwrapped *out);

/* What else stood in that line, before the next one is taken.  0: nothing.  Until then *out of
 * unwrap_next() and of this ends where the line begins, and unwrap_open() counts it. */
int unwrap_again(struct unwrapper *u, struct unwrapped *out);

/* What is kept without an end, when no more lines come.  0: nothing. */
int unwrap_flush(struct unwrapper *u, struct unwrapped *out);

uint32_t unwrap_open(const struct unwrapper *u);    /* lines begun and not ended */
uint64_t unwrap_fits(const struct unwrapper *u);    /* how often the plan's last row did fit */

/* Shapes a line from inside: 1 and *out filled with slices into `text` and *outer; 0: no log
 * line, or none with a time.  1 in *whole: a whole line stood inside. */
int unwrap_shape(struct journal *j, struct smtplog_slice text, const struct outer *outer,
                 struct shaped *out, int *whole);

#endif
