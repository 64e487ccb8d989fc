/* Columns of the lists of who, a row each. */
#include "render/list.h"

#include "phrase/say.h"

static const struct { const char *title; int number, least; } heads[LIST_COLUMNS] = {
    [LIST_NAME] = {NULL, 0, 12}, [LIST_FAILURES] = {N_("failures"), 1, 0},
    [LIST_5XX] = {"5xx", 1, 0}, [LIST_4XX] = {"4xx", 1, 0}, [LIST_3XX] = {"3xx", 1, 0},
    [LIST_TREND] = {N_("trend"), 0, 0}, [LIST_CAUSE] = {N_("most of it"), 0, 14},
    [LIST_OTHERS] = {NULL, 1, 0}, [LIST_FIRST] = {N_("first"), 0, 0},
    [LIST_LAST] = {N_("last"), 0, 0}, [LIST_DELIVERED] = {N_("delivered"), 1, 0},
    [LIST_BOUNCED] = {N_("bounced"), 1, 0}, [LIST_PUT_OFF] = {N_("put off"), 1, 0},
    [LIST_RATE] = {N_("rate"), 1, 0}, [LIST_HALF] = {N_("median"), 1, 0},
    [LIST_ASKED] = {N_("greylisted"), 1, 0}, [LIST_RETURNED] = {N_("accepted"), 1, 0},
    [LIST_MOST] = {N_("95 %"), 1, 0},
};

struct list_head list_head(const struct report_list *list, enum list_column column,
                           const struct lang *lang)
{
    const char *title = column == LIST_NAME ? list->name
                      : column == LIST_OTHERS ? list->others : heads[column].title;
    return (struct list_head){tr(lang, title), heads[column].number, heads[column].least};
}

static void say_time(struct strbuf *out, int64_t time, const struct report *r,
                     const struct lang *lang)
{
    if (time)
        period_moment(out, time, r->options.period.until, lang);
}

/* Nothing waited: there is no time to tell. */
static void say_wait(struct strbuf *out, int64_t seconds, const struct report_row *row,
                     const struct lang *lang)
{
    if (row->waited)
        period_length(out, seconds, lang);
    else
        strbuf_str(out, "–");
}

enum style_kind list_cell(struct strbuf *out, enum list_column column,
                          const struct report_row *row, const struct report *r,
                          const struct adviser *adviser)
{
    const struct lang *lang = adviser->lang;
    switch (column) {
    case LIST_NAME: strbuf_str(out, row->name ? row->name : tr(lang, "(not known)")); break;
    case LIST_FAILURES: lang_count(out, row->count, lang); break;
    case LIST_5XX: lang_count(out, row->class[5], lang); break;
    case LIST_4XX: lang_count(out, row->class[4], lang); break;
    case LIST_3XX: lang_count(out, row->class[3], lang); break;
    case LIST_TREND:
        say_trend(out, row->trend, row->count, row->before, lang);
        return style_of_trend(row->trend);
    case LIST_CAUSE: strbuf_slice(out, advice_cause_title(adviser, slice_str(row->cause))); break;
    case LIST_OTHERS:
        if (row->first)
            lang_count(out, row->others, lang);
        else
            strbuf_str(out, "–");       /* a row of times unknown has no others either */
        break;
    case LIST_FIRST: say_time(out, row->first, r, lang); break;
    case LIST_LAST: say_time(out, row->last, r, lang); break;
    case LIST_DELIVERED: lang_count(out, row->delivered, lang); break;
    case LIST_BOUNCED: lang_count(out, row->bounced, lang); break;
    case LIST_PUT_OFF: lang_count(out, row->put_off, lang); break;
    case LIST_RATE: say_share(out, row->delivered, row->count); break;
    case LIST_ASKED: lang_count(out, row->asked, lang); break;
    case LIST_RETURNED: lang_count(out, row->waited, lang); break;
    case LIST_HALF: say_wait(out, row->half, row, lang); break;
    case LIST_MOST: say_wait(out, row->most, row, lang); break;
    default: break;
    }
    return STYLE_PLAIN;
}
