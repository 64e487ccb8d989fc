#include "ingest/publish.h"

#include "knowledge/knowledge.h"

#include <stdio.h>

static int put(struct store *s, enum store_knowledge table, const struct smtplog_slice *fields, size_t n)
{
    return store_knowledge_put(s, table, fields, n) == STORE_OK ? 0 : -1;
}

static int put_code(struct store *s, enum store_knowledge table, const struct knowledge_code *c, int lang)
{
    const char class[4] = {(char)('0' + c->class), 'x', 'x', '\0'};
    const struct smtplog_slice fields[] = {
        slice_str(c->code), slice_str(knowledge_lang_word(lang)),
        c->class ? slice_str(class) : slice_of(NULL, 0),
        c->title, c->description, c->when_seen, c->how_to_fix, c->source,
    };
    return put(s, table, fields, sizeof fields / sizeof *fields);
}

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
            cause.who_acts, cause.how_to_fix, cause.source,
        };
        if (put(s, STORE_CAUSE, fields, sizeof fields / sizeof *fields) != 0)
            return -1;
    }
    return 0;
}

int publish_knowledge(struct store *store, const struct classifier *classifier, struct diag *diag)
{
    struct strbuf have = {0};
    char want[40];
    int failed = 0;

    snprintf(want, sizeof want, "%016llx-%016llx", (unsigned long long)knowledge_version(),
             (unsigned long long)classifier_version(classifier));
    int current = store_meta_get(store, "kb_version", &have) == 1 && slice_is(strbuf_view(&have), want);
    strbuf_release(&have);
    if (current)
        return 0;
    struct knowledge *k = knowledge_new(diag);
    failed = store_knowledge_begin(store) != STORE_OK;
    for (int lang = 0; lang < KNOWLEDGE_LANGS && !failed; lang++)
        failed = put_language(store, k, lang) != 0;
    if (!failed)
        failed = store_knowledge_end(store, slice_str(want)) != STORE_OK;
    else
        store_rollback(store);
    knowledge_free(k);
    return failed ? -1 : 0;
}
