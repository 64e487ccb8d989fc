/* Numbers and findings as people read them. A sentence is put together in the reader's language
 * from whole phrases, never from halves of English ones. */
#include "phrase/say.h"

#include "base/units.h"

#include <math.h>
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

/* ---- Sentences ----------------------------------------------------------------------------- */

static void moment(struct strbuf *out, int64_t time, const struct top *t, const struct lang *lang)
{
    period_moment(out, time, t->options.period.until, lang);
}

/* When the group was first and last seen; for one that is new, how far back it was looked for. */
static void say_since(struct strbuf *out, const struct top *t, const struct top_group *g,
                      const struct lang *lang)
{
    struct strbuf first = {0}, last = {0}, before = {0};
    moment(&first, g->first, t, lang);
    moment(&last, g->last, t, lang);
    if (strcmp(first.ptr, last.ptr) == 0 && !strchr(first.ptr, ':'))
        strbuf_fmt(out, tr(lang, "On %s."), first.ptr);
    else if (strcmp(first.ptr, last.ptr) == 0)
        strbuf_fmt(out, tr(lang, "At %s."), first.ptr);
    else
        strbuf_fmt(out, tr(lang, "From %s to %s."), first.ptr, last.ptr);
    int64_t days = g->last_before ? (g->first - g->last_before) / DAY : 0;
    if (g->trend == TREND_NEW && t->history_since && !g->last_before) {
        moment(&before, t->history_since, t, lang);
        strbuf_fmt(out, tr(lang, " Not seen before, since %s."), before.ptr);
    } else if (g->trend == TREND_NEW && days >= 2) {
        strbuf_fmt(out, tr_n(lang, " The first after %lld clean day.",
                             " The first after %lld clean days.",
                             (uint64_t)days), (long long)days);
    }
    strbuf_release(&first);
    strbuf_release(&last);
    strbuf_release(&before);
}

/* Words with {0}, {1}, ... replaced. */
static void fill(struct strbuf *out, const char *words, const struct strbuf *values)
{
    for (; *words; words++) {
        if (words[0] == '{' && words[1] >= '0' && words[1] <= '3' && words[2] == '}') {
            strbuf_slice(out, strbuf_view(&values[words[1] - '0']));
            words += 2;
        } else {
            strbuf_char(out, *words);
        }
    }
}

/* "Only from 192.0.2.1." or "Mostly from 192.0.2.1 (80 of 120)." where one leads; else how many
 * there are, and the first if it makes up a tenth.  {0} the first, {1} its events, {2} all events,
 * {3} how many there are. */
struct phrases { enum lead_kind kind; const char *only, *mostly, *many, *spread; };

static const struct phrases outbound_phrases[] = {
    {LEAD_RECIPIENT_DOMAIN, N_("Only to {0}."), N_("Mostly to {0} ({1} of {2})."),
     N_("To {3} domains, first {0} ({1} of {2})."), N_("To {3} domains.")},
    {LEAD_SENDER, N_("Only for {0}."), N_("Mostly for {0} ({1} of {2})."),
     N_("For {3} senders, first {0} ({1} of {2})."), N_("For {3} senders.")},
}, inbound_phrases[] = {
    {LEAD_NET, N_("Only from {0}."), N_("Mostly from {0} ({1} of {2})."),
     N_("From {3} networks, first {0} ({1} of {2})."), N_("From {3} networks.")},
    {LEAD_RECIPIENT, N_("Only to {0}."), N_("Mostly to {0} ({1} of {2})."),
     N_("To {3} recipients, first {0} ({1} of {2})."), N_("To {3} recipients.")},
    {LEAD_SASL, N_("Only as user {0}."), N_("Mostly as user {0} ({1} of {2})."),
     N_("As {3} users, first {0} ({1} of {2})."), N_("As {3} users.")},
}, host_phrases = {
    LEAD_HOST, N_("Only on {0}."), N_("Mostly on {0} ({1} of {2})."),
    N_("On {3} hosts, first {0} ({1} of {2})."), N_("On {3} hosts."),
};

static void say_who(struct strbuf *out, const struct top_group *g, const struct phrases *p,
                    const struct lang *lang)
{
    const struct leaders *l = &g->lead[p->kind];
    struct strbuf values[4] = {{0}};
    if (!l->distinct || l->known * 2 < g->events)
        return;
    int64_t first = l->top[0].n;
    const char *words = first == g->events ? p->only : first * 2 > g->events ? p->mostly
                      : first > 1 && first * 10 >= g->events ? p->many : p->spread;
    strbuf_slice(&values[0], l->top[0].text);
    lang_count(&values[1], l->top[0].n, lang);
    lang_count(&values[2], g->events, lang);
    lang_count(&values[3], (int64_t)l->distinct, lang);
    strbuf_char(out, ' ');
    fill(out, tr(lang, words), values);
    for (size_t i = 0; i < 4; i++)
        strbuf_release(&values[i]);
}

void say_facts(struct strbuf *out, const struct top *t, const struct top_group *g,
               const struct lang *lang)
{
    say_since(out, t, g, lang);
    int inbound = say_is_inbound(g);
    const struct phrases *phrases = inbound ? inbound_phrases : outbound_phrases;
    size_t n = inbound ? sizeof inbound_phrases / sizeof *inbound_phrases
                       : sizeof outbound_phrases / sizeof *outbound_phrases;
    for (size_t i = 0; i < n; i++)
        say_who(out, g, &phrases[i], lang);
    if (t->coverage.hosts && strchr(t->coverage.hosts, ','))
        say_who(out, g, &host_phrases, lang);
    if (g->echoes && g->echoes < g->count) {
        struct strbuf echoes = {0};
        lang_count(&echoes, g->echoes, lang);
        strbuf_char(out, ' ');
        strbuf_fmt(out, tr_n(lang,
                             "%s only repeats an earlier reply: the server was not asked again.",
                             "%s only repeat an earlier reply: the server was not asked again.",
                             (uint64_t)g->echoes), echoes.ptr);
        strbuf_release(&echoes);
    }
}

void say_trace(struct strbuf *out, const char *word)
{
    static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                   "@._:+-";
    strbuf_str(out, "smtplog trace ");
    if (*word == '-')
        strbuf_str(out, "-- ");
    if (word[strspn(word, harmless)] == '\0') {
        strbuf_str(out, word);
        return;
    }
    strbuf_char(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            strbuf_str(out, "'\\''");
        else
            strbuf_char(out, *word);
    strbuf_char(out, '\'');
}

/* ---- Notes on a section --------------------------------------------------------------------- */

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
