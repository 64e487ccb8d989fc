/* input_packers.h - all packings that this build reads, written by the same libraries, and the proof
 * that a file in one of them is read as the text it holds */
#ifndef INPUT_PACKERS_H
#define INPUT_PACKERS_H

#include "input_scene.h"

#include <smtplog/scan.h>
#include <zlib.h>
#ifdef SMTPLOG_ZSTD
#include <zstd.h>
#endif
#ifdef SMTPLOG_XZ
#include <lzma.h>
#endif
#ifdef SMTPLOG_BZIP2
#include <bzlib.h>
#endif

/* One gzip member of the bytes, with a header time. */
static inline struct strbuf gzip_of(const char *bytes, size_t len, unsigned long mtime)
{
    struct strbuf out = {0};
    z_stream z = {0};
    gz_header header = {.time = mtime};
    char *buf = mem_alloc(len + 1024);
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    deflateSetHeader(&z, &header);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)buf;
    z.avail_out = (uInt)len + 1024;
    cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    strbuf_add(&out, buf, z.total_out);
    deflateEnd(&z);
    free(buf);
    return out;
}

static inline size_t pack_gzip(char *out, size_t room, const char *in, size_t len)
{
    struct strbuf z = gzip_of(in, len, 1700000000);
    size_t n = z.len;
    cr_assert_leq(n, room);
    memcpy(out, z.ptr, n);
    strbuf_release(&z);
    return n;
}

#ifdef SMTPLOG_ZSTD
static inline size_t pack_zstd(char *out, size_t room, const char *in, size_t len)
{
    /* with a checksum, as the program writes it, else damage within a literal goes unseen */
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    size_t n = ZSTD_compress2(c, out, room, in, len);
    cr_assert(!ZSTD_isError(n));
    ZSTD_freeCCtx(c);
    return n;
}
#endif

#ifdef SMTPLOG_XZ
static inline size_t pack_xz(char *out, size_t room, const char *in, size_t len)
{
    size_t n = 0;
    cr_assert_eq(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, (const uint8_t *)in, len,
                                         (uint8_t *)out, &n, room), LZMA_OK);
    return n;
}
#endif

#ifdef SMTPLOG_BZIP2
static inline size_t pack_bzip2(char *out, size_t room, const char *in, size_t len)
{
    unsigned n = (unsigned)room;
    cr_assert_eq(BZ2_bzBuffToBuffCompress(out, &n, (char *)(uintptr_t)in, (unsigned)len, 1, 0, 0), BZ_OK);
    return n;
}
#endif

static const struct packer {
    const char *name;
    size_t (*pack)(char *out, size_t room, const char *in, size_t len);
} packers[] = {
    {"gzip", pack_gzip},
#ifdef SMTPLOG_ZSTD
    {"zstd", pack_zstd},
#endif
#ifdef SMTPLOG_XZ
    {"xz", pack_xz},
#endif
#ifdef SMTPLOG_BZIP2
    {"bzip2", pack_bzip2},
#endif
};
enum { PACKERS = sizeof packers / sizeof *packers };

static inline struct strbuf packed(const struct packer *p, const char *bytes, size_t len)
{
    struct strbuf out = {0};
    size_t room = len + len / 2 + 65536;
    char *buf = mem_alloc(room);
    strbuf_add(&out, buf, p->pack(buf, room, bytes, len));
    free(buf);
    return out;
}

/* What is read is `text`, from the beginning and from near its end. */
static inline void reads_as(struct scene *sc, const char *name, const char *packing, struct smtplog_slice text)
{
    struct stream *s = stream_open(scene_path(sc, name), &sc->diag);
    cr_assert_not_null(s, "%s: %s", name, sc->told.ptr);
    cr_expect_eq(stream_facts(s)->packing == NULL, packing == NULL);
    if (packing)
        cr_expect_str_eq(stream_facts(s)->packing, packing);
    cr_expect_eq(stream_facts(s)->can_seek, !packing);
    cr_expect(slice_eq(stream_head(s), slice_of(text.ptr, STREAM_HEAD_MAX)));
    struct strbuf all = whole_stream(s);
    cr_expect(slice_eq(strbuf_view(&all), text), "%s", name);
    cr_expect_eq(stream_offset(s), text.len);
    cr_expect_eq(stream_raw_read(s), stream_facts(s)->size, "%s", name);
    strbuf_release(&all);
    stream_free(s);

    s = stream_open(scene_path(sc, name), &sc->diag);
    cr_expect_eq(stream_skip(s, text.len - 7), 0);
    all = whole_stream(s);
    cr_expect(slice_eq(strbuf_view(&all), slice_from(text, text.len - 7)), "%s", name);
    cr_expect_eq(stream_skip(s, text.len + 1), -1);
    strbuf_release(&all);
    stream_free(s);
}

#endif
