/* One parser, FUZZ_FORMAT, and what follows it: each line of the input is one record, which the
 * parser reads, the correlator joins and the rules judge.  No file, no database and no look at what
 * stands around lines (log.c has these), so that there are some hundred inputs a second. */
#include "fuzz/fuzz.h"

#include "classify/classify.h"
#include "correlate/correlate.h"
#include "frame/frame.h"
#include "plugin/registry.h"

#include <string.h>

enum { NOW = 1795457070 };

static struct diag nobody;
static struct registry *registry;
static const struct smtplog_parser *parser;
static struct classifier *classifier;

static void open_rooms(void)
{
    registry = registry_new(&nobody);
    parser = registry_find(registry, FUZZ_FORMAT);
    classifier = classifier_new(NULL, &nobody);
    FUZZ_MUST(parser);
}

static const struct smtplog_host *host_of(const struct smtplog_parser *p)
{
    size_t i = 0;
    while (registry_at(registry, i) != p)
        i++;
    return registry_host(registry, i);
}

static int judge(void *to, const struct event *event)
{
    struct event e = *event;
    (void)to;
    classify_event(classifier, &e);
    for (size_t i = 0; i < EVENT_TEXTS; i++)
        fuzz_touch(*event_text(&e, i));
    fuzz_touch(e.reason);
    FUZZ_MUST(e.cause.len && e.code >= 0 && e.code < 1000);
    return 1;
}

/* A line that has lost its stamp is a record still, as the one before was framed. */
static void frame(struct smtplog_slice text, struct record *r)
{
    const struct record before = *r;
    if (frame_one(text, NOW, r))
        return;
    *r = before;
    r->line.body = text;
}

static void read_lines(void *state, struct correlator *c, struct smtplog_slice rest)
{
    struct record r;
    FUZZ_MUST(frame_one(slice_str(parser->samples[0]), NOW, &r));
    for (uint64_t n = 1; rest.len; n++) {
        struct smtplog_event said = {.kind = 0};
        frame(scan_next_line(&rest), &r);
        r.line.number = n;
        if (!r.line.host.ptr)
            r.line.host = SLICE_LIT("mx1");
        if (parser->parse(state, &r.line, &said) != SMTPLOG_SAID)
            continue;
        FUZZ_MUST(said.form && said.phase < SMTPLOG_PHASES && said.disposition < SMTPLOG_DISPOSITIONS);
        const struct correlate_record record = {
            .line = &r.line, .said = &said, .mta = slice_str(parser->name),
            .source = SLICE_LIT("mail.log"), .file = 1, .times = 1,
            .identity = correlate_identity(&r.line, &said, parser->name)};
        correlate(c, &record);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct correlate_sink sink = {.event = judge};
    if (!registry)
        open_rooms();
    char *copy = fuzz_copy(bytes, len);
    void *state = parser->open ? parser->open(host_of(parser)) : NULL;
    struct correlator *c = correlator_new(&sink);
    read_lines(state, c, slice_of(copy, len));
    correlate_end(c, 1);
    correlator_free(c);
    if (state)
        parser->close(state);
    free(copy);
    return 0;
}

/* The parser's samples: a line of each of its forms. */
void fuzz_seeds(void *to, void (*take)(void *to, const uint8_t *bytes, size_t len))
{
    if (!registry)
        open_rooms();
    for (const char *const *sample = parser->samples; *sample; sample++)
        take(to, (const uint8_t *)*sample, strlen(*sample));
}
