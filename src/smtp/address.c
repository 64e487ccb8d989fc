#include "smtp/address.h"

int address_domain(struct strbuf *out, struct smtplog_slice address)
{
    ptrdiff_t at = slice_rfind(address, "@");
    if (at < 0 || (size_t)at + 1 == address.len)
        return 0;
    for (size_t i = (size_t)at + 1; i < address.len; i++) {
        char c = address.ptr[i];
        strbuf_char(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return 1;
}
