/* Logs in UTF-16, as Windows programs save them: read as UTF-8, plain and in every packing. */
#include "input_packers.h"

#include "input/packing.h"

/* A text of letters of one to four bytes in UTF-8, with a pair that is torn: `want`; and the same in
 * UTF-16: `bytes`. */
static void text_in_utf_16(const char *mark, int big, struct strbuf *bytes, struct strbuf *want)
{
    static const char ascii[] = "a log in ASCII, 16 bytes at least\r\n";
    static const uint16_t units[] = {'x', 0xe9, 0x44f, 0x20ac, 0xd83d, 0xde00, 0xd83d, 'y', 0xde00, '\n'};
    static const char text[] = "a log in ASCII, 16 bytes at least\r\n"
                               "x\u00e9\u044f\u20ac\U0001f600\ufffdy\ufffd\n";
    strbuf_str(bytes, mark);
    for (size_t times = 0; times < 6000; times++) {         /* more than a block */
        for (size_t k = 0; k < sizeof ascii - 1 + sizeof units / sizeof *units; k++) {
            uint16_t u = k < sizeof ascii - 1 ? (uint16_t)ascii[k] : units[k - (sizeof ascii - 1)];
            strbuf_char(bytes, (char)(big ? u >> 8 : u));
            strbuf_char(bytes, (char)(big ? u : u >> 8));
        }
        strbuf_str(want, text);
    }
}

static const struct { const char *mark; int big; } utf_16_ways[] = {
    {"\xff\xfe", 0}, {"\xfe\xff", 1}, {"", 0}, {"", 1},
};

/* Plain, with a last byte of no letter, and packed in every way. */
Test(packing, utf_16_is_read_as_utf_8)
{
    for (size_t i = 0; i < sizeof utf_16_ways / sizeof *utf_16_ways; i++) {
        struct scene sc;
        struct strbuf bytes = {0}, want = {0};
        scene_init(&sc);
        text_in_utf_16(utf_16_ways[i].mark, utf_16_ways[i].big, &bytes, &want);
        for (size_t k = 0; k < PACKERS; k++) {
            struct strbuf z = packed(&packers[k], bytes.ptr, bytes.len);
            scene_write(&sc, packers[k].name, z.ptr, z.len);
            reads_as(&sc, packers[k].name, packers[k].name, strbuf_view(&want));
            strbuf_release(&z);
        }
        strbuf_char(&bytes, '?');
        scene_write(&sc, "log", bytes.ptr, bytes.len);
        reads_as(&sc, "log", "UTF-16", strbuf_view(&want));
        cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
        strbuf_release(&bytes), strbuf_release(&want);
        scene_release(&sc);
    }
}

/* Of two members the second is damaged: the text of the first, and no letter more, is sound. */
Test(packing, of_damaged_utf_16_what_is_proven_is_read)
{
    for (size_t i = 0; i < PACKERS; i++) {
        struct scene sc;
        struct strbuf bytes = {0}, want = {0};
        scene_init(&sc);
        text_in_utf_16("", 0, &bytes, &want);
        struct strbuf z = packed(&packers[i], bytes.ptr, bytes.len);
        scene_write(&sc, "log", z.ptr, z.len);
        z.ptr[z.len / 2] ^= 0x55;
        z.ptr[z.len / 2 + 1] ^= 0x55;
        scene_write(&sc, "log", z.ptr, z.len);
        struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
        stream_prove(s);
        struct strbuf all = whole_stream(s);
        cr_expect(slice_eq(strbuf_view(&all), strbuf_view(&want)), "%s: %zu of %zu", packers[i].name,
                  all.len, want.len);
        cr_expect(strstr(sc.told.ptr, "damaged") != NULL, "%s: %s", packers[i].name, sc.told.ptr);
        stream_free(s);
        strbuf_release(&all), strbuf_release(&z), strbuf_release(&bytes), strbuf_release(&want);
        scene_release(&sc);
    }
}

Test(packing, zeros_alone_are_no_utf_16)
{
    static const struct { const char *bytes; size_t len; } rows[] = {
        {"a\0b\0", 4}, {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16},
        {"a\0b\0c\0d\0e\0f\0g\0\1\0", 16}, {"a\0b\0c\0d\0e\0f\0\0g\0h", 16},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_null(packing_of((const unsigned char *)rows[i].bytes, rows[i].len), "row %zu", i);
}
