/* Parsing and SQLite take about as long as each other, so they run side by side; the writer
 * alone touches the store. */
#include "ingest/writer.h"

#include "event/causes.h"
#include "smtp/address.h"
#include "smtp/template.h"

#include <stdlib.h>

static int did(struct writer *w, int result)
{
    if (result == STORE_FAILED)
        w->failed = 1;
    return result;
}

static int begin_batch(struct writer *w)
{
    if (!w->failed && !store_in_batch(w->store))
        did(w, store_begin(w->store));
    return w->failed ? -1 : 0;
}

static void store_reply(struct writer *w, const struct reply_count *count)
{
    struct store_replies replies = {
        .time = count->time, .host = count->host, .mta = count->mta, .direction = count->direction,
        .code = count->code, .domain = count->domain, .n = count->n,
    };
    if (count->code)
        did(w, store_traffic(w->store, &replies));
}

/* A failure is a reply too, unless it is a copy, an echo, or no failure of its own. */
static void count_failure(struct writer *w, const struct event *e)
{
    struct strbuf domain = {0};
    struct reply_count count = {
        .time = e->time, .host = e->host, .mta = e->mta, .direction = e->direction,
        .code = e->code,
        .class = e->class, .n = 1,
    };
    if (!e->final || e->echo)
        return;
    if (e->direction != SMTPLOG_INBOUND && address_domain(&domain, e->recipient))
        count.domain = strbuf_view(&domain);
    store_reply(w, &count);
    strbuf_release(&domain);
}

/* This server asked the client to come back later. */
static int is_greylisted(const struct event *e)
{
    return e->direction == SMTPLOG_INBOUND && e->class == 4 && e->final && e->sender.ptr &&
           slice_is(e->cause, CAUSE_GREYLISTED);
}

/* A duplicate is counted as one: `status` shows that nothing was lost. */
static void deliver_event(struct writer *w, struct event *e)
{
    classify_event(w->classifier, e);
    switch (did(w, store_event(w->store, e, &w->source))) {
    case STORE_OK:
        if (is_greylisted(e))
            did(w, store_greylisted(w->store, e));
        w->source.events++;
        w->batch_events++;
        count_failure(w, e);
        break;
    case STORE_DUPLICATE:
        w->source.duplicates++;
        w->batch_duplicates++;
        break;
    }
}

static void deliver_fate(struct writer *w, const struct delivery_fate *fate)
{
    did(w, store_fate(w->store, fate->host, fate->queue_id, fate->recipient,
                      classifier_provider_of(w->classifier, fate->server), fate->time));
}

void writer_kept(struct writer *w)
{
    const struct store_source *s = &w->source;
    w->events += w->batch_events;
    w->duplicates += w->batch_duplicates;
    w->batch_events = w->batch_duplicates = 0;
#define KEEP(member) w->kept.member = s->member;
    SOURCE_COUNTS(KEEP)
#undef KEEP
}

/* A text that is not known yet, now that it is. */
static void learn(char **text, struct smtplog_slice now)
{
    if (!*text && now.len)
        *text = strndup(now.ptr, now.len);
}

/* What the reader knows of the source; the rest is the store's alone and stays. */
static void note_source(struct store_source *s, const struct checkpoint *c)
{
    const struct source *now = &c->source;

#define NOTE(member) s->member = now->member;
    SOURCE_NUMBERS(NOTE)
#undef NOTE
    strbuf_clear(&s->framer);
    strbuf_slice(&s->framer, c->framer);
    strbuf_clear(&s->blocks);
    strbuf_slice(&s->blocks, c->blocks);
    learn(&s->format, c->format);
    learn(&s->host, c->host);
    learn(&s->wrapping, c->wrapping);
}

/* Offset, open messages and events become one with the commit. */
static void deliver_checkpoint(struct writer *w, const struct checkpoint *c)
{
    note_source(&w->source, c);
    if (did(w, store_source_save(w->store, &w->source)) == STORE_OK &&
        did(w, store_commit(w->store)) == STORE_OK)
        writer_kept(w);
}

/* A source needs its row before its first event; both are in the batch.  One that says nothing
 * gets neither row nor channel: channels are few. */
static int enter_source(struct writer *w)
{
    if (begin_batch(w) != 0)
        return -1;
    if (w->source.id != 0)
        return 0;
    w->source.channel = did(w, store_channel(w->store, strbuf_view(&w->family).ptr));
    return w->source.channel < 0 ? -1 : did(w, store_source_save(w->store, &w->source));
}

static int deliver_strange(struct writer *w, const struct parcel_strange *p)
{
    strbuf_clear(&w->shape);
    template_make(&w->shape, p->body, NULL);
    return store_strange(w->store, &w->source, p->kind, strbuf_view(&w->shape), p->body, p->number,
                         p->time);
}

static int deliver_jump(struct writer *w, const struct jump *j)
{
    return store_jump(w->store, &w->source, j->host, j->before, j->after, j->line_no);
}

static int deliver_pending(struct writer *w, const struct parcel_pending *p)
{
    return store_pending_put(w->store, p->key, p->blob, p->touched);
}

void writer_deliver(void *to, enum parcel_kind kind, void *value)
{
    struct writer *w = to;

    if (enter_source(w) != STORE_OK)
        return;
    switch (kind) {
    case PARCEL_EVENT:
        deliver_event(w, value);
        break;
    case PARCEL_MESSAGE:
        did(w, store_message(w->store, value));
        break;
    case PARCEL_REPLY:
        store_reply(w, value);
        break;
    case PARCEL_FATE:
        deliver_fate(w, value);
        break;
    case PARCEL_FLOW:
        did(w, store_flow(w->store, value));
        break;
    case PARCEL_DELIVERY:
        did(w, store_delivery(w->store, value));
        break;
    case PARCEL_LOGIN:
        did(w, store_login(w->store, value));
        break;
    case PARCEL_ARRIVAL:
        did(w, store_arrival(w->store, value));
        break;
    case PARCEL_STRANGE:
        did(w, deliver_strange(w, value));
        break;
    case PARCEL_JUMP:
        did(w, deliver_jump(w, value));
        break;
    case PARCEL_TRAIL:
        did(w, store_trail(w->store, &w->source, value));
        break;
    case PARCEL_TWIN:
        did(w, store_twin(w->store, &w->source, *(const int64_t *)value));
        break;
    case PARCEL_PENDING_PUT:
        did(w, deliver_pending(w, value));
        break;
    case PARCEL_PENDING_DROP:
        did(w, store_pending_drop(w->store, ((const struct parcel_pending *)value)->key));
        break;
    case PARCEL_CHECKPOINT:
        deliver_checkpoint(w, value);
        break;
    }
}
