/* columns.c - one way to make columns narrow, and one to fill them
 *
 * The widest gives first: a long reason loses its end before a name or a time is touched. */
#include "render/columns.h"

#include "base/text.h"

/* The column that gives way next: the widest that may still shrink, of equal ones the last, since
 * what matters stands first. */
static struct columns_room *widest_of(struct columns_room *rooms, size_t n, int floor)
{
    struct columns_room *widest = NULL;

    for (size_t i = 0; i < n; i++) {
        struct columns_room *r = &rooms[i];
        if (r->least && r->width > r->least && r->width > floor &&
            (!widest || r->width >= widest->width))
            widest = r;
    }
    return widest;
}

void columns_fit(struct columns_room *rooms, size_t n, int width, int gaps, int floor)
{
    struct columns_room *widest;
    int total = gaps;

    for (size_t i = 0; i < n; i++)
        total += rooms[i].width;
    for (; total > width && (widest = widest_of(rooms, n, floor)); total--)
        widest->width--;
}

void columns_put(struct strbuf *out, const struct columns_room *room, struct smtplog_slice text,
                 enum style_kind kind, struct style style)
{
    int width = text_width(text);

    strbuf_blanks(out, room->right ? room->width - width : 0);
    strbuf_str(out, style_begin(style, kind));
    size_t start = out->len;
    if (room->cut == COLUMNS_WHOLE || width <= room->width)
        strbuf_slice(out, text);
    else if (room->cut == COLUMNS_CUT_HEAD)
        text_fit_tail(out, text, room->width);
    else
        text_fit(out, text, room->width);
    width = text_width(slice_from(strbuf_view(out), start));
    strbuf_str(out, style_end(style, kind));
    strbuf_blanks(out, room->right ? 0 : room->width - width);
}

void columns_end(struct strbuf *out)
{
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->ptr[--out->len] = '\0';
    strbuf_char(out, '\n');
}
