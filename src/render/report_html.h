/* report_html.h - the report as one self-contained page: no request goes out, no script is needed
 *
 * Everything on the page comes from the model (report/report.h) and its sentences (report_say.h,
 * say.h, advice.h); the page draws hours[], days[] and the sections' groups as inline SVG.
 */
#ifndef RENDER_REPORT_HTML_H
#define RENDER_REPORT_HTML_H

#include "render/html_options.h"
#include "report/report.h"

/* Appends one page that needs nothing from anywhere: styles and pictures stand in it. */
void report_html(struct strbuf *out, const struct report *r, const struct html_options *o);

#endif
