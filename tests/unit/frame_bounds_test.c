/* What is taken for a record or a log is bounded: beyond, it is a stranger's text, and each part of
 * it would cost what a field or a line does. */
#include "base/strbuf.h"
#include "frame/unwrap.h"
#include "frame/unwrap_rows.h"
#include "input/lines.h"

#include <criterion/criterion.h>

/* What one line is under a plan: how many come out, and of the last its bytes and those behind. */
struct came { size_t lines, last, more; uint64_t fits; };

static struct came through(const char *plan_name, const struct strbuf *text)
{
    struct came came = {0};
    struct unwrap_plan plan;
    struct unwrapped inner;
    const struct line line = {.text = strbuf_view(text), .number = 1};
    cr_assert(unwrap_named(&plan, slice_str(plan_name)));
    struct unwrapper *u = unwrapper_new(&plan);
    for (int got = unwrap_next(u, &line, &inner); got; got = unwrap_again(u, &inner)) {
        came.lines++;
        came.last = inner.line.text.len;
        came.more = inner.outer.more.len;
    }
    came.fits = unwrap_fits(u);
    unwrapper_free(u);
    return came;
}

/* Rows of parts: `front`, then `parts` times `part`. */
static const struct { const char *plan, *front, *part; size_t most; } rows[] = {
    {"logfmt", "time=2024-05-01T10:00:00Z msg=hello", " a=b", 256},
    {"ltsv", "time:2024-05-01T10:00:00Z\tmessage:hello", "\ta:b", 256},
    {"csv", "2024-05-01T10:00:00Z,mx,hello world", ",b", 256},
    {"sql", "INSERT INTO x VALUES ('2024-05-01 10:00:00','hello world'", ",1", 256},
};

Test(frame_bounds, parts_of_a_record)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t parts = 100; parts <= 1000; parts += 900) {
            struct strbuf text = {0};
            strbuf_str(&text, rows[i].front);
            for (size_t k = 0; k < parts; k++)
                strbuf_str(&text, rows[i].part);
            strbuf_str(&text, *rows[i].plan == 's' ? ")" : "");
            const struct came came = through(rows[i].plan, &text);
            cr_expect_eq(came.lines, 1);
            cr_expect_eq(came.fits, (uint64_t)(parts <= rows[i].most), "%s of %zu parts", rows[i].plan,
                         parts);
            strbuf_release(&text);
        }
}

/* Lines of a log are all given; of nothing but breaks some, and the last has the others. */
Test(frame_bounds, lines_of_a_text)
{
    static const char ordinary[] = "May  1 10:00:00 mx postfix/smtpd[66]: hello";
    enum { LINES = 6000 };
    struct strbuf log = {0}, breaks = {0};
    for (size_t i = 0; i < LINES; i++) {
        strbuf_str(&log, ordinary);
        strbuf_char(&log, '\n');
        strbuf_str(&breaks, "a\n");
    }
    strbuf_str(&log, ordinary);
    strbuf_str(&breaks, "a");
    struct came came = through("lines", &log);
    cr_expect_eq(came.lines, LINES + 1, "%zu", came.lines);
    cr_expect_eq(came.last, sizeof ordinary - 1);
    came = through("lines", &breaks);
    cr_expect_lt(came.lines, LINES / 6, "%zu", came.lines);
    cr_expect_eq(came.lines * 2 - 1 + 1 + came.more, breaks.len, "none is lost: %zu and %zu bytes",
                 came.lines, came.more);
    strbuf_release(&log);
    strbuf_release(&breaks);
}
