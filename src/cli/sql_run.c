/* Signals reach a statement through flags: a handler has no other way to tell. */
#include "cli/sql_run.h"

#include "base/mem.h"

#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 500, SENTENCE_MAX = 300 };

static volatile sig_atomic_t interrupted, overdue;
static char last_words[SENTENCE_MAX];   /* of a process that must end, ready before it must */

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void on_alarm(int number)
{
    struct timespec now;
    (void)number;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!overdue || now.tv_sec < overdue)
        return;
    if (write(STDERR_FILENO, last_words, strlen(last_words)) >= 0)
        _exit(STATUS_FAILED);
    _exit(STATUS_FAILED);               /* nobody hears */
}

static void catch_signals(const struct app *app)
{
    struct sigaction stop = {.sa_handler = on_interrupt};
    struct sigaction look = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
    snprintf(last_words, sizeof last_words, "smtplog sql: %s\n",
             tr(app->lang, "a function of the statement ran on after the time limit; ended"));
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGALRM, &look, NULL);
}

static void look_often(int on)
{
    const struct timeval every = {.tv_usec = on ? LOOK_EVERY_MS * 1000 : 0};
    setitimer(ITIMER_REAL, &(struct itimerval){every, every}, NULL);
}

int sql_run_open(struct sql_run *r, struct app *app, const struct args *args)
{
    const struct store_limits limits = {
        .seconds = (int)args_number(args, "timeout", 30), .interrupted = &interrupted,
        .overdue = &overdue, .anonymity = asking_anonymity(args),
    };
    *r = (struct sql_run){.app = app, .look = sql_look(app, args)};
    if (!app->db_path) {
        diag_error(&app->diag, "%s", tr(app->lang, "no database is known; name it: --db FILE"));
        return STATUS_FAILED;
    }
    catch_signals(app);
    r->store = store_sql_open(app->db_path, &limits, &app->diag);
    return r->store ? STATUS_DONE : STATUS_FAILED;
}

void sql_run_close(struct sql_run *r)
{
    store_close(r->store);
    r->store = NULL;
}

struct format_options sql_look(const struct app *app, const struct args *args)
{
    struct format_options look = {.style = app->style, .lang = app->lang};
    format_by_name(args_string(args, "format"), &look.format);
    look.width = app->out_is_terminal ? app->width : 0;     /* a pipe gets whole cells */
    look.no_header = args_flag(args, "no-header");
    look.spreadsheet = args_flag(args, "spreadsheet");
    return look;
}

/* ---- Rows --------------------------------------------------------------------------------- */

static struct cell cell_of(struct store_query *q, int column)
{
    switch (store_type(q, column)) {
    case STORE_INTEGER: return cell_int(store_int(q, column));
    case STORE_REAL: return cell_real(store_real(q, column));
    case STORE_NULL: return (struct cell){.kind = CELL_NULL};
    default: return cell_text(store_text(q, column));
    }
}

/* A writer for the query's columns; those with numbers in the first row stand on the right. */
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

/* A second or two, and what grows with the years; once in a run, for a shell's user knows then. */
static void tell_slow(struct sql_run *r, int64_t rows)
{
    enum { MANY = 1000000 };
    if (rows < MANY || r->told_slow)
        return;
    r->told_slow = 1;
    diag_note(&r->app->diag, "%s",
              tr(r->app->lang, "the query read more than a million rows one by one; quick are "
                               "periods of ts, the view who for names and failures_hourly for "
                               "counts: see smtplog-schema(7)"));
}

static int print_rows(struct sql_run *r, struct store_query *q)
{
    FILE *out = r->app->out;
    const struct format_options *look = &r->look;
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
    tell_slow(r, store_rows_passed(q));
    return store_query_end(q);
}

int sql_run(struct sql_run *r, const char *sql)
{
    int statements = 0, failed = 0;
    interrupted = 0;
    look_often(1);
    for (struct store_query *q; !failed && (q = store_sql_next(r->store, &sql)); statements++) {
        if (statements && (r->look.format == FORMAT_TABLE || r->look.format == FORMAT_MARKDOWN))
            fputc('\n', r->app->out);
        failed = print_rows(r, q) != STORE_OK;
    }
    look_often(0);
    return failed || r->app->diag.errors ? -1 : statements;
}

/* ---- What there is ------------------------------------------------------------------------ */

struct schema_to {
    struct format_writer *writer;
    const char *view;
};

static void put_column(void *to, const struct examples_column *c)
{
    struct schema_to *s = to;
    struct cell cells[] = {cell_text(c->view), cell_text(c->column), cell_text(c->meaning)};
    if (!s->view || slice_is(c->view, s->view))
        format_row(s->writer, cells);
}

void sql_print_schema(struct app *app, const struct format_options *look, const char *view)
{
    static const struct column columns[] = {
        {.name = "view", .least = 15}, {.name = "column", .least = 16}, {.name = "meaning"},
    };
    struct schema_to to = {format_begin(app->out, look, columns, 3), view};
    examples_views(put_column, &to);
    format_end(to.writer);
}

void sql_print_examples(struct app *app)
{
    struct smtplog_slice name, sql;
    for (size_t i = 0; examples_at(i, &name, &sql); i++)
        fprintf(app->out, "%s%.*s", i ? "\n" : "", (int)sql.len, sql.ptr);
}
