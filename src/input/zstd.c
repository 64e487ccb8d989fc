/* zstd.c - Zstandard (RFC 8878) through libzstd: frames, skippable ones too
 *
 * A window of more than 128 MiB is refused, the library's own limit: a stranger's file must not
 * take the machine's memory. */
#ifdef SMTPLOG_ZSTD
#include "input/packing.h"

#include <zstd.h>
#include <zstd_errors.h>

static void *zstd_open(void)
{
    return ZSTD_createDStream();
}

/* Unpacks what fits (`step` of struct packing). */
static enum unpack_result zstd_step(void *decoder, struct unpack_io *io)
{
    ZSTD_inBuffer in = {io->in, io->in_len, 0};
    ZSTD_outBuffer out = {io->out, io->out_len, 0};
    size_t rc = ZSTD_decompressStream(decoder, &out, &in);

    io->in += in.pos;
    io->in_len -= in.pos;
    io->out += out.pos;
    io->out_len -= out.pos;
    if (ZSTD_isError(rc)) {
        io->fault = ZSTD_getErrorCode(rc) == ZSTD_error_frameParameter_windowTooLarge
            ? "unpacking it would take too much memory" : "the compressed file is damaged";
        return UNPACK_FAULT;
    }
    return rc == 0 ? UNPACK_MEMBER_ENDS : UNPACK_GOES_ON;
}

static int zstd_again(void *decoder)
{
    return ZSTD_isError(ZSTD_DCtx_reset(decoder, ZSTD_reset_session_only)) ? -1 : 0;
}

static void zstd_close(void *decoder)
{
    ZSTD_freeDStream(decoder);
}

/* Skippable frames, 0x184D2A50 to 0x184D2A5F, little-endian (section 3.1.2): pzstd begins with
 * one. */
static int is_skippable(const unsigned char *front, size_t len)
{
    (void)len;
    return front[0] >> 4 == 5 && front[1] == 0x2a && front[2] == 0x4d && front[3] == 0x18;
}

const struct packing packing_zstd = {
    .name = "zstd", .tool = "zstdcat", .magic = "\x28\xb5\x2f\xfd", .magic_len = 4,
    .begins_too = is_skippable,
    .open = zstd_open, .step = zstd_step, .again = zstd_again, .close = zstd_close,
};
#else
typedef int zstd_is_not_built_in;       /* a file may not be empty */
#endif
