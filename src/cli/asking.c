/* One reading of filters, periods and anonymity for all commands that ask: a filter means the
 * same everywhere. */
#include "cli/asking.h"

enum store_anonymity asking_anonymity(const struct args *args)
{
    return args_flag(args, "anonymize-clients") ? STORE_ANONYMOUS_CLIENTS
         : args_flag(args, "anonymize")         ? STORE_ANONYMOUS
                                                : STORE_NAMED;
}

int asking_anonymous(struct app *app, const struct args *args)
{
    return store_anonymous(app->store, asking_anonymity(args)) ? STATUS_FAILED : STATUS_DONE;
}

int asking_filter(struct app *app, const struct args *args, struct filter *filter)
{
    (void)app;
    const char *class = args_string(args, "class");
    *filter = (struct filter){
        .class = class ? class[0] - '0' : 0, .code = (int32_t)args_number(args, "code", 0),
        .enhanced = args_string(args, "enhanced"), .direction = args_string(args, "direction"),
        .mta = args_string(args, "mta"), .cause = args_string(args, "cause"),
        .peer = args_string(args, "peer"), .sender = args_string(args, "sender"),
        .recipient = args_string(args, "recipient"), .sasl_user = args_string(args, "sasl-user"),
        .host = args_string(args, "host"),
    };
    return STATUS_DONE;
}

int asking_period(struct app *app, struct period period)
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
