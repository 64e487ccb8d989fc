/* say.h - findings as phrases: trends, shares, who is hit, since when
 *
 * Used by every renderer for people.  Text is appended; strangers' names go through as they are,
 * the renderer makes them safe.
 */
#ifndef PHRASE_SAY_H
#define PHRASE_SAY_H

#include "base/lang.h"
#include "report/top.h"

/* "39 %", "<1 %"; of a whole that is 0: nothing */
/* A bar of eighths for each count, the most of them the highest; -1: not known, a blank. */
void say_course(struct strbuf *out, const int64_t *counts, size_t len);
void say_share(struct strbuf *out, int64_t part, int64_t whole);
/* "12.7 %", in Russian "12,7 %" */
void say_percent(struct strbuf *out, double percent, const struct lang *lang);
/* "565 of 4,667 replies failed (12.1 %), day before 9.1 %; 171 failures without a reply"; nothing
 * where there are too few replies to say.  `failures`: all of the period. */
void say_replies(struct strbuf *out, const struct coverage *c, int64_t failures,
                 const struct lang *lang);
/* "for 12 failures the reason is not told (0.5 %)"; nothing where all are told */
void say_untold(struct strbuf *out, int64_t untold, int64_t failures, const struct lang *lang);
/* "new", "▲ +41 %", "▲ ×2.1", "▼ −8 %", "=", "was 3"; nothing where nothing is known */
void say_trend(struct strbuf *out, enum trend trend, int64_t now, int64_t before,
               const struct lang *lang);
/* "transient" of a class */
const char *say_class(int class, const struct lang *lang);

/* The group's leading reply code, "several" if none makes up half of it. */
void say_code(struct strbuf *out, const struct top_group *g, const struct lang *lang);
/* Where it happens, for a column: "gmail.com", "gmail.com 80 of 120 +12". */
void say_where(struct strbuf *out, const struct top_group *g, const struct lang *lang);
/* The same of one kind: "gmail 4 of 359" where the other 355 have no provider. */
void say_leader(struct strbuf *out, const struct top_group *g, enum lead_kind kind,
                const struct lang *lang);
/* Sentences: since when, whom it hits, from where, on which host. */
void say_facts(struct strbuf *out, const struct top *t, const struct top_group *g,
               const struct lang *lang);

/* "failures", "messages failed": what `unit` counts. */
const char *say_unit(enum group_unit unit, int64_t n, const struct lang *lang);
/* That there are no failures, with what was not understood beside it: nobody knows what that was.
 * `any`: nothing is filtered. */
void say_none(struct strbuf *out, const struct coverage *c, int any, const struct lang *lang);

/* The i-th note on a section: groups left out, how deferrals went on, failures that came after an
 * intermediate reply.  0: there are no more. */
int say_note(struct strbuf *out, const struct top *t, const struct top_section *s, size_t i,
             const struct lang *lang);

/* The command that tells more, to be copied into a shell: the word may be a stranger's and is
 * quoted. */
void say_trace(struct strbuf *out, const char *word);

/* 1 if this server was the one that answered. */
int say_is_inbound(const struct top_group *g);
/* 1 if this server refused a stranger: "us" of the knowledge base is then the other side.  A login
 * is that of a user of this site. */
int say_is_strangers(const struct top_group *g);

#endif
