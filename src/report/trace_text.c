/* The story as text for people and as rows for programs. */
#include "base/mem.h"
#include "report/lay.h"
#include "report/say.h"
#include "report/trace.h"

#include <stdlib.h>


enum { INDENT = 2, EXPLAINED = 16 };

static void add_word(struct strbuf *out, const char *word, const char *before)
{
    if (word && *word)
        strbuf_fmt(out, "%s%s", before, word);
}

static void say_client(struct strbuf *out, const struct trace_message *m, const struct lang *lang)
{
    if (m->client_name || m->client_ip) {
        strbuf_fmt(out, "%s ", tr(lang, "from"));
        add_word(out, m->client_name, "");
        if (m->client_ip)
            strbuf_fmt(out, "[%s]", m->client_ip);
    }
    if (m->sasl_user)
        strbuf_fmt(out, ", %s %s", tr(lang, "user"), m->sasl_user);
    if (m->helo)
        strbuf_fmt(out, ", HELO %s", m->helo);
    if (m->size)
        strbuf_fmt(out, ", %lld %s", (long long)m->size, tr(lang, "bytes"));
    if (m->header_id)
        strbuf_fmt(out, ", Message-ID %s", m->header_id);
}

static void say_message(struct strbuf *out, const struct trace_message *m, struct style style,
                        int width, const struct lang *lang)
{
    struct strbuf text = {0}, safe = {0};
    strbuf_fmt(&text, "%s %s", tr(lang, "Message"), m->queue_id);
    add_word(&text, m->host, " @ ");
    if (m->sender)
        strbuf_fmt(&text, "  <%s>", m->sender);
    text_for_terminal(&safe, strbuf_view(&text));
    lay_styled(out, safe.ptr, STYLE_HEADING, style);
    strbuf_char(out, '\n');
    strbuf_clear(&text);
    strbuf_clear(&safe);
    strbuf_str(&text, "");
    say_client(&text, m, lang);
    text_for_terminal(&safe, strbuf_view(&text));
    wrap_text(out, strbuf_view(&safe), INDENT, width);
    strbuf_release(&text);
    strbuf_release(&safe);
}

/* "550 5.1.1 rejected at rcpt, mx.example.com[192.0.2.1], <a@...> to <b@...>: text" */
static void say_event(struct strbuf *out, const struct trace_event *e, int with_message,
                      const struct lang *lang)
{
    if (e->code)
        strbuf_fmt(out, "%d ", e->code);
    if (e->enhanced)
        strbuf_fmt(out, "%s ", e->enhanced);
    strbuf_str(out, e->disposition ? e->disposition : "");
    add_word(out, e->phase, " @ ");
    if (e->after_code)
        strbuf_fmt(out, " (%s %d)", tr(lang, "after"), e->after_code);
    if (e->peer_name || e->peer_ip) {
        strbuf_str(out, ", ");
        add_word(out, e->peer_name, "");
        if (e->peer_ip)
            strbuf_fmt(out, "[%s]", e->peer_ip);
    }
    add_word(out, with_message ? e->sasl_user : NULL, ", ");
    if (with_message && e->sender)
        strbuf_fmt(out, ", <%s>", e->sender);
    if (e->recipient)
        strbuf_fmt(out, " → <%s>", e->recipient);
    add_word(out, with_message ? e->queue_id : NULL, ", ");
    if (e->echo)
        strbuf_fmt(out, " (%s)", tr(lang, "an earlier reply, repeated"));
    add_word(out, e->text, ": ");
}

static void say_events(struct strbuf *out, const struct trace_message *m, int with_message,
                       struct style style, int width, const struct lang *lang)
{
    struct strbuf text = {0}, time = {0};
    for (size_t i = 0; i < m->len; i++) {
        const struct trace_event *e = &m->events[i];
        strbuf_clear(&time);
        strbuf_clear(&text);
        strbuf_str(&text, "");
        period_clock(&time, e->time);
        say_event(&text, e, with_message, lang);
        strbuf_fmt(out, "%*s%s  ", INDENT, "", time.ptr);
        int left = INDENT + (int)time.len + 2;
        struct strbuf safe = {0};
        struct smtplog_slice line;
        text_for_terminal(&safe, strbuf_view(&text));
        struct smtplog_slice rest = strbuf_view(&safe);
        strbuf_str(out, style_begin(style, style_of_class(e->class)));
        for (int first = 1; wrap_line(&rest, width - left, &line); first = 0)
            strbuf_fmt(out, "%s%*s%.*s", first ? "" : "\n", first ? 0 : left, "", (int)line.len,
                       line.ptr);
        strbuf_str(out, style_end(style, style_of_class(e->class)));
        strbuf_char(out, '\n');
        strbuf_release(&safe);
    }
    strbuf_release(&text);
    strbuf_release(&time);
}

static void say_fates(struct strbuf *out, const struct trace_message *m, const struct lang *lang)
{
    struct strbuf time = {0}, safe = {0};
    for (size_t i = 0; i < m->fates_len; i++) {
        strbuf_clear(&time);
        strbuf_clear(&safe);
        strbuf_str(&safe, "");
        period_clock(&time, m->fates[i].delivered);
        text_for_terminal(&safe, slice_str(m->fates[i].recipient));
        strbuf_fmt(out, "%*s%s  %s → <%s>\n", INDENT, "", time.ptr, tr(lang, "delivered"),
                   safe.ptr);
    }
    strbuf_release(&time);
    strbuf_release(&safe);
}

/* Each cause that came up, once. */
static void say_causes(struct strbuf *out, const struct trace_message *const *messages, size_t len,
                       const struct adviser *adviser, struct style style, int width)
{
    const char *said[EXPLAINED];
    size_t n = 0;
    int lang = knowledge_lang_of(adviser->lang->name);
    for (size_t i = 0; i < len; i++)
        for (size_t k = 0; k < messages[i]->len; k++) {
            const char *cause = messages[i]->events[k].cause;
            struct knowledge_cause known;
            size_t at = 0;
            while (at < n && cause && strcmp(said[at], cause) != 0)
                at++;
            if (!cause || at < n || n == EXPLAINED ||
                !knowledge_cause(adviser->knowledge, slice_str(cause), lang, &known))
                continue;
            said[n++] = cause;
            struct strbuf title = {0};
            strbuf_slice(&title, known.title);
            strbuf_char(out, '\n');
            lay_styled(out, title.ptr ? title.ptr : cause, STYLE_HEADING, style);
            strbuf_char(out, '\n');
            wrap_text(out, known.description, INDENT, width);
            wrap_text(out, known.how_to_fix, INDENT, width);
            strbuf_release(&title);
        }
}

void trace_text(struct strbuf *out, const struct trace *t, const struct adviser *adviser,
                struct style style, int width)
{
    const struct trace_message **all = mem_alloc((t->len + 1) * sizeof *all);
    for (size_t i = 0; i < t->len; i++) {
        all[i] = &t->messages[i];
        if (i)
            strbuf_char(out, '\n');
        say_message(out, all[i], style, width, adviser->lang);
        say_events(out, all[i], 0, style, width, adviser->lang);
        say_fates(out, all[i], adviser->lang);
    }
    if (t->named.len)
        say_events(out, &t->named, 1, style, width, adviser->lang);
    if (t->cut)
        strbuf_fmt(out, tr(adviser->lang, "  and more: only the first %d are shown; narrow it with "
                                          "--since and --until\n"), TRACE_EVENTS);
    all[t->len] = &t->named;
    say_causes(out, all, t->len + 1, adviser, style, width);
    free(all);
}

/* ---- For programs -------------------------------------------------------------------------- */

enum { TIME, HOST, MTA, DIRECTION, PHASE, CODE, CLASS, ENHANCED, DISPOSITION, FINAL, ECHO, QUEUE_ID,
       SENDER, RECIPIENT, PEER_NAME, PEER_IP, SASL_USER, CAUSE, PROVIDER, TEXT, SOURCE, LINE_NO,
       CELLS };
static const struct column columns[CELLS] = {
    {.name = "time"}, {.name = "host"}, {.name = "mta"}, {.name = "direction"}, {.name = "phase"},
    {.name = "code", .number = 1, .plain = 1}, {.name = "class"}, {.name = "enhanced"},
    {.name = "disposition"}, {.name = "final", .number = 1}, {.name = "echo", .number = 1},
    {.name = "queue_id"}, {.name = "sender"}, {.name = "recipient"}, {.name = "peer_name"},
    {.name = "peer_ip"}, {.name = "sasl_user"}, {.name = "cause"}, {.name = "provider"},
    {.name = "text"}, {.name = "source"}, {.name = "line_no", .number = 1, .plain = 1},
};

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
            cell_str(class), cell_str(e->enhanced), cell_str(e->disposition), cell_int(e->final),
            cell_int(e->echo), cell_str(e->queue_id), cell_str(e->sender), cell_str(e->recipient),
            cell_str(e->peer_name), cell_str(e->peer_ip), cell_str(e->sasl_user),
            cell_str(e->cause), cell_str(e->provider), cell_str(e->text), cell_str(e->source),
            cell_int(e->line_no),
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
