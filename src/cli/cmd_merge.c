/* merge: the databases of several machines into one. */
#include "cli/command.h"
#include "render/format.h"
#include "store/store.h"

/* 0, or -1 if nothing of it was taken over: told. */
static int merge(struct app *app, const char *other)
{
    int64_t added = store_merge(app->store, other);
    if (added < 0)
        return -1;
    struct strbuf count = {0};
    lang_count(&count, added, app->lang);
    diag_note(&app->diag, tr_n(app->lang, "%s: %s event taken over", "%s: %s events taken over",
                               (uint64_t)added), other, count.ptr);
    strbuf_release(&count);
    return 0;
}

/* Where none can be taken over no database is made for them: a name was misspelt. */
static int before(struct app *app, const struct args *args)
{
    for (size_t i = 0; i < args->len; i++)
        if (store_can_merge(args->operands[i], &app->unheard) == STORE_OK)
            return STATUS_DONE;
    for (size_t i = 0; i < args->len; i++)
        store_can_merge(args->operands[i], &app->diag);
    return STATUS_FAILED;
}

static int run(struct app *app, const struct args *args)
{
    int failed = 0;
    for (size_t i = 0; i < args->len; i++)
        failed |= merge(app, args->operands[i]) != 0;
    failed |= store_pack(app->store, app->now) != STORE_OK;
    return failed ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_merge = {
    .name = "merge", .purpose = N_("take over everything of other databases"),
    .usage = "OTHER.db...",
    .details = N_("Adds the events, messages, counts and sources of other databases of this "
                  "program to this one; they stay as they are. Records that stand in both count "
                  "once; where the counts of an hour cannot be parted, the database is refused as "
                  "a whole."),
    .min_operands = 1, .max_operands = -1, .needs = NEEDS_DB_WRITE, .run = run,
    .before = before,
};
