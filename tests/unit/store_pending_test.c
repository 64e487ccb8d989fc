/* Which keys lie in `pending`: their hashes tell of every one, from batch to batch, in few
 * rows. */
#include "store_help.h"

#include "base/hashes.h"

enum { KEYS = 3000, A_BATCH = 50 };

static struct smtplog_slice key_of(int i)
{
    static char text[32];
    return slice_of(text, (size_t)snprintf(text, sizeof text, "mhost%d", i));
}

/* Puts keys from one number on, in batches. */
static void put(struct store *s, int from, int until)
{
    for (int i = from; i < until; i++) {
        if ((i - from) % A_BATCH == 0)
            cr_assert_eq(store_begin(s), 0);
        cr_assert_eq(store_pending_put(s, key_of(i), SLICE_LIT("open"), 1795251742), 0);
        if ((i - from) % A_BATCH == A_BATCH - 1 || i == until - 1)
            cr_assert_eq(store_commit(s), 0);
    }
}

static int64_t ask(struct store *s, const char *sql)
{
    struct store_query *q = store_query_sql(s, sql);
    int64_t n = store_next(q) ? store_int(q, 0) : -1;
    cr_assert_eq(store_query_end(q), 0);
    return n;
}

/* All keys are known; of others hardly any. */
static void expect_known(struct store *s, int keys)
{
    struct hashes h = {0};
    int wrong = 0;
    cr_assert_eq(store_pending_hashes(s, &h), 0);
    for (int i = 0; i < keys; i++)
        cr_expect(hashes_may_have(&h, hashes_of(key_of(i))), "key %d is not known", i);
    for (int i = 0; i < KEYS; i++)
        wrong += hashes_may_have(&h, hashes_of(key_of(1000000 + i)));
    cr_expect_leq(wrong, 1);
    hashes_release(&h);
}

Test(store_pending, hashes_tell_of_every_key)
{
    const char *path = help_path();
    struct store *s = help_open(path);
    put(s, 0, 10);
    expect_known(s, 10);                /* no batch is open: from the keys, nothing is written */
    cr_expect_eq(ask(s, "SELECT count(*) FROM pending_hash WHERE run < 0"), 0);
    cr_assert_eq(store_begin(s), 0);
    expect_known(s, 10);
    cr_assert_eq(store_commit(s), 0);
    cr_expect_eq(ask(s, "SELECT count(*) FROM pending_hash WHERE run < 0"), 1);
    put(s, 10, KEYS);
    expect_known(s, KEYS);
    cr_expect_leq(ask(s, "SELECT count(*) FROM pending_hash"), 10, "rows grow together");
    cr_expect_eq(ask(s, "SELECT sum(length(body)) FROM pending_hash"), KEYS * 4);
    store_close(s);
    s = help_open(path);
    expect_known(s, KEYS);
    store_close(s);
}

Test(store_pending, a_batch_that_is_lost_leaves_no_hashes)
{
    struct store *s = help_open(help_path());
    cr_assert_eq(store_begin(s), 0);
    expect_known(s, 0);
    cr_assert_eq(store_pending_put(s, key_of(1), SLICE_LIT("open"), 1795251742), 0);
    expect_known(s, 0);
    store_rollback(s);
    put(s, 2, 3);
    cr_expect_eq(ask(s, "SELECT sum(length(body)) FROM pending_hash"), 4);
    store_close(s);
}

/* Keys that are gone leave theirs until more came than there are. */
Test(store_pending, hashes_of_keys_that_are_gone_go)
{
    enum { AGAIN = 270000 };
    struct store *s = help_open(help_path());
    cr_assert_eq(store_begin(s), 0);
    expect_known(s, 0);
    for (int i = 0; i < AGAIN; i++)
        cr_assert_eq(store_pending_put(s, key_of(i % 100), SLICE_LIT("open"), 1795251742), 0);
    cr_assert_eq(store_commit(s), 0);
    cr_expect_eq(ask(s, "SELECT sum(length(body)) FROM pending_hash"), AGAIN * 4);
    cr_assert_eq(store_begin(s), 0);
    expect_known(s, 100);
    cr_assert_eq(store_commit(s), 0);
    cr_expect_eq(ask(s, "SELECT sum(length(body)) FROM pending_hash"), 100 * 4);
    cr_assert_geq(store_prune(s, 1795251742 + 200000), 0);
    cr_expect_eq(ask(s, "SELECT count(*) FROM pending_hash"), 0);
    expect_known(s, 0);
    store_close(s);
}

Test(hashes, sorted_and_added_ones_are_found)
{
    struct hashes h = {0};
    for (uint32_t i = 1000; i > 0; i--)
        hashes_append(&h, i * 7);
    hashes_sort(&h);
    for (uint32_t i = 1; i <= 1000; i++)
        hashes_add(&h, i * 7 + 3);
    for (uint32_t n = 1; n < 8000; n++)
        cr_expect_eq(hashes_may_have(&h, n) != 0,
                     (n % 7 == 0 && n <= 7000) || (n % 7 == 3 && n > 3 && n <= 7003), "%u", n);
    hashes_release(&h);
}

Test(hashes, a_full_set_says_yes)
{
    struct hashes h = {0};
    for (uint32_t i = 1; i < HASHES_MOST; i++)
        hashes_append(&h, i);
    cr_expect_not(hashes_may_have(&h, 4000000000u));
    hashes_append(&h, HASHES_MOST);
    cr_expect(hashes_may_have(&h, 4000000000u));
    hashes_release(&h);
}
