/* The same masks as the database's, applied to an event that is on its way to a pipe. */
#include "ingest/unnamed.h"

#include "base/text.h"

typedef void mask_function(struct strbuf *out, struct smtplog_slice text, struct mask_key key);

/* Members of an event, how they are masked, and for whom. */
static const struct named {
    size_t at;
    mask_function *mask;
    enum store_anonymity from;
    int of_peer;                        /* the other side: a client if it was answered */
} named[] = {
    {offsetof(struct event, sender), mask_address, STORE_ANONYMOUS, 0},
    {offsetof(struct event, recipient), mask_address, STORE_ANONYMOUS, 0},
    {offsetof(struct event, sasl_user), mask_address, STORE_ANONYMOUS, 0},
    {offsetof(struct event, peer_name), mask_host, STORE_ANONYMOUS_CLIENTS, 1},
    {offsetof(struct event, peer_ip), mask_host, STORE_ANONYMOUS_CLIENTS, 1},
    {offsetof(struct event, client_name), mask_host, STORE_ANONYMOUS_CLIENTS, 0},
    {offsetof(struct event, client_ip), mask_host, STORE_ANONYMOUS_CLIENTS, 0},
    {offsetof(struct event, helo), mask_host, STORE_ANONYMOUS_CLIENTS, 0},
};
enum { NAMED = sizeof named / sizeof *named };

static int applies(const struct unnamed *u, const struct named *n, const struct event *e)
{
    return n->from <= u->anonymity && (!n->of_peer || e->direction == SMTPLOG_INBOUND);
}

/* Of the bytes as the database holds them, so that a word is the same in both. */
static size_t append(struct unnamed *u, mask_function *mask, struct smtplog_slice name)
{
    size_t before = u->words.len;
    strbuf_clear(&u->clean);
    text_clean(&u->clean, name);
    mask(&u->words, strbuf_view(&u->clean), u->key);
    return u->words.len - before;
}

void unnamed_event(struct unnamed *u, struct event *event)
{
    size_t len[NAMED] = {0}, at = 0;
    strbuf_clear(&u->words);
    for (size_t i = 0; i < NAMED; i++) {
        struct smtplog_slice *name = (void *)((char *)event + named[i].at);
        if (name->ptr && applies(u, &named[i], event))
            len[i] = append(u, named[i].mask, *name);
    }
    for (size_t i = 0; i < NAMED; i++)          /* only now: the buffer has moved as it grew */
        if (len[i]) {
            struct smtplog_slice *name = (void *)((char *)event + named[i].at);
            *name = slice_of(u->words.ptr + at, len[i]);
            at += len[i];
        }
    event->message_id = slice_of(NULL, 0);
    event->text = event->reason;
}

void unnamed_release(struct unnamed *u)
{
    strbuf_release(&u->clean);
    strbuf_release(&u->words);
}
