/* Clocks that go back: what is a jump, what is only a late line, and how the report tells it. */
#include "ingest/jump.h"

#include <smtplog/scan.h>

#include <criterion/criterion.h>

/* Times are seconds; a row is a line of a host.  `told`: the line whose jump it proves; 0: none. */
struct seen { const char *host; int64_t time; uint64_t told; };

static void see(const struct seen *rows, size_t len, uint64_t at_end)
{
    struct jump_watch w = {.len = 0};
    struct jump jump = {.line_no = 0};
    for (size_t i = 0; i < len; i++) {
        struct smtplog_slice host = rows[i].host ? slice_str(rows[i].host) : slice_of(NULL, 0);
        int told = jump_see(&w, host, rows[i].time, i + 1, &jump);
        cr_expect_eq(told ? jump.line_no : 0, rows[i].told, "line %zu", i + 1);
    }
    cr_expect_eq(jump_end(&w, &jump) ? jump.line_no : 0, at_end);
    cr_expect_eq(jump_end(&w, &jump), 0, "each jump once");
    jump_release(&w);
}
#define SEE(at_end, ...) \
    do { \
        const struct seen rows[] = {__VA_ARGS__}; \
        see(rows, sizeof rows / sizeof *rows, at_end); \
    } while (0)

Test(jump, a_clock_set_back_is_told_once)
{
    SEE(0, {"a", 5000, 0}, {"a", 5010, 0}, {"a", 1410, 0}, {"a", 1411, 0}, {"a", 1412, 0},
        {"a", 1412, 0}, {"a", 1500, 0}, {"a", 1501, 3}, {"a", 1502, 0}, {"a", 1600, 0});
}

Test(jump, what_it_tells)
{
    struct jump_watch w = {.len = 0};
    struct jump jump;
    int told = 0;
    for (int i = 0; i <= JUMP_PROOF + 1; i++)
        told += jump_see(&w, SLICE_LIT("mx1"), i ? 1000 + i : 8000, (uint64_t)i + 7, &jump);
    cr_assert_eq(told, 1);
    cr_expect(slice_is(jump.host, "mx1"));
    cr_expect_eq(jump.before, 8000);
    cr_expect_eq(jump.after, 1001);
    cr_expect_eq(jump.line_no, 8);
    jump_release(&w);
}

Test(jump, late_lines_and_daemons_side_by_side_are_none)
{
    SEE(0, {"a", 5000, 0}, {"a", 4880, 0}, {"a", 5001, 0}, {"a", 5002, 0}, {"a", 5003, 0},
        {"a", 5004, 0}, {"a", 5005, 0}, {"a", 5006, 0});
    SEE(0, {NULL, 5000, 0}, {NULL, 4941, 0}, {NULL, 4990, 0}, {NULL, 4941, 0}, {NULL, 4942, 0},
        {NULL, 4943, 0}, {NULL, 4944, 0});
}

Test(jump, hosts_have_clocks_of_their_own)
{
    SEE(0, {"a", 9000, 0}, {"b", 1000, 0}, {"a", 9001, 0}, {"b", 1001, 0}, {"a", 9002, 0},
        {"b", 1002, 0}, {"a", 9003, 0}, {"b", 1003, 0}, {"a", 9004, 0}, {"b", 1004, 0});
}

Test(jump, the_end_takes_one_line_more_for_proof)
{
    SEE(2, {"a", 9000, 0}, {"a", 1000, 0}, {"a", 1001, 0});
    SEE(0, {"a", 9000, 0}, {"a", 1000, 0});
}
