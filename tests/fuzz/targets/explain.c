/* What people paste into `explain`: a reply, lines of a log, a bounce, a dialogue. */
#include "fuzz/fuzz.h"

#include "classify/classify.h"
#include "pasted/pasted.h"

static void check_event(struct classifier *c, const struct event *e)
{
    struct event copy = *e;
    struct classify_finding found;
    for (size_t i = 0; i < EVENT_TEXTS; i++)
        fuzz_touch(*event_text(&copy, i));
    FUZZ_MUST(e->code >= 0 && e->code < 1000);
    classify_ask(c, e, &found);
    FUZZ_MUST(found.cause.len);
    fuzz_touch(found.reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct diag nobody;
    static struct registry *registry;
    static struct classifier *classifier;
    struct pasted p;
    if (!registry) {
        registry = registry_new(&nobody);
        classifier = classifier_new(NULL, &nobody);
    }
    char *copy = fuzz_copy(bytes, len);
    pasted_read(&p, slice_of(copy, len), registry);
    FUZZ_MUST(p.len <= PASTED_ITEMS_MAX);
    for (size_t i = 0; i < p.len; i++)
        check_event(classifier, &p.items[i]);
    for (size_t i = 0; i < p.turns_len; i++) {
        fuzz_touch(p.turns[i].command);
        fuzz_touch(p.turns[i].text);
    }
    pasted_release(&p);
    free(copy);
    return 0;
}
