/* shaped.h - what a log line told beside its message, whatever shape it had
 *
 * Slices lie in the line or, of JSON, in the journal that read it.
 */
#ifndef FRAME_SHAPED_H
#define FRAME_SHAPED_H

#include "frame/stamp.h"

struct shaped {
    struct stamp stamp;
    struct smtplog_slice host, tag, body;
    struct smtplog_slice more;      /* further lines of a journal message */
    uint64_t cursor;                /* hash of a journal's cursor; 0: none */
    uint32_t pid, flags;            /* flags: SMTPLOG_LINE_* */
    uint32_t repeat;                /* N: "last message repeated N times": the line before,
                                       again */
    uint32_t times;                 /* N: "message repeated N times: [ X]": this one stands for N
                                       records, its body is X; 0: an ordinary one */
    uint32_t stripped;              /* bytes of Exim's own stamp and pid before the body */
    uint32_t indent;                /* bytes in front of the body, by which journalctl indents its
                                       continuation lines */
};

#endif
