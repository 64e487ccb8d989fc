/* status_show.h - what was read, as text for people and rows for programs */
#ifndef RENDER_STATUS_SHOW_H
#define RENDER_STATUS_SHOW_H

#include "render/format.h"
#include "report/status.h"

/* Appends what `status` says to people. */
void status_text(struct strbuf *out, const struct status *st, int width, struct style style,
                 const struct lang *lang);
/* A row a source; json: one object with everything. */
void status_rows(FILE *out, const struct status *st, const struct format_options *format);

#endif
