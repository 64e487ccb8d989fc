/* explained.h - a group of failures explained: labelled texts in the order in which
 * people read them */
#ifndef PHRASE_EXPLAINED_H
#define PHRASE_EXPLAINED_H

#include "phrase/advice.h"

enum { EXPLAINED_LINES = 9 };

struct explained_line {
    const char *label;                  /* translated */
    struct smtplog_slice text;          /* may be a stranger's; empty: nothing is known */
    int verbatim;                       /* 1: as logged, or to be typed */
};

struct explained {
    struct advice advice;
    struct explained_line lines[EXPLAINED_LINES];
    struct strbuf facts, who, more;     /* what the lines point into */
};

/* Overwrites x; release it. */
void explained_fill(struct explained *x, const struct adviser *a, const struct top *t,
                    const struct top_group *g);
void explained_release(struct explained *x);

#endif
