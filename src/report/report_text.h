/* report_text.h - the report as plain text, made for 80 columns and a mail reader */
#ifndef REPORT_REPORT_TEXT_H
#define REPORT_REPORT_TEXT_H

#include "report/report.h"
#include "report/top_text.h"

void report_text(struct strbuf *out, const struct report *r, const struct text_options *o);

#endif
