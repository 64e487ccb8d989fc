/* Lines of a log, through the parsers that `parse` uses: a line that they know is judged as it
 * will be judged in the database, not by words that happen to stand in it.
 *
 * People cut the stamp off, or the program's name too.  What is missing is put before the line,
 * told by what only that program prints. */
#include "pasted/pasted.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "correlate/correlate.h"
#include "frame/frame.h"
#include "input/lines.h"
#include "plugin/dispatch.h"

#include <stdlib.h>

struct hearing {
    struct pasted *out;
    size_t known;                       /* records that a parser took for its own */
};

static struct smtplog_slice whole(void *from)
{
    struct smtplog_slice *rest = from, block = *rest;
    *rest = slice_of(NULL, 0);
    return block;
}

/* The event lives no longer than this call. */
static int take(void *to, const struct event *event)
{
    struct pasted *p = ((struct hearing *)to)->out;
    struct event e = *event;
    struct smtplog_slice *texts[] = {
        &e.host, &e.process, &e.enhanced, &e.challenge, &e.queue_id, &e.message_id, &e.sender,
        &e.recipient, &e.peer_name, &e.peer_ip, &e.client_name, &e.client_ip, &e.sasl_user,
        &e.helo, &e.text, &e.mta, &e.source,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = pasted_keep(p, *texts[i]);
    pasted_add(p, &e);
    return 0;
}

/* One record as ingest would read it: dispatcher, then correlator. */
static void hear(struct hearing *h, struct dispatch *dispatch, struct correlator *correlator,
                 const struct record *record)
{
    const struct smtplog_parser *parser;
    struct smtplog_event said;
    int result = dispatch_parse(dispatch, &record->line, &said, &parser);
    h->known += result == SMTPLOG_SAID || result == SMTPLOG_QUIET;
    if (result != SMTPLOG_SAID)
        return;
    struct correlate_record heard = {
        .line = &record->line, .said = &said, .mta = slice_str(parser->name),
        .source = SLICE_LIT(""),
        .micros = record->micros, .digits = record->digits, .times = 1,
        .identity = correlate_identity(&record->line, &said, parser->name),
    };
    correlate(correlator, &heard);
}

/* What stands around the lines: people paste them as a container or a page has them. */
static struct unwrap_plan plan_of(struct smtplog_slice text, const struct registry *registry)
{
    struct dispatch *scout = dispatch_new(registry, NULL);
    struct frame_judge judge = dispatch_judge(scout);
    struct unwrap_plan plan;

    frame_plan_of_text(text, &judge, &plan);
    dispatch_free(scout);
    return plan;
}

/* All records of the text; answers how many a parser knew. */
static size_t read_lines(struct pasted *p, struct smtplog_slice text,
                         const struct registry *registry)
{
    struct hearing h = {.out = p};
    struct correlate_sink sink = {.event = take, .to = &h};
    struct frame_options options = {.plan = plan_of(text, registry)};
    struct framer *framer = framer_new(&options);
    struct dispatch *dispatch = dispatch_new(registry, NULL);
    struct correlator *correlator = correlator_new(&sink);
    struct line_feed feed = {.next = whole, .from = &text};
    struct lines lines;
    struct record record;
    enum frame_result result;

    lines_init(&lines, feed, 0, 0, 0);
    while ((result = framer_next(framer, &lines, FRAME_FINISH, &record)) != FRAME_END)
        if (result == FRAME_RECORD)
            hear(&h, dispatch, correlator, &record);
    correlate_end(correlator, 1);
    lines_release(&lines);
    correlator_free(correlator);
    dispatch_free(dispatch);
    framer_free(framer);
    return h.known;
}

/* A line of the server that only lost its front (parser.h); 0 if its parser does not know it even
 * so. */
static size_t read_behind(struct pasted *p, struct smtplog_slice text,
                          const struct registry *registry, const struct smtplog_front *f)
{
    struct strbuf line = {0};
    size_t known;

    if (!slice_starts(text, f->starts) || slice_find(text, f->holds) < 0)
        return 0;
    strbuf_str(&line, f->front);
    strbuf_slice(&line, text);
    known = read_lines(p, strbuf_view(&line), registry);
    strbuf_release(&line);
    return p->len ? known : 0;
}

/* The fronts of lines that people leave out when they paste (parser.h), tried one after the
 * other. */
static size_t read_bare(struct pasted *p, struct smtplog_slice text,
                        const struct registry *registry)
{
    size_t known = 0;
    for (size_t i = 0; i < registry_count(registry) && !known; i++) {
        const struct smtplog_parser *parser = registry_at(registry, i);
        if (!SMTPLOG_PARSER_HAS(parser, fronts))
            continue;
        for (const struct smtplog_front *f = parser->fronts; f->front && !known; f++)
            known = read_behind(p, text, registry, f);
    }
    return known;
}

/* A log it is only if it says of a failure: of a delivery that went well the reply
 * alone is told. */
int pasted_log(struct pasted *p, struct smtplog_slice text, const struct registry *registry)
{
    while (text.len && (text.ptr[0] == '\n' || text.ptr[0] == '\r' || text.ptr[0] == ' '))
        text = slice_from(text, 1);
    if (!read_lines(p, text, registry) && slice_find(slice_trim(text), "\n") < 0)
        read_bare(p, text, registry);
    return p->len > 0;
}
