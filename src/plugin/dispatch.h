/* dispatch.h - one source's records, handed to the parser that knows them
 *
 * A log may hold several servers' lines.  Each record goes first to the parser that took the
 * last one, then to the others; the first that does not answer NOT_MINE has it.  What nobody
 * knows, or its server's parser in no form, is asked of the operator's own forms (site/site.h).
 * A parser's state lives as long as the source.
 */
#ifndef PLUGIN_DISPATCH_H
#define PLUGIN_DISPATCH_H

#include "frame/frame.h"
#include "plugin/registry.h"

struct dispatch;

/* With `only` (from --format) no other parser is asked; NULL: all. */
struct dispatch *dispatch_new(const struct registry *r, const struct smtplog_parser *only);
void dispatch_free(struct dispatch *d);

/* Fills *event (zeroed first) and names the parser that answered, NULL with NOT_MINE.  Answers
 * enum smtplog_result.  The event's slices live until the next call. */
int dispatch_parse(struct dispatch *d, const struct smtplog_line *line,
                   struct smtplog_event *event, const struct smtplog_parser **by);

/* Proves the operator's own forms sound: every sample is taken by its form and by nothing before
 * it, and says what is expected.  Tells each fault; answers how many, with those of loading. */
unsigned dispatch_prove_site(const struct registry *r, struct diag *diag);

/* The parsers asked of samples whether they know a line; they must stay, and be used for nothing
 * else, as parsers keep a state. */
struct frame_judge dispatch_judge(struct dispatch *d);

#endif
