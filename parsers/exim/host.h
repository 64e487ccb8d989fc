/* host.h - the other side of a dialogue, as Exim prints it */
#ifndef EXIM_HOST_H
#define EXIM_HOST_H

#include <smtplog/parser.h>

struct exim_host {                      /* name (helo) [ip]:port */
    struct smtplog_slice name, helo, ip;
    struct smtplog_slice endpoint;      /* "ip]:port": one connection; NULL without port */
    uint32_t port;
};

/* "[rdns ][(helo) ][ip][:port][*]", what stands after H=, and after "from" without it.  Moves the
 * cursor and fills *h only if it succeeded. */
int exim_host_scan(struct smtplog_slice *c, struct exim_host *h);

#endif
