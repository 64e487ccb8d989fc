/* What somebody typed after `explain` or `compare` may be a code, a class, both kinds together
 * or words. */
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

/* "X.7.26" and "x.7.26": the class left open. */
static int scan_any_class(struct smtplog_slice *c, struct smtplog_slice *out)
{
    char as_five[12];
    struct smtplog_slice copy, found;
    size_t n = c->len < sizeof as_five ? c->len : sizeof as_five;
    if (!n || (c->ptr[0] | 32) != 'x')
        return 0;
    memcpy(as_five, c->ptr, n);
    as_five[0] = '5';
    copy = slice_of(as_five, n);
    if (!scan_enhanced(&copy, &found))
        return 0;
    *out = slice_head(*c, found.len);
    *c = slice_from(*c, found.len);
    return 1;
}

/* 101 and 111: no replies, but people look them up. */
static int scan_listed(struct smtplog_slice *c, int32_t *out)
{
    uint64_t n;
    struct smtplog_slice rest = *c;
    if (!scan_number(&rest, 3, &n) || n < 100 || n > 199 || rest.len)
        return 0;
    *c = rest;
    *out = (int32_t)n;
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
    if (scan_code(&c, &a.code) || scan_listed(&c, &a.code)) {
        if (c.len && c.ptr[0] == '-')
            c = slice_from(c, 1);
        a.rest = c = slice_trim(c);
    }
    scan_lit(&c, "#");                  /* "550 #5.1.0 Address rejected" */
    if (scan_enhanced(&c, &a.enhanced) || scan_any_class(&c, &a.enhanced))
        a.rest = slice_trim(c);
    return a;
}

int codes_enhanced(const struct knowledge *k, struct smtplog_slice code, int lang,
                   struct knowledge_code *out)
{
    if (!code.len || (code.ptr[0] | 32) != 'x')
        return knowledge_enhanced(k, code, lang, out);
    for (size_t i = 0; knowledge_enhanced_at(k, i, lang, out); i++)
        if (slice_eq(slice_from(slice_str(out->code), 1), slice_from(code, 1)))
            return 1;
    return 0;
}

int codes_is_number(struct smtplog_slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!scan_is_digit(word.ptr[i]) && word.ptr[i] != '.')
            return 0;
    return word.len > 0;
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

/* "#550", "(#5.1.2" */
static struct smtplog_slice behind_marks(struct smtplog_slice word)
{
    while (word.len && strchr("#([\"'", word.ptr[0]) && word.ptr[0])
        word = slice_from(word, 1);
    while (word.len && strchr(".:)]\"'", word.ptr[word.len - 1]) && word.ptr[word.len - 1])
        word.len--;
    return word;
}

int codes_find(const struct knowledge *k, struct smtplog_slice word, const struct lang *lang,
               struct knowledge_code *out)
{
    struct codes_asked a = codes_read(behind_marks(word));
    int l = knowledge_lang_of(lang->name);
    while (a.rest.len && strchr(".,:)", a.rest.ptr[0]) && a.rest.ptr[0])
        a.rest = slice_from(a.rest, 1);
    if (a.rest.len)
        return 0;
    if (a.class)
        return codes_class(k, a.class, lang, out);
    if (a.enhanced.len)
        return codes_enhanced(k, a.enhanced, l, out);
    return a.code && knowledge_reply(k, a.code, l, out);
}
