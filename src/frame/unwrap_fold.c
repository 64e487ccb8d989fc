/* unwrap_fold.c - lines that were broken into several on their way: by a terminal's width, by a
 * program that writes mail, by an encoding for mail */
#include "frame/shape.h"
#include "frame/unwrap_rows.h"

/* Does a record begin here?  By its stamp: what a break leaves has none in front. */
static int begins(struct undoing *u, struct smtplog_slice text)
{
    struct shaped s;
    struct stamp stamp;
    return shape_line(u->journal, text, &s) || unwrap_scan_stamp(&text, &stamp);
}

/* A further piece goes behind what was kept, a blank between if the break took one. */
static enum undone go_on(struct undoing *u, struct peeled *p, int blank)
{
    strbuf_clear(&u->scratch);
    strbuf_str(&u->scratch, blank ? " " : "");
    strbuf_slice(&u->scratch, p->text);
    p->text = strbuf_view(&u->scratch);
    return UNDO_PART;
}

/* Broken at a number of columns (a terminal's, copied): the pieces but the last are as wide as the
 * widest, unless a blank at the edge was lost; otherwise they were broken elsewhere. */
enum undone undo_folded(struct undoing *u, struct peeled *p)
{
    const size_t before = u->width, len = p->text.len;
    if (begins(u, p->text)) {
        u->width = len;
        u->depth = 1;
        return UNDO_BEGIN;
    }
    if (!u->depth || !len)
        return UNDO_NO;
    if (before > u->widest)
        u->widest = before;
    if (before + 1 < u->widest)
        return UNDO_NO;
    u->width = len;
    return go_on(u, p, before < u->widest);
}

/* Broken at blanks, as programs write mail. */
enum undone undo_wrapped(struct undoing *u, struct peeled *p)
{
    if (begins(u, p->text)) {
        u->depth = 1;
        return UNDO_BEGIN;
    }
    if (!u->depth || !p->text.len)
        return UNDO_NO;
    return go_on(u, p, 1);
}

static int hex_digit(char ch)
{
    if (scan_is_digit(ch))
        return ch - '0';
    return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* Quoted-printable (RFC 2045 section 6.7): "=3D" is "=", and "=" at the end joins the next line.
 * One of both stands in nearly every line of a mail log; "=20" is also a plain log's. */
enum undone undo_quoted_printable(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    const int went_on = u->depth;

    u->depth = slice_ends(c, "=");
    if (!u->depth && !went_on && slice_find(c, "=3D") < 0)
        return UNDO_NO;
    if (u->depth)
        c.len--;
    strbuf_clear(&u->scratch);
    for (size_t i = 0; i < c.len; i++) {
        const int high = i + 2 < c.len && c.ptr[i] == '=' ? hex_digit(c.ptr[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(c.ptr[i + 2]) : -1;
        strbuf_char(&u->scratch, low >= 0 ? (char)(high * 16 + low) : c.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
    p->text = strbuf_view(&u->scratch);
    return u->depth ? UNDO_PART : UNDO_DONE;
}
