/* Counts that no reply tells.  What goes through a filter on the same machine would be
 * counted twice, on its way there and on its way back; the loopback address tells such
 * steps from the others. */
#include "correlate/flows.h"

#include "base/units.h"
#include "smtp/address.h"

struct smtplog_slice flows_domain(struct flows *f)
{
    if (f->asked)
        return f->domain;
    f->asked = 1;
    strbuf_clear(f->scratch);
    if (address_domain(f->scratch, f->record->said->recipient))
        f->domain = strbuf_view(f->scratch);
    return f->domain;
}

/* What a copy says was counted where the record stands first. */
static void send(struct flows *f, uint32_t direction, struct flow *flow)
{
    if (!f->sink->flow)
        return;
    flow->time = f->record->line->time;
    if (f->record->is_copy)
        return;
    flow->host = f->record->line->host;
    flow->mta = f->record->mta;
    flow->process = f->record->said->process;
    flow->direction = direction;
    f->sink->flow(f->sink->to, flow);
}

void flows_tell(struct flows *f, uint32_t direction, enum flow_kind kind, uint64_t n)
{
    struct flow flow = {0};
    if (!n)
        return;
    flow.n[kind] = n;
    if (kind >= FLOW_DELIVERIES)
        flow.domain = flows_domain(f), flow.server = f->record->said->peer_name;
    send(f, direction, &flow);
}

/* ---- Signs of life ---- */

void flows_settle(struct signs *signs, const struct correlate_sink *sink)
{
    for (size_t i = 0; i < SIGNS_MOST; i++) {
        struct sign *sign = &signs->list[i];
        struct flow flow = {
            .time = signs->begins, .host = signs->host, .mta = signs->mta,
            .process = slice_of(sign->process, sign->len), .direction = sign->direction,
            .n = {[FLOW_RECORDS] = sign->n},
        };
        if (sign->n)
            sink->flow(sink->to, &flow);
        sign->n = 0;
    }
}

static int is_of(const struct sign *sign, struct smtplog_slice process, uint32_t direction)
{
    return sign->len == process.len && sign->direction == direction &&
           memcmp(sign->process, process.ptr, process.len) == 0;
}

/* The place of a process: by its length and last letter, else the next. */
static struct sign *find_sign(struct signs *signs, struct smtplog_slice process,
                              uint32_t direction)
{
    size_t first = process.len + direction * 5 + (unsigned char)process.ptr[process.len - 1];
    for (size_t i = 0; i < SIGNS_MOST; i++) {
        struct sign *sign = &signs->list[(first + i) % SIGNS_MOST];
        if (sign->n && !is_of(sign, process, direction))
            continue;
        if (!sign->n) {
            memcpy(sign->process, process.ptr, process.len);
            sign->len = (uint32_t)process.len;
            sign->direction = direction;
        }
        return sign;
    }
    return NULL;
}

void flows_record(struct flows *f, struct signs *signs, struct smtplog_slice host)
{
    const struct correlate_record *r = f->record;
    const struct smtplog_slice process = r->said->process;
    const int64_t time = r->line->time;

    if (!f->sink->flow || r->is_copy)
        return;
    if (time < signs->begins || time >= signs->ends || signs->host.ptr != host.ptr ||
        signs->mta.ptr != r->mta.ptr) {
        flows_settle(signs, f->sink);
        signs->begins = time - ((time % HOUR) + HOUR) % HOUR;
        signs->ends = signs->begins + HOUR;
        signs->host = host;
        signs->mta = r->mta;
    }
    struct sign *sign = process.len && process.len <= SIGNS_NAME
                            ? find_sign(signs, process, r->said->direction) : NULL;
    if (sign)
        sign->n += r->times;
    else
        flows_tell(f, r->said->direction, FLOW_RECORDS, r->times);
}

/* ---- Messages and deliveries ---- */

static int is_loopback(struct smtplog_slice ip)
{
    return slice_starts(ip, "127.") || slice_is(ip, "::1");
}

/* LMTP over loopback reaches a mailbox; SMTP over loopback reaches a filter. */
void flows_delivery(struct flows *f, uint64_t n)
{
    const struct smtplog_event *said = f->record->said;
    if (said->direction == SMTPLOG_INBOUND || !said->recipient.len ||
        (said->flags & SMTPLOG_PROBE))
        return;
    if (!is_loopback(said->peer_ip) || slice_is(said->process, "lmtp"))
        flows_tell(f, said->direction, FLOW_DELIVERIES, n);
}

static void tell_arrival(struct flows *f, const struct context *m, const struct login *who)
{
    const struct arrival arrival = {
        .time = who->time, .sender = context_fact(m, FACT_SENDER),
        .client_name = who->client_name, .client_ip = who->client_ip,
    };
    if (arrival.sender.ptr && f->sink->arrived && !f->record->is_copy)
        f->sink->arrived(f->sink->to, &arrival);
}

/* Postfix's queue manager and Exim's arrival tell the size once the whole message is there.  What
 * comes from this machine without a login is a filter's, counted on its way there; a user who
 * logged in from here uses the webmail. */
void flows_message(struct flows *f, const struct context *m)
{
    const struct login login = {
        .time = f->record->line->time, .host = f->record->line->host, .messages = 1,
        .user = context_fact(m, FACT_SASL_USER), .client_ip = context_fact(m, FACT_CLIENT_IP),
        .client_name = context_fact(m, FACT_CLIENT_NAME),
    };
    int has_client = login.client_ip.len || login.client_name.len;
    struct flow flow = {
        .n = {[FLOW_MESSAGES] = 1, [FLOW_BYTES] = (uint64_t)m->n.size,
              [FLOW_SUBMITTED] = login.user.len != 0},
    };
    if (m->n.probe || m->n.inherited || (is_loopback(login.client_ip) && !login.user.len))
        return;
    send(f, has_client ? SMTPLOG_INBOUND : SMTPLOG_LOCAL, &flow);
    if (login.user.len && f->sink->login)
        f->sink->login(f->sink->to, &login);
    if (!login.user.len && has_client)
        tell_arrival(f, m, &login);
}
