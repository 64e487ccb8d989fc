/* leftover.c - what fits no form: transcripts, companions of other lines, or something strange
 *
 * Verbose logging (debug_peer_list, smtpd -v) repeats replies that normal lines tell, and prints
 * secrets beside them: it is noise here.  So are warnings that only explain a rejection on another
 * line.  Words of failure in no known form are for the user to look at. */
#include "pieces.h"
#include "postfix.h"

/* Beginnings of verbose messages that have no underscore in their first word. */
static const char *const verbose[] = {
    "> ", "< ", ">>> ", "send attr ", "input attribute ", "private/", "public/", "dict_", "In: ",
    "Out: ", "connect to subsystem ", "before input_transp_cleanup", "after input_transp_cleanup",
    "watchdog_", "been_here", "server features: ", "Using ESMTP ", "proxymap ",
};

/* Warnings and errors that come with a line that tells the reply, or with none at all. */
static const char *const companions[] = {
    "hostname ", "SASL authentication failure: ", "SASL authentication problem: ", "SASL: ",
    "TLS library problem: ", "connect to Milter service ", "milter ", "milter8_",
    "not enough free space in mail queue: ", "problem talking to server ",
    "problem talking to service ", "unknown smtpd restriction: ", "access table ",
    "mail_stream_cleanup: ", "SSL_accept error from ", "SSL_connect error to ",
    "certificate verification failed for ", "Wrapper-mode request dropped from ",
    "tlsproxy handshake failed", "TLS handshake failed for ",
    "cannot load ", "cannot get ", "error opening chain file: ", "error loading ",
    "No server certs available. ", "TLS has been selected, but ",
    "SMTP reply code configuration error: ",
    "DSN detail code configuration error: ", "don't know if command ", "no MX host for ",
    "non-ESMTP response from ", "connect to transport ", "transport ", "process ",
    "sender notification failed to ", "group or other writable: ", "not owned by ",
    "unknown DSN NOTIFY command value ", "timeout on ", "psc_", "dnsblog_query: ",
    "mail queue ", "reply filter in: ", "bounce or trace service failure", "passing <",
    "enabling PIX workarounds: ", "discarding EHLO keywords: ", "connect to ",
    "dnsblog reply timeout ", "ciphertext read/write timeout ",
    "ignoring invalid reject filter result: ",
};
static const char *const companion_parts[] = {
    " greeted me with my own hostname", ": response longer than ", " lookup error for ",
    " TLS connection established ", "symlink leaves directory", " is not owned by ",
};

/* That something is a warning makes it no failure: these words do. */
static const char *const words[] = {
    "reject", "refused", "failed", "denied", "timed out", "timeout", "lost connection", "error",
    "failure", "cannot", "unable to", "out of memory", "killed by signal", "No space left",
    "limit exceeded", "not accepted", "corrupt",
};

/* As a word, not as a part of a parameter's name, "reject_unauth_destination". */
static int holds_word(struct smtplog_slice s)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t n = strlen(words[i]);
        ptrdiff_t at;
        for (struct smtplog_slice c = s; (at = slice_find(c, words[i])) >= 0;
             c = slice_from(c, (size_t)at + n)) {
            const char *before = c.ptr + at - 1, *after = c.ptr + at + n;
            if (!(before >= s.ptr && *before == '_') && !(after < s.ptr + s.len && *after == '_'))
                return 1;
        }
    }
    return 0;
}

#define LIST(list) (list), sizeof(list) / sizeof *(list)

/* Verbose messages begin with a function's or a parameter's name, "match_hostname: ...". */
static int is_verbose(struct smtplog_slice body)
{
    size_t n = 0;

    if (slice_starts_any(body, LIST(verbose)))
        return 1;
    while (n < body.len && (scan_is_alnum(body.ptr[n]) || body.ptr[n] == '_'))
        n++;
    return n < body.len && (body.ptr[n] == ':' || body.ptr[n] == ' ') &&
           memchr(body.ptr, '_', n) != NULL;
}

int postfix_leftover(const struct postfix_record *r, struct smtplog_event *e)
{
    (void)e;
    if (is_verbose(r->body) || slice_starts_any(r->rest, LIST(companions)) ||
        slice_holds_any(r->rest, LIST(companion_parts)))
        return SMTPLOG_QUIET;
    if ((r->severity != POSTFIX_INFO || r->has_id) && holds_word(r->rest))
        return SMTPLOG_STRANGE;
    /* under our name a program that is not ours: "postfix/policy-spf" */
    int helper = r->guessing && r->line->tag.len &&
                 memchr(r->line->tag.ptr, '/', r->line->tag.len);
    return r->severity != POSTFIX_INFO || helper || postfix_is_harmless(r) ? SMTPLOG_QUIET
                                                                           : SMTPLOG_UNKNOWN;
}
