/* The families of metrics as rows: a new one is a row here, and a statement if none has it yet.
 * Questions are asked of the hourly counts alone, whose number does not grow with the mail. */
#include "report/metrics.h"

static const char *const none[] = {NULL};
static const char *const by_host[] = {"host", NULL};
static const char *const by_class[] = {"host", "direction", "class", NULL};
static const char *const by_failure[] = {"host", "direction", "class", "code", "cause", "provider",
                                         NULL};

const struct metric_family metric_families[] = {
    {"smtplog_failures_total",
     "Failures of their own that the logs tell, each counted once.",
     METRIC_COUNTER, SQL_METRICS_FAILURES, 6, by_failure},
    {"smtplog_replies_total", "Replies that crossed the wire, 2xx included.",
     METRIC_COUNTER, SQL_METRICS_REPLIES, 3, by_class},
    {"smtplog_records_total", "Log records of a known form; none for long is silence.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 1, by_host},
    {"smtplog_messages_total", "Messages taken into the queue.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 2, by_host},
    {"smtplog_submitted_messages_total", "Of these: by a user who had logged in.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 3, by_host},
    {"smtplog_delivered_recipients_total", "Recipients delivered to.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 4, by_host},
    {"smtplog_bounced_recipients_total", "Recipients that failed for good.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 5, by_host},
    {"smtplog_put_off_recipients_total", "Recipients that began to wait.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 6, by_host},
    {"smtplog_settled_recipients_total", "Recipients that waited and do no more.",
     METRIC_COUNTER, SQL_METRICS_FLOW, 7, by_host},
    {"smtplog_lines_total", "Log lines read.",
     METRIC_COUNTER, SQL_METRICS_LINES, 0, none},
    {"smtplog_recognised_lines_total", "Log lines of a mail server in a known form.",
     METRIC_COUNTER, SQL_METRICS_LINES, 1, none},
    {"smtplog_not_understood_lines_total",
     "Log lines that may be a mail server's, in no known form.",
     METRIC_COUNTER, SQL_METRICS_LINES, 2, none},
    {"smtplog_last_line_timestamp_seconds", "Time of the newest log line read, Unix seconds.",
     METRIC_GAUGE, SQL_METRICS_LINES, 3, none},
    {0},
};

struct store_query *metric_samples(struct store *s, const struct metric_family *family)
{
    return store_query(s, family->which);
}
