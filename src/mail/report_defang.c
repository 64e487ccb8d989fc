/* Strangers' names in the report made harmless, for a mail; see report_defang(). */
#include "mail/report_defang.h"

#include "base/mem.h"
#include "mail/defang.h"
#include "report/sections.h"

#include <stdlib.h>

static char *harmless(struct smtplog_slice text)
{
    struct strbuf out = {0};
    defang(&out, text);
    return strbuf_steal(&out);
}

static void replace(char **text)
{
    if (*text) {
        char *old = *text;
        *text = harmless(slice_str(old));
        free(old);
    }
}

/* Leaders are slices into the database's names: what stands for them is kept beside. */
static void replace_lead(struct report *r, struct smtplog_slice *text)
{
    if (!text->len)
        return;
    r->harmless = mem_grow(r->harmless, &r->harmless_cap, r->harmless_len + 1,
                           sizeof *r->harmless);
    *text = slice_str(r->harmless[r->harmless_len++] = harmless(*text));
}

/* The rules that explain a group read its sample: they must see what was logged.  A command to
 * type is left out where it would no longer find anything. */
static void replace_sample(struct sample *s)
{
    if (s->text && !s->logged) {
        s->logged = s->text;
        s->text = harmless(slice_str(s->logged));
    }
    if (s->trace) {
        char *trace = harmless(slice_str(s->trace));
        int same = strcmp(trace, s->trace) == 0;
        free(trace);
        if (!same) {
            free(s->trace);
            s->trace = NULL;
        }
    }
}

/* Names that strangers chose; causes, codes and providers are ours. */
static void replace_group(struct report *r, struct top_group *g)
{
    static const enum lead_kind strangers[] = {
        LEAD_PEER, LEAD_PEER_NAME, LEAD_SENDER, LEAD_RECIPIENT, LEAD_RECIPIENT_DOMAIN, LEAD_SASL,
    };
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        for (size_t k = 0; k < LEADERS; k++)
            replace_lead(r, &g->lead[strangers[i]].top[k].text);
    replace_sample(&g->sample);
}

/* All lists but those whose names no stranger chose. */
static void replace_names(struct report *r)
{
    for (const struct report_section *s = report_sections; s->id; s++)
        for (size_t i = 0; i < REPORT_LISTS; i++) {
            const struct report_list *list = &s->lists[i];
            struct report_rows *rows = list->id && !list->harmless ? report_rows_of(r, list->id)
                                                                   : NULL;
            for (size_t k = 0; rows && k < rows->len; k++)
                replace(&rows->rows[k].name);
        }
}

void report_defang(struct report *r)
{
    for (size_t i = 0; i < sizeof r->top.section / sizeof *r->top.section; i++)
        for (size_t k = 0; k < r->top.section[i].len; k++)
            replace_group(r, &r->top.section[i].groups[k]);
    for (size_t i = 0; i < r->health.len; i++) {
        replace(&r->health.troubles[i].subject);
        if (!trouble_is_unlogged(&r->health.troubles[i]))       /* else a log or daemon of ours */
            replace(&r->health.troubles[i].where);
    }
    replace_names(r);
    for (size_t i = 0; i < r->status.strange_len; i++)
        replace(&r->status.strange[i].sample);
}
