/* The proof that the rules are sound; see classifier_lint(). */
#include "classify/classify.h"

#include "classify/classifier.h"
#include "classify/plain.h"
#include "event/causes.h"

#include <stdio.h>

struct lint {
    struct classifier *c;
    const struct knowledge *k;
    struct diag *diag;
    unsigned faults;
    struct subject names;
    char enhanced[32], peer[128];
};

static void tell(struct lint *l, const struct rule *r, const char *what,
                 struct smtplog_slice detail)
{
    diag_error(l->diag, "%s:%u: rule %.*s: %s%.*s", r->file, r->line, (int)r->name.len,
               r->name.ptr, what, (int)detail.len, detail.ptr ? detail.ptr : "");
    l->faults++;
}

/* The lowest enum value in a set; 0 for the empty set. */
static uint32_t first_of(uint32_t set)
{
    uint32_t value = 0;
    while (set && !(set >> value & 1))
        value++;
    return value;
}

/* A peer for whom the rule's provider speaks: the sample's, else a host below the provider's first
 * suffix. */
static struct smtplog_slice sample_peer(struct lint *l, const struct rule *r)
{
    struct smtplog_slice list = r->provider, name, hosts, suffix;
    if (r->sample_peer.ptr)
        return r->sample_peer;
    while (stanza_item(&list, &name)) {
        const struct provider *p = provider_by_name(&classifier_rules(l->c)->providers, name);
        hosts = p ? p->hosts : (struct smtplog_slice){0};
        if (!stanza_item(&hosts, &suffix))
            continue;
        snprintf(l->peer, sizeof l->peer, "mx.%.*s", (int)suffix.len, suffix.ptr);
        return slice_str(l->peer);
    }
    return (struct smtplog_slice){0};
}

/* The lowest enhanced code that the rule's condition allows. */
static struct smtplog_slice sample_enhanced(struct lint *l, const struct rule *r, int32_t code)
{
    const struct rule_enhanced *e = r->enhanced;
    if (r->enhanced_count == 0)
        return (struct smtplog_slice){0};
    int32_t class = e->class != -1 ? e->class : code / 100 == 4 ? 4 : 5;
    snprintf(l->enhanced, sizeof l->enhanced, "%d.%d.%d", class, e->subject < 0 ? 0 : e->subject,
             e->from < 0 ? 0 : e->from);
    return slice_str(l->enhanced);
}

/* The event that the rule's sample stands for: what the sample does not say, the conditions do. */
static struct event sample_event(struct lint *l, const struct rule *r, struct smtplog_slice sample)
{
    struct event e = {
        .direction = first_of(r->directions), .phase = first_of(r->phases),
        .disposition = first_of(r->dispositions), .origin = first_of(r->origins),
        .peer_name = sample_peer(l, r), .text = sample,
    };
    struct smtplog_slice rest = sample;
    if (r->loopback)
        e.peer_ip = SLICE_LIT("127.0.0.1");
    if (e.peer_name.len && !e.direction)
        e.direction = SMTPLOG_OUTBOUND;
    if (scan_code(&rest, &e.code))
        e.text = rest = slice_trim(rest);
    else if (r->code_count)
        e.code = r->codes[0].from;
    if (scan_enhanced(&rest, &e.enhanced))
        e.text = slice_trim(rest);
    else
        e.enhanced = sample_enhanced(l, r, e.code);
    if (!e.code && !e.enhanced.len && r->classes && !e.disposition)
        e.disposition = r->classes & 1u << 5 ? SMTPLOG_BOUNCED : SMTPLOG_DEFERRED;
    e.class = event_class(e.code, e.enhanced, e.disposition);
    return e;
}

/* A sample that another rule takes shows that the order of the rules, or one of their conditions,
 * is wrong. */
static void check_sample(struct lint *l, const struct rule *r, struct smtplog_slice sample)
{
    struct classify_finding v;
    struct event e = sample_event(l, r, sample);
    classify_ask(l->c, &e, &v);
    if (slice_eq(v.rule, r->name))
        return;
    diag_error(l->diag, "%s:%u: rule %.*s: %s %.*s takes its sample: %.*s", r->file, r->line,
               (int)r->name.len, r->name.ptr, v.rule.ptr ? "rule" : "no rule", (int)v.rule.len,
               v.rule.ptr ? v.rule.ptr : "", (int)sample.len, sample.ptr);
    l->faults++;
}

static void check_samples(struct lint *l, const struct rule *r)
{
    struct smtplog_slice sample = {0};
    size_t i = 0;
    for (; (sample = rule_sample(r, i)).ptr; i++)
        check_sample(l, r, sample);
    if (i == 0 && r->built_in)
        tell(l, r, "no Sample", sample);
}

/* The names of all providers, as replies write them, where words are looked for. */
static void check_against(struct lint *l, struct rule *r, const struct provider *p)
{
    struct strbuf text = {0}, words = {0};
    struct smtplog_slice lists[] = {p->hosts, p->names}, item;
    strbuf_fmt(&text, "%.*s", (int)p->name.len, p->name.ptr);
    for (size_t i = 0; i < 2; i++)
        while (stanza_item(&lists[i], &item))
            strbuf_fmt(&text, " mx.%.*s https://%.*s/%.*s", (int)item.len, item.ptr, (int)item.len,
                       item.ptr, (int)p->name.len, p->name.ptr);
    strbuf_fmt(&text, " %.*s", (int)p->page.len, p->page.ptr ? p->page.ptr : "");
    plain_words(&words, strbuf_view(&text));
    subject_set(&l->names, strbuf_view(&words));
    for (size_t i = 0; i < r->pattern_count; i++)
        if (pattern_match(&r->patterns[i], &l->names, NULL))
            tell(l, r, "a pattern for words fits the name of provider ", p->name);
    strbuf_release(&text);
    strbuf_release(&words);
}

static void check_words(struct lint *l, struct rule *r)
{
    const struct providers *all = &classifier_rules(l->c)->providers;
    for (size_t i = 0; !r->sees_all && i < all->count; i++)
        check_against(l, r, &all->list[i]);
}

/* What is built in must be explained in all languages and say where it comes from; operators' own
 * rules need not. */
static void check_texts(struct lint *l, const struct rule *r)
{
    static const struct smtplog_slice none;
    for (int lang = 0; lang < KNOWLEDGE_LANGS; lang++)
        if (r->built_in && (r->explanation[lang].len == 0 ||
                            !r->as_receiver[lang].len != !r->as_receiver[KNOWLEDGE_EN].len))
            tell(l, r, "no explanation in ", slice_str(knowledge_lang_word(lang)));
    if (r->built_in && (r->source.len == 0 || r->reviewed.len != 10))
        tell(l, r, "Source and Reviewed (YYYY-MM-DD) are needed", none);
    if (r->built_in && !slice_is(r->made, "written") && !slice_is(r->made, "derived"))
        tell(l, r, "Origin is written or derived", none);
}

/* A rule names causes and providers that exist, and each of its samples finds it. */
static void check_rule(struct lint *l, struct rule *r)
{
    struct knowledge_cause cause;
    struct smtplog_slice list = r->provider, name;
    l->faults += !rule_check_patterns(r, l->diag);
    if (!knowledge_cause(l->k, r->cause, KNOWLEDGE_EN, &cause))
        tell(l, r, "unknown cause ", r->cause);
    while (stanza_item(&list, &name))
        if (!provider_by_name(&classifier_rules(l->c)->providers, name))
            tell(l, r, "unknown provider ", name);
    check_texts(l, r);
    check_samples(l, r);
    check_words(l, r);
}

static void check_names_once(struct lint *l)
{
    const struct rules *rules = classifier_rules(l->c);
    for (size_t i = 0; i < rules->count; i++)
        for (size_t j = 0; j < i; j++)
            if (slice_eq(rules->list[i].name, rules->list[j].name))
                tell(l, &rules->list[i], "another rule has this name", (struct smtplog_slice){0});
}

/* A cause that no rule names is never printed: its texts would rot unseen. */
static void check_causes_used(struct lint *l)
{
    struct knowledge_cause cause;
    for (size_t i = 0; knowledge_cause_at(l->k, i, KNOWLEDGE_EN, &cause); i++) {
        int used = slice_is(cause.cause, CAUSE_OTHER);
        for (size_t r = 0; r < classifier_rules(l->c)->count && !used; r++)
            used = slice_eq(classifier_rules(l->c)->list[r].cause, cause.cause);
        if (!used) {
            diag_error(l->diag, "no rule names the cause %.*s", (int)cause.cause.len,
                       cause.cause.ptr);
            l->faults++;
        }
    }
}

/* Each tag finds itself in its own sample, from a host of its provider. */
static void check_tags(struct lint *l)
{
    struct tags *tags = &classifier_rules(l->c)->tags;
    for (size_t i = 0; i < tags->count; i++) {
        struct tag *t = &tags->list[i];
        struct classify_finding v;
        struct event e = {.text = t->sample};
        struct smtplog_slice provider = t->provider, name;
        l->faults += !pattern_check(&t->pattern, t->file, t->line, l->diag);
        if (stanza_item(&provider, &name)) {
            struct rule r = {.provider = name};
            e.peer_name = sample_peer(l, &r);
            e.direction = SMTPLOG_OUTBOUND;
        }
        classify_ask(l->c, &e, &v);
        if (t->sample.len && slice_eq(v.tag, t->expect))
            continue;
        diag_error(l->diag, "%s:%u: tag %.*s: the sample gives \"%.*s\" (reason: %.*s)", t->file,
                   t->line, (int)t->name.len, t->name.ptr, (int)v.tag.len,
                   v.tag.ptr ? v.tag.ptr : "", (int)v.reason.len, v.reason.ptr);
        l->faults++;
    }
}

/* "CAUSE REPLY" of a provider, answered by its first host. */
static void check_provider_sample(struct lint *l, const struct provider *p,
                                  struct smtplog_slice sample)
{
    struct rule r = {.provider = p->name};
    struct classify_finding v;
    struct smtplog_slice cause = sample;
    scan_until(&sample, ' ', &cause);
    struct event e = sample_event(l, &r, sample);
    classify_ask(l->c, &e, &v);
    if (slice_eq(v.cause, cause) && slice_eq(v.provider, p->name))
        return;
    diag_error(l->diag, "%s:%u: provider %.*s: not %.*s but %.*s: %.*s", p->file, p->line,
               (int)p->name.len, p->name.ptr, (int)cause.len, cause.ptr, (int)v.cause.len,
               v.cause.ptr, (int)sample.len, sample.ptr);
    l->faults++;
}

static void check_providers(struct lint *l)
{
    const struct providers *all = &classifier_rules(l->c)->providers;
    struct smtplog_slice sample;
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; (sample = provider_sample(&all->list[i], n)).ptr; n++)
            check_provider_sample(l, &all->list[i], sample);
}

unsigned classifier_lint(struct classifier *c, const struct knowledge *k, struct diag *diag)
{
    struct lint l = {.c = c, .k = k, .diag = diag};
    for (size_t i = 0; i < classifier_rules(c)->count; i++)
        check_rule(&l, &classifier_rules(c)->list[i]);
    check_names_once(&l);
    check_causes_used(&l);
    check_tags(&l);
    check_providers(&l);
    subject_release(&l.names);
    return l.faults;
}
