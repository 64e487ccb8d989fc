/* A line of JSON a record: only the fields that a mail log needs are read. */
#include "frame/journal.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "frame/exim.h"

#include <json-c/json.h>
#include <stdlib.h>

struct journal {
    struct json_tokener *tokener;   /* made at the first use */
    struct json_object *record;     /* the present one: its strings are lent out */
    struct strbuf message;          /* decoded byte array */
};

struct journal *journal_new(void)
{
    return mem_alloc(sizeof(struct journal));
}

void journal_free(struct journal *j)
{
    if (!j)
        return;
    json_object_put(j->record);
    if (j->tokener)
        json_tokener_free(j->tokener);
    strbuf_release(&j->message);
    free(j);
}

/* The value of a field, with the first one of several. */
static struct json_object *field(const struct journal *j, const char *name)
{
    struct json_object *value = NULL;
    json_object_object_get_ex(j->record, name, &value);
    if (json_object_is_type(value, json_type_array) && json_object_array_length(value) > 0) {
        struct json_object *first = json_object_array_get_idx(value, 0);
        if (!json_object_is_type(first, json_type_int))
            value = first;
    }
    return value;
}

/* A string field; NULL slice if it is missing, null or of bytes. */
static struct smtplog_slice text_field(const struct journal *j, const char *name)
{
    struct json_object *value = field(j, name);
    if (!json_object_is_type(value, json_type_string))
        return (struct smtplog_slice){0};
    return slice_of(json_object_get_string(value), (size_t)json_object_get_string_len(value));
}

/* A field that is a number written as a string, 0 if it is not. */
static uint64_t number_field(const struct journal *j, const char *name)
{
    struct smtplog_slice c = text_field(j, name);
    uint64_t n;
    return scan_number(&c, 19, &n) && c.len == 0 ? n : 0;
}

/* MESSAGE, as text or as bytes. */
static struct smtplog_slice message_field(struct journal *j)
{
    struct json_object *value = field(j, "MESSAGE");
    if (!json_object_is_type(value, json_type_array))
        return text_field(j, "MESSAGE");
    size_t len = json_object_array_length(value);
    strbuf_clear(&j->message);
    for (size_t i = 0; i < len; i++)
        strbuf_char(&j->message, (char)json_object_get_int(json_object_array_get_idx(value, i)));
    return strbuf_view(&j->message);
}

/* One tokener for all entries: making one costs more than reading an entry.  Most objects that are
 * tried are none: an entry tells its time. */
static int parse(struct journal *j, struct smtplog_slice text)
{
    if (slice_find(text, "REALTIME_TIMESTAMP\"") < 0)
        return 0;
    if (!j->tokener && !(j->tokener = json_tokener_new()))
        return 0;
    json_object_put(j->record);
    json_tokener_reset(j->tokener);
    j->record = json_tokener_parse_ex(j->tokener, text.ptr, (int)text.len);
    return j->record && json_object_is_type(j->record, json_type_object);
}

int journal_shape(struct journal *j, struct smtplog_slice text, struct shaped *out)
{
    if (!parse(j, text))
        return 0;
    uint64_t usec = number_field(j, "_SOURCE_REALTIME_TIMESTAMP");
    if (usec == 0)
        usec = number_field(j, "__REALTIME_TIMESTAMP");
    struct smtplog_slice message = message_field(j);
    if (usec == 0 || !message.ptr)
        return 0;
    out->stamp = (struct stamp){.zone = STAMP_EPOCH, .epoch = (int64_t)(usec / 1000000),
                                .micros = (int32_t)(usec % 1000000), .digits = 6};
    struct smtplog_slice cursor = text_field(j, "__CURSOR");
    out->cursor = cursor.len ? hash_bytes(cursor.ptr, cursor.len, 0) : 0;
    out->host = text_field(j, "_HOSTNAME");
    out->tag = text_field(j, "SYSLOG_IDENTIFIER");
    if (!out->tag.ptr)
        out->tag = text_field(j, "_COMM");
    out->pid = (uint32_t)number_field(j, "SYSLOG_PID");
    if (out->pid == 0)
        out->pid = (uint32_t)number_field(j, "_PID");
    out->body = message;
    const char *newline = memchr(message.ptr, '\n', message.len);
    if (newline) {
        out->body = slice_head(message, (size_t)(newline - message.ptr));
        out->more = slice_from(message, out->body.len + 1);
    }
    exim_unwrap(out);
    return 1;
}
