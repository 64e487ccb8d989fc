/* An unchanged file costs a stat, a grown or rotated one is known by its content. */
#include "cli/follow.h"

#include "base/units.h"
#include "cli/once.h"
#include "ingest/publish.h"
#include "ingest/resume.h"
#include "store/store.h"

#include <time.h>

enum { FOLLOW_SECONDS = 1 };

struct follow {
    struct app *app;
    struct reading_set *reading;
    struct ingest_totals *sum;
    struct once once;
    struct resume_memory memory;
    int64_t begun;                      /* seconds_up() at app->now */
    int64_t packed;                     /* the hour of the last packing */
    int lost;                           /* a database, on the way */
};

/* Runs of --follow read the same logs again and again. */
static void add_totals(struct ingest_totals *sum, const struct ingest_totals *t)
{
    if (sum->files < t->files + t->unchanged)
        sum->files = t->files + t->unchanged;       /* each log once */
    sum->lines += t->lines;
    sum->recognised += t->recognised;
    sum->events += t->events;
    sum->duplicates += t->duplicates;
    sum->strange += t->strange;
    sum->foreign += t->foreign;
    sum->unframed += t->unframed;
    sum->unknown += t->unknown;
}

static int64_t seconds_up(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec;
}

/* What has grown since; hours are packed as they end. */
static int read_round(struct follow *f)
{
    struct ingest_options *o = &f->reading->options;
    struct store *store = f->app->store;
    struct ingest_totals totals = {0};

    f->app->diag.errors = 0;
    once_round(&f->once);
    o->now = f->app->now + seconds_up() - f->begun;
    if (store_is_there(store) != STORE_OK)
        return -1;
    int failed = ingest_to_store(store, o, &totals);
    add_totals(f->sum, &totals);
    o->tell_left_out = 0;
    if (failed || o->now / HOUR == f->packed)
        return failed;
    f->packed = o->now / HOUR;
    return store_pack(store, o->now) == STORE_OK ? 0 : -1;
}

/* The database was taken away: what was read since is read again, into the one that stands there
 * now, or a new one.  -1: told. */
static int open_anew(struct follow *f)
{
    struct app *app = f->app;
    f->lost = 1;
    resume_forget(&f->memory);
    diag_note(&app->diag, "%s: opened anew; the logs are read again", app->db_path);
    store_close(app->store);
    app->store = store_open(app->db_path, STORE_WRITE, &app->diag);
    return app->store ? publish_knowledge(app->store, f->reading->classifier, &app->diag) : -1;
}

static int go_round(struct follow *f)
{
    int failed = read_round(f);
    return failed && store_has_moved(f->app->store) ? open_anew(f) : failed;
}

/* An operator who waits for lines sees what is waited for. */
static void tell_followed(const struct follow *f)
{
    const struct ingest_options *o = &f->reading->options;
    const size_t logs = f->sum->files;
    struct strbuf places = {0};
    for (size_t i = 0; i < o->paths_len; i++)
        strbuf_fmt(&places, "%s%s", i ? " " : "", o->paths[i]);
    diag_note_n(&f->app->diag, "following %s: %zu log now; an interrupt (Ctrl-C) ends it",
                "following %s: %zu logs now; an interrupt (Ctrl-C) ends it", logs,
                strbuf_text(&places), logs);
    strbuf_release(&places);
}

int follow_logs(struct app *app, struct reading_set *reading, int quiet, struct ingest_totals *sum)
{
    const struct timespec pause = {.tv_sec = FOLLOW_SECONDS};
    struct follow f = {.app = app, .reading = reading, .sum = sum, .begun = seconds_up()};

    once_begin(&f.once, &app->diag);
    reading->options.diag = &f.once.diag;
    reading->options.memory = &f.memory;
    int failed = go_round(&f);
    if (!failed && !quiet)
        tell_followed(&f);
    while (!failed && !reading_is_interrupted()) {
        nanosleep(&pause, NULL);
        if (!reading_is_interrupted())
            failed = go_round(&f);
    }
    app->diag.errors += f.once.diag.errors;
    reading->options.memory = NULL;
    reading->options.diag = &app->diag;
    resume_forget(&f.memory);
    once_release(&f.once);
    return failed || f.lost ? -1 : 0;
}
