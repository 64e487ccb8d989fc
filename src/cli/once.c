/* Sentences are compared as they are printed: one that names another place is another fault. */
#include "cli/once.h"

#include <string.h>

/* What was told in the run before, or in this one, is not told again. */
static void tell(void *to, enum diag_level level, const char *sentence)
{
    static int heard;                   /* its address marks what is in a map */
    struct once *o = to;
    struct smtplog_slice words = {sentence, strlen(sentence)};
    int is_new = !map_get(&o->before, words) && !map_get(&o->now, words);

    map_put(&o->now, words)->value = &heard;
    if (is_new && o->to->tell)
        o->to->tell(o->to->to, level, sentence);
}

void once_begin(struct once *o, struct diag *to)
{
    *o = (struct once){.to = to, .diag = {.tell = tell, .to = o, .lang = to->lang}};
}

void once_round(struct once *o)
{
    map_release(&o->before, NULL);
    o->before = o->now;
    o->now = (struct map){0};
    o->diag.errors = 0;
}

void once_release(struct once *o)
{
    map_release(&o->before, NULL);
    map_release(&o->now, NULL);
}
