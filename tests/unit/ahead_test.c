/* What was found of a line ahead (ingest/ahead.h) is that line's alone: its place is used again by
 * lines further on, which must never be taken for it, however long the line between them is. */
#include "ingest/ahead.h"

#include "frame/ahead.h"
#include "input_scene.h"

#include <string.h>
#include <unistd.h>

enum { LINE = 128, LINES = 40 };        /* each line is a block of its own */

static struct strbuf lines_for(unsigned count)
{
    struct strbuf text = {0};
    for (unsigned i = 1; i <= count; i++) {
        strbuf_fmt(&text, "2026-11-22T10:00:%02uZ mx1 postfix/smtpd[9]: warning: number %u ", i, i);
        while (text.len % LINE != LINE - 1)
            strbuf_str(&text, "x");
        strbuf_str(&text, "\n");
    }
    return text;
}

/* The next block's line, and time for the helpers to look at all that they have. */
static struct smtplog_slice next_line(struct line_feed *feed, useconds_t wait)
{
    struct smtplog_slice block = feed->next(feed->from);
    cr_assert_eq(block.len, LINE);
    usleep(wait);
    return slice_of(block.ptr, block.len - 1);
}

/* Keeps what was found of the second line and goes on without a look at others, as a line does
 * that is longer than all blocks; -> how many times its place held another line's. */
static size_t go_past(struct ahead *a, size_t helpers, useconds_t wait)
{
    struct line_feed feed = ahead_feed(a);
    const struct dispatch_answer *answer;
    struct record record = {.line.number = 2};
    size_t again = 0;

    next_line(&feed, wait);
    struct smtplog_slice text = next_line(&feed, wait);
    record.ahead = feed.ahead(feed.from, text, 2);
    if (!record.ahead)
        return 0;                       /* no helper had looked at it */
    cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_FOUND);
    next_line(&feed, wait);
    cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_FOUND, "one line behind");
    for (unsigned line = 4; line <= LINES; line++) {
        next_line(&feed, wait);
        again += (line - 2) % (2 * helpers + 3) == 0;
        cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_LOST, "line %u is taken for 2", line);
    }
    return again;
}

Test(ahead, a_place_used_again_is_another_lines)
{
    struct scene sc;
    struct strbuf text = lines_for(LINES);

    scene_init(&sc);
    scene_write(&sc, "log", text.ptr, text.len);
    struct registry *registry = registry_new(&sc.diag);
    for (size_t helpers = 1; helpers <= 3; helpers++) {
        size_t again = 0;
        /* helpers may be late: then there was nothing to be mixed up */
        for (useconds_t wait = 200; !again && wait < 200000; wait *= 2) {
            struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
            struct ahead *a = ahead_new(s, registry, NULL, helpers, LINE);
            again = go_past(a, helpers, wait);
            ahead_free(a);
            stream_free(s);
        }
        cr_expect(again > 1, "%zu helpers looked at nothing", helpers);
    }
    registry_free(registry);
    strbuf_release(&text);
    scene_release(&sc);
}

/* The lines of one block, each of LINE bytes, as their turn comes; -> what was found of the first
 * one. */
static const struct line_ahead *take_lines(struct line_feed *feed, unsigned first)
{
    struct smtplog_slice block = feed->next(feed->from);
    const struct line_ahead *found = NULL;

    for (unsigned i = 0; i < block.len / LINE; i++) {
        const struct smtplog_slice text = slice_of(block.ptr + i * LINE, LINE - 1);
        const struct line_ahead *l = feed->ahead(feed->from, text, first + i);
        found = i ? found : l;
    }
    return found;
}

static void check_alone(const struct strbuf *text, size_t block,
                        void (*check)(struct ahead *a, struct line_feed *feed))
{
    struct scene sc;
    scene_init(&sc);
    scene_write(&sc, "log", text->ptr, text->len);
    struct registry *registry = registry_new(&sc.diag);
    struct stream *s = stream_open(scene_path(&sc, "log"), &sc.diag);
    struct ahead *a = ahead_new(s, registry, NULL, 0, block);
    struct line_feed feed = ahead_feed(a);
    check(a, &feed);
    ahead_free(a);
    stream_free(s);
    registry_free(registry);
    scene_release(&sc);
}

/* The answer points into bytes of the stream: once these are gone it is not to be used. */
static void check_gone(struct ahead *a, struct line_feed *feed)
{
    const struct dispatch_answer *answer;
    struct record record = {.line.number = 1};

    record.ahead = take_lines(feed, 1);
    cr_assert_not_null(record.ahead);
    cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_FOUND);
    cr_assert_not_null(feed->next(feed->from).ptr);
    cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_ALTERED);
    cr_expect_str_eq(answer->by->name, "postfix");
}

Test(ahead, without_helpers_an_answer_lasts_as_long_as_the_bytes)
{
    struct strbuf text = lines_for(4);
    check_alone(&text, (size_t)2 * LINE, check_gone);
    strbuf_release(&text);
}

/* A record waits for all lines that go on with it, more than a batch has. */
static void check_headers(struct ahead *a, struct line_feed *feed)
{
    const struct dispatch_answer *answer;
    struct record record = {.line.number = 1, .altered = 1};

    record.ahead = take_lines(feed, 1);
    cr_assert_not_null(record.ahead);
    cr_expect_eq(ahead_of(a, &record, &answer), AHEAD_ALTERED);
}

Test(ahead, without_helpers_a_record_waits_for_its_headers)
{
    struct strbuf text = lines_for(1);
    for (unsigned i = 0; i < 100; i++)
        strbuf_fmt(&text, "  X-Header: %-*u\n", LINE - 13, i);
    cr_assert_eq(text.len, 101 * LINE);
    check_alone(&text, AHEAD_BLOCK, check_headers);
    strbuf_release(&text);
}
