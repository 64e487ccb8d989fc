/* source.c - a source's owned texts */
#include "ingest/source.h"

#include <stdlib.h>

void source_release(struct source *s)
{
    free(s->name);
    free(s->format);
    free(s->host);
    free(s->wrapping);
    strbuf_release(&s->framer);
    strbuf_release(&s->blocks);
    s->name = s->format = s->host = s->wrapping = NULL;
}
