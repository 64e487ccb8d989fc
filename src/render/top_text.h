/* top_text.h - the top offenders for people, at a terminal or in a mail
 *
 * 80 columns show count, share, code, cause, where it happens, trend and last time; 110 the
 * course over the period, 130 the sender and 150 the provider too.  Below the sections the most
 * frequent groups are explained.
 */
#ifndef RENDER_TOP_TEXT_H
#define RENDER_TOP_TEXT_H

#include "phrase/advice.h"
#include "render/text_options.h"

/* With the verdict of the period on top; of a filtered top only what was not logged
 * is told there. */
struct health;
void top_text(struct strbuf *out, const struct top *t, const struct health *h,
              const struct text_options *o);

/* Appends what stands above the sections: period, hosts, how many, and how well it was read. */
void top_text_header(struct strbuf *out, const struct top *t, const struct text_options *o);

/* Parts of it, for the report.  Which groups deserve an explanation: by who must act,
 * yours first and what passes by itself last, then by count.  -> how many stand in
 * `picked`, which has room for n. */
struct picked {
    const struct top_section *section;
    const struct top_group *group;
    int rank, turn;
};
size_t top_pick(const struct top *t, const struct adviser *adviser, struct picked *picked,
                size_t n);
void top_text_sections(struct strbuf *out, const struct top *t, const struct text_options *o);
void top_text_group(struct strbuf *out, const struct top *t, const struct picked *p,
                    const struct text_options *o);
void top_text_coverage(struct strbuf *out, const struct coverage *c, const struct text_options *o);

#endif
