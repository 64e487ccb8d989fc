/* newest.h - logs whose newest line stands first, read from their end
 *
 * Pages of web interfaces, answers of log stores (Loki and Elasticsearch give the newest first),
 * `journalctl -r`, `tac`.  Read as they stand they tell every dialogue backwards.  So such a text
 * is turned: record after record from its last, before anything else looks at it.  What is turned
 * grows at its end, like any log, if the page grows at its head: nothing is read twice.
 *
 * A text is known by the first stamps of its records, which fall.  Records are lines, with the
 * lines without a stamp that follow them; or, where it begins as JSON, the objects in it, one a
 * line afterwards.
 */
#ifndef FRAME_NEWEST_H
#define FRAME_NEWEST_H

struct stream;

enum { NEWEST_MOST = 64 * 1024 * 1024 };        /* bytes of a text that is turned, in memory */

enum newest {
    NEWEST_LAST,                    /* as logs are written; or it does not tell */
    NEWEST_TURNED,                  /* it stood first: the stream now gives the records from the
                                       last one on, and its lines are counted so */
    NEWEST_FIRST                    /* it stands first in a text that is too long to be turned */
};

/* Only before the first stream_block(). */
enum newest newest_turn(struct stream *s);

#endif
