/* What is kept of open messages: bounded in number and in bytes, and what gives way comes back. */
#include "base/mem.h"
#include "correlate/context.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define S(s) SLICE_LIT(s)

Test(context, memory_is_bounded)
{
    struct context_table t = {.limit = 100};
    char key[24];
    for (int i = 0; i < 10000; i++) {
        int n = snprintf(key, sizeof key, "m%d", i);
        context_learn(context_touch(&t, NULL, slice_of(key, (size_t)n), i), FACT_SENDER, S("x@example.org"));
    }
    cr_expect_eq(t.map.len, 100);
    cr_expect_null(context_find(&t, S("m1")));
    cr_expect_not_null(context_find(&t, S("m9999")));
    context_table_release(&t);
}

/* A shelf of one row a key, as the database's. */
struct rows { struct strbuf key[300], blob[300]; size_t n, fetched; };

static size_t row_of(struct rows *r, struct smtplog_slice key)
{
    size_t i = 0;
    while (i < r->n && !slice_eq(strbuf_view(&r->key[i]), key))
        i++;
    return i;
}

static void row_put(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched)
{
    struct rows *r = to;
    size_t i = row_of(r, key);
    (void)touched;
    if (i == r->n)
        strbuf_slice(&r->key[r->n++], key);
    strbuf_clear(&r->blob[i]);
    strbuf_slice(&r->blob[i], blob);
}

static void row_drop(void *to, struct smtplog_slice key)
{
    struct rows *r = to;
    size_t i = row_of(r, key);
    cr_assert_lt(i, r->n);
    strbuf_clear(&r->blob[i]);
}

static int row_fetch(void *to, struct smtplog_slice key, struct smtplog_slice *blob)
{
    struct rows *r = to;
    size_t i = row_of(r, key);
    if (i == r->n || r->blob[i].len == 0)
        return 0;
    r->fetched++;
    *blob = strbuf_view(&r->blob[i]);
    return 1;
}

static struct smtplog_slice numbered_key(char key[24], int i)
{
    return slice_of(key, (size_t)snprintf(key, 24, "m%d", i));
}

/* Two hundred open messages, ten of them in memory: each comes back as it was put away, and one
 * that has ended does not. */
Test(context, what_gives_way_comes_back_from_the_shelf)
{
    static struct rows rows;
    const struct context_shelf shelf = {{row_put, row_drop, &rows}, row_fetch};
    struct context_table t = {.limit = 10, .shelf = &shelf};
    char key[24], name[24];

    for (int i = 0; i < 200; i++) {
        struct smtplog_slice k = numbered_key(key, i);
        snprintf(name, sizeof name, "%d@example.org", i);
        context_learn(context_touch(&t, context_find(&t, k), k, 1000 + i), FACT_SENDER, slice_str(name));
    }
    cr_expect_eq(t.map.len, 10);
    cr_expect_eq(rows.n, 190);
    for (int i = 0; i < 200; i++) {
        struct smtplog_slice k = numbered_key(key, i);
        struct context *c = context_find(&t, k);
        cr_assert_not_null(c, "message %d", i);
        snprintf(name, sizeof name, "%d@example.org", i);
        cr_expect(slice_eq(context_fact(c, FACT_SENDER), slice_str(name)), "message %d", i);
        cr_expect_eq(c->n.began, 1000 + i);
        c = context_touch(&t, c, k, 5000);
        if (i % 2)
            context_drop(&t, c);
    }
    cr_expect_leq(t.map.len, 10);
    for (int i = 0; i < 200; i++)
        cr_expect_eq(context_find(&t, numbered_key(key, i)) == NULL, i % 2, "message %d", i);
    context_table_release(&t);
    for (size_t i = 0; i < rows.n; i++) {
        strbuf_release(&rows.key[i]);
        strbuf_release(&rows.blob[i]);
    }
}

/* Strangers choose how long what is told of a message is. */
Test(context, memory_is_bounded_in_bytes)
{
    struct context_table t = {.limit = 100000};
    struct strbuf text = {0};
    char key[24];

    memset(strbuf_room(&text, 1000), 'x', 1000);
    for (int i = 0; i < 20000; i++) {
        struct context *c = context_touch(&t, NULL, numbered_key(key, i), i);
        for (int fact = 0; fact < FACTS; fact++)
            context_learn(c, (enum fact)fact, strbuf_view(&text));
    }
    size_t bytes = 0;
    for (const struct context *c = t.oldest; c; c = c->newer)
        bytes += c->pool.cap;
    cr_expect_gt(bytes, 1 << 20);
    cr_expect_lt(bytes, 16 << 20);
    context_table_release(&t);
    strbuf_release(&text);
}
