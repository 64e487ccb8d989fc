/* What is mailed is made harmless first, as text and as a page; what is printed stays as it was
 * logged. */
#include "cli/mailing.h"

#include "mail/mail.h"
#include "mail/report_defang.h"
#include "render/mail_html.h"
#include "phrase/health_say.h"
#include "render/report_text.h"

#include <string.h>

enum { DATE = 10, HOSTS_MOST = 40 };

/* "smtplog mx1 2026-11-22: 2 to do, 23 bounced (usual 20)".  A long list of hosts would push
 * the verdict out of sight. */
static void add_subject(struct strbuf *out, const struct report *r, const struct lang *lang)
{
    struct strbuf time = {0};
    period_clock(&time, r->options.period.since);
    strbuf_str(out, "smtplog ");
    const char *hosts = r->top.coverage.hosts;
    if (hosts && *hosts && strlen(hosts) <= HOSTS_MOST)
        strbuf_fmt(out, "%s ", hosts);
    strbuf_fmt(out, "%.*s: ", DATE, time.ptr);
    health_say_subject(out, &r->health, lang);
    strbuf_release(&time);
}

int mailing_send(struct app *app, struct report *r, const struct adviser *adviser, int explain,
                 const char *to)
{
    const struct text_options text_options = {.adviser = adviser, .width = TEXT_WIDTH,
                                              .explain = explain};
    const struct html_options html_options = {.adviser = adviser, .explain = explain};
    struct strbuf subject = {0}, text = {0}, html = {0};
    report_defang(r);
    add_subject(&subject, r, app->lang);
    report_text(&text, r, &text_options);
    report_mail_html(&html, r, &html_options);
    const struct mail mail = {
        .from = app->config.mail_from, .to = to, .subject = subject.ptr, .date = app->now,
        .text = strbuf_view(&text), .html = strbuf_view(&html), .lang = app->lang,
    };
    int failed = mail_send(&mail, app->config.sendmail, &app->diag);
    strbuf_release(&subject);
    strbuf_release(&text);
    strbuf_release(&html);
    return failed;
}
