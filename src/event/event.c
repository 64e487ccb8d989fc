/* The contract's words of phases, directions and dispositions, by number: the one table for
 * parser, database and JSON. */
#include "event/event.h"

static const char *const directions[] = {NULL, "inbound", "outbound", "local"};
static const char *const phases[SMTPLOG_PHASES] = {
    NULL, "connect", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "eod", "rset", "vrfy",
    "etrn", "quit", "other",
};
static const char *const dispositions[SMTPLOG_DISPOSITIONS] = {
    NULL, "rejected", "deferred", "bounced", "expired", "aborted", "auth_failed", "held",
    "discarded", "warned", "attempt",
};
static const char *const origins[] = {NULL, "remote", "local"};

const size_t event_texts[EVENT_TEXTS] = {
#define TEXT(m) offsetof(struct event, m)
    TEXT(host), TEXT(mta), TEXT(process), TEXT(enhanced), TEXT(challenge), TEXT(queue_id),
    TEXT(message_id), TEXT(sender), TEXT(recipient), TEXT(peer_name), TEXT(peer_ip),
    TEXT(client_name), TEXT(client_ip), TEXT(sasl_user), TEXT(helo), TEXT(text), TEXT(source),
#undef TEXT
};

#define WORD(table, i) ((i) < sizeof(table) / sizeof *(table) ? (table)[i] : NULL)

const char *event_direction_word(uint32_t direction) { return WORD(directions, direction); }
const char *event_phase_word(uint32_t phase) { return WORD(phases, phase); }
const char *event_disposition_word(uint32_t disposition)
{
    return WORD(dispositions, disposition);
}
const char *event_origin_word(uint32_t origin) { return WORD(origins, origin); }

int32_t event_class(int32_t code, struct smtplog_slice enhanced, uint32_t disposition)
{
    if (code >= 300 && code < 600)
        return code / 100;
    if (disposition == SMTPLOG_DISCARDED || (code / 10 == 25 && disposition == SMTPLOG_REJECTED))
        return 0;                       /* the client was told that all is well */
    if (enhanced.len && (enhanced.ptr[0] == '4' || enhanced.ptr[0] == '5'))
        return enhanced.ptr[0] - '0';
    switch (disposition) {
    case SMTPLOG_DEFERRED:
    case SMTPLOG_ATTEMPT:
    case SMTPLOG_ABORTED:
    case SMTPLOG_HELD:
        return 4;
    default:
        return 5;
    }
}

void event_settle(struct event *e)
{
    e->class = event_class(e->code, e->enhanced, e->disposition);
    if (!e->class)
        e->final = 0;
}
