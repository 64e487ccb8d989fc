/* reclassify: what is in the database judged anew by the present rules. */
#include "classify/classify.h"
#include "cli/command.h"
#include "cli/parsers.h"
#include "ingest/publish.h"
#include "render/format.h"
#include "store/store.h"

struct judge {
    struct classifier *classifier;
    uint64_t seen, changed;
};

/* Anew by the present rules; what differs is counted, so that somebody who wrote a rule sees what
 * it moved. */
static void judge_event(void *to, struct event *e)
{
    struct judge *j = to;
    struct event judged = *e;
    classify_event(j->classifier, &judged);
    j->seen++;
    j->changed += !slice_eq(e->cause, judged.cause) || !slice_eq(e->provider, judged.provider);
    e->cause = judged.cause;
    e->provider = judged.provider;
}

/* Kinds of replies and not events: equal texts are judged once. */
static void tell(struct app *app, const struct judge *j)
{
    struct strbuf seen = {0}, changed = {0};
    lang_count(&seen, (int64_t)j->seen, app->lang);
    lang_count(&changed, (int64_t)j->changed, app->lang);
    diag_note(&app->diag,
              tr_n(app->lang, "%s kind of reply judged anew, %s with another cause or provider",
                   "%s kinds of replies judged anew, %s with another cause or provider", j->seen),
              seen.ptr, changed.ptr);
    strbuf_release(&seen);
    strbuf_release(&changed);
}

/* The knowledge is published with it: causes that are new need their texts. */
static int run(struct app *app, const struct args *args)
{
    (void)args;
    struct registry *registry;
    int status = parsers_load(&registry, app, NULL);
    if (status != STATUS_DONE) {
        registry_free(registry);
        return status;
    }
    struct judge j = {.classifier = parsers_classifier(app, registry)};
    int failed =
        store_reclassify(app->store, judge_event, &j, (int64_t)classifier_version(j.classifier)) ||
        publish_knowledge(app->store, j.classifier, &app->diag) != 0;
    classifier_free(j.classifier);
    registry_free(registry);
    if (!failed)
        tell(app, &j);
    return failed ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_reclassify = {
    .name = "reclassify", .purpose = N_("judge what is in the database anew by the present rules"),
    .details = N_("After a change of the rules: gives every event the cause and the provider that "
                  "the built-in rules and your own name now. No log is read again."),
    .needs = NEEDS_DB_CHANGE, .run = run,
};
