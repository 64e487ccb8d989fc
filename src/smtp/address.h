/* address.h - parts of envelope addresses (RFC 5321 section 4.1.2) */
#ifndef SMTP_ADDRESS_H
#define SMTP_ADDRESS_H

#include "base/strbuf.h"

/* Appends the domain of an address without angle brackets, lower-cased; the last "@" decides, as a
 * quoted local part may hold one.  0 if there is no domain. */
int address_domain(struct strbuf *out, struct smtplog_slice address);

/* An IPv4 address that a socket for both families shows as IPv6, "::ffff:192.0.2.1", as it is; any
 * other unchanged. */
struct smtplog_slice address_ip(struct smtplog_slice ip);

#endif
