/* The report's page: well formed, self-contained, inert whatever strangers wrote, readable. */
#include "base/embedded.h"
#include "render/mail_html.h"
#include "render/report_html.h"
#include "support/report_fixture.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

extern const struct embedded_file page_files[];

static const struct report_options last_day = {
    .period = {FIXTURE_NOW - 86400, FIXTURE_NOW}, .now = FIXTURE_NOW, .groups = 3};

static void set_utc(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

TestSuite(report_html, .init = set_utc);

static struct strbuf page_of(const struct report *r, const char *lang, int explain)
{
    struct diag diag = {0};
    struct strbuf out = {0};
    const struct adviser adviser = {.knowledge = knowledge_new(&diag), .lang = lang_by_name(lang)};
    report_html(&out, r, &(struct html_options){.adviser = &adviser, .explain = explain});
    knowledge_free((struct knowledge *)(uintptr_t)adviser.knowledge);
    return out;
}

static struct strbuf mail_of(const struct report *r, const char *lang, int explain)
{
    struct diag diag = {0};
    struct strbuf out = {0};
    const struct adviser adviser = {.knowledge = knowledge_new(&diag), .lang = lang_by_name(lang)};
    report_mail_html(&out, r, &(struct html_options){.adviser = &adviser, .explain = explain});
    knowledge_free((struct knowledge *)(uintptr_t)adviser.knowledge);
    return out;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        n++;
    return n;
}

/* ---- Well formed ----------------------------------------------------------------------------- */

static int is_void(struct smtplog_slice name)
{
    return slice_is(name, "meta") || slice_is(name, "br") || slice_is(name, "link");
}

/* NULL if every element is closed in its turn, else where it is not. */
static const char *badly_nested(const char *page)
{
    enum { DEEP = 32 };
    struct smtplog_slice open[DEEP];
    size_t depth = 0;
    const char *at = strstr(page, "<html");
    for (; (at = strchr(at, '<')); at++) {
        int closes = at[1] == '/';
        const char *begin = at + 1 + closes, *end = strchr(at, '>');
        struct smtplog_slice name = slice_of(begin, strcspn(begin, " >\n/"));
        if (!end || !name.len)
            return at;
        if (closes && (!depth || !slice_eq(open[--depth], name)))
            return at;
        if (!closes && end[-1] != '/' && !is_void(name)) {
            if (depth == DEEP)
                return at;
            open[depth++] = name;
        }
        at = end;
    }
    return depth ? open[depth - 1].ptr : NULL;
}

/* Nothing that a browser would fetch or run. */
static void check_inert(const char *page, const char *what)
{
    static const char *const banned[] = {
        "<script", "<img", "<iframe", "<object", "<form", "<base", " src=", " srcset=", " onload=",
        " onclick=", "url(", "@import", "javascript:", "\033", "\a",
    };
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
        cr_expect_eq(count(page, banned[i]), 0, "%s: %s", what, banned[i]);
    cr_expect_eq(count(page, " href=\""),
                 count(page, " href=\"#") + count(page, " href=\"data:,\""), "%s", what);
    cr_expect_eq(count(page, "default-src 'none'"), 1, "%s", what);
    const char *wrong = badly_nested(page);
    cr_expect_null(wrong, "%s: %.60s", what, wrong ? wrong : "");
}

/* Every link leads to a place of the page, and no place has the name of another. */
static void check_links(const char *page, const char *what)
{
    size_t rows = 0;
    for (const char *at = page; (at = strstr(at, " href=\"#")); at++) {
        const char *name = at + strlen(" href=\"#");
        char *id = mem_fmt(" id=\"%.*s\"", (int)strcspn(name, "\""), name);
        cr_expect_eq(count(page, id), 1, "%s: %s", what, id);
        rows += strncmp(id, " id=\"why-", strlen(" id=\"why-")) == 0;
        free(id);
    }
    cr_expect_gt(rows, 0, "%s: no row leads to its explanation", what);
    for (const char *at = page; (at = strstr(at, " id=\"")); at++) {
        char *id = mem_strn(at, strcspn(at + 5, "\"") + 6);
        cr_expect_eq(count(page, id), 1, "%s: %s", what, id);
        free(id);
    }
}

Test(report_html, a_page_has_all_its_parts)
{
    static const char *const langs[] = {"en", "ru"};
    static const char *const parts[] = {
        "counts", "todo", "summary", "charts", "offenders", "providers", "hosts", "logins", "quality",
    };
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    for (size_t i = 0; i < 2; i++) {
        struct strbuf page = page_of(&r, langs[i], 48);
        check_inert(page.ptr, langs[i]);
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            char *id = mem_fmt("<section id=\"%s\"", parts[k]);
            char *link = mem_fmt("href=\"#%s\"", parts[k]);
            cr_expect_eq(count(page.ptr, id), 1, "%s: %s", langs[i], parts[k]);
            cr_expect_geq(count(page.ptr, link), 1, "%s: %s", langs[i], parts[k]);
            free(id);
            free(link);
        }
        char *lang = mem_fmt("<html lang=\"%s\">", langs[i]);
        cr_expect(strstr(page.ptr, lang));
        free(lang);
        /* 24 hours and 30 days, inbound and outbound apart; a month in each of the tiles */
        size_t drawings = r.health.has_flows ? 4 : 2;
        cr_expect_eq(count(page.ptr, "<svg viewBox=\"0 0 240 200\""), drawings);
        cr_expect_eq(count(page.ptr, "<svg viewBox=\"0 0 300 200\""), drawings);
        cr_expect_eq(count(page.ptr, "<svg viewBox=\"0 0 120 40\""), 4);
        check_links(page.ptr, langs[i]);
        cr_expect_eq(count(page.ptr, "<table"), count(page.ptr, "<caption>"));
        cr_expect_eq(count(page.ptr, "<article"), r.top.section[0].len + r.top.section[1].len +
                                                  r.top.section[2].len);
        strbuf_release(&page);
    }
    report_release(&r);
    store_close(s);
}

/* ---- Odd models ------------------------------------------------------------------------------ */

Test(report_html, an_empty_report_is_a_page)
{
    struct report r = {.options = last_day};
    struct strbuf page = page_of(&r, "en", 5);
    check_inert(page.ptr, "empty");
    cr_expect(strstr(page.ptr, "No logs of this period were read."));
    cr_expect_eq(count(page.ptr, "<section id=\"providers\""), 0);
    cr_expect_eq(count(page.ptr, "nan") + count(page.ptr, "(null)"), 0);
    strbuf_release(&page);
}

static void check_strangers(const char *page)
{
    const char *wrong = badly_nested(page);
    cr_expect_null(wrong, "%.60s", wrong ? wrong : "");
    cr_expect_eq(count(page, "<script"), 0);
    cr_expect_eq(count(page, "<img"), 0);
    cr_expect_eq(count(page, "\033"), 0);
    cr_expect_eq(count(page, "\xe2\x80\xae"), 0);
    cr_expect_eq(count(page, "&#39;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
                                 "\\x1b[2J\\u202e"), count(page, "alert(1)"));
    cr_expect_geq(count(page, "alert(1)"), 15, "%zu", count(page, "alert(1)"));
}

/* Every text of the model that a stranger can choose. */
Test(report_html, strangers_write_nothing_but_text)
{
    static char evil[] = "'\"><script>alert(1)</script>\033[2J\xe2\x80\xae<img src=x onerror=y>";
    struct report_row row = {.name = evil, .cause = evil, .count = 1};
    struct trouble trouble = {.kind = TROUBLE_HIJACKED, .subject = evil, .cause = evil, .where = evil,
                              .n = 20, .yours = 1};
    struct status_source source = {.name = evil, .format = evil, .lines = 1};
    struct status_strange strange = {.source = evil, .sample = evil, .lines = 1};
    struct top_group group = {.class = 5, .key = evil, .count = 1, .events = 1,
                              .sample = {.text = evil, .trace = evil, .peer_name = evil}};
    const struct report_rows rows = {.rows = &row, .len = 1};
    for (int kind = 0; kind < LEAD_KINDS; kind++)
        group.lead[kind] = (struct leaders){.top = {{slice_str(evil), 1}}, .distinct = 1, .known = 1};
    struct report r = {
        .options = last_day, .rows = {{rows}, {rows}, {rows}, {rows}, {rows}, {rows, rows}},
        .health = {.troubles = &trouble, .len = 1, .yours = 1},
        .status = {.sources = &source, .sources_len = 1, .strange = &strange, .strange_len = 1},
        .top = {.count = 1, .coverage = {.hosts = evil, .mtas = evil},
                .section = {{.class = 5, .count = 1, .groups = &group, .len = 1}, {.class = 4},
                            {.class = 3}}},
    };
    struct strbuf page = page_of(&r, "en", 5), mail = mail_of(&r, "en", 5);
    check_strangers(page.ptr);
    check_strangers(mail.ptr);
    strbuf_release(&page);
    strbuf_release(&mail);
}

/* ---- The mail ------------------------------------------------------------------------------- */

/* Mail programs drop style sheets, classes, drawings, scripts and links into the page. */
Test(report_html, the_mail_needs_nothing_that_a_mail_program_drops)
{
    static const char *const dropped[] = {
        "<style", "<svg", "<script", "<link", "<img", " class=", " id=", "var(", "url(", "href=",
        "display:", "position:", "<div", "@media",
    };
    struct diag diag = {0};
    struct store *s = fixture_store(NULL, &diag);
    struct report r;
    cr_assert_eq(report_build(&r, s, &last_day), 0);
    struct strbuf mail = mail_of(&r, "en", 48);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        cr_expect_eq(count(mail.ptr, dropped[i]), 0, "%s", dropped[i]);
    const char *wrong = badly_nested(mail.ptr);
    cr_expect_null(wrong, "%.60s", wrong ? wrong : "");
    cr_expect_gt(count(mail.ptr, " bgcolor=\"#cf4a40\"></td>"), 2, "failures are cells");
    cr_expect_gt(count(mail.ptr, " bgcolor=\"#7e93a8\"></td>"), 2, "and so is the month");
    cr_expect_eq(count(mail.ptr, "(null)") + count(mail.ptr, "nan"), 0);
    strbuf_release(&mail);
    report_release(&r);
    store_close(s);
}

/* ---- Colours --------------------------------------------------------------------------------- */

/* Relative luminance of the colour that `name` has in a scheme's block (WCAG 2.2). */
static double luminance(const char *block, const char *name)
{
    unsigned rgb;
    double sum = 0;
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    char *key = mem_fmt("--%s: #", name);
    const char *at = strstr(block, key);
    cr_assert(at && sscanf(at + strlen(key), "%6x", &rgb) == 1, "%s", name);
    free(key);
    for (int i = 0; i < 3; i++, rgb >>= 8) {
        double c = (rgb & 0xff) / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

Test(report_html, colours_have_contrast_in_every_scheme)
{
    static const struct { const char *name, *ground; double least; } pairs[] = {
        {"ink", "page", 7}, {"ink", "card", 7}, {"ink", "soft", 7}, {"ink", "alert", 7},
        {"faint", "page", 4.5}, {"faint", "card", 4.5}, {"faint", "soft", 4.5},
        {"faint", "alert", 4.5}, {"link", "page", 4.5}, {"link", "card", 4.5}, {"link", "alert", 4.5},
        {"c5", "card", 4.5}, {"c5", "soft", 4.5}, {"c4", "card", 4.5}, {"c4", "soft", 4.5},
        {"c3", "card", 4.5}, {"c3", "soft", 4.5}, {"better", "card", 4.5}, {"better", "soft", 4.5},
        {"f5", "card", 3}, {"f4", "card", 3}, {"f3", "card", 3}, {"f2", "card", 3},
        {"good", "page", 3}, {"warn", "page", 3}, {"bad", "page", 3}, {"dim", "page", 3},
        {"usual", "card", 3},
    };
    int schemes = 0;
    for (const char *block = (const char *)page_files[0].bytes; (block = strstr(block, ":root {"));
         block++, schemes++)
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            double x = luminance(block, pairs[i].name), y = luminance(block, pairs[i].ground);
            double contrast = (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
            cr_expect_geq(contrast, pairs[i].least, "scheme %d: %s on %s is %.2f", schemes,
                          pairs[i].name, pairs[i].ground, contrast);
        }
    cr_expect_eq(schemes, 3);           /* light, dark, print */
}
