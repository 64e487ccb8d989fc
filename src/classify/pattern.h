/* pattern.h - a regular expression of the rules, compiled when first needed
 *
 * PCRE2, caseless, over bytes of which the letters are made small before (Latin and Cyrillic in
 * UTF-8, so that patterns write small letters and fit both).  Most patterns never meet a text that
 * could fit: each has literals of which every match contains one, looked for first, and only then
 * the expression is compiled, to machine code (JIT) once it was tried some times.  So start-up
 * costs nothing, and a miss a few bit tests.
 */
#ifndef CLASSIFY_PATTERN_H
#define CLASSIFY_PATTERN_H

#include "base/diag.h"
#include "classify/literal.h"

#include <smtplog/scan.h>

enum { PAIR_BITS = 4096 };

struct pattern {
    struct smtplog_slice source;            /* borrowed; ptr NULL: matches everything */
    struct literals literals;               /* of `source`, once `looked` */
    int looked;
    struct pcre2_real_code_8 *code;         /* NULL: not yet compiled */
    int broken;                             /* does not compile: matches nothing */
    unsigned char tried;                    /* how often, until it has machine code */
};

/* A text prepared for many patterns.  Zeroed is empty. */
struct subject {
    struct smtplog_slice text;              /* borrowed */
    char *lower;                            /* the same length */
    size_t cap;
    uint64_t pairs[PAIR_BITS / 64];         /* which pairs of bytes `lower` may contain */
    struct pcre2_real_match_data_8 *match;
    struct pcre2_real_match_context_8 *limits;
};

/* Prepares a text; the one before is forgotten, its memory used again.  The text is borrowed. */
void subject_set(struct subject *s, struct smtplog_slice text);
void subject_release(struct subject *s);

/* 0: the word (small letters) does not stand in the text; 1: it may. */
int subject_may_have(const struct subject *s, struct smtplog_slice word);

/* `source` is borrowed; it is compiled when a text is met that could match. */
void pattern_init(struct pattern *p, struct smtplog_slice source);
void pattern_release(struct pattern *p);

/* 1 if it matches; group 1 (the whole match if there is none) goes to *found unless NULL. */
int pattern_match(struct pattern *p, struct subject *s, struct smtplog_slice *found);

/* Compiles now; on a fault tells diag "FILE:LINE: ..." and answers 0. */
int pattern_check(struct pattern *p, const char *file, uint32_t line, struct diag *diag);

#endif
