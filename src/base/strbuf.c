/* The one place that grows text. */
#include "base/strbuf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static inline void reserve(struct strbuf *b, size_t more)
{
    if (b->len + more < b->cap)
        return;
    b->ptr = mem_grow(b->ptr, &b->cap, b->len + more + 1, 1);
}

void strbuf_add(struct strbuf *b, const char *bytes, size_t len)
{
    reserve(b, len);
    if (len)
        memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
    b->ptr[b->len] = '\0';
}

char *strbuf_room(struct strbuf *b, size_t len)
{
    reserve(b, len);
    char *room = b->ptr + b->len;
    b->len += len;
    b->ptr[b->len] = '\0';
    return room;
}

void strbuf_slice(struct strbuf *b, struct smtplog_slice s)
{
    strbuf_add(b, s.ptr, s.len);
}

void strbuf_str(struct strbuf *b, const char *s)
{
    strbuf_add(b, s, strlen(s));
}

void strbuf_char(struct strbuf *b, char c)
{
    reserve(b, 1);
    b->ptr[b->len++] = c;
    b->ptr[b->len] = '\0';
}

void strbuf_blanks(struct strbuf *b, int n)
{
    if (n > 0)
        memset(strbuf_room(b, (size_t)n), ' ', (size_t)n);
}

void strbuf_fmt(struct strbuf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n >= 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void strbuf_clear(struct strbuf *b)
{
    reserve(b, 0);
    b->len = 0;
    b->ptr[0] = '\0';
}

void strbuf_release(struct strbuf *b)
{
    free(b->ptr);
    *b = (struct strbuf){0};
}

char *strbuf_steal(struct strbuf *b)
{
    reserve(b, 0);
    b->ptr[b->len] = '\0';
    char *ptr = b->ptr;
    *b = (struct strbuf){0};
    return ptr;
}

const char *strbuf_text(const struct strbuf *b)
{
    return b->ptr ? b->ptr : "";
}

struct smtplog_slice strbuf_view(const struct strbuf *b)
{
    return slice_of(strbuf_text(b), b->len);
}
