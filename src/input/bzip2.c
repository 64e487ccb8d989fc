/* bzip2.c - bzip2 through libbz2: what older rotations and some distributions write */
#ifdef SMTPLOG_BZIP2
#include "input/packing.h"

#include "base/lang.h"

#include <bzlib.h>
#include <stdlib.h>
#include <string.h>

static int begin(bz_stream *z)
{
    return BZ2_bzDecompressInit(z, 0, 0) == BZ_OK ? 0 : -1;
}

/* NULL: no memory. */
static void *bzip2_open(void)
{
    bz_stream *z = calloc(1, sizeof *z);

    if (z && begin(z) != 0) {
        free(z);
        z = NULL;
    }
    return z;
}

/* Unpacks what fits (`step` of struct packing). */
static enum unpack_result bzip2_step(void *decoder, struct unpack_io *io)
{
    bz_stream *z = decoder;

    z->next_in = (char *)(uintptr_t)io->in;         /* libbz2 does not write there */
    z->avail_in = (unsigned)io->in_len;
    z->next_out = io->out;
    z->avail_out = (unsigned)io->out_len;
    int rc = BZ2_bzDecompress(z);
    io->in = (const unsigned char *)z->next_in;
    io->in_len = z->avail_in;
    io->out = z->next_out;
    io->out_len = z->avail_out;
    if (rc == BZ_STREAM_END)
        return UNPACK_MEMBER_ENDS;
    if (rc == BZ_OK)
        return UNPACK_GOES_ON;
    io->fault = N_("the compressed file is damaged");
    return UNPACK_FAULT;
}

static int bzip2_again(void *decoder)
{
    BZ2_bzDecompressEnd(decoder);
    memset(decoder, 0, sizeof(bz_stream));
    return begin(decoder);
}

static void bzip2_close(void *decoder)
{
    BZ2_bzDecompressEnd(decoder);
    free(decoder);
}

const struct packing packing_bzip2 = {
    .name = "bzip2", .tool = "bzcat", .magic = "BZh", .magic_len = 3,
    .open = bzip2_open, .step = bzip2_step, .again = bzip2_again, .close = bzip2_close,
};
#else
typedef int bzip2_is_not_built_in;      /* a file may not be empty */
#endif
