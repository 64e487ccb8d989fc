/* codes.h - what somebody asks about: a code, an enhanced code, both, a class, or words */
#ifndef EXPLAIN_CODES_H
#define EXPLAIN_CODES_H

#include "base/lang.h"
#include "knowledge/knowledge.h"

struct codes_asked {
    int32_t code;                       /* 0: none */
    struct smtplog_slice enhanced;      /* ptr NULL: none */
    int class;                          /* "5xx", "4yz": 2 to 5, 0: none */
    struct smtplog_slice rest;          /* what follows them */
};

/* Reads "550", "5.7.26", "550 5.7.26", "550-5.7.26", "5xx" off the front; what is none of these
 * stays in rest. */
struct codes_asked codes_read(struct smtplog_slice asked);

/* "5.7.26" and also "X.7.26", the entry for all classes.  0: it is none. */
int codes_enhanced(const struct knowledge *k, struct smtplog_slice code, int lang,
                   struct knowledge_code *out);
/* 1 if it is digits and dots alone. */
int codes_is_number(struct smtplog_slice word);

/* The knowledge of one code as a word, "334" or "5.7.26" or "4xx".  0: it is none. */
int codes_find(const struct knowledge *k, struct smtplog_slice word, const struct lang *lang,
               struct knowledge_code *out);

/* The stanza of a class of replies, 2 to 5. */
int codes_class(const struct knowledge *k, int class, const struct lang *lang,
                struct knowledge_code *out);

#endif
