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

void writer_deliver(void *to, struct parcel *p)
{
    struct writer *w = to;

    if (enter_source(w) != STORE_OK)
        return;
    switch (p->kind) {
    case PARCEL_EVENT:
        deliver_event(w, &p->u.event);
        break;
    case PARCEL_MESSAGE:
        did(w, store_message(w->store, &p->u.event));
        break;
    case PARCEL_REPLY:
        store_reply(w, &p->u.reply);
        break;
    case PARCEL_FATE:
        deliver_fate(w, &p->u.fate);
        break;
    case PARCEL_FLOW:
        did(w, store_flow(w->store, &p->u.flow));
        break;
    case PARCEL_DELIVERY:
        did(w, store_delivery(w->store, &p->u.flow));
        break;
    case PARCEL_LOGIN:
        did(w, store_login(w->store, &p->u.login));
        break;
    case PARCEL_ARRIVAL:
        did(w, store_arrival(w->store, &p->u.arrival));
        break;
    case PARCEL_STRANGE:
        strbuf_clear(&w->shape);
        template_make(&w->shape, p->u.strange.body, NULL);
        did(w, store_strange(w->store, &w->source, p->u.strange.kind, strbuf_view(&w->shape),
                             p->u.strange.body, p->u.strange.number, p->u.strange.time));
        break;
    case PARCEL_JUMP:
        did(w, store_jump(w->store, &w->source, p->u.jump.host, p->u.jump.before, p->u.jump.after,
                          p->u.jump.line_no));
        break;
    case PARCEL_TRAIL:
        did(w, store_trail(w->store, &w->source, &p->u.trail));
        break;
    case PARCEL_TWIN:
        did(w, store_twin(w->store, &w->source, p->u.twin));
        break;
    case PARCEL_PENDING_PUT:
        did(w, store_pending_put(w->store, p->u.pending.key, p->u.pending.blob,
                                 p->u.pending.touched));
        break;
    case PARCEL_PENDING_DROP:
        did(w, store_pending_drop(w->store, p->u.pending.key));
        break;
    case PARCEL_CHECKPOINT:
        deliver_checkpoint(w, &p->u.checkpoint);
        break;
    }
}
