/* report_defang.h - a report made harmless for a mail */
#ifndef MAIL_REPORT_DEFANG_H
#define MAIL_REPORT_DEFANG_H

#include "report/report.h"

/* Strangers' names so that neither filters nor mail programs take them for links (defang.h).  From
 * then on the model is for people alone. */
void report_defang(struct report *r);

#endif
