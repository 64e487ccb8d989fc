/* gzip.c - gzip (RFC 1952) through zlib: what logrotate's "compress" writes */
#include "input/packing.h"

#include "base/lang.h"

#include <stdlib.h>
#include <zlib.h>

/* NULL: no memory. */
static void *gzip_open(void)
{
    z_stream *z = calloc(1, sizeof *z);

    /* 15 bits of window, +16: gzip and nothing else (zlib.h, inflateInit2) */
    if (z && inflateInit2(z, 15 + 16) != Z_OK) {
        free(z);
        z = NULL;
    }
    return z;
}

/* Unpacks what fits (`step` of struct packing). */
static enum unpack_result gzip_step(void *decoder, struct unpack_io *io)
{
    z_stream *z = decoder;

    z->next_in = (Bytef *)(uintptr_t)io->in;        /* zlib does not write there */
    z->avail_in = (uInt)io->in_len;
    z->next_out = (Bytef *)io->out;
    z->avail_out = (uInt)io->out_len;
    int rc = inflate(z, Z_NO_FLUSH);
    io->in = z->next_in;
    io->in_len = z->avail_in;
    io->out = (char *)z->next_out;
    io->out_len = z->avail_out;
    if (rc == Z_STREAM_END)
        return UNPACK_MEMBER_ENDS;
    if (rc == Z_OK || rc == Z_BUF_ERROR)
        return UNPACK_GOES_ON;
    io->fault = N_("the compressed file is damaged");
    return UNPACK_FAULT;
}

static int gzip_again(void *decoder)
{
    return inflateReset(decoder) == Z_OK ? 0 : -1;
}

static void gzip_close(void *decoder)
{
    inflateEnd(decoder);
    free(decoder);
}

/* MTIME, little-endian (section 2.3.1): of the file that was compressed; 0 where none is told. */
static int64_t gzip_written(const unsigned char *front, size_t len)
{
    uint32_t mtime = 0;
    for (size_t i = 8; len >= 8 && i > 4; i--)
        mtime = mtime << 8 | front[i - 1];
    return mtime;
}

const struct packing packing_gzip = {
    .name = "gzip", .tool = "zcat", .magic = "\x1f\x8b", .magic_len = 2, .written = gzip_written,
    .open = gzip_open, .step = gzip_step, .again = gzip_again, .close = gzip_close,
};
