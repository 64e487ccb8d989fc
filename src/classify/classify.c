/* Asks tag, provider and rules once for each distinct question and remembers the answer, for a
 * log repeats itself a thousand times. */
#include "classify/classify.h"

#include "base/hash.h"
#include "base/mem.h"
#include "classify/bare_names.h"
#include "classify/classifier.h"
#include "classify/inner.h"
#include "classify/plain.h"
#include "classify/quoted.h"
#include "event/causes.h"
#include "smtp/template.h"

#include <stdio.h>
#include <stdlib.h>

/* The fixed part of a question; the reason follows it.  Compared as bytes, so always zeroed
 * first. */
struct question {
    int32_t code;
    uint16_t provider;              /* by host; index + 1 */
    uint8_t phase, direction, disposition, origin, loopback;
    char enhanced[14];
};

/* What is remembered of a question. */
struct answer {
    const struct rule *rule;        /* NULL: none */
    struct smtplog_slice tag, reason, provider;
    char bytes[];                   /* of the reason */
};

struct rules *classifier_rules(const struct classifier *c)
{
    rules_complete(c->rules);
    return c->rules;
}

static void learn_samples(struct classifier *c, const struct rule *r)
{
    struct smtplog_slice sample;
    for (size_t i = 0; (sample = rule_sample(r, i)).ptr; i++)
        bare_names_learn(&c->known, sample);
}

/* The words that replies are made of, by the samples of the built-in rules. */
static const struct map *known_words(struct classifier *c)
{
    const struct rules *rules = classifier_rules(c);
    for (size_t i = rules->operators; !c->knows && i < rules->count; i++)
        learn_samples(c, &rules->list[i]);
    c->knows = 1;
    return &c->known;
}

static struct smtplog_slice without_names(struct classifier *c, struct smtplog_slice reason,
                                          const struct event *event)
{
    return bare_names_may_stand(reason, event)
               ? bare_names_mask(reason, event, known_words(c), &c->nameless) : reason;
}

struct classifier *classifier_new(const char *rules_folder, struct diag *diag)
{
    struct classifier *c = mem_alloc(sizeof *c);
    c->rules = mem_alloc(sizeof *c->rules);
    rules_load(c->rules, rules_folder, diag);
    wordings_init(&c->wordings);
    c->version = wordings_hash(&c->wordings, c->rules->version);
    return c;
}

void classifier_free(struct classifier *c)
{
    if (!c)
        return;
    map_release(&c->answers, free);
    map_release(&c->hosts, NULL);
    subject_release(&c->all);
    subject_release(&c->words);
    strbuf_release(&c->prose);
    strbuf_release(&c->masked);
    strbuf_release(&c->key);
    strbuf_release(&c->quoted);
    strbuf_release(&c->nameless);
    map_release(&c->known, NULL);
    wordings_release(&c->wordings);
    rules_release(c->rules);
    free(c->rules);
    free(c);
}

struct smtplog_slice classifier_sample(const struct classifier *c, size_t i, size_t n)
{
    const struct rules *rules = classifier_rules(c);
    return i < rules->count ? rule_sample(&rules->list[i], n) : slice_of(NULL, 0);
}

uint64_t classifier_version(const struct classifier *c)
{
    return c->version;
}

int classifier_rule_at(const struct classifier *c, size_t i, struct classify_rule *out)
{
    const struct rules *rules = classifier_rules(c);
    if (i >= rules->count)
        return 0;
    const struct rule *r = &rules->list[i];
    *out = (struct classify_rule){r->name, r->cause, r->sets_provider, r->source,
                                  r->pattern_count};
    return 1;
}

struct smtplog_slice classifier_rule_pattern(const struct classifier *c, size_t i, size_t pattern)
{
    return classifier_rules(c)->list[i].patterns[pattern].source;
}

int classifier_provider_at(const struct classifier *c, size_t i, struct classify_provider *out)
{
    const struct rules *rules = classifier_rules(c);
    if (i >= rules->providers.count)
        return 0;
    const struct provider *p = &rules->providers.list[i];
    *out = (struct classify_provider){p->name, p->title, p->hosts, p->page};
    return 1;
}

void classifier_know(struct classifier *c, const struct smtplog_wording *wordings)
{
    wordings_add(&c->wordings, wordings);
}

enum { NOBODY = UINT16_MAX };      /* in the place of a provider's index + 1 */

/* A log has few hosts and many lines: what was found is remembered, that there is no provider
 * too. */
static const struct provider *provider_of(struct classifier *c, struct smtplog_slice host)
{
    const struct providers *all = &classifier_rules(c)->providers;
    if (c->hosts.len >= CLASSIFY_REMEMBERED)
        map_clear(&c->hosts, NULL);
    struct map_entry *known = map_put(&c->hosts, host);
    if (!known->value) {
        const struct provider *p = provider_by_host(all, host);
        known->value = (void *)(uintptr_t)(p ? p - all->list + 1 : NOBODY);
    }
    uintptr_t index = (uintptr_t)known->value;
    return index == NOBODY ? NULL : &all->list[index - 1];
}

size_t classifier_provider_number(const struct classifier *c, struct smtplog_slice host)
{
    const struct providers *all = &classifier_rules(c)->providers;
    const struct provider *p = provider_by_host(all, host);
    return p ? (size_t)(p - all->list) + 1 : 0;
}

struct smtplog_slice classifier_provider_of(struct classifier *c, struct smtplog_slice host)
{
    const struct provider *p = host.len ? provider_of(c, host) : NULL;
    return p ? p->name : slice_of(NULL, 0);
}

/* An outbound reply is the peer's; an inbound one is ours, whoever the client is. */
static const struct provider *speaker(struct classifier *c, const struct event *e)
{
    if (e->direction == SMTPLOG_INBOUND || !e->peer_name.len)
        return NULL;
    return provider_of(c, e->peer_name);
}

/* A peer on this machine: its content filter, mostly. */
static int is_loopback(const struct event *e)
{
    struct smtplog_slice ip = e->peer_ip.len ? e->peer_ip : e->peer_name;
    return slice_starts(ip, "127.") || slice_is(ip, "::1") || slice_is(e->peer_name, "localhost");
}

/* The enhanced code where it does not stand by RFC 2034: "#5.1.0 Address rejected", "no mailbox
 * here by that name (#5.1.1)".  ptr NULL: there is none. */
static struct smtplog_slice loose_enhanced(struct smtplog_slice text)
{
    struct smtplog_slice before, enhanced;
    while (scan_until(&text, '#', &before)) {
        struct smtplog_slice rest = text;
        if (scan_enhanced(&rest, &enhanced))
            return enhanced;
        if (scan_until(&rest, ')', &before) && before.len <= 9 && rule_enhanced_of(before).class)
            return before;
    }
    return slice_of(NULL, 0);
}

/* What the rules are asked about: X.0.0 says no more than none. */
static struct rule_enhanced enhanced_of(const struct event *e, struct smtplog_slice text)
{
    struct rule_enhanced known = rule_enhanced_of(e->enhanced);
    if (known.class && (known.subject || known.from))
        return known;
    struct rule_enhanced loose = rule_enhanced_of(loose_enhanced(text));
    return loose.class ? loose : known;
}

/* The reason of a question: its text with quoted names masked. */
static struct smtplog_slice reason_of(struct classifier *c, struct smtplog_slice text)
{
    if (!memchr(text.ptr, '"', text.len) && !memchr(text.ptr, '\'', text.len))
        return text;
    strbuf_clear(&c->masked);
    template_make(&c->masked, text, &classifier_rules(c)->providers.kept);
    return strbuf_view(&c->masked);
}

static struct answer *answer_new(struct classifier *c, struct smtplog_slice text)
{
    struct smtplog_slice reason = reason_of(c, text);
    struct answer *a = mem_alloc(sizeof *a + reason.len);
    memcpy(a->bytes, reason.ptr ? reason.ptr : "", reason.len);
    a->reason = slice_of(a->bytes, reason.len);
    return a;
}

static void set_subjects(struct classifier *c, struct smtplog_slice text)
{
    subject_set(&c->all, text);
    strbuf_clear(&c->prose);
    plain_words(&c->prose, text);
    subject_set(&c->words, strbuf_view(&c->prose));
}

/* Who speaks in a text, if not its host: by its words, then by a number of its own. */
static const struct provider *speaker_in(struct classifier *c, struct rule_enhanced enhanced)
{
    const struct provider *p = provider_by_text(&c->rules->providers, &c->all);
    return p ? p : provider_by_detail(&c->rules->providers, enhanced.from);
}

/* The first rule that takes the words that were set, said by `provider`. */
static const struct rule *ask_rules(struct classifier *c, const struct event *e,
                                    struct rule_enhanced enhanced,
                                    struct smtplog_slice provider, struct smtplog_slice tag)
{
    struct rule_case question = {
        .event = e,
        .enhanced = enhanced,
        .provider = provider,
        .tag = tag,
        .class = event_class(e->code, e->enhanced, e->disposition),
        .loopback = is_loopback(e),
        .all = &c->all,
        .words = &c->words,
        .notions = &c->rules->notions,
    };
    return rules_find(c->rules, &question);
}

/* What the reply says that this one quotes, if that is a failure of the same class and a rule
 * knows it; else `outer`, the rule for the text around it.  It was another server's, so neither
 * the host nor the phase are its own. */
static const struct rule *judge_inner(struct classifier *c, const struct event *e,
                                      struct smtplog_slice text, const struct rule *outer)
{
    struct inner_reply inner;
    if (!inner_find(text, &inner))
        return outer;
    struct event quoted = *e;
    quoted.code = inner.code;
    quoted.enhanced = inner.enhanced;
    quoted.phase = 0;
    if (event_class(inner.code, inner.enhanced, 0) !=
        event_class(e->code, e->enhanced, e->disposition))
        return outer;
    const struct rule_enhanced enhanced = enhanced_of(&quoted, inner.text);
    set_subjects(c, inner.text);
    const struct provider *speaker = speaker_in(c, enhanced);
    struct smtplog_slice name = speaker ? speaker->name : slice_of(NULL, 0);
    struct smtplog_slice tag = tags_find(&c->rules->tags, &c->all, name);
    const struct rule *r = ask_rules(c, &quoted, enhanced, name, tag);
    return r && !slice_is(r->cause, CAUSE_OTHER) ? r : outer;
}

/* The whole judgement, once for each question: on the words as they were sent; what is stored of
 * them is masked afterwards.  `text` is owned by the map of answers. */
static struct answer *judge(struct classifier *c, const struct event *e,
                            const struct provider *host, struct smtplog_slice text)
{
    struct answer *a = answer_new(c, text);
    const struct rule_enhanced enhanced = enhanced_of(e, text);

    set_subjects(c, text);
    const struct provider *provider = host ? host : speaker_in(c, enhanced);
    if (provider)
        a->provider = provider->name;
    a->tag = tags_find(&c->rules->tags, &c->all, a->provider);
    a->rule = ask_rules(c, e, enhanced, a->provider, a->tag);
    if (!a->rule || a->rule->built_in)
        a->rule = judge_inner(c, e, text, a->rule);
    if (a->rule && !a->provider.ptr)
        a->provider = a->rule->sets_provider;
    return a;
}

/* The answer to an event, remembered by all that decides it: the same words from the same
 * provider in the same place are judged once. */
static const struct answer *ask(struct classifier *c, const struct event *e)
{
    const struct provider *host = speaker(c, e);
    struct question q;

    if (c->answers.len >= CLASSIFY_REMEMBERED)
        map_clear(&c->answers, free);
    memset(&q, 0, sizeof q);
    q.code = e->code;
    q.provider = (uint16_t)(host ? host - c->rules->providers.list + 1 : 0);
    q.phase = (uint8_t)e->phase, q.direction = (uint8_t)e->direction;
    q.disposition = (uint8_t)e->disposition, q.origin = (uint8_t)e->origin;
    q.loopback = (uint8_t)is_loopback(e);
    if (e->enhanced.len && e->enhanced.len <= sizeof q.enhanced)
        memcpy(q.enhanced, e->enhanced.ptr, e->enhanced.len);
    strbuf_clear(&c->key);
    strbuf_add(&c->key, (const char *)&q, sizeof q);
    template_words(&c->key, quoted_words(&c->wordings, e->text, e->code, &c->quoted),
                   &classifier_rules(c)->providers.kept);

    struct map_entry *entry = map_put(&c->answers, strbuf_view(&c->key));
    if (!entry->value)
        entry->value = judge(c, e, host, slice_from(entry->key, sizeof q));
    return entry->value;
}

static struct smtplog_slice cause_of(const struct answer *a)
{
    return a->rule ? a->rule->cause : SLICE_LIT(CAUSE_OTHER);
}

void classify_event(struct classifier *c, struct event *event)
{
    const struct answer *a = ask(c, event);
    event->tag = a->tag;
    event->reason = without_names(c, a->reason, event);
    event->cause = cause_of(a);
    event->provider = a->provider;
}

void classify_ask(struct classifier *c, const struct event *event, struct classify_finding *out)
{
    const struct answer *a = ask(c, event);
    *out = (struct classify_finding){
        .tag = a->tag,
        .reason = without_names(c, a->reason, event),
        .cause = cause_of(a),
        .provider = a->provider,
    };
    if (!a->rule)
        return;
    out->rule = a->rule->name;
    out->who_acts = a->rule->who_acts;
    out->source = a->rule->source;
    out->reviewed = a->rule->reviewed;
    out->made = a->rule->made;
    memcpy(out->explanation, a->rule->explanation, sizeof out->explanation);
    memcpy(out->as_receiver, a->rule->as_receiver, sizeof out->as_receiver);
    out->file = a->rule->file;
    out->line = a->rule->line;
}
