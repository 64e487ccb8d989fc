/* What is read travels to the writer as parcels, each with the place in the source that it
 * reaches. */
#include "ingest/to_store.h"

#include "base/mem.h"
#include "base/secret.h"
#include "ingest/awaited.h"
#include "ingest/hours.h"
#include "ingest/resume.h"
#include "ingest/shelf.h"
#include "ingest/whose.h"
#include "ingest/writer.h"
#include "store/channel.h"

#include <stdlib.h>

enum { COPIED = 64 };

struct to_store {
    const struct ingest_options *options;
    struct ingest_totals *totals;
    struct correlator *correlator;
    struct stream *stream;              /* of the present source */
    struct courier *courier;
    struct shelf shelf;                 /* open messages that are not in memory */
    struct hours hours;                 /* successes and flows since the last checkpoint */
    struct whose whose;                 /* servers that deliveries went to */
    int knows_rules;                    /* it was asked once, the writer resting */
    struct writer writer;               /* the other thread's, but for its atomics, unless we
                                           waited */
    size_t waiting;                     /* events since the last checkpoint */
    struct awaited awaited;             /* greylisted senders */
    int awaits;                         /* those of former runs are among them */
    struct strbuf masked;
    struct store_hours trails;          /* that sources left before this one */
    enum event_copy copying;            /* what the present records are */
    /* lines that are copies; the latest */
    struct copied { uint64_t first, last; } copied[COPIED];
    size_t copied_len;
};

struct to_store *to_store_new(struct store *store, const struct ingest_options *options,
                              struct ingest_totals *totals)
{
    struct to_store *t = mem_alloc(sizeof *t);
    t->options = options;
    t->totals = totals;
    t->writer.store = store;
    t->writer.classifier = options->classifier;
    t->whose.classifier = options->classifier;
    t->courier = courier_new(writer_deliver, &t->writer);
    return t;
}

int to_store_finish(struct to_store *t)
{
    courier_wait(t->courier);
    t->totals->events = t->writer.events;
    t->totals->duplicates = t->writer.duplicates;
    if (!t->writer.failed && store_is_there(t->writer.store) != STORE_OK)
        t->writer.failed = 1;
    return t->writer.failed ? -1 : 0;
}

void to_store_free(struct to_store *t)
{
    courier_wait(t->courier);
    courier_free(t->courier);
    shelf_release(&t->shelf);
    store_rollback(t->writer.store);
    hours_release(&t->hours);
    store_source_release(&t->writer.source);
    strbuf_release(&t->writer.shape);
    strbuf_release(&t->writer.family);
    strbuf_release(&t->masked);
    free(t);
}

static void load_pending(void *to, struct smtplog_slice key, struct smtplog_slice blob)
{
    correlator_load(to, key, blob);
}

int to_store_start(struct to_store *t, struct correlator *correlator)
{
    t->correlator = correlator;
    if (store_claim(t->writer.store) != STORE_OK ||
        shelf_open(&t->shelf, t->writer.store, t->courier) != 0)
        return -1;
    correlator_shelve(correlator, &t->shelf.door);
    return store_pending_kind(t->writer.store, CONTEXT_AT_ONCE, load_pending, correlator);
}

/* An event may come long after its record, when a later line has decided what it is. */
static enum event_copy copying_of(const struct to_store *t, uint64_t line_no)
{
    for (size_t i = t->copied_len; i-- > 0;)
        if (line_no >= t->copied[i % COPIED].first && line_no <= t->copied[i % COPIED].last)
            return EVENT_COPY_YES;
    return t->copying == EVENT_COPY_YES ? EVENT_COPY_NO : t->copying;
}

/* Spans of lines that are copies.  An event may be told long after its line was read: it looks up
 * here what that line was. */
static void copying(void *to, enum event_copy copy, uint64_t line_no)
{
    struct to_store *t = to;
    struct copied *last = t->copied_len ? &t->copied[(t->copied_len - 1) % COPIED] : NULL;

    if (copy == EVENT_COPY_YES && t->copying == EVENT_COPY_YES && last)
        last->last = line_no;
    else if (copy == EVENT_COPY_YES)
        t->copied[t->copied_len++ % COPIED] = (struct copied){line_no, line_no};
    t->copying = copy;
}

/* Mail that was asked to come back is awaited (awaited.h): then its sender is worth a look when
 * it is accepted. */
static int take_event(void *to, const struct event *event)
{
    struct to_store *t = to;
    struct event e = *event;
    e.copy = copying_of(t, event->line_no);
    if (event->direction == SMTPLOG_INBOUND && event->class == 4 && event->sender.ptr)
        awaited_add(&t->awaited, event->sender);
    courier_pack(t->courier, PARCEL_EVENT, &e);
    t->waiting++;
    return 0;       /* the writer counts it, once it knows that it is no copy */
}

static void take_message(void *to, const struct event *facts)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_MESSAGE, facts);
}

static void take_reply(void *to, const struct reply_count *count)
{
    struct to_store *t = to;
    if (count->code && t->copying != EVENT_COPY_YES)    /* no code: nothing crossed the wire */
        hours_reply(&t->hours, count);
}

static void send_sum(void *to, const struct reply_count *sum)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_REPLY, sum);
}

/* The classifier is the writer's: it rests while its rules are read. */
static struct smtplog_slice provider_of(struct to_store *t, struct smtplog_slice server)
{
    if (server.len && !t->knows_rules) {
        courier_wait(t->courier);
        t->knows_rules = 1;
    }
    return whose_server(&t->whose, server);
}

/* By provider from here on: the other side's name is known to this thread, which classifies
 * nothing else. */
static void take_flow(void *to, const struct flow *flow)
{
    struct to_store *t = to;
    struct flow by_provider = *flow;
    if (flow->domain.len)
        by_provider.provider = provider_of(t, flow->server);
    hours_flow(&t->hours, &by_provider);
}

static void take_login(void *to, const struct login *login)
{
    struct to_store *t = to;
    if (t->copying != EVENT_COPY_YES)
        hours_login(&t->hours, login);
}

static void await(void *to, struct smtplog_slice sender)
{
    awaited_add(to, sender);
}

/* Asked once a run, when the first message is taken. */
static void await_former(struct to_store *t)
{
    t->awaits = 1;
    courier_wait(t->courier);
    if (!t->writer.failed &&
        store_greylist_waiting(t->writer.store, AWAITED_MOST, await, &t->awaited) < 0)
        t->writer.failed = 1;
}

/* Only senders that were asked to come back are of interest, and those of former runs are asked
 * for when the first one arrives. */
static void take_arrival(void *to, const struct arrival *arrival)
{
    struct to_store *t = to;
    if (!t->awaits)
        await_former(t);
    if (t->copying == EVENT_COPY_YES || !awaited_is(&t->awaited, arrival->sender))
        return;
    courier_pack(t->courier, PARCEL_ARRIVAL, arrival);
}

static void send_flow(void *to, const struct flow *sum)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_FLOW, sum);
}

static void send_delivery(void *to, const struct flow *sum)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_DELIVERY, sum);
}

static void send_login(void *to, const struct login *sum)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_LOGIN, sum);
}

static void take_delivery(void *to, const struct delivery_fate *fate)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_FATE, fate);
}

/* Nobody knows what such a line holds: credentials are masked before they leave this thread. */
static void strange(void *to, const struct smtplog_line *line, enum strange_kind kind)
{
    struct to_store *t = to;
    strbuf_clear(&t->masked);
    secret_mask(&t->masked, line->body);
    struct parcel_strange told = {strbuf_view(&t->masked), line->number, line->time, kind};
    courier_pack(t->courier, PARCEL_STRANGE, &told);
}

static void jump(void *to, const struct jump *jump)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_JUMP, jump);
}

static char *copy_of(const char *text)
{
    return text ? mem_str(text) : NULL;
}

/* What the store knows of a source, for the reader. */
static void tell_source(struct source *s, const struct store_source *known)
{
    s->format = copy_of(known->format);
    s->host = copy_of(known->host);
    s->wrapping = copy_of(known->wrapping);
    strbuf_slice(&s->framer, strbuf_view(&known->framer));
    strbuf_slice(&s->blocks, strbuf_view(&known->blocks));
#define TAKE(member) s->member = known->member;
    SOURCE_NUMBERS(TAKE)
#undef TAKE
}

/* What the database knows of a log decides whether it is read, and from where. The courier must
 * rest meanwhile: the connection is the writer's. */
static enum outlet_answer begin(void *to, struct stream *stream, struct source *source)
{
    struct to_store *t = to;
    struct store_source *known = &t->writer.source;     /* ours while the courier rests */

    courier_wait(t->courier);
    if (t->writer.failed)
        return OUTLET_FAILED;
    t->stream = stream;
    store_source_release(known);
    *known = (struct store_source){.name = mem_str(source->name)};
    t->copying = EVENT_COPY_UNKNOWN;
    t->copied_len = 0;
    enum outlet_answer answer = resume_source(t->writer.store, stream,
                                              t->options->memory, known, source);
    if (answer == OUTLET_READ) {
        tell_source(source, known);
        writer_kept(&t->writer);
        strbuf_clear(&t->writer.family);
        channel_name(&t->writer.family, source->name);
        if (store_trail_span(t->writer.store, &t->trails) != STORE_OK)
            return OUTLET_FAILED;
    }
    return answer;
}

static int64_t first_time(void *to, struct stream *stream)
{
    struct to_store *t = to;
    courier_wait(t->courier);
    return t->writer.failed ? INT64_MAX : resume_first_time(t->writer.store, stream);
}

/* Sends what is open (messages, sums of the hours) and then the place in the log, in this order:
 * one transaction holds both, so a kill between two checkpoints loses nothing and counts nothing
 * twice. */
static int checkpoint(void *to, const struct source *source, int at_end)
{
    struct to_store *t = to;
    const struct checkpoint place = {
        .source = *source,
        .framer = strbuf_view(&source->framer), .blocks = strbuf_view(&source->blocks),
        .format = slice_str(source->format), .host = slice_str(source->host),
        .wrapping = slice_str(source->wrapping),
    };

    correlator_save(t->correlator, &t->shelf.door.saver);
    hours_give(&t->hours, &(struct hours_takers){send_sum, send_flow, send_delivery,
                                                   send_login, t});
    courier_pack(t->courier, PARCEL_CHECKPOINT, &place);
    courier_send(t->courier);
    t->waiting = 0;
    t->totals->events = t->writer.events;
    if (at_end) {
        courier_wait(t->courier);
        if (!t->writer.failed)
            resume_remember(t->options->memory, t->stream, t->writer.source.id, source->offset);
    }
    return t->writer.failed || t->shelf.failed ? -1 : 0;
}

/* After a failure what is committed is what counts, and no more. */
static void kept(void *to, struct source *source)
{
    const struct to_store *t = to;
    const struct store_source *k = &t->writer.kept;

    courier_wait(t->courier);
#define TAKE(member) source->member = k->member;
    SOURCE_COUNTS(TAKE)
#undef TAKE
}

static int is_full(void *to)
{
    struct to_store *t = to;
    return t->waiting >= STORE_BATCH || hours_is_full(&t->hours) || t->writer.failed ||
           t->shelf.failed;
}

/* ---- Trails ---- */

/* Nobody else writes meanwhile: where none stood at the beginning there is nothing to ask for,
 * which the writer would have to rest for. */
static void trail_hour(void *to, int64_t hour, trail_take *take, void *take_to)
{
    struct to_store *t = to;
    if (hour < t->trails.first || hour > t->trails.last)
        return;
    courier_wait(t->courier);
    if (!t->writer.failed &&
        store_trail_hour(t->writer.store, hour, t->writer.source.id, take, take_to) < 0)
        t->writer.failed = 1;
}

static void take_trail(void *to, const struct trail *trail)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_TRAIL, trail);
}

static void take_twin(void *to, int64_t of)
{
    struct to_store *t = to;
    courier_pack(t->courier, PARCEL_TWIN, &of);
}

static void expect(void *to, size_t sources)
{
    (void)to;
    (void)sources;     /* the store looks at what it holds */
}

struct outlet to_store_outlet(struct to_store *t)
{
    return (struct outlet){
        .to = t,
        .sink = {.event = take_event, .message = take_message, .reply = take_reply,
                 .delivered = take_delivery, .flow = take_flow,
                 .login = take_login, .arrived = take_arrival, .to = t},
        .expect = expect, .begin = begin, .first_time = first_time,
        .checkpoint = checkpoint, .kept = kept, .strange = strange,
        .jump = jump, .is_full = is_full, .trail_hour = trail_hour, .trail = take_trail,
        .twin = take_twin, .copying = copying,
    };
}
