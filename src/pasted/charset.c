/* People paste what an editor of Windows saved, or an old mail program's Latin letters; everything
 * behind this reads UTF-8 alone. */
#include "pasted/charset.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

static int is_nocase(struct smtplog_slice a, const char *lit)
{
    return a.len == strlen(lit) && strncasecmp(a.ptr, lit, a.len) == 0;
}

void charset_to_utf8(struct strbuf *text, struct smtplog_slice charset)
{
    if (!text->len || !charset.len || charset.len > 40 || is_nocase(charset, "utf-8") ||
        is_nocase(charset, "us-ascii"))
        return;
    char *name = mem_strn(charset.ptr, charset.len);
    iconv_t turn = iconv_open("UTF-8", name);
    free(name);
    if (turn == (iconv_t)-1)
        return;
    size_t in_left = text->len, room = text->len * 4 + 16, out_left = room;
    char *turned = mem_alloc(room), *out = turned, *in = text->ptr;
    int good = iconv(turn, &in, &in_left, &out, &out_left) != (size_t)-1 ||
               errno == EINVAL;         /* the last character was cut */
    iconv_close(turn);
    if (good) {
        strbuf_clear(text);
        strbuf_add(text, turned, room - out_left);
    }
    free(turned);
}

static struct smtplog_slice turned_from(struct strbuf *out, struct smtplog_slice text,
                                        const char *charset)
{
    strbuf_slice(out, text);
    charset_to_utf8(out, slice_str(charset));
    return strbuf_view(out);
}

/* Letters beyond ASCII, and none of them as UTF-8 writes it. */
static int is_latin(struct smtplog_slice text)
{
    int high = 0;
    uint32_t c;
    for (size_t i = 0, len; i < text.len; i += len) {
        len = (unsigned char)text.ptr[i] < 0x80 ? 1 : text_decode(slice_from(text, i), &c);
        if (len > 1)
            return 0;
        high |= len == 0;
        len += len == 0;
    }
    return high;
}

struct smtplog_slice charset_plain(struct strbuf *out, struct smtplog_slice text)
{
    if (slice_starts(text, "\xff\xfe"))
        return turned_from(out, slice_from(text, 2), "UTF-16LE");
    if (slice_starts(text, "\xfe\xff"))
        return turned_from(out, slice_from(text, 2), "UTF-16BE");
    if (slice_starts(text, "\xef\xbb\xbf"))
        return slice_from(text, 3);
    return is_latin(text) ? turned_from(out, text, "WINDOWS-1252") : text;
}
