/* Names that wait for the end of the batch are the same names, with the same ids, as if each had
 * been written when it was met. */
#include "store_help.h"

static int64_t address(struct store *s, const char *text)
{
    return dict_address(s, slice_str(text));
}

/* More than memory holds: some were forgotten, and their rows are found again. */
Test(store_fresh, however_many_each_has_one_row)
{
    enum { NAMES = 70000, BATCH = 9000 };
    struct store *s = help_open(":memory:");
    for (int64_t i = 0; i < 2 * NAMES; i++) {
        char name[32];
        if (i % BATCH == 0) {
            if (i)
                cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
            store_begin(s);
        }
        snprintf(name, sizeof name, "d%lld.example", (long long)(i % NAMES));
        cr_assert_eq(dict_name(s, DICT_DOMAIN, slice_str(name)), i % NAMES + 1, "%s", name);
    }
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM domain WHERE name = "
                            "'d' || (domain_id - 1) || '.example'"), NAMES);
    store_close(s);
}

/* Of a peer both names and its network, of an address its domain. */
Test(store_fresh, rows_are_whole)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    dict_peer(s, SLICE_LIT("192.0.2.7"), SLICE_LIT("c.example.com"));
    dict_peer(s, SLICE_LIT(""), SLICE_LIT("d.example.com"));
    dict_peer(s, SLICE_LIT("2001:db8::1"), slice_of(NULL, 0));
    address(s, "");
    address(s, "b@Example.ORG");
    cr_assert_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_str_eq(help_text(s, "SELECT group_concat(ip || '|' || name || '|' || net, ' ') "
                                  "FROM (SELECT * FROM peer ORDER BY peer_id)"),
                     "192.0.2.7|c.example.com|192.0.2.0/24 |d.example.com| "
                     "2001:db8::1||2001:db8::/64");
    cr_expect_str_eq(help_text(s, "SELECT group_concat(address || '|' || ifnull(name, 'none')) "
                                  "FROM (SELECT * FROM address LEFT JOIN domain USING (domain_id) "
                                  "ORDER BY address_id)"),
                     "|none,b@Example.ORG|example.org");
    store_close(s);
}

/* What is no UTF-8 is cleaned, and then two are one. */
Test(store_fresh, cleaned_names_meet)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    cr_expect_eq(address(s, "a@example.org"), 1);
    cr_expect_eq(address(s, "\xff@example.org"), 2);
    cr_expect_eq(address(s, "\xfe@example.org"), 2);
    cr_expect_eq(address(s, "c@example.org"), 3);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM address"), 3);
    store_close(s);
}

Test(store_fresh, a_lost_batch_has_no_names)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    cr_expect_eq(address(s, "a@example.org"), 1);
    store_rollback(s);
    store_begin(s);
    cr_expect_eq(address(s, "b@example.org"), 1);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_str_eq(help_text(s, "SELECT group_concat(address) FROM address"), "b@example.org");
    store_close(s);
}

Test(store_fresh, names_that_stood_are_found)
{
    const char *path = help_path();
    for (int run = 0; run < 2; run++) {
        struct store *s = help_open(path);
        store_begin(s);
        cr_expect_eq(address(s, "a@example.org"), 1);
        cr_expect_eq(address(s, run ? "c@example.org" : "b@example.org"), 2 + run);
        cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
        store_close(s);
    }
}

/* Looked for in the database, in the batch that it came with. */
Test(store_fresh, a_sender_comes_back_in_the_same_batch)
{
    struct store *s = help_open(":memory:");
    struct event e = help_event(1000);
    struct arrival a = {.time = 1600, .sender = e.sender, .client_name = e.peer_name,
                        .client_ip = e.peer_ip};
    store_begin(s);
    cr_expect_eq(store_greylisted(s, &e), STORE_OK);
    cr_expect_eq(store_arrival(s, &a), STORE_OK);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT accepted FROM greylist"), 1600);
    store_close(s);
}
