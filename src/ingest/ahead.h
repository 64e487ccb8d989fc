/* ahead.h - a source's lines framed and parsed ahead of their turn, by helpers (`--jobs`) or in
 * batches
 *
 * HOW BYTES FLOW.  One thread, the reader's, leads every line in order: lines.h, framer, the year
 * of its stamp, the parser, copies (twins), correlator, outlet; the writer's thread stores.  All
 * that is the same for any number of jobs, and so is every figure.  But what a line looks like,
 * and what most lines say, hangs on nothing but the line.  That is found here:
 *
 *     stream -> blocks -> helpers: lines, shape, parser      (any order, N - 1 threads)
 *            \-> reader:  lines ... framer ... parser ...    (in order; takes what was found)
 *
 * A block is so many bytes of the text, wherever that cuts.  Its helper looks for its lines, and
 * notes of each that lies whole in it the shape (frame/ahead.h) and the answer of a parser that
 * needs no other line (parser.h, alone).  The reader gets the same blocks as if from the stream,
 * and where the very line that it has now (the same bytes, at the same place) was looked at, it
 * takes shape and answer from there.  So this room can make an ingest faster, but not different:
 * it only remembers what functions of a line's bytes have answered.  Where nothing was found (a
 * line over the edge of two blocks, JSON, a piece, a parser that wants it in order, a block that
 * nobody had begun when its turn came), the reader does the work itself, as with one job.
 *
 * What parsers remember of a stream (who shook hands before, whose log it is) is the reader's
 * alone; plugin/dispatch.h tells how it is sure that an answer is the one that it would have got.
 *
 * Beside that the next packed file is unpacked, to see whether it is sound, while the present one
 * is read (input/proof.h).
 *
 * WITHOUT HELPERS (`--jobs 1`, pipes, short logs) the reader does the same itself, some lines at a
 * time: BATCH_LINES are framed and parsed, then led on one by one.  All of that code together is
 * more than the first cache of a processor holds, so line by line each room pushes out the others;
 * batch by batch the half that is at work stays.  Nothing is copied: the lines are looked at where
 * the stream has them.
 *
 * WHO HAS NO HELPERS: pipes and standard input, whose bytes go on as they come; and short logs,
 * for which starting a thread takes longer.  Nothing else is asked of a source: --follow reads
 * what has grown, which is short.  Not even batches have journals and what is wrapped in
 * something, whose lines are no lines of the text; `trace`, which passes most records over; a log
 * of which another holds the beginning; and short ones again, which are over before a second set
 * of parsers is open.
 *
 * MEMORY: two blocks a helper and three more, AHEAD_BLOCK bytes of text and AHEAD_LINES answers
 * each: about half a megabyte; without helpers two times BATCH_LINES answers.  Correlation is one
 * thread, so more than a few helpers do not help: there are at most CREW_HELPERS.
 */
#ifndef INGEST_AHEAD_H
#define INGEST_AHEAD_H

#include "frame/frame.h"
#include "input/lines.h"
#include "plugin/dispatch.h"

enum { AHEAD_BLOCK = 64 * 1024, AHEAD_LINES = 512, AHEAD_LEAST = 1024 * 1024 };

struct ahead;

/* Over a stream, which must stay, and stands where the lines are to start.  `helpers` 0: batches.
 * `block`: bytes of one, at most AHEAD_BLOCK; without helpers those that are taken at once. */
struct ahead *ahead_new(struct stream *stream, const struct registry *registry,
                        const struct smtplog_parser *only, size_t helpers, size_t block);
void ahead_free(struct ahead *a);       /* NULL is no harm */

/* The stream's bytes, with what was found of their lines. */
struct line_feed ahead_feed(struct ahead *a);

enum ahead_found {
    AHEAD_NOTHING,                      /* the record was not looked at */
    AHEAD_FOUND,
    AHEAD_ALTERED,                      /* its line was, but more went into the record */
    AHEAD_LOST                          /* it was, but that is gone */
};
/* What was found of the record that the framer gave out last.  *answer, unless NOTHING or LOST:
 * valid until the framer's next. */
enum ahead_found ahead_of(const struct ahead *a, const struct record *record,
                          const struct dispatch_answer **answer);

#endif
