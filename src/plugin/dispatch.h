/* dispatch.h - one source's records, handed to the parser that knows them
 *
 * A log may hold several servers' lines.  Each record goes first to the parser that took the
 * last one, then to the others; the first that does not answer NOT_MINE has it.  What nobody
 * knows, or its server's parser in no form, is asked of the operator's own forms (site/site.h).
 * A parser's state lives as long as the source.
 *
 * Other threads may find answers ahead, each with a dispatch of its own: what was found is taken
 * only where it is the answer that asking in order would have given.
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

/* What was found of a record ahead of its turn, by parsers of another dispatch. */
struct dispatch_answer {
    struct smtplog_event said;          /* slices into the record, or static */
    const struct smtplog_parser *by;    /* as dispatch_parse() names it */
    int result;                         /* enum smtplog_result; IN_ORDER: no answer was found */
    uint32_t declined;                  /* a bit for each parser that was asked and declined */
    int32_t seat;                       /* whose record it is, or who wants it in order; -1:
                                           nobody */
};

/* A dispatch that finds answers ahead, on whatever one thread, and tells no faults. */
struct dispatch *dispatch_new_ahead(const struct registry *r, const struct smtplog_parser *only);
/* Asks its parsers for an answer that hangs on the record alone (parser.h: alone).  The records
 * are of one stream, in their order, perhaps not all of it. */
void dispatch_ask_ahead(struct dispatch *d, const struct smtplog_line *line,
                        struct dispatch_answer *a);

/* It is the record's turn: *said is the answer found ahead, where dispatch_parse() would give the
 * same, else dispatch_parse() is asked and it is *own.  ahead NULL: none was looked for;
 * `altered`: it was, but for what is not the whole record.
 *
 * Which parser is asked first hangs on the records before: an answer holds only where all that
 * sit before its parser have declined.  And where a record that one parser wants in order is
 * another's, the first may have learnt ahead what it does not learn here: none holds from then
 * on. */
int dispatch_take(struct dispatch *d, const struct dispatch_answer *ahead, int altered,
                  const struct smtplog_line *line, struct smtplog_event *own,
                  const struct smtplog_event **said, const struct smtplog_parser **by);
/* What was found of a record is gone, so that nothing can be told of it: none holds any more. */
void dispatch_go_alone(struct dispatch *d);

/* Proves the operator's own forms sound: every sample is taken by its form and by nothing before
 * it, and says what is expected.  Tells each fault; answers how many, with those of loading. */
unsigned dispatch_prove_site(const struct registry *r, struct diag *diag);

/* The parsers asked of samples whether they know a line; they must stay, and be used for nothing
 * else, as parsers keep a state. */
struct frame_judge dispatch_judge(struct dispatch *d);

#endif
