/* classifier.h - the inside of a classifier, for this room */
#ifndef CLASSIFY_CLASSIFIER_H
#define CLASSIFY_CLASSIFIER_H

#include "base/strbuf.h"
#include "classify/rules.h"
#include "classify/wordings.h"

struct classifier {
    struct rules *rules;            /* owned; looked at through classifier_rules() */
    struct wordings wordings;       /* of the parsers, around a reply */
    uint64_t version;               /* of the rules and the built-in parsers' wordings */
    struct map hosts;               /* peer's name -> index + 1 of its provider, or NOBODY */
    struct map answers;             /* question and reason -> struct answer; keys own reasons */
    struct strbuf key;
    struct subject all, words;      /* of the question: its text, and the prose in it */
    struct strbuf prose;
    struct strbuf masked;           /* its reason */
    struct map known;               /* that replies are made of: classify/bare_names.h */
    int knows;                      /* they are learnt */
    struct strbuf nameless;         /* the reason of the last event without the names in it */
    struct strbuf quoted;           /* the reply without the words around it */
};

/* All it judges by; the built-in rules are read at the first call. */
struct rules *classifier_rules(const struct classifier *c);

#endif
