/* The proof that an operator's own forms are sound: their samples are read by them, and by no
 * parser before them, and say what the operator expects. */
#include "base/lang.h"
#include "event/event.h"
#include "frame/frame.h"
#include "plugin/dispatch.h"
#include "site/site.h"

#include <form.h>

struct proof {
    const struct registry *registry;
    struct diag *diag;
    unsigned faults;
};

static void tell(struct proof *p, const struct site_form *f, const char *what,
                 struct smtplog_slice detail)
{
    diag_error(p->diag, "%s:%u: form %s: %s: %.*s", f->stanza->file, f->stanza->line,
               f->form->name, tr(p->diag->lang, what), (int)detail.len,
               detail.ptr ? detail.ptr : "");
    p->faults++;
}

/* The code where a form took it alone, or in front of its reply. */
static int32_t code_of(const struct smtplog_event *e)
{
    struct smtplog_slice reply = e->reply;
    int32_t code = e->code;
    if (!code)
        scan_code(&reply, &code);
    return code;
}

/* Whether the member `name` is `value`; -1: there is no such member. */
static int is_said(const struct smtplog_event *e, struct smtplog_slice name,
                   struct smtplog_slice value)
{
    const struct smtplog_slice *slice = form_slice(e, name);
    uint64_t n;
    if (slice)
        return slice_eq(*slice, value);
    if (slice_is(name, "code"))
        return scan_number(&value, 3, &n) && !value.len && code_of(e) == (int32_t)n;
    if (slice_is(name, "phase"))
        return event_phase_word(e->phase) && slice_is(value, event_phase_word(e->phase));
    return -1;
}

/* "recipient=b@example.org", one a field. */
static void check_expected(struct proof *p, const struct site_form *f,
                           const struct smtplog_event *said)
{
    const struct stanza *s = f->stanza;
    struct smtplog_slice expect, name;
    for (size_t i = 0; (expect = stanza_nth(s->fields, s->count, "Expect", i)).ptr; i++) {
        struct smtplog_slice value = expect;
        int is = scan_until(&value, '=', &name) ? is_said(said, name, value) : -1;
        if (is < 0)
            tell(p, f, N_("Expect names a group and its value, \"code=550\""), expect);
        else if (!is)
            tell(p, f, N_("the first sample does not say"), expect);
    }
}

/* Which of the three conditions the sample does not meet: a form that takes no line is found so
 * before it is used. */
static void check_literals(struct proof *p, const struct site_form *f,
                           const struct smtplog_line *line, struct smtplog_slice sample)
{
    if (f->form->needle && slice_find(line->body, f->form->needle) < 0)
        tell(p, f, N_("Literal is not in its sample"), sample);
    else if (f->form->starts && !slice_starts(line->body, f->form->starts))
        tell(p, f, N_("its sample does not begin with Starts"), sample);
    else
        tell(p, f, N_("Program or Pattern does not fit its sample"), sample);
}

/* By the same way as a line of a log: framed, dispatched, and then it must be this form that
 * spoke. */
static void check_sample(struct proof *p, const struct site_form *f, size_t i,
                         struct smtplog_slice sample)
{
    enum { NOW = 1767225600 };          /* samples without a year lie before 2026 */
    struct record record;
    struct smtplog_event said;
    const struct smtplog_parser *by;
    if (!frame_one(sample, NOW, &record)) {
        tell(p, f, N_("its sample is no log line"), sample);
        return;
    }
    struct dispatch *d = dispatch_new(p->registry, NULL);
    int result = dispatch_parse(d, &record.line, &said, &by);
    int known = result == SMTPLOG_SAID || result == SMTPLOG_QUIET;
    if (known && said.form && strcmp(said.form, f->form->name) == 0) {
        if (i == 0)
            check_expected(p, f, &said);
    } else if (known && said.form && by) {
        tell(p, f, N_("another form takes its sample"), slice_str(said.form));
    } else if (known && by) {
        tell(p, f, N_("a parser knows its sample already"), slice_str(by->name));
    } else {
        check_literals(p, f, &record.line, sample);
    }
    dispatch_free(d);
}

unsigned dispatch_prove_site(const struct registry *r, struct diag *diag)
{
    const struct site *site = registry_site(r);
    struct proof p = {.registry = r, .diag = diag, .faults = site_faults(site)};
    for (size_t n = 0; n < site_count(site); n++) {
        const struct site_form *f = site_at(site, n);
        struct smtplog_slice sample;
        size_t i = 0;
        for (; (sample = stanza_nth(f->stanza->fields, f->stanza->count, "Sample", i)).ptr; i++)
            check_sample(&p, f, i, sample);
        if (!i)
            tell(&p, f, N_("no Sample"), slice_str(f->form->name));
    }
    return p.faults;
}
