/* What three commands need before the first log is opened, and the bar while they read. */
#include "cli/reading.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/parsers.h"
#include "store/store.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* Where Debian, Red Hat, cPanel, DirectAdmin and the BSDs keep mail logs. */
const char *const reading_usual_places[] = {
    "/var/log/mail.log*", "/var/log/maillog*", "/var/log/exim4/mainlog*",
    "/var/log/exim4/rejectlog*", "/var/log/exim_mainlog*", "/var/log/exim_rejectlog*",
    "/var/log/exim/mainlog*", "/var/log/exim/rejectlog*", NULL,
};
enum { PLACES = sizeof reading_usual_places / sizeof *reading_usual_places - 1 };
enum { BAR_AFTER_MS = 700, BAR_EVERY_MS = 100, BAR_CELLS = 12 };

/* The one thing that a signal can reach. */
static volatile int stop_asked;

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

int reading_is_interrupted(void)
{
    return stop_asked;
}

void reading_catch_signals(void)
{
    struct sigaction once = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction hangup;
    sigaction(SIGINT, &once, NULL);
    sigaction(SIGTERM, &once, NULL);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &once, NULL);         /* else it was started by nohup(1) */
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A bar for long work, on a terminal alone. */
static void draw_bar(void *to, const struct ingest_progress *p)
{
    struct reading_set *r = to;
    struct strbuf name = {0}, fitted = {0};
    int64_t now = clock_ms();
    char cells[BAR_CELLS + 1];

    if (now - r->bar_shown < (r->bar_drawn ? BAR_EVERY_MS : BAR_AFTER_MS))
        return;
    double share = p->bytes_all ? (double)p->bytes / (double)p->bytes_all : 0;
    double seconds = (double)(now - r->begun) / 1000;
    share = share > 1 ? 1 : share;
    memset(cells, '.', BAR_CELLS);
    memset(cells, '#', (size_t)(share * BAR_CELLS));
    cells[BAR_CELLS] = '\0';
    text_for_terminal(&name, slice_str(p->name));
    text_fit(&fitted, strbuf_view(&name), r->app->width - BAR_CELLS - 54);
    fprintf(r->app->err, "\r\033[K[%s] %3d %%  %.1f M %s  %.0f k/s  ", cells,
            (int)(share * 100), (double)p->lines / 1e6, tr(r->app->lang, "lines"),
            (double)p->lines / 1000 / seconds);
    if (share > 0) {
        uint64_t left = (uint64_t)(seconds * (1 - share) / share);
        fprintf(r->app->err, tr(r->app->lang, "%llu:%02llu left  "),
                (unsigned long long)left / 60, (unsigned long long)left % 60);
    }
    fprintf(r->app->err, "%zu/%zu %s", p->file, p->files, fitted.ptr);
    fflush(r->app->err);
    r->bar_shown = now;
    r->bar_drawn = 1;
    strbuf_release(&name);
    strbuf_release(&fitted);
}

/* The journal is read if an option asks for it, or where no PATH is named and the configuration
 * does. 1: no other logs are to be read. */
static int choose_journal(struct reading_set *r, const struct args *args, size_t first)
{
    const char *folder = args_string(args, "journal-folder");
    const char *configured = config_in_force(&r->app->config, CONFIG_journal);

    if (folder || args_flag(args, "journal")) {
        r->options.journal = folder ? folder : "";
        return args->len <= first;
    }
    if (args->len <= first && strcasecmp(configured, "no") != 0)
        r->options.journal = strcasecmp(configured, "yes") == 0 ? "" : configured;
    return 0;
}

/* No PATH: the configured ones, else the usual ones. */
static void choose_paths(struct reading_set *r, const struct args *args, size_t first)
{
    size_t n = 0, cap = 0;

    if (choose_journal(r, args, first))
        return;
    if (args->len > first) {
        r->options.paths = args->operands + first;
        r->options.paths_len = args->len - first;
        return;
    }
    r->options.usual_places = r->app->config.paths == NULL;
    if (r->app->config.paths) {
        char *rest = r->places = mem_str(r->app->config.paths), *word;
        while ((word = strsep(&rest, " \t\n"))) {
            if (!*word)
                continue;
            r->paths = mem_grow(r->paths, &cap, n + 1, sizeof *r->paths);
            r->paths[n++] = word;
        }
    } else {
        r->paths = mem_alloc(PLACES * sizeof *r->paths);
        for (; n < PLACES; n++)
            r->paths[n] = reading_usual_places[n];
    }
    r->options.paths = r->paths;
    r->options.paths_len = n;
}

/* Stamps without a zone are of this one. */
static int choose_zone(struct app *app, const struct args *args)
{
    const char *zone = args_string(args, "tz") ? args_string(args, "tz") : app->config.time_zone;

    if (!zone)
        return STATUS_DONE;
    if (!zone_is_known(zone))
        return command_misused(
            app, N_("no time zone is named %s; names are such as Europe/Berlin or UTC"), zone);
    setenv("TZ", zone, 1);
    tzset();
    return STATUS_DONE;
}

/* A name of a format that nobody knows is wrong usage. */
static int choose_format(struct reading_set *r, const struct args *args, const char *option)
{
    r->options.format = args_string(args, option);
    if (!r->options.format || registry_find(r->registry, r->options.format))
        return STATUS_DONE;
    char *names = registry_names(r->registry);
    int status = command_misused(r->app, N_("no log format is named %s; there are: %s"),
                                 r->options.format, names);
    free(names);
    return status;
}

/* The cores that this process may use. */
static int64_t cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

int reading_begin(struct reading_set *r, struct app *app, const struct args *args)
{
    return reading_begin_as(r, app, args, "format", 0);
}

int reading_begin_as(struct reading_set *r, struct app *app, const struct args *args,
                     const char *format, size_t first_path)
{
    *r = (struct reading_set){.app = app, .begun = clock_ms(), .bar_shown = clock_ms()};
    int status = choose_zone(app, args);
    if (status == STATUS_DONE)
        status = parsers_load(&r->registry, app, args);
    if (status == STATUS_DONE)
        status = choose_format(r, args, format);
    if (status != STATUS_DONE)
        return status;
    r->classifier = parsers_classifier(app, r->registry);
    r->options.jobs = (size_t)args_number(args, "jobs", cores());
    r->options.recursive = args_flag(args, "recursive");
    r->options.host = args_string(args, "host");
    r->options.year = (int32_t)args_number(args, "year", 0);
    r->options.now = app->now;
    r->options.registry = r->registry;
    r->options.classifier = r->classifier;
    r->options.diag = &app->diag;
    r->options.stop = &stop_asked;
    if (app->err_is_terminal) {
        r->options.progress = draw_bar;
        r->options.progress_to = r;
    }
    choose_paths(r, args, first_path);
    reading_catch_signals();
    return STATUS_DONE;
}

void reading_end(struct reading_set *r)
{
    if (r->bar_drawn)
        fputs("\r\033[K", r->app->err);
    classifier_free(r->classifier);
    registry_free(r->registry);
    free(r->paths);
    free(r->places);
    *r = (struct reading_set){0};
}

void reading_tell_nothing(struct reading_set *r)
{
    const char *sentence = r->options.usual_places
        ? N_("no mail log in the usual places (/var/log/mail.log, /var/log/maillog, "
             "/var/log/exim4/mainlog and the like); name the logs, or set Paths in the "
             "configuration")
        : N_("there was nothing to read");
    diag_error(&r->app->diag, "%s", tr(r->app->lang, sentence));
}

void reading_tell(struct app *app, const struct ingest_totals *t)
{
    const struct lang *l = app->lang;
    double known = store_recognised(t->recognised, t->strange, t->unknown, t->unframed);

    if (t->files + t->unchanged == 0)
        return;
    fprintf(app->err, tr_n(l, "%llu line read", "%llu lines read", t->lines),
            (unsigned long long)t->lines);
    fprintf(app->err, tr_n(l, " from %zu log", " from %zu logs", t->files), t->files);
    if (t->unchanged)
        fprintf(app->err, tr(l, " (%zu unchanged)"), t->unchanged);
    fprintf(app->err, tr_n(l, ", %llu event", ", %llu events", t->events),
            (unsigned long long)t->events);
    if (t->duplicates)
        fprintf(app->err, tr(l, ", %llu copies in other logs not counted again"),
                (unsigned long long)t->duplicates);
    if (known >= 0)
        fprintf(app->err, tr(l, "; %.1f %% of the mail servers' lines recognised"), known);
    fputs(".\n", app->err);
}
