/* report_text.h - the report as plain text, made for 80 columns and a mail reader */
#ifndef RENDER_REPORT_TEXT_H
#define RENDER_REPORT_TEXT_H

#include "report/report.h"
#include "render/top_text.h"

/* Appends the report for a terminal or a mail, laid out for o->width. */
void report_text(struct strbuf *out, const struct report *r, const struct text_options *o);

#endif
