/* correlate.c - leads records through the room: finds their place, then each file does its part */
#include "correlate/correlate.h"

#include "base/hash.h"
#include "base/mem.h"
#include "correlate/passage.h"
#include "correlate/recipients.h"
#include "smtp/address.h"

#include <stdlib.h>

static void give_way(void *to, struct context *c)
{
    waiting_end(to, c);
}

struct correlator *correlator_new(const struct correlate_sink *sink)
{
    struct correlator *c = mem_alloc(sizeof *c);
    c->sink = *sink;
    c->contexts.limit = CONTEXTS_MOST;
    c->contexts.give_way = give_way;
    c->contexts.to = c;
    return c;
}

void correlator_free(struct correlator *c)
{
    if (!c)
        return;
    context_table_release(&c->contexts);
    strbuf_release(&c->key);
    strbuf_release(&c->text);
    strbuf_release(&c->scratch);
    strbuf_release(&c->domain);
    strbuf_release(&c->place);
    free(c);
}

void correlator_shelve(struct correlator *c, const struct context_shelf *shelf)
{
    c->contexts.shelf = shelf;
    c->contexts.limit = CONTEXTS_BEFORE_SHELF;
}

static void settle_signs(struct correlator *c)
{
    if (c->sink.flow)
        flows_settle(&c->signs, &c->sink);
}

void correlator_save(struct correlator *c, const struct context_saver *saver)
{
    settle_signs(c);
    context_save(&c->contexts, saver);
}

void correlator_load(struct correlator *c, struct smtplog_slice key, struct smtplog_slice blob)
{
    context_load(&c->contexts, key, blob);
    if (key.len && key.ptr[0] == KEY_QUEUE)
        passage_know_queue(c, key);
}

void correlate_end(struct correlator *c, int for_good)
{
    settle_signs(c);
    waiting_at_end(c);
    for (struct context *s = c->contexts.oldest; for_good && s; s = s->newer)
        waiting_end(c, s);
}

/* Writes "MTA\0HOST\0" of the record, unless that stands there already: lines come in runs of one
 * host. */
static void find_place(struct correlator *c, const struct correlate_record *record)
{
    struct smtplog_slice host = record->line->host;

    if (c->mta.ptr == record->mta.ptr && slice_eq(c->host, host) && !c->host.ptr == !host.ptr)
        return;
    settle_signs(c);
    strbuf_clear(&c->place);
    strbuf_add(&c->place, record->mta.ptr, record->mta.len + 1);
    strbuf_slice(&c->place, host);
    strbuf_char(&c->place, '\0');
    c->mta = record->mta;
    c->host = slice_of(host.ptr ? c->place.ptr + record->mta.len + 1 : NULL, host.len);
    c->signs.ends = c->signs.begins;    /* what comes is of another host */
}

struct smtplog_slice passage_key(struct passage *p, char kind, struct smtplog_slice name,
                                 struct smtplog_slice more)
{
    const struct smtplog_slice place = strbuf_view(&p->c->place);
    struct strbuf *b = &p->c->key;

    b->len = 0;
    char *at = strbuf_room(b, 1 + place.len + name.len + (more.len ? more.len + 1 : 0));
    *at++ = kind;
    memcpy(at, place.ptr, place.len);
    at += place.len;
    if (name.len)
        memcpy(at, name.ptr, name.len);
    at += name.len;
    if (more.len) {
        *at++ = '\0';
        memcpy(at, more.ptr, more.len);
    }
    return strbuf_view(b);
}

struct context *passage_context(struct passage *p, char kind, struct smtplog_slice name,
                                struct smtplog_slice more)
{
    struct smtplog_slice key = passage_key(p, kind, name, more);
    struct context *found = context_find(&p->c->contexts, key);
    return context_touch(&p->c->contexts, found, key, p->record->line->time);
}

uint64_t correlate_identity(const struct smtplog_line *line, const struct smtplog_event *said,
                            const char *mta)
{
    struct smtplog_slice words = said->identity.ptr ? said->identity : line->body;
    return hash_bytes(words.ptr, words.len, (uint64_t)line->time * 31 + (unsigned char)mta[0]);
}

/* ---- The way through ---- */

/* The way of one record: find what it belongs to, learn from it, let it decide what waited, tell
 * it, and end what it ends. Order matters: a line that ends a session still has that session's
 * facts. */
static void lead_through(struct correlator *c, const struct correlate_record *record)
{
    struct passage p;
    const uint32_t flags = record->said->flags;

    p.c = c;
    p.record = record;
    p.said = record->said;
    p.message = p.session = NULL;
    p.known = 0;
    p.flows = (struct flows){.sink = &c->sink, .record = record, .scratch = &c->domain};

    c->now = record;
    find_place(c, record);
    passage_find_session(&p);
    passage_find_message(&p);
    passage_learn_session(&p);
    passage_learn_message(&p);
    evidence_learn(&p);
    passage_tell_own(&p, waiting_decide(&p));
    flows_record(&p.flows, &c->signs, c->host);
    if (c->sink.heard)
        passage_tell_heard(&p);
    if (p.message && (flags & SMTPLOG_MESSAGE_ENDS))
        context_end(&c->contexts, p.message);
    if (p.session && (flags & SMTPLOG_SESSION_ENDS)) {
        waiting_end(c, p.session);
        context_drop(&c->contexts, p.session);
    }
    c->now = NULL;
}

static int is_mapped(struct smtplog_slice ip)
{
    return ip.len > 7 && ip.ptr[0] == ':' && ip.ptr[1] == ':';
}

/* The same of each further recipient; only the first record counts what is not theirs. */
static void lead_others(struct correlator *c, const struct correlate_record *record,
                        struct smtplog_event *said)
{
    struct smtplog_slice list = said->further;

    memset(said->accepted, 0, sizeof said->accepted);
    memset(said->refused, 0, sizeof said->refused);
    said->flags &= ~(uint32_t)(SMTPLOG_MESSAGE_BEGINS | SMTPLOG_SESSION_BEGINS);
    do
        said->identity = recipients_words(list, record->line->body);
    while (recipients_next(&list, &said->recipient) && (lead_through(c, record), list.len));
}

/* The same with IPv4 addresses that were written as IPv6 ones as what they are, and told of each
 * recipient. */
static void lead_put_right(struct correlator *c, const struct correlate_record *record)
{
    struct smtplog_event said = *record->said;
    struct correlate_record plain = *record;

    plain.said = &said;
    said.peer_ip = address_ip(said.peer_ip);
    said.client_ip = address_ip(said.client_ip);
    lead_through(c, &plain);
    if (said.further.len)
        lead_others(c, &plain, &said);
}

void correlate(struct correlator *c, const struct correlate_record *record)
{
    const struct smtplog_event *said = record->said;

    if (is_mapped(said->peer_ip) || is_mapped(said->client_ip) || said->further.len)
        lead_put_right(c, record);
    else
        lead_through(c, record);
}
