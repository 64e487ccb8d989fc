/* harmless.c - what Postfix's programs print that tells of no reply and no trouble
 *
 * A line that is neither here nor in any room's forms is one that nobody here knows: it is counted
 * as not understood, so that a new release's words or a damaged log show.  Warnings do not come
 * here: only those with a word of failure count as not understood (leftover.c). */
#include "pieces.h"
#include "postfix.h"

static const struct {
    const char *starts;                 /* after severity and queue id; NULL: anything */
    const char *holds;                  /* NULL: anything */
    int with_id;                        /* only behind a queue id or NOQUEUE */
} lines[] = {
    /* master.c, master_sig.c; conf/postfix-script through postlog */
    {"daemon started -- version ", NULL, 0}, {"reload -- version ", NULL, 0},
    {"terminating on signal ", NULL, 0}, {"starting the Postfix mail system", NULL, 0},
    {"stopping the Postfix mail system", NULL, 0}, {"refreshing the Postfix mail system", NULL, 0},
    {"aborting the Postfix mail system", NULL, 0}, {"the Postfix mail system is ", NULL, 0},
    {"waiting for the Postfix mail system to terminate", NULL, 0},
    /* anvil.c, scache.c; dict_cache.c of postscreen and verify; dnsblog.c */
    {"statistics: ", NULL, 0}, {"cache ", " cleanup: retained=", 0},
    {"addr ", " listed by domain ", 0},
    /* the daemons' skeletons (single_server.c, multi_server.c): a table was changed under them */
    {"table ", " -- restarting", 0}, {NULL, " -- exiting", 0},
    /* what they say with -v without a function's name in front */
    {"connection established", NULL, 0}, {"connection closed", NULL, 0}, {"fsspace: ", NULL, 0},
    {"lookup ", " type ", 0}, {NULL, "wanted attribute: ", 0},
    {"rewrite stream disconnect", NULL, 0},
    {"idle timeout -- exiting", NULL, 0},
    /* tls_client.c, tls_server.c, tls_session.c, tls_verify.c, tlsproxy.c */
    {NULL, " TLS connection established ", 0}, {"setting up TLS connection ", NULL, 0},
    {"initializing the ", " TLS engine", 0}, {"SSL_", NULL, 0}, {"Verified: ", NULL, 0},
    {NULL, "subject_CN=", 0}, {NULL, "fingerprint=", 0}, {NULL, "depth=", 0},
    {NULL, "issuing session ", 0}, {NULL, "looking up session ", 0},
    {NULL, "reloaded session ", 0}, {NULL, "save session ", 0}, {NULL, "removing session ", 0},
    {"write to ", " bytes ", 0}, {"read from ", " bytes ", 0}, {"CONNECT ", "]:", 0},
    {"DISCONNECT ", "]:", 0}, {NULL, "Peer cert", 0}, {NULL, "Server is anonymous", 0},
    /* smtpd_dsn_fix.c: a status code turned from recipient to sender */
    {"mapping DSN status ", " into ", 0},
    /* postsuper.c */
    {"Deleted: ", NULL, 0}, {"Requeued: ", NULL, 0}, {"Released from hold: ", NULL, 0},
    {"Placed on hold: ", NULL, 0}, {"Renamed to match inode number: ", NULL, 0},
    {"Expired: ", NULL, 0},
    /* header_checks(5), access(5): actions that let the message pass */
    {"replace: ", NULL, 1}, {"prepend: ", NULL, 1}, {"info: ", NULL, 1}, {"warn: ", NULL, 1},
    {"filter: ", NULL, 1}, {"redirect: ", NULL, 1}, {"bcc: ", NULL, 1}, {"strip: ", NULL, 1},
    {"delay: ", NULL, 1}, {"trigger ", NULL, 1}, {"skipped, still being delivered", NULL, 1},
    {"removed", NULL, 1}, {"requeued", NULL, 1}, {"placed on hold", NULL, 1},
    {"released from hold", NULL, 1}, {"expired", NULL, 1},
};

int postfix_is_harmless(const struct postfix_record *r)
{
    if (slice_is(r->program, "postlog"))        /* postlog(1): an administrator's own words */
        return 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if ((!lines[i].starts || slice_starts(r->rest, lines[i].starts)) &&
            (!lines[i].holds || slice_find(r->rest, lines[i].holds) >= 0) &&
            (!lines[i].with_id || r->has_id))
            return 1;
    return 0;
}
