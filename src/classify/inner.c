/* inner.c - finds a quoted reply by its code and by the words that end right before it
 *
 * Each distinct text is searched once.  Codes are rare, so they are looked for, in one walk over
 * the bytes, and the words before one decide. */
#include "classify/inner.h"

#include <strings.h>

/* What ends before a quoted reply.  Sources: Exchange (NDRs), Exim and Postfix (bounces), Gmail
 * ("the other server returned"), Sendmail ("(reason: "), qmail ("Remote host said: "), RFC 3464
 * (Diagnostic-Code), Barracuda ("(ADDRESS:"), Cisco (a code and a reply in quotes: see below). */
static const char *const leads[] = {
    " said: ", "returned: ", "returned '", "returned \"", "returned was: ", "response was: ",
    "responded with: \"", "responded with: ", "responded: ", "response: ", "replied: ",
    "answered: ", "(reason: ", "-> ", "smtp;", "smtp; ", "with this error: ", "(<address>:",
};

/* Checks of addresses ask a server on behalf of the mail that they are about.  Their first letter
 * is left out, for it is a great one at times. */
static const char *const checks[] = {"erif", "allout", "ndeliverable address"};

static int ends_with(struct smtplog_slice s, const char *end)
{
    size_t len = strlen(end);
    return s.len >= len && strncasecmp(s.ptr + s.len - len, end, len) == 0;
}

static int is_led(struct smtplog_slice before)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (ends_with(before, leads[i]))
            return 1;
    return 0;
}

/* A code of a failure at s, no part of a longer number. */
static int code_at(struct smtplog_slice s, size_t at, struct smtplog_slice *rest, int32_t *code)
{
    *rest = slice_from(s, at);
    if ((s.ptr[at] != '4' && s.ptr[at] != '5') || (at && scan_is_alnum(s.ptr[at - 1])))
        return 0;
    return scan_code(rest, code) && rest->len > 1 && (rest->ptr[0] == ' ' || rest->ptr[0] == '-');
}

/* What closes a reply that begins behind `before`: the quote or the parenthesis that opened it. */
static char closing(struct smtplog_slice before)
{
    char last = before.ptr[before.len - 1];
    if (last == '\'' || last == '"')
        return last;
    return ends_with(before, "(<address>:") || ends_with(before, "(reason: ") ? ')' : 0;
}

/* Takes the reply apart; `quote`: what closes it, 0 for nothing. */
static void read_reply(struct smtplog_slice rest, char quote, struct inner_reply *out)
{
    rest = slice_from(rest, 1);
    if (rest.len && (rest.ptr[0] == '\'' || rest.ptr[0] == '"')) {
        quote = rest.ptr[0];
        rest = slice_from(rest, 1);
    }
    out->enhanced = slice_of(NULL, 0);
    scan_lit(&rest, "#");
    if (scan_enhanced(&rest, &out->enhanced))
        rest = slice_trim(rest);
    const char *end = quote && rest.len ? memrchr(rest.ptr, quote, rest.len) : NULL;
    if (end)
        rest.len = (size_t)(end - rest.ptr);
    out->text = rest;
}

int inner_find(struct smtplog_slice text, struct inner_reply *out)
{
    size_t looked = 0;          /* so far no check of an address is named */
    for (size_t at = 1; at + 4 < text.len; at++) {
        struct smtplog_slice rest, before = slice_head(text, at);
        int32_t code;
        if (!code_at(text, at, &rest, &code))
            continue;
        int in_quotes = rest.ptr[0] == '-' && (rest.ptr[1] == '\'' || rest.ptr[1] == '"');
        if (!in_quotes && !is_led(before))
            continue;
        if (slice_holds_any(slice_from(before, looked), checks, sizeof checks / sizeof *checks))
            break;
        out->code = code;
        read_reply(rest, closing(before), out);
        looked = at;
    }
    return looked != 0;
}
