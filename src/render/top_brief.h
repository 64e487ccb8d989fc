/* top_brief.h - the top offenders on one screen: what to know at a glance
 *
 * The verdict, each trouble in one line, the first groups of each section, as many as the lines
 * allow; nothing is longer than a line or wider than the screen.
 */
#ifndef RENDER_TOP_BRIEF_H
#define RENDER_TOP_BRIEF_H

#include "render/top_text.h"

/* Appends at most `rows` lines. */
void top_brief(struct strbuf *out, const struct top *t, const struct health *h,
               const struct text_options *o, int rows);

#endif
