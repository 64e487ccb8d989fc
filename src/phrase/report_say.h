/* report_say.h - the report's findings as sentences, for every rendering */
#ifndef PHRASE_REPORT_SAY_H
#define PHRASE_REPORT_SAY_H

#include "phrase/advice.h"
#include "report/report.h"

/* The verdict: the headline, and a mail's subject. */
void report_headline(struct strbuf *out, const struct report *r, const struct lang *lang);
/* The failures of another period, "–" where logs do not cover it; class 0: of all.  Then how the
 * report's period differs: "▲ +41 %". */
/* The periods that the report's is compared with; -> how many.  One that is longer than a week
 * would overlap the one a week before and has only the period before. */
enum { REPORT_THEN = 2 };
size_t report_compared(const struct report *r, const struct report_sums *then[REPORT_THEN]);
void report_say_sum(struct strbuf *out, const struct report_sums *then, int class,
                    const struct lang *lang);
void report_say_change(struct strbuf *out, const struct report *r, const struct report_sums *then,
                       int class, const struct lang *lang);
/* "4.1 % of all replies failed, day before 3.9 %"; nothing where replies were not counted. */
void report_say_replies(struct strbuf *out, const struct report *r, const struct lang *lang);
/* "and 3 more, 120": rows left out; nothing if there are none. */
void report_say_more(struct strbuf *out, const struct report_rows *rows, const struct lang *lang);
/* A line in no known form, a sentence and the line. */
void report_say_strange(struct strbuf *out, const struct status_strange *x,
                        const struct lang *lang);
/* The i-th doubt about what was read, a sentence: gaps, clocks that went back, events of the
 * future.  0: there are no more. */
int report_say_doubt(struct strbuf *out, const struct report *r, size_t i,
                     const struct lang *lang);

#endif
