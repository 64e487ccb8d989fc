/* The same masks as the database's, applied to an event that is on its way to a pipe. */
#include "ingest/masker.h"

#include "base/text.h"

typedef void mask_function(struct strbuf *out, struct smtplog_slice text, struct mask_key key);

/* Members of an event, how they are masked, and for whom. */
static const struct maskable {
    size_t at;
    mask_function *mask;
    enum anonymity from;
    int of_peer;                        /* the other side: a client if it was answered */
} maskable[] = {
    {offsetof(struct event, sender), mask_address, ANONYMITY_PEOPLE, 0},
    {offsetof(struct event, recipient), mask_address, ANONYMITY_PEOPLE, 0},
    {offsetof(struct event, sasl_user), mask_address, ANONYMITY_PEOPLE, 0},
    {offsetof(struct event, peer_name), mask_host, ANONYMITY_CLIENTS, 1},
    {offsetof(struct event, peer_ip), mask_host, ANONYMITY_CLIENTS, 1},
    {offsetof(struct event, client_name), mask_host, ANONYMITY_CLIENTS, 0},
    {offsetof(struct event, client_ip), mask_host, ANONYMITY_CLIENTS, 0},
    {offsetof(struct event, helo), mask_host, ANONYMITY_CLIENTS, 0},
};
enum { MASKABLE = sizeof maskable / sizeof *maskable };

static int applies(const struct masker *m, const struct maskable *to, const struct event *e)
{
    return to->from <= m->anonymity && (!to->of_peer || e->direction == SMTPLOG_INBOUND);
}

/* Of the bytes as the database holds them, so that a word is the same in both. */
static size_t append(struct masker *m, mask_function *mask, struct smtplog_slice name)
{
    size_t before = m->words.len;
    strbuf_clear(&m->clean);
    text_clean(&m->clean, name);
    mask(&m->words, strbuf_view(&m->clean), m->key);
    return m->words.len - before;
}

void masker_mask(struct masker *m, struct event *event)
{
    size_t len[MASKABLE] = {0}, at = 0;
    strbuf_clear(&m->words);
    for (size_t i = 0; i < MASKABLE; i++) {
        struct smtplog_slice *name = (void *)((char *)event + maskable[i].at);
        if (name->ptr && applies(m, &maskable[i], event))
            len[i] = append(m, maskable[i].mask, *name);
    }
    for (size_t i = 0; i < MASKABLE; i++)       /* only now: the buffer has moved as it grew */
        if (len[i]) {
            struct smtplog_slice *name = (void *)((char *)event + maskable[i].at);
            *name = slice_of(m->words.ptr + at, len[i]);
            at += len[i];
        }
    event->message_id = slice_of(NULL, 0);
    event->text = event->reason;
}

void masker_release(struct masker *m)
{
    strbuf_release(&m->clean);
    strbuf_release(&m->words);
}
