/* dispatch.c - asks parsers for one stream's records
 *
 * Logs come in runs of one server's lines, so the parser that answered last is asked first. */
#include "plugin/dispatch.h"

#include "base/mem.h"
#include "site/site.h"

#include <stdlib.h>
#include <string.h>

enum { SEATS_ASKED_AHEAD = 32 };        /* bits of `declined` */

struct seat {
    const struct smtplog_parser *parser;
    void *state;
    int32_t number;                     /* the same in each dispatch of a registry */
};

struct dispatch {
    struct seat *seats;                 /* the one that answered last sits first */
    size_t len;
    struct site_reader *site;           /* the operator's own forms; NULL: there are none */
    int site_answers;                   /* they are asked when the record's turn comes */
    int goes_alone;                     /* answers found ahead hold no more */
};

/* Parsers in the order of the registry, each with its own state.  One without memory is left
 * out. */
static struct dispatch *seated(const struct registry *r, const struct smtplog_parser *only,
                               const struct smtplog_host *(*host)(const struct registry *r,
                                                                  size_t i))
{
    struct dispatch *d = mem_alloc(sizeof *d);
    d->seats = mem_alloc((registry_count(r) + 1) * sizeof *d->seats);
    for (size_t i = 0; i < registry_count(r); i++) {
        const struct smtplog_parser *p = registry_at(r, i);
        if (only && p != only)
            continue;
        void *state = p->open ? p->open(host(r, i)) : NULL;
        if (!p->open || state)          /* else no memory: better without this parser than not at
                                           all */
            d->seats[d->len++] = (struct seat){p, state, (int32_t)i};
    }
    return d;
}

struct dispatch *dispatch_new(const struct registry *r, const struct smtplog_parser *only)
{
    struct dispatch *d = seated(r, only, registry_host);
    d->site = site_open(registry_site(r));
    return d;
}

struct dispatch *dispatch_new_ahead(const struct registry *r, const struct smtplog_parser *only)
{
    struct dispatch *d = seated(r, only, registry_silent_host);
    d->site_answers = registry_site(r) && site_count(registry_site(r)) > 0;
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

/* Its server's parser has no form for it. */
static int is_formless(int result)
{
    return result == SMTPLOG_STRANGE || result == SMTPLOG_UNKNOWN;
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

static void sit_first(struct dispatch *d, size_t i)
{
    struct seat seat = d->seats[i];
    d->seats[i] = d->seats[0];
    d->seats[0] = seat;
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
        sit_first(d, i);
        *by = seat.parser;
        return is_formless(result) && d->site ? ask_site(d, line, event, result, by) : result;
    }
    *by = NULL;
    return d->site ? ask_site(d, line, event, SMTPLOG_NOT_MINE, by) : SMTPLOG_NOT_MINE;
}

/* ---- Ahead of their turn ---- */

/* One parser's answer; NOT_MINE also where it cannot be asked ahead. */
static int ask_alone(const struct seat *seat, const struct smtplog_line *line,
                     struct dispatch_answer *a)
{
    if (!SMTPLOG_PARSER_HAS(seat->parser, alone) || seat->number >= SEATS_ASKED_AHEAD)
        return SMTPLOG_NOT_MINE;
    memset(&a->said, 0, sizeof a->said);
    int result = seat->parser->alone(seat->state, line, &a->said);
    if (result == SMTPLOG_NOT_MINE)
        a->declined |= UINT32_C(1) << seat->number;
    return result;
}

void dispatch_ask_ahead(struct dispatch *d, const struct smtplog_line *line,
                        struct dispatch_answer *a)
{
    a->by = NULL;
    a->declined = 0;
    a->seat = -1;
    a->result = SMTPLOG_NOT_MINE;
    for (size_t i = 0; i < d->len && a->result == SMTPLOG_NOT_MINE; i++) {
        a->result = ask_alone(&d->seats[i], line, a);
        if (a->result == SMTPLOG_NOT_MINE)
            continue;
        a->seat = d->seats[i].number;
        a->by = d->seats[i].parser;
        sit_first(d, i);
    }
    if (d->site_answers && (a->result == SMTPLOG_NOT_MINE || is_formless(a->result)))
        a->result = SMTPLOG_IN_ORDER;
}

/* Would the parsers, as they sit now, have come to that answer? */
static int agrees(struct dispatch *d, const struct dispatch_answer *a)
{
    for (size_t i = 0; i < d->len; i++) {
        const int32_t number = d->seats[i].number;
        if (number == a->seat) {
            sit_first(d, i);
            return 1;
        }
        if (number >= SEATS_ASKED_AHEAD || !(a->declined >> number & 1))
            return 0;
    }
    return a->seat < 0;
}

int dispatch_take(struct dispatch *d, const struct dispatch_answer *ahead, int altered,
                  const struct smtplog_line *line, struct smtplog_event *own,
                  const struct smtplog_event **said, const struct smtplog_parser **by)
{
    const int wants_order = ahead && ahead->result == SMTPLOG_IN_ORDER;

    if (ahead && !altered && !wants_order && !d->goes_alone && agrees(d, ahead)) {
        *said = &ahead->said;
        *by = ahead->by;
        return ahead->result;
    }
    int result = dispatch_parse(d, line, own, by);
    *said = own;
    if (wants_order && ahead->seat >= 0 && *by && *by == d->seats[0].parser &&
        d->seats[0].number != ahead->seat)
        d->goes_alone = 1;
    return result;
}

void dispatch_go_alone(struct dispatch *d)
{
    d->goes_alone = 1;
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
