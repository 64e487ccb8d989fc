/* sql [QUERY]: operators' own queries, read only (store/sql.h). */
#include "cli/asking.h"
#include "cli/examples.h"
#include "render/format.h"
#include "store/sql.h"

#include "base/mem.h"

#include <stdlib.h>
#include <unistd.h>

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = FORMAT_CHOICES,
     .def = "table", .help = N_("how to print rows")},
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

enum { QUERY_MAX = 1000000, COLUMNS_MAX = 2000 };

static volatile sig_atomic_t interrupted;       /* a signal handler has no other way to tell */

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

static struct format_options look_of(const struct app *app, const struct args *args)
{
    struct format_options look = {.style = app->style, .lang = app->lang};
    format_by_name(args_string(args, "format"), &look.format);
    look.width = app->out_is_terminal ? app->width : 0;     /* a pipe gets whole cells */
    look.no_header = args_flag(args, "no-header");
    look.spreadsheet = args_flag(args, "spreadsheet");
    return look;
}

/* ---- a query ----------------------------------------------------------------------- */

static struct cell cell_of(struct store_query *q, int column)
{
    switch (store_type(q, column)) {
    case STORE_INTEGER: return cell_int(store_int(q, column));
    case STORE_REAL: return cell_real(store_real(q, column));
    case STORE_NULL: return (struct cell){.kind = CELL_NULL};
    default: return cell_text(store_text(q, column));
    }
}

/* A writer for the query's columns; those that hold numbers in the first row stand
 * on the right. */
static struct format_writer *begin(FILE *out, const struct format_options *look,
                                   struct store_query *q, int has_row)
{
    int n = store_columns(q);
    struct column *columns = mem_alloc((size_t)n * sizeof *columns);
    for (int i = 0; i < n; i++) {
        enum store_type type = has_row ? store_type(q, i) : STORE_NULL;
        columns[i] = (struct column){.name = store_column_name(q, i), .plain = 1,
                                     .number = type == STORE_INTEGER || type == STORE_REAL};
    }
    struct format_writer *w = format_begin(out, look, columns, (size_t)n);
    free(columns);
    return w;
}

static int print_rows(FILE *out, const struct format_options *look, struct store_query *q)
{
    int row = store_next(q);
    size_t n = (size_t)store_columns(q);
    struct cell *cells = mem_alloc(n * sizeof *cells);
    struct format_writer *w = begin(out, look, q, row);
    for (; row && !ferror(out); row = store_next(q)) {
        for (size_t i = 0; i < n; i++)
            cells[i] = cell_of(q, (int)i);
        format_row(w, cells);
    }
    format_end(w);
    free(cells);
    return store_query_end(q);
}

static int run_query(struct app *app, const struct args *args, const char *sql)
{
    struct format_options look = look_of(app, args);
    struct store_limits limits = {.seconds = (int)args_number(args, "timeout", 30),
                                  .interrupted = &interrupted,
                                  .anonymity = asking_anonymity(args)};
    struct sigaction action = {.sa_handler = on_signal};
    struct store *store = store_sql_open(app->db_path, &limits, &app->diag);
    int failed = !store, statements = 0;
    sigaction(SIGINT, &action, NULL);
    for (struct store_query *q; !failed && (q = store_sql_next(store, &sql)); statements++) {
        if (statements && (look.format == FORMAT_TABLE || look.format == FORMAT_MARKDOWN))
            fputc('\n', app->out);
        failed = print_rows(app->out, &look, q) != STORE_OK;
    }
    store_close(store);
    if (failed || app->diag.errors)
        return STATUS_FAILED;
    return statements ? STATUS_DONE
                      : command_misused(app, N_("there is no statement in the query"));
}

/* The query of the operand, else of standard input if that is no terminal. */
static int query(struct app *app, const struct args *args)
{
    struct strbuf sql = {0};
    char part[4096];
    size_t n;
    if (args->len == 0 && isatty(fileno(app->in)))
        return command_misused(app, N_("no query: give it as a word in quotes or on standard "
                                       "input"));
    if (!app->db_path) {
        diag_error(&app->diag, "%s", tr(app->lang, "no database is known; name it: --db FILE"));
        return STATUS_FAILED;
    }
    if (args->len)
        strbuf_str(&sql, args->operands[0]);
    else
        while (sql.len <= QUERY_MAX && (n = fread(part, 1, sizeof part, app->in)) > 0)
            strbuf_add(&sql, part, n);
    int status = sql.len > QUERY_MAX
        ? command_misused(app, N_("the query is longer than a million bytes"))
        : run_query(app, args, sql.len ? sql.ptr : "");
    strbuf_release(&sql);
    return status;
}

/* ---- what is there ------------------------------------------------------------------ */

static void put_column(void *to, const struct examples_column *c)
{
    struct cell cells[] = {cell_text(c->view), cell_text(c->column), cell_text(c->meaning)};
    format_row(to, cells);
}

static int schema(struct app *app, const struct args *args)
{
    static const struct column columns[] = {
        {.name = "view", .least = 15}, {.name = "column", .least = 16}, {.name = "meaning"},
    };
    struct format_options look = look_of(app, args);
    struct format_writer *w = format_begin(app->out, &look, columns, 3);
    examples_views(put_column, w);
    format_end(w);
    return STATUS_DONE;
}

static int examples(struct app *app)
{
    struct smtplog_slice name, sql;
    for (size_t i = 0; examples_at(i, &name, &sql); i++)
        fprintf(app->out, "%s%.*s", i ? "\n" : "", (int)sql.len, sql.ptr);
    return STATUS_DONE;
}

static int run(struct app *app, const struct args *args)
{
    return args_flag(args, "schema")     ? schema(app, args)
         : args_flag(args, "examples")   ? examples(app)
                                         : query(app, args);
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
    .options = options, .run = run,
};
