/* literal.h - what every match of a regular expression contains
 *
 * Room-private, for pattern.c.
 */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include <smtplog/scan.h>

enum { LITERAL_MAX = 15, LITERALS_MAX = 16 };

/* Small letters that stand somewhere in a match. */
struct literal {
    uint8_t len;
    char text[LITERAL_MAX];
};

struct literals {
    uint8_t count;                          /* 0: none known */
    struct literal list[LITERALS_MAX];      /* each match contains one of them */
};

/* Literals of which each match of `source` contains one: the longest that are sure.  Alternatives
 * give one each, so "(?:mail)?box (?:full|over)" gives "box ".  Count 0: none is sure. */
struct literals literals_of(struct smtplog_slice source);

#endif
