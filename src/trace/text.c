/* The story as text for people. */
#include "render/lay.h"
#include "trace/trace.h"
#include "trace/words.h"


enum { INDENT = 2, CLOCK = 8, LEFT = INDENT + CLOCK + 2, EXPLAINED = 16, FATES_MOST = 30 };

/* Where and how the story is written. */
struct page {
    struct strbuf *out;
    const struct trace *trace;
    const struct lang *lang;
    struct style style;
    int width;
    int64_t day;                        /* that was written last; 0: none */
};

/* A line that begins after `left` blanks, `lead` styled, in as many lines as it takes. */
static void write_text(const struct page *p, struct smtplog_slice lead, enum style_kind kind,
                       struct smtplog_slice rest, int left, int indented)
{
    struct strbuf text = {0}, safe = {0};
    struct smtplog_slice line;

    strbuf_slice(&text, lead);
    strbuf_slice(&text, rest);
    text_for_terminal(&safe, strbuf_view(&text));
    struct smtplog_slice all = strbuf_view(&safe);
    for (int first = 1; wrap_line(&all, p->width - left, &line); first = 0) {
        size_t styled = first && lead.len <= line.len ? lead.len : 0;
        strbuf_fmt(p->out, "%*s", first && indented ? 0 : left, "");
        if (styled) {
            strbuf_str(p->out, style_begin(p->style, kind));
            strbuf_slice(p->out, lead);
            strbuf_str(p->out, style_end(p->style, kind));
        }
        strbuf_slice(p->out, slice_from(line, styled));
        strbuf_char(p->out, '\n');
    }
    strbuf_release(&text);
    strbuf_release(&safe);
}

static void write_plain(const struct page *p, const struct strbuf *text, int left)
{
    write_text(p, slice_of("", 0), STYLE_PLAIN, strbuf_view(text), left, 0);
}

/* "  2026-11-22 UTC", once for all events of a day. */
static void write_day(struct page *p, int64_t time)
{
    struct strbuf text = {0};
    int64_t day = period_day_of(time);
    if (day == p->day)
        return;
    p->day = day;
    period_clock(&text, time);
    text.len -= CLOCK + 1;
    text.ptr[text.len] = '\0';
    strbuf_char(&text, ' ');
    period_zone(&text, time);
    strbuf_fmt(p->out, "%*s", INDENT, "");
    lay_styled(p->out, text.ptr, STYLE_FAINT, p->style);
    strbuf_char(p->out, '\n');
    strbuf_release(&text);
}

/* Some events that differ in their recipients alone. */
static void write_alike(struct page *p, const struct trace_event *e, size_t n,
                        const struct trace_message *m, int mark_stored)
{
    struct strbuf time = {0}, rest = {0};
    const char *phrase = trace_event_phrase(e, p->lang);

    write_day(p, e->time);
    period_clock(&time, e->time);
    strbuf_fmt(p->out, "%*s%s  ", INDENT, "", time.ptr + time.len - CLOCK);
    trace_say_events(&rest, e, n, m, p->lang);
    if (e->stored && mark_stored)
        strbuf_fmt(&rest, " [%s]", tr(p->lang, "from the database"));
    write_text(p, slice_str(phrase), e->class ? style_of_class(e->class) : STYLE_PLAIN,
               strbuf_view(&rest), LEFT, 1);
    strbuf_release(&time);
    strbuf_release(&rest);
}

/* All of them; `story`: the message that they are of, or NULL. */
static void write_events(struct page *p, const struct trace_message *m,
                         const struct trace_message *story, int mark_stored)
{
    p->day = 0;
    for (size_t i = 0, n; i < m->len; i += n) {
        n = trace_alike(&m->events[i], m->len - i);
        write_alike(p, &m->events[i], n, story, mark_stored);
    }
}

static int is_all_stored(const struct trace_message *m)
{
    for (size_t i = 0; i < m->len; i++)
        if (!m->events[i].stored)
            return 0;
    return 1;
}

/* "Message 4hQ... @ mx1  <news@example.org>  1 delivered, 1 bounced" */
static void write_heading(const struct page *p, const struct trace_message *m)
{
    struct strbuf text = {0}, safe = {0}, end = {0};
    strbuf_fmt(&text, "%s %s", tr(p->lang, "Message"), m->queue_id);
    if (m->host)
        strbuf_fmt(&text, " @ %s", m->host);
    if (m->sender)
        strbuf_fmt(&text, "  <%s>", m->sender);
    text_for_terminal(&safe, strbuf_view(&text));
    lay_styled(p->out, safe.ptr, STYLE_HEADING, p->style);
    int class = trace_say_end(&end, m, p->lang);
    int fits = text_width(strbuf_view(&safe)) + text_width(strbuf_view(&end)) + INDENT
             <= p->width;
    strbuf_fmt(p->out, "%s%*s", fits ? "" : "\n", INDENT, "");
    lay_styled(p->out, end.ptr, style_of_class(class), p->style);
    strbuf_char(p->out, '\n');
    strbuf_release(&text);
    strbuf_release(&safe);
    strbuf_release(&end);
}

/* What is known of the message as a whole; who submitted it only if no event says so. */
static void write_facts(const struct page *p, const struct trace_message *m)
{
    struct strbuf text = {0};
    int came_in = 0;
    for (size_t i = 0; i < m->len; i++)
        came_in |= m->events[i].step == TRACE_SUBMITTED;
    if (!came_in && (m->client_name || m->client_ip))
        strbuf_fmt(&text, "%s ", tr(p->lang, "from"));
    if (!came_in)
        trace_say_client(&text, m, p->lang);
    if (m->message_id)
        strbuf_fmt(&text, "%sMessage-ID %s", text.len ? ", " : "", m->message_id);
    if (text.len)
        write_plain(p, &text, INDENT);
    strbuf_clear(&text);
    if (is_all_stored(m)) {
        strbuf_str(&text, tr(p->lang, "From the database, which keeps failures alone: no line of "
                                      "it was found in the logs."));
        write_plain(p, &text, INDENT);
    }
    strbuf_release(&text);
}

/* From where, or on to where: an arrow and the queue id there. */
static void write_hops(const struct page *p, size_t message, int back)
{
    const struct trace_message *m = &p->trace->messages[message];
    struct strbuf text = {0};
    for (size_t i = 0; i < m->hops_len; i++) {
        if (m->hops[i].back != back)
            continue;
        strbuf_clear(&text);
        strbuf_str(&text, back ? "← " : "→ ");
        trace_say_hop(&text, p->trace, message, &m->hops[i], p->lang);
        write_plain(p, &text, INDENT);
    }
    strbuf_release(&text);
}

/* Where recipients' ends differ: each one's. */
static void write_fates(const struct page *p, const struct trace_message *m)
{
    struct strbuf rest = {0};
    size_t equal = 0;
    while (equal < m->fates_len && m->fates[equal].end == m->fates[0].end)
        equal++;
    if (equal == m->fates_len)
        return;
    for (size_t i = 0; i < m->fates_len && i < FATES_MOST; i++) {
        const struct trace_fate *f = &m->fates[i];
        strbuf_clear(&rest);
        strbuf_fmt(&rest, " <%s>", f->recipient);
        write_text(p, slice_str(trace_end_phrase(f->end, p->lang)),
                   style_of_class(trace_end_class(f->end)), strbuf_view(&rest), INDENT, 0);
    }
    if (m->fates_len > FATES_MOST)
        strbuf_fmt(p->out, tr_n(p->lang, "  and %zu further recipient\n",
                                "  and %zu further recipients\n", m->fates_len - FATES_MOST),
                   m->fates_len - FATES_MOST);
    strbuf_release(&rest);
}

/* Whose it is, where it came from, what happened, where it went, how it ended. */
static void write_message(struct page *p, size_t message)
{
    const struct trace_message *m = &p->trace->messages[message];
    int mark_stored = !is_all_stored(m);
    write_heading(p, m);
    write_facts(p, m);
    write_hops(p, message, 1);
    write_events(p, m, m, mark_stored);
    if (m->left_out)
        strbuf_fmt(p->out, tr_n(p->lang, "  and %zu more event, not shown\n",
                                "  and %zu more events, not shown\n", m->left_out), m->left_out);
    write_hops(p, message, 0);
    write_fates(p, m);
}

/* Events that name the word and belong to no message shown. */
static void write_named(struct page *p)
{
    const struct trace_message *m = &p->trace->named;
    int mark_stored = p->trace->len || !is_all_stored(m);
    if (!m->len)
        return;
    if (p->trace->len)
        strbuf_char(p->out, '\n');
    lay_styled(p->out, p->trace->len ? tr(p->lang, "Besides, of no message told above")
                                     : tr(p->lang, "Events that name it"),
             STYLE_HEADING, p->style);
    strbuf_char(p->out, '\n');
    write_events(p, m, NULL, mark_stored);
}

/* ---- Causes -------------------------------------------------------------------------------- */

struct said {
    const char *causes[EXPLAINED];
    size_t len;
};

/* Each cause that came up, once. */
static void write_causes(const struct page *p, const struct trace_message *m,
                         const struct adviser *adviser, struct said *said)
{
    int lang = knowledge_lang_of(p->lang->name);
    for (size_t i = 0; i < m->len; i++) {
        const char *cause = m->events[i].cause;
        struct knowledge_cause known;
        size_t at = 0;
        while (at < said->len && cause && strcmp(said->causes[at], cause) != 0)
            at++;
        if (!cause || at < said->len || said->len == EXPLAINED ||
            !knowledge_cause(adviser->knowledge, slice_str(cause), lang, &known))
            continue;
        said->causes[said->len++] = cause;
        struct strbuf title = {0};
        strbuf_slice(&title, known.title);
        strbuf_char(p->out, '\n');
        lay_styled(p->out, title.ptr ? title.ptr : cause, STYLE_HEADING, p->style);
        strbuf_char(p->out, '\n');
        wrap_text(p->out, known.description, INDENT, p->width);
        wrap_text(p->out, known.how_to_fix, INDENT, p->width);
        strbuf_release(&title);
    }
}

void trace_text(struct strbuf *out, const struct trace *t, const struct adviser *adviser,
                struct style style, int width)
{
    struct page p = {out, t, adviser->lang, style, width, 0};
    struct said said = {{0}, 0};
    for (size_t i = 0; i < t->len; i++) {
        if (i)
            strbuf_char(out, '\n');
        write_message(&p, i);
    }
    write_named(&p);
    if (t->messages_cut)
        strbuf_fmt(out, tr(p.lang, "  and more: only the latest %d messages are told; narrow it "
                                   "with --since and --until\n"), TRACE_MESSAGES);
    if (t->cut)
        strbuf_fmt(out, tr(p.lang, "  and more: only the latest %d events are shown; narrow it "
                                   "with --since and --until\n"), TRACE_EVENTS);
    for (size_t i = 0; i < t->len; i++)
        write_causes(&p, &t->messages[i], adviser, &said);
    write_causes(&p, &t->named, adviser, &said);
}
