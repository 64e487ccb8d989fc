/* The loop over one source. A checkpoint is sent on only when nothing of the lines before it is
 * still open. */
#include "ingest/reader.h"

#include "base/hash.h"
#include "base/secret.h"
#include "base/units.h"
#include "input/lines.h"
#include "ingest/misread.h"
#include "plugin/dispatch.h"

#include <stdlib.h>

/* A checkpoint is due after this many lines even where nothing fails; and lines without any time
 * stamp that are read before a file is given up as no log. */
enum { LINES_A_CHECKPOINT = 1000000, LINES_WITHOUT_SENSE = 2000, LINES_A_GLANCE = 2048 };
/* The last line is kept for "last message repeated" if it is no longer than this. */
enum { LAST_LINE_MOST = 4096 };
/* A plain file untouched for this long has no line in writing. */
enum { AT_REST = DAY };

struct reading {
    struct run *run;
    struct stream *stream;
    struct lines lines;
    struct framer *framer;
    struct dispatch *dispatch;
    struct source source;
    struct jump_watch jumps;
    struct misread misread;
    uint64_t lines_at_checkpoint, passed_over;
    uint64_t file;                      /* what tells this source from others */
    struct ingest_totals before;        /* the run's, when this source began */
};

static const struct frame_judge *judge_of(struct run *run)
{
    if (!run->scout) {
        run->scout = dispatch_new(run->options->registry, run->only);
        run->judge = dispatch_judge(run->scout);
    }
    return &run->judge;
}

/* `wrapping`: the name of the plan that the source was read by before, or NULL. */
static struct frame_options frame_options_of(struct run *run, struct stream *stream,
                                             const char *wrapping)
{
    const struct ingest_options *o = run->options;
    const struct stream_facts *facts = stream_facts(stream);
    struct frame_options options = {
        .now = o->now, .anchor = facts->written, .year = o->year, .host = o->host,
    };
    if ((!wrapping || !unwrap_named(&options.plan, slice_str(wrapping))) &&
        !frame_plan(stream, judge_of(run), &options.plan))
        options.judge = judge_of(run);
    options.first_year = frame_first_year(stream, &options.plan, facts->written, o->now);
    return options;
}

int64_t reader_first_time(struct run *run, const char *path)
{
    struct diag silent = {0};
    struct stream *stream = stream_open(path, &silent);
    struct lines lines;
    struct record record;
    int64_t first = INT64_MAX;

    if (!stream)
        return first;
    struct frame_options frame = frame_options_of(run, stream, NULL);
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
    stream_free(stream);
    return first;
}

/* A source that was read before goes on where it stood. */
static void resume(struct reading *r)
{
    struct frame_options options = frame_options_of(r->run, r->stream, r->source.wrapping);
    struct smtplog_slice saved = strbuf_view(&r->source.framer);
    struct framer_state state;

    r->framer = framer_new(&options);
    if (saved.len < sizeof state)
        return;
    memcpy(&state, saved.ptr, sizeof state);
    framer_restore(r->framer, &state);
    framer_restore_last(r->framer, slice_from(saved, sizeof state));
}

static void tell_progress(struct reading *r)
{
    struct run *run = r->run;
    if (!run->options->progress)
        return;
    run->progress.bytes = run->bytes_before + stream_raw_read(r->stream);
    run->progress.lines = run->totals.lines + r->source.line_no;
    run->progress.events = run->totals.events;
    run->options->progress(run->options->progress_to, &run->progress);
}

/* The plan is the source's from now on. */
static void note_plan(struct reading *r)
{
    struct unwrap_plan plan;
    struct strbuf name = {0};
    if (r->source.wrapping || !framer_plan(r->framer, &plan))
        return;
    unwrap_name(&name, &plan);
    r->source.wrapping = strbuf_steal(&name);
}

static int checkpoint(struct reading *r, int at_end)
{
    struct smtplog_slice last = framer_last(r->framer);
    struct framer_state state;

    framer_save(r->framer, &state);
    strbuf_clear(&r->source.framer);
    strbuf_add(&r->source.framer, (const char *)&state, sizeof state);
    if (last.len <= LAST_LINE_MOST)
        secret_mask(&r->source.framer, last);
    note_plan(r);
    r->lines_at_checkpoint = r->source.line_no;
    if (at_end)
        correlate_end(r->run->correlator, 0);
    return r->run->outlet.checkpoint(r->run->outlet.to, &r->source, at_end);
}

/* Told before the record that proves it is heard, so both are in one batch. */
static void watch_clock(struct reading *r, const struct record *record)
{
    const struct outlet *o = &r->run->outlet;
    struct jump jump;
    if (jump_see(&r->jumps, record->line.host, record->line.time, record->line.number, &jump) &&
        o->jump)
        o->jump(o->to, &jump);
}

static void end_watch(struct reading *r)
{
    const struct outlet *o = &r->run->outlet;
    struct jump jump;
    while (jump_end(&r->jumps, &jump))
        if (o->jump)
            o->jump(o->to, &jump);
    jump_release(&r->jumps);
}

/* What the record's parser says of it, into the correlator. */
static void hear(struct reading *r, const struct record *record)
{
    struct run *run = r->run;
    struct source *source = &r->source;
    struct smtplog_event said;
    const struct smtplog_parser *parser;

    if (run->outlet.wants && !run->outlet.wants(run->outlet.to, &record->line)) {
        r->passed_over++;
        return;
    }
    switch (dispatch_parse(r->dispatch, &record->line, &said, &parser)) {
    case SMTPLOG_SAID: {
        struct correlate_record heard = {
            .line = &record->line, .said = &said, .mta = slice_str(parser->name),
            .source = slice_str(source->name), .micros = record->micros,
            .digits = record->digits, .file = r->file, .times = record->times,
        };
        correlate(run->correlator, &heard);
    }   /* fall through */
    case SMTPLOG_QUIET:
        source->recognised++;
        break;
    case SMTPLOG_STRANGE:
        source->strange++;
        run->outlet.strange(run->outlet.to, &record->line, STRANGE_FAILURE);
        break;
    case SMTPLOG_UNKNOWN:
        source->unknown++;
        run->outlet.strange(run->outlet.to, &record->line, STRANGE_FORM);
        break;
    default:
        if (misread_wrapped(&r->misread, &record->line, run->options->registry))
            source->unknown++;
        else
            source->foreign++;
        return;
    }
    if (!source->format)
        source->format = strdup(parser->name);
    if (!source->host && record->line.host.len)
        source->host = strndup(record->line.host.ptr, record->line.host.len);
    if (!source->first_time || record->line.time < source->first_time)
        source->first_time = record->line.time;
    if (record->line.time > source->last_time)
        source->last_time = record->line.time;
}

/* Reads records until the source's present end.  -1: the outlet failed. */
static int walk(struct reading *r)
{
    struct source *source = &r->source;
    struct record record;
    enum frame_result result;

    while ((result = framer_next(r->framer, &r->lines, FRAME_FINISH, &record)) != FRAME_END) {
        if (result == FRAME_RECORD)
            watch_clock(r, &record), hear(r, &record);
        else
            source->unframed++, misread_unframed(&r->misread, &record.line,
                                                 r->run->options->registry);
        source->offset = record.end_offset;
        source->line_no = source->lines = record.end_line;
        if (source->unframed >= LINES_WITHOUT_SENSE && source->unframed == source->line_no)
            return 0;
        if ((source->line_no & 4095) == 0)
            tell_progress(r);
        if (record.unfinished)
            continue;
        if (r->run->outlet.is_full(r->run->outlet.to) ||
            source->line_no - r->lines_at_checkpoint >= LINES_A_CHECKPOINT) {
            if (checkpoint(r, 0) != 0)
                return -1;
        }
        if (r->run->options->stop && *r->run->options->stop)
            return 0;
    }
    return 0;
}

static int is_stopped(const struct run *run)
{
    return run->options->stop && *run->options->stop;
}

/* Did a parser know any of its lines, now or before? */
static int is_mail_log(const struct reading *r)
{
    return r->source.recognised || r->source.strange;
}

/* Says what is odd about a source that was read. */
static void remark(struct reading *r, unsigned flags, uint64_t lines)
{
    struct diag *diag = r->run->options->diag;
    const char *name = r->source.name;
    char *known;

    if (r->lines.cut)
        diag_warning_n(diag, "%s: %llu line of more than %d bytes was cut",
                       "%s: %llu lines of more than %d bytes were cut", r->lines.cut, name,
                       (unsigned long long)r->lines.cut, LINE_MAX_BYTES);
    if (is_mail_log(r))
        misread_tell(&r->misread, diag, name);
    if (lines == 0 || is_mail_log(r) || r->passed_over || !(flags & READER_GIVEN) ||
        is_stopped(r->run))
        return;
    known = registry_names(r->run->options->registry);
    if (r->misread.tagged)
        diag_error(diag, "%s: not read: %llu lines are a mail server's, in a wrapping that is not "
                         "known; "
                   "the first is line %llu", name, (unsigned long long)r->misread.tagged,
                   (unsigned long long)r->misread.first_tagged);
    else if (r->source.unframed == r->source.line_no)
        diag_error(diag, "%s: no mail log: none of the first %llu lines begins with a time stamp",
                   name, (unsigned long long)r->source.line_no);
    else
        diag_error(diag, "%s: no line of a known mail server (%s) in %llu lines", name, known,
                   (unsigned long long)r->source.line_no);
    free(known);
}

/* Only mail logs count: the database knows of no others. */
static void add_up(struct reading *r, const struct source *was, uint64_t line_no)
{
    struct ingest_totals *t = &r->run->totals;
    if (!is_mail_log(r) && !r->passed_over)
        return;
    if (r->source.line_no == line_no && line_no)
        t->unchanged++;                 /* a copy of a log that is read already, or nothing new */
    else
        t->files++;
    t->lines += r->source.line_no - line_no;
    t->recognised += r->source.recognised - was->recognised;
    t->strange += r->source.strange - was->strange;
    t->foreign += r->source.foreign - was->foreign;
    t->unframed += r->source.unframed - was->unframed;
    t->unknown += r->source.unknown - was->unknown;
    t->passed_over += r->passed_over;
}

/* The source is open and its place known: reads on from there. */
static int read_on(struct reading *r, unsigned flags)
{
    const struct stream_facts *facts = stream_facts(r->stream);
    struct source was = r->source;
    int growing = facts->can_seek && !(flags & READER_WHOLE) &&
                  r->run->options->now - facts->mtime_ns / 1000000000 < AT_REST;

    resume(r);
    if (stream_skip(r->stream, r->source.offset) != 0)
        return 0;       /* an older, shorter state of what was read already */
    lines_of_stream(&r->lines, r->stream, r->source.line_no, growing);
    r->lines_at_checkpoint = r->source.line_no;
    int failed = walk(r);
    end_watch(r);
    if (failed == 0 && is_mail_log(r)) {
        misread_give(&r->misread, &r->run->outlet, r->source.last_time);
        int at_end = !is_stopped(r->run);
        if (at_end && !stream_is_damaged(r->stream)) {
            r->source.size = (int64_t)facts->size;
            r->source.mtime_ns = facts->mtime_ns;
            r->source.complete = facts->packing != NULL;
        }
        failed = checkpoint(r, at_end);
    }
    if (failed == 0)
        remark(r, flags, r->source.line_no - was.line_no);
    add_up(r, &was, was.line_no);
    misread_release(&r->misread);
    lines_release(&r->lines);
    return failed;
}

int reader_run(struct run *run, const char *path, unsigned flags)
{
    struct reading r = {.run = run};
    int failed = 0;

    r.stream = stream_open(path, run->options->diag);
    if (!r.stream)
        return 0;
    r.source.name = strdup(path);
    switch (run->outlet.begin(run->outlet.to, r.stream, &r.source)) {
    case OUTLET_SKIP:
        run->totals.unchanged++;
        break;
    case OUTLET_FAILED:
        failed = -1;
        break;
    case OUTLET_READ:
        r.file = r.source.identity ? r.source.identity
               : hash_bytes(r.source.name, strlen(r.source.name), 0);
        r.dispatch = dispatch_new(run->options->registry, run->only);
        failed = read_on(&r, flags);
        dispatch_free(r.dispatch);
        framer_free(r.framer);
    }
    run->bytes_before += stream_facts(r.stream)->size;
    stream_free(r.stream);
    source_release(&r.source);
    return failed;
}
