/* spark.h - a course of days as a drawing the size of a word
 *
 * Columns without a scale: the height of the highest is the drawing's, the last stands out, and a
 * line marks what is usual.  To a screen reader it is one image with a title and a description.
 */
#ifndef RENDER_SPARK_H
#define RENDER_SPARK_H

#include "base/strbuf.h"

struct spark {
    const char *id;                     /* unique in the page */
    struct smtplog_slice title, about;
    const int64_t *values;              /* -1: not known */
    size_t len;
    double usual;                       /* negative: not known */
};

/* Appends a small line without axes, as SVG with its title and a sentence on what it shows. */
void spark_draw(struct strbuf *out, const struct spark *s);

#endif
