/* classify.h - what a reply's text means: tag, reason, cause and provider
 *
 * A classifier holds the ordered rules of schema/knowledge/rules-*.txt, and before them those of
 * the operator's folder (/etc/smtplog/rules.d, files read in the order of their names).  Of a
 * reply it looks for a provider's tag, the provider, and the first rule that fits.  All this is
 * done once for each distinct question and remembered, so an event costs about a microsecond.
 *
 * It judges first and masks afterwards: rules see quoted words too, and those that are for words
 * alone see no URLs, hosts or paths (classify/plain.h).  Only then the reason that is stored is
 * made of the text: placeholders stand for names and numbers of strangers (smtp/template.h), for
 * quoted names, and last for the names of the event's own people (classify/bare_names.h).
 *
 * The answer depends on nothing but the question and the files: the same event gets the same
 * answer for ever (see classifier_version()).
 */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H

#include "base/diag.h"
#include "event/event.h"
#include "knowledge/knowledge.h"

enum { CLASSIFY_REMEMBERED = 1 << 16 };     /* distinct questions kept; at the next one beyond, all
                                               are forgotten and asked anew */

struct classifier;

/* `rules_folder` NULL or absent: the built-in rules only.  Faults in operators' files go to diag
 * with file and line; what is sound is used. */
struct classifier *classifier_new(const char *rules_folder, struct diag *diag);
void classifier_free(struct classifier *c);

/* Adds the wordings of a parser that was loaded (smtplog/parser.h; NULL: it has none);
 * those of the built-in ones are known.  The table must outlive the classifier.  They do
 * not change its version. */
void classifier_know(struct classifier *c, const struct smtplog_wording *wordings);

/* Fills event->tag, reason, cause and provider.  The slices are the classifier's and valid until
 * it is freed or has forgotten (CLASSIFY_REMEMBERED): surely until the next call. */
void classify_event(struct classifier *c, struct event *event);

/* Whose server that host is, by its name: a provider's word; ptr NULL: not known.  The slice lives
 * as long as the classifier. */
struct smtplog_slice classifier_provider_of(struct classifier *c, struct smtplog_slice host);
/* The same for another thread, as the provider's number: the i of classifier_provider_at() + 1; 0:
 * not known.  Nothing is remembered.  The first call is made while no other thread uses the
 * classifier, for it may read the built-in rules. */
size_t classifier_provider_number(const struct classifier *c, struct smtplog_slice host);

/* What the rules found; slices as in classify_event(). */
struct classify_finding {
    struct smtplog_slice tag, reason, cause, provider;
    struct smtplog_slice rule;          /* its name; ptr NULL: no rule, cause "other" */
    struct smtplog_slice who_acts;      /* where the rule knows better than the cause, else NULL */
    struct smtplog_slice source;        /* address */
    struct smtplog_slice reviewed;      /* YYYY-MM-DD */
    struct smtplog_slice made;          /* "written" or "derived" */
    struct smtplog_slice explanation[KNOWLEDGE_LANGS];
    struct smtplog_slice as_receiver[KNOWLEDGE_LANGS];  /* besides, where this server refused */
    const char *file;                   /* where the rule stands */
    uint32_t line;
};

/* What they find in an event whose members before "from classify/" are filled. */
void classify_ask(struct classifier *c, const struct event *event, struct classify_finding *out);

/* Changes with the rules (built in and operator's), the tags, the providers, the built-in parsers'
 * wordings and the version of the template: events classified under another number
 * are due for `reclassify`. */
uint64_t classifier_version(const struct classifier *c);

/* The i-th rule and provider, for whoever publishes them; 0: there are no more.  Slices and the
 * patterns (PCRE2, caseless, borrowed) live as long as the classifier. */
struct classify_rule {
    struct smtplog_slice name, cause, provider, source;
    size_t patterns;
};
struct classify_provider { struct smtplog_slice name, title, hosts, page; };
int classifier_rule_at(const struct classifier *c, size_t i, struct classify_rule *out);
struct smtplog_slice classifier_rule_pattern(const struct classifier *c, size_t i, size_t pattern);
int classifier_provider_at(const struct classifier *c, size_t i, struct classify_provider *out);

/* The n-th sample of the i-th rule, both from 0; ptr NULL: there are not so many. */
struct smtplog_slice classifier_sample(const struct classifier *c, size_t i, size_t n);

/* Proves the rules sound: every pattern compiles, every rule has samples, each lands on its
 * own rule (so none is shadowed by an earlier one) and cause, patterns for words do not fit the
 * names of providers, providers' samples have their causes, every cause that a rule names is in
 * the knowledge base, every cause of the knowledge base is named by a rule, and explanations are
 * there in all languages.  Tells each fault; answers their number.  Operators' rules need no
 * sample and no explanation. */
unsigned classifier_lint(struct classifier *c, const struct knowledge *k, struct diag *diag);

#endif
