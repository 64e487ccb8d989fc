/* html_parts.h - the parts of the report's page
 *
 * report_html.c lays out the page and calls them; each writes what stands below its heading.
 */
#ifndef RENDER_HTML_PARTS_H
#define RENDER_HTML_PARTS_H

#include "render/html.h"
#include "render/html_options.h"
#include "report/sections.h"

struct html_page {
    struct strbuf *out;
    const struct report *r;
    const struct html_options *o;
    const struct lang *lang;            /* that of o->adviser */
};

void html_charts(const struct html_page *p);            /* html_charts.c: hours, days, causes */
void html_offenders(const struct html_page *p);         /* html_offenders.c: by class, explained */
void html_lists(const struct html_page *p, const struct report_section *s);    /* html_lists.c */
void html_quality(const struct html_page *p);           /* html_quality.c: what was read */

/* A paragraph of what `text` holds, if anything; clears it. */
void html_paragraph(const struct html_page *p, const char *class, struct strbuf *text);
/* The title of what a group failed of, or its key: never empty. */
struct smtplog_slice html_title_of(const struct html_page *p, const struct top_group *g);

#endif
