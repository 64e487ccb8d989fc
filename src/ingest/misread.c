/* misread.c - lines that nobody could read: counted, and the first few kept */
#include "ingest/misread.h"

static void keep(struct misread *m, const struct smtplog_line *line, enum strange_kind kind)
{
    struct smtplog_slice text = slice_head(line->body, MISREAD_BYTES);
    if (m->kept_len == MISREAD_KEPT)
        return;
    m->kept[m->kept_len++] = (struct misread_line){kind, line->number, m->bytes.len, text.len};
    strbuf_slice(&m->bytes, text);
}

/* "postfix/smtpd[12]: ", "exim[9]: " after a blank or other mark: the name, no blank, a pid. */
static int holds_tag(struct smtplog_slice text, const char *name)
{
    struct smtplog_slice before, digits;
    uint64_t pid;

    while (scan_until_lit(&text, name, &before)) {
        struct smtplog_slice rest = text, tag;
        int begins = before.len == 0 || !scan_is_alnum(before.ptr[before.len - 1]);
        if (begins && scan_until(&rest, '[', &tag) && !memchr(tag.ptr, ' ', tag.len) &&
            scan_until_lit(&rest, "]: ", &digits) && scan_number(&digits, 10, &pid) && !digits.len)
            return 1;
    }
    return 0;
}

static int is_tagged(struct misread *m, const struct smtplog_line *line,
                     const struct registry *registry)
{
    size_t i = 0, n = registry_count(registry);
    while (i < n && !holds_tag(line->body, registry_at(registry, i)->name))
        i++;
    if (i < n && m->tagged++ == 0)
        m->first_tagged = line->number;
    return i < n;
}

void misread_unframed(struct misread *m, const struct smtplog_line *line,
                      const struct registry *registry)
{
    if (m->unframed++ == 0)
        m->first_unframed = line->number;
    is_tagged(m, line, registry);
    keep(m, line, STRANGE_STAMP);
}

int misread_wrapped(struct misread *m, const struct smtplog_line *line,
                    const struct registry *registry)
{
    if (!is_tagged(m, line, registry))
        return 0;
    if (m->wrapped++ == 0)
        m->first_wrapped = line->number;
    keep(m, line, STRANGE_WRAPPED);
    return 1;
}

void misread_tell(const struct misread *m, struct diag *diag, const char *name)
{
    if (m->unframed)
        diag_warning_n(diag,
                       "%s: %llu line was not understood, without a time stamp where one is "
                       "looked for; the first is line %llu",
                       "%s: %llu lines were not understood, without a time stamp where one is "
                       "looked for; the first is line %llu", m->unframed, name,
                       (unsigned long long)m->unframed, (unsigned long long)m->first_unframed);
    if (m->wrapped)
        diag_warning_n(diag,
                       "%s: %llu line was not understood: a mail server's, in something that was "
                       "not taken off; the first is line %llu",
                       "%s: %llu lines were not understood: a mail server's, in something that "
                       "was not taken off; the first is line %llu", m->wrapped, name,
                       (unsigned long long)m->wrapped, (unsigned long long)m->first_wrapped);
}

void misread_give(const struct misread *m, const struct outlet *outlet, int64_t time)
{
    for (size_t i = 0; i < m->kept_len; i++) {
        const struct misread_line *k = &m->kept[i];
        struct smtplog_line line = {.number = k->number, .time = time,
                                    .body = slice_of(m->bytes.ptr + k->at, k->len)};
        outlet->strange(outlet->to, &line, k->kind);
    }
}

void misread_release(struct misread *m)
{
    strbuf_release(&m->bytes);
    *m = (struct misread){0};
}
