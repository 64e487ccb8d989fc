/* first_year.c - in which year a source begins whose stamps do not show it: its New Years are
 * counted on samples, from the end, whose time is known */
#include "frame/frame.h"
#include "frame/journal.h"
#include "frame/shape.h"
#include "frame/unwrap.h"
#include "frame/year.h"
#include "input/stream.h"

#include <smtplog/scan.h>

enum { SAMPLES = 64, SAMPLE_BYTES = 16 * 1024, ANY_YEAR = 2000 };

/* The walk over the stamps without a year. */
struct walk {
    struct years years;
    struct unwrapper *unwrapper;        /* NULL: the lines are not wrapped */
    struct stamp last;
};

/* As the framer will read it, what was around the line taken off. */
static int shape_sample(struct walk *w, struct smtplog_slice text, struct shaped *shaped)
{
    struct line line = {.text = text};
    struct unwrapped inner;
    int whole;
    if (!w->unwrapper)
        return shape_line(NULL, text, shaped);
    return unwrap_next(w->unwrapper, &line, &inner) &&
           unwrap_shape(NULL, inner.line.text, &inner.outer, shaped, &whole);
}

/* Leads the walk over the whole lines at `offset`.  How many stamps there were. */
static size_t walk_sample(const struct stream *s, uint64_t offset, struct walk *w)
{
    char buf[SAMPLE_BYTES];
    struct smtplog_slice text, line;
    struct shaped shaped;
    size_t count = 0;
    ssize_t n = stream_peek(s, offset, buf, sizeof buf);
    text = slice_of(buf, n > 0 ? (size_t)n : 0);
    if (offset > 0)
        scan_until(&text, '\n', &line);         /* the middle of a line */
    while (scan_until(&text, '\n', &line)) {
        if (!shape_sample(w, line, &shaped) || shaped.stamp.zone != STAMP_LOCAL ||
            shaped.stamp.year != 0)
            continue;
        w->last = shaped.stamp;
        count++;
        if (w->last.month != 2 || w->last.day != 29)    /* the walk's years are not the true
                                                           ones */
            years_place(&w->years, &w->last);
    }
    return count;
}

int32_t frame_first_year(const struct stream *s, const struct unwrap_plan *plan, int64_t anchor,
                         int64_t now)
{
    uint64_t size = stream_facts(s)->size;
    uint64_t step = size / SAMPLES > SAMPLE_BYTES ? size / SAMPLES : SAMPLE_BYTES;
    /* counts New Years from any year */
    struct walk w = {.years = {.fixed = ANY_YEAR},
                     .unwrapper = plan->len ? unwrapper_new(plan) : NULL};
    struct years end = {0};
    int32_t year = 0;

    if (walk_sample(s, 0, &w)) {
        for (uint64_t at = step; at < size; at += step)
            walk_sample(s, at, &w);
        if (size > SAMPLE_BYTES)
            walk_sample(s, size - SAMPLE_BYTES, &w);
        years_bound(&end, anchor, now);
        year = years_place(&end, &w.last) - (w.years.year - ANY_YEAR);
    }
    unwrapper_free(w.unwrapper);
    return year;
}
