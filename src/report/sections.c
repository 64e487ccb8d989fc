/* The table of the report's sections.  A section that tells who failed how often is one row here
 * and one function that fills it; no rendering needs to know of it. */
#include "report/sections.h"

#include "report/rows.h"

#define BY_CLASS {LIST_NAME, LIST_FAILURES, LIST_5XX, LIST_4XX, LIST_3XX, LIST_TREND, LIST_CAUSE}
#define BY_TIME {LIST_NAME, LIST_FAILURES, LIST_OTHERS, LIST_FIRST, LIST_LAST}

#define BY_OUTCOME {LIST_NAME, LIST_DELIVERED, LIST_BOUNCED, LIST_PUT_OFF, LIST_RATE, LIST_HALF, \
                    LIST_MOST}

/* Each is defined in a file of its own or with its like: deliveries.c, failing.c, logins.c. */
rows_fill rows_greylisted, rows_destinations, rows_recipients_providers, rows_providers,
    rows_hosts, rows_logins;

const struct report_section report_sections[] = {
    {.id = "counts", .title = N_("Mail"), .form = FORM_COUNTS, .flows = 1, .glance = 1},
    {.id = "todo", .title = N_("Yours to do"), .form = FORM_YOURS, .glance = 1},
    {.id = "attention", .title = N_("Needs attention now"), .form = FORM_ATTENTION, .glance = 1},
    {.id = "summary", .title = N_("Summary"), .form = FORM_SUMMARY},
    {.id = "offenders", .member = "top", .title = N_("Top offenders"), .form = FORM_OFFENDERS},
    {.id = "destinations", .title = N_("Delivery by domain"), .form = FORM_LISTS,
     .flows = 1, .fill = rows_destinations,
     .lists = {{.id = "destination", .caption = N_("Deliveries by the recipient's domain"),
                .name = N_("domain"), .harmless = 1, .columns = BY_OUTCOME}}},
    {.id = "recipients-providers", .member = "delivery_providers",
     .title = N_("Delivery by provider"), .form = FORM_LISTS, .flows = 1,
     .fill = rows_recipients_providers,
     .lists = {{.id = "delivery-provider",
                .caption = N_("Deliveries by the provider whose servers take the mail"),
                .name = N_("provider"), .harmless = 1, .columns = BY_OUTCOME}}},
    {.id = "greylisted", .title = N_("Greylisted senders"), .form = FORM_LISTS, .flows = 1,
     .fill = rows_greylisted,
     .lists = {{.id = "greylist-returned", .member = "returned",
                .caption = N_("Senders who came back and were accepted, by domain"),
                .name = N_("came back"), .columns = {LIST_NAME, LIST_ASKED, LIST_RETURNED,
                                                     LIST_HALF, LIST_MOST}},
               {.id = "greylist-lost", .member = "lost",
                .caption = N_("Senders who have not come back, by domain"),
                .name = N_("did not come back"),
                .columns = {LIST_NAME, LIST_ASKED, LIST_LAST}}}},
    {.id = "providers", .title = N_("By provider"), .form = FORM_LISTS, .fill = rows_providers,
     .lists = {{.id = "provider", .caption = N_("Failures by provider"), .name = N_("provider"),
                .harmless = 1, .columns = BY_CLASS}}},
    {.id = "hosts", .title = N_("By host"), .form = FORM_LISTS, .fill = rows_hosts,
     .lists = {{.id = "host", .caption = N_("Failures by host"), .name = N_("host"),
                .harmless = 1, .columns = BY_CLASS}}},
    {.id = "logins", .member = "auth", .title = N_("Failed logins"), .form = FORM_LISTS,
     .fill = rows_logins,
     .lists = {{.id = "auth-network", .member = "networks", .caption = N_("Networks that tried"),
                .name = N_("from network"), .others = N_("users"), .harmless = 1,
                .columns = BY_TIME},
               {.id = "auth-user", .member = "users", .caption = N_("Names that were tried"),
                .name = N_("as user"), .others = N_("networks"), .columns = BY_TIME}}},
    {.id = "charts", .title = N_("Over time"), .form = FORM_TIME, .glance = 1},
    {.id = "quality", .title = N_("What was read"), .form = FORM_QUALITY},
    {.id = NULL},
};
_Static_assert(sizeof report_sections / sizeof *report_sections <= REPORT_SECTIONS + 1,
               "struct report has room for the rows of REPORT_SECTIONS sections");

static size_t place(const struct report_section *s)
{
    return (size_t)(s - report_sections);
}

int report_section_is_asked(const struct report *r, const struct report_section *s)
{
    return !s->flows || filter_is_any(&r->options.filter);
}

int report_section_is_there(const struct report *r, const struct report_section *s)
{
    if (!report_section_is_asked(r, s))
        return 0;
    if (s->form == FORM_ATTENTION && !filter_is_any(&r->options.filter))
        return r->health.len > r->health.yours;
    if (s->form == FORM_YOURS)
        return r->health.yours > 0;
    if (s->form == FORM_ATTENTION)
        return !r->health.yours || r->health.len > r->health.yours;
    if (s->form != FORM_LISTS)
        return 1;
    for (size_t i = 0; i < REPORT_LISTS; i++)
        if (r->rows[place(s)][i].len)
            return 1;
    return 0;
}

const struct report_rows *report_section_rows(const struct report *r,
                                              const struct report_section *s, size_t i)
{
    return &r->rows[place(s)][i];
}

struct report_rows *report_rows_of(struct report *r, const char *list)
{
    for (const struct report_section *s = report_sections; s->id; s++)
        for (size_t i = 0; i < REPORT_LISTS; i++)
            if (s->lists[i].id && strcmp(s->lists[i].id, list) == 0)
                return &r->rows[place(s)][i];
    return NULL;
}

int report_sections_fill(const struct report_facts *facts)
{
    int failed = STORE_OK;
    for (const struct report_section *s = report_sections; s->id; s++)
        if (s->fill && report_section_is_asked(facts->report, s))
            failed |= s->fill(facts->report->rows[place(s)], facts);
    return failed;
}

int report_list_has(const struct report_list *list, enum list_column column)
{
    for (size_t i = 0; list->columns[i] != LIST_END; i++)
        if (list->columns[i] == column)
            return 1;
    return 0;
}
