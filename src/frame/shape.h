/* shape.h - one log line taken apart by the shape that it has
 *
 * The first byte decides which shapes are tried, so each line costs one attempt or two:
 *   letter    syslog daemons, postlogd, journalctl -o short:   May  1 10:11:12 host tag[pid]: body
 *             journalctl -o short-full:           Wed 2024-05-01 10:11:12 CEST host tag[pid]: body
 *   digit     rsyslog, journalctl -o short-iso:   2024-05-01T10:11:12.123456+02:00 host tag...
 *             Exim's own files:                   2024-05-01 10:11:12[.123] [+0200] [[pid]] body
 *             the same stamp before host and tag; journalctl -o short-unix
 *             RFC 5424 without its priority
 *   '<'       a priority, then RFC 5424 or one of the above
 *   '{'       journalctl -o json
 * / */
#ifndef FRAME_SHAPE_H
#define FRAME_SHAPE_H

#include "frame/shaped.h"

struct journal;

/* 1 and *out filled, with slices into `text` or, for JSON, into the journal; 0: no log line.
 * Without a journal (NULL) JSON is none. */
int shape_line(struct journal *j, struct smtplog_slice text, struct shaped *out);

/* What follows the stamp: "host tag[pid]: body". */
void shape_tail(struct smtplog_slice rest, struct shaped *out);

/* "tag[pid]: " or "tag: " off the front; the pid is 0 where it is no number. */
int shape_tag(struct smtplog_slice *c, struct smtplog_slice *tag, uint32_t *pid);

/* Takes off the body what syslog daemons wrap it in: Solaris's message id, rsyslog's
 * repetition. */
void shape_body(struct shaped *out);

/* RFC 5424 after the priority: "1 STAMP HOST APP PROCID MSGID SD MSG". */
int shape_rfc5424(struct smtplog_slice rest, struct shaped *out);

#endif
