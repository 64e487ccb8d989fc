/* Colours by meaning, so that the choice of a colour stands once. */
#include "render/style.h"

#include "render/link.h"

#include <string.h>

/* SGR codes of ECMA-48; only the eight basic colours, which every theme defines. */
static const char *const begin[STYLE_KINDS] = {
    [STYLE_PLAIN] = "", [STYLE_HEADING] = "\033[1m", [STYLE_FAINT] = "\033[2m",
    [STYLE_2XX] = "\033[32m", [STYLE_3XX] = "\033[36m", [STYLE_4XX] = "\033[33m",
    [STYLE_5XX] = "\033[31m", [STYLE_WORSE] = "\033[1;31m", [STYLE_BETTER] = "\033[32m",
};

struct style style_for(enum style_when when, int is_terminal, char *(*get)(const char *))
{
    const char *no_color = get("NO_COLOR"), *term = get("TERM");
    int is_dumb = term && strcmp(term, "dumb") == 0;
    struct style s = {.on = when == STYLE_ALWAYS};
    if (when == STYLE_AUTO)
        s.on = is_terminal && !(no_color && *no_color) && !is_dumb;
    s.links = s.on && is_terminal && !is_dumb && link_terminal(get);
    return s;
}

const char *style_begin(struct style s, enum style_kind kind)
{
    return s.on ? begin[kind] : "";
}

const char *style_end(struct style s, enum style_kind kind)
{
    return s.on && kind != STYLE_PLAIN ? "\033[0m" : "";
}

enum style_kind style_of_class(int class)
{
    static const enum style_kind kinds[] = {STYLE_2XX, STYLE_3XX, STYLE_4XX, STYLE_5XX};
    return class >= 2 && class <= 5 ? kinds[class - 2] : STYLE_PLAIN;
}

enum style_kind style_of_trend(enum trend trend)
{
    return trend == TREND_NEW || trend == TREND_UP ? STYLE_WORSE
         : trend == TREND_DOWN ? STYLE_BETTER : STYLE_PLAIN;
}
