/* Texts are asked for once, at the end, for the ids that are shown, and not for each of a
 * million events. */
#include "query/names.h"

/* A table of the database and the kinds that its columns answer. */
static const struct table {
    enum store_statement statement;     /* ?1 ids as a JSON array -> id, then a column a kind */
    enum name_kind first, last;
} tables[NAME_TABLES] = {
    {SQL_TOP_PEERS, NAME_PEER, NAME_NET},
    {SQL_TOP_ADDRESSES, NAME_ADDRESS, NAME_DOMAIN},
    {SQL_TOP_DOMAIN_NAMES, NAME_DOMAIN_ITSELF, NAME_DOMAIN_ITSELF},
    {SQL_TOP_SASL_USERS, NAME_SASL, NAME_SASL},
    {SQL_TOP_HELOS, NAME_HELO, NAME_HELO},
    {SQL_TOP_HOSTS, NAME_HOST, NAME_HOST},
};

void names_want(struct names *n, enum name_kind kind, int64_t id)
{
    size_t at = 0;
    while (kind > tables[at].last)
        at++;
    if (id <= 0 || count_get(&n->known, tables[at].first, (uint64_t)id))
        return;
    count_at(&n->known, tables[at].first, (uint64_t)id);
    strbuf_fmt(&n->wanted[at], "%c%lld", n->wanted[at].len ? ',' : '[', (long long)id);
}

/* Asks for all wanted ids of one table at once; a name asked for one by one would cost a query a
 * row. */
static int load_table(struct names *n, const struct table *t, struct strbuf *wanted)
{
    if (!wanted->len)
        return STORE_OK;
    strbuf_char(wanted, ']');
    struct store_query *q = store_query(n->store, t->statement);
    store_bind_text(q, 1, strbuf_view(wanted));
    while (store_next(q)) {
        uint64_t id = (uint64_t)store_int(q, 0);
        for (unsigned kind = t->first; kind <= t->last; kind++) {
            struct smtplog_slice text = store_text(q, 1 + (int)(kind - t->first));
            if (text.ptr && !text.len && kind == NAME_ADDRESS)
                text = SLICE_LIT("<>");
            count_at(&n->known, kind, id)->n = words_number(n->words, text);
        }
    }
    strbuf_clear(wanted);
    return store_query_end(q);
}

int names_load(struct names *n)
{
    int failed = STORE_OK;
    for (size_t i = 0; i < NAME_TABLES; i++)
        failed |= load_table(n, &tables[i], &n->wanted[i]);
    return failed;
}

uint32_t names_word(const struct names *n, enum name_kind kind, int64_t id)
{
    const struct count_cell *cell = id > 0 ? count_get(&n->known, kind, (uint64_t)id) : NULL;
    return cell ? (uint32_t)cell->n : 0;
}

void names_release(struct names *n)
{
    count_release(&n->known);
    for (size_t i = 0; i < NAME_TABLES; i++)
        strbuf_release(&n->wanted[i]);
    *n = (struct names){0};
}
