/* The loop over one source. A checkpoint is sent on only when nothing of the lines before it is
 * still open. */
#include "ingest/reader.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/units.h"
#include "ingest/ahead.h"
#include "ingest/glance.h"
#include "ingest/look_back.h"
#include "ingest/reading.h"
#include "input/proof.h"
#include "plugin/dispatch.h"

#include <stdlib.h>
#include <time.h>

/* A checkpoint is due after this many lines even where nothing fails; and lines without any time
 * stamp that are read before a file is given up as no log. */
enum { LINES_A_CHECKPOINT = 1000000, ENTRIES_A_CHECKPOINT = 20000, LINES_WITHOUT_SENSE = 2000 };
enum { SAFE_MS = 1000 };
/* A plain file untouched for this long has no line in writing. */
enum { AT_REST = DAY };

static int is_stopped(const struct run *run)
{
    return run->options->stop && *run->options->stop;
}

/* A source that was read before goes on where it stood. */
static void resume(struct reading *r)
{
    struct frame_options options = glance_options(r->run, r->stream, r->source.wrapping);
    struct smtplog_slice saved = strbuf_view(&r->source.framer);
    struct framer_state state;

    r->framer = framer_new(&options);
    if (saved.len < sizeof state)
        return;
    memcpy(&state, saved.ptr, sizeof state);
    framer_restore(r->framer, &state);
    framer_restore_last(r->framer, slice_from(saved, sizeof state));
    look_back(r->stream, r->source.offset, &options, &state, r->hearing.dispatch);
}

/* Bytes as they lie on the disk: of a packed file nobody knows how many the text will have. */
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

/* Told before the record that proves it is heard, so both are in one batch. */
static void watch_clock(struct reading *r, const struct record *record)
{
    const struct outlet *o = &r->run->outlet;
    struct jump jump;
    if (jump_see(&r->jumps, record->line.host, record->line.time, record->line.number, &jump) &&
        o->jump)
        o->jump(o->to, &jump);
}

/* Jumps that no later line decided are told as they stand. */
static void end_watch(struct reading *r)
{
    const struct outlet *o = &r->run->outlet;
    struct jump jump;
    while (jump_end(&r->jumps, &jump))
        if (o->jump)
            o->jump(o->to, &jump);
    jump_release(&r->jumps);
}

/* Did a parser know any of its lines, now or before? */
static int is_mail_log(const struct reading *r)
{
    return r->source.recognised || r->source.strange || r->source.like;
}

/* How much of the bytes that are known from another source is gone through once more, to know
 * where in it we are. */
enum { LOOK_BACK = 64 * 1024 };

/* Does it stand in what is known from another source?  Of several records of one line all but the
 * last are told as read up to the line before theirs. */
static int is_known(const struct reading *r, const struct record *record)
{
    const uint64_t until = r->source.known_until;
    return record->end_offset < until ||
           (record->end_offset == until && record->line.number <= record->end_line);
}

/* One record, or a line that is none. */
static void take(struct reading *r, enum frame_result result, const struct record *record)
{
    if (is_known(r, record)) {
        r->known_lines = record->end_line;
        if (result == FRAME_RECORD && record->end_offset + LOOK_BACK > r->source.known_until)
            hear_again(&r->hearing, record);
        return;
    }
    if (result == FRAME_RECORD)
        watch_clock(r, record), hear(&r->hearing, record);
    else
        r->source.unframed++, misread_unframed(&r->misread, &record->line,
                                               r->run->options->registry);
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The most lines that are read before what they said is made safe; a journal's place is kept with
 * the cursor of every entry since. */
static uint64_t lines_a_checkpoint(const struct reading *r)
{
    return stream_facts(r->stream)->is_journal ? ENTRIES_A_CHECKPOINT : LINES_A_CHECKPOINT;
}

/* What a pipe gave cannot be read again: it is made safe each second. */
static int is_due(struct reading *r)
{
    if (!stream_facts(r->stream)->is_stdin)
        return 0;
    int64_t now = clock_ms();
    int due = r->safe_at && now - r->safe_at >= SAFE_MS;
    if (due || !r->safe_at)
        r->safe_at = now;
    return due;
}

/* Reads records until the source's present end.  -1: the outlet failed. */
static int walk(struct reading *r)
{
    struct source *source = &r->source;
    struct record record;
    enum frame_result result;

    while ((result = framer_next(r->framer, &r->lines, FRAME_FINISH, &record)) != FRAME_END) {
        take(r, result, &record);
        if (r->hearing.held_len)
            continue;                   /* the source is read up to before the first that is
                                           held */
        source->offset = record.end_offset;
        source->line_no = source->lines = record.end_line;
        if (source->unframed >= LINES_WITHOUT_SENSE && source->unframed == source->line_no)
            return 0;
        if ((source->line_no & 4095) == 0)
            tell_progress(r);
        if (record.unfinished)
            continue;
        if (r->run->outlet.is_full(r->run->outlet.to) || is_due(r) ||
            source->line_no - r->lines_at_checkpoint >= lines_a_checkpoint(r)) {
            if (reading_checkpoint(r, 0) != 0)
                return -1;
        }
        if (is_stopped(r->run))
            return 0;
    }
    if (r->hearing.held_len) {
        hear_rest(&r->hearing);
        source->offset = record.end_offset;
        source->line_no = source->lines = record.end_line;
    }
    return 0;
}

/* A pipe that pauses is read on when what came so far is safe. */
static int walk_on(struct reading *r)
{
    uint64_t safe = r->source.offset;

    while (walk(r) == 0) {
        if (!stream_pauses(r->stream) || is_stopped(r->run))
            return 0;
        if (r->source.offset > safe && is_mail_log(r) && reading_checkpoint(r, 1) != 0)
            return -1;
        safe = r->source.offset;
    }
    return -1;
}

/* Says what is odd about a source that was read. */
static void remark(struct reading *r, unsigned flags, uint64_t lines)
{
    struct diag *diag = r->run->options->diag;
    const char *name = r->source.name;
    char *known;

    if (r->newest == NEWEST_TURNED && lines && !r->run->options->quiet)
        diag_note(diag, "%s: its newest lines stand first: read from its end, and its lines are "
                  "counted from there", name);
    if (r->newest == NEWEST_FIRST && lines)
        diag_warning(diag, "%s: its newest lines stand first, and it is too long to be read from "
                     "its end: what belongs together may not be put together", name);
    if (r->lines.cut)
        diag_warning_n(diag, "%s: %llu line of more than %d bytes was cut",
                       "%s: %llu lines of more than %d bytes were cut", r->lines.cut, name,
                       (unsigned long long)r->lines.cut, LINE_MAX_BYTES);
    if (is_mail_log(r))
        misread_tell(&r->misread, diag, name);
    if (lines == 0 || is_mail_log(r) || r->hearing.passed_over || !(flags & READER_GIVEN) ||
        is_stopped(r->run))
        return;
    known = registry_names(r->run->options->registry);
    if (r->source.unframed == r->source.line_no &&
        misread_is_timeless(&r->misread, r->run->options->registry))
        diag_error(diag, "%s: not read: its lines are a mail server's, and none says its day and "
                         "time; have them written with it (journalctl without \"-o\", docker "
                         "logs -t, kubectl logs --timestamps)", name);
    else if (r->misread.tagged)
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
static void add_up(struct reading *r, const struct source *was, uint64_t line_no, int failed)
{
    struct ingest_totals *t = &r->run->totals;
    if ((!is_mail_log(r) && !r->hearing.passed_over) || (failed && r->source.line_no <= line_no))
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
    t->passed_over += r->hearing.passed_over;
}

/* Who looks at lines ahead of their turn (ahead.h). */
enum ahead_by { AHEAD_BY_NOBODY, AHEAD_BY_READER, AHEAD_BY_HELPERS };

static enum ahead_by who_looks_ahead(const struct reading *r)
{
    enum { PACKED_TO = 8 };             /* times its size: a log unpacks to about that */
    const struct stream_facts *facts = stream_facts(r->stream);
    const struct ingest_options *o = r->run->options;
    const uint64_t least = o->least ? o->least : AHEAD_LEAST;
    const uint64_t size = facts->packing ? facts->size * PACKED_TO : facts->size;
    struct unwrap_plan plan;

    framer_plan(r->framer, &plan);
    if (facts->is_journal || plan.len || r->run->outlet.wants ||
        r->source.known_until > r->source.offset ||
        (!facts->is_stdin && size < r->source.offset + least))
        return AHEAD_BY_NOBODY;
    return o->jobs > 1 && !facts->is_stdin ? AHEAD_BY_HELPERS : AHEAD_BY_READER;
}

/* The source is proven; the next one is, meanwhile. */
static void prove(struct reading *r)
{
    struct run *run = r->run;

    proof_end(run->proof, r->stream);
    run->proof = run->options->jobs > 1 && run->next ? proof_begin(run->next) : NULL;
    stream_prove(r->stream);
}

/* Helpers cost more than they bring for a short log. */
static void begin_lines(struct reading *r, int growing)
{
    const struct ingest_options *o = r->run->options;
    const enum ahead_by by = who_looks_ahead(r);

    if (by == AHEAD_BY_NOBODY) {
        lines_of_stream(&r->lines, r->stream, r->source.line_no, growing);
        return;
    }
    const uint64_t offset = stream_offset(r->stream);
    r->ahead = ahead_new(r->stream, o->registry, r->run->only,
                         by == AHEAD_BY_HELPERS ? o->jobs - 1 : 0,
                         o->block ? o->block : AHEAD_BLOCK);
    r->hearing.ahead = r->ahead;
    lines_init(&r->lines, ahead_feed(r->ahead), offset, r->source.line_no, growing);
}

/* The source is open and its place known: reads on from there. */
static int read_on(struct reading *r, unsigned flags)
{
    const struct stream_facts *facts = stream_facts(r->stream);
    struct source was = r->source;
    int growing = facts->may_grow && !(flags & READER_WHOLE) &&
                  r->run->options->now - facts->mtime_ns / 1000000000 < AT_REST;

    resume(r);
    prove(r);
    if (reading_go_there(r) != 0)
        return 0;       /* it became shorter while we looked: the next run will see what it is */
    begin_lines(r, growing);
    if (!facts->is_journal)
        r->lines.blocks = &r->blocks;
    r->lines_at_checkpoint = r->source.line_no;
    r->begun_at = r->source.offset;
    int failed = walk_on(r);
    end_watch(r);
    if (failed == 0 && is_mail_log(r)) {
        misread_give(&r->misread, &r->run->outlet, r->source.last_time);
        int at_end = !is_stopped(r->run);
        if (at_end && !stream_is_damaged(r->stream)) {
            r->source.size = (int64_t)facts->size;
            r->source.mtime_ns = facts->mtime_ns;
            r->source.device = (int64_t)facts->device;
            r->source.inode = (int64_t)facts->inode;
            r->source.complete = facts->packing && !facts->may_grow;
        }
        failed = reading_checkpoint(r, at_end);
    }
    if (r->known_lines > was.line_no)
        was.line_no = r->known_lines;
    if (failed == 0)
        remark(r, flags, r->source.line_no - was.line_no);
    else if (r->run->outlet.kept)
        r->run->outlet.kept(r->run->outlet.to, &r->source);
    add_up(r, &was, was.line_no, failed);
    misread_release(&r->misread);
    ahead_free(r->ahead);
    lines_release(&r->lines);
    hearing_release(&r->hearing);
    return failed;
}

/* The stream is open (NULL: it is none), and closed behind. */
static int run_stream(struct run *run, struct stream *stream, unsigned flags)
{
    struct reading r = {.run = run, .stream = stream};
    int failed = 0;

    if (!stream)
        return 0;
    r.source.name = mem_str(stream_facts(stream)->name);
    r.newest = newest_turn(stream);
    switch (run->outlet.begin(run->outlet.to, stream, &r.source)) {
    case OUTLET_SKIP:
        run->totals.unchanged++;
        break;
    case OUTLET_FAILED:
        failed = -1;
        break;
    case OUTLET_READ:
        if (stream_facts(stream)->is_journal)
            stream_seek_journal(stream, strbuf_view(&r.source.blocks), r.source.offset);
        r.hearing = (struct hearing){
            .run = run, .dispatch = dispatch_new(run->options->registry, run->only),
            .source = &r.source, .name = slice_str(r.source.name), .misread = &r.misread,
            .file = r.source.identity ? r.source.identity
                  : hash_bytes(r.source.name, strlen(r.source.name), 0),
        };
        if (run->twins)
            twins_begin(run->twins, r.source.name, r.source.like);
        failed = read_on(&r, flags);
        dispatch_free(r.hearing.dispatch);
        blocks_release(&r.blocks);
        framer_free(r.framer);
    }
    run->bytes_before += stream_facts(stream)->size;
    stream_free(stream);
    source_release(&r.source);
    return failed;
}

int reader_run(struct run *run, const char *path, unsigned flags)
{
    return run_stream(run, stream_open(path, run->options->diag), flags);
}

int reader_run_journal(struct run *run, const char *folder)
{
    return run_stream(run, stream_open_journal(folder, run->options->diag), 0);
}
