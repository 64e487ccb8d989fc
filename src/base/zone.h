/* zone.h - will the C library follow this time zone?
 *
 * A name that it does not know means UTC to it, in silence.  It knows files in its own format
 * (tzfile(5), below /usr/share/zoneinfo or $TZDIR, or by an absolute path) and the zones of POSIX
 * that tell their own rules: "CET-1CEST,M3.5.0,M10.5.0/3" (IEEE Std 1003.1, section 8.3, TZ).
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/* 1 if the C library will take TZ=`zone` for what it says, and not for UTC in silence. */
int zone_is_known(const char *zone);

#endif
