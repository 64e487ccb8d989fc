/* What is asked about, from the surest reading to the vaguest. */
#include "explain/answer.h"

#include "base/mem.h"
#include "classify/lookup.h"
#include "explain/codes.h"
#include "explain/compare.h"
#include "explain/explain.h"
#include "explain/remedy.h"

#include <stdlib.h>
#include <strings.h>

enum { LOOKED_UP = 8 };

static const struct smtplog_slice unknown = {NULL, 0};

struct sheet *answer_sheet(struct answer *a)
{
    a->sheets = mem_grow(a->sheets, &a->cap, a->len + 1, sizeof *a->sheets);
    a->sheets[a->len] = (struct sheet){0};
    return &a->sheets[a->len++];
}

struct classifier *answer_classifier(struct answer *a)
{
    if (!a->classifier)
        a->classifier = classifier_new(a->rules_folder, a->diag);
    return a->classifier;
}

static int lang_of(const struct answer *a)
{
    return knowledge_lang_of(a->here.lang->name);
}

/* What rules say of a tag or a provider's own code, each in a sheet. */
static void add_looked_up(struct answer *a, struct smtplog_slice word, const char *key,
                          const struct classify_finding *found, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct event none = {.class = word.ptr[0] == '4' ? 4 : word.ptr[0] == '5' ? 5 : 0};
        struct knowledge_cause cause = {0};
        struct sheet *s = answer_sheet(a);
        int known = knowledge_cause(a->knowledge, found[i].cause, lang_of(a), &cause);
        s->heading = known ? mem_fmt("%.*s: %.*s", (int)word.len, word.ptr, (int)cause.title.len,
                                     cause.title.ptr)
                           : mem_strn(word.ptr, word.len);
        struct classify_provider provider = lookup_provider(a->classifier, found[i].provider);
        explain_finding(s, a->here.lang, &none, &found[i], &provider);
        s->key = key;
        s->listed = n > 1;
        sheet_add(s, "code", NULL, word);
        cause.who_acts = who_of_class(found[i].who_acts.len ? found[i].who_acts : cause.who_acts,
                                      none.class);
        knowledge_cause_of_class(&cause, none.class);
        if (known)
            explain_cause(s, a->here.lang, &cause, WHO_UNKNOWN);
    }
}

/* A number that no document defines, but a provider: what its rules know is all of it. */
static int answer_provider_code(struct answer *a, struct smtplog_slice code)
{
    struct classify_finding found[LOOKED_UP];
    size_t n = lookup_enhanced(answer_classifier(a), code, found, LOOKED_UP);
    add_looked_up(a, code, "enhanced", found, n);
    return n > 0;
}

int answer_codes(struct answer *a, int32_t code, struct smtplog_slice enhanced, int brief)
{
    struct knowledge_code c;
    if (code) {
        if (!knowledge_reply(a->knowledge, code, lang_of(a), &c) || (code < 200 && !c.seen))
            return 0;
        struct sheet *s = answer_sheet(a);
        explain_code(s, a->here.lang, &c, brief);
        struct smtplog_slice dotted = knowledge_lost_dots(a->knowledge, code);
        if (dotted.len && (c.generic || c.seen))
            sheet_add(s, "perhaps_enhanced", tr(a->here.lang, "Without its dots"), dotted);
        if (!brief)
            explain_seen(s, &a->here, code, unknown, unknown);
    }
    if (enhanced.len) {
        if (!codes_enhanced(a->knowledge, enhanced, lang_of(a), &c))
            return 0;
        if (c.generic && !brief && answer_provider_code(a, enhanced))
            return 1;
        struct sheet *s = answer_sheet(a);
        explain_code(s, a->here.lang, &c, brief);
        if (!brief)
            explain_seen(s, &a->here, 0, enhanced, unknown);
    }
    return 1;
}

void answer_cause(struct answer *a, const struct knowledge_cause *cause)
{
    struct sheet *s = answer_sheet(a);
    struct event none = {0};
    explain_cause(s, a->here.lang, cause, WHO_UNKNOWN);
    remedy_add(s, a->here.lang, cause->cause, WHO_UNKNOWN, unknown, &none);
    explain_seen(s, &a->here, 0, unknown, cause->cause);
}

/* "PLAIN", "auth cram-md5": a way to log in, by the name that servers offer it under. */
static int answer_mechanism(struct answer *a, struct smtplog_slice asked)
{
    struct knowledge_mechanism m;
    if (asked.len > 5 && strncasecmp(asked.ptr, "auth ", 5) == 0)
        asked = slice_trim(slice_from(asked, 5));
    if (!knowledge_mechanism(a->knowledge, asked, lang_of(a), &m))
        return 0;
    explain_mechanism(answer_sheet(a), a->here.lang, &m);
    return 1;
}

/* "TSS04", "[TSS04]", "(S3150)": what the rules know of a provider's tag. */
static int answer_tag(struct answer *a, struct smtplog_slice asked)
{
    struct classify_finding found[LOOKED_UP];
    while (asked.len && strchr("[(#", asked.ptr[0]) && asked.ptr[0])
        asked = slice_from(asked, 1);
    while (asked.len && strchr("]).,:", asked.ptr[asked.len - 1]) && asked.ptr[asked.len - 1])
        asked.len--;
    if (memchr(asked.ptr, ' ', asked.len) || asked.len > 32)
        return 0;
    size_t n = lookup_tag(answer_classifier(a), asked, found, LOOKED_UP);
    add_looked_up(a, asked, "tag", found, n);
    return n > 0;
}

int answer_tag_side(struct answer *a, struct smtplog_slice tag, struct compared *out)
{
    struct classify_finding v;
    struct knowledge_cause cause;
    if (tag.len >= sizeof out->name || !lookup_tag(answer_classifier(a), tag, &v, 1) ||
        !knowledge_cause(a->knowledge, v.cause, lang_of(a), &cause))
        return 0;
    compare_of_cause(out, &cause);
    *out = (struct compared){.kind = COMPARE_TAG, .k = out->k};
    memcpy(out->name, tag.ptr, tag.len);
    out->k.entry = tag;
    out->whose = lookup_provider(answer_classifier(a), v.provider).title;
    out->k.description = v.explanation[lang_of(a)];
    out->k.who_acts = v.who_acts.len ? v.who_acts : cause.who_acts;
    out->k.source = v.source;
    return 1;
}

/* Only marks are left: nothing was asked but the code. */
static int is_bare(struct smtplog_slice rest)
{
    for (size_t i = 0; i < rest.len; i++)
        if (!strchr(" .:;,#()[]<>'\"\n\r!?*", rest.ptr[i]) || !rest.ptr[i])
            return 0;
    return 1;
}

/* Codes in any spelling and nothing else.  -1: it looks like one and is none. */
static int answer_bare_codes(struct answer *a, struct smtplog_slice asked)
{
    struct codes_asked codes = codes_read(asked);
    struct knowledge_code class;
    if (codes.class && codes_class(a->knowledge, codes.class, a->here.lang, &class)) {
        explain_code(answer_sheet(a), a->here.lang, &class, 0);
        return 1;
    }
    if (is_bare(codes.rest) && (codes.code || codes.enhanced.len))
        return answer_codes(a, codes.code, codes.enhanced, 0) ? 1 : -1;
    struct event e = {0};
    if (asked.len < 80 && pasted_reply(&a->pasted, asked, &e) && is_bare(e.text))
        return answer_codes(a, e.code, e.enhanced, 0) ? 1 : -1;
    return codes_is_number(asked) ? -1 : 0;
}

int answer_find(struct answer *a, struct smtplog_slice asked)
{
    struct knowledge_cause cause;
    int bare = answer_bare_codes(a, asked);
    if (bare)
        return bare > 0;
    if (knowledge_cause(a->knowledge, asked, lang_of(a), &cause)) {
        answer_cause(a, &cause);
        return 1;
    }
    if (answer_mechanism(a, asked) || answer_number(a, asked) ||
        answer_challenge(a, asked, unknown) ||
        answer_tag(a, asked))
        return 1;
    pasted_release(&a->pasted);
    pasted_read(&a->pasted, asked, a->registry);
    return answer_pasted(a);
}

void answer_release(struct answer *a)
{
    for (size_t i = 0; i < a->len; i++)
        sheet_release(&a->sheets[i]);
    free(a->sheets);
    pasted_release(&a->pasted);
    classifier_free(a->classifier);
    registry_free(a->registry);
}
