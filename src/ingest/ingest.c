/* Opens what was named, asks how far each was read, and sends its lines on the way. */
#include "ingest/ingest.h"

#include "base/mem.h"
#include "ingest/folders.h"
#include "ingest/glance.h"
#include "ingest/reader.h"
#include "ingest/to_json.h"
#include "ingest/to_store.h"
#include "input/discover.h"
#include "input/proof.h"
#include "plugin/dispatch.h"
#include "store/twins.h"

#include <stdlib.h>

/* One file in the order of reading. */
struct turn {
    const char *name;
    int64_t first_time;
    uint64_t size;
    size_t rank;                        /* as given: ties keep it */
    size_t path;                        /* which of the options' paths it came from */
    unsigned flags;
    int is_log;                         /* read, and a mail log */
};

static int by_time(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->first_time != y->first_time)
        return x->first_time < y->first_time ? -1 : 1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Has this file no line of the wanted time, as far as its outside tells?  first_time 0: not
 * known. */
static int is_outside(const struct ingest_options *o, const struct input_file *file,
                      int64_t first_time)
{
    return (o->written_since && file->written && file->written < o->written_since) ||
           (o->begun_until && first_time != INT64_MAX && first_time >= o->begun_until);
}

/* All paths to files, and which were named themselves: only of those is it a fault to be no
 * log. */
static struct turn *line_up(struct run *run, struct input_list *list, unsigned flags, size_t *n)
{
    const struct ingest_options *o = run->options;
    struct turn *turns = NULL;
    size_t cap = 0;

    *n = 0;
    for (size_t i = 0; i < o->paths_len; i++) {
        size_t first = list->len;
        size_t added = discover_path(list, o->paths[i],
                                     (o->usual_places ? DISCOVER_OPTIONAL : 0) |
                                         (o->recursive ? DISCOVER_RECURSIVE : 0), o->diag);
        turns = mem_grow(turns, &cap, *n + added, sizeof *turns);
        for (size_t k = first; k < list->len; k++, (*n)++)
            turns[*n] = (struct turn){
                .size = list->files[k].size, .rank = k, .path = i,
                .flags = flags | (strcmp(list->files[k].path, o->paths[i]) == 0 ? READER_GIVEN
                                  : 0),
            };
    }
    size_t all = *n;
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        turns[*n] = turns[i];
        turns[*n].name = list->files[i].path;
        if (is_outside(o, &list->files[i], 0))
            continue;
        if (all > 1 && strcmp(turns[*n].name, "-") != 0)
            turns[*n].first_time = glance_first_time(run, turns[*n].name);
        *n += !is_outside(o, &list->files[i], turns[*n].first_time);
    }
    if (*n > 1)
        qsort(turns, *n, sizeof *turns, by_time);
    return turns;
}

/* --log-format names one parser; a name that is none is told with those that there are. */
static int find_format(struct run *run)
{
    const char *name = run->options->format;
    if (!name)
        return 0;
    run->only = registry_find(run->options->registry, name);
    if (run->only)
        return 0;
    char *names = registry_names(run->options->registry);
    diag_error(run->options->diag, "no parser \"%s\"; there are: %s", name, names);
    free(names);
    return -1;
}

/* Of a folder's files some may be anything; that none is a mail log is a fault.  What was left out
 * is named. */
static void judge_folders(const struct run *run, const struct input_list *list,
                          const struct turn *turns, size_t n, const uint64_t *known)
{
    const struct ingest_options *o = run->options;
    struct folders left = {0};

    folders_leave_listed(&left, list);
    for (size_t k = 0; k < n; k++)
        if (!(turns[k].flags & READER_GIVEN) && !turns[k].is_log)
            folders_leave_file(&left, turns[k].name);
    if (o->tell_left_out && !o->usual_places && n)
        folders_tell(&left, o->recursive, o->diag);
    folders_release(&left);
    for (size_t i = 0; i < o->paths_len; i++) {
        size_t files = 0, given = 0;
        for (size_t k = 0; k < n; k++)
            if (turns[k].path == i) {
                files++;
                given += (turns[k].flags & READER_GIVEN) != 0;
            }
        if (files && !given && !known[i] && !o->usual_places)
            diag_error_n(o->diag, "%s: no mail log: %zu file was looked at",
                         "%s: no mail log: %zu files were looked at", files, o->paths[i], files);
    }
}

/* The loop over all sources; the outlet is ready. */
static int run_all(struct run *run, unsigned flags)
{
    const struct ingest_options *o = run->options;
    struct input_list list = {0};
    size_t n;
    int failed = 0;

    if (find_format(run) != 0)
        return -1;
    struct turn *turns = line_up(run, &list, flags, &n);
    if (run->outlet.trail_hour)
        run->twins = twins_new(run->outlet.trail_hour, run->outlet.to);
    uint64_t *known = mem_alloc((o->paths_len + 1) * sizeof *known);
    run->progress.files = n;
    run->outlet.expect(run->outlet.to, list.len);
    for (size_t i = 0; i < n; i++)
        run->progress.bytes_all += turns[i].size;
    for (size_t i = 0; i < n && failed == 0 && !(o->stop && *o->stop); i++) {
        run->progress.name = turns[i].name;
        run->progress.file = i + 1;
        run->next = i + 1 < n ? turns[i + 1].name : NULL;
        size_t before = run->totals.files + run->totals.unchanged;
        failed = reader_run(run, turns[i].name, turns[i].flags);
        turns[i].is_log = run->totals.files + run->totals.unchanged > before;
        known[turns[i].path] += (uint64_t)turns[i].is_log;
    }
    proof_end(run->proof, NULL);
    run->proof = NULL;
    if (failed == 0 && o->journal && !(o->stop && *o->stop)) {
        run->progress.name = "journal";
        failed = reader_run_journal(run, *o->journal ? o->journal : NULL);
    }
    if (failed == 0 && !(o->stop && *o->stop))
        judge_folders(run, &list, turns, n, known);
    dispatch_free(run->scout);
    twins_free(run->twins);
    strbuf_release(&run->host);
    free(known);
    free(turns);
    input_list_release(&list);
    return failed;
}

int ingest_to_store(struct store *store, const struct ingest_options *options,
                    struct ingest_totals *totals)
{
    struct run run = {.options = options};
    struct to_store *to = to_store_new(store, options, &run.totals);

    run.outlet = to_store_outlet(to);
    run.correlator = correlator_new(&run.outlet.sink);
    int failed = to_store_start(to, run.correlator);
    if (failed == 0)
        failed = run_all(&run, 0);
    if (to_store_finish(to) != 0)
        failed = -1;
    to_store_free(to);
    correlator_free(run.correlator);
    *totals = run.totals;
    return failed;
}

/* Every source from its beginning. */
static int run_whole(struct run *run)
{
    run->correlator = correlator_new(&run->outlet.sink);
    int failed = run_all(run, READER_WHOLE);
    correlate_end(run->correlator, 1);
    correlator_free(run->correlator);
    return failed;
}

int ingest_to_outlet(const struct outlet *outlet, const struct ingest_options *options,
                     struct ingest_totals *totals)
{
    struct run run = {.options = options, .outlet = *outlet};

    int failed = run_whole(&run);
    *totals = run.totals;
    return failed;
}

int ingest_to_json(FILE *out, const struct ingest_options *options, struct ingest_totals *totals)
{
    struct run run = {.options = options};
    struct to_json *to = to_json_new(out, options, &run.totals);

    run.outlet = to_json_outlet(to);
    int failed = run_whole(&run);
    if (to_json_free(to) != 0)
        failed = -1;
    *totals = run.totals;
    return failed;
}
