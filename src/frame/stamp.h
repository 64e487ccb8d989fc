/* stamp.h - the time stamps that stand in front of log lines
 *
 * Each stamp_scan_*() takes one form off the front, the blanks after it too, and moves the cursor
 * only if the stamp is whole and its date exists.  A leap second (60) is accepted.
 */
#ifndef FRAME_STAMP_H
#define FRAME_STAMP_H

#include <smtplog/scan.h>
#include <stdint.h>

enum stamp_zone {
    STAMP_LOCAL,                    /* no zone shown: that of the process */
    STAMP_OFFSET,                   /* `offset` seconds east of UTC */
    STAMP_EPOCH                     /* no calendar at all: `epoch` */
};

struct stamp {
    int32_t year;                   /* 0: not shown */
    int32_t month, day, hour, minute, second;
    int32_t micros, digits;         /* fraction, and how many of its digits are shown (0..6) */
    enum stamp_zone zone;
    int32_t offset;
    int64_t epoch;                  /* Unix seconds */
};

/* "May  1 10:11:12 ", "May 01 10:11:12.123456 ", "May  1 2024 10:11:12 " (RFC 3164 section
 * 4.1.2 and what syslog daemons make of it). */
int stamp_scan_bsd(struct smtplog_slice *c, struct stamp *out);

/* "2024-05-01T10:11:12.123456+02:00 " (RFC 3339), offset also Z, +0200, +02 or none. */
int stamp_scan_iso(struct smtplog_slice *c, struct stamp *out);

/* "2024-05-01 10:11:12[.123] [+0200 ]" (Exim: tod_stamp, with millisec and log_timezone). */
int stamp_scan_exim(struct smtplog_slice *c, struct stamp *out);

/* "Wed 2024-05-01 10:11:12 CEST " (journalctl -o short-full).  Zone names other than UTC and
 * GMT are taken for the local zone. */
int stamp_scan_full(struct smtplog_slice *c, struct stamp *out);

/* "1714551072.123456 " (journalctl -o short-unix). */
int stamp_scan_unix(struct smtplog_slice *c, struct stamp *out);

/* By a form (stamp_form.c): %Y four digits of the year, %y the last two, %m and %d one or two, %o
 * a day as "21st", %b and %a English names, %B the month's whole one, %, a comma, a blank or
 * both, %T the clock, %C with dots, %H, %M, %S its parts, %f a fraction or none, %z an offset or
 * none, %Z a zone's name, %k one that is nothing else, %p AM or PM, %P perhaps; other bytes stand
 * for themselves.  The blank behind the stamp stays. */
int stamp_scan_form(struct smtplog_slice *c, const char *form, struct stamp *out);

int32_t stamp_days_in_month(int32_t year, int32_t month);   /* year 0: a leap year */

#endif
