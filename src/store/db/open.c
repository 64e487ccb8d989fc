/* Another program's file and a newer schema are refused before anything is written. */
#include "store/inside.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every pragma is stated: distributions change the defaults. */
static const char pragmas[] =
    "PRAGMA foreign_keys = OFF;"        /* three keys cost half the speed; tests switch them on */
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA recursive_triggers = OFF;"
    "PRAGMA secure_delete = OFF;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -24576;"       /* KiB; a report reads most pages once */
    "PRAGMA mmap_size = 0;";
static const char write_pragmas[] =
    "PRAGMA cache_size = -12288;"       /* an ingest stays small, whatever it reads */
    "PRAGMA synchronous = NORMAL;"      /* a power cut may take the last batches, no more */
    "PRAGMA wal_autocheckpoint = 16000;"
    "PRAGMA journal_size_limit = 134217728;";

static int is_memory(const char *path)
{
    return strcmp(path, ":memory:") == 0;
}

/* The folders above the file that are missing. */
static int make_folders(struct store *s)
{
    char *path = mem_str(s->path);
    int failed = 0;
    for (char *at = strchr(path + 1, '/'); at && !failed; at = strchr(at + 1, '/')) {
        *at = 0;
        if (mkdir(path, 0750) && errno != EEXIST && access(path, F_OK)) {
            diag_error(s->diag, "%s: the folder cannot be made: %s", path, strerror(errno));
            failed = 1;
        }
        *at = '/';
    }
    free(path);
    return failed ? STORE_FAILED : STORE_OK;
}

/* A new file is made by hand for its mode.  An existing one is not touched: closing a descriptor
 * of it would take away the locks that this process may have through another connection. */
static int make_file(struct store *s)
{
    if (make_folders(s))
        return STORE_FAILED;
    int fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (fd >= 0)
        close(fd);
    else if (errno != EEXIST) {
        diag_error(s->diag, "%s: the database cannot be made: %s", s->path, strerror(errno));
        return STORE_FAILED;
    }
    return STORE_OK;
}

/* Why a database that is to be read is not there. */
static int must_exist(struct store *s)
{
    struct stat st;
    if (stat(s->path, &st) && errno == ENOENT)
        diag_error(s->diag, "%s: there is no database yet; `smtplog ingest` makes it", s->path);
    else if (access(s->path, R_OK))
        diag_error(s->diag, "%s: the database cannot be read: %s", s->path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        diag_error(s->diag, "%s: is no file", s->path);
    else
        return STORE_OK;
    return STORE_FAILED;
}

/* Ours, or new and empty; looked at before anything is written.  The tables first: who makes the
 * database meanwhile commits its id with them. */
static int check_owner(struct store *s)
{
    int64_t id, tables;
    if (store_pragma(s, "SELECT count(*) FROM sqlite_schema", &tables) ||
        store_pragma(s, "PRAGMA application_id", &id))
        return STORE_FAILED;
    if (id == STORE_APPLICATION_ID || (id == 0 && tables == 0))
        return STORE_OK;
    diag_error(s->diag, "%s: is another program's database (application id %lld), left alone",
               s->path, (long long)id);
    return STORE_FAILED;
}

/* Two processes that open a new file at once may meet here; SQLite does not call its busy handler
 * when the journal's mode changes. */
static int set_wal(struct store *s)
{
    int code = SQLITE_BUSY;
    for (int tries = 0; tries < 600 && (code & 0xff) == SQLITE_BUSY; tries++) {
        code = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xff) == SQLITE_BUSY)
            sqlite3_sleep(50);
    }
    int persist = 1;                    /* so that readers who may not write the folder find it */
    sqlite3_file_control(s->db, NULL, SQLITE_FCNTL_PERSIST_WAL, &persist);
    return code ? store_fail(s, "opening") : STORE_OK;
}

/* In this order: whose file it is, whether this program is new enough for it, how it is written,
 * and only then its tables. */
static int open_for_writing(struct store *s)
{
    int64_t version;
    if (check_owner(s) || store_pragma(s, "PRAGMA user_version", &version))
        return STORE_FAILED;
    if (version > store_schema_latest())
        return store_tell_newer(s, version);
    if ((!is_memory(s->path) && set_wal(s)) || store_exec(s, write_pragmas, "opening"))
        return STORE_FAILED;
    return store_migrate(s);
}

/* Never changes a database: an older schema is told, not migrated, as the reader may be an
 * operator without the right to write. */
static int open_for_reading(struct store *s)
{
    int64_t version;
    if (check_owner(s) || store_exec(s, "PRAGMA query_only = ON", "opening") ||
        store_pragma(s, "PRAGMA user_version", &version))
        return STORE_FAILED;
    if (version == store_schema_latest())
        return STORE_OK;
    if (version > store_schema_latest())
        return store_tell_newer(s, version);
    diag_error(s->diag, "%s: has schema %lld, and this smtplog reads schema %d: `smtplog ingest` "
               "brings it up to date", s->path, (long long)version, store_schema_latest());
    return STORE_FAILED;
}

/* Bytes of a file beside the database; -1: it is not there. */
static int64_t size_beside(const struct store *s, const char *end)
{
    struct stat st;
    char *path = mem_fmt("%s%s", s->path, end);
    int64_t size = stat(path, &st) ? -1 : (int64_t)st.st_size;
    free(path);
    return size;
}

char *store_uri(const struct store *s)
{
    struct strbuf out = {0};
    strbuf_str(&out, s->path[0] == '/' ? "file://" : "file:");
    for (const char *at = s->path; *at; at++) {
        if (strchr("%?#", *at))
            strbuf_fmt(&out, "%%%02X", (unsigned)(unsigned char)*at);
        else
            strbuf_add(&out, at, 1);
    }
    strbuf_str(&out, s->is_immutable ? "?immutable=1" : "");
    return strbuf_steal(&out);
}

/* To read a WAL database SQLite needs two files beside it, which it makes; where it cannot, a
 * file system that is read only, or a backup, they are not needed if nothing is pending in them.
 * STORE_FAILED is told. */
static int open_where_it_lies(struct store *s)
{
    int code = sqlite3_exec(s->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) & 0xff;
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
        return STORE_OK;                /* good, or told by what follows */
    if (size_beside(s, "-wal") > 0) {
        diag_error(s->diag, "%s: what was written last stands in %s-wal, and %s-shm is missing "
                   "and cannot be made here: copy the first two to where you can write", s->path,
                   s->path, s->path);
        return STORE_FAILED;
    }
    if (size_beside(s, "-journal") > 0) {
        diag_error(s->diag, "%s: what %s-journal takes back cannot be taken back here: copy both "
                   "to where you can write", s->path, s->path);
        return STORE_FAILED;
    }
    sqlite3_close(s->db);
    s->db = NULL;
    s->is_immutable = 1;
    char *uri = store_uri(s);
    code = sqlite3_open_v2(uri, &s->db,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    free(uri);
    return code ? store_fail(s, "opening") : STORE_OK;
}

/* As a URI, so that others can be attached by theirs (store_merge()). */
static int open_path(struct store *s, int flags)
{
    char *uri = is_memory(s->path) ? mem_str(s->path) : store_uri(s);
    int code = sqlite3_open_v2(uri, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    free(uri);
    return code ? store_fail(s, "opening") : STORE_OK;
}

/* SQLite counts what it allocates, under a lock, for who asks: nobody does. */
static void set_up_sqlite(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

struct store *store_open(const char *path, enum store_mode mode, struct diag *diag)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct store *s = mem_alloc(sizeof *s);
    pthread_once(&once, set_up_sqlite);
    s->path = mem_str(path);
    s->mode = mode;
    s->diag = diag;
    s->claim = -1;
    s->clock_ts = INT64_MIN;
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int failed = is_memory(path) ? 0 : mode == STORE_READ ? must_exist(s) : make_file(s);
    if (!failed)
        failed = open_path(s, flags);
    if (!failed && mode == STORE_READ && !is_memory(path))
        failed = open_where_it_lies(s);
    if (!failed) {
        sqlite3_extended_result_codes(s->db, 1);
        sqlite3_busy_timeout(s->db, STORE_WAIT_MS);
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        failed = store_exec(s, pragmas, "opening") || mask_functions(s) || given_table(s) ||
                 (mode == STORE_READ ? open_for_reading(s) : open_for_writing(s));
    }
    if (!failed)
        return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->db) {
        store_rollback(s);
        stmt_close_all(s);
        if (s->mode == STORE_WRITE)
            sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    sqlite3_close(s->db);
    if (s->claim >= 0)
        close(s->claim);                /* only now: closing drops the locks of the process */
    store_forget(s);
    store_release_caches(s);
    map_release(&s->shapes, NULL);
    strbuf_release(&s->clean);
    strbuf_release(&s->key);
    strbuf_release(&s->refused);
    free(s->path);
    free(s);
}

const char *store_path(const struct store *s)
{
    return s->path;
}

int store_has_moved(const struct store *s)
{
    int moved = 0;
    sqlite3_file_control(s->db, NULL, SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved;
}

int store_is_there(struct store *s)
{
    if (!store_has_moved(s))
        return STORE_OK;
    diag_error(s->diag, "%s: the database is not there any more: it was removed, renamed or "
               "replaced", s->path);
    return STORE_FAILED;
}

/* flock() is apart from the record locks that SQLite uses. */
int store_claim(struct store *s)
{
    if (is_memory(s->path) || s->claim >= 0)
        return STORE_OK;
    s->claim = open(s->path, O_RDONLY | O_CLOEXEC);
    if (s->claim >= 0 && flock(s->claim, LOCK_EX | LOCK_NB) == 0)
        return STORE_OK;
    if (s->claim >= 0 && errno == EWOULDBLOCK)
        diag_error(s->diag, "%s: another smtplog is reading logs into it; run again when it is "
                            "done",
                   s->path);
    else
        diag_error(s->diag, "%s: cannot be claimed: %s", s->path, strerror(errno));
    return STORE_FAILED;
}
