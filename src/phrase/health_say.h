/* health_say.h - the verdict, the counts and the troubles of a period as sentences, for every
 * rendering (report/health.h) */
#ifndef PHRASE_HEALTH_SAY_H
#define PHRASE_HEALTH_SAY_H

#include "phrase/advice.h"
#include "report/health.h"

/* "Mail flows. 4,102 delivered, 18 waiting, 23 bounced; 2 things are yours to do." */
void health_say_verdict(struct strbuf *out, const struct health *h, const struct lang *lang);
/* The same for the subject of a mail: "2 to do, 23 bounced (usual 20)". */
void health_say_subject(struct strbuf *out, const struct health *h, const struct lang *lang);
const char *health_state_word(enum health_state state);       /* for programs: "flows", "partly" */

/* "delivered"; the column of a table, and a name for programs. */
const char *health_count_title(const struct health *h, enum health_count which,
                               const struct lang *lang);
const char *health_count_word(enum health_count which);
/* "4,102"; what is usual: "4,050", or "–" where nobody knows. */
void health_say_now(struct strbuf *out, const struct health *h, enum health_count which,
                    const struct lang *lang);
void health_say_usual(struct strbuf *out, const struct health *h, enum health_count which,
                      const struct lang *lang);
/* A month by day as one line of block characters, a blank where there are no logs. */
void health_say_course(struct strbuf *out, const struct health_figure *f);

/* What is wrong, whom it hits, since when; the second adds who must act and the first step. */
void health_say_fault(struct strbuf *out, const struct health *h, const struct trouble *t,
                      const struct adviser *adviser);
/* " Act: you, who run this mail server. First: make room." */
void health_say_action(struct strbuf *out, const struct health *h, const struct trouble *t,
                       const struct adviser *adviser);
void health_say_trouble(struct strbuf *out, const struct health *h, const struct trouble *t,
                        const struct adviser *adviser);
void health_say_step(struct strbuf *out, const struct health *h, const struct trouble *t,
                     const struct adviser *adviser);
/* "you, who run this mail server" */
void health_say_who(struct strbuf *out, const struct trouble *t, const struct adviser *adviser);
const char *health_trouble_word(enum trouble_kind kind);        /* for programs: "silent", ... */

/* Nothing at all is wrong: "Nothing out of the usual.", or that nobody knows what is usual. */
void health_say_nothing(struct strbuf *out, const struct health *h, const struct lang *lang);

#endif
