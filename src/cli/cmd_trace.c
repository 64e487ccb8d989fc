/* trace: the story of a queue id, a Message-ID, an address, a host or a user. */
#include "base/text.h"
#include "base/units.h"
#include "cli/asking.h"
#include "cli/confine.h"
#include "trace/trace.h"
#include "trace/story.h"

#include <unistd.h>

/* Programs get rows, people the story. */
static void print(struct app *app, const struct args *args, const struct trace *t)
{
    struct format_options format = {.style = app->style, .lang = app->lang};
    format_by_name(args_string(args, "format"), &format.format);
    if (!format_is_laid_out(format.format)) {
        trace_rows(app->out, t, &format);
        return;
    }
    struct adviser adviser = {.knowledge = knowledge_new(&app->diag), .lang = app->lang};
    struct strbuf text = {0};
    trace_text(&text, t, &adviser, app->style, app->width);
    fwrite(text.ptr, 1, text.len, app->out);
    strbuf_release(&text);
    asking_adviser_release(&adviser);
}

/* Of logs that nobody named it is no fault that they cannot be read, but it is told. */
static void tell_as_note(void *to, enum diag_level level, const char *sentence)
{
    (void)level;
    diag_note(to, "%s", sentence);
}

/* What the database knows goes first: it may know queue ids that the logs no longer tell. */
static int ask_store(struct app *app, struct trace *t, const char *word, struct period period)
{
    if (!app->store)
        return 0;
    int failed = store_snapshot_begin(app->store);
    failed |= trace_build(t, app->store, word, period);
    store_snapshot_end(app->store);
    return failed;
}

/* A database that cannot be asked is no fault while the logs answer, but it is told why. */
static void note_store(struct app *app, struct diag *notes)
{
    if (!app->store && app->db_path && access(app->db_path, F_OK) == 0)
        store_close(store_open(app->db_path, STORE_READ, notes));
}

static int ask_store_more(struct app *app, struct trace *t)
{
    if (!app->store)
        return 0;
    int failed = store_snapshot_begin(app->store);
    failed |= trace_build_more(t, app->store);
    store_snapshot_end(app->store);
    return failed;
}

/* Logs that were not named may be missing or unreadable: what is said of them is a note then and
 * no error. */
static int gather(struct app *app, struct reading_set *reading, struct trace *t, const char *word,
                  struct period period, int paths_given)
{
    struct diag notes = {.tell = tell_as_note, .to = &app->diag};
    note_store(app, &notes);
    int failed = ask_store(app, t, word, period);
    if (!paths_given)
        reading->options.diag = &notes;
    confine(app, reading, NULL, app->store ? GUARD_READ : 0);
    failed |= story_read(t, &reading->options, word, period);
    failed |= ask_store_more(app, t);
    trace_conclude(t);
    return failed;
}

/* Says where was looked, for "not found" may mean "not asked". */
static void tell_nothing(struct app *app, const char *word, int paths_given)
{
    struct strbuf safe = {0};
    text_for_terminal(&safe, slice_str(word));
    if (!app->store)
        diag_error(&app->diag, tr(app->lang, "%s: no line of the logs is of this queue id, "
                                             "Message-ID, address, host or user, and there is no "
                                             "database to ask"), safe.ptr);
    else if (paths_given)
        diag_error(&app->diag, tr(app->lang, "%s: neither these logs nor the database know this "
                                             "queue id, Message-ID, address, host or user"),
                   safe.ptr);
    else
        diag_error(&app->diag, tr(app->lang, "%s: neither the logs in the usual places nor the "
                                             "database know this queue id, Message-ID, address, "
                                             "host or user; name older logs behind it"), safe.ptr);
    strbuf_release(&safe);
}

/* First the database, which knows its failures at once; then the logs, which have the whole
 * story. */
static int run(struct app *app, const struct args *args)
{
    const char *word = args->operands[0];
    const struct period period = {args_number(args, "since", 0),
                                  args_number(args, "until", app->now + DAY)};
    struct reading_set reading;
    struct trace trace = {0};
    int paths_given = args->len > 1;

    int status = asking_in_order(app, period);
    if (status != STATUS_DONE)
        return status;
    status = reading_begin_as(&reading, app, args, "log-format", 1);
    if (status == STATUS_DONE) {
        int failed = gather(app, &reading, &trace, word, period, paths_given);
        status = failed || reading_is_interrupted() ? STATUS_FAILED : STATUS_DONE;
    }
    reading_end(&reading);
    if (status != STATUS_USAGE && !trace_is_empty(&trace))
        print(app, args, &trace);
    else if (status == STATUS_DONE) {
        tell_nothing(app, word, paths_given);
        status = STATUS_FAILED;
    }
    trace_release(&trace);
    return status;
}

static const struct option options[] = {
    ASKING_PERIOD(NULL, NULL,
                  N_("read logs, and look for an address, host or user, from this time on")),
    {.name = "format", .type = OPTION_CHOICE, .arg = "F", .choices = FORMAT_CHOICES,
     .def = "table",
     .help = N_("form of the story; all but table: a row an event")},
    OPTION_JSON,
    READING_OPTIONS_AS("log-format"),
    OPTION_END,
};

const struct command command_trace = {
    .name = "trace",
    .purpose = N_("tell the story of a message, an address, a host or a user"),
    .usage = "QUEUEID|MESSAGE-ID|ADDRESS [PATH...]",
    .details = N_("Tells one message's story in order of time, by its queue id or Message-ID: who "
                  "submitted it, each attempt at each host with its reply, what became of each "
                  "recipient, its former and next queue ids, and what the replies mean. An "
                  "address, a host or a user: the latest messages that name it, and what was "
                  "refused before there was a message. Reads the logs named, else those "
                  "configured or in the usual places; what is no longer in the logs comes from "
                  "the database, which keeps failures alone."),
    .options = options, .min_operands = 1, .max_operands = -1, .needs = NEEDS_DB_IF_ANY,
    .pages = 1,
    .run = run,
};
