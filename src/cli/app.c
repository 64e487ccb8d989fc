/* The streams, the clock and the terminal are asked once, so that tests can give others. */
#include "cli/app.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "cli/when.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH_PLAIN = 80, WIDTH_LEAST = 40, WIDTH_MOST = 1000 };

/* Prints a sentence of a room as a line of its own; it may quote a log or the command line. */
static void tell(void *to, enum diag_level level, const char *sentence)
{
    static const char *const fronts[] = {
        [DIAG_NOTE] = "", [DIAG_WARNING] = N_("warning: "), [DIAG_ERROR] = "",
    };
    struct app *app = to;
    struct strbuf line = {0};
    text_for_terminal(&line, slice_str(sentence));
    strbuf_fmt(&app->late, "smtplog%s%s: %s%s\n", app->command ? " " : "",
               app->command ? app->command : "",
               *fronts[level] ? tr(app->lang, fronts[level]) : "", line.ptr);
    strbuf_release(&line);
    if (!app->screen.pager)             /* else it would stand before what is held */
        app_tell_late(app);
}

void app_tell_late(struct app *app)
{
    fflush(app->out);                   /* so that both streams read in order on a terminal */
    fputs(strbuf_text(&app->late), app->err);
    strbuf_clear(&app->late);
}

int app_show(struct app *app)
{
    int error = 0;
    if (app->screen.out) {
        error = screen_again(&app->screen, getenv);
        app->out = app->screen.out;
    }
    app_tell_late(app);
    return error;
}

/* The clock, or the one that a test gives. */
int64_t app_clock(void)
{
    const char *fixed = getenv("SMTPLOG_NOW");
    int64_t now;
    if (fixed && fixed[0] == '@' && when_time(fixed, 0, &now))
        return now;
    return (int64_t)time(NULL);
}

/* COLUMNS wins, as with every program; then the terminal.  Bounded on both sides: a width of 3,
 * or of a million, is a mistake of whoever set it. */
static int width_of(FILE *out)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    int width = columns ? atoi(columns) : 0;
    if (width <= 0 && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0)
        return WIDTH_PLAIN;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

void app_speak(struct app *app, const struct lang *lang)
{
    app->lang = app->diag.lang = app->unheard.lang = lang;
}

void app_init(struct app *app)
{
    *app = (struct app){.in = stdin, .out = stdout, .err = stderr};
    app->diag = (struct diag){.tell = tell, .to = app};
    app->now = app_clock();
    app_speak(app, lang_of_environment(getenv));
    app->out_is_terminal = isatty(fileno(app->out));
    app->err_is_terminal = isatty(fileno(app->err));
    app->style = style_for(STYLE_AUTO, app->out_is_terminal, getenv);
    app->width = width_of(app->out);
}

void app_release(struct app *app)
{
    config_release(&app->config);
    strbuf_release(&app->late);
    free(app->db_path);
    app->db_path = NULL;
}
