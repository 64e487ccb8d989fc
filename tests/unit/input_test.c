#include "base/mem.h"
#include "base/strbuf.h"
#include "input/discover.h"
#include "input/lines.h"
#include "input/stream.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* -- a folder of its own for each test, and a diag that remembers ---------------------------- */

struct scene {
    char folder[64];
    char path[128];
    struct strbuf told;
    struct diag diag;
};

static void remember(void *to, enum diag_level level, const char *sentence)
{
    strbuf_fmt(to, "%d %s\n", (int)level, sentence);
}

static void scene_init(struct scene *s)
{
    *s = (struct scene){.folder = "/tmp/smtplog-input-XXXXXX"};
    cr_assert_not_null(mkdtemp(s->folder));
    s->diag = (struct diag){.tell = remember, .to = &s->told};
    strbuf_str(&s->told, "");
}

static const char *scene_path(struct scene *s, const char *name)
{
    snprintf(s->path, sizeof s->path, "%s/%s", s->folder, name);
    return s->path;
}

static void scene_write(struct scene *s, const char *name, const void *bytes, size_t len)
{
    FILE *f = fopen(scene_path(s, name), "ab");
    cr_assert_not_null(f);
    cr_assert_eq(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

static void scene_release(struct scene *s)
{
    char *command = mem_fmt("rm -rf '%s'", s->folder);
    cr_assert_eq(system(command), 0);
    free(command);
    strbuf_release(&s->told);
}

/* One gzip member of the bytes, with a header time. */
static struct strbuf gzip_of(const char *bytes, size_t len, unsigned long mtime)
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

static struct strbuf numbered_lines(unsigned count)
{
    struct strbuf text = {0};
    for (unsigned i = 1; i <= count; i++)
        strbuf_fmt(&text, "line %u of many, %08x\n", i, i * 2654435761u);
    return text;
}

static struct strbuf whole_stream(struct stream *s)
{
    struct strbuf all = {0};
    struct smtplog_slice block;
    strbuf_str(&all, "");
    while ((block = stream_block(s)).len)
        strbuf_slice(&all, block);
    return all;
}

/* -- streams --------------------------------------------------------------------------------- */

Test(stream, plain_and_gzip_give_the_same_bytes)
{
    struct scene sc;
    struct strbuf text = numbered_lines(60000);     /* some blocks long */
    scene_init(&sc);
    scene_write(&sc, "plain", text.ptr, text.len);
    struct strbuf z1 = gzip_of(text.ptr, 100, 1700000000);
    struct strbuf z2 = gzip_of(text.ptr + 100, text.len - 100, 0);
    scene_write(&sc, "packed", z1.ptr, z1.len);
    scene_write(&sc, "packed", z2.ptr, z2.len);
    scene_write(&sc, "packed", "\0\0\0\0", 4);      /* padding is silent */

    static const char *const names[] = {"plain", "packed"};
    for (size_t i = 0; i < 2; i++) {
        struct stream *s = stream_open(scene_path(&sc, names[i]), &sc.diag);
        cr_assert_not_null(s);
        cr_expect_eq(stream_facts(s)->is_gzip, (int)i);
        cr_expect_eq(stream_facts(s)->can_seek, !i);
        cr_expect_eq(stream_head(s).len, (size_t)STREAM_HEAD_MAX);
        cr_expect(slice_eq(stream_head(s), slice_of(text.ptr, STREAM_HEAD_MAX)));
        struct strbuf all = whole_stream(s);
        cr_expect(slice_eq(strbuf_view(&all), strbuf_view(&text)), "%s", names[i]);
        cr_expect_eq(stream_offset(s), text.len);
        cr_expect_eq(stream_raw_read(s), stream_facts(s)->size, "%s", names[i]);
        strbuf_release(&all);
        stream_free(s);

        s = stream_open(scene_path(&sc, names[i]), &sc.diag);
        cr_expect_eq(stream_skip(s, text.len - 7), 0);
        all = whole_stream(s);
        cr_expect(slice_is(strbuf_view(&all), text.ptr + text.len - 7), "%s", names[i]);
        cr_expect_eq(stream_skip(s, text.len + 1), -1);
        strbuf_release(&all);
        stream_free(s);
    }
    cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
    strbuf_release(&text), strbuf_release(&z1), strbuf_release(&z2);
    scene_release(&sc);
}

Test(stream, gzip_header_time_is_evidence)
{
    struct scene sc;
    scene_init(&sc);
    struct strbuf z = gzip_of("a\n", 2, 1700000000), none = gzip_of("a\n", 2, 0);
    scene_write(&sc, "with", z.ptr, z.len);
    scene_write(&sc, "without", none.ptr, none.len);
    struct stream *s = stream_open(scene_path(&sc, "with"), &sc.diag);
    cr_expect_eq(stream_facts(s)->written, 1700000000);
    cr_expect_eq(stream_refresh(s), 0);
    cr_expect_eq(stream_facts(s)->written, 1700000000);
    stream_free(s);
    s = stream_open(scene_path(&sc, "without"), &sc.diag);
    cr_expect_eq(stream_facts(s)->written, stream_facts(s)->mtime_ns / 1000000000);
    stream_free(s);
    strbuf_release(&z), strbuf_release(&none);
    scene_release(&sc);
}

Test(stream, damaged_gzip_gives_what_is_readable)
{
    static const struct { const char *name; size_t cut, spoil; const char *word; } rows[] = {
        {"cut off", 200, 0, "cut off"},
        {"no checksum", 5, 0, "cut off"},
        {"spoilt inside", 0, 6000, "damaged"},
        {"wrong checksum", 0, 6, "damaged"},
    };
    struct strbuf text = numbered_lines(3000), z = gzip_of(text.ptr, text.len, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene sc;
        scene_init(&sc);
        struct strbuf bad = {0};
        strbuf_add(&bad, z.ptr, z.len - rows[i].cut);
        if (rows[i].spoil)
            bad.ptr[bad.len - rows[i].spoil] ^= 0x55;
        scene_write(&sc, "bad.gz", bad.ptr, bad.len);
        struct stream *s = stream_open(scene_path(&sc, "bad.gz"), &sc.diag);
        struct strbuf all = whole_stream(s);
        cr_expect_gt(all.len, text.len / 4, "row %s", rows[i].name);
        cr_expect_eq(all.ptr[0], 'l');
        cr_expect(stream_is_damaged(s), "row %s", rows[i].name);
        cr_expect_eq(sc.diag.errors, 1, "row %s", rows[i].name);
        cr_expect(strstr(sc.told.ptr, rows[i].word), "row %s: %s", rows[i].name, sc.told.ptr);
        cr_expect(strstr(sc.told.ptr, "bad.gz"));
        cr_expect_eq(stream_block(s).len, 0);
        cr_expect_eq(sc.diag.errors, 1, "told once");
        strbuf_release(&all), strbuf_release(&bad);
        stream_free(s);
        scene_release(&sc);
    }
    strbuf_release(&text), strbuf_release(&z);
}

Test(stream, bytes_after_gzip_are_told)
{
    struct scene sc;
    scene_init(&sc);
    struct strbuf z = gzip_of("one\n", 4, 0);
    scene_write(&sc, "x", z.ptr, z.len);
    scene_write(&sc, "x", "two\n", 4);
    struct stream *s = stream_open(scene_path(&sc, "x"), &sc.diag);
    struct strbuf all = whole_stream(s);
    cr_expect_str_eq(all.ptr, "one\n");
    cr_expect(strstr(sc.told.ptr, "not gzip"), "%s", sc.told.ptr);
    strbuf_release(&all), strbuf_release(&z);
    stream_free(s);
    scene_release(&sc);
}

Test(stream, may_be_left_before_its_end)
{
    struct scene sc;
    struct strbuf text = numbered_lines(200000), z = gzip_of(text.ptr, text.len, 0);
    scene_init(&sc);
    scene_write(&sc, "long.gz", z.ptr, z.len);
    struct stream *s = stream_open(scene_path(&sc, "long.gz"), &sc.diag);
    cr_expect_gt(stream_block(s).len, 0);
    stream_free(s);
    strbuf_release(&text), strbuf_release(&z);
    scene_release(&sc);
}

Test(stream, refuses_what_it_cannot_read)
{
    static const struct { const char *name, *bytes; size_t len; const char *tool; } rows[] = {
        {"bzip2", "BZh91AY&SY", 10, "bzcat"},
        {"xz", "\xfd" "7zXZ\0\0\4\0\0", 10, "xzcat"},
        {"zstd", "\x28\xb5\x2f\xfd\0\0\0\0", 8, "zstdcat"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene sc;
        scene_init(&sc);
        scene_write(&sc, "packed", rows[i].bytes, rows[i].len);
        cr_expect_null(stream_open(scene_path(&sc, "packed"), &sc.diag), "row %s", rows[i].name);
        cr_expect(strstr(sc.told.ptr, rows[i].tool), "row %s: %s", rows[i].name, sc.told.ptr);
        cr_expect_null(stream_open(scene_path(&sc, "missing"), &sc.diag));
        cr_expect_null(stream_open(sc.folder, &sc.diag));
        cr_expect_eq(sc.diag.errors, 3);
        scene_release(&sc);
    }
}

Test(stream, empty_and_tiny_files)
{
    struct scene sc;
    scene_init(&sc);
    scene_write(&sc, "empty", "", 0);
    scene_write(&sc, "tiny", "\x1f", 1);
    struct stream *s = stream_open(scene_path(&sc, "empty"), &sc.diag);
    cr_expect_eq(stream_head(s).len, 0);
    cr_expect_eq(stream_block(s).len, 0);
    stream_free(s);
    s = stream_open(scene_path(&sc, "tiny"), &sc.diag);
    cr_expect_eq(stream_head(s).len, 1);
    cr_expect_eq(stream_block(s).len, 1);
    stream_free(s);
    cr_expect_eq(sc.diag.errors, 0);
    scene_release(&sc);
}

/* Puts bytes into standard input through a pipe. */
static void pipe_in(const char *bytes, size_t len)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], bytes, len), (ssize_t)len);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
}

Test(stream, standard_input_plain_and_gzip)
{
    struct scene sc;
    struct strbuf text = numbered_lines(300), z = gzip_of(text.ptr, text.len, 0);
    scene_init(&sc);
    for (int packed = 0; packed < 2; packed++) {
        pipe_in(packed ? z.ptr : text.ptr, packed ? z.len : text.len);
        struct stream *s = stream_open("-", &sc.diag);
        cr_expect_eq(stream_facts(s)->is_gzip, packed);
        cr_expect(stream_facts(s)->is_stdin);
        cr_expect(slice_eq(stream_head(s), slice_of(text.ptr, 4096)));
        cr_expect_eq(stream_skip(s, 21), 0);
        struct strbuf all = whole_stream(s);
        cr_expect(slice_eq(strbuf_view(&all), slice_from(strbuf_view(&text), 21)));
        strbuf_release(&all);
        stream_free(s);
    }
    strbuf_release(&text), strbuf_release(&z);
    scene_release(&sc);
}

/* -- lines ----------------------------------------------------------------------------------- */

/* A feed of blocks of one size out of memory. */
struct spoon {
    struct smtplog_slice text;
    size_t size;
};

static struct smtplog_slice spoon_next(void *from)
{
    struct spoon *s = from;
    struct smtplog_slice block = slice_head(s->text, s->size);
    s->text = slice_from(s->text, block.len);
    return block;
}

/* All lines as "number start-end flags|text|". */
static char *spelled(struct smtplog_slice text, size_t block, int growing)
{
    struct spoon spoon = {text, block};
    struct lines lines;
    struct line line;
    struct strbuf out = {0};
    strbuf_str(&out, "");
    lines_init(&lines, (struct line_feed){spoon_next, &spoon}, 0, 0, growing);
    while (lines_next(&lines, &line)) {
        strbuf_fmt(&out, "%d %d-%d %u|", (int)line.number, (int)line.start, (int)line.end,
                   line.flags);
        strbuf_slice(&out, line.text);
        strbuf_str(&out, "|");
    }
    lines_release(&lines);
    return strbuf_steal(&out);
}

Test(lines, any_block_size_gives_the_same)
{
    static const struct { const char *text, *want, *growing; } rows[] = {
        {"", "", ""},
        {"\n", "1 0-1 0||", "1 0-1 0||"},
        {"a\nbc\n", "1 0-2 0|a|2 2-5 0|bc|", "1 0-2 0|a|2 2-5 0|bc|"},
        {"a\n\nb", "1 0-2 0|a|2 2-3 0||3 3-4 1|b|", "1 0-2 0|a|2 2-3 0||"},
        {"a\r\nb\r\r\n", "1 0-3 0|a|2 3-7 0|b\r|", "1 0-3 0|a|2 3-7 0|b\r|"},
        {"\xef\xbb\xbf" "a\n\xef\xbb\xbf\n", "1 0-5 0|a|2 5-9 0|\xef\xbb\xbf|",
         "1 0-5 0|a|2 5-9 0|\xef\xbb\xbf|"},
    };
    static const size_t sizes[] = {1, 2, 3, 5, 100};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            char *got = spelled(slice_str(rows[i].text), sizes[k], 0);
            cr_expect_str_eq(got, rows[i].want, "row %zu, blocks of %zu", i, sizes[k]);
            free(got);
            got = spelled(slice_str(rows[i].text), sizes[k], 1);
            cr_expect_str_eq(got, rows[i].growing, "row %zu, blocks of %zu", i, sizes[k]);
            free(got);
        }
}

Test(lines, nul_bytes_stay)
{
    char *got = spelled(slice_of("a\0b\n", 4), 2, 0);
    cr_expect_str_eq(got, "1 0-4 0|a", "the rest stands after the NUL");
    cr_expect_eq(memcmp(got, "1 0-4 0|a\0b|", 12), 0);
    free(got);
}

Test(lines, long_lines_are_cut_and_counted)
{
    static const size_t extra[] = {0, 1, 70000, 600000};
    static const size_t sizes[] = {4000, 262144, 2000000};
    for (size_t i = 0; i < sizeof extra / sizeof *extra; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            size_t len = LINE_MAX_BYTES + extra[i];
            char *text = mem_alloc(len + 6);
            memset(text, 'x', len);
            memcpy(text + len, "\nnext\n", 6);
            struct spoon spoon = {slice_of(text, len + 6), sizes[k]};
            struct lines lines;
            struct line line;
            lines_init(&lines, (struct line_feed){spoon_next, &spoon}, 0, 0, 0);
            cr_assert(lines_next(&lines, &line));
            cr_expect_eq(line.text.len, (size_t)LINE_MAX_BYTES);
            cr_expect_eq(line.flags, extra[i] ? (unsigned)LINE_CUT : 0);
            cr_expect_eq(line.end, len + 1);
            cr_assert(lines_next(&lines, &line));
            cr_expect(slice_is(line.text, "next"));
            cr_expect_eq(line.start, len + 1);
            cr_expect_eq(line.number, 2);
            cr_expect_eq(lines.cut, extra[i] != 0);
            cr_expect_lt(lines.carry.cap, (size_t)LINE_MAX_BYTES * 3);
            lines_release(&lines);
            free(text);
        }
}

Test(lines, a_growing_line_waits_for_its_end)
{
    struct spoon spoon = {SLICE_LIT("one\ntw"), 100};
    struct lines lines;
    struct line line;
    lines_init(&lines, (struct line_feed){spoon_next, &spoon}, 1000, 7, 1);
    cr_expect(lines_next(&lines, &line));
    cr_expect_eq(line.number, 8);
    cr_expect_eq(line.start, 1000);
    cr_expect(!lines_next(&lines, &line));
    cr_expect(!lines_next(&lines, &line));
    spoon.text = SLICE_LIT("o\nthree\n");
    cr_expect(lines_next(&lines, &line));
    cr_expect(slice_is(line.text, "two"));
    cr_expect_eq(line.start, 1004);
    cr_expect_eq(line.end, 1008);
    cr_expect(lines_next(&lines, &line));
    cr_expect(slice_is(line.text, "three"));
    lines_release(&lines);
}

Test(lines, a_followed_file_delivers_again)
{
    struct scene sc;
    struct lines lines;
    struct line line;
    scene_init(&sc);
    scene_write(&sc, "log", "one\ntw", 6);
    struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
    lines_of_stream(&lines, s, 0, 1);
    cr_expect(lines_next(&lines, &line));
    cr_expect(!lines_next(&lines, &line));
    scene_write(&sc, "log", "o\n", 2);
    cr_expect(lines_next(&lines, &line));
    cr_expect(slice_is(line.text, "two"));
    cr_expect_eq(stream_refresh(s), 0);
    cr_expect_eq(stream_facts(s)->size, 8);
    cr_assert_eq(truncate(sc.path, 0), 0);
    cr_expect_eq(stream_refresh(s), 1);
    lines_release(&lines);
    stream_free(s);
    scene_release(&sc);
}

/* -- discovery ------------------------------------------------------------------------------- */

Test(discover, folders_files_and_names_of_one_inode)
{
    struct scene sc;
    struct input_list list = {0};
    scene_init(&sc);
    scene_write(&sc, "mail.log", "a\n", 2);
    scene_write(&sc, "mail.log.1", "b\n", 2);
    scene_write(&sc, "empty.log", "", 0);
    scene_write(&sc, "smtplog.db", "c\n", 2);
    scene_write(&sc, ".hidden", "d\n", 2);
    char *link_name = mem_fmt("%s/other-name", sc.folder);
    cr_assert_eq(link(scene_path(&sc, "mail.log"), link_name), 0);
    cr_expect_eq(discover_path(&list, scene_path(&sc, "mail.log.1"), 0, &sc.diag), 1);
    cr_expect_eq(discover_path(&list, sc.folder, 0, &sc.diag), 1);
    cr_expect_eq(discover_path(&list, "-", 0, &sc.diag), 1);
    cr_expect_eq(discover_path(&list, "-", 0, &sc.diag), 0);
    cr_expect_eq(discover_path(&list, scene_path(&sc, "mail*"), 0, &sc.diag), 0);
    cr_assert_eq(list.len, 3);
    cr_expect(slice_ends(slice_str(list.files[0].path), "/mail.log.1"));
    cr_expect(slice_ends(slice_str(list.files[1].path), "/mail.log"));
    cr_expect_str_eq(list.files[2].path, "-");
    cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
    free(link_name);
    input_list_release(&list);
    scene_release(&sc);
}

Test(discover, what_gives_nothing_is_told)
{
    struct scene sc;
    struct input_list list = {0};
    scene_init(&sc);
    cr_expect_eq(discover_path(&list, sc.folder, 0, &sc.diag), 0);
    cr_expect(strstr(sc.told.ptr, "no log files"), "%s", sc.told.ptr);
    cr_expect_eq(discover_path(&list, scene_path(&sc, "missing"), 0, &sc.diag), 0);
    cr_expect(strstr(sc.told.ptr, "missing: cannot read: No such file"), "%s", sc.told.ptr);
    cr_expect_eq(sc.diag.errors, 2);
    cr_expect_eq(discover_path(&list, scene_path(&sc, "missing*"), DISCOVER_OPTIONAL, &sc.diag), 0);
    cr_expect_eq(sc.diag.errors, 2);
    cr_expect_eq(discover_path(&list, "", 0, &sc.diag), 0);
    cr_expect_eq(sc.diag.errors, 3);
    scene_write(&sc, "empty", "", 0);
    cr_expect_eq(discover_path(&list, sc.path, 0, &sc.diag), 0);
    cr_expect_eq(sc.diag.warnings, 1);
    if (geteuid() != 0) {
        scene_write(&sc, "secret", "x\n", 2);
        chmod(sc.path, 0);
        cr_expect_eq(discover_path(&list, sc.path, 0, &sc.diag), 0);
        cr_expect(strstr(sc.told.ptr, "run as"), "%s", sc.told.ptr);
    }
    input_list_release(&list);
    scene_release(&sc);
}
