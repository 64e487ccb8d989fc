/* Sources, lines, and the files that a path stands for. */
#include "input_scene.h"

#include "input/discover.h"
#include "input/lines.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- streams --------------------------------------------------------------------------------- */

Test(stream, refuses_what_it_cannot_read)
{
    static const struct { const char *name, *bytes; size_t len; const char *tool; } rows[] = {
        {"lz4", "\x04\x22\x4d\x18\0\0\0\0", 8, "lz4cat"},
        {"lzip", "LZIP\1\x0c", 6, "lzip -dc"},
        {"compress", "\x1f\x9d\x90", 3, "zcat"},
        {"zip", "PK\x03\x04\x14\0", 6, "unzip -p"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene sc;
        scene_init(&sc);
        scene_write(&sc, "packed", rows[i].bytes, rows[i].len);
        cr_expect_null(stream_open(scene_path(&sc, "packed"), &sc.diag), "row %s", rows[i].name);
        cr_expect(strstr(sc.told.ptr, rows[i].tool), "row %s: %s", rows[i].name, sc.told.ptr);
        cr_expect_null(stream_open(scene_path(&sc, "missing"), &sc.diag));
        cr_expect_null(stream_open(sc.folder, &sc.diag));
        cr_expect_eq(sc.diag.errors, 2, "one that is gone is no fault");
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
    lines_init(&lines, (struct line_feed){.next = spoon_next, .from = &spoon}, 0, 0, growing);
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
            lines_init(&lines, (struct line_feed){.next = spoon_next, .from = &spoon}, 0, 0, 0);
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

/* Tools put a whole log into one line of JSON; even that has an end. */
Test(lines, json_may_be_longer)
{
    static const struct { const char *front; size_t len, most; } rows[] = {
        {"{", 70000, LINE_MAX_JSON}, {"[", 3000000, LINE_MAX_JSON},
        {"\xef\xbb\xbf[", 70000, LINE_MAX_JSON}, {"  \"", 70000, LINE_MAX_JSON}, {" x[", 70000, LINE_MAX_BYTES},
        {"[", LINE_MAX_JSON + 1, LINE_MAX_JSON},
    };
    static const size_t sizes[] = {4000, 262144};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            size_t mark = rows[i].front[0] == '\xef' ? 3 : 0;
            char *text = mem_alloc(rows[i].len + 1);
            memset(text, 'x', rows[i].len);
            memcpy(text, rows[i].front, strlen(rows[i].front));
            text[rows[i].len] = '\n';
            struct spoon spoon = {slice_of(text, rows[i].len + 1), sizes[k]};
            struct lines lines;
            struct line line;
            lines_init(&lines, (struct line_feed){.next = spoon_next, .from = &spoon}, 0, 0, 0);
            cr_assert(lines_next(&lines, &line));
            int is_cut = rows[i].len > rows[i].most;
            cr_expect_eq(line.text.len, (is_cut ? rows[i].most : rows[i].len) - mark, "row %zu", i);
            cr_expect_eq(line.flags, is_cut ? (unsigned)LINE_CUT : 0, "row %zu", i);
            cr_expect_eq(line.end, rows[i].len + 1);
            lines_release(&lines);
            free(text);
        }
}

Test(lines, a_growing_line_waits_for_its_end)
{
    struct spoon spoon = {SLICE_LIT("one\ntw"), 100};
    struct lines lines;
    struct line line;
    lines_init(&lines, (struct line_feed){.next = spoon_next, .from = &spoon}, 1000, 7, 1);
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
