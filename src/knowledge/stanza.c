/* A format like Debian's control files: an operator can write a rule with nothing but an
 * editor, and a fault is told with its line. */
#include "knowledge/stanza.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <strings.h>

/* Where the reading stands. */
struct reader {
    struct stanza_file *file;
    const char *name;
    struct smtplog_slice left;
    uint32_t line;
    size_t folded_len;
    size_t first_field;             /* of the open stanza */
    int open, faulty;
    int by_line;                    /* a fault is the line's alone */
    int skipping;                   /* by_line: the lines that go on with a line left out */
    unsigned faults;
    struct diag *diag;
};

/* Ends of lines as Windows writes them are taken too. */
static int next_line(struct reader *r, struct smtplog_slice *line)
{
    if (r->left.len == 0)
        return 0;
    const char *end = memchr(r->left.ptr, '\n', r->left.len);
    size_t len = end ? (size_t)(end - r->left.ptr) : r->left.len;
    *line = slice_head(r->left, len);
    r->left = slice_from(r->left, end ? len + 1 : len);
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    r->line++;
    return 1;
}

/* Marks the open stanza as not to be used, of which only the first fault is told; or the line. */
static void fault(struct reader *r, const char *what)
{
    if (r->by_line) {
        diag_error(r->diag, "%s:%u: %s; this line is not used", r->name, r->line,
                   tr(r->diag->lang, what));
        r->skipping = 1;
        r->faults++;
        return;
    }
    if (!r->faulty)
        diag_error(r->diag, "%s:%u: %s; this stanza is not used", r->name, r->line,
                   tr(r->diag->lang, what));
    r->open = r->faulty = 1;
}

/* Keeps a sound stanza; a faulty one is taken back whole, so that half a rule is never used. */
static void close_stanza(struct reader *r)
{
    struct stanza_file *f = r->file;
    if (r->open && r->faulty) {
        f->field_count = r->first_field;
        r->faults++;
    } else if (r->open) {
        f->stanzas = mem_grow(f->stanzas, &f->cap, f->count + 1, sizeof *f->stanzas);
        f->stanzas[f->count++] = (struct stanza){
            .count = f->field_count - r->first_field,
            .file = r->name,
            .line = f->fields[r->first_field].line,
        };
    }
    r->first_field = f->field_count;
    r->open = r->faulty = r->skipping = 0;
}

/* "Name: value"; names are letters, digits and '-'. */
static void add_field(struct reader *r, struct smtplog_slice line)
{
    struct stanza_file *f = r->file;
    struct smtplog_slice name;
    r->skipping = 0;
    if (!scan_until(&line, ':', &name) || name.len == 0) {
        fault(r, N_("expected \"Field: text\""));
        return;
    }
    for (size_t i = 0; i < name.len; i++)
        if (!scan_is_alnum(name.ptr[i]) && name.ptr[i] != '-') {
            fault(r, N_("a field name is made of letters, digits and '-'"));
            return;
        }
    if (f->field_count - r->first_field >= STANZA_FIELDS_MAX) {
        fault(r, N_("too many fields"));
        return;
    }
    f->fields = mem_grow(f->fields, &f->field_cap, f->field_count + 1, sizeof *f->fields);
    f->fields[f->field_count++] = (struct stanza_field){name, slice_trim(line), r->line};
    r->open = 1;
}

/* Appends to the last field's value.  All folded values together are shorter than the file, so
 * one block of the file's size holds them. */
static void continue_field(struct reader *r, struct smtplog_slice line)
{
    struct stanza_file *f = r->file;
    if (!r->open || f->field_count == r->first_field) {
        fault(r, N_("a continuation line with no field above it"));
        return;
    }
    struct smtplog_slice *value = &f->fields[f->field_count - 1].value;
    line = slice_trim(line);
    if (value->len + line.len + 1 > STANZA_VALUE_MAX) {
        fault(r, N_("value too long"));
        return;
    }
    char *at = f->folded + r->folded_len;
    int last = r->folded_len >= value->len && value->ptr == at - value->len;
    if (!last) {
        if (value->len)
            memcpy(at, value->ptr, value->len);
        value->ptr = at;
        r->folded_len += value->len;
    }
    if (value->len) {
        f->folded[r->folded_len++] = ' ';
        value->len++;
    }
    memcpy(f->folded + r->folded_len, line.ptr, line.len);
    r->folded_len += line.len;
    value->len += line.len;
}

static int is_blank(struct smtplog_slice line)
{
    return slice_trim(line).len == 0;
}

/* A fault spoils its stanza up to the next empty line, and nothing else. */
static void take_line(struct reader *r, struct smtplog_slice line)
{
    int goes_on = line.len && scan_is_blank(line.ptr[0]);
    if (line.len && line.ptr[0] == '#')
        return;
    if (r->by_line && !text_is_clean(line))
        fault(r, N_("not valid UTF-8"));
    else if (is_blank(line))
        close_stanza(r);
    else if (r->faulty || (goes_on && r->skipping))
        return;
    else if (goes_on)
        continue_field(r, line);
    else
        add_field(r, line);
}

/* Fields of stanzas are one array, which moves while it grows: their pointers are set at the
 * end. */
static unsigned read_file(struct stanza_file *f, const char *name, struct smtplog_slice bytes,
                          int by_line, struct diag *diag)
{
    struct reader r = {.file = f, .name = name, .left = bytes, .by_line = by_line, .diag = diag};
    struct smtplog_slice line;

    *f = (struct stanza_file){0};
    if (bytes.len > STANZA_FILE_MAX) {
        diag_error(diag, "%s: larger than %d bytes; not read", name, STANZA_FILE_MAX);
        return 1;
    }
    if (!by_line && !text_is_clean(bytes)) {
        diag_error(diag, "%s: not valid UTF-8; not read", name);
        return 1;
    }
    f->folded = mem_alloc(bytes.len + 1);
    scan_lit(&r.left, "\xef\xbb\xbf");
    while (next_line(&r, &line))
        take_line(&r, line);
    close_stanza(&r);
    for (size_t i = 0, at = 0; i < f->count; at += f->stanzas[i++].count)
        f->stanzas[i].fields = f->fields + at;
    return r.faults;
}

unsigned stanza_file_read(struct stanza_file *f, const char *name, struct smtplog_slice bytes,
                          struct diag *diag)
{
    return read_file(f, name, bytes, 0, diag);
}

unsigned stanza_lines_read(struct stanza_file *f, const char *name, struct smtplog_slice bytes,
                           struct diag *diag)
{
    return read_file(f, name, bytes, 1, diag);
}

void stanza_file_release(struct stanza_file *f)
{
    free(f->stanzas);
    free(f->fields);
    free(f->folded);
    *f = (struct stanza_file){0};
}

struct smtplog_slice stanza_get(const struct stanza *s, const char *field)
{
    size_t len = strlen(field);
    for (size_t i = 0; i < s->count; i++)
        if (s->fields[i].name.len == len && strncasecmp(s->fields[i].name.ptr, field, len) == 0)
            return s->fields[i].value;
    return (struct smtplog_slice){0};
}

struct smtplog_slice stanza_nth(const struct stanza_field *fields, size_t count, const char *field,
                                size_t i)
{
    size_t len = strlen(field);
    for (size_t f = 0; f < count; f++)
        if (fields[f].name.len == len && strncasecmp(fields[f].name.ptr, field, len) == 0 &&
            i-- == 0)
            return fields[f].value;
    return (struct smtplog_slice){0};
}

int stanza_item(struct smtplog_slice *list, struct smtplog_slice *item)
{
    while (list->len) {
        if (!scan_until(list, ',', item)) {
            *item = *list;
            *list = slice_from(*list, list->len);
        }
        *item = slice_trim(*item);
        if (item->len)
            return 1;
    }
    return 0;
}

int stanza_lists(struct smtplog_slice list, struct smtplog_slice word)
{
    struct smtplog_slice item;
    while (stanza_item(&list, &item))
        if (slice_eq(item, word))
            return 1;
    return 0;
}

int stanza_item_open(struct smtplog_slice *item)
{
    int open = item->len && item->ptr[item->len - 1] == '*';
    item->len -= (size_t)open;
    return open;
}

int stanza_lists_front(struct smtplog_slice list, struct smtplog_slice word)
{
    struct smtplog_slice item;
    while (word.len && stanza_item(&list, &item)) {
        int open = stanza_item_open(&item);
        if (word.len >= item.len && (open || word.len == item.len) &&
            strncasecmp(word.ptr, item.ptr, item.len) == 0)
            return 1;
    }
    return 0;
}
