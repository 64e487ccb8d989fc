/* report_markdown.h - the report in Markdown (CommonMark with GitHub's tables) */
#ifndef RENDER_REPORT_MARKDOWN_H
#define RENDER_REPORT_MARKDOWN_H

#include "report/report.h"
#include "render/top_text.h"

/* Appends the report as Markdown; what strangers wrote is escaped. */
void report_markdown(struct strbuf *out, const struct report *r, const struct text_options *o);

#endif
