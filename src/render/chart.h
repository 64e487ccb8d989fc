/* chart.h - charts of failures by class, drawn as inline SVG, told as tables
 *
 * Two kinds: columns over time, stacked by class, and bars of causes.  Both are <figure>s with a
 * caption, and what they show can be read as numbers in a table.  Texts may be strangers'.
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
    int64_t accepted;                   /* in the table only */
    int marked;                         /* 1: stands out, it is what the report is about */
};

struct chart {
    const char *id;                     /* unique in the page */
    const char *title, *column;         /* translated; head of the table's first column */
    const struct chart_slot *slots;
    size_t len;
    const struct lang *lang;
};

void chart_columns(struct strbuf *out, const struct chart *c);

struct chart_bar {
    struct smtplog_slice name;
    int class;
    int64_t count;
};

/* Bars in the order given, the longest the largest count. */
void chart_bars(struct strbuf *out, const char *title, const char *column,
                const struct chart_bar *bars, size_t len, const struct lang *lang);

/* The end of a scale from 0: 2, 4, 6 or 10 times a power of ten, so that its half is whole
 * and round too. */
int64_t chart_scale(int64_t most);

#endif
