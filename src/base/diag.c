/* Sentences are made here and handed to a listener: a room never decides where its complaints
 * go. */
#include "base/diag.h"

#include "base/lang.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((format(printf, 3, 0)))
/* Counts even where nobody listens: the exit status comes from the counts. */
static void tell(struct diag *d, enum diag_level level, const char *fmt, va_list args)
{
    char *sentence;
    d->errors += level == DIAG_ERROR;
    d->warnings += level == DIAG_WARNING;
    if (!d->tell || vasprintf(&sentence, fmt, args) < 0)
        return;
    d->tell(d->to, level, sentence);
    free(sentence);
}

void diag_tell(struct diag *d, enum diag_level level, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    tell(d, level, tr(d->lang, fmt), args);
    va_end(args);
}

void diag_tell_n(struct diag *d, enum diag_level level, const char *one, const char *many,
                 uint64_t n, ...)
{
    va_list args;
    va_start(args, n);
    tell(d, level, tr_n(d->lang, one, many, n), args);
    va_end(args);
}
