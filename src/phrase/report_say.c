/* Sentences of the report, once for all renderings. */
#include "phrase/report_say.h"

#include "phrase/health_say.h"
#include "phrase/say.h"

/* "--code 550 --sender news@example.org" */
static void say_filter(struct strbuf *out, const struct filter *f)
{
    const struct { const char *option, *value; } texts[] = {
        {"enhanced", f->enhanced}, {"cause", f->cause}, {"provider", f->provider},
        {"direction", f->direction},
        {"peer", f->peer}, {"sender", f->sender}, {"recipient", f->recipient},
        {"sasl-user", f->sasl_user}, {"host", f->host}, {"mta", f->mta},
    };
    if (f->class)
        strbuf_fmt(out, " --class %dxx", f->class);
    if (f->code)
        strbuf_fmt(out, " --code %d", f->code);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value)
            strbuf_fmt(out, " --%s %s", texts[i].option, texts[i].value);
}

void report_headline(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    struct strbuf n = {0}, filter = {0};
    if (filter_is_any(&r->options.filter)) {
        health_say_verdict(out, &r->health, lang);
        return;
    }
    lang_count(&n, r->now.all, lang);
    say_filter(&filter, &r->options.filter);
    strbuf_fmt(out, tr_n(lang, "%s failure, of%s alone; a part of the mail has no verdict.",
                         "%s failures, of%s alone; a part of the mail has no verdict.",
                         (uint64_t)r->now.all), n.ptr, filter.ptr);
    strbuf_release(&n);
    strbuf_release(&filter);
}

size_t report_compared(const struct report *r, const struct report_sums *then[REPORT_THEN])
{
    then[0] = &r->before;
    then[1] = &r->week_before;
    return r->week_before.period.until > r->options.period.since ? 1 : 2;
}

void report_say_sum(struct strbuf *out, const struct report_sums *then, int class,
                    const struct lang *lang)
{
    if (then->known)
        lang_count(out, class ? then->class[class] : then->all, lang);
    else
        strbuf_str(out, "–");
}

void report_say_change(struct strbuf *out, const struct report *r, const struct report_sums *then,
                       int class, const struct lang *lang)
{
    int64_t now = class ? r->now.class[class] : r->now.all;
    int64_t before = class ? then->class[class] : then->all;
    enum trend trend = trend_of(now, before, then->known && r->now.known);
    if (trend != TREND_FEW)
        say_trend(out, trend, now, before, lang);
}

void report_say_replies(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    if (filter_is_any(&r->options.filter))
        say_replies(out, &r->top.coverage, r->now.all, lang);
    if (out->len && r->now.untold)
        strbuf_str(out, "; ");
    say_untold(out, r->now.untold, r->now.all, lang);
}

/* Greylisting is wanted: how many came back tells whether it is too hard. */
static void say_greylisted(struct strbuf *out, const struct report_rows *rows,
                           const struct lang *lang)
{
    struct strbuf asked = {0}, returned = {0};
    lang_count(&asked, rows->asked, lang);
    lang_count(&returned, rows->returned, lang);
    strbuf_fmt(out, tr_n(lang, "%s greylisted sender; %s came back and was accepted",
                         "%s greylisted senders; %s came back and were accepted",
                         (uint64_t)rows->asked), asked.ptr, returned.ptr);
    strbuf_release(&asked);
    strbuf_release(&returned);
}

void report_say_more(struct strbuf *out, const struct report_rows *rows, const struct lang *lang)
{
    struct strbuf n = {0};
    if (rows->asked)
        say_greylisted(out, rows, lang);
    if (!rows->more)
        return;
    if (rows->asked)
        strbuf_str(out, "; ");
    lang_count(&n, rows->more_count, lang);
    strbuf_fmt(out, tr_n(lang, "and %zu more, %s", "and %zu more, %s", rows->more), rows->more,
               n.ptr);
    strbuf_release(&n);
}

void report_say_strange(struct strbuf *out, const struct status_strange *x,
                        const struct lang *lang)
{
    enum { SAMPLE_MAX = 200 };
    strbuf_fmt(out, tr_n(lang, "Not understood, %lld line such as %s:%lld: ",
                         "Not understood, %lld lines such as %s:%lld: ", (uint64_t)x->lines),
               (long long)x->lines, x->source, (long long)x->line_no);
    strbuf_slice(out, slice_head(slice_str(x->sample), SAMPLE_MAX));
}

/* "03:00 to 05:00" */
static void say_gap(struct strbuf *out, const struct report_gap *gap, const struct report *r,
                    const struct lang *lang)
{
    struct strbuf span = {0};
    period_moment(&span, gap->since, r->options.period.until, lang);
    strbuf_fmt(&span, " %s ", tr(lang, "to"));
    period_moment(&span, gap->until, r->options.period.until, lang);
    strbuf_fmt(out, tr(lang, "No reply at all from %s: were logs lost?"), span.ptr);
    strbuf_release(&span);
}

/* With file and line: whoever doubts it can look. */
static void say_jump(struct strbuf *out, const struct report_jump *jump, const struct lang *lang)
{
    struct strbuf before = {0}, after = {0}, by = {0};
    period_clock(&before, jump->before);
    period_clock(&after, jump->after);
    period_length(&by, jump->before - jump->after, lang);
    strbuf_fmt(out, tr(lang, "The clock of %s went back by %s, from %s to %s (%s:%lld): what was "
                             "logged between may be out of order."),
               jump->host ? jump->host : tr(lang, "a host"), by.ptr, before.ptr, after.ptr,
               jump->source, (long long)jump->line_no);
    strbuf_release(&before);
    strbuf_release(&after);
    strbuf_release(&by);
}

int report_say_doubt(struct strbuf *out, const struct report *r, size_t i, const struct lang *lang)
{
    if (i < r->gaps_len) {
        say_gap(out, &r->gaps[i], r, lang);
    } else if ((i -= r->gaps_len) < r->jumps_len) {
        say_jump(out, &r->jumps[i], lang);
    } else if (i == r->jumps_len && r->future) {
        strbuf_fmt(out, tr_n(lang, "%lld event is dated in the future: a clock or a year is "
                                   "wrong.",
                             "%lld events are dated in the future: a clock or a year is wrong.",
                             (uint64_t)r->future), (long long)r->future);
    } else {
        return 0;
    }
    return 1;
}
