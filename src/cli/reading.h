/* reading.h - what `ingest`, `parse` and `trace` share: options, the places to
 * look, bar, signals */
#ifndef CLI_READING_H
#define CLI_READING_H

#include "cli/command.h"
#include "ingest/ingest.h"

/* The option rows that all have, the first under the name that the command has for it; they add
 * their own. */
#define READING_OPTIONS READING_OPTIONS_AS("format")
#define READING_OPTIONS_AS(format)                                                             \
    {.name = format, .type = OPTION_STRING, .arg = "NAME",                                     \
     .help = N_("all logs are of this mail server: a parser's name, as postfix or exim")},\
    {.name = "host", .type = OPTION_STRING, .arg = "NAME",                                     \
     .help = N_("host name of logs whose lines name none")},                                   \
    {.name = "tz", .type = OPTION_STRING, .arg = "ZONE",                                       \
     .help = N_("time zone of stamps that do not say theirs, such as Europe/Berlin")},         \
    {.name = "year", .type = OPTION_INT, .arg = "YYYY", .min = 1980, .max = 2200,              \
     .help = N_("year of the first line of logs without a year")},                             \
    {.name = "jobs", .letter = 'j', .type = OPTION_INT, .arg = "N", .min = 1, .max = 64,       \
     .help = N_("threads that read long logs; as many as there are cores, if not given")},    \
    {.name = "recursive", .letter = 'r', .type = OPTION_FLAG,                                  \
     .help = N_("read the folders within folders too")},                                       \
    {.name = "journal", .type = OPTION_FLAG,                                                   \
     .help = N_("what mail programs wrote to the journal of systemd")},                        \
    {.name = "journal-folder", .type = OPTION_STRING, .arg = "FOLDER",                         \
     .help = N_("the same, of the journal whose files lie in FOLDER")},                        \
    {.name = "plugin", .type = OPTION_LIST, .arg = "FILE",                                     \
     .help = N_("load a further parser, a shared object")}

struct reading_set {
    struct ingest_options options;
    struct registry *registry;
    struct classifier *classifier;
    struct app *app;
    int64_t begun, bar_shown;           /* milliseconds of the clock, of the last drawing */
    int bar_drawn;
    const char **paths;                 /* the usual places, where none were given */
    char *places;
};

/* The patterns that are read where none are named or configured; NULL at the end. */
extern const char *const reading_usual_places[];

/* From the command line; STATUS_DONE, or the status to end with after a complaint. */
int reading_begin(struct reading_set *r, struct app *app, const struct args *args);
/* The same where other operands stand before the paths, and --format is named otherwise. */
int reading_begin_as(struct reading_set *r, struct app *app, const struct args *args,
                     const char *format, size_t first_path);
void reading_end(struct reading_set *r);        /* also takes the bar off the terminal */

/* An error: no input gave a line. */
void reading_tell_nothing(struct reading_set *r);

/* What was read, for people, on standard error. */
void reading_tell(struct app *app, const struct ingest_totals *totals);

/* SIGINT, SIGTERM and, as when a terminal is closed, SIGHUP ask to end; the second one ends.
 * reading_begin() calls it. */
void reading_catch_signals(void);
/* 1 once such a signal came: the batch is finished, then the command ends. */
int reading_is_interrupted(void);

#endif
