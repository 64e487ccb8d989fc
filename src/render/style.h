/* style.h - colour on a terminal, and only there
 *
 * Colour marks class and trend and never carries meaning alone.  Off unless the stream is a
 * terminal, TERM is not "dumb" and NO_COLOR is unset or empty (no-color.org); --color overrides.
 *
 * Links (link.h) need colour, and a terminal that is known to have them.  $FORCE_HYPERLINK decides
 * if it is set: "0" means no, anything else yes.  Within screen and tmux there are none.
 */
#ifndef RENDER_STYLE_H
#define RENDER_STYLE_H

#include "query/trend.h"

enum style_when { STYLE_AUTO, STYLE_ALWAYS, STYLE_NEVER };

enum style_kind {
    STYLE_PLAIN, STYLE_HEADING, STYLE_FAINT, STYLE_2XX, STYLE_3XX, STYLE_4XX, STYLE_5XX,
    STYLE_WORSE, STYLE_BETTER, STYLE_KINDS
};

struct style {
    int on;
    int links;                          /* the terminal has links: link.h */
};

/* `get` is getenv() or a test's. */
struct style style_for(enum style_when when, int is_terminal, char *(*get)(const char *));

/* The bytes that begin a kind and those that end it; empty if colour is off or for PLAIN. */
const char *style_begin(struct style s, enum style_kind kind);
const char *style_end(struct style s, enum style_kind kind);

/* The kind that marks a reply's class, 2 to 5. */
enum style_kind style_of_class(int class);
/* The kind that marks what became more or less. */
enum style_kind style_of_trend(enum trend trend);

#endif
