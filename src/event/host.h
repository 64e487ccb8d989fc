/* host.h - the names of a logging host
 *
 * A syslog writes a host by its first label or by its full name, as it was set up, and an MTA's
 * own log does not name it at all.
 */
#ifndef EVENT_HOST_H
#define EVENT_HOST_H

#include <smtplog/scan.h>

/* May two names be of one machine?  Equal, one of them unknown, or one the first label of the
 * other. */
int host_may_be(struct smtplog_slice a, struct smtplog_slice b);

#endif
