/* json.h - objects and arrays written in order (RFC 8259), indented for those who look
 *
 * A member has a name, an element of an array none (NULL).  NULL texts and unknown times (0) are
 * null.
 */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include "render/format.h"

struct json {
    struct strbuf out;
    int depth, filled;          /* filled: something stands before on this level */
};

/* A member of that name, NULL within an array.  These write one value each; names are ours and
 * stand as they are, texts are escaped. */
void json_open(struct json *j, const char *name, char bracket);
void json_close(struct json *j, char bracket);
void json_int(struct json *j, const char *name, int64_t n);
void json_real(struct json *j, const char *name, double x);
void json_text(struct json *j, const char *name, struct smtplog_slice text);
void json_str(struct json *j, const char *name, const char *text);
void json_time(struct json *j, const char *name, int64_t time);         /* RFC 3339 */
void json_cell(struct json *j, const char *name, const struct cell *cell);
/* A value that is JSON already. */
void json_fmt(struct json *j, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void json_end(struct json *j, FILE *out);       /* writes and releases */

#endif
