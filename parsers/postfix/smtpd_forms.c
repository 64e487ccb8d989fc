/* smtpd_forms.c - the SMTP server's warnings that stand for a reply they do not show */
#include "postfix.h"

/* 'proxy HOST rejected "COMMAND": "REPLY"': the client got the filter's reply to MAIL, RCPT and
 * DATA; for the filter's other answers, and for a 2xx or 3xx in the wrong place, a 451. */
static int proxy_rejected(const struct form_context *ctx, struct smtplog_event *e)
{
    struct smtplog_slice c = e->reply;
    int32_t code = 0;
    (void)ctx;

    e->after_code = e->phase == SMTPLOG_EOD ? 354 : 0;
    if (scan_code(&c, &code) && code >= 400 &&
        (e->phase == SMTPLOG_MAIL || e->phase == SMTPLOG_RCPT || e->phase == SMTPLOG_DATA ||
         e->phase == SMTPLOG_EOD))
        return SMTPLOG_SAID;
    e->text = e->reply;
    e->reply = slice_of(NULL, 0);
    e->code = 451;
    e->flags |= SMTPLOG_CODE_IMPLIED;
    e->enhanced = SLICE_LIT("4.3.0");
    return SMTPLOG_SAID;
}

/* The client got 451, at once or, at the end of a message, by the proxy-reject that follows. */
static int proxy_gone(const struct form_context *ctx, struct smtplog_event *e)
{
    (void)ctx;
    e->wait = SMTPLOG_WAIT_OTHER;
    e->awaits = POSTFIX_PROXY_VERDICT;
    return SMTPLOG_SAID;
}

#define LIMIT(words) "(?<text>" words " limit exceeded): \\d+ from " POSTFIX_CLIENT
#define REJECTED SMTPLOG_REJECTED

/* Code and enhanced code are those that the function named sends. */
const struct form postfix_smtpd_forms[] = {
    {"limit-connection", "Connection ", " limit exceeded: ",
     LIMIT("Connection (?:rate|concurrency)"),
     NULL, POSTFIX_SAYS(SMTPLOG_CONNECT, REJECTED, 421, "4.7.0", 0), "smtpd.c smtpd_proto"},
    {"limit-message", "Message delivery request rate", NULL,
     LIMIT("Message delivery request rate"),
     NULL, POSTFIX_SAYS(SMTPLOG_MAIL, REJECTED, 450, "4.7.1", 0), "smtpd.c mail_cmd"},
    {"limit-recipient", "Recipient address rate", NULL, LIMIT("Recipient address rate"),
     NULL, POSTFIX_SAYS(SMTPLOG_RCPT, REJECTED, 450, "4.7.1", 0), "smtpd.c rcpt_cmd"},
    {"limit-auth", "AUTH command rate", NULL, LIMIT("AUTH command rate"),
     NULL, POSTFIX_SAYS(SMTPLOG_AUTH, REJECTED, 450, "4.7.1", SMTPLOG_SETTLES),
     "smtpd_sasl_proto.c smtpd_sasl_auth_cmd"},
    {"limit-tls", "New TLS session rate", NULL, LIMIT("New TLS session rate"),
     NULL, POSTFIX_SAYS(SMTPLOG_STARTTLS, REJECTED, 421, "4.7.0", 0), "smtpd.c smtpd_start_tls"},
    {"refusing-starttls", "Refusing STARTTLS request", NULL,
     "(?<text>Refusing STARTTLS request) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_STARTTLS, REJECTED, 454, "4.7.0", 0), "smtpd.c starttls_cmd"},
    {"refusing-tls-service", "Refusing TLS service request", NULL,
     "(?<text>Refusing TLS service request) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_CONNECT, SMTPLOG_ABORTED, 0, NULL, 0), "smtpd.c smtpd_service"},
    {"non-smtp-command", "non-SMTP command from ", NULL,
     "(?<text>non-SMTP command from " POSTFIX_CLIENT ".*)",
     NULL, POSTFIX_SAYS(SMTPLOG_OTHER, REJECTED, 221, "2.7.0", 0), "smtpd.c smtpd_proto"},
    {"illegal-sender", "Illegal address syntax from ", " in MAIL command: ",
     "(?<text>Illegal address syntax from " POSTFIX_CLIENT " in MAIL command: .*)",
     NULL, POSTFIX_SAYS(SMTPLOG_MAIL, REJECTED, 501, "5.1.7", 0), "smtpd.c extract_addr"},
    {"illegal-recipient", "Illegal address syntax from ", " command: ",
     "(?<text>Illegal address syntax from " POSTFIX_CLIENT " in (?<stage>\\w+) command: .*)",
     NULL, POSTFIX_SAYS(SMTPLOG_RCPT, REJECTED, 501, "5.1.3", 0), "smtpd.c extract_addr"},
    {"line-too-long", NULL, ": request longer than ",
     POSTFIX_CLIENT ": (?<text>request longer than \\d+)",
     /* 500 since 3.12, before the line was cut and executed; 500 5.5.6 for a long AUTH response */
     NULL, POSTFIX_SAYS(SMTPLOG_OTHER, REJECTED, 0, NULL, SMTPLOG_NOT_FINAL), "smtpd_chat.c"},
    {"queue-file-size", "queue file size limit exceeded", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_EOD, REJECTED, 552, "5.3.4", SMTPLOG_ONCE),
     "rec_put by smtpd.c data_cmd"},
    {"bdat-syntax", "malformed BDAT command syntax from ", NULL,
     "(?<text>malformed BDAT command syntax) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, REJECTED, 521, "5.5.4", 0), "smtpd.c bdat_cmd"},
    {"bdat-null", "null BDAT request from ", NULL,
     "(?<text>null BDAT request) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, REJECTED, 551, "5.7.1", 0), "smtpd.c bdat_cmd"},
    {"bdat-size", "BDAT request from ", " exceeds message size limit",
     "(?<text>BDAT request from " POSTFIX_CLIENT " exceeds message size limit)",
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, REJECTED, 552, "5.3.4", 0), "smtpd.c bdat_cmd"},
    {"bdat-too-much", "too much BDAT content", NULL, "(?<text>.*)",
     NULL, POSTFIX_SAYS(SMTPLOG_DATA, SMTPLOG_ABORTED, 0, NULL, 0), "smtpd.c bdat_cmd"},
    {"etrn-reject", "reject: ETRN ", " from ", "(?<text>reject: ETRN .*) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_ETRN, REJECTED, 459, NULL, 0), "smtpd.c etrn_cmd"},
    {"etrn-bad", "bad ETRN ", " from ", "(?<text>bad ETRN .*) from " POSTFIX_CLIENT,
     NULL, POSTFIX_SAYS(SMTPLOG_ETRN, REJECTED, 458, NULL, 0), "smtpd.c etrn_cmd"},
    {"proxy-rejected", "proxy ", " rejected \"",
     "proxy \\S+ rejected \"(?<stage>MAIL) FROM:<(?<sender>.*?)>[^>]*\": \"(?<reply>.*)\"$",
     proxy_rejected, POSTFIX_SAYS(0, REJECTED, 0, NULL, 0), "smtpd_proxy.c smtpd_proxy_cmd"},
    {"proxy-rejected-rcpt", "proxy ", " rejected \"RCPT TO:",
     "proxy \\S+ rejected \"(?<stage>RCPT) TO:<(?<recipient>.*?)>[^>]*\": \"(?<reply>.*)\"$",
     proxy_rejected, POSTFIX_SAYS(0, REJECTED, 0, NULL, 0), "smtpd_proxy.c smtpd_proxy_cmd"},
    {"proxy-rejected-command", "proxy ", " rejected \"",
     "proxy \\S+ rejected \"(?<stage>[^\"]*)\": \"(?<reply>.*)\"$",
     proxy_rejected, POSTFIX_SAYS(0, REJECTED, 0, NULL, 0), "smtpd_proxy.c smtpd_proxy_cmd"},
    {"proxy-gone", NULL, " prox",
     "(?<text>(?:connect to proxy filter|lost connection with proxy|timeout talking to proxy) .*)",
     proxy_gone, POSTFIX_SAYS(0, REJECTED, 451, "4.3.0", 0),
     "smtpd_proxy.c smtpd_proxy_connect, smtpd_proxy_rdwr_error"},
};
const size_t postfix_smtpd_forms_len = sizeof postfix_smtpd_forms / sizeof *postfix_smtpd_forms;
