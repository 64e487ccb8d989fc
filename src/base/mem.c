/* Nothing useful can be done without memory, and what was committed is safe: the program ends
 * with a sentence instead of a check at every call. */
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *ptr)
{
    if (!ptr) {
        fputs("smtplog: out of memory\n", stderr);
        exit(1);
    }
    return ptr;
}

void *mem_alloc(size_t size)
{
    return checked(calloc(1, size ? size : 1));
}

void *mem_resize(void *ptr, size_t size)
{
    return checked(realloc(ptr, size ? size : 1));
}

void *mem_grow(void *ptr, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return ptr;
    size_t n = *cap ? *cap * 2 : 16;
    *cap = n < need ? need : n;
    return mem_resize(ptr, *cap * size);
}

char *mem_strn(const char *s, size_t len)
{
    char *copy = checked(malloc(len + 1));
    if (len)
        memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

char *mem_str(const char *s)
{
    return mem_strn(s, strlen(s));
}

char *mem_slice(struct smtplog_slice s)
{
    return s.ptr ? mem_strn(s.ptr, s.len) : NULL;
}

char *mem_text(struct smtplog_slice s)
{
    return mem_strn(s.ptr, s.len);
}

char *mem_fmt(const char *fmt, ...)
{
    char *out;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&out, fmt, args);
    va_end(args);
    return checked(n < 0 ? NULL : out);
}
