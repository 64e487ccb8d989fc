/* rows.h - lists of who: providers, hosts, networks and users that tried to log in
 *
 * What fills the sections of FORM_LISTS (sections.h).
 */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include "report/model.h"

/* Domains that mail went to, the busiest first. */
int rows_destinations(struct report_rows *rows, const struct report_facts *facts);
int rows_providers(struct report_rows *rows, const struct report_facts *facts);
int rows_hosts(struct report_rows *rows, const struct report_facts *facts);
/* logins.c: rows[0] by network, rows[1] by the name that was tried */
int rows_logins(struct report_rows *rows, const struct report_facts *facts);

/* The name is copied; empty: not known.  Valid until the next one is added. */
struct report_row *rows_add(struct report_rows *rows, struct smtplog_slice name);
/* By count, and keeps the first `most`; sums them all.  Call it once, at the end. */
void rows_sort(struct report_rows *rows, size_t most);
void rows_release(struct report_rows *rows);

#endif
