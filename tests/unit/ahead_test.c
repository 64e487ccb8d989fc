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
