#include "frame/frame.h"
#include "frame/shape.h"
#include "frame/year.h"
#include "input/stream.h"

#include <smtplog/scan.h>

enum { SAMPLES = 64, SAMPLE_BYTES = 16 * 1024, ANY_YEAR = 2000 };

/* Leads the walk over the stamps without a year in the whole lines at `offset`; *last becomes the
 * last one.  How many there were. */
static size_t walk_sample(const struct stream *s, uint64_t offset, struct years *walk,
                          struct stamp *last)
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
        if (!shape_line(NULL, line, &shaped) || shaped.stamp.zone != STAMP_LOCAL ||
            shaped.stamp.year != 0)
            continue;
        *last = shaped.stamp;
        count++;
        if (last->month != 2 || last->day != 29)    /* the walk's years are not the true ones */
            years_place(walk, last);
    }
    return count;
}

int32_t frame_first_year(const struct stream *s, int64_t anchor, int64_t now)
{
    uint64_t size = stream_facts(s)->size;
    uint64_t step = size / SAMPLES > SAMPLE_BYTES ? size / SAMPLES : SAMPLE_BYTES;
    /* counts New Years from any year */
    struct years walk = {.fixed = ANY_YEAR}, end = {0};
    struct stamp last;

    if (walk_sample(s, 0, &walk, &last) == 0)
        return 0;
    for (uint64_t at = step; at < size; at += step)
        walk_sample(s, at, &walk, &last);
    if (size > SAMPLE_BYTES)
        walk_sample(s, size - SAMPLE_BYTES, &walk, &last);
    years_bound(&end, anchor, now);
    return years_place(&end, &last) - (walk.year - ANY_YEAR);
}
