/* Which texts explain a group, said once for every rendering: one that left a line out told less
 * of the same failure than another. */
#include "phrase/explained.h"

#include "phrase/say.h"

void explained_fill(struct explained *x, const struct adviser *a, const struct top *t,
                    const struct top_group *g)
{
    const struct lang *lang = a->lang;
    *x = (struct explained){.lines = {{0}}};
    advice_of(a, g, &x->advice);
    say_facts(&x->facts, t, g, lang);
    who_words(&x->who, lang, x->advice.who_acts, x->advice.side);
    if (g->sample.trace)
        say_trace(&x->more, g->sample.trace);
    const struct explained_line lines[EXPLAINED_LINES] = {
        {tr(lang, "What it means"), x->advice.means, 0},
        {tr(lang, "When you see it"), strbuf_view(&x->facts), 0},
        {tr(lang, "How to fix"), x->advice.how_to_fix, 0},
        {tr(lang, "As receiver"), x->advice.as_receiver, 0},
        {tr(lang, "Who must act"), strbuf_view(&x->who), 0},
        {tr(lang, "Won't help"), x->advice.wont_help, 0},
        {tr(lang, "Beware"), x->advice.beware, 0},
        {tr(lang, "Sample"), slice_str(g->sample.text), 1},
        {tr(lang, "More"), strbuf_view(&x->more), 1},
    };
    memcpy(x->lines, lines, sizeof lines);
}

void explained_release(struct explained *x)
{
    strbuf_release(&x->facts);
    strbuf_release(&x->who);
    strbuf_release(&x->more);
}
