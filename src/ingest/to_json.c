/* No database: events go out as they come, copies are told by what is remembered. */
#include "ingest/to_json.h"

#include "base/mem.h"
#include "ingest/channel.h"
#include "ingest/copies.h"
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
    struct map channels;                /* family -> number + 1 */
    int channel, may_repeat;            /* of the present source; more than one is read */
    struct copies copies;
    struct masker masker;
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
    return t;
}

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
    map_release(&t->channels, NULL);
    copies_release(&t->copies);
    masker_release(&t->masker);
    free(t);
    return failed ? -1 : 0;
}

static int take_event(void *to, const struct event *event)
{
    struct to_json *t = to;
    struct event classified = *event;

    if (t->may_repeat &&
        !copies_take(&t->copies, event->time, event->identity, t->channel)) {
        t->totals->duplicates++;
        return 0;
    }
    t->totals->events++;
    classify_event(t->options->classifier, &classified);
    if (t->masker.anonymity != ANONYMITY_NONE)
        masker_mask(&t->masker, &classified);
    ndjson_event(&t->waiting, &classified);
    if (t->waiting.len >= WRITE_AT)
        flush(t);
    return 1;
}

static void expect(void *to, size_t channels)
{
    ((struct to_json *)to)->may_repeat = channels > 1;
}

static enum outlet_answer begin(void *to, struct stream *stream, struct source *source)
{
    struct to_json *t = to;

    (void)stream;
    t->channel = channel_number(&t->channels, source->name);
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

struct outlet to_json_outlet(struct to_json *t)
{
    return (struct outlet){
        .to = t, .sink = {.event = take_event, .to = t},
        .expect = expect, .begin = begin, .checkpoint = checkpoint, .strange = strange,
        .is_full = is_full,
    };
}
