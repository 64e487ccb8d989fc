/* answer.h - all that can be said of what somebody asks about
 *
 * Takes whatever people have: a code in any spelling, a class, a cause, a mechanism of AUTH, a
 * provider's tag, an error number, a 334 with its challenge, or pasted text (pasted/pasted.h), and
 * makes sheets of it.
 */
#ifndef EXPLAIN_ANSWER_H
#define EXPLAIN_ANSWER_H

#include "classify/classify.h"
#include "explain/explain.h"
#include "pasted/pasted.h"
#include "render/sheet.h"

struct answer {
    struct explain_here here;               /* language, clock, database */
    const char *rules_folder;               /* of the operator, or NULL */
    struct diag *diag;
    const struct knowledge *knowledge;
    struct classifier *classifier;          /* made when first needed */
    struct registry *registry;              /* parsers that log lines are tried with; the
                                               answer frees it.  NULL: no line is a log's */
    struct pasted pasted;
    struct sheet *sheets;
    size_t len, cap;
};

/* 1 if anything is known.  `asked` must live until answer_release(). */
int answer_find(struct answer *a, struct smtplog_slice asked);
void answer_release(struct answer *a);

struct compared;
/* A provider's tag as a side of a comparison (explain/compare.h); 0: no rule knows it. */
int answer_tag_side(struct answer *a, struct smtplog_slice tag, struct compared *out);

/* ---- for this room ---- */

struct sheet *answer_sheet(struct answer *a);           /* a new one; valid until the next */
struct classifier *answer_classifier(struct answer *a);

/* The sheets of a code and an enhanced code; 0 if either is none. */
int answer_codes(struct answer *a, int32_t code, struct smtplog_slice enhanced, int brief);
void answer_cause(struct answer *a, const struct knowledge_cause *cause);
/* What a 334 asks for, in a sheet of its own; `mechanism` is that of the AUTH before it, if it is
 * known. */
int answer_challenge(struct answer *a, struct smtplog_slice asked,
                     struct smtplog_slice mechanism);
/* "errno 111", "defer (-44)". */
int answer_number(struct answer *a, struct smtplog_slice asked);
/* Failures that were found in pasted text: each verdict once, with whom it hit. */
int answer_pasted(struct answer *a);

#endif
