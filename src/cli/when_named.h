/* when_named.h - stretches of the calendar by their names: today, monday, last week, 2026-11
 *
 *   today  yesterday  tomorrow                a day
 *   monday  mon                               the last such day, today included
 *   last monday                               the last such day before today
 *   this week  last week  this month  last month  this year  last year     weeks begin on Monday
 *   2026-11-22  2026-11                       a day, a month
 *
 * In any case; days are local (TZ) and have 23 or 25 hours where the clocks change.
 */
#ifndef CLI_WHEN_NAMED_H
#define CLI_WHEN_NAMED_H

#include <smtplog/scan.h>

/* The name at the front of c, which is moved behind it, as [since, until); 0: there is none. */
int when_named(struct smtplog_slice *c, int64_t now, int64_t *since, int64_t *until);

/* The day of the week at the front, 0 Sunday to 6, whole or in three letters; -1: none. */
int when_weekday(struct smtplog_slice *c);
/* The word at the front, in any case, if it ends there. */
int when_word(struct smtplog_slice *c, const char *word);

#endif
