/* utf16.c - text in UTF-16, as PowerShell and Windows' editors save it: read as UTF-8
 *
 * No compression, but the same kind of thing: other bytes for the same text, known by the first of
 * them.  With a byte order mark (RFC 2781 section 3.2), or, as logs begin in ASCII, by the zeros
 * between its letters; also inside of a compression (unpack.c).  It has no end of its own and no
 * damage: a surrogate without its other half becomes U+FFFD, an odd last byte is dropped. */
#include "input/packing.h"

#include <stdlib.h>
#include <string.h>

enum { BYTE_ORDER_MARK = 0xfeff, NO_CHARACTER = 0xfffd, LETTERS_MOST = 4 };

struct utf16 {
    int big;                            /* the high byte comes first; -1: not known yet */
    int odd;                            /* first byte of a unit whose second did not come; -1 */
    uint32_t lead;                      /* the first half of a pair, 0: none */
    unsigned char letters[2 * LETTERS_MOST];    /* bytes that had no room yet */
    size_t len, at;
};

static int is_text(unsigned char c)
{
    return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\r' || c == '\n';
}

/* A mark, or letters of which every second byte is 0, as Windows writes them without a mark. */
static int utf16_begins(const unsigned char *front, size_t len)
{
    const size_t letter = front[0] == 0;    /* which of two bytes has it */

    if (front[0] == 0xfe && front[1] == 0xff)
        return 1;
    for (size_t i = 0; i + 1 < len; i += 2)
        if (!is_text(front[i + letter]) || front[i + !letter] != 0)
            return 0;
    return len == PACKING_FRONT;
}

static void *utf16_open(void)
{
    struct utf16 *u = calloc(1, sizeof *u);
    if (u)
        u->big = u->odd = -1;
    return u;
}

/* RFC 3629 section 3. */
static void add(struct utf16 *u, uint32_t c)
{
    static const unsigned char marks[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
    const size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = n; i > 1; i--, c >>= 6)
        u->letters[u->len + i - 1] = (unsigned char)(0x80 | (c & 0x3f));
    u->letters[u->len] = (unsigned char)(marks[n] | c);
    u->len += n;
}

/* Two halves make a character above U+FFFF (RFC 2781 section 2.2); a half alone is shown as no
 * character. */
static void take_unit(struct utf16 *u, uint32_t unit)
{
    const uint32_t lead = u->lead;

    u->lead = 0;
    if (unit >= 0xdc00 && unit <= 0xdfff) {
        add(u, lead ? 0x10000 + ((lead & 0x3ff) << 10) + (unit & 0x3ff) : NO_CHARACTER);
        return;
    }
    if (lead)
        add(u, NO_CHARACTER);
    if (unit >= 0xd800 && unit <= 0xdbff)
        u->lead = unit;
    else if (unit != BYTE_ORDER_MARK)   /* of files put one behind the other, too */
        add(u, unit);
}

/* Which of two bytes is the high one is decided by the first pair. */
static void take_byte(struct utf16 *u, unsigned char byte)
{
    if (u->odd < 0) {
        u->odd = byte;
        return;
    }
    if (u->big < 0)
        u->big = u->odd == 0 || (u->odd == 0xfe && byte == 0xff);
    const uint32_t high = u->big ? (uint32_t)u->odd : byte, low = u->big ? byte : (uint32_t)u->odd;
    u->odd = -1;
    take_unit(u, high << 8 | low);
}

/* A decoder like those of the packings (packing.h), so a packed file of UTF-16 needs nothing
 * more. */
static enum unpack_result utf16_step(void *decoder, struct unpack_io *io)
{
    struct utf16 *u = decoder;

    if (io->in_len == 0 && u->lead)
        take_unit(u, BYTE_ORDER_MARK);  /* its other half does not come */
    if (io->in_len == 0 && u->at == u->len)
        return UNPACK_MEMBER_ENDS;
    while (io->out_len > 0 && (u->at < u->len || io->in_len > 0)) {
        if (u->at < u->len) {
            *io->out++ = (char)u->letters[u->at++];
            io->out_len--;
            continue;
        }
        u->at = u->len = 0;
        take_byte(u, *io->in++);
        io->in_len--;
    }
    return UNPACK_GOES_ON;
}

static int utf16_again(void *decoder)
{
    (void)decoder;
    return 0;
}

static void utf16_close(void *decoder)
{
    free(decoder);
}

const struct packing packing_utf16 = {
    .name = "UTF-16", .tool = "iconv -f UTF-16 -t UTF-8", .magic = "\xff\xfe", .magic_len = 2,
    .begins_too = utf16_begins,
    .open = utf16_open, .step = utf16_step, .again = utf16_again, .close = utf16_close,
};
