/* lookup.h - what the rules know of a tag or an enhanced code alone, without a reply
 *
 * People look up "TSS04" or "5.7.515": numbers of a provider that no document of SMTP
 * defines, but a rule does.
 */
#ifndef CLASSIFY_LOOKUP_H
#define CLASSIFY_LOOKUP_H

#include "classify/classify.h"

/* The verdicts of the rules that name the tag, or the enhanced code for one provider, in the order
 * of the rules; at most `most`.  Answers how many. */
size_t lookup_tag(const struct classifier *c, struct smtplog_slice tag,
                  struct classify_finding *out, size_t most);
size_t lookup_enhanced(const struct classifier *c, struct smtplog_slice code,
                       struct classify_finding *out, size_t most);

/* What is known of a provider; one that is none of ours has the word itself as its title. */
struct classify_provider lookup_provider(const struct classifier *c, struct smtplog_slice name);

#endif
