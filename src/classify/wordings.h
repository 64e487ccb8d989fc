/* wordings.h - the tables in which parsers say how their servers word a remote reply
 *
 * A reason or a pasted text comes without its record; whoever logged it put words around the
 * reply.  Which words, is the parser's knowledge (smtplog/parser.h, struct smtplog_wording).  Here
 * are the tables of all parsers, in one list, asked by role.
 */
#ifndef CLASSIFY_WORDINGS_H
#define CLASSIFY_WORDINGS_H

#include <smtplog/parser.h>
#include <stdint.h>

struct wordings {
    const struct smtplog_wording **tables;      /* borrowed, each ends with words NULL */
    size_t len, cap;
};

/* With the tables of the parsers that are built in. */
void wordings_init(struct wordings *w);
void wordings_release(struct wordings *w);

void wordings_add(struct wordings *w, const struct smtplog_wording *table);     /* NULL: none */

/* Walks the rows of a role, from a zeroed place on; NULL at the end. */
struct wording_place {
    size_t table, row;
};
const struct smtplog_wording *wordings_next(const struct wordings *w,
                                            enum smtplog_wording_role role,
                                            struct wording_place *place);

/* Changes when a table does. */
uint64_t wordings_hash(const struct wordings *w, uint64_t seed);

#endif
