/* `explain S3150` has no reply to hold rules against, so rules are looked up by what they name.
 */
#include "classify/lookup.h"

#include "classify/classifier.h"

/* What a rule would give, as if a reply had met it. */
static void finding_of(const struct rule *r, struct classify_finding *out)
{
    *out = (struct classify_finding){
        .cause = r->cause, .rule = r->name, .who_acts = r->who_acts, .source = r->source,
        .reviewed = r->reviewed, .made = r->made, .file = r->file, .line = r->line,
        .provider = r->provider.len ? r->provider : r->sets_provider,
    };
    memcpy(out->explanation, r->explanation, sizeof out->explanation);
    memcpy(out->as_receiver, r->as_receiver, sizeof out->as_receiver);
}

/* The provider's own number: named as it is or in a range, by a rule for one provider. */
static int names_enhanced(const struct rule *r, const struct rule_enhanced *e)
{
    if (!r->provider.len && !r->sets_provider.len)
        return 0;
    for (size_t i = 0; i < r->enhanced_count; i++) {
        const struct rule_enhanced *want = &r->enhanced[i];
        if (want->from > 0 && want->subject == e->subject && e->from >= want->from &&
            e->from <= want->to && (want->class == -1 || want->class == e->class))
            return 1;
    }
    return 0;
}

/* "S3150" is meant by "S3150" and by "S3*"; a tag of two letters is too short to be looked up. */
size_t lookup_tag(const struct classifier *c, struct smtplog_slice tag,
                  struct classify_finding *out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; tag.len > 2 && i < classifier_rules(c)->count && n < most; i++)
        if (stanza_lists_front(classifier_rules(c)->list[i].tag, tag)) {
            finding_of(&classifier_rules(c)->list[i], &out[n]);
            out[n++].tag = tag;
        }
    return n;
}

size_t lookup_enhanced(const struct classifier *c, struct smtplog_slice code,
                       struct classify_finding *out, size_t most)
{
    struct rule_enhanced e = rule_enhanced_of(code);
    size_t n = 0;
    for (size_t i = 0; e.class && i < classifier_rules(c)->count && n < most; i++)
        if (names_enhanced(&classifier_rules(c)->list[i], &e))
            finding_of(&classifier_rules(c)->list[i], &out[n++]);
    return n;
}

struct classify_provider lookup_provider(const struct classifier *c, struct smtplog_slice name)
{
    const struct providers *all = &classifier_rules(c)->providers;
    const struct provider *p = name.len ? provider_by_name(all, name) : NULL;
    if (!p)
        return (struct classify_provider){.name = name, .title = name};
    return (struct classify_provider){p->name, p->title.len ? p->title : name, p->hosts, p->page};
}
