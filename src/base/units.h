/* units.h - seconds that have names */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

/* A day of 86400 seconds is UTC's; local days are query/period.h's. */
enum { HOUR = 3600, DAY = 24 * HOUR };

#endif
