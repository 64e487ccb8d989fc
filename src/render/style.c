/* Colours by meaning, so that the choice of a colour stands once. */
#include "render/style.h"

#include <stdlib.h>
#include <string.h>

/* SGR codes of ECMA-48; only the eight basic colours, which every theme defines. */
static const char *const begin[STYLE_KINDS] = {
    [STYLE_PLAIN] = "", [STYLE_HEADING] = "\033[1m", [STYLE_FAINT] = "\033[2m",
    [STYLE_2XX] = "\033[32m", [STYLE_3XX] = "\033[36m", [STYLE_4XX] = "\033[33m",
    [STYLE_5XX] = "\033[31m", [STYLE_WORSE] = "\033[1;31m", [STYLE_BETTER] = "\033[32m",
};

static const char *variable(char *(*get)(const char *), const char *name)
{
    const char *value = get(name);
    return value ? value : "";
}

/* A terminal does not tell whether it has links; those that have them are known by the variables
 * that they set. */
static int has_links(char *(*get)(const char *))
{
    static const struct {
        const char *name, *head;        /* its value begins so; "": it is set at all */
        long least;                     /* its value is a number from this on; 0: any */
    } signs[] = {
        {"TERM", "xterm-kitty", 0}, {"TERM", "xterm-ghostty", 0}, {"TERM", "foot", 0},
        {"TERM", "alacritty", 0}, {"TERM", "wezterm", 0}, {"TERM", "contour", 0},
        {"TERM_PROGRAM", "iTerm.app", 0}, {"TERM_PROGRAM", "WezTerm", 0},
        {"TERM_PROGRAM", "vscode", 0}, {"TERM_PROGRAM", "ghostty", 0},
        {"TERM_PROGRAM", "mintty", 0}, {"TERM_PROGRAM", "Hyper", 0}, {"TERM_PROGRAM", "rio", 0},
        {"VTE_VERSION", "", 5000},      /* 0.50: GNOME Terminal, Tilix, Xfce Terminal */
        {"KONSOLE_VERSION", "", 201200}, {"WT_SESSION", "", 0}, {"DOMTERM", "", 0},
    };
    const char *forced = variable(get, "FORCE_HYPERLINK"), *term = variable(get, "TERM");
    if (*forced)
        return strcmp(forced, "0") != 0;
    if (*variable(get, "TMUX") || *variable(get, "STY") || strncmp(term, "screen", 6) == 0 ||
        strncmp(term, "tmux", 4) == 0)
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *value = variable(get, signs[i].name);
        if (*value && strncmp(value, signs[i].head, strlen(signs[i].head)) == 0 &&
            atol(value) >= signs[i].least)
            return 1;
    }
    return 0;
}

struct style style_for(enum style_when when, int is_terminal, char *(*get)(const char *))
{
    const char *no_color = get("NO_COLOR"), *term = get("TERM");
    int is_dumb = term && strcmp(term, "dumb") == 0;
    struct style s = {.on = when == STYLE_ALWAYS};
    if (when == STYLE_AUTO)
        s.on = is_terminal && !(no_color && *no_color) && !is_dumb;
    s.links = s.on && is_terminal && !is_dumb && has_links(get);
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
