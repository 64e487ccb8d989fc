/* literal.h - what every match of a regular expression contains
 *
 * Room-private, for pattern.c.
 */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include "classify/pattern.h"

/* Literals of which each match of `source` contains one: the longest that are sure.  Alternatives
 * give one each, so "(?:mail)?box (?:full|over)" gives "box ".  Count 0: none is sure. */
struct literals literals_of(struct smtplog_slice source);

#endif
