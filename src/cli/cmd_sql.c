/* sql [QUERY]: operators' own queries, read only (store/sql.h). */
#include "cli/sql_run.h"
#include "cli/sql_shell.h"

#include <unistd.h>

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = FORMAT_CHOICES,
     .def = "table", .help = N_("how to print rows")},
    OPTION_JSON, OPTION_CSV,
    {.name = "no-header", .type = OPTION_FLAG, .help = N_("leave out the line of column names")},
    {.name = "spreadsheet", .type = OPTION_FLAG,
     .help = N_("csv: put an apostrophe before text that a spreadsheet would run as a formula")},
    {.name = "timeout", .type = OPTION_DURATION, .arg = "TIME", .def = "30s",
     .help = N_("how long one statement may take")},
    {.name = "schema", .type = OPTION_FLAG, .help = N_("list the views and their columns")},
    {.name = "examples", .type = OPTION_FLAG, .help = N_("print queries to start from")},
    ASKING_ANONYMITY,
    OPTION_END,
};

/* The query of the operand, else of standard input if that is no terminal. */
static int read_query(struct app *app, const struct args *args, struct strbuf *sql)
{
    char part[4096];
    size_t n;
    if (args->len)
        strbuf_str(sql, args->operands[0]);
    else
        while (sql->len <= SQL_QUERY_MAX && (n = fread(part, 1, sizeof part, app->in)) > 0)
            strbuf_add(sql, part, n);
    return sql->len > SQL_QUERY_MAX
        ? command_misused(app, N_("the query is longer than a million bytes")) : STATUS_DONE;
}

/* An empty text is wrong usage: a script whose query got lost should not look like one without
 * rows. */
static int query(struct app *app, const struct args *args)
{
    struct strbuf sql = {0};
    struct sql_run run;
    int status = read_query(app, args, &sql);
    if (status == STATUS_DONE && (status = sql_run_open(&run, app, args)) == STATUS_DONE) {
        int statements = sql_run(&run, strbuf_text(&sql));
        sql_run_close(&run);
        status = statements < 0 ? STATUS_FAILED : statements ? STATUS_DONE
            : command_misused(app, N_("there is no statement in the query"));
    }
    strbuf_release(&sql);
    return status;
}

/* On a terminal a query is typed; where answers go elsewhere that would be a trap. */
static int ask(struct app *app, const struct args *args)
{
    return app->out_is_terminal
        ? sql_shell(app, args)
        : command_misused(app, N_("no query: give it as a word in quotes or on standard input"));
}

/* On a terminal without a query people are asked; else it comes from the operand or from standard
 * input. */
static int run(struct app *app, const struct args *args)
{
    struct format_options look = sql_look(app, args);
    if (args_flag(args, "schema"))
        sql_print_schema(app, &look, NULL);
    else if (args_flag(args, "examples"))
        sql_print_examples(app);
    else
        return args->len == 0 && isatty(fileno(app->in)) ? ask(app, args) : query(app, args);
    return STATUS_DONE;
}

const struct command command_sql = {
    .name = "sql", .purpose = N_("run a read-only SQL query"), .usage = "[QUERY]",
    .max_operands = 1,
    .details = N_("QUERY is one SQL statement or several of SQLite's dialect, in quotes; without "
                  "it they are read from standard input. The documented views are events, "
                  "failures, traffic, sources and others: see --schema and --examples. Nothing "
                  "can be written; Ctrl-C stops a query. On a terminal long cells are cut, "
                  "elsewhere never. "
                  "--anonymize guards against slips: whoever can read the file can read the "
                  "names."),
    .options = options, .pages = 1, .run = run,
};
