/* Numbers and findings as people read them. A sentence is put together in the reader's language
 * from whole phrases, never from halves of English ones. */
#include "phrase/say.h"

#include <stdio.h>

void say_share(struct strbuf *out, int64_t part, int64_t whole)
{
    if (whole <= 0)
        return;
    int percent = (int)(100.0 * (double)part / (double)whole + 0.5);
    if (part && !percent)
        strbuf_str(out, "<1 %");
    else
        strbuf_fmt(out, "%d %%", percent == 100 && part < whole ? 99 : percent);
}

void say_percent(struct strbuf *out, double percent, const struct lang *lang)
{
    char text[32];
    if (percent < 100 && percent > 99.9)
        percent = 99.9;                 /* what is not all does not look like all */
    snprintf(text, sizeof text, "%.1f", percent);
    for (char *c = text; *c; c++)
        if (*c == '.')
            *c = *tr(lang, ".");        /* the decimal sign */
    strbuf_fmt(out, "%s %%", text);
}

void say_replies(struct strbuf *out, const struct coverage *c, int64_t failures,
                 const struct lang *lang)
{
    struct strbuf failed = {0}, all = {0}, rest = {0};
    int64_t n = c->replies.all - c->replies.class[2];
    if (replies_failed(&c->replies) < 0)
        return;
    lang_count(&failed, n, lang);
    lang_count(&all, c->replies.all, lang);
    strbuf_fmt(out, tr(lang, "%s%s of %s replies failed"), c->replies.estimated ? "≈" : "",
               failed.ptr, all.ptr);
    strbuf_str(out, " (");
    say_percent(out, replies_failed(&c->replies), lang);
    strbuf_char(out, ')');
    if (replies_failed(&c->before) >= 0) {
        strbuf_fmt(out, ", %s ", c->before_is_day ? tr(lang, "day before")
                                                    : tr(lang, "period before"));
        say_percent(out, replies_failed(&c->before), lang);
    }
    lang_count(&rest, failures - n, lang);
    if (failures > n && !c->replies.estimated)
        strbuf_fmt(out, tr(lang, "; %s failures without a reply"), rest.ptr);
    strbuf_release(&failed);
    strbuf_release(&all);
    strbuf_release(&rest);
}

void say_untold(struct strbuf *out, int64_t untold, int64_t failures, const struct lang *lang)
{
    struct strbuf n = {0};
    if (!untold || failures < untold)
        return;
    lang_count(&n, untold, lang);
    strbuf_fmt(out, tr_n(lang, "for %s failure the reason is not told",
                         "for %s failures the reason is not told", (uint64_t)untold), n.ptr);
    strbuf_str(out, " (");
    say_percent(out, 100.0 * (double)untold / (double)failures, lang);
    strbuf_char(out, ')');
    strbuf_release(&n);
}

/* Up to twice as much in percent, beyond that as a factor. */
static void say_change(struct strbuf *out, double ratio, const struct lang *lang)
{
    char text[32];
    if (ratio >= 2) {
        snprintf(text, sizeof text, ratio < 10 ? "×%.1f" : "×%.0f", ratio);
        for (char *c = text; *c; c++)
            if (*c == '.')
                *c = *tr(lang, ".");
        strbuf_fmt(out, "▲ %s", text);
    } else if (ratio > 1) {
        strbuf_fmt(out, "▲ +%.0f %%", (ratio - 1) * 100);
    } else {
        strbuf_fmt(out, "▼ −%.0f %%", (1 - ratio) * 100);
    }
}

void say_trend(struct strbuf *out, enum trend trend, int64_t now, int64_t before,
               const struct lang *lang)
{
    switch (trend) {
    case TREND_UNKNOWN: break;
    case TREND_NEW: strbuf_str(out, tr(lang, "new")); break;
    case TREND_SAME: strbuf_char(out, '='); break;
    case TREND_FEW: strbuf_fmt(out, tr(lang, "was %lld"), (long long)before); break;
    case TREND_UP:
    case TREND_DOWN: say_change(out, (double)now / (double)before, lang); break;
    }
}

const char *say_class(int class, const struct lang *lang)
{
    static const char *const names[] = {N_("intermediate"), N_("transient"), N_("permanent")};
    return class >= 3 && class <= 5 ? tr(lang, names[class - 3]) : "";
}

int say_is_inbound(const struct top_group *g)
{
    const struct leaders *l = &g->lead[LEAD_DIRECTION];
    return l->distinct && slice_is(l->top[0].text, "inbound");
}

int say_is_strangers(const struct top_group *g)
{
    const struct leaders *l = &g->lead[LEAD_PHASE];
    return say_is_inbound(g) && !(l->distinct && slice_is(l->top[0].text, "auth"));
}

void say_code(struct strbuf *out, const struct top_group *g, const struct lang *lang)
{
    const struct leaders *l = &g->lead[LEAD_CODE];
    if (l->distinct && l->top[0].n * 2 >= g->events)
        strbuf_slice(out, l->top[0].text);
    else if (l->known * 2 >= g->events)
        strbuf_str(out, tr(lang, "several"));
}

/* One that stands for a few of the group is told with how many: the rest may have none at all.  Of
 * many small ones "+121" says as much. */
void say_leader(struct strbuf *out, const struct top_group *g, enum lead_kind kind,
                const struct lang *lang)
{
    const struct leaders *l = &g->lead[kind];
    int64_t first = l->top[0].n;
    struct strbuf n = {0}, all = {0};
    if (!l->distinct)
        return;
    strbuf_slice(out, l->top[0].text);
    lang_count(&n, first, lang);
    lang_count(&all, g->events, lang);
    if (first < g->events && (l->known < g->events || first * 10 >= g->events))
        strbuf_fmt(out, tr(lang, " %s of %s"), n.ptr, all.ptr);
    strbuf_release(&n);
    strbuf_release(&all);
    if (l->distinct > 1)
        strbuf_fmt(out, " +%zu", l->distinct - 1);
}

void say_course(struct strbuf *out, const int64_t *counts, size_t len)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { BLOCKS = sizeof blocks / sizeof *blocks };
    int64_t most = 1;
    for (size_t i = 0; i < len; i++)
        most = counts[i] > most ? counts[i] : most;
    for (size_t i = 0; i < len; i++)
        strbuf_str(out, counts[i] < 0 ? " " : blocks[counts[i] * (BLOCKS - 1) / most]);
}

void say_where(struct strbuf *out, const struct top_group *g, const struct lang *lang)
{
    static const enum lead_kind inbound[] = {LEAD_NET, LEAD_PEER, LEAD_SENDER, LEAD_HOST},
                                outbound[] = {LEAD_RECIPIENT_DOMAIN, LEAD_PEER_NAME, LEAD_HOST};
    const enum lead_kind *order = say_is_inbound(g) ? inbound : outbound;
    size_t n = say_is_inbound(g) ? 4 : 3;
    for (size_t i = 0; i < n; i++)
        if (g->lead[order[i]].distinct) {
            say_leader(out, g, order[i], lang);
            return;
        }
}
