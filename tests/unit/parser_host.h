/* parser_host.h - the least that a host can be: no setting is set, and any warning fails the test */
#ifndef PARSER_HOST_H
#define PARSER_HOST_H

#include <criterion/criterion.h>
#include <smtplog/parser.h>

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

#endif
