/* unwrap_cells.c - lines that are rows of a table, whose cells have no names: each is known by its
 * looks, for a table's head is not always there */
#include "frame/exim.h"
#include "frame/fields.h"

#include <strings.h>

/* Cells of a row that are looked at: a table of a log has a few dozen columns at most, and each
 * is tried for some sixty forms of stamps. */
enum { CELLS_MOST = 256 };

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

/* Of a column and not a value: no blanks, not digits alone. */
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

/* "postfix/smtpd", "postfix/smtpd[9]", "exim[9]:", "postfix/smtpd [9]" (Plesk) */
static int is_program(struct smtplog_slice cell)
{
    struct smtplog_slice c = cell, word, pid;
    const ptrdiff_t blank = slice_find(cell, " ");
    if (blank >= 0 && (!slice_ends(cell, "]") || slice_rfind(cell, " [") != blank))
        return 0;
    return slice_starts(cell, "postfix/") || exim_is_tag(cell) ||
           (scan_until(&c, '[', &word) && is_name(word) && scan_until(&c, ']', &pid) &&
            (!c.len || slice_is(c, ":")));
}

static int is_number(struct smtplog_slice cell)
{
    size_t i = 0;
    while (i < cell.len && scan_is_digit(cell.ptr[i]))
        i++;
    return cell.len && i == cell.len;
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
    else if (cell.len > f->value[FIELD_TEXT].len && !is_number(cell)) {
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
        for (; c.len && cells <= CELLS_MOST; cells++) {
            if (strchr(";|", *sign) && !slice_starts(c, "\"") && fields.rank[FIELD_STAMP] &&
                fields.rank[FIELD_TAG])
                c = hear_rest(&fields, c);
            else
                hear_cell(&fields, scan_cell(&c, *sign, &u->scratch));
        }
        if (cells > 1 && !c.len && fields.rank[FIELD_STAMP] && fields.rank[FIELD_TEXT])
            return fields_tell(&fields, p);
    }
    return UNDO_NO;
}

/* ---- SQL ------------------------------------------------------------------------------------ */

/* A value that begins at the front: 'text' with '' or \' for a quote mark, or a bare word. */
static struct smtplog_slice scan_value(struct smtplog_slice *c, struct strbuf *scratch)
{
    const size_t start = scratch->len;
    size_t i = 0;
    if (!scan_lit(c, "'")) {
        while (i < c->len && c->ptr[i] != ',' && c->ptr[i] != ')')
            i++;
        const struct smtplog_slice word = slice_trim(slice_head(*c, i));
        *c = slice_from(*c, i);
        return slice_is(word, "NULL") ? slice_head(word, 0) : word;
    }
    for (; i < c->len; i++) {
        if (c->ptr[i] == '\'' && (++i == c->len || c->ptr[i] != '\''))
            break;
        if (c->ptr[i] == '\\' && i + 1 < c->len)
            i++;
        strbuf_char(scratch, c->ptr[i]);
    }
    *c = slice_from(*c, i);
    return slice_of(scratch->ptr + start, scratch->len - start);
}

/* Up to the first "(" of the values: nothing where a line begins with it, as the further ones of
 * a long statement do. */
static int scan_to_values(struct smtplog_slice *c)
{
    static const char *const verbs[] = {"INSERT ", "REPLACE "};
    static const char *const values[] = {"VALUES", "values"};
    struct smtplog_slice before;
    size_t i = 0;
    if (slice_starts(*c, "("))
        return 1;
    while (i < 2 && (c->len < strlen(verbs[i]) ||
                     strncasecmp(c->ptr, verbs[i], strlen(verbs[i])) != 0))
        i++;
    if (i == 2 || (!scan_until_lit(c, values[0], &before) &&
                   !scan_until_lit(c, values[1], &before)))
        return 0;
    *c = slice_trim(*c);
    return slice_starts(*c, "(");
}

/* INSERT INTO `SystemEvents` VALUES (5,NULL,'2024-05-01 10:00:00',...,'body'),(6,...: dumps of
 * tables that log daemons write to. */
enum undone undo_sql(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = slice_trim(p->text);
    struct fields fields = {0};
    size_t cells = 0;

    if (!scan_to_values(&c))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    strbuf_room(&u->scratch, c.len);            /* so that it does not move */
    u->scratch.len = 0;
    do {
        c = slice_trim(slice_from(c, 1));       /* the bracket, the comma */
        const struct smtplog_slice value = scan_value(&c, &u->scratch);
        if (value.len)
            hear_cell(&fields, value);
        cells++;
        c = slice_trim(c);
    } while (slice_starts(c, ",") && cells < CELLS_MOST);
    if (cells < 2 || !scan_lit(&c, ")") || !fields.rank[FIELD_STAMP])
        return UNDO_NO;
    c = slice_trim(c);
    if (scan_lit(&c, ",") && slice_starts(slice_trim(c), "("))
        u->rest = slice_trim(c);
    return fields_tell(&fields, p);
}
