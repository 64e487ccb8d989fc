/* Sentences are made here and handed to a listener: a room never decides where its complaints
 * go. */
#include "base/diag.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void diag_tell(struct diag *d, enum diag_level level, const char *fmt, ...)
{
    char *sentence;
    va_list args;

    d->errors += level == DIAG_ERROR;
    d->warnings += level == DIAG_WARNING;
    if (!d->tell)
        return;
    va_start(args, fmt);
    int n = vasprintf(&sentence, fmt, args);
    va_end(args);
    if (n < 0)
        return;
    d->tell(d->to, level, sentence);
    free(sentence);
}
