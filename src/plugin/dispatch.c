/* dispatch.c - asks parsers for one stream's records
 *
 * Logs come in runs of one server's lines, so the parser that answered last is asked first. */
#include "plugin/dispatch.h"

#include "base/mem.h"
#include "site/site.h"

#include <stdlib.h>
#include <string.h>

struct seat {
    const struct smtplog_parser *parser;
    void *state;
};

struct dispatch {
    struct seat *seats;                 /* the one that answered last sits first */
    size_t len;
    struct site_reader *site;           /* the operator's own forms; NULL: there are none */
};

struct dispatch *dispatch_new(const struct registry *r, const struct smtplog_parser *only)
{
    struct dispatch *d = mem_alloc(sizeof *d);
    d->seats = mem_alloc((registry_count(r) + 1) * sizeof *d->seats);
    d->site = site_open(registry_site(r));
    for (size_t i = 0; i < registry_count(r); i++) {
        const struct smtplog_parser *p = registry_at(r, i);
        if (only && p != only)
            continue;
        void *state = p->open ? p->open(registry_host(r, i)) : NULL;
        if (!p->open || state)          /* else no memory: better without this parser than not at
                                           all */
            d->seats[d->len++] = (struct seat){p, state};
    }
    return d;
}

void dispatch_free(struct dispatch *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->len; i++)
        if (d->seats[i].parser->close)
            d->seats[i].parser->close(d->seats[i].state);
    site_close(d->site);
    free(d->seats);
    free(d);
}

/* The operator's own forms, of a record that `by` (NULL: nobody) had no form for: `result`. */
static int ask_site(struct dispatch *d, const struct smtplog_line *line,
                    struct smtplog_event *event, int result, const struct smtplog_parser **by)
{
    const struct site_form *form;
    struct smtplog_event said = {0};
    int answer = site_match(d->site, line, &said, &form);
    if (answer == SMTPLOG_NOT_MINE)
        return result;
    *event = said;
    *by = *by ? *by : &form->as;
    return answer;
}

int dispatch_parse(struct dispatch *d, const struct smtplog_line *line,
                   struct smtplog_event *event, const struct smtplog_parser **by)
{
    for (size_t i = 0; i < d->len; i++) {
        struct seat seat = d->seats[i];
        memset(event, 0, sizeof *event);
        int result = seat.parser->parse(seat.state, line, event);
        if (result == SMTPLOG_NOT_MINE)
            continue;
        d->seats[i] = d->seats[0];
        d->seats[0] = seat;
        *by = seat.parser;
        int formless = result == SMTPLOG_STRANGE || result == SMTPLOG_UNKNOWN;
        return formless && d->site ? ask_site(d, line, event, result, by) : result;
    }
    *by = NULL;
    return d->site ? ask_site(d, line, event, SMTPLOG_NOT_MINE, by) : SMTPLOG_NOT_MINE;
}

static enum frame_worth worth(void *to, const struct smtplog_line *line)
{
    const struct smtplog_parser *by;
    struct smtplog_event said;
    int result = dispatch_parse(to, line, &said, &by);
    return result == SMTPLOG_SAID ? FRAME_KNOWN : by ? FRAME_SERVERS : FRAME_NOBODYS;
}

struct frame_judge dispatch_judge(struct dispatch *d)
{
    return (struct frame_judge){worth, d};
}
