#include "phrase/report_say.h"

#include "phrase/say.h"

void report_headline(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    struct strbuf n = {0};
    enum trend trend = trend_of(r->now.all, r->before.all, r->before.known);
    lang_count(&n, r->now.all, lang);
    strbuf_fmt(out, tr_n(lang, "%s failure", "%s failures", (uint64_t)r->now.all), n.ptr);
    if (trend != TREND_UNKNOWN && trend != TREND_NEW && r->now.all) {
        strbuf_str(out, " (");
        say_trend(out, trend, r->now.all, r->before.all, lang);
        strbuf_char(out, ')');
    }
    if (r->alerts_len) {
        strbuf_str(out, ", ");
        strbuf_fmt(out, tr_n(lang, "%zu thing needs attention", "%zu things need attention",
                             r->alerts_len), r->alerts_len);
    }
    strbuf_release(&n);
}

const char *report_alert_word(enum alert_kind kind)
{
    static const char *const words[ALERT_KINDS] = {
        [ALERT_PROVIDER] = "provider", [ALERT_USER] = "user", [ALERT_SENDER] = "sender",
        [ALERT_NEW] = "new", [ALERT_GREW] = "grew", [ALERT_TLS] = "tls", [ALERT_DNS] = "dns",
        [ALERT_EXPIRED] = "expired",
    };
    return words[kind];
}

/* "40 since 09:12, usually about 12": {0} of the sentence. */
static void say_numbers(struct strbuf *out, const struct alert *a, const struct report *r,
                        const struct lang *lang)
{
    struct strbuf n = {0}, other = {0};
    lang_count(&n, a->now, lang);
    strbuf_slice(out, strbuf_view(&n));
    if (a->first && a->periods && a->usual == 0) {
        period_moment(&other, a->first, r->options.period.until, lang);
        strbuf_char(out, ' ');
        strbuf_fmt(out, tr(lang, "since %s"), other.ptr);
    }
    strbuf_clear(&other);
    if (a->periods && a->usual >= 0.5) {
        lang_count(&other, (int64_t)(a->usual + 0.5), lang);
        strbuf_fmt(out, tr(lang, ", usually about %s"), other.ptr);
    } else if (a->periods && a->usual == 0) {
        strbuf_fmt(out, tr_n(lang, ", none in the %d period before",
                             ", none in the %d periods before",
                             (uint64_t)a->periods), a->periods);
    } else if (a->periods) {
        strbuf_fmt(out, tr_n(lang, ", hardly any in the %d period before",
                             ", hardly any in the %d periods before", (uint64_t)a->periods),
                   a->periods);
    } else {
        lang_count(&other, a->before, lang);
        strbuf_fmt(out, tr(lang, ", %s in the period before"), other.ptr);
    }
    strbuf_release(&n);
    strbuf_release(&other);
}

void report_say_alert(struct strbuf *out, const struct alert *a, const struct report *r,
                      const struct adviser *adviser)
{
    /* {s} who or what, {n} the numbers, {c} the leading cause */
    static const char *const words[ALERT_KINDS] = {
        [ALERT_PROVIDER] = N_("{s} refuses mail of this site: {n}. Most of it: {c}."),
        [ALERT_USER] =
            N_("Failed mail of user {s} jumped: {n}. A stolen password shows like this."),
        [ALERT_SENDER] = N_("Failed mail of {s} jumped: {n}."),
        [ALERT_NEW] = N_("New: {c}, {n}."),
        [ALERT_GREW] = N_("More than usual: {c}, {n}."),
        [ALERT_TLS] = N_("TLS and certificates: {n}."),
        [ALERT_DNS] = N_("Name service: {n}."),
        [ALERT_EXPIRED] = N_("Deliveries given up after waiting: {n}."),
    };
    struct smtplog_slice title = advice_cause_title(adviser, slice_str(a->cause));
    for (const char *c = tr(adviser->lang, words[a->kind]); *c; c++) {
        if (strncmp(c, "{s}", 3) == 0)
            strbuf_str(out, a->subject);
        else if (strncmp(c, "{c}", 3) == 0)
            strbuf_slice(out, title);
        else if (strncmp(c, "{n}", 3) == 0)
            say_numbers(out, a, r, adviser->lang);
        else {
            strbuf_char(out, *c);
            continue;
        }
        c += 2;
    }
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
    enum trend trend = trend_of(now, before, then->known);
    if (trend != TREND_FEW)
        say_trend(out, trend, now, before, lang);
}

void report_say_replies(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    double now = replies_failed(&r->top.coverage.replies);
    double before = replies_failed(&r->top.coverage.day_before);
    if (now < 0)
        return;
    say_percent(out, now, lang);
    strbuf_fmt(out, " %s", tr(lang, "of all replies failed"));
    if (before >= 0) {
        strbuf_fmt(out, ", %s ", tr(lang, "day before"));
        say_percent(out, before, lang);
    }
}

const char *report_say_quiet(const struct report *r, const struct lang *lang)
{
    return r->before.known
         ? tr(lang, "Nothing out of the usual.")
         : tr(lang, "No logs of the days before: what is usual is not known yet.");
}

void report_say_more(struct strbuf *out, const struct report_rows *rows, const struct lang *lang)
{
    struct strbuf n = {0};
    if (!rows->more)
        return;
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
        strbuf_fmt(out, tr_n(lang, "%lld event is dated in the future: a clock or a year is wrong.",
                             "%lld events are dated in the future: a clock or a year is wrong.",
                             (uint64_t)r->future), (long long)r->future);
    } else {
        return 0;
    }
    return 1;
}
