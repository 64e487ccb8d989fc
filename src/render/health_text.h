/* health_text.h - the first screen of a text: verdict, counts, what is yours to do, what is new */
#ifndef RENDER_HEALTH_TEXT_H
#define RENDER_HEALTH_TEXT_H

#include "phrase/health_say.h"
#include "render/text_options.h"

/* Appends the one sentence on whether mail flows, laid out for the width. */
void health_text_verdict(struct strbuf *out, const struct health *h, const struct text_options *o);
/* Appends the figures now, as they usually are, and their last days. */
void health_text_counts(struct strbuf *out, const struct health *h, const struct text_options *o);
/* Troubles, numbered through yours and the others; UNLOGGED is what was not logged, wherever it
 * stands: for whoever asked for one thing. */
enum health_text_which { HEALTH_TEXT_YOURS, HEALTH_TEXT_OTHERS, HEALTH_TEXT_UNLOGGED };
void health_text_list(struct strbuf *out, const struct health *h, enum health_text_which which,
                      const struct text_options *o);
/* Both lists under their heads; nothing of an empty one, but if both are. */
void health_text_lists(struct strbuf *out, const struct health *h, const struct text_options *o);

#endif
