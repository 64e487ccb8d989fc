/* What strangers write costs as its length: a line not as its square, a file not as the number of
 * wrappings that its lines might stand in.  The ratio of processor time is judged: four
 * times the bytes may cost four times as much, in a square sixteen times.  What costs less
 * than a moment is let pass, for a busy machine and sanitizers blur it: the squares cost seconds. */
#include "smtp/token.h"
#include "support/reading.h"

#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

enum { SHORT = 15000, TIMES_LONGER = 4, TRIES = 5 };
static const double ratio_most = 9, ms_of_note = 200;

static const struct row { const char *before, *repeated, *after, *told; } rows[] = {
    {"2026-11-22T10:00:00+00:00 mx1 postfix/smtp[9]: 4hA1B2C3D4z5F: to=<a@example.com>, relay=x",
     " to=<a@b>,", "[198.51.100.2]:25, delay=20, dsn=5.1.1, status=bounced (host x[198.51.100.2] "
     "said: 550 5.1.1 no (in reply to RCPT TO command))\n",
     "\"recipient\":\"a@example.com\""},
    {"2026-11-22T10:00:00+00:00 mx1 postfix/smtp[9]: 4hA1B2C3D4z5F: to=<a@example.com>, relay=x, ",
     "a=<b>, ", "status=bounced (no)\n", "\"recipient\":\"a@example.com\""},
    {"2026-11-22 10:00:00 1vbXyz-0001AB-CD ** a@example.net R=dnslookup T=remote_smtp H=mx "
     "[192.0.2.10]: SMTP error from remote mail server after RCPT TO:<", "<", ": 550 5.1.1 no\n",
     "\"recipient\":\"a@example.net\""},
};

static void make(struct strbuf *out, const struct row *row, size_t size)
{
    strbuf_clear(out);
    strbuf_str(out, row->before);
    while (out->len < size)
        strbuf_str(out, row->repeated);
    strbuf_str(out, row->after);
}

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cost(struct reading *r, const struct strbuf *line)
{
    double best = 1e9;
    for (int i = 0; i < TRIES; i++) {
        double before = cpu_ms();
        reading_bytes(r, line->ptr, line->len, NULL);
        double took = cpu_ms() - before;
        best = took < best ? took : best;
    }
    return best;
}

Test(long_line, costs_no_more_than_in_proportion)
{
    struct reading r;
    struct strbuf line = {0};
    reading_open(&r);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make(&line, &rows[i], SHORT);
        double small = cost(&r, &line);
        make(&line, &rows[i], SHORT * TIMES_LONGER);
        double large = cost(&r, &line);
        cr_expect(strstr(r.text, rows[i].told), "row %zu: %.900s", i, r.text);
        cr_log_info("row %zu: %.2f ms, %.2f ms\n", i, small, large);
        cr_expect(large < ms_of_note || large < ratio_most * small,
                  "row %zu: %.2f ms, and %.2f ms for %d times the bytes", i, small, large,
                  TIMES_LONGER);
    }
    strbuf_release(&line);
    reading_close(&r);
}

/* Lines that fit many wrappings, and those of an ordinary log that stands in two. */
static const char ordinary[] =
    "mail-1  | {\"log\":\"2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[9]: connect from h[192.0.2.1]\"}\n";
static const char *const of_many[] = {
    "{\"log\":\"[[] [[[] [[[] [[[] [\n",
    "Nov 22 10:00:00 mx1 x: Nov 22 10:00:00 mx1 postfix/smtpd[9]: \\n2026-11-22 10:00:00 &lt;\n",
    "2026-11-22 10:00:00 {\"MESSAGE\":\"\t{\"MESSAGE\":\"\t{\"MESSAGE\":\"\t\n",
    " | H=x [192.0.2.4]  | H=x [192.0.2.4]  | H=x [192.0.2.4] \n",
};
enum { SURVEYED = 30000, DEARER_MOST = 16 };

static void fill(struct strbuf *out, const char *line)
{
    strbuf_clear(out);
    while (out->len < SURVEYED)
        strbuf_str(out, line);
}

Test(long_line, wrappings_of_strangers_cost_no_more_than_ours)
{
    struct reading r;
    struct strbuf log = {0};
    reading_open(&r);
    fill(&log, ordinary);
    const double usual = cost(&r, &log);
    cr_log_info("ordinary: %.2f ms\n", usual);
    for (size_t i = 0; i < sizeof of_many / sizeof *of_many; i++) {
        fill(&log, of_many[i]);
        double took = cost(&r, &log);
        cr_log_info("row %zu: %.2f ms\n", i, took);
        cr_expect(took < DEARER_MOST * usual, "row %zu: %.2f ms, an ordinary log %.2f ms", i, took,
                  usual);
    }
    strbuf_release(&log);
    reading_close(&r);
}

/* One line, which is all of a file, so that its wrapping is looked for in it: what stands in it may
 * be taken for hundreds of lines, or fit hundreds of rows. */
static const struct row lone[] = {
    {"Nov 23 10:09:00 mx2", "a:<br>", " smtpd[72]: relay: no\n", NULL},
    {"Nov 23 10:00:00 mx2 smtpd[", " P=<br>", "70]: info: starting\n", NULL},
    {"2026-11-22T05:00:02+00:00", "[1.2.3.4] ", " mx1 postfix/smtpd[5]: connect from h\n", NULL},
    {"2026-11-21T10:20:01+00:00 mx1", " H=a [1.2.3.4]", " postfix/smtpd[2]: connect from h\n", NULL},
    {"2026-11-22T07:01:45+00:00 mx1 postfix/cleanup", "=", "[2]: 4hQkT1z1cVf: message-id=<1@a>\n", NULL},
    {"Jan  1 00:00:01 mx1 postfix/smtpd", "{\"a\":{\"a\":the ", "[7]: disconnect from unknown\n", NULL},
    {"2025-12-01 10:00:00 H=(h.example.net) [192.0.2.10] F=<a@example.net> rejected RCPT <b@example.org>: "
     "mx.example.org [", "\t", "192.0.2.25] : response to \"EHLO\" did not include STARTTLS\n", NULL},
    {"2026-11-22 09:00:13 H=(friend) [203.0.113.9] F=<a@example.net> rejected RCPT <b@example.org", "\x1b",
     ">: Sender verify failed\n", NULL},
};
enum { LONE = 64000 };

Test(long_line, a_line_alone_costs_no_more_than_a_file_of_ours)
{
    struct reading r;
    struct strbuf log = {0};
    reading_open(&r);
    fill(&log, ordinary);
    const double usual = cost(&r, &log);
    for (size_t i = 0; i < sizeof lone / sizeof *lone; i++) {
        make(&log, &lone[i], LONE);
        double took = cost(&r, &log);
        cr_log_info("row %zu: %.2f ms, ordinary %.2f ms\n", i, took, usual);
        cr_expect(took < usual, "row %zu: %.2f ms, an ordinary log %.2f ms", i, took, usual);
    }
    strbuf_release(&log);
    reading_close(&r);
}

/* An address is looked for at every word of a text, and might begin at each. */
static double cost_of_addresses(const struct strbuf *text)
{
    double best = 1e9;
    for (int i = 0; i < TRIES; i++) {
        const double before = cpu_ms();
        for (size_t at = 0, key; at < text->len; at++)
            cr_assert(token_address(slice_from(strbuf_view(text), at), &key) == 0);
        const double took = cpu_ms() - before;
        best = took < best ? took : best;
    }
    return best;
}

Test(long_line, addresses_are_not_looked_for_to_the_end)
{
    const struct row row = {"", "T=", "", NULL};
    struct strbuf text = {0};
    make(&text, &row, SHORT);
    const double small = cost_of_addresses(&text);
    make(&text, &row, SHORT * TIMES_LONGER);
    const double large = cost_of_addresses(&text);
    cr_log_info("%.2f ms, %.2f ms\n", small, large);
    cr_expect(large < ratio_most * small, "%.2f ms, and %.2f ms for %d times the bytes", small,
              large, TIMES_LONGER);
    strbuf_release(&text);
}
