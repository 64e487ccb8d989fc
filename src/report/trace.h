/* trace.h - the story of a message, or of whatever an address or a name met, in order of time
 *
 * A queue id may have been used more than once: each life is a message of its own, told apart by
 * its times.  What was delivered at once is not in the database; a message is here because
 * something about it failed.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include "report/advice.h"
#include "report/format.h"
#include "report/period.h"

struct trace_event {
    int64_t time;
    int32_t micros, digits, code, class, after_code;
    unsigned code_implied : 1, echo : 1, final : 1;
    /* owned; NULL: not known */
    char *host, *mta, *process, *direction, *phase, *enhanced, *disposition, *origin, *tag,
        *queue_id, *sender, *recipient, *peer_name, *peer_ip, *sasl_user, *text, *cause, *provider,
        *source;
    int64_t line_no;
};

struct trace_message {
    int64_t id, first, last, size;
    char *host, *queue_id, *header_id, *sender, *client_name, *client_ip, *sasl_user,
        *helo; /* owned */
    struct trace_event *events;
    size_t len, cap;
    struct trace_fate { char *recipient; int64_t delivered; } *fates;
    size_t fates_len, fates_cap;
};

struct trace {
    struct trace_message *messages;     /* named by queue id or Message-ID */
    size_t len, cap;
    struct trace_message named;         /* no message: the events that name the word */
    int cut;                            /* 1: there are more than TRACE_EVENTS of these */
};
enum { TRACE_EVENTS = 1000 };

/* 0, or STORE_FAILED: told.  Messages are looked up in the whole database, names in the period. */
int trace_build(struct trace *t, struct store *s, const char *word, struct period period);
void trace_release(struct trace *t);
int trace_is_empty(const struct trace *t);

void trace_text(struct strbuf *out, const struct trace *t, const struct adviser *adviser,
                struct style style, int width);
/* A row an event, columns as in the view `events`. */
void trace_rows(FILE *out, const struct trace *t, const struct format_options *format);

#endif
