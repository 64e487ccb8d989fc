/* mailing.h - a report by mail */
#ifndef CLI_MAILING_H
#define CLI_MAILING_H

#include "cli/app.h"
#include "phrase/advice.h"
#include "report/report.h"

/* Mails the report to `to`, addresses parted by commas.  Strangers' names in the report are made
 * harmless for that (report_defang()): print it before.  0, or -1 after a sentence. */
int mailing_send(struct app *app, struct report *r, const struct adviser *adviser, int explain,
                 const char *to);

#endif
