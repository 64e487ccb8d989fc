/* Sentences on one group of failures: since when, whom it hits, from where, on which host. Whole
 * phrases with places for the values, so that every language orders them as it likes. */
#include "phrase/say.h"

#include "base/units.h"

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

/* All, most, many, or spread over so many: four sentences by what share the first one has.  Where
 * half of the events tell nobody nothing is said. */
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
