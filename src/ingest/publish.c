/* What the program knows, as tables to join with: codes, causes, providers and rules.  Written
 * only when it changed, for it is a thousand rows and every run of ingest comes by here. */
#include "ingest/publish.h"

#include "base/lang.h"
#include "knowledge/knowledge.h"

#include <stdio.h>

enum { TABLES = 2 };                    /* raised when other tables or columns are filled */

static int put(struct store *s, enum store_knowledge table, const struct smtplog_slice *fields,
               size_t n)
{
    return store_knowledge_put(s, table, fields, n) == STORE_OK ? 0 : -1;
}

/* One code in one language. */
static int put_code(struct store *s, enum store_knowledge table, const struct knowledge_code *c,
                    int lang)
{
    const char class[4] = {(char)('0' + c->class), 'x', 'x', '\0'};
    const struct smtplog_slice fields[] = {
        slice_str(c->code), slice_str(knowledge_lang_word(lang)),
        c->class ? slice_str(class) : slice_of(NULL, 0),
        c->title, c->description, c->when_seen, c->how_to_fix, c->source,
    };
    return put(s, table, fields, sizeof fields / sizeof *fields);
}

/* What to do after a 4xx (0) or a 5xx (1): the text for both where it fits both. */
static struct smtplog_slice fix_of_class(const struct knowledge_cause *cause, int i)
{
    return cause->of_class[i].how_to_fix.len ? cause->of_class[i].how_to_fix : cause->how_to_fix;
}

/* All codes and causes in one language: views join them by `lang`. */
static int put_language(struct store *s, const struct knowledge *k, int lang)
{
    struct knowledge_code code;
    struct knowledge_cause cause;

    for (size_t i = 0; knowledge_reply_at(k, i, lang, &code); i++)
        if (put_code(s, STORE_REPLY_CODE, &code, lang) != 0)
            return -1;
    for (size_t i = 0; knowledge_enhanced_at(k, i, lang, &code); i++)
        if (put_code(s, STORE_ENHANCED_CODE, &code, lang) != 0)
            return -1;
    for (size_t i = 0; knowledge_cause_at(k, i, lang, &cause); i++) {
        const struct smtplog_slice fields[] = {
            cause.cause, slice_str(knowledge_lang_word(lang)), cause.title, cause.description,
            cause.who_acts, cause.how_to_fix, cause.source, fix_of_class(&cause, 0),
            fix_of_class(&cause, 1),
        };
        if (put(s, STORE_CAUSE, fields, sizeof fields / sizeof *fields) != 0)
            return -1;
    }
    return 0;
}

/* "Its mail servers are google.com, ..." */
static void say_hosts(struct strbuf *out, struct smtplog_slice hosts, const struct lang *lang)
{
    if (hosts.len)
        strbuf_fmt(out, tr(lang, "Its mail servers are below: %.*s."), (int)hosts.len, hosts.ptr);
    else
        strbuf_str(out, tr(lang, "Known by its words alone."));
}

/* Title and hosts of each provider, in one language. */
static int put_providers(struct store *s, const struct classifier *c, int lang)
{
    struct classify_provider p;
    struct strbuf hosts = {0};
    int failed = 0;
    for (size_t i = 0; !failed && classifier_provider_at(c, i, &p); i++) {
        strbuf_clear(&hosts);
        say_hosts(&hosts, p.hosts, lang_by_name(knowledge_lang_word(lang)));
        const struct smtplog_slice fields[] = {
            p.name, slice_str(knowledge_lang_word(lang)), p.title.len ? p.title : p.name,
            strbuf_view(&hosts),
        };
        failed = put(s, STORE_PROVIDER, fields, sizeof fields / sizeof *fields);
    }
    strbuf_release(&hosts);
    return failed;
}

/* Several patterns as one that matches what any of them does. */
static void join_patterns(struct strbuf *out, const struct classifier *c, size_t rule, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_str(out, n == 1 ? "" : i ? "|(?:" : "(?:");
        strbuf_slice(out, classifier_rule_pattern(c, rule, i));
        strbuf_str(out, n == 1 ? "" : ")");
    }
}

static struct smtplog_slice known(struct smtplog_slice s)
{
    return s.len ? s : slice_of(NULL, 0);
}

/* Name, cause, provider and source of each rule, in the order in which they are asked. */
static int put_rules(struct store *s, const struct classifier *c)
{
    struct classify_rule rule;
    struct strbuf pattern = {0};
    int failed = 0;
    for (size_t i = 0; !failed && classifier_rule_at(c, i, &rule); i++) {
        strbuf_clear(&pattern);
        join_patterns(&pattern, c, i, rule.patterns);
        const struct smtplog_slice fields[] = {
            rule.name, known(rule.cause), known(rule.provider), known(strbuf_view(&pattern)),
            known(rule.source),
        };
        failed = put(s, STORE_RULE, fields, sizeof fields / sizeof *fields);
    }
    strbuf_release(&pattern);
    return failed;
}

int publish_knowledge(struct store *store, const struct classifier *classifier, struct diag *diag)
{
    struct strbuf have = {0};
    char want[48];
    int failed = 0;

    snprintf(want, sizeof want, "%016llx-%016llx-%d", (unsigned long long)knowledge_version(),
             (unsigned long long)classifier_version(classifier), TABLES);
    int current = store_meta_get(store, "kb_version", &have) == 1 &&
                  slice_is(strbuf_view(&have), want);
    strbuf_release(&have);
    if (current)
        return 0;
    struct knowledge *k = knowledge_new(diag);
    failed = store_knowledge_begin(store) != STORE_OK;
    for (int lang = 0; lang < KNOWLEDGE_LANGS && !failed; lang++)
        failed = put_language(store, k, lang) || put_providers(store, classifier, lang);
    if (!failed)
        failed = put_rules(store, classifier);
    if (!failed)
        failed = store_knowledge_end(store, slice_str(want)) != STORE_OK;
    else
        store_rollback(store);
    knowledge_free(k);
    return failed ? -1 : 0;
}
