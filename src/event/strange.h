/* strange.h - why a line of a log was not understood */
#ifndef EVENT_STRANGE_H
#define EVENT_STRANGE_H

enum strange_kind {
    STRANGE_FAILURE,                    /* words of failure in no known form */
    STRANGE_FORM,                       /* a mail server's, in no known form */
    STRANGE_WRAPPED,                    /* a mail server's, in a wrapping that was not taken off */
    STRANGE_STAMP,                      /* no time stamp */
    STRANGE_KINDS
};

#endif
