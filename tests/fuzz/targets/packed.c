/* A packed file: gzip, zstd, xz, bzip2, UTF-16.  Read twice it gives the same bytes; what is
 * proven of it (stream_prove()) is a beginning of what can be unpacked, or all of it. */
#include "fuzz/fuzz.h"

#include "base/hash.h"
#include "input/stream.h"
#include "support/reading.h"

enum { TEXT_MOST = 1 << 20 };           /* a kilobyte may unpack to a gigabyte */

static struct unpacked { char text[TEXT_MOST + STREAM_BLOCK_MAX]; size_t len; } first, again, proven;

static void unpack(struct unpacked *u, const char *path, int prove)
{
    struct diag nobody = {0};
    struct stream *s = stream_open(path, &nobody);
    u->len = 0;
    if (!s)
        return;
    fuzz_touch(stream_head(s));
    if (prove)
        stream_prove(s);
    while (u->len < TEXT_MOST) {
        struct smtplog_slice block = stream_block(s);
        if (!block.len)
            break;
        FUZZ_MUST(block.len <= STREAM_BLOCK_MAX);
        memcpy(u->text + u->len, block.ptr, block.len);
        u->len += block.len;
        FUZZ_MUST(stream_offset(s) == u->len);
    }
    stream_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *path;
    int fd = reading_file((const char *)bytes, len, &path);
    unpack(&first, path, 0);
    unpack(&again, path, 0);
    unpack(&proven, path, 1);
    FUZZ_MUST(first.len == again.len && memcmp(first.text, again.text, first.len) == 0);
    FUZZ_MUST(proven.len <= first.len && memcmp(first.text, proven.text, proven.len) == 0);
    close(fd);
    free(path);
    return 0;
}
