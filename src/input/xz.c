/* xz.c - xz through liblzma
 *
 * A decoder needs up to as much memory as the file's dictionary: 64 MiB at "xz -9".  More than
 * twice that is refused: a stranger's file must not take the machine's memory. */
#ifdef SMTPLOG_XZ
#include "input/packing.h"

#include <lzma.h>
#include <stdlib.h>

enum { MEMORY_MOST = 160 << 20 };

static int begin(lzma_stream *z)
{
    return lzma_stream_decoder(z, MEMORY_MOST, 0) == LZMA_OK ? 0 : -1;
}

/* NULL: no memory. */
static void *xz_open(void)
{
    lzma_stream *z = malloc(sizeof *z);

    if (!z)
        return NULL;
    *z = (lzma_stream)LZMA_STREAM_INIT;
    if (begin(z) != 0) {
        free(z);
        return NULL;
    }
    return z;
}

/* Unpacks what fits (`step` of struct packing). */
static enum unpack_result xz_step(void *decoder, struct unpack_io *io)
{
    lzma_stream *z = decoder;

    z->next_in = io->in;
    z->avail_in = io->in_len;
    z->next_out = (uint8_t *)io->out;
    z->avail_out = io->out_len;
    lzma_ret rc = lzma_code(z, LZMA_RUN);
    io->in = z->next_in;
    io->in_len = z->avail_in;
    io->out = (char *)z->next_out;
    io->out_len = z->avail_out;
    if (rc == LZMA_STREAM_END)
        return UNPACK_MEMBER_ENDS;
    if (rc == LZMA_OK || rc == LZMA_BUF_ERROR)
        return UNPACK_GOES_ON;
    io->fault = rc == LZMA_MEMLIMIT_ERROR ? "unpacking it would take too much memory"
                                          : "the compressed file is damaged";
    return UNPACK_FAULT;
}

static int xz_again(void *decoder)
{
    return begin(decoder);              /* liblzma takes the old one's memory over */
}

static void xz_close(void *decoder)
{
    lzma_end(decoder);
    free(decoder);
}

const struct packing packing_xz = {
    .name = "xz", .tool = "xzcat", .magic = "\xfd" "7zXZ\0", .magic_len = 6,
    .open = xz_open, .step = xz_step, .again = xz_again, .close = xz_close,
};
#else
typedef int xz_is_not_built_in;         /* a file may not be empty */
#endif
