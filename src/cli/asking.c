/* One reading of filters, periods and anonymity for all commands that ask: a filter means the
 * same everywhere. */
#include "cli/asking.h"

#include "cli/filter_check.h"
#include "cli/when.h"

enum anonymity asking_anonymity(const struct args *args)
{
    return args_flag(args, "anonymize-clients") ? ANONYMITY_CLIENTS
         : args_flag(args, "anonymize")         ? ANONYMITY_PEOPLE
                                                : ANONYMITY_NONE;
}

int asking_anonymous(struct app *app, const struct args *args)
{
    return store_anonymous(app->store, asking_anonymity(args)) ? STATUS_FAILED : STATUS_DONE;
}

int asking_filter(struct app *app, const struct args *args, struct filter *filter)
{
    const char *class = args_string(args, "class");
    *filter = (struct filter){
        .class = class ? class[0] - '0' : 0, .code = (int32_t)args_number(args, "code", 0),
        .enhanced = args_string(args, "enhanced"), .direction = args_string(args, "direction"),
        .mta = args_string(args, "mta"), .cause = args_string(args, "cause"),
        .provider = args_string(args, "provider"),
        .peer = args_string(args, "peer"), .sender = args_string(args, "sender"),
        .recipient = args_string(args, "recipient"), .sasl_user = args_string(args, "sasl-user"),
        .host = args_string(args, "host"),
    };
    return filter_check(app, filter);
}

int asking_in_order(struct app *app, struct period period)
{
    if (period.since < period.until)
        return STATUS_DONE;
    struct strbuf since = {0}, until = {0};
    period_clock(&since, period.since);
    period_clock(&until, period.until);
    int status = command_misused(app, N_("--since (%s) is not before --until (%s)"), since.ptr,
                                 until.ptr);
    strbuf_release(&since);
    strbuf_release(&until);
    return status;
}

/* The operands as one text, for who types without quotes. */
static int period_of_words(struct app *app, const struct args *args, struct period *period)
{
    struct strbuf words = {0};
    for (size_t i = 0; i < args->len; i++)
        strbuf_fmt(&words, "%s%s", i ? " " : "", args->operands[i]);
    int status = STATUS_DONE;
    if (args_given(args, "since") || args_given(args, "until"))
        status = command_misused(app, N_("the period is given twice: %s, and by --since or "
                                         "--until"), words.ptr);
    else if (!when_period(words.ptr, app->now, &period->since, &period->until))
        status = command_misused(app, N_("%s: not a period; accepted: %s"), words.ptr,
                                 tr(app->lang, when_periods_accepted));
    else
        status = asking_in_order(app, *period);
    strbuf_release(&words);
    return status;
}

int asking_period(struct app *app, const struct args *args, struct period usual,
                  struct period *period)
{
    if (args->len)
        return period_of_words(app, args, period);
    const char *since = args_string(args, "since"), *until = args_string(args, "until");
    *period = usual;                    /* read anew, for a watch goes on and on */
    if (since && when_time(since, app->now, &period->since))
        period->until = app->now;
    if (until)
        when_time(until, app->now, &period->until);
    return asking_in_order(app, *period);
}

void asking_adviser(struct app *app, struct adviser *adviser)
{
    *adviser = (struct adviser){
        .knowledge = knowledge_new(&app->diag), .lang = app->lang,
        .classifier = classifier_new(config_rules(&app->config), &app->diag),
    };
}

void asking_adviser_release(struct adviser *adviser)
{
    classifier_free(adviser->classifier);
    knowledge_free((struct knowledge *)(uintptr_t)adviser->knowledge);
}

/* Nothing was read of the period: that is no good news, and said what there is instead. */
int asking_no_data(struct app *app, struct period p, const struct coverage *c)
{
    struct strbuf period = {0}, first = {0}, last = {0};
    period_text(&period, p, app->lang);
    if (c->all_sources && c->all_last) {
        period_clock(&first, c->all_first);
        period_clock(&last, c->all_last);
        diag_error(&app->diag, tr(app->lang,
                                  "no data for %s: the logs in the database are of %s to %s"),
                   period.ptr, first.ptr, last.ptr);
    } else {
        diag_error(&app->diag, tr(app->lang,
                                  "no data for %s: no logs have been read yet; run smtplog "
                                             "ingest first"), period.ptr);
    }
    strbuf_release(&period);
    strbuf_release(&first);
    strbuf_release(&last);
    return STATUS_FAILED;
}
