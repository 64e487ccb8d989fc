/* html_parts.h - the parts of the report's page
 *
 * report_html.c lays out the page and calls them; each writes what stands below its heading.
 */
#ifndef RENDER_HTML_PARTS_H
#define RENDER_HTML_PARTS_H

#include "render/html.h"
#include "render/html_options.h"
#include "render/top_text.h"
#include "report/sections.h"

struct html_page {
    struct strbuf *out;
    const struct report *r;
    const struct html_options *o;
    const struct lang *lang;            /* that of o->adviser */
    const struct picked *picked;        /* groups that are explained, in this order */
    size_t picked_len;
};

void html_tiles(const struct html_page *p);         /* html_tiles.c: counts and their month */
void html_yours(const struct html_page *p);         /* html_health.c: troubles, each with links */
void html_attention(const struct html_page *p);
void html_charts(const struct html_page *p);        /* html_charts.c: hours and days by side */
void html_offenders(const struct html_page *p);     /* html_offenders.c: by side, explained */
void html_lists(const struct html_page *p, const struct report_section *s);     /* html_lists.c */
void html_quality(const struct html_page *p);       /* html_quality.c: what was read */
/* "1,204,113 lines read · 99.8 % recognised · last line 2026-11-22 23:59:58" */
void html_say_coverage(struct strbuf *out, const struct html_page *p);

/* The next section of the page after `s`, NULL at the start; NULL at the end. */
const struct report_section *html_next_section(const struct html_page *p,
                                               const struct report_section *s);

/* A paragraph of what `text` holds, if anything; clears it. */
void html_paragraph(const struct html_page *p, const char *class, struct strbuf *text);
/* The title of what a group failed of, or its key: never empty. */
struct smtplog_slice html_title_of(const struct html_page *p, const struct top_group *g);

/* Where a group can be linked to: its explanation, "why-5xx-2", else its row, "top-5xx-2".  `i`:
 * its place in the section of its class. */
void html_row_id(struct strbuf *out, const struct top_section *s, size_t i);
int html_why_id(struct strbuf *out, const struct html_page *p, const struct top_group *g);

#endif
