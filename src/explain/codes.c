#include "explain/codes.h"

#include <stdio.h>
#include <stdlib.h>

/* "5xx", "5XX", "5yz" as the RFC writes it. */
static int scan_class(struct smtplog_slice *c, int *out)
{
    if (c->len != 3 || c->ptr[0] < '2' || c->ptr[0] > '5')
        return 0;
    struct smtplog_slice tail = slice_from(*c, 1);
    if (!slice_is(tail, "xx") && !slice_is(tail, "XX") && !slice_is(tail, "yz"))
        return 0;
    *out = c->ptr[0] - '0';
    *c = slice_from(*c, 3);
    return 1;
}

struct codes_asked codes_read(struct smtplog_slice asked)
{
    struct codes_asked a = {.rest = slice_trim(asked)};
    struct smtplog_slice c = a.rest;
    if (scan_class(&c, &a.class)) {
        a.rest = c;
        return a;
    }
    if (scan_code(&c, &a.code)) {
        if (c.len && c.ptr[0] == '-')
            c = slice_from(c, 1);
        a.rest = c = slice_trim(c);
    }
    scan_lit(&c, "#");                  /* "550 #5.1.0 Address rejected" */
    if (scan_enhanced(&c, &a.enhanced))
        a.rest = slice_trim(c);
    return a;
}

int codes_class(const struct knowledge *k, int class, const struct lang *lang,
                struct knowledge_code *out)
{
    char name[16];
    snprintf(name, sizeof name, "%dxx", class);
    for (size_t i = 0; knowledge_reply_at(k, i, knowledge_lang_of(lang->name), out); i++)
        if (strcmp(out->code, name) == 0)
            return 1;
    return 0;
}

int codes_find(const struct knowledge *k, struct smtplog_slice word, const struct lang *lang,
               struct knowledge_code *out)
{
    struct codes_asked a = codes_read(word);
    int l = knowledge_lang_of(lang->name);
    if (a.rest.len)
        return 0;
    if (a.class)
        return codes_class(k, a.class, lang, out);
    if (a.enhanced.len)
        return knowledge_enhanced(k, a.enhanced, l, out);
    return a.code && knowledge_reply(k, a.code, l, out);
}
