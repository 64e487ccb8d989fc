/* A log, as `parse` reads it: whatever stands around its lines, by every parser.  What comes out is
 * lines of JSON, each an object. */
#include "fuzz/fuzz.h"

#include "support/reading.h"

#include <json-c/json.h>

static void check_line(struct json_tokener *tokener, struct smtplog_slice line)
{
    json_tokener_reset(tokener);
    struct json_object *o = json_tokener_parse_ex(tokener, line.ptr, (int)line.len);
    FUZZ_MUST(o && json_object_is_type(o, json_type_object));
    FUZZ_MUST(json_tokener_get_parse_end(tokener) == line.len);
    json_object_put(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct reading r;
    static struct json_tokener *tokener;
    struct smtplog_slice rest, line;
    if (!r.registry) {
        reading_open(&r);
        tokener = json_tokener_new();
        json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    }
    reading_bytes(&r, (const char *)bytes, len, NULL);
    for (rest = slice_of(r.text, r.len); scan_until(&rest, '\n', &line);)
        check_line(tokener, line);
    FUZZ_MUST(rest.len == 0);
    return 0;
}
