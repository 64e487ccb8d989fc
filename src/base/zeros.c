/* What is saved of an open message is 333 bytes, of which some 20 say anything; squeezed this way
 * they are 32, for less than SQLite takes to write the rest. */
#include "base/zeros.h"

enum { RUN_MOST = 255 };

void zeros_squeeze(struct strbuf *out, struct smtplog_slice bytes)
{
    for (size_t i = 0, run; i < bytes.len; i += run) {
        for (run = 0; run < RUN_MOST && i + run < bytes.len && bytes.ptr[i + run] == 0;)
            run++;
        strbuf_char(out, bytes.ptr[i]);
        if (run)
            strbuf_char(out, (char)run);
        else
            run = 1;
    }
}

int zeros_spread(struct strbuf *out, struct smtplog_slice squeezed, size_t most)
{
    static const char zeros[RUN_MOST];
    const size_t before = out->len;
    for (size_t i = 0; i < squeezed.len; i++) {
        if (squeezed.ptr[i])
            strbuf_char(out, squeezed.ptr[i]);
        else if (++i < squeezed.len && squeezed.ptr[i])
            strbuf_add(out, zeros, (unsigned char)squeezed.ptr[i]);
        else
            return 0;
        if (out->len - before > most)
            return 0;
    }
    return 1;
}
