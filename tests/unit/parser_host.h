/* parser_host.h - the least that a host can be: no setting is set, and any warning fails the test */
#ifndef PARSER_HOST_H
#define PARSER_HOST_H

#include <criterion/criterion.h>
#include <smtplog/parser.h>
#include <string.h>

static inline void nobody_warn(void *to, const char *sentence)
{
    (void)to;
    cr_expect(0, "the parser warns: %s", sentence);
}

static inline const char *nobody_setting(void *to, const char *name)
{
    (void)to;
    (void)name;
    return "";
}

static const struct smtplog_host nobody = {sizeof nobody, NULL, nobody_warn, nobody_setting};

/* What the parser says of a record ahead of its turn is what it says when it is asked in order, to
 * the pointer: so nothing of it lies in a state. */
static inline void alone_agrees(const struct smtplog_parser *p, const struct smtplog_line *line)
{
    struct smtplog_event said, ahead;
    void *state = p->open(&nobody), *helper = p->open(&nobody);

    memset(&said, 0, sizeof said);
    memset(&ahead, 0, sizeof ahead);
    int result = p->parse(state, line, &said), answer = p->alone(helper, line, &ahead);
    if (answer != SMTPLOG_IN_ORDER && !line->more.ptr) {
        cr_expect_eq(answer, result, "%.*s", (int)line->body.len, line->body.ptr);
        cr_expect(result != SMTPLOG_SAID || memcmp(&said, &ahead, sizeof said) == 0,
                  "ahead of its turn another: %.*s", (int)line->body.len, line->body.ptr);
    }
    p->close(state);
    p->close(helper);
}

#endif
