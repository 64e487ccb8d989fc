/* The story as rows for programs. */
#include "trace/trace.h"

enum { TIME, HOST, MTA, DIRECTION, PHASE, CODE, CLASS, ENHANCED, DISPOSITION, FINAL, ECHO,
       QUEUE_ID, SENDER, RECIPIENT, PEER_NAME, PEER_IP, SASL_USER, CAUSE, PROVIDER, TEXT, SOURCE,
       LINE_NO, STEP, TIMES, MESSAGE_ID, NEXT_QUEUE_ID, FORMER_QUEUE_ID, HOP, KNOWN_FROM,
       CODE_SOURCE, CELLS };
static const struct column columns[CELLS] = {
    {.name = "time"}, {.name = "host"}, {.name = "mta"}, {.name = "direction"}, {.name = "phase"},
    {.name = "code", .number = 1, .plain = 1}, {.name = "class"}, {.name = "enhanced"},
    {.name = "disposition"}, {.name = "final", .number = 1}, {.name = "echo", .number = 1},
    {.name = "queue_id"}, {.name = "sender"}, {.name = "recipient"}, {.name = "peer_name"},
    {.name = "peer_ip"}, {.name = "sasl_user"}, {.name = "cause"}, {.name = "provider"},
    {.name = "text"}, {.name = "source"}, {.name = "line_no", .number = 1, .plain = 1},
    {.name = "step"}, {.name = "times", .number = 1}, {.name = "message_id"},
    {.name = "next_queue_id"}, {.name = "former_queue_id"}, {.name = "hop"},
    {.name = "known_from"}, {.name = "code_source"},
};

/* A row a step; what only the message knows (sender, Message-ID) is in each, so that a row can
 * be read by itself. */
static void put_events(struct format_writer *w, const struct trace_message *m)
{
    struct strbuf time = {0};
    for (size_t i = 0; i < m->len; i++) {
        const struct trace_event *e = &m->events[i];
        char class[] = {(char)('0' + e->class), 'x', 'x', 0};
        strbuf_clear(&time);
        period_rfc3339(&time, e->time);
        const struct cell cells[CELLS] = {
            cell_text(strbuf_view(&time)), cell_str(e->host), cell_str(e->mta),
            cell_str(e->direction), cell_str(e->phase),
            e->code ? cell_int(e->code) : cell_str(NULL),
            cell_str(e->class ? class : NULL), cell_str(e->enhanced), cell_str(e->disposition),
            cell_int(e->final), cell_int(e->echo), cell_str(e->queue_id),
            cell_str(e->sender ? e->sender : m->sender), cell_str(e->recipient),
            cell_str(e->peer_name), cell_str(e->peer_ip), cell_str(e->sasl_user),
            cell_str(e->cause), cell_str(e->provider), cell_str(e->text), cell_str(e->source),
            e->line_no ? cell_int(e->line_no) : cell_str(NULL),
            cell_str(trace_step_word(e->step)), cell_int(e->times), cell_str(m->message_id),
            cell_str(e->next_queue_id), cell_str(e->former_queue_id),
            cell_str(trace_hop_word(e->hop)), cell_str(e->stored ? "database" : "log"),
            cell_str(!e->code ? NULL : e->code_implied ? "implied" : "logged"),
        };
        format_row(w, cells);
    }
    strbuf_release(&time);
}

void trace_rows(FILE *out, const struct trace *t, const struct format_options *format)
{
    struct format_writer *w = format_begin(out, format, columns, CELLS);
    for (size_t i = 0; i < t->len; i++)
        put_events(w, &t->messages[i]);
    put_events(w, &t->named);
    format_end(w);
}
