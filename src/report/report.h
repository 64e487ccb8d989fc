/* report.h - the nightly report as one model, which every rendering reads
 *
 * report_build() asks the database everything; renderings only lay out.  Rendering is done by
 *
 *   report_text.h       80 columns, for terminals and mail
 *   report_markdown.h   headings and tables
 *   report_data.h       JSON and CSV
 *   report_html.h       one self-contained page
 *
 * The verdict and what is wrong are report/health.h's.  Compared is with equal periods: the one
 * before, and of periods of a week or less the same a week before.  Nothing is judged
 * that the logs do not cover.  Texts are owned by the report and may be strangers':
 * renderings make them safe.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/model.h"

/* 0, or STORE_FAILED: told.  Call it within a snapshot (store_snapshot_begin). */
int report_build(struct report *r, struct store *s, const struct report_options *options);
void report_release(struct report *r);
int report_no_data(const struct report *r);
/* 1 if there is nothing to say: no failures, no troubles, logs cover the period. */
int report_is_clean(const struct report *r);

/* The side that a direction, a word of the top's catalogue, is of. */
enum report_side report_side_of(const struct report *r, uint32_t direction);
/* The slot that holds a time; NULL: none.  Slots stand in order. */
struct report_slot *report_slot_at(struct report_slot *slots, size_t len, int64_t time);

#endif
