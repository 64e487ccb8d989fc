/* Sentences of the model report/health.h: the verdict and the counts; troubles have their own
 * file, trouble_say.c. */
#include "phrase/health_say.h"

#include "phrase/say.h"

#include <math.h>

/* ---- The verdict ---------------------------------------------------------------------------- */

const char *health_state_word(enum health_state state)
{
    static const char *const words[HEALTH_STATES] = {
        [HEALTH_FLOWS] = "flows", [HEALTH_PARTLY] = "partly", [HEALTH_STANDS] = "stands",
        [HEALTH_UNKNOWN] = "unknown",
    };
    return words[state];
}

/* Three figures, always the same and in the same order: they are read at a glance. */
static void say_counts(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    static const enum health_count which[] = {COUNT_DELIVERED, COUNT_WAITING, COUNT_BOUNCED};
    struct strbuf n[3] = {{0}};
    for (size_t i = 0; i < 3; i++)
        lang_count(&n[i], h->figures[which[i]].now, lang);
    strbuf_fmt(out, tr(lang, "%s delivered, %s waiting, %s bounced; "), n[0].ptr, n[1].ptr,
               n[2].ptr);
    for (size_t i = 0; i < 3; i++)
        strbuf_release(&n[i]);
}

void health_say_verdict(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    static const char *const words[HEALTH_STATES] = {
        [HEALTH_FLOWS] = N_("Mail flows."), [HEALTH_PARTLY] = N_("Mail flows in part."),
        [HEALTH_STANDS] = N_("Mail stands still."),
        [HEALTH_UNKNOWN] = N_("Whether mail flows is not known."),
    };
    strbuf_fmt(out, "%s ", tr(lang, words[h->state]));
    if (h->has_flows)
        say_counts(out, h, lang);
    if (h->yours)
        strbuf_fmt(out, tr_n(lang, "%zu thing is yours to do.", "%zu things are yours to do.",
                             h->yours), h->yours);
    else if (h->len)
        strbuf_fmt(out, tr_n(lang, "%zu thing is out of the usual.",
                             "%zu things are out of the usual.", h->len), h->len);
    else                        /* not "nothing to do": a single failure may be yours too */
        strbuf_str(out, h->usual.known ? tr(lang, "nothing is out of the usual.")
                                       : tr(lang, "what is usual is not known yet."));
}

/* What there is to do, else what is known of the state; nothing where nothing is. */
static void say_state(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    if (h->yours)
        strbuf_fmt(out, tr_n(lang, "%zu to do", "%zu to do", h->yours), h->yours);
    else if (h->len)
        strbuf_fmt(out, tr_n(lang, "%zu out of the usual", "%zu out of the usual", h->len),
                   h->len);
    else if (h->usual.known)
        strbuf_str(out, tr(lang, "nothing unusual"));
    else if (h->state == HEALTH_FLOWS)
        strbuf_str(out, tr(lang, "mail flows"));
}

/* With what is usual, where that is known. */
static void say_bounced(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    const struct health_figure *f = &h->figures[COUNT_BOUNCED];
    struct strbuf n = {0};
    lang_count(&n, f->now, lang);
    strbuf_fmt(out, tr(lang, ", %s bounced"), n.ptr);
    strbuf_clear(&n);
    lang_count(&n, (int64_t)llround(f->usual.usual), lang);
    if (f->usual.known)
        strbuf_fmt(out, tr(lang, " (usual %s)"), n.ptr);
    strbuf_release(&n);
}

void health_say_subject(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    struct strbuf text = {0}, n = {0};
    if (h->len && h->troubles[0].kind == TROUBLE_SILENT) {
        period_moment(&n, h->troubles[0].since, h->period.until, lang);
        strbuf_fmt(&text, tr(lang, ", no log line since %s"), n.ptr);
    } else if (h->state == HEALTH_UNKNOWN) {
        strbuf_str(&text, tr(lang, ", state not known"));
    }
    strbuf_clear(&n);
    say_state(&n, h, lang);
    if (n.len)
        strbuf_fmt(&text, ", %s", n.ptr);
    if (h->has_flows)
        say_bounced(&text, h, lang);
    if (text.len)
        strbuf_str(out, text.ptr + strlen(", "));
    strbuf_release(&text);
    strbuf_release(&n);
}

void health_say_nothing(struct strbuf *out, const struct health *h, const struct lang *lang)
{
    strbuf_str(out, h->usual.known ? tr(lang, "Nothing out of the usual.")
                                   : tr(lang, "No logs of like days before: what is usual is not "
                                              "known yet."));
}

/* ---- Counts --------------------------------------------------------------------------------- */

static const struct { const char *word, *title; } counts[HEALTH_COUNTS] = {
    [COUNT_DELIVERED] = {"delivered", N_("delivered")},
    [COUNT_WAITING] = {"waiting", N_("waiting")},
    [COUNT_BOUNCED] = {"bounced", N_("bounced")},
    [COUNT_REFUSED] = {"refused", N_("refused here")},
    [COUNT_GUESSED] = {"failed_logins", N_("failed logins")},
};

const char *health_count_title(const struct health *h, enum health_count which,
                               const struct lang *lang)
{
    if (which == COUNT_GUESSED && h->figures[which].now && !h->guesses_in)
        return tr(lang, "failed logins, none succeeded");
    return tr(lang, counts[which].title);
}

const char *health_count_word(enum health_count which)
{
    return counts[which].word;
}

void health_say_now(struct strbuf *out, const struct health *h, enum health_count which,
                    const struct lang *lang)
{
    int of_flows = which == COUNT_DELIVERED || which == COUNT_BOUNCED;
    if (of_flows && !h->has_flows)
        strbuf_str(out, "–");
    else
        lang_count(out, h->figures[which].now, lang);
}

void health_say_usual(struct strbuf *out, const struct health *h, enum health_count which,
                      const struct lang *lang)
{
    const struct likely *l = &h->figures[which].usual;
    if (l->known)
        lang_count(out, (int64_t)llround(l->usual), lang);
    else
        strbuf_str(out, "–");
}

void health_say_course(struct strbuf *out, const struct health_figure *f)
{
    size_t first = 0;
    while (first < HEALTH_DAYS && f->course[first] < 0)
        first++;
    say_course(out, f->course + first, HEALTH_DAYS - first);
}
