/* rule.h - a rule: conditions on an event, and the cause if all of them hold
 *
 * A stanza of schema/knowledge/rules-*.txt or of an operator's file; rules-google.txt tells the
 * fields.  An absent condition always holds.
 */
#ifndef CLASSIFY_RULE_H
#define CLASSIFY_RULE_H

#include "classify/notion.h"
#include "classify/pattern.h"
#include "event/event.h"
#include "knowledge/knowledge.h"
#include "knowledge/stanza.h"

enum { RULE_LIST_MAX = 24 };        /* items in a condition */

struct rule_code { int32_t from, to; };
struct rule_enhanced { int32_t class, subject, from, to; };     /* -1: any */
struct rule_notions { uint64_t all, none; };    /* that a text must name, and must not */

struct rule {
    struct smtplog_slice name, cause, sets_provider, who_acts, source, reviewed, made;
    struct smtplog_slice sample_peer, explanation[KNOWLEDGE_LANGS], as_receiver[KNOWLEDGE_LANGS];
    const struct stanza_field *fields;      /* of its stanza: rule_sample() reads them */
    size_t field_count;
    const char *file;
    uint32_t line;
    int built_in;
    int sees_all;                           /* patterns see URLs and hosts, not the words alone */
    /* the conditions */
    struct smtplog_slice provider, tag;     /* lists as written */
    uint32_t phases, directions, dispositions, origins;     /* sets of enum values; 0: any */
    uint32_t classes;                       /* bits 3, 4, 5; 0: any */
    int loopback;                           /* only of a peer on this machine */
    struct rule_code codes[RULE_LIST_MAX];
    struct rule_enhanced enhanced[RULE_LIST_MAX];
    struct rule_notions notions[RULE_LIST_MAX];     /* any of them */
    size_t code_count, enhanced_count, notion_count;
    struct pattern *patterns;               /* any of them; owned */
    size_t pattern_count;
};

/* What the conditions are held against: an event, and what was found about it so far. */
struct rule_case {
    const struct event *event;
    struct rule_enhanced enhanced;          /* the event's, from == to; class 0: none */
    struct smtplog_slice provider, tag;
    int32_t class;
    int loopback;
    struct subject *all, *words;            /* the text, and its prose (classify/plain.h) */
    struct notions *notions;                /* asked when the first rule needs them */
    uint64_t named;                         /* by the prose; only if named_known */
    int named_known;
};

/* 0, and the reason told to diag with file and line, if the stanza is no sound rule. */
int rule_read(struct rule *r, const struct stanza *s, const struct notions *notions,
              struct diag *diag);
void rule_release(struct rule *r);

/* Compiles all patterns now; 0, and the faults told to diag, if one does not. */
int rule_check_patterns(struct rule *r, struct diag *diag);

/* The samples, i from 0; ptr NULL at the end. */
struct smtplog_slice rule_sample(const struct rule *r, size_t i);

/* 1 if all conditions of the rule hold.  What was found about the case on the way is kept in it
 * for the next rule. */
int rule_holds(struct rule *r, struct rule_case *c);

/* Reads "5.7.26" into class, subject and detail (from == to); class 0 if it is none. */
struct rule_enhanced rule_enhanced_of(struct smtplog_slice code);

#endif
