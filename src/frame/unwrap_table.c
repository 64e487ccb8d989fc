/* unwrap_table.c - lines that are rows of a table, whose cells have no names: each is known by its
 * looks, for a table's head is not always there */
#include "frame/exim.h"
#include "frame/fields.h"

/* One cell of a row; doubled quotes are one (RFC 4180). */
static struct smtplog_slice scan_cell(struct smtplog_slice *c, char between,
                                      struct strbuf *scratch)
{
    size_t start = scratch->len, i = 0;
    if (slice_starts(*c, "\"")) {
        for (i = 1; i < c->len; i++) {
            if (c->ptr[i] == '"' && (++i == c->len || c->ptr[i] != '"'))
                break;
            strbuf_char(scratch, c->ptr[i]);
        }
        *c = slice_from(*c, i < c->len ? i + 1 : i);
        return slice_of(scratch->ptr + start, scratch->len - start);
    }
    while (i < c->len && c->ptr[i] != between)
        i++;
    struct smtplog_slice cell = slice_head(*c, i);
    *c = slice_from(*c, i < c->len ? i + 1 : i);
    return cell;
}

static int is_name(struct smtplog_slice cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (!scan_is_alnum(cell.ptr[i]) && !strchr("._-", cell.ptr[i]))
            return 0;
        digits += (size_t)scan_is_digit(cell.ptr[i]);
    }
    return digits < cell.len && cell.len < 64;
}

/* "postfix/smtpd", "postfix/smtpd[9]", "exim[9]:" */
static int is_program(struct smtplog_slice cell)
{
    struct smtplog_slice c = cell, word, pid;
    if (memchr(cell.ptr, ' ', cell.len))
        return 0;
    return slice_starts(cell, "postfix/") || exim_is_tag(cell) ||
           (scan_until(&c, '[', &word) && is_name(word) && scan_until(&c, ']', &pid) &&
            (!c.len || slice_is(c, ":")));
}

static int is_number(struct smtplog_slice cell)
{
    uint64_t number;
    return scan_number(&cell, 10, &number) && !cell.len;
}

/* What a cell is, by its looks. */
static void hear_cell(struct fields *f, struct smtplog_slice cell)
{
    cell = slice_trim(cell);
    struct smtplog_slice c = cell;
    struct stamp stamp;
    if (!f->rank[FIELD_STAMP] && unwrap_scan_stamp(&c, &stamp) && !c.len)
        fields_hear(f, "", SLICE_LIT("timestamp"), cell);
    else if (cell.len && is_program(cell))
        fields_hear(f, "", SLICE_LIT("program"), cell);
    else if (f->rank[FIELD_TAG] && !f->rank[FIELD_PID] && is_number(cell))
        fields_hear(f, "", SLICE_LIT("pid"), cell);
    else if (is_name(cell) && !f->rank[FIELD_HOST])
        fields_hear(f, "", SLICE_LIT("host"), cell);
    else if (cell.len > f->value[FIELD_TEXT].len) {
        f->value[FIELD_TEXT] = cell;
        f->rank[FIELD_TEXT] = 1;
    }
}

/* Where only commas are quoted the last cell is the text, which may have the sign between cells.
 * -> what is left: nothing. */
static struct smtplog_slice hear_rest(struct fields *f, struct smtplog_slice c)
{
    c = slice_trim(c);
    if (slice_ends(c, " |"))
        c.len--;
    f->value[FIELD_TEXT] = slice_trim(c);
    f->rank[FIELD_TEXT] = 1;
    return slice_from(c, c.len);
}

/* "2024-05-01T10:00:00Z","mail","line": what Graylog, Kibana and databases export, and print:
 * | 2024-05-01 10:00:00 | mail | postfix/smtpd[9]: | body | */
enum undone undo_csv(struct undoing *u, struct peeled *p)
{
    static const char between[] = ",;\t|";
    for (const char *sign = between; *sign; sign++) {
        struct smtplog_slice c = p->text;
        struct fields fields = {0};
        size_t cells = 0;
        if (!c.len || !memchr(c.ptr, *sign, c.len))
            continue;
        strbuf_clear(&u->scratch);
        strbuf_room(&u->scratch, c.len);
        u->scratch.len = 0;
        for (; c.len; cells++) {
            if (strchr(";|", *sign) && !slice_starts(c, "\"") && fields.rank[FIELD_STAMP] &&
                fields.rank[FIELD_TAG])
                c = hear_rest(&fields, c);
            else
                hear_cell(&fields, scan_cell(&c, *sign, &u->scratch));
        }
        if (cells > 1 && fields.rank[FIELD_STAMP] && fields.rank[FIELD_TEXT])
            return fields_tell(&fields, p);
    }
    return UNDO_NO;
}
