/* unwrap_plan.h - which wrappings a source has, from outside to inside: see unwrap.h */
#ifndef FRAME_UNWRAP_PLAN_H
#define FRAME_UNWRAP_PLAN_H

#include "base/strbuf.h"

enum { UNWRAP_DEPTH = 4 };

struct unwrap_plan {
    uint8_t len;                        /* 0: not wrapped */
    uint8_t row[UNWRAP_DEPTH];          /* from outside to inside */
};

/* The plan as a word for people and the database, "compose+json"; "plain" for none.  And back: 0
 * if a row is not known. */
void unwrap_name(struct strbuf *out, const struct unwrap_plan *plan);
int unwrap_named(struct unwrap_plan *plan, struct smtplog_slice name);

/* How far a plan is from the plain log; of two that read the same the nearer one is right. */
unsigned unwrap_cost(const struct unwrap_plan *plan);

/* 1: lines of strangers' words could look like lines inside (a message that holds a whole line),
 * so the survey wants more proof. */
int unwrap_row_is_bold(size_t row);

#endif
