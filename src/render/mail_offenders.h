/* mail_offenders.h - who failed most, in the HTML of a mail (mail_html.h) */
#ifndef RENDER_MAIL_OFFENDERS_H
#define RENDER_MAIL_OFFENDERS_H

#include "render/html_parts.h"

/* The leading groups, each with what to do. */
void mail_offenders(const struct html_page *p);

#endif
