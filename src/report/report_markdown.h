/* report_markdown.h - the report in Markdown (CommonMark with GitHub's tables) */
#ifndef REPORT_REPORT_MARKDOWN_H
#define REPORT_REPORT_MARKDOWN_H

#include "report/report.h"
#include "report/top_text.h"

void report_markdown(struct strbuf *out, const struct report *r, const struct text_options *o);

#endif
