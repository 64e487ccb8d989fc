/* explain.h - codes, causes and mechanisms of AUTH as sheets (render/sheet.h), for `explain` and
 * `compare`
 */
#ifndef EXPLAIN_EXPLAIN_H
#define EXPLAIN_EXPLAIN_H

#include "base/lang.h"
#include "classify/classify.h"
#include "render/sheet.h"
#include "phrase/who.h"

/* "501 Syntax Error in Parameters" */
void explain_title(struct strbuf *out, const struct knowledge_code *c);
/* "5xx Permanent Negative Completion: the command failed, ..." */
void explain_class(struct strbuf *out, const struct lang *lang, const struct knowledge_code *c);

/* What the client does: the entry's word, bent where the class knows better.  An enhanced code has
 * one entry for three classes: X.7.28 says "stop", 4.7.28 is tried again nonetheless. */
struct smtplog_slice explain_next(const struct knowledge_code *c);

/* Everything known of a code; `brief` leaves out when it is seen and what to do. */
void explain_code(struct sheet *s, const struct lang *lang, const struct knowledge_code *c,
                  int brief);
/* `side`: whose part of the advice is given; WHO_UNKNOWN: both. */
void explain_cause(struct sheet *s, const struct lang *lang, const struct knowledge_cause *c,
                   enum who_side side);
/* A mechanism of AUTH: what it shows, what both sides need for it, when to take it. */
void explain_mechanism(struct sheet *s, const struct lang *lang,
                       const struct knowledge_mechanism *m);
/* What the rules say of pasted words; the cause's own lines follow by explain_cause(). */
void explain_finding(struct sheet *s, const struct lang *lang, const struct event *e,
                     const struct classify_finding *v, const struct classify_provider *provider);

struct store;
/* What this machine's logs can add. */
struct explain_here {
    struct store *store;                /* NULL: there is no database */
    int64_t now;
    const struct lang *lang;
};
/* How often this machine has seen it in the last 30 days; nothing without a database. */
void explain_seen(struct sheet *s, const struct explain_here *here, int32_t code,
                  struct smtplog_slice enhanced, struct smtplog_slice cause);

#endif
