/* closed.h - JSON of which only the beginning is there, made whole
 *
 * For the survey, which looks at the first bytes of a source: one object may hold a whole log.
 */
#ifndef FRAME_CLOSED_H
#define FRAME_CLOSED_H

#include "base/strbuf.h"

/* 1: `text` breaks off inside of an object or list, and *out is it with the string, lists and
 * objects that are open ended; 0: it does not, or is none. */
int closed_json(struct smtplog_slice text, struct strbuf *out);

#endif
