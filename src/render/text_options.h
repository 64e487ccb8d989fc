/* text_options.h - how a text for people is laid out */
#ifndef RENDER_TEXT_OPTIONS_H
#define RENDER_TEXT_OPTIONS_H

#include "render/style.h"

/* Columns of a text that goes to no terminal: files, pipes and mail alike, so that all cut the
 * same cells. */
enum { TEXT_WIDTH = 80 };

struct adviser;

struct text_options {
    const struct adviser *adviser;      /* its language is that of the text */
    struct style style;
    int width;                          /* columns */
    int explain;                        /* at most so many groups are explained */
    int section_rows;                   /* > 0: groups a section, and nothing else: top_brief.h */
};

#endif
