/* One reading of filters, periods and anonymity for all commands that ask: a filter means the
 * same everywhere. */
#include "cli/asking.h"

#include "base/mem.h"
#include "base/nearest.h"

#include <arpa/inet.h>
#include <stdlib.h>

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

/* ---- A value that cannot be is wrong usage, not an empty answer ----------------------------- */

/* Takes the sentence; the nearest right values are added to it. */
static int misused(struct app *app, struct strbuf *sentence, const struct nearest *nearest)
{
    struct strbuf list = {0};
    if (nearest)
        nearest_list(nearest, &list, "");
    if (list.len)
        strbuf_fmt(sentence, tr(app->lang, "; did you mean %s?"), list.ptr);
    diag_error(&app->diag, "%s", sentence->ptr);
    strbuf_release(&list);
    strbuf_release(sentence);
    return command_see_help(app);
}

/* Causes are the knowledge base's, and what rules of one's own gave to replies in the database. */
static int check_cause(struct app *app, const char *value)
{
    struct knowledge *k = knowledge_new(&app->diag);
    struct knowledge_cause known;
    struct nearest nearest = {.len = 0};
    char *words[256];
    size_t len = 0;
    int found = 0;
    for (size_t i = 0; len < 256 && knowledge_cause_at(k, i, KNOWLEDGE_EN, &known); i++) {
        words[len] = mem_strn(known.cause.ptr, known.cause.len);
        found |= strcmp(words[len], value) == 0;
        nearest_offer(&nearest, value, words[len++]);
    }
    if (!found) {
        struct store_query *q = store_query(app->store, SQL_CAUSE_KNOWN);
        store_bind_text(q, 1, slice_str(value));
        found = store_next(q);
        store_query_end(q);
    }
    struct strbuf text = {0};
    strbuf_fmt(&text, tr(app->lang, "no cause is named %s"), value);
    int status = found ? STATUS_DONE : misused(app, &text, &nearest);
    strbuf_release(&text);
    while (len)
        free(words[--len]);
    knowledge_free(k);
    return status;
}

static int check_mta(struct app *app, const char *value)
{
    struct nearest nearest = {.len = 0};
    char *words[32];
    size_t len = 0;
    int found = 0;
    struct store_query *q = store_query(app->store, SQL_MTA_KNOWN);
    while (len < 32 && store_next(q)) {
        struct smtplog_slice mta = store_text(q, 0);
        words[len] = mem_strn(mta.ptr, mta.len);
        found |= strcmp(words[len], value) == 0;
        nearest_offer(&nearest, value, words[len++]);
    }
    store_query_end(q);
    struct strbuf text = {0};
    strbuf_fmt(&text, tr(app->lang, "no log in the database is of a mail server named %s"), value);
    int status = found || !len ? STATUS_DONE : misused(app, &text, &nearest);
    strbuf_release(&text);
    while (len)
        free(words[--len]);
    return status;
}

static int check_enhanced(struct app *app, const char *value)
{
    struct smtplog_slice c = slice_str(value), code;
    struct strbuf text = {0};
    if (scan_enhanced(&c, &code) && c.len == 0)
        return STATUS_DONE;
    strbuf_fmt(&text, tr(app->lang, "--enhanced %s: an enhanced status code has three numbers, "
                                    "such as 5.1.1"), value);
    return misused(app, &text, NULL);
}

/* What has the letters of an address must be one, or a network as peer-net prints it. */
static int check_peer(struct app *app, const char *value)
{
    struct strbuf text = {0};
    char address[64];
    unsigned char bytes[16];
    size_t len = strcspn(value, "/");
    int is_4 = strspn(value, "0123456789./") == strlen(value) && strchr(value, '.');
    int is_6 = strchr(value, ':') != NULL;
    if ((!is_4 && !is_6) || len >= sizeof address)
        return STATUS_DONE;
    memcpy(address, value, len);
    address[len] = '\0';
    if (inet_pton(is_6 ? AF_INET6 : AF_INET, address, bytes) == 1)
        return STATUS_DONE;
    strbuf_fmt(&text, tr(app->lang, "--peer %s: this is no address"), value);
    return misused(app, &text, NULL);
}

static int check_filter(struct app *app, const struct filter *f)
{
    const struct { const char *value; int (*check)(struct app *, const char *); } checks[] = {
        {f->cause, check_cause}, {f->mta, check_mta}, {f->enhanced, check_enhanced},
        {f->peer, check_peer},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        int status = checks[i].value ? checks[i].check(app, checks[i].value) : STATUS_DONE;
        if (status != STATUS_DONE)
            return status;
    }
    return STATUS_DONE;
}

int asking_filter(struct app *app, const struct args *args, struct filter *filter)
{
    const char *class = args_string(args, "class");
    *filter = (struct filter){
        .class = class ? class[0] - '0' : 0, .code = (int32_t)args_number(args, "code", 0),
        .enhanced = args_string(args, "enhanced"), .direction = args_string(args, "direction"),
        .mta = args_string(args, "mta"), .cause = args_string(args, "cause"),
        .peer = args_string(args, "peer"), .sender = args_string(args, "sender"),
        .recipient = args_string(args, "recipient"), .sasl_user = args_string(args, "sasl-user"),
        .host = args_string(args, "host"),
    };
    return check_filter(app, filter);
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
