/* Logs whose newest record stands first, and ordinary ones. */
#include "input_scene.h"

#include "frame/newest.h"

#include <smtplog/scan.h>
#include <unistd.h>

static struct strbuf rest_of(struct stream *s)
{
    struct strbuf all = {0};
    struct smtplog_slice block;
    strbuf_str(&all, "");
    while ((block = stream_block(s)).len)
        strbuf_slice(&all, block);
    return all;
}

#define AT(time, words) "Nov 22 " time " mx1 postfix/smtpd[71]: " words "\n"

static const struct { const char *text, *turned; } rows[] = {
    {AT("10:00:03", "c") AT("10:00:02", "b") AT("10:00:01", "a"),
     AT("10:00:01", "a") AT("10:00:02", "b") AT("10:00:03", "c")},
    {AT("10:00:01", "a") AT("10:00:02", "b") AT("10:00:03", "c"), NULL},
    {AT("10:00:01", "a") AT("10:00:01", "b") AT("10:00:01", "c"), NULL},
    {AT("10:00:02", "a") AT("10:00:01", "b"), NULL},        /* two clocks differ */
    {AT("10:00:03", "a") AT("10:00:02", "b") AT("10:00:04", "c") AT("10:00:01", "d"), NULL},
    /* over New Year; without an end of the last line */
    {"Jan  1 00:00:01 mx1 a: c\nDec 31 23:59:59 mx1 a: b\nDec 31 23:59:58 mx1 a: a",
     "Dec 31 23:59:58 mx1 a: a\nDec 31 23:59:59 mx1 a: b\nJan  1 00:00:01 mx1 a: c\n"},
    {"Dec 31 23:59:58 mx1 a: a\nDec 31 23:59:59 mx1 a: b\nJan  1 00:00:01 mx1 a: c\n", NULL},
    /* a page's table with its head; lines that belong to the one before, which speak of other times */
    {"time | what\n31.1.2026, 10:00:03 | info | c\n31.1.2026, 10:00:02 | info | b\n"
     "31.1.2026, 10:00:01 | info | a\n",
     "time | what\n31.1.2026, 10:00:01 | info | a\n31.1.2026, 10:00:02 | info | b\n"
     "31.1.2026, 10:00:03 | info | c\n"},
    {AT("10:00:03", "c") "  Date: Sat, 22 Nov 2026 12:00:00\n" AT("10:00:02", "b") AT("10:00:01", "a") "   z\n",
     AT("10:00:01", "a") "   z\n" AT("10:00:02", "b") AT("10:00:03", "c") "  Date: Sat, 22 Nov 2026 12:00:00\n"},
    /* stamps inside of a line, and at its end */
    {"\"Nov 22, 2026 @ 10:00:03.000\",c\n\"Nov 22, 2026 @ 10:00:02.000\",b\n\"Nov 22, 2026 @ 10:00:01.000\",a\n",
     "\"Nov 22, 2026 @ 10:00:01.000\",a\n\"Nov 22, 2026 @ 10:00:02.000\",b\n\"Nov 22, 2026 @ 10:00:03.000\",c\n"},
    {"msg=c ts=2026-11-22T10:00:03Z\nmsg=b ts=2026-11-22T10:00:02Z\nmsg=a ts=2026-11-22T10:00:01Z\n",
     "msg=a ts=2026-11-22T10:00:01Z\nmsg=b ts=2026-11-22T10:00:02Z\nmsg=c ts=2026-11-22T10:00:03Z\n"},
    /* JSON: a line each, or wherever it stands; what it says of the whole is no record */
    {"{\"t\":1795349103,\"m\":\"c\"}\n{\"t\":1795349102,\"m\":\"b\"}\n{\"t\":1795349101,\"m\":\"a\"}\n",
     "{\"t\":1795349101,\"m\":\"a\"}\n{\"t\":1795349102,\"m\":\"b\"}\n{\"t\":1795349103,\"m\":\"c\"}\n"},
    {"{\"took\": 3, \"hits\": [{\"t\": \"2026-11-22T10:00:03Z\"},\n {\"t\": \"2026-11-22T10:00:02Z\"}, {\"no\": 1},"
     " {\"t\": \"2026-11-22T10:00:01Z\"}]}",
     "{\"t\": \"2026-11-22T10:00:01Z\"}\n{\"no\": 1}\n{\"t\": \"2026-11-22T10:00:02Z\"}\n{\"t\": \"2026-11-22T10:00:03Z\"}\n"},
    {"{\"result\": [{\"stream\": {}, \"values\": [[\"1795349103000000000\", \"c\"], [\"1795349102000000000\", \"b\"],"
     " [\"1795349101000000000\", \"a\"]]}]}",
     "[\"1795349101000000000\", \"a\"]\n[\"1795349102000000000\", \"b\"]\n[\"1795349103000000000\", \"c\"]\n"},
    /* records of several lines: what parts them stays between them */
    {"__CURSOR=s=2\n__REALTIME_TIMESTAMP=1795349103000000\nMESSAGE=c\n\n"
     "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795349102000000\nMESSAGE=b\n\n__CURSOR=s=0\n"
     "__REALTIME_TIMESTAMP=1795349101000000\nMESSAGE=a\n",
     "__CURSOR=s=0\n__REALTIME_TIMESTAMP=1795349101000000\nMESSAGE=a\n\n__CURSOR=s=1\n"
     "__REALTIME_TIMESTAMP=1795349102000000\nMESSAGE=b\n\n"
     "__CURSOR=s=2\n__REALTIME_TIMESTAMP=1795349103000000\nMESSAGE=c\n\n"},
    {"---\nlog: c\ntime: '2026-11-22T10:00:03Z'\n---\nlog: b\ntime: '2026-11-22T10:00:02Z'\n---\n"
     "log: a\ntime: '2026-11-22T10:00:01Z'\n",
     "---\nlog: a\ntime: '2026-11-22T10:00:01Z'\n---\nlog: b\ntime: '2026-11-22T10:00:02Z'\n---\n"
     "log: c\ntime: '2026-11-22T10:00:03Z'\n"},
    {"no stamp\nat all\n", NULL},
    {"", NULL},
};

/* As a file, as one that is sought in afterwards, and through a pipe. */
Test(newest, every_row)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scene sc;
        const char *want = rows[i].turned ? rows[i].turned : rows[i].text;
        char bytes[8] = "";
        int ends[2];
        scene_init(&sc);
        scene_write(&sc, "log", rows[i].text, strlen(rows[i].text));
        struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
        cr_expect_eq(newest_turn(s), rows[i].turned ? NEWEST_TURNED : NEWEST_LAST, "row %zu", i);
        cr_expect_eq(stream_facts(s)->size, strlen(want), "row %zu", i);
        cr_expect_eq(stream_head(s).len, strlen(want));
        if (*want) {
            cr_expect_eq(stream_peek(s, 3, bytes, 5), 5);
            cr_expect_eq(memcmp(bytes, want + 3, 5), 0, "row %zu", i);
        }
        struct strbuf all = rest_of(s);
        cr_expect_str_eq(strbuf_text(&all), want, "row %zu: %s", i, strbuf_text(&all));
        if (*want) {
            cr_expect_eq(stream_rewind(s), 0);
            cr_expect_eq(stream_skip(s, 3), 0);
            cr_expect_eq(stream_take(s, 1).ptr[0], want[3], "row %zu", i);
        }
        strbuf_release(&all);
        stream_free(s);
        cr_assert_eq(pipe(ends), 0);
        cr_assert_eq(write(ends[1], rows[i].text, strlen(rows[i].text)), (ssize_t)strlen(rows[i].text));
        close(ends[1]);
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        s = stream_open("-", &sc.diag);
        newest_turn(s);
        all = rest_of(s);
        cr_expect_str_eq(strbuf_text(&all), want, "row %zu, piped: %s", i, strbuf_text(&all));
        strbuf_release(&all);
        stream_free(s);
        scene_release(&sc);
    }
}

/* What is longer than memory may be is read as it stands, whole, from a file or a pipe. */
Test(newest, too_long_a_text_is_as_it_was)
{
    struct scene sc;
    struct strbuf text = {0};
    scene_init(&sc);
    for (long t = 1795349100; text.len < 70000; t--)
        strbuf_fmt(&text, "%ld mx1 postfix/smtpd[71]: a\n", t);
    scene_write(&sc, "log", text.ptr, text.len);
    struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
    cr_expect_null(stream_hold(s, 60000).ptr);
    struct strbuf all = rest_of(s);
    cr_expect_eq(all.len, text.len);
    cr_expect_eq(memcmp(all.ptr, text.ptr, all.len), 0);
    strbuf_release(&all);
    stream_free(s);
    cr_assert_not_null(freopen(scene_path(&sc, "log"), "r", stdin));
    s = stream_open("-", &sc.diag);             /* as through a pipe: it is not sought in */
    cr_expect_null(stream_hold(s, 60000).ptr);
    all = rest_of(s);
    cr_expect_eq(all.len, text.len);
    cr_expect_eq(memcmp(all.ptr, text.ptr, all.len), 0);
    strbuf_release(&all), strbuf_release(&text);
    stream_free(s);
    scene_release(&sc);
}
