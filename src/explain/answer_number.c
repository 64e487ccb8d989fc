/* Error numbers that stand in logs where people expect a reply code: those of the system ("(111):
 * Connection refused") and Exim's own negative ones ("defer (-44)", Exim's macros.h). */
#include "explain/answer.h"

#include "base/mem.h"
#include "event/causes.h"
#include "explain/explain.h"

#include <stdlib.h>
#include <strings.h>

static const struct { int number; const char *title, *means, *cause; } numbers[] = {
    {28, N_("No Space Left"), N_("The file system of this server is full (ENOSPC)."),
     CAUSE_SYSTEM_FULL},
    {32, N_("Broken Pipe"), N_("The other side had closed the connection while this one was still "
                               "writing (EPIPE)."), CAUSE_CONNECTION_LOST},
    {101, N_("Network Unreachable"), N_("There is no route to the other server (ENETUNREACH), "
                                        "often an IPv6 address on a host without IPv6."),
     CAUSE_CONNECT_FAILED},
    {104, N_("Connection Reset by Peer"), N_("The other side, or a firewall, broke the connection "
                                             "off (ECONNRESET)."), CAUSE_CONNECTION_LOST},
    {110, N_("Connection Timed Out"), N_("The other server did not answer at all (ETIMEDOUT)."),
     CAUSE_CONNECT_FAILED},
    {111, N_("Connection Refused"), N_("The host is there, but nothing listens on the port, or a "
                                       "firewall refuses (ECONNREFUSED)."), CAUSE_CONNECT_FAILED},
    {113, N_("No Route to Host"), N_("The network says that the host cannot be reached "
                                     "(EHOSTUNREACH)."), CAUSE_CONNECT_FAILED},
    {-18, N_("Connection Closed"), N_("The other server closed the connection without a reply."),
     CAUSE_CONNECTION_LOST},
    {-19, N_("Malformed Reply"), N_("The other server answered what is no SMTP reply."),
     CAUSE_PROTOCOL},
    {-22, N_("Over Quota"), N_("Exim's own appendfile transport found the mailbox over its "
                               "quota."),
     CAUSE_MAILBOX_FULL},
    {-32, N_("Unknown Host"), N_("The host to deliver to could not be found."),
     CAUSE_RECIPIENT_DOMAIN},
    {-36, N_("DNS Did Not Answer"), N_("A DNS lookup failed for the time being."),
     CAUSE_DNS_TEMPORARY},
    {-37, N_("TLS Failed"), N_("The TLS session with the other server could not be begun."),
     CAUSE_TLS},
    {-38, N_("TLS Is Required"), N_("TLS is mandatory for this host (hosts_require_tls) and did "
                                    "not come about."), CAUSE_TLS},
    {-41, N_("Callout Not Finished"), N_("The address could not be verified with the other server "
                                         "yet."), CAUSE_VERIFICATION_PENDING},
    {-42, N_("Login Failed"), N_("The login that is required for this host (hosts_require_auth) "
                                 "failed."), CAUSE_AUTH_FAILED},
    {-43, N_("Connection Timed Out"), N_("The other server did not answer at all."),
     CAUSE_CONNECT_FAILED},
    {-44, N_("Recipient Put Off by a 4xx"),
     N_("The other server answered RCPT TO with a code of class 4. The code and its words stand "
        "behind \"SMTP error from remote mail server\" in the same line: they tell the cause."),
     ""},
    {-45, N_("Sender Put Off by a 4xx"),
     N_("The other server answered MAIL FROM with a code of class 4. The code and its words stand "
        "in the same line: they tell the cause."), ""},
    {-46, N_("Message Put Off by a 4xx"),
     N_("The other server answered DATA or the end of the message with a code of class 4. The "
        "code and its words stand in the same line: they tell the cause."),
     ""},
    {-49, N_("SMTPUTF8 Not Supported"), N_("The message needs SMTPUTF8, and the other server does "
                                           "not offer it."), "smtputf8"},
};

/* "errno 111", "errno=111", "defer (-44)", "(-44)", "-44"; with or without what
 * Exim writes behind. */
static int read_number(struct smtplog_slice s, int *out)
{
    static const char *const fronts[] = {"errno=", "errno ", "errno: ", "error ", "defer ", "("};
    uint64_t n;
    int known = 0, bracket = 0;
    s = slice_trim(s);
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (s.len > strlen(fronts[i]) && !strncasecmp(s.ptr, fronts[i], strlen(fronts[i]))) {
            s = slice_from(s, strlen(fronts[i]));
            known |= i < 5;
            bracket |= s.ptr[-1] == '(';
        }
    int negative = scan_lit(&s, "-");
    if (!scan_number(&s, 3, &n) || !(known || negative || bracket))
        return 0;
    if (bracket && !scan_lit(&s, ")"))
        return 0;
    scan_lit(&s, ":");
    *out = negative ? -(int)n : (int)n;
    return slice_trim(s).len < 40 && slice_find(s, "SMTP error") < 0;
}

int answer_number(struct answer *a, struct smtplog_slice asked)
{
    const struct lang *lang = a->here.lang;
    struct knowledge_cause cause;
    int number;
    if (!read_number(asked, &number))
        return 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i].number != number)
            continue;
        struct sheet *s = answer_sheet(a);
        s->key = "error_number";
        s->heading = number < 0 ? mem_fmt("Exim (%d): %s", number, tr(lang, numbers[i].title))
                                : mem_fmt("errno %d: %s", number, tr(lang, numbers[i].title));
        char *value = mem_fmt("%d", number);
        sheet_add_value(s, "number", value);
        free(value);
        sheet_add(s, "means", tr(lang, "What it means"), slice_str(tr(lang, numbers[i].means)));
        sheet_add(s, "note", tr(lang, "Note"), slice_str(
            tr(lang, "This is an error number of the sending side, and no reply of SMTP.")));
        if (knowledge_cause(a->knowledge, slice_str(numbers[i].cause),
                            knowledge_lang_of(lang->name), &cause))
            explain_cause(s, lang, &cause, WHO_ALONE);
        return 1;
    }
    return 0;
}
