/* Every packing that this build reads: several members, cut off, damaged, with bytes behind, through a
 * pipe.  Packed by the same libraries, so nothing here is skipped but what cannot be read either. */
#include "input/proof.h"
#include "input_packers.h"

#include "input/packing.h"

#include <unistd.h>

Test(packing, all_that_are_built_in_are_tested)
{
    const struct packing *p;
    size_t i = 0;
    for (; (p = packing_at(i)); i++)
        cr_expect_str_eq(p->name, i < PACKERS ? packers[i].name : "", "none packs it here");
    cr_expect_eq(i, (size_t)PACKERS);
}

Test(packing, members_one_after_the_other_are_one_text)
{
    struct strbuf text = numbered_lines(60000);     /* some blocks long */
    struct scene sc;
    scene_init(&sc);
    scene_write(&sc, "plain", text.ptr, text.len);
    reads_as(&sc, "plain", NULL, strbuf_view(&text));
    for (size_t i = 0; i < PACKERS; i++) {
        struct strbuf one = packed(&packers[i], text.ptr, 100), none = packed(&packers[i], "", 0),
                      rest = packed(&packers[i], text.ptr + 100, text.len - 100);
        scene_write(&sc, packers[i].name, one.ptr, one.len);
        scene_write(&sc, packers[i].name, none.ptr, none.len);
        scene_write(&sc, packers[i].name, rest.ptr, rest.len);
        scene_write(&sc, packers[i].name, "\0\0\0\0", 4);     /* padding is silent */
        reads_as(&sc, packers[i].name, packers[i].name, strbuf_view(&text));
        strbuf_release(&one), strbuf_release(&none), strbuf_release(&rest);
    }
    cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
    strbuf_release(&text);
    scene_release(&sc);
}

/* A member that begins wherever a piece of input ends: the next one's first bytes come in two. */
Test(packing, members_that_straddle_pieces_of_input)
{
    struct strbuf text = numbered_lines(3000);
    struct scene sc;
    scene_init(&sc);
    for (size_t i = 0; i < PACKERS; i++) {
        struct strbuf one = packed(&packers[i], text.ptr, 1000), want = {0};
        for (size_t at = 0; at < 400 * 1024; at += one.len) {   /* no multiple of 64 KiB */
            scene_write(&sc, packers[i].name, one.ptr, one.len);
            strbuf_add(&want, text.ptr, 1000);
        }
        reads_as(&sc, packers[i].name, packers[i].name, strbuf_view(&want));
        strbuf_release(&one), strbuf_release(&want);
    }
    cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
    strbuf_release(&text);
    scene_release(&sc);
}

static const struct damage {
    const char *name;
    int cut_off;                        /* so much of the file's end is missing, or 0: */
    int spoilt_at;                      /* the byte so far from the end is another */
    const char *word;
} damages[] = {
    {"cut off", 900, 0, "cut off"},
    {"no end", 3, 0, "cut off"},
    {"spoilt inside", 0, 6000, "damaged"},
};

static void damage(const struct packer *p, const struct strbuf *good, size_t text_len,
                   const struct damage *d)
{
    struct scene sc;
    struct strbuf bad = {0};
    scene_init(&sc);
    strbuf_add(&bad, good->ptr, good->len - (size_t)d->cut_off);
    if (d->spoilt_at)
        bad.ptr[bad.len - (size_t)d->spoilt_at] ^= 0x55;
    scene_write(&sc, "bad.log", bad.ptr, bad.len);
    struct stream *s = stream_open(scene_path(&sc, "bad.log"), &sc.diag);
    struct strbuf all = whole_stream(s);
    cr_expect_gt(all.len, text_len / 4, "%s, %s: %zu bytes", p->name, d->name, all.len);
    cr_expect_eq(all.ptr[0], 'l');
    cr_expect(stream_is_damaged(s), "%s, %s", p->name, d->name);
    cr_expect_eq(sc.diag.errors, 1, "%s, %s", p->name, d->name);
    cr_expect(strstr(sc.told.ptr, d->word), "%s, %s: %s", p->name, d->name, sc.told.ptr);
    cr_expect(strstr(sc.told.ptr, "bad.log"));
    cr_expect_eq(stream_block(s).len, 0);
    cr_expect_eq(sc.diag.errors, 1, "told once");
    strbuf_release(&all), strbuf_release(&bad);
    stream_free(s);
    scene_release(&sc);
}

Test(packing, what_is_readable_of_a_damaged_file_is_read)
{
    struct strbuf text = numbered_lines(60000);
    for (size_t i = 0; i < PACKERS; i++) {
        /* block packings give a block only when it is whole: several members make it fair */
        struct strbuf good = {0};
        for (size_t part = 0; part < 4; part++) {
            struct strbuf one = packed(&packers[i], text.ptr + part * (text.len / 4), text.len / 4);
            strbuf_add(&good, one.ptr, one.len);
            strbuf_release(&one);
        }
        for (size_t k = 0; k < sizeof damages / sizeof *damages; k++)
            damage(&packers[i], &good, text.len, &damages[k]);
        strbuf_release(&good);
    }
    strbuf_release(&text);
}

/* One wrong byte in the third of four members, at many places: what is read is the first two, or,
 * of a cut file, a beginning of the text. */
Test(packing, proven_text_is_what_was_packed)
{
    struct strbuf text = numbered_lines(4000);
    for (size_t i = 0; i < PACKERS; i++) {
        const size_t quarter = text.len / 4;
        struct strbuf good = {0};
        size_t begins[5] = {0};
        for (size_t part = 0; part < 4; part++) {
            struct strbuf one = packed(&packers[i], text.ptr + part * quarter, quarter);
            strbuf_add(&good, one.ptr, one.len);
            begins[part + 1] = good.len;
            strbuf_release(&one);
        }
        for (size_t k = 1; k < 40; k++) {
            size_t at = begins[2] + (begins[3] - begins[2]) * k / 40;
            struct scene sc;
            scene_init(&sc);
            good.ptr[at] ^= 0x24;
            scene_write(&sc, "bad.log", good.ptr, k % 4 ? good.len : begins[2] - 5);
            good.ptr[at] ^= 0x24;
            struct stream *s = stream_open(scene_path(&sc, "bad.log"), &sc.diag);
            struct smtplog_slice front = stream_take(s, 10);
            stream_prove(s);
            struct strbuf all = {0};
            cr_expect_eq(front.len, 10);
            cr_expect_eq(stream_offset(s), 10);
            struct strbuf rest = whole_stream(s);
            strbuf_add(&all, text.ptr, 10);
            strbuf_slice(&all, strbuf_view(&rest));
            cr_expect(slice_starts(strbuf_view(&text), all.ptr), "%s, %zu", packers[i].name, k);
            if (k % 4)
                cr_expect_eq(all.len, 2 * quarter, "%s, %zu: %zu", packers[i].name, k, all.len);
            cr_expect_eq(sc.diag.errors, 1, "%s, %zu: %s", packers[i].name, k, sc.told.ptr);
            strbuf_release(&all), strbuf_release(&rest);
            stream_free(s);
            scene_release(&sc);
        }
        strbuf_release(&good);
    }
    strbuf_release(&text);
}

/* A file that was gone through ahead is trusted if it is sound, and the same still; else it is gone
 * through as ever, and its fault is told once. */
Test(packing, proof_ahead)
{
    struct strbuf text = numbered_lines(40000);
    for (size_t i = 0; i < PACKERS; i++)
        for (int bad = 0; bad < 2; bad++)
            for (int other = 0; other < 2; other++) {
                struct scene sc;
                scene_init(&sc);
                struct strbuf z = packed(&packers[i], text.ptr, text.len);
                if (bad)
                    z.ptr[z.len / 2] ^= 0x24;
                scene_write(&sc, "x", z.ptr, z.len);
                struct proof *p = proof_begin(scene_path(&sc, other ? "." : "x"));
                struct stream *s = stream_open(scene_path(&sc, "x"), &sc.diag);
                cr_expect_eq(!p, other, "what is no file is not gone through");
                proof_end(p, s);
                stream_prove(s);
                struct strbuf all = whole_stream(s);
                if (!bad)
                    cr_expect_str_eq(all.ptr, text.ptr, "%s", packers[i].name);
                cr_expect(slice_starts(strbuf_view(&text), strbuf_text(&all)), "%s", packers[i].name);
                cr_expect_eq(sc.diag.errors, bad, "%s: %s", packers[i].name, sc.told.ptr);
                stream_free(s);
                strbuf_release(&all), strbuf_release(&z);
                scene_release(&sc);
            }
    strbuf_release(&text);
}

/* A proof of one file says nothing of another, nor of what was written since; and ends at once. */
Test(packing, proof_of_another_file)
{
    struct strbuf text = numbered_lines(3000);
    struct scene sc;
    scene_init(&sc);
    struct strbuf z = packed(&packers[0], text.ptr, text.len);
    scene_write(&sc, "good", z.ptr, z.len);
    scene_write(&sc, "turns", z.ptr, z.len);
    z.ptr[z.len / 2] ^= 0x24;
    scene_write(&sc, "bad", z.ptr, z.len);
    struct proof *p = proof_begin(scene_path(&sc, "good"));
    struct stream *s = stream_open(scene_path(&sc, "bad"), &sc.diag);
    proof_end(p, s);
    stream_prove(s);
    struct strbuf all = whole_stream(s);
    cr_expect_eq(sc.diag.errors, 1, "%s", sc.told.ptr);
    stream_free(s);
    strbuf_release(&all);

    p = proof_begin(scene_path(&sc, "turns"));
    usleep(100000);
    char *path = mem_str(scene_path(&sc, "turns"));
    scene_write(&sc, "turns", z.ptr, z.len);
    s = stream_open(path, &sc.diag);
    proof_end(p, s);
    stream_prove(s);
    all = whole_stream(s);
    cr_expect_str_eq(strbuf_text(&all), text.ptr, "the first member is sound, the second is not");
    cr_expect_eq(sc.diag.errors, 2, "%s", sc.told.ptr);
    stream_free(s);
    proof_end(proof_begin(path), NULL);
    free(path);
    strbuf_release(&all), strbuf_release(&z), strbuf_release(&text);
    scene_release(&sc);
}

Test(packing, bytes_behind_are_told)
{
    for (size_t i = 0; i < PACKERS; i++) {
        struct scene sc;
        scene_init(&sc);
        struct strbuf z = packed(&packers[i], "one\n", 4);
        scene_write(&sc, "x", z.ptr, z.len);
        scene_write(&sc, "x", "two\n", 4);
        struct stream *s = stream_open(scene_path(&sc, "x"), &sc.diag);
        struct strbuf all = whole_stream(s);
        cr_expect_str_eq(all.ptr, "one\n");
        char *says = mem_fmt("not %s follow", packers[i].name);
        cr_expect(strstr(sc.told.ptr, says), "%s", sc.told.ptr);
        free(says);
        strbuf_release(&all), strbuf_release(&z);
        stream_free(s);
        scene_release(&sc);
    }
}

Test(packing, left_before_its_end)
{
    struct strbuf text = numbered_lines(200000);
    for (size_t i = 0; i < PACKERS; i++) {
        struct scene sc;
        struct strbuf z = packed(&packers[i], text.ptr, text.len);
        scene_init(&sc);
        scene_write(&sc, "long", z.ptr, z.len);
        struct stream *s = stream_open(scene_path(&sc, "long"), &sc.diag);
        cr_expect_gt(stream_block(s).len, 0);
        stream_free(s);
        strbuf_release(&z);
        scene_release(&sc);
    }
    strbuf_release(&text);
}

Test(packing, gzip_header_time_is_evidence)
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

#ifdef SMTPLOG_ZSTD
/* pzstd puts a skippable frame in front of each frame (RFC 8878 section 3.1.2). */
Test(packing, zstd_skippable_frames)
{
    static const char frame[] = "\x50\x2a\x4d\x18\x04\0\0\0what";
    struct strbuf text = numbered_lines(300), z = packed(&packers[1], text.ptr, text.len);
    struct scene sc;
    scene_init(&sc);
    scene_write(&sc, "p", frame, sizeof frame - 1);
    scene_write(&sc, "p", z.ptr, z.len);
    scene_write(&sc, "p", frame, sizeof frame - 1);
    reads_as(&sc, "p", "zstd", strbuf_view(&text));
    cr_expect_eq(sc.told.len, 0, "%s", sc.told.ptr);
    strbuf_release(&text), strbuf_release(&z);
    scene_release(&sc);
}
#endif

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

static void through_a_pipe(const char *packing, const char *bytes, size_t len, struct smtplog_slice text)
{
    struct diag diag = {0};
    pipe_in(bytes, len);
    struct stream *s = stream_open("-", &diag);
    cr_assert_not_null(s);
    cr_expect_eq(stream_facts(s)->packing == NULL, packing == NULL);
    cr_expect(stream_facts(s)->is_stdin);
    cr_expect(slice_eq(stream_head(s), slice_head(text, STREAM_HEAD_MAX)));
    cr_expect_eq(stream_skip(s, 21), 0);
    struct strbuf all = whole_stream(s);
    cr_expect(slice_eq(strbuf_view(&all), slice_from(text, 21)), "%s", packing ? packing : "plain");
    strbuf_release(&all);
    stream_free(s);
}

Test(packing, standard_input)
{
    struct strbuf text = numbered_lines(300);
    through_a_pipe(NULL, text.ptr, text.len, strbuf_view(&text));
    for (size_t i = 0; i < PACKERS; i++) {
        struct strbuf z = packed(&packers[i], text.ptr, text.len);
        through_a_pipe(packers[i].name, z.ptr, z.len, strbuf_view(&text));
        strbuf_release(&z);
    }
    strbuf_release(&text);
}
