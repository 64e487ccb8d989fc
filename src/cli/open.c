/* The database, opened as a command's row says. */
#include "cli/command.h"
#include "store/store.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* NEEDS_DB_IF_ANY: a database that is not there, or not ours to read, is no fault. */
static int is_there(const struct app *app)
{
    return app->db_path && access(app->db_path, R_OK) == 0;
}

int command_open_store(struct app *app, const struct command *c)
{
    if (!app->db_path && c->needs >= NEEDS_DB_READ) {
        diag_error(&app->diag, tr(app->lang, "no home folder is known to keep the database in; "
                                             "name it: --db FILE"));
        return STATUS_FAILED;
    }
    switch (c->needs) {
    case NEEDS_NOTHING:
        return STATUS_DONE;
    case NEEDS_DB_IF_ANY:
        if (is_there(app))
            app->store = store_open(app->db_path, STORE_READ, &app->unheard);
        return STATUS_DONE;
    case NEEDS_DB_READ:
    case NEEDS_DB_CHANGE:
        if (access(app->db_path, F_OK) != 0 && errno == ENOENT) {
            diag_error(&app->diag,
                       tr(app->lang, "%s: there is no database yet; run smtplog ingest first"),
                       app->db_path);
            return STATUS_FAILED;
        }
        app->store = store_open(app->db_path, c->needs == NEEDS_DB_READ ? STORE_READ : STORE_WRITE,
                                &app->diag);
        break;
    case NEEDS_DB_WRITE:
        app->store = store_open(app->db_path, STORE_WRITE, &app->diag);
        break;
    }
    return app->store ? STATUS_DONE : STATUS_FAILED;
}

void command_close_store(struct app *app)
{
    store_close(app->store);
    app->store = NULL;
}
