/* stream.h - the bytes of one source, uncompressed, and what is known of it
 *
 * A source is a path or "-" for standard input.  How it is packed (packing.h) is read from its
 * first bytes, never from its name.  Offsets are of uncompressed bytes.  What is packed is
 * unpacked ahead by a thread of its own into a bounded ring of blocks.
 *
 * A cut-off packed file, or a disk that fails, delivers all that can be read; a damaged one what
 * is sound of it (stream_prove()), else all that can be unpacked.  Then one error with name and
 * offset goes to the diag, and the stream ends.  The diag is only spoken to by the thread that
 * calls these functions.
 */
#ifndef INPUT_STREAM_H
#define INPUT_STREAM_H

#include "base/diag.h"

#include <smtplog/parser.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

enum { STREAM_HEAD_MAX = 4096, STREAM_BLOCK_MAX = 256 * 1024 };

struct stream;

struct stream_facts {
    const char *name;               /* as given to stream_open; lives as long as the stream */
    int is_stdin;
    int is_journal;                 /* systemd's: known by its identity, read on from a cursor */
    uint64_t journal;               /* that identity */
    const char *packing;            /* "gzip", ...; NULL: plain */
    int can_seek;                   /* a plain regular file: stream_peek works */
    int may_grow;                   /* such a file, or one in another encoding */
    uint64_t device, inode;
    uint64_t size;                  /* raw bytes, 0: unknown */
    int64_t mtime_ns;               /* of the raw file, 0: unknown */
    int64_t written;                /* evidence, Unix seconds, of when the newest line was
                                       written: gzip's MTIME (RFC 1952 section 2.3.1), else the
                                       file's mtime; 0: none */
};

/* A file's time in Unix seconds as evidence: 0, none, if it lies before 1990.  Archives that are
 * made to be the same each time, and package managers, set all files to such a time. */
int64_t stream_file_time(int64_t unix_seconds);

/* NULL after telling the diag why: not readable, or packed in a way that only another tool opens
 * (lz4, zip, ...), which the sentence names.  A file that is not there is NULL in silence:
 * discover_path() tells of those, and rotation may rename one at any time. */
struct stream *stream_open(const char *path, struct diag *diag);
/* The journal of systemd (folder NULL: this machine's) as lines of JSON; named "journal" or
 * "journal:FOLDER".  Before its bytes are asked for, stream_seek_journal() says where they begin:
 * behind the entry of a cursor (empty: the first), which is at `offset` of all that was ever read
 * of it. stream_cursor() is the cursor of the last entry whose line ends at `offset` or before. */
struct stream *stream_open_journal(const char *folder, struct diag *diag);
void stream_seek_journal(struct stream *s, struct smtplog_slice cursor, uint64_t offset);
struct smtplog_slice stream_cursor(struct stream *s, uint64_t offset);
/* 1 if this build reads it. */
int stream_reads_journals(void);
void stream_free(struct stream *s);                 /* NULL is no harm */
const struct stream_facts *stream_facts(const struct stream *s);

/* Looks at the file again: size and mtime anew.  0: as before or grown, 1: it is shorter than
 * what was read (truncated in place). */
int stream_refresh(struct stream *s);

/* The first bytes, up to STREAM_HEAD_MAX, without consuming them; fewer only if the source has
 * no more, or a pipe has paused.  Only before the first stream_block().  Valid until then. */
struct smtplog_slice stream_head(struct stream *s);

/* Goes on at `offset`, not before the present one.  0: there; -1: the source ends before. */
int stream_skip(struct stream *s, uint64_t offset);

/* The next bytes, 1..STREAM_BLOCK_MAX, valid until the next call; len 0 at the end.  A plain
 * file that has grown since then delivers again, and so does a pipe that only paused, or during
 * whose reading a signal came. */
struct smtplog_slice stream_block(struct stream *s);

/* The same, but no more than `most` of them. */
struct smtplog_slice stream_take(struct stream *s, size_t most);

/* Goes through a packed file to its end before any of it is used, so that what stands after a
 * damage, and may be anything, is not taken for what was logged: the stream then ends where the
 * text is sound, with its error.  Its place is unmoved.  No more than a look where nothing is left
 * to read, and nothing at all for a pipe, which cannot be read twice. */
void stream_prove(struct stream *s);
/* Goes through all of a stream that is open for nothing else, on whatever thread, unless *stop
 * becomes 1: 1: it is packed, and sound to its last byte.  stream_trust(): another stream found
 * that of the same file, so this one need not be proven. */
int stream_goes_well(struct stream *s, const atomic_int *stop);
void stream_trust(struct stream *s);

/* All of the text, if that is no more than `most` bytes, in memory; NULL: it is longer, and the
 * stream is at its first byte as before.  Waits for the end of a pipe.  Only before the first
 * stream_block().  Then either that text, turned into another, is the stream's from now on, and
 * can be sought in: `text` is from malloc() and the stream's own; or the stream is as it was. */
struct smtplog_slice stream_hold(struct stream *s, size_t most);
void stream_replace(struct stream *s, char *text, size_t len);
void stream_let_go(struct stream *s);

/* Back to the first byte.  -1: a pipe cannot. */
int stream_rewind(struct stream *s);

uint64_t stream_offset(const struct stream *s);     /* of the next stream_block() */
uint64_t stream_raw_read(const struct stream *s);   /* raw bytes consumed, against facts.size */
int stream_pauses(const struct stream *s);      /* a pipe: more may come behind this end */
int stream_is_damaged(const struct stream *s);      /* an error was told: the rest is missing */

/* Bytes at any offset of a stream that can seek, its place unmoved.  -1: not possible. */
ssize_t stream_peek(const struct stream *s, uint64_t offset, char *buf, size_t len);

#endif
