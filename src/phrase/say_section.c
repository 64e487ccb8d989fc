/* Notes on a section of the report: what is not shown of it, what became of its deferrals, what it
 * would be mistaken for. */
#include "phrase/say.h"

const char *say_unit(enum group_unit unit, int64_t n, const struct lang *lang)
{
    switch (unit) {
    case UNIT_RECIPIENTS:
        return tr_n(lang, "recipient failed", "recipients failed", (uint64_t)n);
    case UNIT_MESSAGES:
        return tr_n(lang, "message failed", "messages failed", (uint64_t)n);
    case UNIT_ATTEMPTS:
        return tr_n(lang, "failed attempt", "failed attempts", (uint64_t)n);
    default:
        return tr_n(lang, "failure", "failures", (uint64_t)n);
    }
}

/* What is left out is counted, so the section still adds up. */
static int say_more_groups(struct strbuf *out, const struct top *t, const struct top_section *s,
                           const struct lang *lang)
{
    struct strbuf groups = {0}, n = {0};
    if (!s->more_groups)
        return 0;
    lang_count(&groups, (int64_t)s->more_groups, lang);
    lang_count(&n, s->more_count, lang);
    strbuf_fmt(out, tr_n(lang, "and %s more group, %s", "and %s more groups, %s", s->more_groups),
               groups.ptr, n.ptr);
    strbuf_fmt(out, " %s", say_unit(t->options.unit, s->more_count, lang));
    strbuf_release(&groups);
    strbuf_release(&n);
    return 1;
}

/* What became of those that were put off. Asked with a filter only: without one the whole page
 * tells it. */
static int say_outcome(struct strbuf *out, const struct top *t, const struct top_section *s,
                       const struct lang *lang)
{
    const struct outcome *f = &t->outcome;
    const int64_t counts[] = {f->deferred, f->delivered, f->failed, f->waiting};
    struct strbuf n[4] = {{0}};
    if (s->class != 4 || !filter_is_any(&t->options.filter) || !f->deferred)
        return 0;
    for (int i = 0; i < 4; i++)
        lang_count(&n[i], counts[i], lang);
    strbuf_fmt(out, tr_n(lang,
                         "of %s recipient put off: %s delivered, %s failed for good, %s waiting",
                         "of %s recipients put off: %s delivered, %s failed for good, %s waiting",
                         (uint64_t)f->deferred),
               n[0].ptr, n[1].ptr, n[2].ptr, n[3].ptr);
    if (f->delivered) {
        struct strbuf half = {0}, most = {0};
        period_length(&half, f->half, lang);
        period_length(&most, f->most, lang);
        strbuf_fmt(out, tr(lang, " (half of them after %s, 95 %% after %s)"), half.len ? half.ptr
                   : "0", most.len ? most.ptr : "0");
        strbuf_release(&half);
        strbuf_release(&most);
    }
    for (int i = 0; i < 4; i++)
        strbuf_release(&n[i]);
    return 1;
}

/* 3xx counts dialogues that ended in the intermediate state; those that went on and failed count
 * with the others. */
static int say_after_intermediate(struct strbuf *out, const struct top *t,
                                  const struct top_section *s, const struct lang *lang)
{
    struct strbuf n = {0};
    if (s->class != 3 || !t->after_intermediate)
        return 0;
    lang_count(&n, t->after_intermediate, lang);
    strbuf_fmt(out, tr_n(lang, "besides, %s failure of the other classes came after 334 or 354",
                         "besides, %s failures of the other classes came after 334 or 354",
                         (uint64_t)t->after_intermediate), n.ptr);
    strbuf_release(&n);
    return 1;
}

int say_note(struct strbuf *out, const struct top *t, const struct top_section *s, size_t i,
             const struct lang *lang)
{
    static int (*const notes[])(struct strbuf *, const struct top *, const struct top_section *,
                                const struct lang *) = {
        say_more_groups, say_outcome, say_after_intermediate,
    };
    for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
        size_t start = out->len;
        if (notes[k](out, t, s, lang) && i-- == 0)
            return 1;
        out->len = start;
    }
    return 0;
}

void say_none(struct strbuf *out, const struct coverage *c, int any, const struct lang *lang)
{
    int64_t dark = coverage_not_understood(c);
    strbuf_str(out, any ? tr(lang, "No failures.")
               : tr(lang, "No failures that the filter takes."));
    if (dark)
        strbuf_fmt(out, tr_n(lang, " But %lld line was not understood; smtplog status shows it.",
                             " But %lld lines were not understood; smtplog status shows them.",
                             (uint64_t)dark), (long long)dark);
}
