/* glance.c - what is to be known of a source before its lines are read: what they are wrapped in,
 * in which year they begin, whose host they are of, and which source begins first. */
#include "ingest/glance.h"

#include "frame/newest.h"
#include "input/lines.h"
#include "plugin/dispatch.h"
#include "store/channel.h"

enum { LINES_A_GLANCE = 2048 };

/* Parsers of its own: to look at a line must not change what the run's own remember. */
static const struct frame_judge *judge_of(struct run *run)
{
    if (!run->scout) {
        run->scout = dispatch_new(run->options->registry, run->only);
        run->judge = dispatch_judge(run->scout);
    }
    return &run->judge;
}

struct frame_options glance_options(struct run *run, struct stream *stream,
                                          const char *wrapping)
{
    const struct ingest_options *o = run->options;
    const struct stream_facts *facts = stream_facts(stream);
    struct frame_options options = {
        .now = o->now, .anchor = facts->written, .year = o->year, .host = o->host,
    };
    strbuf_clear(&run->host);
    if (!o->host && channel_host(&run->host, facts->name))
        options.host = strbuf_text(&run->host);
    if ((!wrapping || !unwrap_named(&options.plan, slice_str(wrapping))) &&
        !frame_plan(stream, judge_of(run), &options.plan))
        options.judge = judge_of(run);
    options.first_year = frame_first_year(stream, &options.plan, facts->written, o->now);
    return options;
}

/* Reads until a record says its time. */
static int64_t first_of(struct run *run, struct stream *stream)
{
    struct lines lines;
    struct record record;
    int64_t first = INT64_MAX;

    newest_turn(stream);
    struct frame_options frame = glance_options(run, stream, NULL);
    struct framer *framer = framer_new(&frame);
    lines_of_stream(&lines, stream, 0, 0);
    for (int i = 0; i < LINES_A_GLANCE && first == INT64_MAX; i++) {
        enum frame_result result = framer_next(framer, &lines, FRAME_FINISH, &record);
        if (result == FRAME_END)
            break;
        if (result == FRAME_RECORD)
            first = record.line.time;
    }
    lines_release(&lines);
    framer_free(framer);
    return first;
}

int64_t glance_first_time(struct run *run, const char *path)
{
    const struct outlet *outlet = &run->outlet;
    struct diag silent = {0};
    struct stream *stream = stream_open(path, &silent);
    int64_t first = INT64_MAX;

    if (!stream)
        return first;
    if (outlet->first_time)
        first = outlet->first_time(outlet->to, stream);
    if (first == INT64_MAX)
        first = first_of(run, stream);
    stream_free(stream);
    return first;
}
