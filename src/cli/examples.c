/* Queries to start from are files of schema/examples, run by the tests, so none can go stale. */
#include "cli/examples.h"

#include "base/embedded.h"
#include "base/strbuf.h"
#include "knowledge/stanza.h"

extern const struct embedded_file schema_files[];   /* schema/CMakeLists.txt, sorted by name */

static struct smtplog_slice bytes_of(const struct embedded_file *f)
{
    return slice_of((const char *)f->bytes, f->len);
}

/* The name without folder and suffix. */
static struct smtplog_slice stem_of(const struct embedded_file *f, const char *folder)
{
    struct smtplog_slice stem = slice_from(slice_str(f->name), strlen(folder));
    return slice_head(stem, stem.len - strlen(".sql"));
}

int examples_at(size_t i, struct smtplog_slice *name, struct smtplog_slice *sql)
{
    static const char folder[] = "examples/";
    for (const struct embedded_file *f = schema_files; f->name; f++) {
        if (!slice_starts(slice_str(f->name), folder) || i--)
            continue;
        *name = stem_of(f, folder);
        *sql = bytes_of(f);
        return 1;
    }
    return 0;
}

static int is_name(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || s.ptr[i] == '_' ||
              (i && s.ptr[i] >= '0' && s.ptr[i] <= '9')))
            return 0;
    return s.len > 0;
}

/* "    expression AS name,     -- meaning", or "    name, name,     -- meaning". */
static void read_line(struct smtplog_slice line, struct examples_column *c,
                      void (*each)(void *to, const struct examples_column *column), void *to)
{
    ptrdiff_t comment = slice_find(line, "--");
    struct smtplog_slice code = comment < 0 ? line : slice_head(line, (size_t)comment);
    ptrdiff_t as = slice_rfind(code, " AS ");
    c->meaning = comment < 0 ? slice_of("", 0) : slice_trim(slice_from(line, (size_t)comment + 2));
    code = slice_trim(as < 0 ? code : slice_from(code, (size_t)as + 4));
    while (stanza_item(&code, &c->column))
        if (is_name(c->column))
            each(to, c);
}

/* The comment above CREATE VIEW, its lines joined. */
static void read_purpose(struct smtplog_slice *rest, struct strbuf *purpose)
{
    struct smtplog_slice line;
    while (slice_starts(*rest, "--") && scan_until(rest, '\n', &line)) {
        strbuf_str(purpose, purpose->len ? " " : "");
        strbuf_slice(purpose, slice_trim(slice_from(line, 2)));
    }
}

static void read_view(const struct embedded_file *f,
                      void (*each)(void *to, const struct examples_column *column), void *to)
{
    struct examples_column c = {.view = stem_of(f, "views/"), .column = slice_of("", 0)};
    struct smtplog_slice rest = bytes_of(f), line = {0};
    struct strbuf purpose = {0};
    read_purpose(&rest, &purpose);
    c.meaning = strbuf_view(&purpose);
    each(to, &c);
    scan_until(&rest, '\n', &line);     /* CREATE VIEW ... AS SELECT; or WITH ..., then SELECT */
    if (slice_find(line, "SELECT") < 0)
        while (scan_until(&rest, '\n', &line) && !slice_is(line, "SELECT"))
            ;
    while (scan_until(&rest, '\n', &line) && !slice_starts(line, "FROM"))
        read_line(line, &c, each, to);
    strbuf_release(&purpose);
}

void examples_views(void (*each)(void *to, const struct examples_column *column), void *to)
{
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (slice_starts(slice_str(f->name), "views/"))
            read_view(f, each, to);
}
