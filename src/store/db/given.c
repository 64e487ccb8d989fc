/* given.c - rows of numbers and texts that the program has in memory, as a table that statements
 * read:
 * `INSERT INTO … SELECT a, b FROM given(?1)`.
 *
 * A statement that is run for each row begins, seeks its place from the root of the tree and ends
 * anew; one that takes all rows in the order of the table's key stays where it is, and appends. */
#include "store/inside.h"

#include "base/mem.h"

#include <stdlib.h>

/* As letters of columns, and the parameter behind them. */
static const char shape[] =
    "CREATE TABLE given (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, x, y, z, "
    "rows HIDDEN)";
enum { COLUMNS = 20, TEXTS = 3 };
static const char kind[] = "given";     /* of the pointer: no text or number passes for one */

struct cursor {
    sqlite3_vtab_cursor base;
    const struct given *given;
    size_t row;
};

static int connect(sqlite3 *db, void *none, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **error)
{
    (void)none, (void)argc, (void)argv, (void)error;
    int code = sqlite3_declare_vtab(db, shape);
    if (code == SQLITE_OK) {
        sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
        *out = mem_alloc(sizeof **out);
    }
    return code;
}

static int disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

/* Without the rows there is no table. */
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++)
        if (info->aConstraint[i].iColumn == COLUMNS + TEXTS && info->aConstraint[i].usable &&
            info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ) {
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
            return SQLITE_OK;
        }
    return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct cursor *c = mem_alloc(sizeof *c);
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    free(base);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc,
                  sqlite3_value **argv)
{
    (void)number, (void)name;
    struct cursor *c = (struct cursor *)base;
    c->given = argc ? sqlite3_value_pointer(argv[0], kind) : NULL;
    c->row = 0;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    ((struct cursor *)base)->row++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
    const struct cursor *c = (const struct cursor *)base;
    return !c->given || c->row >= c->given->len;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *to, int which)
{
    const struct cursor *c = (const struct cursor *)base;
    const struct given *g = c->given;
    if (which >= COLUMNS && (size_t)(which - COLUMNS) < g->text_width) {
        struct smtplog_slice text = g->texts[c->row * g->text_width + (size_t)(which - COLUMNS)];
        sqlite3_result_text(to, text.ptr, (int)text.len, SQLITE_STATIC);
    } else if (which >= 0 && (size_t)which < g->width)      /* else NULL */
        sqlite3_result_int64(to, g->values[c->row * g->width + (size_t)which]);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((struct cursor *)base)->row;
    return SQLITE_OK;
}

int given_table(struct store *s)
{
    static const sqlite3_module module = {
        .xConnect = connect, .xDisconnect = disconnect, .xBestIndex = best_index,
        .xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter, .xNext = next,
        .xEof = is_at_end, .xColumn = column, .xRowid = rowid,
    };
    return sqlite3_create_module_v2(s->db, kind, &module, NULL, NULL) == SQLITE_OK
               ? STORE_OK : store_fail(s, "opening");
}

int given_run(struct store *s, sqlite3_stmt *st, const struct given *given)
{
    if (!st)
        return STORE_FAILED;
    const int last = sqlite3_bind_parameter_count(st);
    sqlite3_bind_pointer(st, last, (void *)(uintptr_t)given, kind, NULL);
    int failed = stmt_step(s, st) != 0;
    sqlite3_bind_null(st, last);
    return failed ? STORE_FAILED : STORE_OK;
}
