/* report_data.h - the report for programs
 *
 * JSON is one object: "state" (flows, partly, stands, unknown), "headline", "counts" (now,
 * usual, and days, -1 where there are no logs), "todo" and "attention" (kind, subject, cause,
 * where, count, usual, first, last, who, step, text), "summary", "top" (as `top --format
 * json` prints it), "providers", "hosts", "auth", "hours", "days", "quality".
 * "reason_not_told" of the summary counts the failures whose reason neither words nor a code
 * tell.  Times are RFC 3339, counts are plain.
 *
 * CSV is one table for spreadsheets, a row a finding; `section` says of what: mail, todo,
 * attention, summary, 5xx, 4xx, 3xx, provider, host, auth-network, auth-user, hour, day.
 */
#ifndef RENDER_REPORT_DATA_H
#define RENDER_REPORT_DATA_H

#include "phrase/advice.h"
#include "report/report.h"

/* Appends the sections as members of one object; for programs, so in no language. */
void report_json(struct strbuf *out, const struct report *r, const struct adviser *adviser);
/* Appends one table for all sections, the first column saying which a row is of. */
void report_csv(struct strbuf *out, const struct report *r, const struct adviser *adviser);

#endif
