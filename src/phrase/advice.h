/* advice.h - what a group of failures means and what to do about it
 *
 * Put together from the best that is known, in this order: the rule that told the cause (it knows
 * the provider's own words), the cause, the enhanced status code, the reply code.
 */
#ifndef PHRASE_ADVICE_H
#define PHRASE_ADVICE_H

#include "base/lang.h"
#include "classify/classify.h"
#include "knowledge/knowledge.h"
#include "report/top.h"
#include "phrase/who.h"

struct adviser {
    const struct knowledge *knowledge;
    struct classifier *classifier;      /* NULL: what the rules say is left out */
    const struct lang *lang;
};

/* Slices of the knowledge base or the classifier, valid as long as they live; ptr NULL: not known.
 */
struct advice {
    struct smtplog_slice title;         /* of the cause, else of the code */
    struct smtplog_slice as_receiver;   /* what else to do, where it is this server that refused */
    struct smtplog_slice means, when_seen, how_to_fix, wont_help, beware, source;
    struct smtplog_slice who_acts;      /* parts in the dialogue: "sender-dns, sender" */
    enum who_side side;                 /* who the parts are: for who_words() */
};

/* What to say of a group: what its rule says, then its cause, then its code. */
void advice_of(const struct adviser *a, const struct top_group *g, struct advice *out);

/* The title of a cause, or the word itself: never empty for a word. */
struct smtplog_slice advice_cause_title(const struct adviser *a, struct smtplog_slice cause);

#endif
