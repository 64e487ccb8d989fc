/* Local parts keep their case (RFC 5321 section 2.4), domains do not. */
#include "smtp/address.h"

#include "base/text.h"

#include <strings.h>

int address_domain(struct strbuf *out, struct smtplog_slice address)
{
    const char *at = address.len ? memrchr(address.ptr, '@', address.len) : NULL;
    size_t before = at ? (size_t)(at - address.ptr) + 1 : address.len;
    if (before == address.len)
        return 0;
    text_lower_add(out, slice_from(address, before));
    return 1;
}

struct smtplog_slice address_ip(struct smtplog_slice ip)
{
    static const char mapped[] = "::ffff:";
    const size_t n = sizeof mapped - 1;

    if (ip.len <= n || strncasecmp(ip.ptr, mapped, n) != 0 || !memchr(ip.ptr, '.', ip.len))
        return ip;
    return slice_from(ip, n);
}
