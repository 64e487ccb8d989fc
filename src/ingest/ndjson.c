/* The keys are those of the view `events`, so that a script can read either. */
#include "ingest/ndjson.h"

#include "smtp/address.h"

#include <stdio.h>
#include <time.h>

static void known_number(struct export_row *row, const char *name, int64_t n)
{
    if (n)
        export_int(row, name, n);
    else
        export_null(row, name);
}

/* ISO 8601, UTC, the fraction with as many digits as the log had. */
static void time_text(struct export_row *row, const struct event *e)
{
    char text[48];
    struct tm tm;
    time_t t = (time_t)e->time;
    int32_t fraction = e->micros;

    for (int i = e->digits; i < 6; i++)
        fraction /= 10;
    gmtime_r(&t, &tm);
    size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
    if (e->digits > 0)
        n += (size_t)snprintf(text + n, sizeof text - n, ".%0*d", (int)e->digits, (int)fraction);
    text[n++] = 'Z';
    export_text(row, "time", slice_of(text, n));
}

/* An address and its domain, lower-cased. */
static void address(struct export_row *row, const char *name, const char *domain_name,
                    struct smtplog_slice s)
{
    struct strbuf domain = {0};
    export_text(row, name, s);
    if (address_domain(&domain, s))
        export_text(row, domain_name, strbuf_view(&domain));
    else
        export_null(row, domain_name);
    strbuf_release(&domain);
}

static void class_text(struct export_row *row, int32_t class)
{
    const char text[] = {(char)('0' + class), 'x', 'x'};
    export_text(row, "class", slice_of(class ? text : NULL, sizeof text));
}

/* Who answered whom, when in the dialogue, with what, and what became of it: in the order of the
 * contract. */
static void verdict(struct export_row *row, const struct event *e)
{
    const char *code_source = !e->code ? NULL : e->code_implied ? "implied" : "logged";
    export_text(row, "process", e->process);
    export_text(row, "direction", slice_str(event_direction_word(e->direction)));
    export_text(row, "phase", slice_str(event_phase_word(e->phase)));
    known_number(row, "code", e->code);
    export_text(row, "code_source", slice_str(code_source));
    class_text(row, e->class);
    export_text(row, "enhanced", e->enhanced);
    export_text(row, "origin", slice_str(event_origin_word(e->origin)));
    export_text(row, "tag", e->tag);
    known_number(row, "after_code", e->after_code);
    export_text(row, "challenge", e->challenge);
    export_text(row, "disposition", slice_str(event_disposition_word(e->disposition)));
    export_int(row, "final", e->final);
    export_int(row, "echo", e->echo);
}

/* By the names that the view `events` has: who reads lines and who asks a database finds the
 * same. */
static void event_cells(struct export_row *row, const struct event *e)
{
    export_int(row, "ts", e->time);
    time_text(row, e);
    export_text(row, "host", e->host);
    export_text(row, "mta", e->mta);
    verdict(row, e);
    export_text(row, "queue_id", e->queue_id);
    export_text(row, "message_id", e->message_id);
    address(row, "sender", "sender_domain", e->sender);
    address(row, "recipient", "recipient_domain", e->recipient);
    export_text(row, "peer_name", e->peer_name);
    export_text(row, "peer_ip", e->peer_ip);
    known_number(row, "peer_port", e->peer_port);
    export_text(row, "client_name", e->client_name);
    export_text(row, "client_ip", e->client_ip);
    export_text(row, "sasl_user", e->sasl_user);
    export_text(row, "helo", e->helo);
    export_text(row, "text", e->text);
    export_text(row, "reason", e->reason);
    export_text(row, "cause", e->cause);
    export_text(row, "provider", e->provider);
    export_text(row, "source", e->source);
    known_number(row, "line_no", (int64_t)e->line_no);
}

void ndjson_event(struct strbuf *out, const struct event *e)
{
    struct export_row row = export_row_begin(out, EXPORT_NDJSON);
    event_cells(&row, e);
    export_row_end(&row);
}

void ndjson_export(struct strbuf *out, enum export_format format, const struct event *e,
                   const struct export_place *place)
{
    struct export_row row = export_row_begin(out, format);
    event_cells(&row, e);
    export_place(&row, place);
    export_row_end(&row);
}

void ndjson_export_names(struct strbuf *out, enum export_format format)
{
    struct export_row row = export_names_begin(out, format);
    event_cells(&row, &(struct event){0});
    export_place(&row, &(struct export_place){0});
    export_row_end(&row);
}
