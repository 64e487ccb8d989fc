/* own.c - Exim's own reasons for a delivery that failed or waits, told by text and number
 *
 * Numbers below zero are Exim's own (macros.h, ERRNO_*); those of retries moved by one in 4.95, so
 * they are told by their text.  Texts may follow the system's words for an errno, "Permission
 * denied: creating lock file ...", or stand alone.
 */
#include "own.h"

#include <smtplog/scan.h>

static const struct reason {
    const char *text;
    int anywhere;                       /* else the text starts with it */
    unsigned own;                       /* enum exim_own */
    const char *source;                 /* Exim's function that says it */
} reasons[] = {
    {"SMTP delivery explicitly queued", 0, EXIM_OWN_HELD, "do_remote_deliveries"},
    {"first-pass only routing due to ", 0, EXIM_OWN_HELD, "do_remote_deliveries, since 4.94"},
    {"domain matches queue_smtp_domains", 0, EXIM_OWN_HELD, "do_remote_deliveries, up to 4.93"},
    {"domain is in queue_domains", 0, EXIM_OWN_HELD, "deliver_message"},
    {"domain is held", 0, EXIM_OWN_HELD, "deliver_message"},
    {"retry timeout exceeded", 0, EXIM_OWN_EXPIRED, "retry_update"},
    {"have been failing for a long time", 1, EXIM_OWN_EXPIRED, "smtp_transport_entry"},
    {"Retry time not yet reached", 0, EXIM_OWN_ECHO | EXIM_OWN_LOCAL, "do_local_deliveries"},
    {"retry time not reached", 1, EXIM_OWN_ECHO, "smtp_transport_entry, deliver_message"},
    {"reusing SMTP connection skips previous routing defer", 0, EXIM_OWN_ECHO, "deliver_message"},
    {"mailbox is full", 0, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"failed to lock mailbox ", 0, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"creating lock file ", 1, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"ing mailbox ", 1, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"while getting MBX open lock for ", 1, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"mailbox ", 0, EXIM_OWN_LOCAL, "appendfile_transport_entry"},
    {"maildir", 1, EXIM_OWN_LOCAL, "appendfile_transport_entry, tf_maildir.c"},
    {"Child process of ", 0, EXIM_OWN_LOCAL, "pipe_transport_entry"},
    {"pipe delivery process timed out", 0, EXIM_OWN_LOCAL, "pipe_transport_entry"},
    {"return message generated", 0, EXIM_OWN_LOCAL, "post_process_one, for a pipe's output"},
};

/* ERRNO_USERSLASH to LOCKFAILED, NOTABSOLUTE, EXIMQUOTA, WRITEINCOMPLETE, GIDFAIL, UIDFAIL,
 * MBXLENGTH, BADMODE of a mailbox's format, BADCREATE, CHOWNFAIL, PIPEFAIL: local
 * transports alone set them. */
static const signed char local_numbers[] = {
    -2, -3, -4, -5, -6, -7, -8, -9, -21, -22, -26, -28, -29, -31, -33, -34, -39, -40,
};

unsigned exim_own_read(struct smtplog_slice text, int number)
{
    unsigned own = 0;

    for (size_t i = 0; number < 0 && i < sizeof local_numbers / sizeof *local_numbers; i++)
        if (number == local_numbers[i])
            own |= EXIM_OWN_LOCAL;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].anywhere ? slice_find(text, reasons[i].text) >= 0
                                : slice_starts(text, reasons[i].text))
            return own | reasons[i].own;
    return own;
}
