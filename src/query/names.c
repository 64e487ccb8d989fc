/* Texts are asked for once, at the end, for the ids that are shown, and not for each of a
 * million events. */
#include "query/names.h"

#include "base/hash.h"
#include "base/mem.h"
#include "query/radix.h"

#include <stdlib.h>

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
    {SQL_TOP_TEMPLATES, NAME_TEMPLATE, NAME_TEMPLATE},
};

static size_t table_of(enum name_kind kind)
{
    size_t at = 0;
    while (kind > tables[at].last)
        at++;
    return at;
}

/* The name of a kind in the query's row; empty: not known. */
static struct smtplog_slice name_in(struct store_query *q, const struct table *t,
                                    enum name_kind kind)
{
    struct smtplog_slice text = store_text(q, 1 + (int)(kind - t->first));
    return text.ptr && !text.len && kind == NAME_ADDRESS ? SLICE_LIT("<>") : text;
}

void names_want(struct names *n, enum name_kind kind, int64_t id)
{
    size_t at = table_of(kind);
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
        for (unsigned kind = t->first; kind <= t->last; kind++)
            count_at(&n->known, kind, id)->n = words_number(n->words, name_in(q, t, kind));
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

/* ---- Of a million ids ---------------------------------------------------------------------- */

int names_each(struct names *n, enum name_kind kind, const uint64_t *ids, size_t len,
               void (*each)(void *to, size_t i, struct smtplog_slice text), void *to)
{
    enum { AT_ONCE = 4096 };            /* the list is text: this many are 40 kB of it */
    const struct table *t = &tables[table_of(kind)];
    int failed = STORE_OK;
    for (size_t begin = 0; begin < len; begin += AT_ONCE) {
        size_t end = len - begin < AT_ONCE ? len : begin + AT_ONCE, i = begin;
        struct strbuf list = {0};
        for (size_t k = begin; k < end; k++)
            strbuf_fmt(&list, "%c%llu", k == begin ? '[' : ',', (unsigned long long)ids[k]);
        strbuf_char(&list, ']');
        struct store_query *q = store_query(n->store, t->statement);
        store_bind_text(q, 1, strbuf_view(&list));
        while (store_next(q)) {         /* in the order of the list */
            while (i < end && ids[i] != (uint64_t)store_int(q, 0))
                i++;
            struct smtplog_slice text = name_in(q, t, kind);
            if (i < end && text.len)
                each(to, i, text);
        }
        strbuf_release(&list);
        failed |= store_query_end(q);
    }
    return failed;
}

/* A masked address may be that of two, whose domains differ in case. */
int names_are_unique(const struct names *n, enum name_kind kind)
{
    return kind == NAME_DOMAIN_ITSELF ||
           (kind == NAME_ADDRESS && store_anonymity(n->store) == ANONYMITY_NONE);
}

/* While ids are united. */
struct heads {
    struct united *u;
    struct counts of;           /* hash of a name, 128 bits -> the first id that bears it */
};

/* The name itself is not kept: that two of a million have one hash of 128 bits does not happen,
 * and the seed is secret. */
static void on_name(void *to, size_t i, struct smtplog_slice text)
{
    struct heads *h = to;
    struct count_cell *head = count_at(&h->of, hash_quick(text.ptr, text.len, hash_seed()),
                                       hash_quick(text.ptr, text.len, ~hash_seed()));
    if (!head->n)
        head->n = (int64_t)h->u->ids[i];
    h->u->same[i] = (uint64_t)head->n;
}

/* Domains stand once each, so addresses of one are told by its number; nearly all addresses
 * between the first and the last are asked for. */
static int unite_domains(struct names *n, struct united *u)
{
    struct counts heads = {0};          /* domain's number -> the first id */
    struct store_query *q = store_query(n->store, SQL_TOP_DOMAINS_BETWEEN);
    store_bind_int(q, 1, (int64_t)u->ids[0]);
    store_bind_int(q, 2, (int64_t)u->ids[u->len - 1]);
    for (size_t i = 0; store_next(q);) {
        uint64_t id = (uint64_t)store_int(q, 0);
        while (i < u->len && u->ids[i] < id)
            i++;
        if (i == u->len || u->ids[i] != id)
            continue;
        struct count_cell *head = count_at(&heads, (uint64_t)store_int(q, 1), 0);
        head->n = head->n ? head->n : (int64_t)id;
        u->same[i] = (uint64_t)head->n;
    }
    count_release(&heads);
    return store_query_end(q);
}

/* A masked address may have another domain than its own. */
static int are_by_domain(const struct names *n, enum name_kind kind, const struct united *u)
{
    enum { CLOSE = 4 };
    return kind == NAME_DOMAIN && store_anonymity(n->store) == ANONYMITY_NONE && u->len &&
           u->ids[u->len - 1] - u->ids[0] < u->len * CLOSE;
}

int names_unite(struct names *n, enum name_kind kind, uint64_t *ids, size_t len,
                struct united *u)
{
    struct heads heads = {.u = u};
    *u = (struct united){.ids = ids};
    radix_sort(ids, len, 0);
    for (size_t i = 0; i < len; i++)
        if (ids[i] && (!u->len || ids[u->len - 1] != ids[i]))
            ids[u->len++] = ids[i];
    u->same = mem_alloc((u->len + 1) * sizeof *u->same);
    int failed = are_by_domain(n, kind, u) ? unite_domains(n, u)
                                           : names_each(n, kind, ids, u->len, on_name, &heads);
    count_release(&heads.of);
    return failed;
}

uint64_t united_of(const struct united *u, uint64_t id)
{
    size_t low = 0, high = u->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (u->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < u->len && u->ids[low] == id ? u->same[low] : 0;
}

void united_release(struct united *u)
{
    free(u->ids);
    free(u->same);
    *u = (struct united){0};
}
