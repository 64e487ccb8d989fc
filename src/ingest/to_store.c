#include "ingest/to_store.h"

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/channel.h"
#include "ingest/resume.h"
#include "smtp/template.h"

#include <stdlib.h>

struct to_store {
    struct store *store;
    const struct ingest_options *options;
    struct ingest_totals *totals;
    struct correlator *correlator;
    struct stream *stream;              /* of the present source */
    struct store_source *source;
    struct strbuf shape;
    size_t waiting;                     /* events since the last commit */
    int failed;
};

struct to_store *to_store_new(struct store *store, const struct ingest_options *options,
                              struct ingest_totals *totals)
{
    struct to_store *t = mem_alloc(sizeof *t);
    t->store = store;
    t->options = options;
    t->totals = totals;
    return t;
}

void to_store_free(struct to_store *t)
{
    store_rollback(t->store);
    strbuf_release(&t->shape);
    free(t);
}

static void load_pending(void *to, struct smtplog_slice key, struct smtplog_slice blob)
{
    correlator_load(to, key, blob);
}

int to_store_start(struct to_store *t, struct correlator *correlator)
{
    t->correlator = correlator;
    if (store_claim(t->store) != STORE_OK)
        return -1;
    return store_pending_load(t->store, load_pending, correlator) == STORE_OK ? 0 : -1;
}

static int begin_batch(struct to_store *t)
{
    if (!t->failed && !store_in_batch(t->store) && store_begin(t->store) != STORE_OK)
        t->failed = 1;
    return t->failed ? -1 : 0;
}

/* A source must have its row before its first event; both are in the batch. */
static int enter_batch(struct to_store *t)
{
    if (begin_batch(t) != 0)
        return -1;
    if ( t->source->id == 0 && store_source_save(t->store, t->source) != STORE_OK)
        t->failed = 1;
    return t->failed ? -1 : 0;
}

static int take_event(void *to, const struct event *event)
{
    struct to_store *t = to;
    struct event classified = *event;

    if (enter_batch(t) != 0)
        return 0;
    classify_event(t->options->classifier, &classified);
    t->waiting++;
    switch (store_event(t->store, &classified, t->source)) {
    case STORE_OK:
        t->source->events++;
        t->totals->events++;
        return 1;
    case STORE_DUPLICATE:
        t->source->duplicates++;
        t->totals->duplicates++;
        return 0;
    default:
        t->failed = 1;
        return 0;
    }
}

static void take_message(void *to, const struct event *facts)
{
    struct to_store *t = to;
    if (enter_batch(t) == 0 && store_message(t->store, facts) == STORE_FAILED)
        t->failed = 1;
}

static void take_reply(void *to, const struct reply_count *count)
{
    struct to_store *t = to;
    if (count->code == 0)
        return;         /* nothing crossed the wire */
    struct store_replies replies = {
        .time = count->time, .host = count->host, .mta = count->mta, .direction = count->direction,
        .code = count->code, .domain = count->domain, .n = count->n,
        .channel = t->source->channel,
    };
    if (enter_batch(t) == 0 && store_traffic(t->store, &replies) == STORE_FAILED)
        t->failed = 1;
}

static void take_delivery(void *to, const struct delivery_fate *fate)
{
    struct to_store *t = to;
    if (enter_batch(t) == 0 &&
        store_fate(t->store, fate->host, fate->queue_id, fate->recipient, fate->time) == STORE_FAILED)
        t->failed = 1;
}

static void strange(void *to, const struct smtplog_line *line)
{
    struct to_store *t = to;
    strbuf_clear(&t->shape);
    template_make(&t->shape, line->body, NULL);
    if (enter_batch(t) == 0 && store_strange(t->store, t->source, strbuf_view(&t->shape), line->body,
                                             line->number, line->time) == STORE_FAILED)
        t->failed = 1;
}

static enum outlet_answer begin(void *to, struct stream *stream, struct store_source *source)
{
    struct to_store *t = to;
    struct strbuf name = {0};

    t->stream = stream;
    t->source = source;
    enum outlet_answer answer = resume_source(t->store, stream, source, t->options->diag);
    if (answer == OUTLET_READ && source->id == 0) {
        channel_name(&name, source->name);
        source->channel = begin_batch(t) == 0 ? store_channel(t->store, strbuf_view(&name).ptr) : -1;
        if (source->channel < 0)
            answer = OUTLET_FAILED;
        strbuf_release(&name);
    }
    return answer;
}

static void put_pending(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched)
{
    struct to_store *t = to;
    if (!t->failed && store_pending_put(t->store, key, blob, touched) != STORE_OK)
        t->failed = 1;
}

static void drop_pending(void *to, struct smtplog_slice key)
{
    struct to_store *t = to;
    if (!t->failed && store_pending_drop(t->store, key) != STORE_OK)
        t->failed = 1;
}

/* Offset, open messages and events become one with the commit. */
static int checkpoint(void *to, struct store_source *source, int at_end)
{
    struct to_store *t = to;
    struct context_saver saver = {put_pending, drop_pending, t};

    (void)at_end;
    if (enter_batch(t) != 0)
        return -1;
    resume_mark(t->stream, source);
    correlator_save(t->correlator, &saver);
    if (t->failed || store_source_save(t->store, source) != STORE_OK || store_commit(t->store) != STORE_OK) {
        t->failed = 1;
        return -1;
    }
    t->waiting = 0;
    return 0;
}

static int is_full(void *to)
{
    struct to_store *t = to;
    return t->failed || t->waiting >= STORE_BATCH;
}

static void expect(void *to, size_t channels)
{
    (void)to;
    (void)channels;     /* the store looks at what it holds */
}

struct outlet to_store_outlet(struct to_store *t)
{
    return (struct outlet){
        .to = t,
        .sink = {.event = take_event, .message = take_message, .reply = take_reply,
                 .delivered = take_delivery, .to = t},
        .expect = expect, .begin = begin, .checkpoint = checkpoint, .strange = strange, .is_full = is_full,
    };
}
