/* packing.h - the ways in which logs are compressed: one row and one file each
 *
 * A packing is known by the first bytes of a file, never by its name.  A row gives a decoder:
 * bytes in, bytes out, and where a member ends.  All packings may put several members one after
 * the other, which are one text (RFC 1952 section 2.2 for gzip); walking over them, cut-off files
 * and bytes behind the last member are unpack.c's, for all alike.
 *
 * A packing whose library was not there at build time stands in the table all the same, without a
 * decoder: so that a user is told what it is and which tool unpacks it.
 */
#ifndef INPUT_PACKING_H
#define INPUT_PACKING_H

#include <stddef.h>
#include <stdint.h>

enum { PACKING_FRONT = 16 };            /* first bytes that tell a packing */

/* What a decoder's step works on; it moves both. */
struct unpack_io {
    const unsigned char *in;
    size_t in_len;
    char *out;
    size_t out_len;
    const char *fault;                  /* UNPACK_FAULT: what is wrong, as the end of a sentence */
};

enum unpack_result {
    UNPACK_GOES_ON,                     /* wants more input or more room */
    UNPACK_MEMBER_ENDS,                 /* all of a member was given out; a further one may
                                           begin */
    UNPACK_FAULT
};

struct packing {
    const char *name;                   /* "gzip" */
    const char *tool;                   /* unpacks a file by hand: "zcat" */
    const char *magic;
    size_t magic_len;
    /* Further first bytes of a member, of which there are `len`, at least magic_len; NULL: there
     * are none. */
    int (*begins_too)(const unsigned char *front, size_t len);
    /* When the text was written, as far as the first bytes tell, Unix seconds; 0: they do not.
     * NULL: they never do. */
    int64_t (*written)(const unsigned char *front, size_t len);

    /* A decoder at the beginning of a member, NULL without memory.  NULL: not built in. */
    void *(*open)(void);
    enum unpack_result (*step)(void *decoder, struct unpack_io *io);
    /* Ready for a further member; 0, or -1. */
    int (*again)(void *decoder);
    void (*close)(void *decoder);
};

/* 0: no packing begins with these two bytes. */
int packing_may_begin(const unsigned char front[2]);

/* The packing of a source that begins so; NULL: none that is known, plain text. */
const struct packing *packing_of(const unsigned char *front, size_t len);

/* Does a member of the packing begin so?  len >= p->magic_len. */
int packing_begins(const struct packing *p, const unsigned char *front, size_t len);

/* The i-th that is read here, for people; NULL behind the last. */
const struct packing *packing_at(size_t i);

extern const struct packing packing_gzip, packing_zstd, packing_xz, packing_bzip2;
/* An encoding, which is read like them; not among packing_at(). */
extern const struct packing packing_utf16;

#endif
