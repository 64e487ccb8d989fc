/* Every statement of schema/query is prepared once and kept: preparing costs more than most of
 * them. */
#include "store/inside.h"

#include "base/embedded.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>

extern const struct embedded_file schema_files[];

/* What follows from SQLite's error codes, by primary code. */
static const struct { int code; const char *sentence; } meanings[] = {
    {SQLITE_FULL, "the disk or a quota is full; free some space and run again, nothing is lost"},
    {SQLITE_BUSY, "another program keeps the database locked; run again when it is done"},
    {SQLITE_LOCKED, "another program keeps the database locked; run again when it is done"},
    {SQLITE_CORRUPT, "the file is damaged; move it away and ingest again, or restore a copy"},
    {SQLITE_NOTADB, "the file is no SQLite database"},
    {SQLITE_READONLY, "no permission to write it or its folder"},
    {SQLITE_PERM, "no permission"},
    {SQLITE_CANTOPEN, "it cannot be opened; are the folder and its permissions right?"},
    {SQLITE_IOERR, "reading or writing the disk failed; nothing of the batch is kept"},
    {SQLITE_INTERRUPT, "stopped"},
};

/* A statement's name is nothing to an operator: SQLite's own words say what is wrong, and with
 * which table. */
static int is_statement(const char *doing)
{
    return slice_ends(slice_str(doing), ".sql");
}

int store_fail(struct store *s, const char *doing)
{
    if (s->broken)
        return STORE_FAILED;
    int code = sqlite3_errcode(s->db) & 0xff;
    const char *sentence = NULL;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].code == code)
            sentence = meanings[i].sentence;
    char *words = sqlite3_mprintf("%s", sqlite3_errmsg(s->db));
    int batch = s->in_batch;
    store_rollback(s);
    s->broken = batch;
    if (sentence && is_statement(doing))
        diag_error(s->diag, "%s: %s (%s)", s->path, sentence, words);
    else if (sentence)
        diag_error(s->diag, "%s: %s: %s (%s)", s->path, doing, sentence, words);
    else if (is_statement(doing))
        diag_error(s->diag, "%s: %s", s->path, words);
    else
        diag_error(s->diag, "%s: %s: %s", s->path, doing, words);
    sqlite3_free(words);
    return STORE_FAILED;
}

/* The first file of query/: the enum counts from there. */
static const struct embedded_file *queries(void)
{
    const struct embedded_file *f = schema_files;
    while (!slice_starts(slice_str(f->name), "query/"))
        f++;
    return f;
}

const char *store_sql_text(enum store_statement which)
{
    return (const char *)queries()[which].bytes;
}

/* Each statement is prepared once a connection, when it is needed first. */
static sqlite3_stmt *prepared(struct store *s, enum store_statement which)
{
    sqlite3_stmt **st = &s->statement[which];
    if (!*st && sqlite3_prepare_v3(s->db, store_sql_text(which), -1, SQLITE_PREPARE_PERSISTENT, st,
                                   NULL))
        store_fail(s, queries()[which].name);
    return *st;
}

struct smtplog_slice store_cleaned(struct smtplog_slice text, struct strbuf *scratch)
{
    if (!text.ptr || text_is_clean(text))
        return text;
    strbuf_clear(scratch);
    text_clean(scratch, text);
    return strbuf_view(scratch);
}

/* Text that is clean is lent to SQLite; what had to be cleaned is copied, for the buffer is used
 * again. */
static void bind_text(struct store *s, sqlite3_stmt *st, int at, struct smtplog_slice text)
{
    struct smtplog_slice clean = store_cleaned(text, &s->clean);
    if (!clean.ptr)
        sqlite3_bind_null(st, at);
    else
        sqlite3_bind_text64(st, at, clean.ptr, clean.len,
                            clean.ptr == text.ptr ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* A letter a parameter: i integer; n integer, 0 is NULL; t text; w text, unknown is ''; k text
 * known to be clean; c C string; b bytes. */
static void bind_all(struct store *s, sqlite3_stmt *st, const char *kinds, va_list args)
{
    for (int at = 1; kinds[at - 1]; at++) {
        struct smtplog_slice slice;
        int64_t n;
        switch (kinds[at - 1]) {
        case 'i':
            sqlite3_bind_int64(st, at, va_arg(args, int64_t));
            break;
        case 'n':
            n = va_arg(args, int64_t);
            if (n)
                sqlite3_bind_int64(st, at, n);
            else
                sqlite3_bind_null(st, at);
            break;
        case 't':
            bind_text(s, st, at, va_arg(args, struct smtplog_slice));
            break;
        case 'w':
            slice = va_arg(args, struct smtplog_slice);
            bind_text(s, st, at, slice.ptr ? slice : SLICE_LIT(""));
            break;
        case 'k':
            slice = va_arg(args, struct smtplog_slice);
            sqlite3_bind_text64(st, at, slice.ptr, slice.len, SQLITE_STATIC, SQLITE_UTF8);
            break;
        case 'c':
            bind_text(s, st, at, slice_str(va_arg(args, const char *)));
            break;
        default:
            slice = va_arg(args, struct smtplog_slice);
            sqlite3_bind_blob64(st, at, slice.ptr ? slice.ptr : "", slice.len, SQLITE_STATIC);
        }
    }
}

/* NULL: the store is broken, or the statement cannot be prepared: both are told. */
static sqlite3_stmt *start(struct store *s, enum store_statement which, const char *kinds,
                           va_list args)
{
    sqlite3_stmt *st = s->broken ? NULL : prepared(s, which);
    if (st)
        bind_all(s, st, kinds, args);
    return st;
}

sqlite3_stmt *stmt_start(struct store *s, enum store_statement which, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *st = start(s, which, kinds, args);
    va_end(args);
    return st;
}

/* The name of the file that the statement came from. */
static const char *name_of(const struct store *s, const sqlite3_stmt *st)
{
    for (size_t i = 0; i < SQL_STATEMENTS; i++)
        if (s->statement[i] == st)
            return queries()[i].name;
    return "query";
}

int stmt_step(struct store *s, sqlite3_stmt *st)
{
    if (!st)
        return STORE_FAILED;
    int code = sqlite3_step(st);
    if (code == SQLITE_ROW)
        return 1;
    if (code == SQLITE_DONE) {
        sqlite3_reset(st);
        return 0;
    }
    store_fail(s, name_of(s, st));
    sqlite3_reset(st);
    return STORE_FAILED;
}

int stmt_run(struct store *s, enum store_statement which, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *st = start(s, which, kinds, args);
    va_end(args);
    return stmt_step(s, st) == 0 ? STORE_OK : STORE_FAILED;
}

int stmt_find(struct store *s, enum store_statement which, int64_t *out, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *st = start(s, which, kinds, args);
    va_end(args);
    int found = stmt_step(s, st);
    if (found == 1) {
        found = sqlite3_column_type(st, 0) != SQLITE_NULL;
        *out = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    return found;
}

int store_exec(struct store *s, const char *sql, const char *doing)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) ? store_fail(s, doing) : STORE_OK;
}

struct smtplog_slice stmt_slice(sqlite3_stmt *st, int column)
{
    const char *text = (const char *)sqlite3_column_text(st, column);
    return slice_of(text, text ? (size_t)sqlite3_column_bytes(st, column) : 0);
}

void stmt_close_all(struct store *s)
{
    for (size_t i = 0; i < SQL_STATEMENTS; i++) {
        sqlite3_finalize(s->statement[i]);
        s->statement[i] = NULL;
    }
}
