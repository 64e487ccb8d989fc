/* Written as it goes, with no tree in memory: a report may have ten thousand groups. */
#include "render/json.h"

#include "base/text.h"

#include "query/period.h"

#include <stdarg.h>
#include <stdlib.h>

/* What stands before every member and every opening: the comma of the one before, a new line, the
 * name. */
static void begin(struct json *j, const char *name)
{
    if (j->filled)
        strbuf_char(&j->out, ',');
    if (j->depth)
        strbuf_fmt(&j->out, "\n%*s", j->depth * 2, "");
    if (name)
        strbuf_fmt(&j->out, "\"%s\": ", name);
    j->filled = 1;
}

void json_open(struct json *j, const char *name, char bracket)
{
    begin(j, name);
    strbuf_char(&j->out, bracket);
    j->depth++;
    j->filled = 0;
}

void json_close(struct json *j, char bracket)
{
    j->depth--;
    if (j->filled)
        strbuf_fmt(&j->out, "\n%*s", j->depth * 2, "");
    strbuf_char(&j->out, bracket);
    j->filled = 1;
}

void json_fmt(struct json *j, const char *name, const char *fmt, ...)
{
    char *value = NULL;
    va_list args;
    begin(j, name);
    va_start(args, fmt);
    if (vasprintf(&value, fmt, args) >= 0)
        strbuf_str(&j->out, value);
    va_end(args);
    free(value);
}

void json_int(struct json *j, const char *name, int64_t n)
{
    json_fmt(j, name, "%lld", (long long)n);
}

void json_text(struct json *j, const char *name, struct smtplog_slice text)
{
    begin(j, name);
    if (text.ptr)
        text_for_json(&j->out, text);
    else
        strbuf_str(&j->out, "null");
}

void json_str(struct json *j, const char *name, const char *text)
{
    json_text(j, name, slice_str(text));
}

void json_time(struct json *j, const char *name, int64_t time)
{
    struct strbuf text = {0};
    if (time)
        period_rfc3339(&text, time);
    json_text(j, name, time ? strbuf_view(&text) : slice_of(NULL, 0));
    strbuf_release(&text);
}

void json_cell(struct json *j, const char *name, const struct cell *cell)
{
    struct cell plain = *cell;
    begin(j, name);
    switch (plain.kind) {
    case CELL_INT: strbuf_fmt(&j->out, "%lld", (long long)plain.integer); break;
    case CELL_REAL: strbuf_fmt(&j->out, "%.6g", plain.real); break;
    case CELL_TEXT: text_for_json(&j->out, plain.text); break;
    case CELL_NULL: strbuf_str(&j->out, "null"); break;
    }
}

void json_real(struct json *j, const char *name, double x)
{
    json_fmt(j, name, "%.6g", x);
}

void json_end(struct json *j, FILE *out)
{
    strbuf_char(&j->out, '\n');
    fwrite(j->out.ptr, 1, j->out.len, out);
    strbuf_release(&j->out);
}
