/* Counts that no reply tells.  What goes through a filter on the same machine would be
 * counted twice, on its way there and on its way back; the loopback address tells such
 * steps from the others. */
#include "correlate/flows.h"

#include "smtp/address.h"

void flows_tell(const struct flows *f, uint32_t direction, enum flow_kind kind, uint64_t n)
{
    const struct smtplog_event *said = f->record->said;
    struct flow flow = {
        .time = f->record->line->time, .host = f->record->line->host,
        .mta = slice_str(f->record->mta), .process = said->process, .direction = direction,
    };
    if (!f->sink->flow || !n)
        return;
    flow.n[kind] = n;
    if (kind >= FLOW_DELIVERIES) {
        strbuf_clear(f->scratch);
        if (address_domain(f->scratch, said->recipient))
            flow.domain = strbuf_view(f->scratch);
    }
    f->sink->flow(f->sink->to, &flow);
}

static int is_loopback(struct smtplog_slice ip)
{
    return slice_starts(ip, "127.") || slice_is(ip, "::1");
}

/* LMTP over loopback reaches a mailbox; SMTP over loopback reaches a filter. */
void flows_delivery(const struct flows *f, uint64_t n)
{
    const struct smtplog_event *said = f->record->said;
    if (said->direction == SMTPLOG_INBOUND || !said->recipient.len ||
        (said->flags & SMTPLOG_PROBE))
        return;
    if (!is_loopback(said->peer_ip) || slice_is(said->process, "lmtp"))
        flows_tell(f, said->direction, FLOW_DELIVERIES, n);
}

/* Postfix's queue manager and Exim's arrival tell the size once the whole message is there. */
void flows_message(const struct flows *f, const struct context *m)
{
    const struct login login = {
        .time = f->record->line->time, .host = f->record->line->host, .messages = 1,
        .user = context_fact(m, FACT_SASL_USER), .client_ip = context_fact(m, FACT_CLIENT_IP),
        .client_name = context_fact(m, FACT_CLIENT_NAME),
    };
    int has_client = login.client_ip.len || login.client_name.len;
    uint32_t direction = has_client ? SMTPLOG_INBOUND : SMTPLOG_LOCAL;
    if (m->n.probe || m->n.inherited || is_loopback(login.client_ip))
        return;
    flows_tell(f, direction, FLOW_MESSAGES, 1);
    flows_tell(f, direction, FLOW_BYTES, (uint64_t)m->n.size);
    if (!login.user.len)
        return;
    flows_tell(f, direction, FLOW_SUBMITTED, 1);
    if (f->sink->login)
        f->sink->login(f->sink->to, &login);
}
