/* chart.h - charts over time, drawn as inline SVG, told as tables
 *
 * A chart is a <figure> of columns, failures stacked by class.  Above them, on a scale of its own,
 * may stand what went well: a day is judged by both, and the one would hide the other if they
 * shared a scale.  What is drawn can be read as numbers in a table.  Texts may be strangers'.
 */
#ifndef RENDER_CHART_H
#define RENDER_CHART_H

#include "base/lang.h"
#include "base/strbuf.h"

/* One column: an hour, a day. */
struct chart_slot {
    struct smtplog_slice name;          /* in the table and in hints */
    struct smtplog_slice label;         /* below the column, where there is room; short */
    int64_t class[6];                   /* failures by first digit, 3 to 5 */
    int64_t well;                       /* what went well; in the table only if not drawn */
    int marked;                         /* 1: stands out, it is what the report is about */
};

struct chart {
    const char *id;                     /* unique in the page */
    const char *title, *column;         /* translated; head of the table's first column */
    const char *well;                   /* translated: what `well` of the slots counts */
    int drawn_well;                     /* 1: it is drawn, 0: it stands in the table alone */
    const struct chart_slot *slots;
    size_t len;
    const struct lang *lang;
};

/* Appends the picture as SVG, and the same figures as a table for who sees none. */
void chart_columns(struct strbuf *out, const struct chart *c);

/* The end of a scale from 0: 2, 4, 6 or 10 times a power of ten, so that its half is whole
 * and round too. */
int64_t chart_scale(int64_t most);

#endif
