/* unwrap_object.c - lines that are records of named fields: JSON, logfmt, LTSV */
#include "frame/fields.h"

#include <json-c/json.h>
#include <stdio.h>

enum { NESTED_MOST = 4, PATH_MOST = 64, DOCKER_PIECE = 16 * 1024 };
/* Pairs of a record: shippers write a few dozens.  What has more is somebody's text. */
enum { PAIRS_MOST = 256 };

static struct smtplog_slice string_of(struct json_object *value)
{
    return slice_of(json_object_get_string(value), (size_t)json_object_get_string_len(value));
}

/* A number as it was written; json-c keeps the text of doubles only. */
static struct smtplog_slice number_of(struct json_object *value)
{
    return slice_str(json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
}

static void hear_value(struct fields *f, const char *parent, struct smtplog_slice name,
                       struct json_object *value, int depth);

/* Members in the order of the object; which of them matters, fields.c knows. */
static void hear_object(struct fields *f, const char *path, struct json_object *object, int depth)
{
    struct json_object_iterator at = json_object_iter_begin(object),
                                     end = json_object_iter_end(object);
    for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at))
        hear_value(f, path, slice_str(json_object_iter_peek_name(&at)),
                   json_object_iter_peek_value(&at), depth);
}

/* Offers a value with the path of names that leads to it ("log.file.path"); lists are not looked
 * into, and nothing nested deeper than any shipper nests. */
static void hear_value(struct fields *f, const char *parent, struct smtplog_slice name,
                       struct json_object *value, int depth)
{
    char path[PATH_MOST];
    switch (json_object_get_type(value)) {
    case json_type_string:
        fields_hear(f, parent, name, string_of(value));
        break;
    case json_type_int:
    case json_type_double:
        fields_hear(f, parent, name, number_of(value));
        break;
    case json_type_object:
        if (depth < NESTED_MOST &&
            snprintf(path, sizeof path, "%s%s%.*s", parent, *parent ? "." : "",
                                            (int)name.len, name.ptr) < (int)sizeof path)
            hear_object(f, path, value, depth + 1);
        break;
    default:
        break;
    }
}

/* [time, {...}], [time, "line"]: Fluent Bit, Loki's values */
static void hear_array(struct fields *f, struct json_object *array)
{
    for (size_t i = 0; i < json_object_array_length(array) && i < 4; i++) {
        struct json_object *value = json_object_array_get_idx(array, i);
        struct smtplog_slice text = {0};
        if (json_object_is_type(value, json_type_array) && json_object_array_length(value))
            value = json_object_array_get_idx(value, 0);    /* [[time, {...}], {...}] */
        if (json_object_is_type(value, json_type_object))
            hear_object(f, "", value, 1);
        else if (json_object_is_type(value, json_type_string))
            text = string_of(value);
        else if (json_object_is_type(value, json_type_double) ||
                 json_object_is_type(value, json_type_int))
            text = number_of(value);
        if (text.len)
            fields_hear(f, "", slice_str(memchr(text.ptr, ' ', text.len) ? "line" : "ts"), text);
    }
}

/* The members of a list of objects, one a line: "[{...},", "{...},", "{...}]". */
static struct smtplog_slice strip_list(struct smtplog_slice c)
{
    c = slice_trim(c);
    if (c.len && c.ptr[0] == 0x1e)
        c = slice_from(c, 1);
    if (slice_starts(c, "[{") && !slice_ends(c, "}]"))
        c = slice_from(c, 1);
    if (slice_ends(c, "},") || (slice_starts(c, "{") && slice_ends(c, "}]")))
        c.len--;
    return c;
}

/* One tokener for all lines: making one costs more than reading a line. */
static int parse(struct undoing *u, struct smtplog_slice text)
{
    if (!u->tokener && !(u->tokener = json_tokener_new()))
        return 0;
    json_object_put(u->object);
    json_tokener_reset(u->tokener);
    u->object = json_tokener_parse_ex(u->tokener, text.ptr, (int)text.len);
    return json_object_is_type(u->object, json_type_object) ||
           json_object_is_type(u->object, json_type_array);
}

static int parse_any(struct undoing *u, struct smtplog_slice text)
{
    return parse(u, text) ||
           (unwrap_ruby(text, &u->scratch) && parse(u, strbuf_view(&u->scratch)));
}

static int has(struct json_object *object, const char *name)
{
    return json_object_object_get_ex(object, name, NULL);
}

enum undone undo_json(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = strip_list(p->text);
    struct fields fields = {0};
    int docker;

    if (!c.len || (c.ptr[0] != '{' && c.ptr[0] != '[') || !parse_any(u, c))
        return UNDO_NO;
    if (json_object_is_type(u->object, json_type_array)) {
        hear_array(&fields, u->object);
        return fields_tell(&fields, p);
    }
    if (has(u->object, "__REALTIME_TIMESTAMP") && has(u->object, "MESSAGE"))
        return UNDO_NO;                 /* the journal's own: journal.h reads it */
    hear_object(&fields, "", u->object, 0);
    docker = has(u->object, "log") && has(u->object, "stream") && has(u->object, "time");
    struct smtplog_slice text = fields.value[FIELD_TEXT];
    if (fields_tell(&fields, p) != UNDO_DONE)
        return UNDO_NO;
    if (docker)
        p->outer.stamp_is_fresh = p->outer.stamped;
    /* docker cuts lines at 16 kB (daemon/logger/copier.go); only the last piece
     * ends in a newline */
    return docker && text.len >= DOCKER_PIECE - 1 && !slice_ends(text, "\n") ? UNDO_PART
           : UNDO_DONE;
}

/* A value of logfmt, its quotes and escapes taken off into the scratch. */
static struct smtplog_slice scan_value(struct smtplog_slice *c, struct strbuf *scratch)
{
    size_t start = scratch->len, i = 1;
    if (!slice_starts(*c, "\"")) {
        for (i = 0; i < c->len && c->ptr[i] != ' '; i++)
            ;
        struct smtplog_slice word = slice_head(*c, i);
        *c = slice_from(*c, i);
        return word;
    }
    for (; i < c->len && c->ptr[i] != '"'; i++) {
        if (c->ptr[i] == '\\' && i + 1 < c->len)
            i++;
        strbuf_char(scratch, c->ptr[i]);
    }
    *c = slice_from(*c, i + 1);
    return slice_of(scratch->ptr + start, scratch->len - start);
}

/* time=2024-05-01T10:00:00Z level=info msg="..." */
enum undone undo_logfmt(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, name;
    struct fields fields = {0};
    size_t pairs = 0;

    if (!c.len || !memchr(c.ptr, '=', c.len < 64 ? c.len : 64))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    strbuf_room(&u->scratch, c.len);            /* so that it does not move */
    u->scratch.len = 0;
    for (; c.len; pairs++) {
        size_t i = 0;
        while (i < c.len && (scan_is_alnum(c.ptr[i]) || strchr("_.-@", c.ptr[i])))
            i++;
        if (i == 0 || i == c.len || c.ptr[i] != '=' || pairs == PAIRS_MOST)
            return UNDO_NO;
        name = slice_head(c, i);
        c = slice_from(c, i + 1);
        fields_hear(&fields, "", name, scan_value(&c, &u->scratch));
        while (scan_lit(&c, " "))
            ;
    }
    return pairs >= 2 ? fields_tell(&fields, p) : UNDO_NO;
}

/* "time:2024-05-01T10:00:00Z<tab>host:mx<tab>message:...": labelled values (ltsv.org). */
enum undone undo_ltsv(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, cell, name;
    struct fields fields = {0};
    size_t pairs = 0;
    (void)u;
    if (!c.len || !memchr(c.ptr, '\t', c.len))
        return UNDO_NO;
    for (; c.len; pairs++) {
        if (!scan_until(&c, '\t', &cell)) {
            cell = c;
            c.len = 0;
        }
        if (!scan_until(&cell, ':', &name) || memchr(name.ptr, ' ', name.len) ||
            pairs == PAIRS_MOST)
            return UNDO_NO;
        fields_hear(&fields, "", name, cell);
    }
    return pairs > 1 ? fields_tell(&fields, p) : UNDO_NO;
}
