/* Help is laid out from the rows that the parser reads: it cannot tell of an option that is not
 * there. */
#include "cli/help.h"

#include "render/wrap.h"

#include <string.h>

enum { NAME_COLUMN = 2, HELP_COLUMN = 26, HELP_WIDTH_MOST = 100 };

static int width_of(const struct app *app)
{
    return app->width < HELP_WIDTH_MOST ? app->width : HELP_WIDTH_MOST;
}

static void heading(const struct app *app, const char *text)
{
    fprintf(app->out, "\n%s%s%s\n", style_begin(app->style, STYLE_HEADING), text,
            style_end(app->style, STYLE_HEADING));
}

/* A name on the left and its text beside it, on the next line if the name is long. */
static void entry(const struct app *app, const char *name, const char *text)
{
    struct strbuf out = {0};
    int used = NAME_COLUMN + text_width(slice_str(name));
    fprintf(app->out, "%*s%s", NAME_COLUMN, "", name);
    if (used + 2 > HELP_COLUMN)
        fprintf(app->out, "\n%*s", HELP_COLUMN, "");
    else
        fprintf(app->out, "%*s", HELP_COLUMN - used, "");
    wrap_text(&out, slice_str(text), HELP_COLUMN, width_of(app));
    fputs(out.ptr + strspn(out.ptr, " "), app->out);
    strbuf_release(&out);
}

static void paragraph(const struct app *app, const char *text)
{
    struct strbuf out = {0};
    wrap_text(&out, slice_str(text), 0, width_of(app));
    fputs(out.ptr, app->out);
    strbuf_release(&out);
}

/* What an option takes: its words, its bounds, its default. */
static void option_help(const struct app *app, const struct option *o)
{
    struct strbuf name = {0}, text = {0};
    if (o->letter)
        strbuf_fmt(&name, "-%c, ", o->letter);
    else
        strbuf_str(&name, "    ");
    strbuf_fmt(&name, "--%s%s%s%s%s", o->name, o->arg ? " " : "", o->when_bare ? "[" : "",
               o->arg ? o->arg : "", o->when_bare ? "]" : "");
    strbuf_str(&text, tr(app->lang, o->help));
    if (o->choices) {
        strbuf_str(&text, ": ");
        for (const char *c = o->choices; *c; c++)
            strbuf_str(&text, *c == '|' ? ", " : (char[2]){*c, 0});
    }
    if (o->when_bare)
        strbuf_fmt(&text, tr(app->lang, " (default: %s)"), o->when_bare);
    if (o->def && !o->means)
        strbuf_fmt(&text, tr(app->lang, " (default: %s)"), o->def);
    entry(app, name.ptr, text.ptr);
    strbuf_release(&name);
    strbuf_release(&text);
}

static void options_help(const struct app *app, const char *title, const struct option *rows)
{
    int any = 0;
    for (const struct option *o = rows; o && o->name; o++) {
        if (!o->help)
            continue;
        if (!any++)
            heading(app, title);
        option_help(app, o);
    }
}

void help_overview(const struct app *app)
{
    fputs(tr(app->lang, "Usage: smtplog [OPTION...] COMMAND [...]\n\n"), app->out);
    paragraph(app, tr(app->lang, "Extracts every SMTP reply code and failure from the logs of "
                                 "mail servers into a database, counts and explains them."));
    heading(app, tr(app->lang, "Commands"));
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            entry(app, commands[i]->name, tr(app->lang, commands[i]->purpose));
    options_help(app, tr(app->lang, "Options of every command"), global_options);
    fputc('\n', app->out);
    paragraph(app, tr(app->lang, "\"smtplog COMMAND --help\" tells more of a command. \"smtplog "
                                 "explain 550\" explains a reply, with no database at all."));
}

void help_command(const struct app *app, const struct command *c)
{
    fprintf(app->out, tr(app->lang, "Usage: smtplog %s%s%s%s\n\n"), c->name,
            c->options ? tr(app->lang, " [OPTION...]") : "", c->usage ? " " : "",
            c->usage ? c->usage : "");
    paragraph(app, tr(app->lang, c->purpose));
    if (c->details) {
        fputc('\n', app->out);
        paragraph(app, tr(app->lang, c->details));
    }
    options_help(app, tr(app->lang, "Options"), c->options);
    options_help(app, tr(app->lang, "Options of every command"), global_options);
}
