/* svg.h - inline drawings that stretch
 *
 * A drawing has no size of its own: viewBox tells its units, the page's style its size, and shapes
 * stretch with it (preserveAspectRatio none), so letters stand beside it in HTML and keep
 * theirs on a phone.  Colours come from the style by class.  To a screen reader a drawing
 * is one image with a title and a description (SVG 2 section 5.8; WAI-ARIA "img"); its
 * numbers belong in a table.
 */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H

#include "base/strbuf.h"

/* `id` is unique in the page; texts may be strangers'. */
void svg_begin(struct strbuf *out, const char *id, double width, double height,
               struct smtplog_slice title, struct smtplog_slice about);
/* For a drawing that only repeats the words beside it: hidden from screen readers. */
void svg_begin_ornament(struct strbuf *out, double width, double height);
void svg_end(struct strbuf *out);

/* Shapes that share a hint, shown where the pointer rests on one of them. */
void svg_group_begin(struct strbuf *out, struct smtplog_slice hint);
void svg_group_end(struct strbuf *out);

/* Shapes take their colours from the page's style sheet by their class. */
void svg_rect(struct strbuf *out, const char *class, double x, double y, double width,
              double height);
void svg_line(struct strbuf *out, const char *class, double x1, double y1, double x2, double y2);

#endif
