/* The loop of the shell: a line at a time, put together to statements. */
#include "cli/sql_shell.h"

#include "base/nearest.h"
#include "base/text.h"
#include "cli/sql_line.h"
#include "cli/sql_run.h"

#include <stdlib.h>

struct shell {
    struct sql_run run;
    struct sql_line *line;
    struct strbuf statement;            /* what was typed of it so far */
    int over;
};

/* ---- Commands ----------------------------------------------------------------------------- */

static void show_tables(struct shell *s, const char *word);
static void show_schema(struct shell *s, const char *word);
static void show_examples(struct shell *s, const char *word);
static void set_mode(struct shell *s, const char *word);
static void show_help(struct shell *s, const char *word);
static void quit(struct shell *s, const char *word);

static const struct shell_command {
    const char *name, *arg, *help;
    void (*run)(struct shell *s, const char *word);
} shell_commands[] = {
    {".tables", "", N_("the views, and what each tells"), show_tables},
    {".schema", "[VIEW]", N_("the columns of all views, or of one"), show_schema},
    {".examples", "", N_("queries to start from"), show_examples},
    {".mode", "FORMAT", N_("how rows are printed"), set_mode},
    {".help", "", N_("this help"), show_help},
    {".quit", "", N_("end, as Ctrl-D does"), quit},
    {".exit", "", NULL, quit},
};
enum { SHELL_COMMANDS = sizeof shell_commands / sizeof *shell_commands };

static void put_view(void *to, const struct examples_column *c)
{
    struct cell cells[] = {cell_text(c->view), cell_text(c->meaning)};
    if (!c->column.len)
        format_row(to, cells);
}

static void show_tables(struct shell *s, const char *word)
{
    static const struct column columns[] = {{.name = "view", .least = 16}, {.name = "meaning"}};
    struct format_writer *w = format_begin(s->run.app->out, &s->run.look, columns, 2);
    (void)word;
    examples_views(put_view, w);
    format_end(w);
}

struct search {
    const char *word;
    int found;
    struct nearest near;
    char *names[64];
    size_t len;
};

static void look_for(void *to, const struct examples_column *c)
{
    struct search *s = to;
    if (c->column.len || s->len == sizeof s->names / sizeof *s->names)
        return;
    s->names[s->len] = strndup(c->view.ptr, c->view.len);
    s->found |= strcmp(s->names[s->len], s->word) == 0;
    nearest_offer(&s->near, s->word, s->names[s->len++]);
}

static void show_schema(struct shell *s, const char *word)
{
    struct app *app = s->run.app;
    struct search search = {.word = word};
    struct strbuf list = {0};
    examples_views(look_for, &search);
    nearest_list(&search.near, &list, "");
    if (!*word || search.found)
        sql_print_schema(app, &s->run.look, *word ? word : NULL);
    else if (list.len)
        diag_error(&app->diag, tr(app->lang, "no view is named %s; did you mean %s?"), word,
                   list.ptr);
    else
        diag_error(&app->diag, tr(app->lang, "no view is named %s; .tables lists them"), word);
    while (search.len)
        free(search.names[--search.len]);
    strbuf_release(&list);
}

static void show_examples(struct shell *s, const char *word)
{
    (void)word;
    sql_print_examples(s->run.app);
}

static void set_mode(struct shell *s, const char *word)
{
    struct app *app = s->run.app;
    if (!format_by_name(word, &s->run.look.format))
        diag_error(&app->diag, tr(app->lang, ".mode takes one of %s"), FORMAT_CHOICES);
}

static void show_help(struct shell *s, const char *word)
{
    struct app *app = s->run.app;
    (void)word;
    for (size_t i = 0; i < SHELL_COMMANDS; i++)
        if (shell_commands[i].help)
            fprintf(app->out, "%-10s %-8s %s\n", shell_commands[i].name, shell_commands[i].arg,
                    tr(app->lang, shell_commands[i].help));
    fprintf(app->out, "%s\n",
            tr(app->lang, "A statement ends with a semicolon. Nothing can be written; Ctrl-C "
                          "stops a statement, Tab completes names."));
}

static void quit(struct shell *s, const char *word)
{
    (void)word;
    s->over = 1;
}

/* A line that begins with a full stop; an unknown one is answered with the nearest. */
static void run_command(struct shell *s, struct smtplog_slice text)
{
    struct app *app = s->run.app;
    struct strbuf name = {0}, word = {0}, list = {0};
    struct nearest near = {0};
    size_t n = 0;
    while (n < text.len && text.ptr[n] != ' ')
        n++;
    strbuf_slice(&name, slice_head(text, n));
    strbuf_slice(&word, slice_trim(slice_from(text, n)));
    while (word.len && word.ptr[word.len - 1] == ';')
        word.ptr[--word.len] = '\0';
    const struct shell_command *found = NULL;
    for (size_t i = 0; i < SHELL_COMMANDS; i++) {
        if (strcmp(shell_commands[i].name, name.ptr) == 0)
            found = &shell_commands[i];
        nearest_offer(&near, name.ptr, shell_commands[i].name);
    }
    nearest_list(&near, &list, "");
    if (found)
        found->run(s, strbuf_text(&word));
    else if (list.len)
        diag_error(&app->diag, tr(app->lang, "no command is named %s; did you mean %s?"), name.ptr,
                   list.ptr);
    else
        diag_error(&app->diag, tr(app->lang, "no command is named %s; .help lists them"),
                   name.ptr);
    strbuf_release(&name);
    strbuf_release(&word);
    strbuf_release(&list);
}

/* ---- The loop ----------------------------------------------------------------------------- */

static void take_line(struct shell *s, struct smtplog_slice typed)
{
    struct smtplog_slice text = slice_trim(typed);
    if (!s->statement.len && text.len && text.ptr[0] == '.') {
        run_command(s, text);
        return;
    }
    if (!s->statement.len && !text.len)
        return;
    strbuf_slice(&s->statement, typed);
    strbuf_char(&s->statement, '\n');
    if (!store_sql_is_complete(s->statement.ptr) && s->statement.len <= SQL_QUERY_MAX)
        return;
    sql_run(&s->run, s->statement.ptr);
    strbuf_clear(&s->statement);
}

int sql_shell(struct app *app, const struct args *args)
{
    struct shell s = {.over = 0};
    struct smtplog_slice typed;
    int status = sql_run_open(&s.run, app, args);
    if (status != STATUS_DONE)
        return status;
    fprintf(app->err, "%s\n", tr(app->lang, "Read only. .help tells more, .tables what there is, "
                                            ".quit or Ctrl-D ends."));
    s.line = sql_line_begin(app);
    for (size_t i = 0; i < SHELL_COMMANDS; i++)
        if (shell_commands[i].help)
            sql_line_offer(s.line, slice_str(shell_commands[i].name));
    enum sql_line_end end;
    while (!s.over &&
           (end = sql_line_read(s.line, s.statement.len > 0, &typed)) != SQL_LINE_OVER) {
        if (end == SQL_LINE_STOPPED)
            strbuf_clear(&s.statement);
        else
            take_line(&s, typed);
        app_show(app);
        app->diag.errors = 0;           /* told; the next statement is judged for itself */
    }
    sql_line_end(s.line);
    sql_run_close(&s.run);
    strbuf_release(&s.statement);
    return STATUS_DONE;
}
