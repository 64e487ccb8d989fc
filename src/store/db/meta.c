/* Small values and the knowledge base's tables: plain rows, put and read. */
#include "store/inside.h"

int store_meta_get(struct store *s, const char *name, struct strbuf *text)
{
    sqlite3_stmt *st = stmt_start(s, SQL_META_GET, "c", name);
    int found = stmt_step(s, st);
    if (found == 1) {
        strbuf_slice(text, stmt_slice(st, 0));
        sqlite3_reset(st);
    }
    return found;
}

int store_meta_set(struct store *s, const char *name, struct smtplog_slice text)
{
    return stmt_run(s, SQL_META_SET, "cw", name, text);
}

int store_key(struct store *s, struct mask_key *key)
{
    struct strbuf text = {0};
    *key = (struct mask_key){{0}};
    int found = store_meta_get(s, "key", &text);
    if (found == 1)
        *key = mask_key_read(strbuf_view(&text));
    strbuf_release(&text);
    if (found >= 0 && !mask_key_is_set(*key))
        diag_error(s->diag, "%s: has no key for anonymizing yet: `smtplog ingest` makes it",
                   s->path);
    return mask_key_is_set(*key) ? STORE_OK : STORE_FAILED;
}

/* ---- Knowledge ---- */

static const struct { enum store_statement clear, put; size_t fields; } knowledge[] = {
    [STORE_REPLY_CODE] = {SQL_REPLY_CODE_CLEAR, SQL_REPLY_CODE_PUT, 8},
    [STORE_ENHANCED_CODE] = {SQL_ENHANCED_CODE_CLEAR, SQL_ENHANCED_CODE_PUT, 8},
    [STORE_CAUSE] = {SQL_CAUSE_CLEAR, SQL_CAUSE_PUT, 9},
    [STORE_PROVIDER] = {SQL_PROVIDER_CLEAR, SQL_PROVIDER_PUT, 6},
    [STORE_RULE] = {SQL_RULE_CLEAR, SQL_RULE_PUT, 5},
};

int store_knowledge_begin(struct store *s)
{
    if (store_begin(s))
        return STORE_FAILED;
    for (size_t i = 0; i < STORE_KNOWLEDGE_TABLES; i++)
        if (stmt_run(s, knowledge[i].clear, ""))
            return STORE_FAILED;
    return STORE_OK;
}

int store_knowledge_put(struct store *s, enum store_knowledge table,
                        const struct smtplog_slice *f, size_t n)
{
    struct smtplog_slice row[STORE_KNOWLEDGE_FIELDS] = {{0}};
    char kinds[STORE_KNOWLEDGE_FIELDS + 1] = "kkkkkkkkk";   /* what is no UTF-8 was not read */
    if (store_ready(s))
        return STORE_FAILED;
    for (size_t i = 0; i < n && i < knowledge[table].fields; i++)
        row[i] = f[i];
    kinds[knowledge[table].fields] = 0;
    return stmt_run(s, knowledge[table].put, kinds, row[0], row[1], row[2], row[3], row[4], row[5],
                    row[6], row[7], row[8]);
}

int store_knowledge_end(struct store *s, struct smtplog_slice version)
{
    if (store_ready(s) || store_meta_set(s, "kb_version", version))
        return STORE_FAILED;
    return store_commit(s);
}
