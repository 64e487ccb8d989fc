/* html.h - the words of an HTML text, for bounces that come as pages */
#ifndef PASTED_HTML_H
#define PASTED_HTML_H

#include "base/strbuf.h"

/* In place: tags away (those that end a line become line ends), the usual entities resolved, style
 * and script left out. */
void html_to_text(struct strbuf *text);

#endif
