/* html_options.h - how the page is made */
#ifndef RENDER_HTML_OPTIONS_H
#define RENDER_HTML_OPTIONS_H

#include "phrase/advice.h"

struct html_options {
    const struct adviser *adviser;      /* its language is that of the page */
    int explain;                        /* at most so many groups are explained */
};

#endif
