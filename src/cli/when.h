/* when.h - times and lengths of time as operators write them
 *
 * T of the contract:
 *   24h  7d  90m  2w  1h30m  -24h  24h ago  3 days ago  1w 2d ago    that long before now
 *   +3h                                                             that long after now
 *   now  today  yesterday  monday  last friday  last week ...       when_named.h; their beginning
 *   18:00  18:00:30                                                 today
 *   2026-11-22  2026-11-22 18:00[:00[.5]]  the same with T          local, or with UTC, Z, +01:00
 *   @1767225600                                                     Unix seconds
 * A weekday in front of a date (Sun 2026-11-22) must be the right one.
 *
 * Units: s sec second, m min minute, h hr hour, d day, w week, M month (30.44 d), y year
 * (365.25 d), with plural s.  d and w are 24 and 168 hours: "yesterday" is the word that follows
 * the calendar across a change of the clocks.  Local time is that of TZ, through mktime(); a time
 * that the clocks jumped over is moved on as mktime() does.  Fractions of seconds are dropped.
 */
#ifndef CLI_WHEN_H
#define CLI_WHEN_H

#include <stdint.h>

/* 1 and Unix seconds in *out, or 0: not understood, or out of the years 1970 to 9999. */
int when_time(const char *text, int64_t now, int64_t *out);

/* A period in one word or two, [since, until): a name of when_named.h is the whole of it, but
 * ends now if it is not over; anything else that is a time begins then and ends now (and may be
 * later than that: the caller's to refuse). */
int when_period(const char *text, int64_t now, int64_t *since, int64_t *until);

/* 1 and seconds > 0 in *out.  `90d`, `1h30m`, `2 weeks`. */
int when_duration(const char *text, int64_t *out);

/* Local midnight `days` days after the one at or before `at` (0: that one, 1: the next, ...). */
int64_t when_midnight(int64_t at, int days);

/* What is accepted, for messages. */
extern const char when_accepted[], when_durations_accepted[], when_periods_accepted[];

#endif
