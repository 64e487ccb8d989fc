/* top_pass.h - the one reading of events: who and what takes part in the groups that are shown
 *
 * What is packed is counted column by column, a block at a time: first which rows are of a group,
 * then each column of those.  What is not, row by row, by the same tables.
 */
#ifndef REPORT_TOP_PASS_H
#define REPORT_TOP_PASS_H

#include "query/pairs.h"
#include "report/top.h"

/* What is counted in the pass. */
enum who { WHO_CLIENT, WHO_SERVER, WHO_SENDER,
           WHO_RECIPIENT,               /* of mail from clients */
           WHO_DOMAIN,                  /* the recipient's, of deliveries */
           WHO_SASL, WHO_HOST, WHOS };

struct top_pass {
    struct top_group **group;           /* those that are met, by number from 0 */
    size_t len;
    struct counts reasons;              /* (group's number, reason); `latest` an event id */
    struct pairs who[WHOS];             /* of groups by their numbers */
};

/* Reads the period of `t`, whose groups are in their places, and how deliveries went on that were
 * put off.  0, or STORE_FAILED: told. */
int top_pass(struct top_pass *p, struct top *t, struct store *s, const struct top_shown *shown);
void top_pass_release(struct top_pass *p);

#endif
