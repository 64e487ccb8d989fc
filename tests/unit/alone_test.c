/* What parsers say of records ahead of their turn (parser.h, alone), over whole logs: wherever one
 * answers, parse() answers the same in the stream's order. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "parser_host.h"

#include "frame/ahead.h"
#include "plugin/builtin.h"

#include <smtplog/scan.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const logs[] = {
    "golden/exim/day/mainlog", "golden/exim/day/rejectlog", "golden/exim/old/mainlog",
    "golden/exim/syslog-pieces/mail.log", "golden/mixed/hostile/mail.log",
    "golden/opensmtpd/day/maillog", "golden/postfix/day/mail.log",
    "golden/postfix/newyear/mail.log", "golden/sendmail/day/mail.log",
    "golden/sendmail/old/maillog", "samples/mail.log", "samples/mainlog", "samples/rejectlog",
};

struct count { size_t records, alone; };

static void compare(const struct smtplog_parser *p, void *state, void *helper,
                    const struct smtplog_line *line, struct count *count)
{
    struct smtplog_event said, ahead;

    memset(&said, 0, sizeof said);
    memset(&ahead, 0, sizeof ahead);
    int answer = p->alone(helper, line, &ahead), result = p->parse(state, line, &said);
    if (result == SMTPLOG_NOT_MINE && answer == result)
        return;
    count->records++;
    if (answer == SMTPLOG_IN_ORDER)
        return;
    count->alone++;
    cr_expect_eq(answer, result, "%s: %.*s", p->name, (int)line->body.len, line->body.ptr);
    if (result == SMTPLOG_SAID)
        cr_expect(memcmp(&said, &ahead, sizeof said) == 0, "%s: %.*s", p->name,
                  (int)line->body.len, line->body.ptr);
}

/* `skip`: of so many records the helper gets one, as where there are several helpers. */
static void read_log(const struct smtplog_parser *p, const char *name, size_t skip,
                     struct count *count)
{
    char *path = mem_fmt(SMTPLOG_SOURCE "/tests/%s", name), *text = NULL;
    FILE *f = fopen(path, "r");
    size_t cap = 0, n = 0;
    void *state = p->open(&nobody), *helper = p->open(&nobody);

    cr_assert_not_null(f, "%s", path);
    for (ssize_t len; (len = getline(&text, &cap, f)) > 0;) {
        struct line_ahead ahead;
        if (!ahead_shape(slice_of(text, (size_t)len - (text[len - 1] == '\n')), &ahead))
            continue;
        struct smtplog_line line = ahead_record(&ahead);
        struct smtplog_event said = {0};
        if (n++ % skip == 0)
            compare(p, state, helper, &line, count);
        else
            p->parse(state, &line, &said);
    }
    fclose(f);
    free(text);
    free(path);
    p->close(state);
    p->close(helper);
}

Test(alone, the_same_as_in_order)
{
    for (size_t i = 0; builtin_parsers[i]; i++)
        for (size_t skip = 1; skip <= 3; skip++) {
            struct count count = {0};
            for (size_t l = 0; l < sizeof logs / sizeof *logs; l++)
                read_log(builtin_parsers[i], logs[l], skip, &count);
            /* so much that helpers help; what Sendmail says of failed deliveries hangs together */
            cr_expect(count.records > 8 && count.alone * 4 > count.records,
                      "%s: %zu of %zu records can be asked ahead", builtin_parsers[i]->name,
                      count.alone, count.records);
        }
}
