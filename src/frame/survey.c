#include "frame/frame.h"
#include "frame/shape.h"
#include "frame/year.h"
#include "input/stream.h"

#include <smtplog/scan.h>

enum { SAMPLES = 64, SAMPLE_BYTES = 16 * 1024, LEAP_YEAR = 2000 };

/* The first (or last) stamp without a year among the whole lines of a sample. */
static int find_stamp(struct smtplog_slice text, int want_last, struct stamp *out)
{
    struct smtplog_slice line;
    struct shaped shaped;
    int found = 0;
    while ((want_last || !found) && scan_until(&text, '\n', &line)) {
        if (!shape_line(NULL, line, &shaped) || shaped.stamp.zone != STAMP_LOCAL ||
            shaped.stamp.year != 0)
            continue;
        *out = shaped.stamp;
        found = 1;
    }
    return found;
}

static int sample(const struct stream *s, uint64_t offset, int want_last, struct stamp *out)
{
    char buf[SAMPLE_BYTES];
    struct smtplog_slice text, cut;
    ssize_t n = stream_peek(s, offset, buf, sizeof buf);
    if (n <= 0)
        return 0;
    text = slice_of(buf, (size_t)n);
    if (offset > 0)
        scan_until(&text, '\n', &cut);          /* the middle of a line */
    return find_stamp(text, want_last, out);
}

int32_t frame_first_year(const struct stream *s, int64_t anchor, int64_t now)
{
    uint64_t size = stream_facts(s)->size;
    uint64_t step = size / SAMPLES > SAMPLE_BYTES ? size / SAMPLES : SAMPLE_BYTES;
    /* counts New Years from a year that has every date */
    struct years walk = {.fixed = LEAP_YEAR}, end = {0};
    struct stamp stamp;

    if (!sample(s, 0, 0, &stamp))
        return 0;
    for (uint64_t at = 0; at < size; at += step)
        if (sample(s, at, 0, &stamp))
            years_place(&walk, &stamp);
    if (sample(s, size > SAMPLE_BYTES ? size - SAMPLE_BYTES : 0, 1, &stamp))
        years_place(&walk, &stamp);
    years_bound(&end, anchor, now);
    return years_place(&end, &stamp) - (walk.year - LEAP_YEAR);
}
