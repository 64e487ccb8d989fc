/* No database: events go out as they come, and the trails of what was read are remembered. */
#include "ingest/to_json.h"

#include "base/mem.h"
#include "ingest/ndjson.h"
#include "ingest/masker.h"

#include <errno.h>
#include <stdlib.h>

enum { WRITE_AT = 256 * 1024 };

struct to_json {
    FILE *out;
    const struct ingest_options *options;
    struct ingest_totals *totals;
    struct strbuf waiting;
    int source, may_repeat;             /* the present one, from 1 on; there are more */
    enum event_copy copying;
    struct trail *kept;                 /* of the sources read so far; their texts are owned */
    size_t kept_len, kept_cap;
    struct smtplog_slice name;          /* the present source's */
    struct masker masker;
    uint64_t log;                       /* the present source, for rows of another store */
    struct export_lines lines;
    int failed;
};

struct to_json *to_json_new(FILE *out, const struct ingest_options *options,
                            struct ingest_totals *totals)
{
    struct to_json *t = mem_alloc(sizeof *t);
    t->out = out;
    t->options = options;
    t->totals = totals;
    t->masker = (struct masker){.anonymity = options->anonymity, .key = options->key};
    if (options->exports)
        ndjson_export_names(&t->waiting, options->export_format);
    return t;
}

/* A reader that went away (EPIPE) ends the run like a full disk does. */
static int flush(struct to_json *t)
{
    size_t n = t->waiting.len;
    if (!t->failed && n && fwrite(t->waiting.ptr, 1, n, t->out) != n)
        t->failed = errno ? errno : EIO;
    strbuf_clear(&t->waiting);
    return t->failed ? -1 : 0;
}

int to_json_free(struct to_json *t)
{
    flush(t);
    if (!t->failed && fflush(t->out) != 0)
        t->failed = errno;
    int failed = t->failed;
    strbuf_release(&t->waiting);
    for (size_t i = 0; i < t->kept_len; i++) {
        free((char *)(uintptr_t)t->kept[i].name.ptr);
        free((char *)(uintptr_t)t->kept[i].host.ptr);
        free((char *)(uintptr_t)t->kept[i].body.ptr);
    }
    free(t->kept);
    masker_release(&t->masker);
    export_lines_release(&t->lines);
    free(t);
    return failed ? -1 : 0;
}

/* What `event` is known by elsewhere, by its own names: those of the row may be masks. */
static void put_row(struct to_json *t, const struct event *event, const struct event *shown)
{
    const struct export_place place = {
        .host = event->host, .log = t->log, .line_no = event->line_no, .words = event->identity,
        .ordinal = export_ordinal(&t->lines, t->log, event->line_no),
        .version = t->options->now * 1000,
    };
    ndjson_export(&t->waiting, t->options->export_format, shown, &place);
}

/* Judges and prints an event; a copy is counted, not printed. Returns what the correlator may
 * count. */
static int take_event(void *to, const struct event *event)
{
    struct to_json *t = to;
    struct event classified = *event;

    if (t->copying == EVENT_COPY_YES) {
        t->totals->duplicates++;
        return 0;
    }
    t->totals->events++;
    classify_event(t->options->classifier, &classified);
    if (t->masker.anonymity != ANONYMITY_NONE)
        masker_mask(&t->masker, &classified);
    if (t->options->exports)
        put_row(t, event, &classified);
    else
        ndjson_event(&t->waiting, &classified);
    if (t->waiting.len >= WRITE_AT)
        flush(t);
    return 1;
}

static void expect(void *to, size_t sources)
{
    ((struct to_json *)to)->may_repeat = sources > 1;
}

/* Nothing is remembered of a former run, so every source is read. */
static enum outlet_answer begin(void *to, struct stream *stream, struct source *source)
{
    struct to_json *t = to;

    t->log = export_log_of(stream_head(stream));
    export_lines_clear(&t->lines);
    t->source++;
    t->copying = EVENT_COPY_NO;
    t->name = slice_str(source->name);
    return t->failed ? OUTLET_FAILED : OUTLET_READ;
}

static int checkpoint(void *to, const struct source *source, int at_end)
{
    struct to_json *t = to;
    (void)source;
    (void)at_end;
    return t->failed ? -1 : 0;
}

static void strange(void *to, const struct smtplog_line *line, enum strange_kind kind)
{
    (void)to;
    (void)line;
    (void)kind;
}

static int is_full(void *to)
{
    return ((struct to_json *)to)->failed != 0;
}

/* ---- Trails ---- */

static void trail_hour(void *to, int64_t hour, trail_take *take, void *take_to)
{
    const struct to_json *t = to;
    for (size_t i = 0; i < t->kept_len; i++)
        if (t->kept[i].hour == hour && t->kept[i].source != t->source)
            take(take_to, &t->kept[i]);
}

static struct smtplog_slice own(struct smtplog_slice s)
{
    return slice_of(mem_strn(s.ptr, s.len), s.len);
}

/* Keeps what the log looks like, where another of the same run may be its copy. */
static void take_trail(void *to, const struct trail *trail)
{
    struct to_json *t = to;
    if (!t->may_repeat)
        return;
    struct trail kept = *trail;
    kept.source = t->source;
    kept.name = own(t->name);
    kept.host = own(trail->host);
    kept.body = own(trail->body);
    t->kept = mem_grow(t->kept, &t->kept_cap, t->kept_len + 1, sizeof *t->kept);
    t->kept[t->kept_len++] = kept;
}

static void take_twin(void *to, int64_t of)
{
    (void)to;
    (void)of;           /* each source is read once */
}

static void copying(void *to, enum event_copy copy, uint64_t line_no)
{
    (void)line_no;
    ((struct to_json *)to)->copying = copy;
}

struct outlet to_json_outlet(struct to_json *t)
{
    return (struct outlet){
        .to = t, .sink = {.event = take_event, .to = t},
        .expect = expect, .begin = begin, .checkpoint = checkpoint, .strange = strange,
        .is_full = is_full, .trail_hour = trail_hour, .trail = take_trail, .twin = take_twin,
        .copying = copying,
    };
}
