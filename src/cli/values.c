/* Asked by the shells at every press of a key: nothing here complains, and without a database what
 * is built in is offered all the same. */
#include "cli/values.h"

#include "classify/classify.h"
#include "cli/examples.h"
#include "cli/parsers.h"
#include "knowledge/knowledge.h"
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct app *app;
    const char *word;
    struct smtplog_slice front;         /* of the word, printed before each value */
    struct strbuf before;               /* the value printed last: views come with their columns */
};

static void offer(struct asked *a, struct smtplog_slice value)
{
    if (!value.len || !slice_starts(value, a->word))
        return;
    fprintf(a->app->out, "%.*s%.*s\n", (int)a->front.len, a->front.ptr, (int)value.len,
            value.ptr);
}

static void offer_causes(struct asked *a)
{
    struct knowledge *k = knowledge_new(&a->app->unheard);
    struct knowledge_cause cause;
    for (size_t i = 0; knowledge_cause_at(k, i, KNOWLEDGE_EN, &cause); i++)
        offer(a, cause.cause);
    knowledge_free(k);
}

static void offer_codes(struct asked *a)
{
    struct knowledge *k = knowledge_new(&a->app->unheard);
    struct knowledge_code code;
    for (size_t i = 0; knowledge_reply_at(k, i, KNOWLEDGE_EN, &code); i++)
        offer(a, slice_str(code.code));
    knowledge_free(k);
}

/* The registry's codes are of every class, "X.7.26": those of a 5xx, or of the class begun. */
static void offer_enhanced(struct asked *a)
{
    struct knowledge *k = knowledge_new(&a->app->unheard);
    struct knowledge_code code;
    for (size_t i = 0; knowledge_enhanced_at(k, i, KNOWLEDGE_EN, &code); i++) {
        if (code.code[0] == 'X')
            code.code[0] = *a->word == '4' ? '4' : '5';
        offer(a, slice_str(code.code));
    }
    knowledge_free(k);
}

static void offer_topics(struct asked *a)
{
    offer_codes(a);
    offer_enhanced(a);
    offer_causes(a);
}

static void offer_providers(struct asked *a)
{
    struct registry *registry;
    struct classify_provider p;
    if (parsers_load(&registry, a->app, NULL) == STATUS_DONE) {
        struct classifier *c = parsers_classifier(a->app, registry);
        for (size_t i = 0; classifier_provider_at(c, i, &p); i++)
            offer(a, p.name);
        classifier_free(c);
    }
    registry_free(registry);
}

static void offer_parsers(struct asked *a)
{
    struct registry *registry;
    parsers_load(&registry, a->app, NULL);
    for (size_t i = 0; i < registry_count(registry); i++)
        offer(a, slice_str(registry_at(registry, i)->name));
    registry_free(registry);
}

static void offer_rows(struct asked *a, enum store_statement which)
{
    struct store_query *q = a->app->store ? store_query(a->app->store, which) : NULL;
    while (store_next(q))
        offer(a, store_text(q, 0));
    store_query_end(q);
}

static void offer_hosts(struct asked *a)
{
    offer_rows(a, SQL_HOST_KNOWN);
}

static void offer_mtas(struct asked *a)
{
    offer_rows(a, SQL_MTA_KNOWN);
}

static void offer_view(void *to, const struct examples_column *c)
{
    struct asked *a = to;
    if (slice_eq(strbuf_view(&a->before), c->view))
        return;
    strbuf_clear(&a->before);
    strbuf_slice(&a->before, c->view);
    offer(a, c->view);
}

static void offer_views(struct asked *a)
{
    examples_views(offer_view, a);
    strbuf_release(&a->before);
}

/* A query whose last word may be a view's; the words before it are given back. */
static void offer_queries(struct asked *a)
{
    const char *last = a->word + strlen(a->word);
    while (last > a->word && (scan_is_alnum(last[-1]) || last[-1] == '_'))
        last--;
    a->front = slice_of(a->word, (size_t)(last - a->word));
    a->word = last;
    if (a->front.len)
        offer_views(a);
}

/* Zones and their older names, of the list that comes with them: "Z Europe/Berlin 0:53 - LMT",
 * "L Europe/Berlin Arctic/Longyearbyen". */
static void offer_zones(struct asked *a)
{
    char line[512];
    FILE *f = fopen("/usr/share/zoneinfo/tzdata.zi", "re");
    offer(a, SLICE_LIT("UTC"));
    while (f && fgets(line, sizeof line, f)) {
        struct smtplog_slice rest = slice_str(line), kind, name, old;
        if (!scan_until(&rest, ' ', &kind) || (!slice_is(kind, "Z") && !slice_is(kind, "L")) ||
            !scan_until(&rest, ' ', &name))
            continue;
        old = slice_trim(rest);
        offer(a, slice_is(kind, "Z") ? name : old);
    }
    if (f)
        fclose(f);
}

static const struct { const char *kind; void (*offer)(struct asked *a); } kinds[] = {
    {"cause", offer_causes}, {"code", offer_codes}, {"enhanced", offer_enhanced},
    {"topic", offer_topics}, {"provider", offer_providers}, {"parser", offer_parsers},
    {"host", offer_hosts}, {"mta", offer_mtas}, {"view", offer_views}, {"query", offer_queries},
    {"zone", offer_zones},
};

int values_print(struct app *app, const char *kind, const char *word)
{
    struct asked asked = {.app = app, .word = word};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, kind) == 0) {
            kinds[i].offer(&asked);
            return 1;
        }
    return 0;
}

const char *values_of_option(const struct option *o)
{
    static const struct { const char *name, *kind; } rows[] = {
        {"cause", "cause"}, {"code", "code"}, {"enhanced", "enhanced"}, {"provider", "provider"},
        {"host", "host"}, {"mta", "mta"}, {"tz", "zone"}, {"format", "parser"},
    };
    if (o->type == OPTION_FLAG || o->choices)
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, o->name) == 0)
            return rows[i].kind;
    return NULL;
}

const char *values_of_operands(const struct command *c)
{
    return c == &command_explain || c == &command_compare ? "topic"
         : c == &command_sql ? "query" : NULL;
}
