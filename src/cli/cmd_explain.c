/* explain WHAT...: what a reply means, when it is seen, how to fix it, who must act. */
#include "explain/codes.h"
#include "cli/command.h"
#include "explain/explain.h"
#include "cli/nearest.h"

#include "base/mem.h"

#include <stdlib.h>

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT",
     .choices = SHEET_CHOICES, .def = "text", .help = N_("how to print it")},
    OPTION_END,
};

enum { SHEETS_MAX = 3, PASTED_MAX = 64 * 1024 };

/* What is gathered for one answer. */
struct answer {
    struct app *app;
    const struct knowledge *knowledge;
    const struct explain_here here;
    struct sheet sheets[SHEETS_MAX];
    size_t len;
};

static const struct smtplog_slice unknown = {NULL, 0};

static struct sheet *next_sheet(struct answer *a)
{
    return &a->sheets[a->len++];
}

static int is_code_word(struct smtplog_slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!scan_is_digit(word.ptr[i]) && word.ptr[i] != '.')
            return 0;
    return word.len > 0;
}

static int refuse(struct answer *a, struct smtplog_slice asked)
{
    struct nearest near = {0};
    struct strbuf list = {0};
    struct knowledge_cause cause;
    char *word = mem_strn(asked.ptr, asked.len), *causes[200];
    size_t n = 0;
    for (; n < 200 && knowledge_cause_at(a->knowledge, n, KNOWLEDGE_EN, &cause); n++)
        nearest_offer(&near, word, causes[n] = mem_strn(cause.cause.ptr, cause.cause.len));
    nearest_list(&near, &list, "");
    int status = is_code_word(asked)
        ? command_misused(a->app, N_("%s is no reply code (200 to 599) and no enhanced status code "
                                     "(2.x.x, 4.x.x, 5.x.x)"), word)
        : list.len ? command_misused(a->app, N_("nothing is known of \"%s\"; did you mean %s?"),
                                     word, list.ptr)
        : command_misused(a->app, N_("nothing is known of \"%s\": give a reply code, an enhanced "
                                     "status code, a cause, or a reply with its code"), word);
    while (n)
        free(causes[--n]);
    free(word);
    strbuf_release(&list);
    return status;
}

/* The sheets of a code and an enhanced code; 0 if either is none. */
static int add_codes(struct answer *a, const struct codes_asked *asked, int brief)
{
    int lang = knowledge_lang_of(a->app->lang->name);
    struct knowledge_code c;
    if (asked->code) {
        if (!knowledge_reply(a->knowledge, asked->code, lang, &c))
            return 0;
        struct sheet *s = next_sheet(a);
        explain_code(s, a->app->lang, &c, brief);
        struct smtplog_slice dotted = knowledge_lost_dots(a->knowledge, asked->code);
        if (dotted.len && (c.generic || c.seen))
            sheet_add(s, "perhaps_enhanced", tr(a->app->lang, "Without its dots"), dotted);
        if (!brief)
            explain_seen(s, &a->here, asked->code, unknown, unknown);
    }
    if (asked->enhanced.len) {
        if (!knowledge_enhanced(a->knowledge, asked->enhanced, lang, &c))
            return 0;
        struct sheet *s = next_sheet(a);
        explain_code(s, a->app->lang, &c, brief);
        if (!brief)
            explain_seen(s, &a->here, 0, asked->enhanced, unknown);
    }
    return 1;
}

/* Pasted words: what the rules make of them, then the codes that stand in them. */
static int add_pasted(struct answer *a, struct classifier *classifier, struct smtplog_slice text)
{
    struct app *app = a->app;
    struct event event;
    struct classify_verdict verdict;
    struct knowledge_cause cause;
    if (!classify_text(classifier, text, &event, &verdict))
        return 0;
    struct codes_asked codes = {.code = event.code, .enhanced = event.enhanced};
    struct sheet *s = next_sheet(a);
    int known = knowledge_cause(a->knowledge, verdict.cause, knowledge_lang_of(app->lang->name),
                                &cause);
    s->heading = known ? mem_strn(cause.title.ptr, cause.title.len)
                       : mem_str(tr(app->lang, "No rule knows these words"));
    explain_verdict(s, app->lang, &event, &verdict);
    if (known) {
        cause.who_acts = verdict.who_acts.len ? verdict.who_acts : cause.who_acts;
        explain_cause(s, app->lang, &cause);
    }
    explain_seen(s, &a->here, event.code, event.enhanced, verdict.cause);
    return add_codes(a, &codes, known && verdict.rule.len) || a->len > 1 || verdict.rule.len;
}

static int explain_pasted(struct answer *a, struct smtplog_slice asked)
{
    struct classifier *classifier = classifier_new(config_rules(&a->app->config),
                                                   &a->app->diag);
    int found = add_pasted(a, classifier, slice_head(asked, PASTED_MAX));
    classifier_free(classifier);
    return found ? STATUS_DONE : refuse(a, asked);
}

static int gather(struct answer *a, struct smtplog_slice asked)
{
    struct codes_asked codes = codes_read(asked);
    int lang = knowledge_lang_of(a->app->lang->name);
    struct knowledge_cause cause;
    struct knowledge_code class;
    if (codes.class && codes_class(a->knowledge, codes.class, a->app->lang, &class)) {
        explain_code(next_sheet(a), a->app->lang, &class, 0);
        return STATUS_DONE;
    }
    if (codes.rest.len == 0 && (codes.code || codes.enhanced.len))
        return add_codes(a, &codes, 0) ? STATUS_DONE : refuse(a, asked);
    if (knowledge_cause(a->knowledge, asked, lang, &cause)) {
        struct sheet *s = next_sheet(a);
        explain_cause(s, a->app->lang, &cause);
        explain_seen(s, &a->here, 0, unknown, cause.cause);
        return STATUS_DONE;
    }
    return is_code_word(asked) ? refuse(a, asked) : explain_pasted(a, asked);
}

static int run(struct app *app, const struct args *args)
{
    struct knowledge *knowledge = knowledge_new(&app->diag);
    struct answer a = {.app = app, .knowledge = knowledge,
                       .here = {app->store, app->now, app->lang}};
    struct sheet_look look = {.width = app->width, .style = app->style};
    struct strbuf asked = {0};
    for (size_t i = 0; i < args->len; i++)
        strbuf_fmt(&asked, "%s%s", i ? " " : "", args->operands[i]);
    sheet_format_by_name(args_string(args, "format"), &look.format);
    int status = gather(&a, slice_trim(strbuf_view(&asked)));
    if (status == STATUS_DONE)
        sheet_print(app->out, a.sheets, a.len, &look);
    for (size_t i = 0; i < a.len; i++)
        sheet_release(&a.sheets[i]);
    strbuf_release(&asked);
    knowledge_free(knowledge);
    return status;
}

const struct command command_explain = {
    .name = "explain", .purpose = N_("explain a reply code, a cause or a pasted reply"),
    .usage = "CODE|ENHANCED|CAUSE|TEXT...", .min_operands = 1, .max_operands = -1,
    .details = N_("CODE is a reply code (550) or a class (5xx), ENHANCED an enhanced status code "
                  "(5.7.26), CAUSE a key of the column cause (user-unknown), TEXT a reply, a line "
                  "of a bounce or a whole log line, best in quotes. With a database it adds how often "
                  "this machine has seen it in the last 30 days."),
    .options = options, .needs = NEEDS_DB_IF_ANY, .run = run,
};
