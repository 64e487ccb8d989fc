/* The survey: which plan of unwrapping a line asks for, by a judge that knows one server; and what
 * is done for it to JSON that breaks off. */
#include "base/strbuf.h"
#include "frame/closed.h"
#include "frame/frame.h"
#include "frame/unwrap.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdlib.h>
#include <time.h>

#define WHOLE "May  1 10:00:00 mx postfix/smtpd[66]: hello"
#define NANO "2024-05-01T10:00:00.123456789Z"

static void set_zone(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

static enum frame_worth worth(void *to, const struct smtplog_line *line)
{
    (void)to;
    if (slice_is(line->tag, "postfix/smtpd") && slice_starts(line->body, "hello"))
        return FRAME_KNOWN;
    return slice_starts(line->tag, "postfix") ? FRAME_SERVERS : FRAME_NOBODYS;
}

static const struct { const char *text, *want; } plans[] = {
    {WHOLE, "plain"},
    {"smtp-1  | " WHOLE, "compose"},
    {"smtp-1  | " NANO " " WHOLE, "compose+stamp"},
    {"\x1b[36msmtp_1    |\x1b[0m " WHOLE, "colours+compose"},
    {NANO " stdout F " WHOLE, "cri"},
    {NANO " stdout F {\"log\":\"" WHOLE "\"}", "cri+json"},
    {"May  1 10:00:01 node postfix[8]: " WHOLE, "record"},
    {"> mail.log:" WHOLE, "quote+grep"},
    {"{\"stdout\": \"" WHOLE "\\n" WHOLE "\"}", "json+lines"},
    {"{\n  \"stdout\": \"" WHOLE "\\n" WHOLE "\",\n  \"stdout_lines\": [\n    \"" WHOLE "\",\n    \"" WHOLE
     "\"\n  ]\n}", "string"},
    {"what is this", NULL},
    {"smtp-1 | what is this", NULL},
};

/* Of a line that holds a whole log the survey sees the beginning, wherever that breaks off. */
Test(frame_survey, of_a_long_line)
{
    const struct frame_judge judge = {worth, NULL};
    set_zone();
    for (size_t cut = 0; cut < 40; cut += 3) {
        struct strbuf text = {0}, name = {0};
        struct unwrap_plan plan;
        strbuf_fmt(&text, "{%s\"a\": [\"%.*s\"],%s\"stdout\": \"", cut % 2 ? "\n" : "", (int)cut,
                   "0123456789012345678901234567890123456789", cut % 2 ? "\n" : "");
        while (text.len < 33 * 1024)
            strbuf_str(&text, WHOLE " \\\"\\u0041\\n");
        cr_expect(frame_plan_of_text(strbuf_view(&text), &judge, &plan), "%zu", cut);
        unwrap_name(&name, &plan);
        cr_expect_str_eq(name.ptr, cut % 2 ? "json-pretty+json+lines" : "json+lines", "%zu: %s", cut, name.ptr);
        strbuf_release(&text), strbuf_release(&name);
    }
}

/* JSON that breaks off, and that closed. */
Test(frame_survey, json_is_closed)
{
    static const struct { const char *text, *want; } closed[] = {
        {"{\"a\": \"b", "{\"a\": \"b\"}"}, {"[{\"a\": [1, \"x\\", "[{\"a\": [1, \"x\"]}]"},
        {"{\"a\": \"\\u00", "{\"a\": \"\"}"}, {"{\"a\": \"}\\\"", "{\"a\": \"}\\\"\"}"},
        {"{\"a\": 1}", NULL}, {"words \"", NULL}, {"", NULL}, {"fatal => {", "fatal => {}"},
    };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        struct strbuf out = {0};
        const int is_closed = closed_json(slice_str(closed[i].text), &out);
        cr_expect_eq(is_closed, closed[i].want != NULL, "%s", closed[i].text);
        if (is_closed && closed[i].want)
            cr_expect_str_eq(strbuf_text(&out), closed[i].want);
        strbuf_release(&out);
    }
}

Test(frame_survey, of_a_line)
{
    const struct frame_judge judge = {worth, NULL};
    set_zone();
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct unwrap_plan plan;
        struct strbuf name = {0};
        int certain = frame_plan_of_text(slice_str(plans[i].text), &judge, &plan);
        cr_expect_eq(certain, plans[i].want != NULL, "%s", plans[i].text);
        unwrap_name(&name, &plan);
        if (plans[i].want)
            cr_expect_str_eq(name.ptr, plans[i].want, "%s: %s", plans[i].text, name.ptr);
        strbuf_release(&name);
    }
}
