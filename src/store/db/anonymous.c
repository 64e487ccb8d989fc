/* Reading without names: see store_anonymous(). */
#include "store/inside.h"

#include "base/embedded.h"

#include <stdlib.h>

extern const struct embedded_file schema_files[];

/* ---- SQL functions ---- */

typedef void mask_function(struct strbuf *out, struct smtplog_slice text, struct mask_key key);

/* The key, read when it is first needed; an unkeyed hash would hide nothing. */
static int has_key(struct store *s)
{
    return mask_key_is_set(s->mask_key) || store_key(s, &s->mask_key) == STORE_OK;
}

/* The value masked; NULL stays NULL. */
static void answer(sqlite3_context *call, sqlite3_value *value, mask_function *mask)
{
    struct store *s = sqlite3_user_data(call);
    struct strbuf out = {0};
    if (sqlite3_value_type(value) == SQLITE_NULL)
        return;
    if (!has_key(s)) {
        sqlite3_result_error(call, "there is no key to mask with", -1);
        return;
    }
    const char *text = (const char *)sqlite3_value_text(value);
    mask(&out, slice_of(text ? text : "", (size_t)sqlite3_value_bytes(value)), s->mask_key);
    sqlite3_result_text64(call, strbuf_text(&out), out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    strbuf_release(&out);
}

static void sql_mask_address(sqlite3_context *call, int n, sqlite3_value **values)
{
    (void)n;
    answer(call, values[0], mask_address);
}

static void sql_mask_host(sqlite3_context *call, int n, sqlite3_value **values)
{
    (void)n;
    answer(call, values[0], mask_host);
}

static int is_word(char c)
{
    return scan_is_alnum(c) || (unsigned char)c >= 0x80 || (c && strchr("._-+", c));
}

/* The length of the word at the front; a full stop at its end is the sentence's. */
static size_t word_len(struct smtplog_slice s)
{
    size_t len = 0;
    while (len < s.len && is_word(s.ptr[len]))
        len++;
    while (len && s.ptr[len - 1] == '.')
        len--;
    return len;
}

/* 1 if an address or a user of the database is called so; STORE_FAILED. */
static int is_somebody(struct store *s, struct smtplog_slice word)
{
    struct strbuf from = {0}, until = {0};
    int64_t known = 0;
    strbuf_slice(&from, word);
    strbuf_char(&from, '@');
    strbuf_slice(&until, word);
    strbuf_char(&until, '@' + 1);
    s->asks_itself = 1;
    int found = stmt_find(s, SQL_NAME_KNOWN, &known, "ttt", word, strbuf_view(&from),
                          strbuf_view(&until));
    s->asks_itself = 0;
    strbuf_release(&from);
    strbuf_release(&until);
    return found < 0 ? STORE_FAILED : known != 0;
}

/* A line in no known form has no members to be masked: what can be told is whom the other lines
 * name.  A placeholder is no name. */
static int mask_names(struct strbuf *out, struct smtplog_slice text, struct store *s)
{
    while (text.len) {
        size_t len = word_len(text);
        int made = out->len && out->ptr[out->len - 1] == '<' && len < text.len &&
                   text.ptr[len] == '>';
        int known = len < 2 || made ? 0 : is_somebody(s, slice_head(text, len));
        if (known < 0)
            return STORE_FAILED;
        if (known)
            strbuf_str(out, "<name>");
        else
            strbuf_slice(out, slice_head(text, len + (len == 0)));
        text = slice_from(text, len + (len == 0));
    }
    return STORE_OK;
}

/* The SQL function mask_names(text).  NULL stays NULL.  A name that cannot be looked up is an
 * error, never a text with the name in it. */
static void sql_mask_names(sqlite3_context *call, int n, sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct strbuf out = {0};
    (void)n;
    if (text && mask_names(&out, slice_str(text), sqlite3_user_data(call)))
        sqlite3_result_error(call, "names cannot be looked up", -1);
    else if (text)
        sqlite3_result_text64(call, strbuf_text(&out), out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    strbuf_release(&out);
}

int mask_functions(struct store *s)
{
    static const struct {
        const char *name;
        int how;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"mask_address", SQLITE_DETERMINISTIC, sql_mask_address},
        {"mask_host", SQLITE_DETERMINISTIC, sql_mask_host},
        {"mask_names", 0, sql_mask_names},
    };
    const int how = SQLITE_UTF8 | SQLITE_INNOCUOUS;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sqlite3_create_function_v2(s->db, functions[i].name, 1, how | functions[i].how, s,
                                       functions[i].run, NULL, NULL, NULL))
            return store_fail(s, "opening");
    return STORE_OK;
}

/* ---- views in the tables' place ---- */

/* Tables with a view of their name in schema/anonymous/, from where on they have it; and those
 * that no view could show. */
static const struct { const char *table; enum anonymity from; } hidden[] = {
    {"address", ANONYMITY_PEOPLE}, {"helo", ANONYMITY_CLIENTS},
    {"message", ANONYMITY_PEOPLE}, {"peer", ANONYMITY_CLIENTS},
    {"reason", ANONYMITY_PEOPLE}, {"sasl_user", ANONYMITY_PEOPLE}, {"source", ANONYMITY_PEOPLE},
    {"strange", ANONYMITY_PEOPLE}, {"text", ANONYMITY_PEOPLE},
};
static const char *const secret[] = {"meta", "pending", "pending_hash", "sqlite_dbpage"};

int anonymous_refuses(const struct store *s, const char *table, const char *db, const char *view)
{
    if (s->anonymity == ANONYMITY_NONE)
        return 0;
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        if (sqlite3_stricmp(secret[i], table) == 0)
            return 1;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (hidden[i].from <= s->anonymity && sqlite3_stricmp(hidden[i].table, table) == 0)
            return db && sqlite3_stricmp(db, "main") == 0 &&
                   (!view || sqlite3_stricmp(view, table) != 0);
    return 0;
}

/* The public view once more, where its names are looked up in our views first. */
static int make_view(struct store *s, const struct embedded_file *f)
{
    static const char verb[] = "CREATE VIEW ";
    const char *text = (const char *)f->bytes, *at = strstr(text, verb);
    struct strbuf sql = {0};
    strbuf_add(&sql, text, (size_t)(at - text));
    strbuf_str(&sql, "CREATE TEMP VIEW ");
    strbuf_str(&sql, at + sizeof verb - 1);
    int failed = store_exec(s, sql.ptr, f->name);
    strbuf_release(&sql);
    return failed;
}

static int make_views(struct store *s)
{
    for (const struct embedded_file *f = schema_files; f->name; f++)
        if (slice_starts(slice_str(f->name), "views/") && make_view(s, f))
            return STORE_FAILED;
    return STORE_OK;
}

int store_anonymous(struct store *s, enum anonymity anonymity)
{
    if (anonymity == ANONYMITY_NONE)
        return STORE_OK;
    if (store_key(s, &s->mask_key) || store_exec(s, "PRAGMA query_only = OFF", "anonymizing"))
        return STORE_FAILED;
    int failed = store_exec_folder(s, "anonymous/people/") ||
                 (anonymity == ANONYMITY_CLIENTS &&
                  store_exec_folder(s, "anonymous/clients/")) ||
                 make_views(s);
    if (s->mode == STORE_READ)
        failed |= store_exec(s, "PRAGMA query_only = ON", "anonymizing");
    s->anonymity = anonymity;
    return failed ? STORE_FAILED : STORE_OK;
}

enum anonymity store_anonymity(const struct store *s)
{
    return s->anonymity;
}
