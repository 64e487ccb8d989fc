/* explain WHAT...: what a reply means, when it is seen, how to fix it, who must act. */
#include "cli/confine.h"
#include "cli/parsers.h"
#include "explain/answer.h"
#include "explain/codes.h"

#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT",
     .choices = SHEET_CHOICES, .def = "text", .help = N_("how to print it")},
    OPTION_JSON,
    OPTION_END,
};

enum { SAID_MOST = 80, CAUSES_MOST = 200 };     /* bytes of what was asked in a complaint */

/* What was asked, made fit for a sentence on a terminal. */
static char *quotable(struct smtplog_slice asked)
{
    struct strbuf safe = {0}, fitted = {0};
    text_for_terminal(&safe, slice_head(asked, SAID_MOST * 4));
    text_fit(&fitted, strbuf_view(&safe), SAID_MOST);
    strbuf_release(&safe);
    return strbuf_steal(&fitted);
}

/* Nothing is known of it: says so by what it looks like, with the nearest names. */
static int refuse(struct app *app, const struct answer *a, struct smtplog_slice asked)
{
    struct nearest near = {0};
    struct strbuf list = {0};
    struct knowledge_cause cause;
    char *word = quotable(asked), *causes[CAUSES_MOST];
    size_t n = 0;
    for (; n < CAUSES_MOST && knowledge_cause_at(a->knowledge, n, KNOWLEDGE_EN, &cause); n++)
        nearest_offer(&near, word, causes[n] = mem_strn(cause.cause.ptr, cause.cause.len));
    nearest_list(&near, &list, "");
    int status = codes_is_number(asked)
        ? command_misused(app, N_("%s is no reply code (200 to 599) and no enhanced status code "
                                     "(2.x.x, 4.x.x, 5.x.x)"), word)
        : list.len ? command_misused(app, N_("nothing is known of \"%s\"; did you mean %s?"),
                                     word, list.ptr)
        : command_misused(app, N_("nothing is known of \"%s\": give a reply code, an enhanced "
                                     "status code, a cause, a mechanism of AUTH, or a reply with "
                                     "its code"), word);
    while (n)
        free(causes[--n]);
    free(word);
    strbuf_release(&list);
    return status;
}

/* All of a stream, up to what is looked at. */
static int read_all(FILE *in, struct strbuf *out)
{
    char chunk[16 * 1024];
    size_t n;
    while (out->len < PASTED_MAX && (n = fread(chunk, 1, sizeof chunk, in)) > 0)
        strbuf_add(out, chunk, n);
    return ferror(in) ? -1 : 0;
}

/* "-": standard input; one word that names a file: that file; else the words themselves. */
static int read_asked(struct app *app, const struct args *args, struct strbuf *out)
{
    struct stat st;
    const char *first = args->operands[0];
    if (args->len == 1 && strcmp(first, "-") == 0) {
        if (read_all(app->in, out) == 0)
            return STATUS_DONE;
        diag_error(&app->diag, tr(app->lang, "standard input cannot be read: %s"),
                   strerror(errno));
        return STATUS_FAILED;
    }
    if (args->len == 1 && strlen(first) < 4096 && stat(first, &st) == 0 && S_ISREG(st.st_mode)) {
        FILE *f = fopen(first, "re");
        int failed = !f || read_all(f, out) != 0;
        if (failed)
            diag_error(&app->diag, tr(app->lang, "%s cannot be read: %s"), first, strerror(errno));
        if (f)
            fclose(f);
        return failed ? STATUS_FAILED : STATUS_DONE;
    }
    for (size_t i = 0; i < args->len; i++)
        strbuf_fmt(out, "%s%s", i ? " " : "", args->operands[i]);
    return STATUS_DONE;
}

static struct smtplog_slice trimmed(struct smtplog_slice s)
{
    while (s.len && (s.ptr[0] == '\n' || s.ptr[0] == '\r'))
        s = slice_from(s, 1);
    while (s.len && (s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r'))
        s.len--;
    return slice_trim(s);
}

/* Works without a database: that only tells how often this machine has seen the reply. */
static int run(struct app *app, const struct args *args)
{
    struct answer a = {
        .here = {.store = app->store, .now = app->now, .lang = app->lang},
        .rules_folder = config_rules(&app->config), .diag = &app->diag,
    };
    struct sheet_look look = {.width = app->width, .style = app->style};
    struct strbuf words = {0};
    struct knowledge *knowledge = knowledge_new(&app->diag);
    a.knowledge = knowledge;
    sheet_format_by_name(args_string(args, "format"), &look.format);
    int status = parsers_load(&a.registry, app, NULL);
    if (status == STATUS_DONE) {
        confine(app, NULL, args->operands[0], app->store ? GUARD_READ : 0);
        status = read_asked(app, args, &words);
    }
    struct smtplog_slice asked = trimmed(strbuf_view(&words));
    if (status == STATUS_DONE && !answer_find(&a, asked))
        status = refuse(app, &a, asked);
    else if (status == STATUS_DONE)
        sheet_print(app->out, a.sheets, a.len, &look);
    answer_release(&a);
    strbuf_release(&words);
    knowledge_free(knowledge);
    return status;
}

const struct command command_explain = {
    .name = "explain", .purpose = N_("explain a reply, a code, a cause, a bounce or a dialogue"),
    .usage = "CODE|ENHANCED|CAUSE|MECHANISM|TAG|TEXT...|FILE|-",
    .min_operands = 1, .max_operands = -1,
    .details = N_("CODE is a reply code (550) or a class (5xx), ENHANCED an enhanced status code "
                  "(5.7.26, X.7.26), CAUSE a key of the column cause (user-unknown), MECHANISM "
                  "one of AUTH (PLAIN, CRAM-MD5), TAG a provider's own (TSS04, S3150), TEXT a "
                  "reply, a log line, a 334 with its challenge, best in quotes. FILE, or - for "
                  "standard input, may hold any of these and also a whole bounce with its MIME "
                  "parts, or a dialogue. With a database it adds how often this machine has seen "
                  "it in the last 30 days."),
    .options = options, .needs = NEEDS_DB_IF_ANY, .pages = 1,
    .run = run,
};
