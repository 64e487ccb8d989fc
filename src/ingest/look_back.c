/* Two lines of one failure follow each other closely, so few bytes are enough. */
#include "ingest/look_back.h"

#include "input/lines.h"

enum { LOOK_BACK_MOST = 4096 };

static struct smtplog_slice next_of_bytes(void *from)
{
    struct smtplog_slice *rest = from, all = *rest;
    *rest = slice_from(*rest, rest->len);
    return all;
}

/* The whole lines before the offset, in `buf`. */
static struct smtplog_slice lines_before(const struct stream *s, uint64_t offset,
                                         char buf[LOOK_BACK_MOST])
{
    uint64_t want = offset < LOOK_BACK_MOST ? offset : LOOK_BACK_MOST;
    ssize_t n = want ? stream_peek(s, offset - want, buf, (size_t)want) : 0;
    struct smtplog_slice text = slice_of(buf, n > 0 ? (size_t)n : 0), cut;
    if (want < offset && !scan_until(&text, '\n', &cut))
        text.len = 0;
    return text;
}

void look_back(const struct stream *s, uint64_t offset, const struct frame_options *options,
               const struct framer_state *state, struct dispatch *d)
{
    char buf[LOOK_BACK_MOST];
    struct smtplog_slice text = lines_before(s, offset, buf);
    const struct line_feed feed = {.next = next_of_bytes, .from = &text};
    const struct smtplog_parser *by;
    struct smtplog_event event;
    struct lines lines;
    struct record record;
    enum frame_result result;

    if (!text.len)
        return;
    struct framer *f = framer_new(options);
    framer_restore(f, state);
    lines_init(&lines, feed, 0, 0, 0);
    while ((result = framer_next(f, &lines, FRAME_FINISH, &record)) != FRAME_END)
        if (result == FRAME_RECORD)
            dispatch_parse(d, &record.line, &event, &by);
    lines_release(&lines);
    framer_free(f);
}
