/* misread.c - lines that nobody could read: counted, and the first few kept */
#include "ingest/misread.h"

#include "frame/frame.h"
#include "plugin/dispatch.h"

/* The first few lines, and of each a part: enough to show. */
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

/* The name of a mail server within the text of a line that nobody could read: then most likely
 * its wrapping is not known. */
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

/* Does a parser know this text, if a time stood in front of it?  In a syslog's line, or Exim's. */
static int is_known_but_for_time(const struct frame_judge *judge, struct smtplog_slice text)
{
    static const char *const fronts[] = {"Jan  1 00:00:00 h ", "2000-01-01 00:00:00 "};
    struct strbuf dated = {0};
    int known = 0;
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts && !known; i++) {
        struct record record;
        strbuf_clear(&dated);
        strbuf_str(&dated, fronts[i]);
        strbuf_slice(&dated, text);
        known = frame_one(strbuf_view(&dated), 0, &record) &&
                judge->worth(judge->to, &record.line) == FRAME_KNOWN;
    }
    strbuf_release(&dated);
    return known;
}

/* What a clock that is no time may be: "[ 512.001] " since the start, "07:01:44 " of some day; and
 * the pid in front of Exim's debugging. */
static struct smtplog_slice skip_clock(struct smtplog_slice text)
{
    struct smtplog_slice c = slice_trim(text), word;
    if (scan_lit(&c, "[") ? scan_until_lit(&c, "] ", &word)
                          : c.len && scan_is_digit(c.ptr[0]) && scan_until(&c, ' ', &word)) {
        struct smtplog_slice host, rest = c = slice_trim(c);
        return scan_until(&rest, ' ', &host) && slice_find(rest, "]: ") > 0 ? rest : c;
    }
    return slice_trim(text);
}

int misread_is_timeless(const struct misread *m, const struct registry *registry)
{
    struct dispatch *d = dispatch_new(registry, NULL);
    const struct frame_judge judge = dispatch_judge(d);
    size_t known = 0;
    for (size_t i = 0; i < m->kept_len; i++) {
        const struct misread_line *k = &m->kept[i];
        const struct smtplog_slice text = slice_of(m->bytes.ptr + k->at, k->len);
        known += k->kind == STRANGE_STAMP && (is_known_but_for_time(&judge, slice_trim(text)) ||
                                              is_known_but_for_time(&judge, skip_clock(text)));
    }
    dispatch_free(d);
    return known > 0 && known * 4 >= m->kept_len;
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
