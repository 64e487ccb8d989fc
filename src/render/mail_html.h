/* mail_html.h - the report as the HTML part of a mail
 *
 * Mail programs drop style sheets, drawings and variables, and some lay out with tables alone.  So
 * every colour stands in its element, a bar is a table cell, and nothing depends on what is not
 * there.  What stands here is what the page says (report_html.h), shorter: the page is for the
 * screen, this for the first look in the morning.
 */
#ifndef RENDER_MAIL_HTML_H
#define RENDER_MAIL_HTML_H

#include "base/strbuf.h"
#include "render/html_options.h"
#include "report/model.h"

/* Appends the report as a mail program can show it: no style sheet, no script, no picture, and no
 * link that a stranger could have chosen. */
void report_mail_html(struct strbuf *out, const struct report *r, const struct html_options *o);

#endif
